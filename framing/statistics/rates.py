"""An outlet's own rate with an interval that treats the event, not the word, as the unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from framing.estimate import (
    MIN_EVENTS,
    NOT_CORRECTED,
    Estimate,
    Verdict,
    number_or_none,
    why_too_few,
)
from framing.statistics.rate_ratio import jackknife_t

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


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
) -> list[Estimate]:
    """Return each outlet's rate of each feature over all events it covered, outlet by outlet.

    *counts* and *articles* (with a hit) are outlets × events × features; *exposure* has the same
    shape or is outlets × events. ``value``, ``low`` and ``high`` are hits per unit of exposure;
    the interval is left out where there is too little (``why`` says what). A rate describes what
    one outlet covered; only :func:`framing.statistics.contrasts.contrasts` compares outlets.
    """
    count = np.asarray(counts, dtype=float)
    size = np.asarray(exposure, dtype=float)
    size = np.broadcast_to(size[:, :, None] if size.ndim == 2 else size, count.shape)
    with_hits = np.where(size > 0, np.asarray(articles, dtype=np.int64), 0).sum(axis=1)
    rows = []
    for o, outlet in enumerate(outlets):
        rate, low, high = rate_intervals(count[o].T, size[o].T)
        covered = size[o] > 0
        hits = np.where(covered, count[o], 0.0)
        for f, feature in enumerate(features):
            n_informative = int((hits[:, f] != 0).sum())
            lacking = why_too_few(n_informative, float(hits[:, f].sum()), int(with_hits[o, f]))
            verdict: Verdict = "too_few" if lacking else "no_evidence"
            rows.append(
                Estimate(
                    statistic="rate",
                    feature=feature,
                    target=outlet,
                    voice=voice,
                    value=number_or_none(rate[f]),
                    low=None if lacking else number_or_none(low[f]),
                    high=None if lacking else number_or_none(high[f]),
                    n_target=float(hits[:, f].sum()),
                    exposure_target=float(size[o, :, f].sum()),
                    n_events=int(covered[:, f].sum()),
                    n_informative=n_informative,
                    n_articles=int(with_hits[o, f]),
                    corrected=corrected,
                    verdict=verdict,
                    why=lacking or "interval by delete-one-event jackknife; one outlet, no test",
                )
            )
    return rows
