"""How far two outlets' choices of label for one referent lie apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.estimate import ALPHA, Estimate, Matching, Verdict, why_too_few
from framing.resampling import SWAPS, swap_signs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

MIN_LABELS = 5
TIE = 1e-9


def jensen_shannon(first: ArrayLike, second: ArrayLike) -> Floats:
    """Return the Jensen–Shannon divergence, in bits, of label counts along the last axis.

    0 for the same shares, 1 for shares without a common label (Lin 1991). NaN where a side has
    no label.

    >>> jensen_shannon([[3, 0], [1, 1]], [[0, 2], [2, 2]]).tolist()
    [1.0, 0.0]
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        p = np.asarray(first, dtype=float)
        q = np.asarray(second, dtype=float)
        p, q = p / p.sum(axis=-1, keepdims=True), q / q.sum(axis=-1, keepdims=True)
        middle = (p + q) / 2
        terms = np.where(p > 0, p * np.log2(p / middle), 0 * p)
        terms = terms + np.where(q > 0, q * np.log2(q / middle), 0 * q)
    return np.asarray(terms.sum(axis=-1) / 2, dtype=float)


def naming_distance(
    target_labels: ArrayLike,
    reference_labels: ArrayLike,
    *,
    referent: str,
    target: str,
    reference: str,
    n_articles: int,
    voice: str = "own",
    matched: Matching = "event",
    swaps: int = SWAPS,
    seed: int = 0,
) -> Estimate:
    """Return the distance of label shares pooled over events, less what chance would give.

    Labels are events × labels per outlet, on shared events. Cells are swapped within events and
    pooled *afterwards*; ``value`` is the observed divergence minus its mean over the swaps, in
    bits (about 0 where outlets are alike, however few labels), ``p`` the share of swaps at least
    as far apart. 5 labels on each side are needed for a value. One referent is one row:
    adjusting over referents is for the caller, so the verdict here rests on p alone.

    Raises ValueError where the two arrays differ in shape.
    """
    x, y = np.asarray(target_labels, dtype=float), np.asarray(reference_labels, dtype=float)
    if x.shape != y.shape or x.ndim != 2:
        raise ValueError(f"labels must be two arrays events × labels, got {x.shape}, {y.shape}")
    used = (x.sum(axis=1) + y.sum(axis=1)) > 0
    n_events, x, y = len(x), x[used], y[used]
    n_target, n_reference = float(x.sum()), float(y.sum())
    lacking = why_too_few(len(x), n_target + n_reference, n_articles)
    value = p = None
    why = f"fewer than {MIN_LABELS} labels on a side"
    if min(n_target, n_reference) >= MIN_LABELS:
        observed, null, exact = _null(x, y, swaps, seed)
        value = observed - float(null.mean())
        why = f"Jensen-Shannon {observed:.2f} bits, {null.mean():.2f} expected by chance"
        if not lacking:
            extra = 0 if exact else 1
            p = (float((null >= observed - TIE).sum()) + extra) / (len(null) + extra)
    verdict: Verdict = "too_few" if p is None else "no_evidence"
    if p is not None and p <= ALPHA and matched == "event":
        verdict = "differs"
    return Estimate(
        statistic="naming_distance",
        feature=referent,
        target=target,
        reference=reference,
        voice=voice,
        value=value,
        p=p,
        n_target=n_target,
        n_reference=n_reference,
        n_events=n_events,
        n_informative=len(x),
        n_articles=n_articles,
        matched=matched,
        verdict=verdict,
        why=f"{lacking}; {why}" if lacking else why,
    )


def _null(x: Floats, y: Floats, swaps: int, seed: int) -> tuple[float, Floats, bool]:
    signs, exact = swap_signs(len(x), swaps=swaps, seed=seed)
    half_sum, half_difference = (x + y).sum(axis=0) / 2, (x - y) / 2
    shift = signs @ half_difference
    # A swap may leave one side without labels: nothing lies further apart.
    null = jensen_shannon(np.maximum(half_sum + shift, 0), np.maximum(half_sum - shift, 0))
    observed = float(jensen_shannon(x.sum(axis=0), y.sum(axis=0)))
    return observed, np.where(np.isnan(null), 1.0, null), exact
