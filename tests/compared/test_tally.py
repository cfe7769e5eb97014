from __future__ import annotations

import numpy as np
import pytest

from framing.compared.tally import tally
from framing.statistics.shares import share, share_intervals


def test_no_rows() -> None:
    found = tally([[], []], np.zeros(0, np.int64), n_group=1)
    assert found.kinds == [] and found.share.tolist() == []


def test_a_missing_value_is_a_kind_of_its_own() -> None:
    found = tally([["A", "A", "A"], [None, "x", None]], np.array([0, 0, 1]), n_group=1)
    assert dict(zip(found.kinds, found.count.tolist(), strict=True)) == {
        ("A", None): 2,
        ("A", "x"): 1,
    }


def test_cells_add_up_to_counts(rng: np.random.Generator) -> None:
    outlet, label = (rng.integers(0, n, 200) for n in (3, 4))
    found = tally([outlet, label], rng.integers(0, 5, 200), n_group=1)
    row, _, count, _ = found.cells
    assert np.bincount(row, count).tolist() == found.count.tolist()


@pytest.mark.parametrize("n_events", [1, 7, 8, 20])
def test_many_shares_are_as_one_by_one(rng: np.random.Generator, n_events: int) -> None:
    totals = rng.integers(0, 9, (30, n_events))
    counts = rng.binomial(totals, 0.3)
    value, low, high = share_intervals(counts, totals)
    for i in range(30):
        one = share(counts[i], totals[i], feature="f", outlet="A")
        if one.value is None:
            assert np.isnan([value[i], low[i], high[i]]).all()
        else:
            assert (value[i], low[i], high[i]) == pytest.approx((one.value, one.low, one.high))
