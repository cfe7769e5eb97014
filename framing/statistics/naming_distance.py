"""How far two outlets' choices of label for one referent lie apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.estimate import ALPHA, Estimate, Matching, Verdict, why_too_few
from framing.resampling import SWAPS, swap_signs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

MIN_LABELS = 5
TIE = 1e-9
_AT_ONCE = 64


@dataclass(frozen=True, slots=True, eq=False)
class LabelChoice:
    """Two outlets' labels for one referent: events × labels per outlet, on shared events.

    Raises ValueError where the two arrays differ in shape.
    """

    target_labels: Floats
    reference_labels: Floats
    referent: str
    target: str
    reference: str
    n_articles: int

    def __post_init__(self) -> None:
        x, y = self.target_labels, self.reference_labels
        if x.shape != y.shape or x.ndim != 2:
            raise ValueError(f"labels must be two arrays events × labels, got {x.shape}, {y.shape}")


@dataclass(frozen=True, slots=True)
class _Chance:
    """An observed divergence, its mean over swaps, and the share of swaps at least as far."""

    observed: float
    mean: float
    p: float


def jensen_shannon(first: ArrayLike, second: ArrayLike, *, axis: int = -1) -> Floats:
    """Return the Jensen–Shannon divergence, in bits, of label counts along *axis*.

    0 for the same shares, 1 for shares without a common label (Lin 1991). NaN where a side has
    no label.

    >>> jensen_shannon([[3, 0], [1, 1]], [[0, 2], [2, 2]]).tolist()
    [1.0, 0.0]
    """
    with np.errstate(invalid="ignore"):
        p = np.asarray(first, dtype=float)
        q = np.asarray(second, dtype=float)
        p, q = p / p.sum(axis=axis, keepdims=True), q / q.sum(axis=axis, keepdims=True)
    own = _entropy_terms(p) + _entropy_terms(q)
    terms = own / 2 - _entropy_terms((p + q) / 2)
    return np.asarray(np.maximum(terms.sum(axis=axis), 0.0) + 0.0, dtype=float)


def _entropy_terms(shares: Floats) -> Floats:
    terms: Floats = shares * np.log2(np.maximum(shares, np.finfo(float).tiny))
    return terms


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
    choice = LabelChoice(x, y, referent, target, reference, n_articles)
    return naming_distances([choice], voice=voice, matched=matched, swaps=swaps, seed=seed)[0]


def naming_distances(
    choices: Sequence[LabelChoice],
    *,
    voice: str = "own",
    matched: Matching = "event",
    swaps: int = SWAPS,
    seed: int = 0,
) -> list[Estimate]:
    """Return :func:`naming_distance` of each of *choices*; those of as many events share swaps."""
    used = [_with_labels(choice) for choice in choices]
    chances: dict[int, _Chance] = {}
    by_size: dict[int, list[int]] = defaultdict(list)
    for number, (x, y) in enumerate(used):
        if min(x.sum(), y.sum()) >= MIN_LABELS:
            by_size[len(x)].append(number)
    for n_events, numbers in by_size.items():
        signs, exact = swap_signs(n_events, swaps=swaps, seed=seed)
        for begin in range(0, len(numbers), _AT_ONCE):
            part = numbers[begin : begin + _AT_ONCE]
            found = _chances([used[number] for number in part], signs, exact)
            chances.update(zip(part, found, strict=True))
    return [
        _estimate(choice, x, y, chances.get(number), voice, matched)
        for number, (choice, (x, y)) in enumerate(zip(choices, used, strict=True))
    ]


def _with_labels(choice: LabelChoice) -> tuple[Floats, Floats]:
    """Return the labels of both outlets, events and labels without any left out."""
    x, y = choice.target_labels, choice.reference_labels
    both = x + y
    x, y = x[both.sum(axis=1) > 0], y[both.sum(axis=1) > 0]
    named = both.sum(axis=0) > 0
    return x[:, named], y[:, named]


def _chances(pairs: Sequence[tuple[Floats, Floats]], signs: Floats, exact: bool) -> list[_Chance]:
    """Return what chance gives for pairs of labels on as many events, from the same *signs*."""
    out = []
    for (x, y), null in zip(pairs, _nulls(pairs, signs), strict=True):
        observed = float(jensen_shannon(x.sum(axis=0), y.sum(axis=0)))
        extra = 0 if exact else 1
        p = (float((null >= observed - TIE).sum()) + extra) / (len(null) + extra)
        out.append(_Chance(observed, float(null.mean()), p))
    return out


def _nulls(pairs: Sequence[tuple[Floats, Floats]], signs: Floats) -> Iterator[Floats]:
    """Yield how far each swap of *signs* sets the labels of each pair apart."""
    weights = [_outcome_weights(x, y, len(signs)) for x, y in pairs]
    moved = [
        (x - y) / 2 @ weight[:, None] if len(weight) else (x - y) / 2
        for (x, y), weight in zip(pairs, weights, strict=True)
    ]
    shifts = np.concatenate([columns.T for columns in moved]) @ signs.T
    bounds = np.cumsum([columns.shape[1] for columns in moved])[:-1]
    for (x, y), weight, shift in zip(pairs, weights, np.split(shifts, bounds), strict=True):
        yield _by_outcome(x, y, shift[0], weight) if len(weight) else _divergences(x, y, shift)


def _divergences(x: Floats, y: Floats, shifts: Floats) -> Floats:
    """Return how far swaps lie apart that move each label's count by *shifts* (labels × swaps)."""
    half_sum = (x + y).sum(axis=0)[:, None] / 2
    null = jensen_shannon(
        np.maximum(half_sum + shifts, 0), np.maximum(half_sum - shifts, 0), axis=0
    )
    # A swap may leave one side without labels: nothing lies further apart.
    null[np.isnan(null)] = 1.0
    return null


