"""An outlet's own rate with an interval that treats the event, not the word, as the unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.estimate import (
    MIN_EVENTS,
    NOT_CORRECTED,
    Estimates,
    join_estimates,
    whys_too_few,
)
from framing.statistics.rate_ratio import jackknife_t

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

_CELLS_AT_ONCE = 100_000
_WHY = "interval by delete-one-event jackknife; one outlet, no test"


def rate_intervals(counts: ArrayLike, exposure: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Return rate, low and high per feature from counts and exposures (features × events).

    The rate is ``sum(a) / sum(A)``; the interval is the delete-one-event jackknife of its log,
    with t as in :func:`framing.statistics.rate_ratio.rate_ratios`, from 8 events with hits on.
    NaN where there is none.

    >>> rate, low, high = rate_intervals([[2, 1, 3, 2, 1, 2, 4, 1]], [[500.0] * 8])
    >>> rate.round(4).tolist(), (low < rate).tolist(), (rate < high).tolist()
    ([0.004], [True], [True])
    """
    a, big_a = np.broadcast_arrays(
        np.atleast_2d(np.asarray(counts, dtype=float)),
        np.atleast_2d(np.asarray(exposure, dtype=float)),
    )
    a = np.where(big_a > 0, a, 0.0)
    total, size = a.sum(axis=1, keepdims=True), big_a.sum(axis=1, keepdims=True)
    rate = np.divide(total, size, out=np.full(total.shape, np.nan), where=size > 0)[:, 0]
    rest, rest_size = total - a, size - big_a
    positive = (rest > 1e-12 * total) & (rest_size > 0)
    logs = np.full(a.shape, np.nan)
    logs[positive] = np.log(rest[positive] / rest_size[positive])
    error, quantile = jackknife_t(logs, big_a > 0, a)
    error[(a > 0).sum(axis=1) < MIN_EVENTS] = np.nan
    return rate, rate * np.exp(-quantile * error), rate * np.exp(quantile * error)


def rates(
    counts: ArrayLike,
    exposure: ArrayLike,
    articles: ArrayLike,
    *,
    outlets: Sequence[str],
    features: Sequence[str],
    voice: str = "own",
    corrected: str = NOT_CORRECTED,
) -> Estimates:
    """Return each outlet's rate of each feature over all events it covered, outlet by outlet.

    *counts* and *articles* (with a hit) are outlets × events × features; *exposure* has the same
    shape or is outlets × events. ``value``, ``low`` and ``high`` are hits per unit of exposure;
    the interval is left out where there is too little (``why`` says what). A rate describes what
    one outlet covered; only :func:`framing.statistics.contrasts.contrasts` compares outlets.
    """
    count = np.asarray(counts, dtype=float)
    size = np.asarray(exposure, dtype=float)
    size = np.broadcast_to(size[:, :, None] if size.ndim == 2 else size, count.shape)
    with_hits = np.asarray(articles, dtype=np.int64)
    at_once = max(1, _CELLS_AT_ONCE // max(1, count.shape[1] * len(features)))
    parts = []
    for first in range(0, len(outlets), at_once):
        some = slice(first, first + at_once)
        rows = [_by_row(array[some]) for array in (count, size, with_hits)]
        parts.append(_described(rows[0], rows[1], rows[2], outlets[some], features))
    found = join_estimates(parts)
    same = {"statistic": "rate", "voice": voice, "corrected": corrected}
    return Estimates(
        {**found.columns, **{name: [text] * len(found) for name, text in same.items()}}
    )


def _by_row(values: NDArray[Any]) -> NDArray[Any]:
    """Return outlets × events × features as rows, outlet after outlet, × events."""
    return values.transpose(1, 0, 2).reshape(values.shape[1], -1).T


def _described(
    count: Floats,
    size: Floats,
    with_hits: NDArray[np.int64],
    outlets: Sequence[str],
    features: Sequence[str],
) -> Estimates:
    covered = size > 0
    hits = np.where(covered, count, 0.0)
    n_hits, n_informative = hits.sum(axis=1), (hits != 0).sum(axis=1)
    n_articles = np.where(covered, with_hits, 0).sum(axis=1)
    lacking = whys_too_few(n_informative, n_hits, n_articles)
    enough = np.array([why is None for why in lacking], np.bool_)
    rate, low, high = rate_intervals(count, size)
    columns = {
        "feature": list(features) * len(outlets),
        "target": [outlet for outlet in outlets for _ in features],
        "value": rate,
        "low": np.where(enough, low, np.nan),
        "high": np.where(enough, high, np.nan),
        "n_target": n_hits,
        "exposure_target": size.sum(axis=1),
        "n_events": covered.sum(axis=1),
        "n_informative": n_informative,
        "n_articles": n_articles,
        "verdict": ["no_evidence" if why is None else "too_few" for why in lacking],
        "why": [why or _WHY for why in lacking],
    }
    return Estimates(columns)
