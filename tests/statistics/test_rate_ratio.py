import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, t

from framing.statistics.rate_ratio import RateRatios, jackknife_t, rate_ratios

CELLS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(1, 900), st.integers(0, 6), st.integers(1, 900)),
    min_size=1,
    max_size=14,
)


def compare(cells: list[tuple[int, ...]]) -> RateRatios:
    a, big_a, b, big_b = np.array(cells, dtype=float).T
    return rate_ratios(a, big_a, b, big_b)


def test_rothmans_table_10_5() -> None:
    # Deaths and person-years of current and past clozapine users in two age groups: Rothman,
    # Epidemiology: An Introduction (2nd ed., 2012), Table 10-5, as printed in the manual of the R
    # package fmsb (IRRMH). The answers 0.47 and -720 per 100,000 are the textbook's, from memory.
    found = rate_ratios([196, 167], [62_119, 6_085], [111, 157], [15_763, 2_780])
    assert round(found.ratio[0], 2) == 0.47
    assert round(found.difference[0] * 100_000, -1) == -720


def test_ratio_is_statsmodels_pooled_risk_ratio() -> None:
    # statsmodels 0.15.0, StratifiedTable(...).riskratio_pooled with exposures as group sizes: the
    # Mantel-Haenszel risk ratio has the same formula.
    found = rate_ratios(
        [3, 0, 5, 2, 7, 1],
        [400, 350, 900, 500, 610, 300],
        [1, 2, 2, 0, 4, 3],
        [380, 500, 700, 650, 420, 350],
    )
    assert found.ratio[0] == pytest.approx(1.31495393358841)


def test_equal_event_weights() -> None:
    found = rate_ratios([4, 1], [100, 1000], [1, 2], [100, 1000])
    assert found.equal_weight[0] == pytest.approx((0.04 + 0.001) / (0.01 + 0.002))


@pytest.mark.parametrize("a", [[3, 5, 3, 5, 3, 5, 3, 5], [1, 30, 2, 9, 1, 4, 2, 1]])
def test_interval_is_a_jackknife_with_t(a: list[int]) -> None:
    found = rate_ratios(a, np.full(8, 100), np.full(8, 4.0), np.full(8, 100))
    logs = np.array([np.log(np.delete(a, e).sum() / 28) for e in range(8)])
    error = np.sqrt(7 / 8 * ((logs - logs.mean()) ** 2).sum())
    hits = np.array(a) + 4
    simpson = (hits * (hits - 1)).sum() / (hits.sum() * (hits.sum() - 1))
    half = t.ppf(0.975, np.sqrt(8 * min(8, 1 / simpson)) - 1) * error
    assert found.low[0] == pytest.approx(sum(a) / 32 * np.exp(-half))
    assert found.high[0] == pytest.approx(sum(a) / 32 * np.exp(half))


def test_even_events_give_the_degrees_of_freedom_of_all_events() -> None:
    logs = np.log(np.arange(1.0, 11.0))[None, :]
    _, quantile = jackknife_t(logs, np.ones((1, 10), dtype=bool), np.full((1, 10), 2.0))
    assert quantile[0] == pytest.approx(t.ppf(0.975, 9))


def test_no_interval_below_eight_informative_events() -> None:
    a = np.array([1, 2, 1, 2, 1, 2, 1, 0, 0, 0.0])
    b = np.array([2, 1, 1, 1, 2, 2, 1, 0, 0, 0.0])
    found = rate_ratios(a, np.full(10, 100), b, np.full(10, 100))
    assert (found.n_events[0], found.n_informative[0]) == (10, 7)
    assert np.isnan(found.low[0]) and np.isnan(found.high[0])


def test_a_silent_reference_gives_a_difference_and_a_lower_bound() -> None:
    found = rate_ratios(np.full(12, 2), np.full(12, 100), np.zeros(12), np.full(12, 100))
    assert np.isnan(found.ratio[0]) and np.isnan(found.high[0])
    assert found.difference[0] == pytest.approx(0.02)
    # No event of twelve, by SciPy's Clopper-Pearson interval.
    share = binomtest(0, 12).proportion_ci(0.95, "exact").high
    assert found.low[0] == pytest.approx((1 - share) / share)


