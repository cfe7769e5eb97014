import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from framing.estimate import Estimate
from framing.resampling import swap_signs
from framing.statistics.naming_distance import (
    _by_outcome,
    _divergences,
    _outcome_weights,
    jensen_shannon,
    naming_distance,
)


def distance(x: np.ndarray, y: np.ndarray, **options: object) -> Estimate:
    names = {"referent": "the group", "target": "A", "reference": "B", "n_articles": 20}
    return naming_distance(x, y, **{**names, **options})  # type: ignore[arg-type]


def test_divergence_is_scipys(rng: np.random.Generator) -> None:
    p, q = rng.integers(0, 5, 6) + 0.0, rng.integers(1, 5, 6) + 0.0
    assert jensen_shannon(p, q) == pytest.approx(jensenshannon(p, q, base=2) ** 2)


def test_other_labels_lie_far_apart() -> None:
    x, y = np.zeros((12, 2)), np.zeros((12, 2))
    x[:, 0], y[:, 1] = 2, 2
    row = distance(x, y)
    assert row.verdict == "differs" and row.p == pytest.approx(2 / 2**12)
    assert row.value is not None and row.value > 0.8


def test_swapping_after_pooling_is_not_degenerate_and_alike_outlets_are_near_zero(
    rng: np.random.Generator,
) -> None:
    values, small = [], 0
    for _ in range(200):
        x, y = rng.poisson(1.0, (10, 3)), rng.poisson(1.0, (10, 3))
        row = distance(x, y)
        if row.p is not None:
            values.append(row.value)
            small += row.p <= 0.05
    assert abs(np.mean(values)) < 0.01
    assert small / len(values) < 0.05 + 3.5 * np.sqrt(0.05 * 0.95 / len(values))


def test_the_distance_is_symmetric(rng: np.random.Generator) -> None:
    x, y = rng.poisson(1.0, (11, 3)), rng.poisson(2.0, (11, 3))
    there, back = distance(x, y), distance(y, x)
    assert there.value == pytest.approx(back.value) and there.p == back.p


def test_fewer_than_five_labels_have_no_distance() -> None:
    x, y = np.ones((10, 1)), np.zeros((10, 1))
    y[:4] = 1
    row = distance(x, y)
    assert row.value is None and row.verdict == "too_few" and "fewer than 5" in row.why


def test_few_events_describe_without_p(rng: np.random.Generator) -> None:
    row = distance(rng.poisson(4, (3, 2)) + 1, rng.poisson(4, (3, 2)) + 1)
    assert row.value is not None and row.p is None and row.verdict == "too_few"


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match=r"\(3, 2\), \(2, 2\)"):
        distance(np.ones((3, 2)), np.ones((2, 2)))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_a_swap_lies_as_far_apart_as_its_outcome(labels: int, events: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y = rng.integers(0, 3, (2, events, labels)).astype(float)
    signs = swap_signs(events)[0]
    weights = _outcome_weights(x, y, 10**9)
    plain = _divergences(x, y, (x - y).T / 2 @ signs.T)
    found = _by_outcome(x, y, (x - y) / 2 @ weights @ signs.T, weights)
    assert found.tolist() == plain.tolist()


def test_fractions_of_labels_are_not_numbered() -> None:
    half = np.full((8, 2), 0.5)
    assert not len(_outcome_weights(half, half, 10**9))
    assert not len(_outcome_weights(np.full((9, 3), 9.0), np.ones((9, 3)), 9_999))
