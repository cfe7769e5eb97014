"""Average linkage against SciPy's, and what must stay apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from framing.linkage import clusters as module
from framing.linkage.clusters import average_linkage, components


def random_scores(seed: int, n: int) -> np.ndarray:
    score = np.random.default_rng(seed).random((n, n))
    score = (score + score.T) / 2
    np.fill_diagonal(score, 1)
    return score


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 25), st.floats(0.3, 0.8))
def test_agrees_with_scipy(seed: int, n: int, least: float) -> None:
    score = random_scores(seed, n)
    distance = squareform(1 - score, checks=False)
    label = fcluster(linkage(distance, "average"), 1 - least, "distance")
    theirs = {tuple(np.flatnonzero(label == k)) for k in set(label)}
    assert {tuple(c) for c in average_linkage(score, least)[0]} == theirs


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_minus_infinity_keeps_rows_apart(seed: int) -> None:
    score = random_scores(seed, 12)
    score[0, 5] = score[5, 0] = -np.inf
    for cluster in average_linkage(score, 0.0)[0]:
        assert not {0, 5} <= set(cluster)


def test_nothing_and_one_row() -> None:
    assert average_linkage(np.empty((0, 0)), 0.5) == ([], [])
    assert average_linkage(np.ones((1, 1)), 0.5) == ([[0]], [])


def test_large_components_are_cut_at_their_weakest_links(monkeypatch: pytest.MonkeyPatch) -> None:
    i, j = np.arange(9), np.arange(1, 10)
    strength = np.array([0.9, 0.9, 0.9, 0.9, 0.4, 0.9, 0.9, 0.9, 0.9])
    monkeypatch.setattr(module, "MOST_TOGETHER", 6)
    parts = components(10, i, j, strength, 0.3)
    assert sorted(tuple(part) for part in parts) == [(0, 1, 2, 3, 4), (5, 6, 7, 8, 9)]
