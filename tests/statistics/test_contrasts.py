import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import false_discovery_control

from framing.estimate import Estimate
from framing.statistics.contrasts import REST, contrasts
from framing.statistics.rate_ratio import rate_ratios

RNG = np.random.default_rng(11)
OUTLETS = ["A", "B", "C"]


def compare(counts: np.ndarray, exposure: np.ndarray, **options: object) -> list[Estimate]:
    outlets, _, features = counts.shape
    found = contrasts(
        counts,
        exposure,
        counts > 0,
        outlets=OUTLETS[:outlets],
        features=[f"f{i}" for i in range(features)],
        swaps=499,
        **options,  # type: ignore[arg-type]
    )
    return list(found)


def corpus(outlets: int = 3, events: int = 16, features: int = 6) -> tuple[np.ndarray, np.ndarray]:
    factor = np.ones((outlets, 1, features))
    factor[0, :, 0] = 4
    counts = RNG.poisson(1.5 * factor, (outlets, events, features))
    return counts, RNG.integers(300, 900, (outlets, events))


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
    counts, exposure = RNG.poisson(1.0, (2, 40, 150)), np.full((2, 40), 500)
    counts[0, :, 0] += 5
    first = compare(counts, exposure)[0]
    assert first.p is not None and first.p < 1 / 500 and first.verdict == "differs"


def test_few_articles_are_not_tested() -> None:
    counts, exposure = corpus(outlets=2, features=1)
    articles = np.zeros_like(counts)
    articles[0, :4] = 1
    row = contrasts(counts, exposure, articles, outlets=["A", "B"], features=["f"])[0]
    assert row.verdict == "too_few" and row.p is row.low is row.family is None
    assert row.why == "too few to say: 4 articles with hits (5 needed)"


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
    from framing.resampling import swap_test

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
