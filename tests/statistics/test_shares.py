import numpy as np
import pytest
from scipy.stats import binomtest

from framing.statistics.shares import CLUSTERED, WILSON, share, wilson_interval


@pytest.mark.parametrize(("k", "n"), [(0, 4), (3, 17), (9, 9), (50, 1000)])
def test_wilson_is_scipys(k: int, n: int) -> None:
    theirs = binomtest(k, n).proportion_ci(0.95, "wilson")
    np.testing.assert_allclose(wilson_interval(k, n), (theirs.low, theirs.high), atol=1e-12)


def test_many_events_are_clustered() -> None:
    rng = np.random.default_rng(1)
    totals = rng.integers(1, 9, 12)
    row = share(rng.binomial(totals, 0.4), totals, feature="f", outlet="A")
    assert row.why == CLUSTERED and row.low is not None and row.high is not None
    assert row.value is not None and row.low < row.value < row.high


@pytest.mark.parametrize("counts", [[0] * 10, [4] * 10, [3] + [0] * 9])
def test_a_share_without_variation_between_events_is_wilsons(counts: list[int]) -> None:
    row = share(counts, [4] * 10, feature="f", outlet="A")
    assert row.why == WILSON and row.low is not None and 0 <= row.low < 1


def test_no_mention_gives_no_share() -> None:
    row = share([0, 0], [0, 0], feature="f", outlet="A")
    assert row.value is row.low is row.high is None and row.why == "no mention"


def test_no_event_gives_no_share() -> None:
    assert share([], [], feature="f", outlet="A").value is None


def test_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="'f' in 'A'"):
        share([2], [1], feature="f", outlet="A")


def test_clustered_interval_covers_where_wilsons_does_not() -> None:
    rng = np.random.default_rng(4)
    clustered = wilson = 0
    for _ in range(400):
        totals = rng.integers(4, 12, 20)
        counts = rng.binomial(totals, rng.beta(0.8, 1.2, 20))
        row = share(counts, totals, feature="f", outlet="A")
        assert row.low is not None and row.high is not None
        clustered += row.low <= 0.4 <= row.high
        low, high = wilson_interval(counts.sum(), totals.sum())
        wilson += low <= 0.4 <= high
    assert clustered / 400 > 0.915 > 0.8 > wilson / 400
