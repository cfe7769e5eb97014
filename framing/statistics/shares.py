"""The share of one kind among an outlet's mentions, with an interval clustered by event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.estimate import MIN_EVENTS, Estimate, Verdict, why_too_few
from framing.statistics.rate_ratio import LEVEL, jackknife_t

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

CLUSTERED = "interval by delete-one-event jackknife of the log odds"
WILSON = "Wilson interval that takes mentions as independent, so it is narrower than it should be"


def wilson_interval(count: float, total: float) -> tuple[float, float]:
    """Return Wilson's 95 % interval for *count* of *total* (total > 0).

    >>> [round(bound, 4) for bound in wilson_interval(0, 10)]
    [0.0, 0.2775]
    """
    from scipy.special import ndtri

    z2 = float(ndtri((1 + LEVEL) / 2)) ** 2
    share = count / total
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = np.sqrt(z2 * (share * (1 - share) / total + z2 / (4 * total**2))) / (1 + z2 / total)
    low = 0.0 if count <= 0 else max(0.0, float(middle - half))
    high = 1.0 if count >= total else min(1.0, float(middle + half))
    return low, high


def share(
    counts: ArrayLike,
    totals: ArrayLike,
    *,
    feature: str,
    outlet: str,
    voice: str = "own",
    n_articles: int = 0,
) -> Estimate:
    """Return ``sum(counts) / sum(totals)`` over events, for one outlet.

    *counts* of *totals* are one number per event. From 8 events with mentions on, the interval is
    the delete-one-event jackknife of the log odds; with fewer, or where one event holds all or
    all but none of the count, it is Wilson's, and ``why`` says so. Without any mention there is
    neither. Raises ValueError where a count exceeds its total.

    >>> estimate = share([1, 0], [3, 1], feature="naming.militants", outlet="A")
    >>> estimate.value, estimate.verdict, estimate.why.startswith("Wilson")
    (0.25, 'too_few', True)
    """
    k, n = np.asarray(counts, dtype=float), np.asarray(totals, dtype=float)
    if (k > n).any() or (k < 0).any():
        raise ValueError(f"counts of {feature!r} in {outlet!r} must lie between 0 and their totals")
    total, all_counts = float(n.sum()), float(k.sum())
    n_informative = int((n > 0).sum())
    lacking = why_too_few(n_informative, total, max(n_articles, 0)) if n_articles else None
    verdict: Verdict = "too_few" if lacking or n_informative < MIN_EVENTS else "no_evidence"
    low: float | None = None
    high: float | None = None
    why = "no mention"
    if total > 0:
        bounds = _clustered(k, n)
        low, high = bounds or wilson_interval(all_counts, total)
        why = CLUSTERED if bounds else WILSON
    return Estimate(
        statistic="share",
        feature=feature,
        target=outlet,
        voice=voice,
        value=all_counts / total if total > 0 else None,
        low=low,
        high=high,
        n_target=all_counts,
        exposure_target=total,
        n_events=len(n),
        n_informative=n_informative,
        n_articles=n_articles,
        verdict=verdict,
        why=why,
    )


def _clustered(k: Floats, n: Floats) -> tuple[float, float] | None:
    rest, rest_other = k.sum() - k, (n - k).sum() - (n - k)
    if len(n) == 0 or min(rest.min(), rest_other.min()) <= 1e-12 * n.sum():
        return None
    error, quantile = jackknife_t(np.log(rest / rest_other)[None, :], (n > 0)[None, :], n[None, :])
    if np.isnan(error[0]):
        return None
    middle = np.log(k.sum() / (n - k).sum())
    ends = middle + np.array([-1, 1]) * quantile[0] * error[0]
    low, high = 1 / (1 + np.exp(-ends))
    return float(low), float(high)


def share_intervals(counts: ArrayLike, totals: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Return value, low and high of many shares at once, as :func:`share` gives them one by one.

    *counts* and *totals* are rows × events. NaN where there is no mention.

    >>> value, low, high = share_intervals([[1, 0], [2, 1]], [[3, 1], [3, 1]])
    >>> value.tolist(), [round(bound, 4) for bound in low.tolist()]
    ([0.25, 0.75], [0.0456, 0.3006])
    """
    from scipy.special import ndtri

    k, n = np.asarray(counts, dtype=float), np.asarray(totals, dtype=float)
    count, total = k.sum(axis=1), n.sum(axis=1)
    some = total > 0
    size = np.where(some, total, 1.0)
    z2 = float(ndtri((1 + LEVEL) / 2)) ** 2
    value = count / size
    middle = (value + z2 / (2 * size)) / (1 + z2 / size)
    half = np.sqrt(z2 * (value * (1 - value) / size + z2 / (4 * size**2))) / (1 + z2 / size)
    low = np.where(count <= 0, 0.0, np.maximum(middle - half, 0.0))
    high = np.where(count >= total, 1.0, np.minimum(middle + half, 1.0))
    rest, other = count[:, None] - k, (total - count)[:, None] - (n - k)
    spread = np.minimum(rest, other).min(axis=1, initial=np.inf) > 1e-12 * total
    rows = np.flatnonzero(spread & some)
    logs = np.log(rest[rows] / other[rows])
    error, quantile = jackknife_t(logs, n[rows] > 0, n[rows])
    odds = np.log(count[rows] / (total[rows] - count[rows]))
    known = ~np.isnan(error)
    rows, reach, odds = rows[known], (quantile * error)[known], odds[known]
    low[rows], high[rows] = 1 / (1 + np.exp(reach - odds)), 1 / (1 + np.exp(-reach - odds))
    value, low, high = (np.where(some, column, np.nan) for column in (value, low, high))
    return value, low, high
