import dataclasses

import numpy as np
import pytest

from framing.estimate import Estimate, Estimates, join_estimates, number_or_none, why_too_few


def test_an_estimate_cannot_be_changed() -> None:
    estimate = Estimate(statistic="rate", feature="f", target="A")
    with pytest.raises(dataclasses.FrozenInstanceError):
        estimate.value = 1.0  # type: ignore[misc]


@pytest.mark.parametrize("name", ["value", "low", "high", "difference", "z", "p", "p_adj"])
@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_an_estimate_holds_no_nan(name: str, number: float) -> None:
    with pytest.raises(ValueError, match=f"{name} of rate for 'f'"):
        Estimate(statistic="rate", feature="f", target="A", **{name: number})


@pytest.mark.parametrize(
    ("counts", "lacking"),
    [
        ((8, 10, 5), None),
        ((7, 10, 5), "7 informative events (8 needed)"),
        ((8, 9, 5), "9 hits (10 needed)"),
        ((8, 9.5, 5), "9.5 hits (10 needed)"),
        ((8, 10, 4), "4 articles with hits (5 needed)"),
        ((0, 0, 0), "0 informative events (8 needed), 0 hits (10 needed), 0 articles with hits"),
    ],
)
def test_too_few_names_what_is_lacking(counts: tuple[int, float, int], lacking: str | None) -> None:
    why = why_too_few(*counts)
    assert why is None if lacking is None else lacking in str(why)


def test_number_or_none() -> None:
    assert [number_or_none(x) for x in (1, float("nan"), float("-inf"))] == [1.0, None, None]


def _rates(*values: float) -> Estimates:
    size = len(values)
    names = [f"f{n}" for n in range(size)]
    texts = {"statistic": ["rate"] * size, "feature": names, "target": ["A"] * size}
    return Estimates({**texts, "value": np.array(values), "n_events": np.arange(size)})


def test_a_row_of_columns_is_an_estimate() -> None:
    first, second = _rates(0.5, float("nan"))
    assert first == Estimate(statistic="rate", feature="f0", target="A", value=0.5)
    assert second == _rates(0.5, float("nan"))[-1] and second.value is None
    assert [type(second.n_events), second.n_events] == [int, 1]
    with pytest.raises(IndexError):
        _rates(0.5)[1]


def test_columns_are_joined_and_nothing_is_none_at_all() -> None:
    joined = join_estimates([_rates(0.5), Estimates({}), _rates(1.0, 2.0)])
    assert [estimate.value for estimate in joined] == [0.5, 1.0, 2.0]
    assert list(join_estimates([])) == [] and len(Estimates({})) == 0