def _outcome_weights(x: Floats, y: Floats, n_swaps: int) -> Floats:
    """Return weights of the labels' counts that number the outcomes of swaps.

    Counts are whole, so swaps have few outcomes: those of the target's count of each label, 0 to
    all there are. Empty where they are no fewer than the swaps.
    """
    sizes = (x + y).sum(axis=0) + 1
    whole = not ((x % 1).any() or (y % 1).any())
    if not whole or sizes.prod() > n_swaps:
        return np.zeros(0)
    return np.cumprod(np.append(1.0, sizes[:-1]))


def _by_outcome(x: Floats, y: Floats, shifts: Floats, weights: Floats) -> Floats:
    """Return how far swaps lie apart that move the outcome's number by *shifts*, one by one."""
    total = (x + y).sum(axis=0)
    outcome = np.rint(shifts + total @ weights / 2).astype(np.int64)
    found = np.flatnonzero(np.bincount(outcome))
    counts = found // weights.astype(np.int64)[:, None] % (total[:, None] + 1)
    divergence = np.zeros(int(found[-1]) + 1)
    divergence[found] = _divergences(x, y, counts - total[:, None] / 2)
    by_swap: Floats = divergence[outcome]
    return by_swap


def _estimate(
    choice: LabelChoice,
    x: Floats,
    y: Floats,
    chance: _Chance | None,
    voice: str,
    matched: Matching,
) -> Estimate:
    n_target, n_reference = float(x.sum()), float(y.sum())
    lacking = why_too_few(len(x), n_target + n_reference, choice.n_articles)
    p = None if lacking or chance is None else chance.p
    why = f"fewer than {MIN_LABELS} labels on a side"
    if chance is not None:
        why = f"Jensen-Shannon {chance.observed:.2f} bits, {chance.mean:.2f} expected by chance"
    verdict: Verdict = "too_few" if p is None else "no_evidence"
    if p is not None and p <= ALPHA and matched == "event":
        verdict = "differs"
    return Estimate(
        statistic="naming_distance",
        feature=choice.referent,
        target=choice.target,
        reference=choice.reference,
        voice=voice,
        value=None if chance is None else chance.observed - chance.mean,
        p=p,
        n_target=n_target,
        n_reference=n_reference,
        n_events=len(choice.target_labels),
        n_informative=len(x),
        n_articles=choice.n_articles,
        matched=matched,
        verdict=verdict,
        why=f"{lacking}; {why}" if lacking else why,
    )
