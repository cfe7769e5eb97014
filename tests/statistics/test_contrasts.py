"""Contrasts of invented outlets: planted differences, laws, and silence at too few."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from framing.resampling import swap_test
from framing.statistics.contrasts import contrasts
from framing.statistics.rate_ratio import rate_ratios
from tests.statistics.invented import compare, corpus


def test_a_planted_difference_differs_and_the_sentence_says_so() -> None:
    counts, exposure = corpus()
    first = compare(counts, exposure)[0]
    assert (first.feature, first.target, first.reference) == ("f0", "A", "B")
    assert first.verdict == "differs" and first.value is not None and first.value > 2
    assert "rate of A is" in first.why and "16 events" in first.why


def test_rows_are_all_pairs_by_feature() -> None:
    rows = compare(*corpus())
    assert [(r.target, r.reference) for r in rows[::6]] == [("A", "B"), ("A", "C"), ("B", "C")]
    assert [r.feature for r in rows[:6]] == [f"f{i}" for i in range(6)]


def test_too_few_gives_counts_but_no_inference() -> None:
    counts, exposure = corpus(events=7)
    row = compare(counts, exposure)[0]
    assert row.verdict == "too_few" and row.n_target > 0 and row.value is not None
    assert row.low is row.high is row.p is row.p_adj is row.family is None
    assert row.why == "too few to say: 7 informative events (8 needed)"


def test_few_articles_are_not_tested() -> None:
    counts, exposure = corpus(outlets=2, features=1)
    articles = np.zeros_like(counts)
    articles[0, :4] = 1
    row = contrasts(counts, exposure, articles, outlets=["A", "B"], features=["f"])[0]
    assert row.verdict == "too_few" and row.p is row.low is row.family is None
    assert row.why == "too few to say: 4 articles with hits (5 needed)"


def test_one_outlet_gives_no_rows() -> None:
    counts, exposure = corpus(outlets=1)
    assert compare(counts, exposure) == compare(counts, exposure, against_rest=True) == []


def test_a_story_never_differs() -> None:
    row = compare(*corpus(), matched="story")[0]
    assert row.verdict == "no_evidence" and "story" in row.why


def test_an_outlet_against_its_copy_shows_nothing() -> None:
    counts, exposure = corpus(outlets=1)
    rows = compare(np.repeat(counts, 2, axis=0), np.repeat(exposure, 2, axis=0))
    assert {row.verdict for row in rows} == {"no_evidence"}
    assert {(row.difference, row.p) for row in rows} == {(0.0, 1.0)}


def test_one_event_with_five_thousand_copies_decides_nothing() -> None:
    counts, exposure = corpus(outlets=2, features=1)
    even = np.full_like(counts, 2)
    even[0, 0] = 5_000 * 2
    exposure[0, 0] *= 50
    row = compare(even, exposure)[0]
    assert row.verdict == "no_evidence"


def test_a_silent_outlet_gives_no_ratio_but_a_bound() -> None:
    counts, exposure = corpus(outlets=2, features=1)
    counts[1] = 0
    row = compare(counts, exposure)[0]
    assert row.value is None and row.high is None and row.low is not None and row.low > 1
    assert row.verdict == "differs" and "no hit in B" in row.why


@settings(max_examples=40, deadline=None)
@given(
    arrays(int, (3, 9, 2), elements=st.integers(0, 4)),
    arrays(int, (3, 9), elements=st.sampled_from([0, 0, 120, 700])),
    st.booleans(),
)
def test_any_cells_give_numbers_or_none_and_flipped_signs(
    counts: np.ndarray, exposure: np.ndarray, rest: bool
) -> None:
    rows = compare(counts, exposure, against_rest=rest, primary=["f1"])
    assert len(rows) == 6 and all(row.why for row in rows)
    if not rest:
        back = compare(counts, exposure, pairs=[("B", "A")], primary=["f1"])
        for row, mirrored in zip(rows[:2], back, strict=True):
            assert row.p == mirrored.p and row.n_informative == mirrored.n_informative
            assert (row.difference or 0) == pytest.approx(-(mirrored.difference or 0))


@settings(max_examples=200, deadline=None)
@given(arrays(int, (2, 10), elements=st.integers(0, 30)))
def test_a_small_p_implies_a_sign_that_survives(counts: np.ndarray) -> None:
    # If one event carries the sign alone, at least half of all swaps are as far out.
    found = rate_ratios(counts[0], np.full(10, 100), counts[1], np.full(10, 100))
    if swap_test(found.differences).p[0] < 0.5:
        assert found.survives[0]


def test_wrong_arguments_are_named() -> None:
    counts, exposure = corpus()
    with pytest.raises(ValueError, match="primary names features that are not compared: zzz"):
        compare(counts, exposure, primary=["zzz"])
    with pytest.raises(ValueError, match="a pair takes two of A, B, C; got 'A', 'Z'"):
        compare(counts, exposure, pairs=[("A", "Z")])
    with pytest.raises(ValueError, match="exposure must be"):
        compare(counts, exposure[:, :3])
    with pytest.raises(ValueError, match="at most 20"):
        compare(np.zeros((2, 3, 30)), np.ones((2, 3)), primary=[f"f{i}" for i in range(30)])
