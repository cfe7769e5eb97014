"""One outlet against the others, which weigh equally."""

from __future__ import annotations

import numpy as np
import pytest

from framing.statistics.against_rest import REST
from tests.statistics.invented import compare, corpus


def test_against_the_rest_of_two_outlets_is_the_pair() -> None:
    counts, exposure = corpus(outlets=2)
    pair = compare(counts, exposure)
    rest = compare(counts, exposure, against_rest=True)[: len(pair)]
    np.testing.assert_allclose([r.value for r in rest], [r.value for r in pair])
    np.testing.assert_allclose([r.difference for r in rest], [r.difference for r in pair])
    assert np.abs(np.array([r.p for r in rest]) - [r.p for r in pair]).max() < 0.1
    assert {r.reference for r in rest} == {REST}


def test_the_rest_weighs_equally_however_much_it_wrote() -> None:
    counts = np.zeros((3, 10, 1))
    counts[:, :, 0] = np.array([[4], [40], [1]])
    exposure = np.repeat([[100], [1000], [100]], 10, axis=1)
    row = compare(counts, exposure, against_rest=True)[0]
    assert row.value == pytest.approx(0.04 / ((0.04 + 0.01) / 2))
    assert (row.n_target, row.n_reference) == (40, 410)
    assert (row.exposure_target, row.exposure_reference) == (1000, 11000)
