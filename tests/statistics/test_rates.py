import numpy as np
import pytest

from framing.statistics.rate_ratio import jackknife_t
from framing.statistics.rates import rate_intervals, rates


def test_rate_and_interval_by_a_second_route(rng: np.random.Generator) -> None:
    a, words = rng.poisson(4, 12), rng.integers(200, 900, 12)
    a[:3] = 0  # events without a hit count too
    rate, low, high = rate_intervals(a, words)
    without = [np.log(np.delete(a, e).sum() / np.delete(words, e).sum()) for e in range(12)]
    error = np.sqrt(11 / 12 * ((without - np.mean(without)) ** 2).sum())
    _, quantile = jackknife_t(np.array([without]), np.ones((1, 12), bool), a[None].astype(float))
    assert rate[0] == pytest.approx(a.sum() / words.sum())
    assert np.log(high[0] / low[0]) == pytest.approx(2 * quantile[0] * error)


def test_uncovered_events_change_nothing(rng: np.random.Generator) -> None:
    a, words = np.full(10, 2), np.array([*rng.integers(200, 900, 9), 0])
    np.testing.assert_allclose(rate_intervals(a, words), rate_intervals(a[:9], words[:9]))


@pytest.mark.parametrize("counts", [np.zeros(20), np.eye(20)[0] * 30, np.repeat([3, 0], [7, 13])])
def test_hits_in_few_events_give_no_interval(counts: np.ndarray) -> None:
    row = rates(
        counts[None, :, None],
        np.full((1, 20), 500),
        counts[None, :, None] > 0,
        outlets=["A"],
        features=["f"],
    )[0]
    assert row.verdict == "too_few" and row.low is row.high is None
    assert row.value == counts.sum() / 10_000


def test_intervals_need_eight_events_with_hits() -> None:
    _, low, high = rate_intervals([[2] * 7 + [0] * 5, [2] * 8 + [0] * 4], np.full(12, 100))
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, False]


def test_nothing_covered_gives_no_rate() -> None:
    row = rates(
        np.zeros((1, 3, 1)), np.zeros((1, 3)), np.zeros((1, 3, 1)), outlets=["A"], features=["f"]
    )[0]
    assert row.value is None and row.n_events == 0


def test_interval_covers_the_rate_of_clumped_hits(rng: np.random.Generator) -> None:
    level = rng.lognormal(-0.18, 0.6, (1500, 15))
    words = rng.integers(300, 1200, (1500, 15))
    counts = rng.poisson(0.006 * level * words)
    _, low, high = rate_intervals(counts, words)
    assert 0.925 < np.mean((low <= 0.006) & (high >= 0.006)) < 0.98
