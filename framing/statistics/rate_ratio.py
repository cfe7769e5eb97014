"""Mantel–Haenszel rate ratio over events, its jackknife interval and its refusals.

Per event, the target has ``a`` hits in exposure ``A`` and the reference ``b`` in ``B``; events
where either exposure is 0 are not shared and weigh nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.estimate import MIN_EVENTS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

LEVEL = 0.95
_NO_SPREAD = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class RateRatios:
    """Arrays with one entry per feature (NaN where missing) and ``differences`` per event.

    ``low`` without ``high``, or the reverse, is a one-sided bound. ``survives`` says whether the
    sign of the difference stays the same whichever event is left out.
    """

    ratio: Floats
    low: Floats
    high: Floats
    difference: Floats
    equal_weight: Floats
    n_target: Floats
    n_reference: Floats
    exposure_target: Floats
    exposure_reference: Floats
    n_events: NDArray[np.int64]
    n_informative: NDArray[np.int64]
    survives: NDArray[np.bool_]
    differences: Floats

    def rows(self, chosen: slice) -> RateRatios:
        """Return the ratios of the *chosen* features."""
        return RateRatios(*(getattr(self, name)[chosen] for name in self.__slots__))


def rate_ratios(
    target: ArrayLike,
    target_exposure: ArrayLike,
    reference: ArrayLike,
    reference_exposure: ArrayLike,
) -> RateRatios:
    """Compare the rates of two outlets over shared events, for many features at once.

    Counts are features × events (or events, for one feature); exposures have the same shape or
    one entry per event. Units of ``difference`` are hits per unit of exposure.

    * ratio: ``sum(a B / N) / sum(b A / N)``, N = A + B (Mantel–Haenszel for person-time);
    * difference: ``sum((a B - b A) / N) / sum(A B / N)``;
    * equal_weight: mean over events of a / A, divided by the mean of b / B;
    * low, high: delete-one-event jackknife of the log ratio, with t on ``sqrt(I K) - 1`` degrees
      of freedom, I the informative events and K at most I their effective number (see
      :func:`jackknife_t`); where hits spread evenly that is I - 1. Below 8 informative events
      there is no interval. Where a side has hits in fewer than two events the jackknife is
      undefined, and the one bound that is left counts each informative event as one binomial
      trial (Clopper and Pearson 1934).

    Raises ValueError for shapes that do not fit and for negative exposures.

    >>> rothman = rate_ratios([196, 167], [62_119, 6_085], [111, 157], [15_763, 2_780])
    >>> rothman.ratio.round(2).tolist()
    [0.47]
    """
    a, big_a, b, big_b = _cells(target, target_exposure, reference, reference_exposure)
    shared = (big_a > 0) & (big_b > 0)
    a, b = np.where(shared, a, 0.0), np.where(shared, b, 0.0)
    big_a, big_b = np.where(shared, big_a, 0.0), np.where(shared, big_b, 0.0)
    total = np.where(shared, big_a + big_b, 1.0)
    r, s = a * big_b / total, b * big_a / total
    sum_r, sum_s = r.sum(axis=1), s.sum(axis=1)
    informative = (a != 0) | (b != 0)
    n_informative = informative.sum(axis=1)
    differences = r - s
    low, high = np.full((2, len(a)), np.nan)
    some = np.flatnonzero(n_informative >= MIN_EVENTS)
    cells = (r[some], s[some], informative[some])
    bounds = _bounds((a * big_a / total)[some], (b * big_b / total)[some], *cells)
    for out, ends, bound in zip((low, high), _interval(*cells, (a + b)[some]), bounds, strict=True):
        out[some] = np.where(np.isnan(ends), bound, ends)
    return RateRatios(
        ratio=_ratio(sum_r, sum_s),
        low=low,
        high=high,
        difference=_divide(differences.sum(axis=1), (big_a * big_b / total).sum(axis=1)),
        equal_weight=_ratio(_sum_of_rates(a, big_a, shared), _sum_of_rates(b, big_b, shared)),
        n_target=a.sum(axis=1),
        n_reference=b.sum(axis=1),
        exposure_target=big_a.sum(axis=1),
        exposure_reference=big_b.sum(axis=1),
        n_events=shared.sum(axis=1),
        n_informative=n_informative,
        survives=_survives(differences),
        differences=differences,
    )


def jackknife_t(
    log_without: Floats, informative: NDArray[np.bool_], hits: Floats
) -> tuple[Floats, Floats]:
    """Return standard error and t quantile from leave-one-event-out logs (rows × events).

    *hits* weigh the events. Their effective number K is the inverse of Simpson's index,
    ``sum(h (h - 1)) / (H (H - 1))``, which unlike the sum of squared shares does not take chance
    for concentration (Simpson 1949). Rows with fewer than 8 informative events, or with a log
    that is not finite, get NaN; so do rows whose events do not differ at all (the same text over
    and over), since an interval of no width would claim to be certain.
    """
    from scipy.special import stdtrit

    n = informative.sum(axis=1)
    usable = (n >= MIN_EVENTS) & np.isfinite(np.where(informative, log_without, 0.0)).all(axis=1)
    logs = np.where(informative & usable[:, None], log_without, 0.0)
    mean = logs.sum(axis=1) / np.maximum(n, 1)
    squares = np.where(informative, (logs - mean[:, None]) ** 2, 0.0).sum(axis=1)
    error = np.sqrt(squares * (n - 1) / np.maximum(n, 1))
    total = hits.sum(axis=1)
    meetings = np.maximum((hits * (hits - 1)).sum(axis=1), 0.0)
    effective = np.divide(
        total * (total - 1), meetings, out=np.full(len(n), np.inf), where=meetings > 0
    )
    freedom = np.sqrt(n * np.clip(effective, 1, np.maximum(n, 1))) - 1
    quantile = stdtrit(np.maximum(freedom, 1.0), (1 + LEVEL) / 2)
    return np.where(usable & (error > _NO_SPREAD), error, np.nan), quantile


def _cells(*arrays: ArrayLike) -> tuple[Floats, Floats, Floats, Floats]:
    a, big_a, b, big_b = (np.atleast_2d(np.asarray(array, dtype=float)) for array in arrays)
    try:
        a, big_a, b, big_b = np.broadcast_arrays(a, big_a, b, big_b)
    except ValueError:
        shapes = ", ".join(str(np.shape(array)) for array in arrays)
        raise ValueError(f"counts and exposures must fit features × events, got {shapes}") from None
    if (big_a < 0).any() or (big_b < 0).any():
        raise ValueError("exposures must be 0 or more, got a negative one")
    return a, big_a, b, big_b


def _interval(
    r: Floats, s: Floats, informative: NDArray[np.bool_], hits: Floats
) -> tuple[Floats, Floats]:
    sum_r, sum_s = r.sum(axis=1, keepdims=True), s.sum(axis=1, keepdims=True)
    # What floating point leaves of a sum whose only term was taken out is no rate.
    rest_r, rest_s = _clean(sum_r - r, sum_r), _clean(sum_s - s, sum_s)
    positive = (rest_r > 0) & (rest_s > 0)
    log_without = np.full(r.shape, np.nan)
    np.log(np.where(positive, rest_r, 1) / np.where(positive, rest_s, 1), out=log_without)
    log_without[~positive] = np.nan
    error, quantile = jackknife_t(log_without, informative, hits)
    ratio = _ratio(sum_r[:, 0], sum_s[:, 0])
    return ratio * np.exp(-quantile * error), ratio * np.exp(quantile * error)


def _bounds(
    own_target: Floats,
    own_reference: Floats,
    r: Floats,
    s: Floats,
    informative: NDArray[np.bool_],
) -> tuple[Floats, Floats]:
    """Bound the ratio on one side where one outlet has hits in at most one event.

    Of k informative events, x have hits of the rarer side; with u the one-sided 97.5 %
    Clopper–Pearson bound on x of k, the rarer side has at most u / (1 - u) hits for one of the
    other at equal exposure. Counting an event once, however many hits it has, is cautious.
    """
    from scipy.special import betaincinv

    k = informative.sum(axis=1)
    with_target, with_reference = (r != 0).sum(axis=1), (s != 0).sum(axis=1)
    low, high = np.full(len(k), np.nan), np.full(len(k), np.nan)
    for x, r_sum, own, out, inverted in (
        (with_reference, r.sum(axis=1), own_target.sum(axis=1), low, False),
        (with_target, s.sum(axis=1), own_reference.sum(axis=1), high, True),
    ):
        rows = np.flatnonzero((k >= MIN_EVENTS) & (x <= 1) & (r_sum > 0) & (own > 0))
        if not len(rows):
            continue
        share = betaincinv(x[rows] + 1, k[rows] - x[rows], (1 + LEVEL) / 2)
        bound = (1 - share) / share * r_sum[rows] / own[rows]
        out[rows] = 1 / bound if inverted else bound
    return low, high


def _survives(differences: Floats) -> NDArray[np.bool_]:
    total = differences.sum(axis=1, keepdims=True)
    size = np.abs(differences).sum(axis=1, keepdims=True)
    without = total - differences
    survives: NDArray[np.bool_] = (without * np.sign(total) > 1e-12 * size).all(axis=1) & (
        size[:, 0] > 0
    )
    return survives


def _clean(rest: Floats, total: Floats) -> Floats:
    return np.where(np.abs(rest) > 1e-12 * np.abs(total), rest, 0.0)


def _sum_of_rates(count: Floats, exposure: Floats, shared: NDArray[np.bool_]) -> Floats:
    rates: Floats = np.divide(count, exposure, out=np.zeros_like(count), where=shared).sum(axis=1)
    return rates


def _ratio(above: Floats, below: Floats) -> Floats:
    """Divide, but give NaN where either side has nothing: such a ratio is no number."""
    return np.where(above > 0, _divide(above, np.where(below > 0, below, 0.0)), np.nan)


def _divide(above: Floats, below: NDArray[np.float64] | NDArray[np.int64]) -> Floats:
    quotient: Floats = np.divide(above, below, out=np.full(len(above), np.nan), where=below != 0)
    return quotient
