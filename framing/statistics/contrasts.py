"""Contrasts of outlets on the events they share: ratio, interval, test, family and verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite, isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.estimate import (
    ALPHA,
    MIN_ARTICLES,
    MIN_EVENTS,
    MIN_HITS,
    NOT_CORRECTED,
    Estimate,
    Matching,
    Verdict,
    why_too_few,
)
from framing.resampling import EXACT_EVENTS, SWAPS, benjamini_hochberg, holm, role_test, swap_test
from framing.statistics.rate_ratio import RateRatios, rate_ratios

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

MAX_PRIMARY = 20
MAX_SWAPS = 1_000_000
REST = "the rest"
# Pairs are taken together until their arrays would no longer fit the processor's cache.
_CELLS_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """Outlets × events × features."""

    count: Floats
    exposure: Floats
    articles: NDArray[np.int64]
    outlets: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Comparison:
    """One target against one reference, all features at once."""

    target: str
    reference: str
    ratios: RateRatios
    n_hits: Floats
    n_articles: NDArray[np.int64]
    enough: Flags
    p: Floats


def contrasts(
    counts: ArrayLike,
    exposure: ArrayLike,
    articles: ArrayLike,
    *,
    outlets: Sequence[str],
    features: Sequence[str],
    pairs: Sequence[tuple[str, str]] | None = None,
    against_rest: bool = False,
    primary: Sequence[str] = (),
    voice: str = "own",
    matched: Matching = "event",
    family: str = "contrasts",
    corrected: str = NOT_CORRECTED,
    swaps: int = SWAPS,
    seed: int = 0,
) -> list[Estimate]:
    """Compare outlets feature by feature on the events both covered.

    *counts* and *articles* (articles with a hit) are outlets × events × features; *exposure* has
    the same shape or is outlets × events. An exposure of 0 means: did not cover the event.
    *pairs* are (target, reference); all unordered pairs by default. With *against_rest* each
    outlet is compared with the others, weighted equally, instead: in each event every outlet's
    count is scaled to the harmonic mean exposure of the outlets there, and the rest is the mean
    of the scaled counts; with two outlets this is the pair.

    Rows that are not ``too_few`` form one family. Features in *primary* (at most 20) get max-T
    step-down p over their rows (Holm's with *against_rest*); the others Benjamini–Hochberg.
    Contrasts matched on a story only never reach ``differs``, nor do ratios whose interval
    covers 1: both the exchange of cells and the spread over events have to speak for it. Rows
    come pair by pair, features in the order given. Raises ValueError for shapes, names or
    *primary* that do not fit.

    >>> hits = np.array([[[6]] * 8, [[1]] * 8]).reshape(2, 8, 1)
    >>> row, = contrasts(hits, np.full((2, 8), 500), hits > 0, outlets=["A", "B"],
    ...                  features=["markers.hedge"])
    >>> row.value, row.p, row.verdict
    (6.0, 0.0078125, 'differs')
    """
    cells = _checked(counts, exposure, articles, outlets, features)
    is_primary = _primary_mask(primary, features)
    if against_rest:
        compared = list(_against_rest(cells, swaps, seed)) if len(outlets) > 1 else []
    else:
        chosen = list(combinations(outlets, 2)) if pairs is None else list(pairs)
        compared = list(_pairs(cells, chosen))
        _test(compared, [one.enough for one in compared], swaps, seed)
    adjusted = _adjust(compared, is_primary, against_rest, swaps, seed)
    method = "Holm" if against_rest else "max-T"
    families = np.where(
        is_primary, f"{family}, primary ({method})", f"{family}, exploratory (Benjamini-Hochberg)"
    ).tolist()
    return [
        estimate
        for one, p_adj in zip(compared, adjusted, strict=True)
        for estimate in _estimates(one, features, p_adj, families, (voice, matched, corrected))
    ]


def _checked(
    counts: ArrayLike,
    exposure: ArrayLike,
    articles: ArrayLike,
    outlets: Sequence[str],
    features: Sequence[str],
) -> _Cells:
    count = np.asarray(counts, dtype=float)
    size = np.asarray(exposure, dtype=float)
    with_hits = np.asarray(articles, dtype=np.int64)
    shape = (len(outlets), count.shape[1] if count.ndim == 3 else 0, len(features))
    if count.shape != shape or with_hits.shape != shape:
        raise ValueError(
            f"counts and articles must be outlets × events × features {shape}, "
            f"got {count.shape} and {with_hits.shape}"
        )
    if size.shape == shape[:2]:
        size = size[:, :, None]
    elif size.shape != shape:
        raise ValueError(f"exposure must be {shape} or {shape[:2]}, got {size.shape}")
    return _Cells(count, np.broadcast_to(size, shape), with_hits, list(outlets))


def _primary_mask(primary: Sequence[str], features: Sequence[str]) -> Flags:
    unknown = sorted(set(primary) - set(features))
    if unknown:
        raise ValueError(f"primary names features that are not compared: {', '.join(unknown)}")
    if len(primary) > MAX_PRIMARY:
        raise ValueError(f"primary takes at most {MAX_PRIMARY} features, got {len(primary)}")
    return np.array([feature in primary for feature in features], dtype=bool)


def _pairs(cells: _Cells, chosen: Sequence[tuple[str, str]]) -> Iterator[_Comparison]:
    """Yield the comparison of each pair of outlets, its p still to be tested for."""
    number = {outlet: n for n, outlet in enumerate(cells.outlets)}
    for target, reference in chosen:
        if target not in number or reference not in number or target == reference:
            raise ValueError(
                f"a pair takes two of {', '.join(cells.outlets)}; got {target!r}, {reference!r}"
            )
    _, n_events, n_features = cells.count.shape
    at_once = max(1, _CELLS_AT_ONCE // max(1, n_events * n_features))
    for begin in range(0, len(chosen), at_once):
        pairs = chosen[begin : begin + at_once]
        sides = [[number[pair[side]] for pair in pairs] for side in (0, 1)]
        count, exposure, articles = (
            [_side_by_side(values, side) for side in sides]
            for values in (cells.count, cells.exposure, cells.articles)
        )
        ratios = rate_ratios(count[0].T, exposure[0].T, count[1].T, exposure[1].T)
        shared = (exposure[0] > 0) & (exposure[1] > 0)
        n_articles = np.where(shared, articles[0] + articles[1], 0).sum(axis=0)
        for n, (target, reference) in enumerate(pairs):
            rows = slice(n * n_features, (n + 1) * n_features)
            yield _comparison(target, reference, ratios.rows(rows), n_articles[rows])


def _side_by_side(values: NDArray[Any], outlets: Sequence[int]) -> NDArray[Any]:
    """Return events × features of several outlets as one array, outlet after outlet."""
    return values[outlets].transpose(1, 0, 2).reshape(values.shape[1], -1)


def _comparison(
    target: str, reference: str, ratios: RateRatios, n_articles: NDArray[np.int64]
) -> _Comparison:
    n_hits = ratios.n_target + ratios.n_reference
    enough = _enough(ratios.n_informative, n_hits, n_articles)
    p = np.full(len(enough), np.nan)
    return _Comparison(target, reference, ratios, n_hits, n_articles, enough, p)


def _test(compared: Sequence[_Comparison], rows: Sequence[Flags], swaps: int, seed: int) -> None:
    """Give the *rows* of every pair their p, all from one set of swaps."""
    if not any(row.any() for row in rows):
        return
    differences = np.concatenate(
        [one.ratios.differences[row] for one, row in zip(compared, rows, strict=True)]
    )
    p = swap_test(differences, swaps=swaps, seed=seed).p
    ends = np.cumsum([int(row.sum()) for row in rows])
    for one, row, part in zip(compared, rows, np.split(p, ends[:-1]), strict=True):
        one.p[row] = part


def _against_rest(cells: _Cells, swaps: int, seed: int) -> Iterator[_Comparison]:
    """Yield the comparison of every outlet with the others."""
    covers = cells.exposure > 0
    present = covers.sum(axis=0)
    inverse = np.divide(1.0, cells.exposure, out=np.zeros(covers.shape), where=covers)
    some = present > 0
    harmonic = np.divide(present, inverse.sum(axis=0), out=np.zeros(present.shape), where=some)
    scaled = cells.count * inverse * harmonic
    all_scaled = scaled.sum(axis=0)
    all_hits = cells.count.sum(axis=0, where=covers)
    all_articles = cells.articles.sum(axis=0, where=covers)
    for target, outlet in enumerate(cells.outlets):
        rest = (all_scaled - scaled[target]) / np.maximum(present - 1, 1)
        shared = covers[target] & (present > 1)
        width = np.where(shared, harmonic, 0.0)
        ratios = rate_ratios(scaled[target].T, width.T, rest.T, width.T)
        n_hits = np.where(shared, all_hits, 0.0).sum(axis=0)
        n_articles = np.where(shared, all_articles, 0).sum(axis=0)
        enough = _enough(ratios.n_informative, n_hits, n_articles)
        p = np.full(len(enough), np.nan)
        for group in _same_coverage(covers, np.flatnonzero(enough)):
            slots = scaled[:, :, group].transpose(1, 0, 2).reshape(-1, len(group))
            test = role_test(slots, covers[:, :, group[0]].T, target, swaps=swaps, seed=seed)
            p[group] = test.p
        yield _Comparison(outlet, REST, ratios, n_hits, n_articles, enough, p)


def _same_coverage(covers: Flags, columns: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Group the features whose outlets cover the same events: they share one set of draws."""
    groups: dict[bytes, list[int]] = {}
    for column in columns:
        groups.setdefault(covers[:, :, column].tobytes(), []).append(int(column))
    return [np.array(group, dtype=np.intp) for group in groups.values()]


def _enough(
    n_informative: NDArray[np.int64], n_hits: Floats, n_articles: NDArray[np.int64]
) -> Flags:
    return (n_informative >= MIN_EVENTS) & (n_hits >= MIN_HITS) & (n_articles >= MIN_ARTICLES)


def _adjust(
    compared: Sequence[_Comparison], is_primary: Flags, against_rest: bool, swaps: int, seed: int
) -> list[Floats]:
    """Return adjusted p per comparison, NaN where there is no test."""
    if not compared:
        return []
    enough = np.stack([one.enough for one in compared])
    adjusted = np.full(enough.shape, np.nan)
    exploratory, primary = enough & ~is_primary, enough & is_primary
    if not against_rest:
        _refine(compared, exploratory, swaps, seed)
    p = np.stack([one.p for one in compared])
    adjusted[exploratory] = benjamini_hochberg(p[exploratory])
    if primary.any():
        if against_rest:
            adjusted[primary] = holm(p[primary])
        else:
            rows = np.concatenate(
                [one.ratios.differences[one.enough & is_primary] for one in compared]
            )
            pairs = np.nonzero(primary)[0]
            test = swap_test(rows, family=True, pairs=pairs, swaps=swaps, seed=seed)
            adjusted[primary] = test.p if test.p_max is None else test.p_max
    return list(adjusted)


def _refine(compared: Sequence[_Comparison], rows: Flags, swaps: int, seed: int) -> None:
    """Draw more swaps for rows at the smallest p there is, where that alone may decide.

    Benjamini–Hochberg over R rows needs p of about 0.05 k / R for k such rows. Drawing on only
    where no swap was as far out keeps p valid (Besag and Clifford 1991).
    """
    floor = 1 / (swaps + 1)
    lowest = [(one.p <= floor) & row & _drawn(one) for one, row in zip(compared, rows, strict=True)]
    at_floor, family = sum(int(low.sum()) for low in lowest), int(rows.sum())
    if at_floor * ALPHA >= floor * family:
        return
    more = min(MAX_SWAPS, 40 * family)
    _test(compared, lowest, more, seed)


def _drawn(one: _Comparison) -> Flags:
    """Return which rows had too many events for all their swaps."""
    drawn: Flags = (one.ratios.differences != 0).sum(axis=1) > EXACT_EVENTS
    return drawn


def _estimates(
    one: _Comparison,
    features: Sequence[str],
    p_adj: Floats,
    families: Sequence[str],
    setting: tuple[str, Matching, str],
) -> Iterator[Estimate]:
    """Yield an estimate a feature, read from columns of plain numbers."""
    voice, matched, corrected = setting
    ratios, some = one.ratios, one.enough
    known = (
        _or_none(values)
        for values in (
            ratios.ratio,
            np.where(some, ratios.low, np.nan),
            np.where(some, ratios.high, np.nan),
            ratios.difference,
            ratios.equal_weight,
            one.p,
            p_adj,
        )
    )
    sizes = (
        ratios.n_target,
        ratios.n_reference,
        ratios.exposure_target,
        ratios.exposure_reference,
        ratios.n_events,
        ratios.n_informative,
        one.n_articles,
    )
    rows = zip(*known, *(values.tolist() for values in sizes), some.tolist(), strict=True)
    for i, (value, low, high, difference, equal_weight, p, adjusted, *n, enough) in enumerate(rows):
        verdict, why = _judge(one, i, float(p_adj[i]), matched) if enough else _too_few(one, i)
        yield Estimate(
            statistic="rate_ratio",
            feature=features[i],
            target=one.target,
            reference=one.reference,
            voice=voice,
            value=value,
            low=low,
            high=high,
            difference=difference,
            equal_weight=equal_weight,
            p=p,
            p_adj=adjusted,
            family=families[i] if enough else None,
            n_target=n[0],
            n_reference=n[1],
            exposure_target=n[2],
            exposure_reference=n[3],
            n_events=n[4],
            n_informative=n[5],
            n_articles=n[6],
            matched=matched,
            corrected=corrected,
            verdict=verdict,
            why=why,
        )


def _or_none(values: Floats) -> list[float | None]:
    return [value if isfinite(value) else None for value in values.tolist()]


def _too_few(one: _Comparison, i: int) -> tuple[Verdict, str]:
    n_events = int(one.ratios.n_informative[i])
    lacking = why_too_few(n_events, float(one.n_hits[i]), int(one.n_articles[i]))
    return "too_few", lacking or ""


def _judge(one: _Comparison, i: int, p_adj: float, matched: Matching) -> tuple[Verdict, str]:
    size = _size(one, i)
    if not one.ratios.differences[i].any():
        return "no_evidence", f"the same rate in every event: {size}"
    if p_adj > ALPHA:
        return "no_evidence", f"no evidence of a difference (adjusted p {p_adj:.2g}): {size}"
    if not one.ratios.survives[i]:
        return "no_evidence", f"leaving out one event turns or ends the difference: {size}"
    if _covers_one(one.ratios.low[i], one.ratios.high[i]):
        return "no_evidence", f"the interval covers 1, whatever p ({p_adj:.2g}) says: {size}"
    if matched != "event":
        return "no_evidence", f"matched on the story only, so no verdict: {size}"
    return (
        "differs",
        f"{size}; adjusted p {p_adj:.2g}, and the direction holds whichever event is left out",
    )


def _covers_one(low: float, high: float) -> bool:
    """Say whether an interval, or the one bound there is, leaves room for no difference."""
    known = isfinite(low) or isfinite(high)
    return known and not (low > 1 or high < 1)


def _size(one: _Comparison, i: int) -> str:
    ratios = one.ratios
    over = f"over {int(ratios.n_informative[i])} events with hits"
    ratio, low, high = (float(x[i]) for x in (ratios.ratio, ratios.low, ratios.high))
    if isnan(ratio):
        silent = one.target if ratios.n_target[i] == 0 else one.reference
        bound = f" (ratio at least {low:.2g})" if isfinite(low) else ""
        bound = f" (ratio at most {high:.2g})" if isfinite(high) else bound
        return f"no hit in {silent}, {one.n_hits[i]:g} in all{bound}, {over}"
    interval = f", 95 % {low:.2g} to {high:.2g}" if isfinite(low) and isfinite(high) else ""
    return f"rate of {one.target} is {ratio:.2g} times that of {one.reference}{interval}, {over}"