def test_a_silent_target_gives_an_upper_bound() -> None:
    found = rate_ratios(np.zeros(12), np.full(12, 100), np.full(12, 2), np.full(12, 100))
    share = binomtest(0, 12).proportion_ci(0.95, "exact").high
    assert np.isnan(found.ratio[0]) and np.isnan(found.low[0])
    assert found.high[0] == pytest.approx(share / (1 - share))


def test_hits_of_one_side_in_one_event_give_one_bound() -> None:
    b = np.zeros(12)
    b[3] = 4
    found = rate_ratios(np.full(12, 2), np.full(12, 100), b, np.full(12, 100))
    assert np.isfinite(found.ratio[0]) and np.isfinite(found.low[0]) and np.isnan(found.high[0])


def test_the_sign_must_survive_leaving_out_any_event() -> None:
    even = rate_ratios([2, 2, 2], [9, 9, 9], [1, 1, 1], [9, 9, 9])
    one_event = rate_ratios([90, 1, 1], [9, 9, 9], [1, 1, 1], [9, 9, 9])
    assert even.survives[0] and not one_event.survives[0]


def test_events_of_one_outlet_alone_do_not_count() -> None:
    with_them = rate_ratios([3, 2, 9], [100, 100, 100], [1, 2, 0], [100, 100, 0])
    without = rate_ratios([3, 2], [100, 100], [1, 2], [100, 100])
    assert with_them.ratio[0] == without.ratio[0]
    assert with_them.n_events[0] == 2 and with_them.n_target[0] == 5


@settings(max_examples=60, deadline=None)
@given(CELLS)
def test_swapping_target_and_reference_inverts(cells: list[tuple[int, ...]]) -> None:
    there = compare(cells)
    back = compare([(b, big_b, a, big_a) for a, big_a, b, big_b in cells])
    np.testing.assert_allclose(there.ratio, 1 / back.ratio)
    np.testing.assert_allclose(there.low, 1 / back.high)
    np.testing.assert_allclose(there.difference, -back.difference, atol=1e-15)
    assert there.survives.tolist() == back.survives.tolist()


@settings(max_examples=60, deadline=None)
@given(CELLS, st.randoms())
def test_event_order_does_not_matter(cells: list[tuple[int, ...]], random: object) -> None:
    mixed = list(cells)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    first, second = compare(cells), compare(mixed)
    for name in ("ratio", "low", "high", "difference", "equal_weight"):
        np.testing.assert_allclose(getattr(first, name), getattr(second, name), atol=1e-14)


@settings(max_examples=60, deadline=None)
@given(CELLS, st.floats(0.01, 100))
def test_the_unit_of_exposure_does_not_matter(cells: list[tuple[int, ...]], unit: float) -> None:
    first = compare(cells)
    a, big_a, b, big_b = np.array(cells, dtype=float).T
    second = rate_ratios(a, unit * big_a, b, unit * big_b)
    for name in ("ratio", "low", "high", "equal_weight"):
        np.testing.assert_allclose(getattr(first, name), getattr(second, name), rtol=1e-9)
    np.testing.assert_allclose(first.difference, unit * second.difference, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(CELLS)
def test_an_outlet_against_itself_does_not_differ(cells: list[tuple[int, ...]]) -> None:
    found = compare([(a, big_a, a, big_a) for a, big_a, _, _ in cells])
    assert found.difference[0] == 0 and not found.survives[0]
    assert np.isnan(found.ratio[0]) or found.ratio[0] == 1


@settings(max_examples=60, deadline=None)
@given(CELLS)
def test_the_ratio_lies_in_its_interval(cells: list[tuple[int, ...]]) -> None:
    found = compare(cells)
    if np.isfinite(found.ratio[0]):
        assert not found.low[0] > found.ratio[0] * (1 + 1e-9)
        assert not found.high[0] < found.ratio[0] * (1 - 1e-9)


def test_features_together_are_features_apart() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.poisson(2, (5, 20)), rng.poisson(1, (5, 20))
    big_a, big_b = rng.integers(100, 900, 20), rng.integers(100, 900, 20)
    together = rate_ratios(a, big_a, b, big_b)
    apart = [rate_ratios(a[i], big_a, b[i], big_b) for i in range(5)]
    assert together.low.tolist() == [one.low[0] for one in apart]


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"\(2,\), \(3,\)"):
        rate_ratios([1, 2], [1, 2, 3], [1, 2], [1, 2])
    with pytest.raises(ValueError, match="negative"):
        rate_ratios([1], [-1], [1], [1])
