"""Which rows are adjusted for which others, and how."""

from __future__ import annotations

import numpy as np
from scipy.stats import false_discovery_control

from framing.resampling import holm
from tests.statistics.invented import compare, corpus


def test_exploratory_p_is_scipys_benjamini_hochberg_over_all_pairs() -> None:
    rows = [row for row in compare(*corpus()) if row.verdict != "too_few"]
    expected = false_discovery_control([row.p for row in rows])
    np.testing.assert_allclose([row.p_adj for row in rows], expected)
    assert {row.family for row in rows} == {"contrasts, exploratory (Benjamini-Hochberg)"}


def test_primary_features_are_a_family_of_their_own() -> None:
    counts, exposure = corpus()
    rows = compare(counts, exposure, primary=["f0", "f3"])
    declared = [row for row in rows if row.feature in ("f0", "f3")]
    assert {row.family for row in declared} == {"contrasts, primary (max-T)"}
    assert all(row.p_adj is not None and row.p_adj >= (row.p or 0) for row in declared)


def test_exploratory_features_are_not_adjusted_for_primary_ones() -> None:
    rows = compare(*corpus(), primary=["f0"])
    others = [row for row in rows if row.feature != "f0" and row.p is not None]
    expected = false_discovery_control([row.p for row in others])
    np.testing.assert_allclose([row.p_adj for row in others], expected)


def test_a_large_family_draws_on_until_the_smallest_p_can_pass() -> None:
    counts = np.random.default_rng(11).poisson(1.0, (2, 40, 150))
    exposure = np.full((2, 40), 500)
    counts[0, :, 0] += 5
    first = compare(counts, exposure)[0]
    assert first.p is not None and first.p < 1 / 500 and first.verdict == "differs"


def test_primary_features_against_the_rest_have_holms_p() -> None:
    rows = compare(*corpus(), against_rest=True, primary=["f0", "f3"])
    declared = [row for row in rows if row.feature in ("f0", "f3")]
    expected = holm([row.p or np.nan for row in declared])
    np.testing.assert_allclose([row.p_adj for row in declared], expected)
    assert {row.family for row in declared} == {"contrasts, primary (Holm)"}
