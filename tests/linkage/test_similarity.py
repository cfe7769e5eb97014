"""Pairs that are alike against all pairs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import random as random_sparse

from framing.linkage import similarity
from framing.linkage.similarity import cosines_within, likely_pairs
from framing.linkage.sparse_rows import unit_rows


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.integers(2, 40), st.integers(0, 40), st.floats(1, 60))
def test_pairs_are_those_of_all_pairs(seed: int, n: int, undated: int, window: float) -> None:
    matrix = unit_rows(random_sparse(n, 30, 0.3, "csr", random_state=seed))
    hours = np.sort(np.random.default_rng(seed).uniform(0, 200, n))
    hours[max(0, n - undated) :] = np.nan
    i, j, cosine = likely_pairs(matrix, hours, hours, window, 0.2)
    everything = (matrix @ matrix.T).toarray()
    gap = np.abs(hours[:, None] - hours[None, :])
    wanted = (everything >= 0.2) & ~(gap > window) & np.triu(np.ones((n, n), bool), 1)
    got = {(a, b) for a, b in zip(i, j, strict=True) if not gap[a, b] > window}
    assert got == set(zip(*np.nonzero(wanted), strict=True))
    assert cosine == pytest.approx(everything[i, j])


def test_pairs_are_found_through_rarer_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similarity, "_MOST_POSTINGS", 3)
    matrix = unit_rows(random_sparse(12, 60, 0.1, "csr", random_state=3))
    none = np.full(12, np.nan)
    i, j, cosine = likely_pairs(matrix, none, none, 1.0, 0.2)
    everything = (matrix @ matrix.T).toarray()
    assert cosine == pytest.approx(everything[i, j])
    assert len(i) > 0


def test_each_part_has_the_cosines_of_its_rows() -> None:
    matrix = unit_rows(random_sparse(300, 40, 0.2, "csr", random_state=5))
    everything = (matrix @ matrix.T).toarray()
    parts = [np.arange(150), np.array([150, 155]), np.arange(160, 300)]
    for part, cosines in cosines_within(matrix, parts):
        assert cosines == pytest.approx(everything[np.ix_(part, part)])
