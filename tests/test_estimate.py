import dataclasses

import pytest

from framing.estimate import Estimate, number_or_none, why_too_few


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
