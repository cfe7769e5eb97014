"""What is said of a contrast, and why, in a sentence that rests on its numbers alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite, isnan
from typing import TYPE_CHECKING, NamedTuple

from framing.estimate import ALPHA, Matching, Verdict, why_too_few

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from framing.statistics.rate_ratio import RateRatios

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]


class _Size(NamedTuple):
    """The numbers of one contrast that are told."""

    ratio: float
    low: float
    high: float
    n_target: float
    n_hits: float
    n_informative: int


def judge(
    sides: Sequence[tuple[str, str]],
    ratios: RateRatios,
    n_hits: Floats,
    n_articles: Whole,
    alike: Flags,
    p_adj: Floats,
    matched: Matching,
) -> Iterator[tuple[Verdict, str]]:
    """Yield verdict and reason of each row: of target and reference in *sides*.

    *alike* tells where no event differs; *p_adj* is NaN where there is too little for a test.
    """
    sizes = (ratios.ratio, ratios.low, ratios.high, ratios.n_target, n_hits, ratios.n_informative)
    rows = zip(*(column.tolist() for column in sizes), strict=True)
    rest = (n_articles.tolist(), alike.tolist(), ratios.survives.tolist(), p_adj.tolist())
    for pair, row, articles, same, survives, p in zip(sides, rows, *rest, strict=True):
        size = _Size(*row)
        if isnan(p):
            lacking = why_too_few(size.n_informative, size.n_hits, articles)
            yield "too_few", lacking or ""
        elif same:
            yield "no_evidence", f"the same rate in every event: {_told(pair, size)}"
        else:
            yield _tested(size, _told(pair, size), p, survives, matched)


def _tested(
    size: _Size, told: str, p_adj: float, survives: bool, matched: Matching
) -> tuple[Verdict, str]:
    if p_adj > ALPHA:
        return "no_evidence", f"no evidence of a difference (adjusted p {p_adj:.2g}): {told}"
    if not survives:
        return "no_evidence", f"leaving out one event turns or ends the difference: {told}"
    if _covers_one(size.low, size.high):
        return "no_evidence", f"the interval covers 1, whatever p ({p_adj:.2g}) says: {told}"
    if matched != "event":
        return "no_evidence", f"matched on the story only, so no verdict: {told}"
    return (
        "differs",
        f"{told}; adjusted p {p_adj:.2g}, and the direction holds whichever event is left out",
    )


def _covers_one(low: float, high: float) -> bool:
    """Say whether an interval, or the one bound there is, leaves room for no difference."""
    known = isfinite(low) or isfinite(high)
    return known and not (low > 1 or high < 1)


def _told(pair: tuple[str, str], size: _Size) -> str:
    target, reference = pair
    over = f"over {size.n_informative} events with hits"
    ratio, low, high = size.ratio, size.low, size.high
    if isnan(ratio):
        silent = target if size.n_target == 0 else reference
        bound = f" (ratio at least {low:.2g})" if isfinite(low) else ""
        bound = f" (ratio at most {high:.2g})" if isfinite(high) else bound
        return f"no hit in {silent}, {size.n_hits:g} in all{bound}, {over}"
    interval = f", 95 % {low:.2g} to {high:.2g}" if isfinite(low) and isfinite(high) else ""
    return f"rate of {target} is {ratio:.2g} times that of {reference}{interval}, {over}"
