from statistics import harmonic_mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.statistics.exposure import equal_exposure

words = st.integers(1, 100_000)


@given(st.lists(words, min_size=1, max_size=6), st.integers(0, 3))
def test_the_mean_is_that_of_the_outlets_that_cover_an_event(sizes: list[int], absent: int) -> None:
    _, harmonic = equal_exposure(np.array([[float(n)] for n in [*sizes, *[0] * absent]]))
    assert harmonic[0] == pytest.approx(harmonic_mean(sizes))


@given(st.lists(words, min_size=2, max_size=6), st.floats(0, 0.1))
def test_outlets_of_one_rate_count_the_same_at_equal_exposure(
    sizes: list[int], rate: float
) -> None:
    exposure = np.array([[float(n)] for n in sizes])
    inverse, harmonic = equal_exposure(exposure)
    scaled = rate * exposure * inverse * harmonic
    assert scaled == pytest.approx(np.full(exposure.shape, scaled[0, 0]))


def test_an_event_that_nobody_covers_has_no_exposure() -> None:
    inverse, harmonic = equal_exposure(np.zeros((2, 3)))
    assert not inverse.any() and not harmonic.any()
