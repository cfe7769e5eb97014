"""Contrasts of outlets on the events they share: ratio, interval, test, family and verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, cycle
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.estimate import (
    ALPHA,
    MIN_ARTICLES,
    MIN_EVENTS,
    MIN_HITS,
    NOT_CORRECTED,
    Estimates,
    Matching,
)
from framing.resampling import EXACT_EVENTS, SWAPS, benjamini_hochberg, holm, role_tests, swap_test
from framing.statistics.exposure import equal_exposure
from framing.statistics.rate_ratio import RateRatios, rate_ratios
from framing.statistics.verdicts import judge

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Indices = NDArray[np.intp]

MAX_PRIMARY = 20
MAX_SWAPS = 1_000_000
REST = "the rest"
# Pairs are taken together until their arrays would no longer fit the processor's cache,
_CELLS_AT_ONCE = 100_000
# and tested together, since they share the swaps, until they would take too much memory.
_CELLS_TESTED_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """Outlets × events × features."""

    count: Floats
    exposure: Floats
    articles: NDArray[np.int64]
    outlets: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Some targets against their references, one after the other, all features of each.

    ``ratios`` come without their differences, which take as much memory as all else together:
    ``differences`` are those of the rows ``kept``, which are still to be tested.
    """

    pairs: Sequence[tuple[str, str]]
    ratios: RateRatios
    n_hits: Floats
    n_articles: NDArray[np.int64]
    enough: Flags
    alike: Flags
    p: Floats
    kept: Indices
    differences: Floats


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
) -> Estimates:
    """Compare outlets feature by feature on the events both covered.

    *counts* and *articles* (articles with a hit) are outlets × events × features; *exposure* has
    the same shape or is outlets × events. An exposure of 0 means: did not cover the event.
    *pairs* are (target, reference); all unordered pairs by default. With *against_rest* each
    outlet is compared with the others, weighted equally, instead: in each event every outlet's
    count is scaled to the harmonic mean exposure of the outlets there, and the rest is the mean
    of the scaled counts; with two outlets this is the pair. Hits and exposures are told unscaled.

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
        parts = _against_rest(cells, swaps, seed) if len(outlets) > 1 else []
    else:
        chosen = list(combinations(outlets, 2)) if pairs is None else list(pairs)
        parts = list(_tested(_pairs(cells, chosen), is_primary, swaps, seed))
    if not parts:
        return Estimates({})
    adjusted = _adjust(parts, is_primary, against_rest, swaps, seed)
    method = "Holm" if against_rest else "max-T"
    families = np.where(
        is_primary, f"{family}, primary ({method})", f"{family}, exploratory (Benjamini-Hochberg)"
    ).tolist()
    columns = _columns(parts, adjusted, features, families, matched)
    size = len(adjusted)
    same = {"statistic": "rate_ratio", "voice": voice, "matched": matched, "corrected": corrected}
    return Estimates({**columns, **{name: [value] * size for name, value in same.items()}})


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


def _pairs(cells: _Cells, chosen: Sequence[tuple[str, str]]) -> Iterator[_Part]:
    """Yield the pairs of outlets, some at a time, their p still to be tested for."""
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
        yield _part(pairs, ratios, ratios.n_target + ratios.n_reference, n_articles)


def _side_by_side(values: NDArray[Any], outlets: Sequence[int]) -> NDArray[Any]:
    """Return events × features of several outlets as one array, outlet after outlet."""
    return values[outlets].transpose(1, 0, 2).reshape(values.shape[1], -1)


def _part(
    pairs: Sequence[tuple[str, str]],
    ratios: RateRatios,
    n_hits: Floats,
    n_articles: NDArray[np.int64],
) -> _Part:
    enough = (
        (ratios.n_informative >= MIN_EVENTS) & (n_hits >= MIN_HITS) & (n_articles >= MIN_ARTICLES)
    )
    alike = np.logical_not(ratios.differences.any(axis=1))
    kept = np.flatnonzero(enough)
    return _Part(
        pairs,
        replace(ratios, differences=np.zeros((len(enough), 0))),
        n_hits,
        n_articles,
        enough,
        alike,
        p=np.full(len(enough), np.nan),
        kept=kept,
        differences=ratios.differences[kept],
    )


def _tested(parts: Iterable[_Part], is_primary: Flags, swaps: int, seed: int) -> Iterator[_Part]:
    """Yield *parts* with their p, and with the differences of rows that are tested once more."""
    waiting: list[_Part] = []
    n_cells = 0
    for part in parts:
        waiting.append(part)
        n_cells += part.differences.size
        if n_cells >= _CELLS_TESTED_AT_ONCE:
            _test(waiting, swaps, seed)
            yield from (_less(one, is_primary, swaps) for one in waiting)
            waiting, n_cells = [], 0
    _test(waiting, swaps, seed)
    yield from (_less(one, is_primary, swaps) for one in waiting)


def _test(parts: Sequence[_Part], swaps: int, seed: int) -> None:
    """Give the rows kept their p, all from one set of swaps."""
    parts = [part for part in parts if len(part.kept)]
    if not parts:
        return
    differences = np.concatenate([part.differences for part in parts])
    p = swap_test(differences, swaps=swaps, seed=seed).p
    ends = np.cumsum([len(part.kept) for part in parts])
    for part, found in zip(parts, np.split(p, ends[:-1]), strict=True):
        part.p[part.kept] = found


def _less(part: _Part, is_primary: Flags, swaps: int) -> _Part:
    """Keep the differences of primary rows, and of rows at the smallest p that draws can give."""
    drawn = (part.differences != 0).sum(axis=1) > EXACT_EVENTS
    lowest = drawn & (part.p[part.kept] <= 1 / (swaps + 1))
    keep = lowest | np.tile(is_primary, len(part.pairs))[part.kept]
    return replace(part, kept=part.kept[keep], differences=part.differences[keep])


def _against_rest(cells: _Cells, swaps: int, seed: int) -> list[_Part]:
    """Return the comparison of every outlet with the others, tested."""
    covers = cells.exposure > 0
    present = covers.sum(axis=0)
    inverse, harmonic = equal_exposure(cells.exposure)
    scaled = cells.count * inverse * harmonic
    all_scaled = scaled.sum(axis=0)
    all_hits = cells.count.sum(axis=0, where=covers)
    all_exposure = cells.exposure.sum(axis=0)
    all_articles = cells.articles.sum(axis=0, where=covers)
    parts = []
    for target, outlet in enumerate(cells.outlets):
        rest = (all_scaled - scaled[target]) / np.maximum(present - 1, 1)
        shared = covers[target] & (present > 1)
        width = np.where(shared, harmonic, 0.0)
        ratios = rate_ratios(scaled[target].T, width.T, rest.T, width.T)
        n_hits, exposure = (
            np.where(shared, of_all, 0.0).sum(axis=0) for of_all in (all_hits, all_exposure)
        )
        own = [
            np.where(shared, mine[target], 0.0).sum(axis=0)
            for mine in (cells.count, cells.exposure)
        ]
        ratios = replace(
            ratios,
            n_target=own[0],
            n_reference=n_hits - own[0],
            exposure_target=own[1],
            exposure_reference=exposure - own[1],
        )
        n_articles = np.where(shared, all_articles, 0).sum(axis=0)
        part = _part([(outlet, REST)], ratios, n_hits, n_articles)
        parts.append(replace(part, kept=part.kept[:0], differences=part.differences[:0]))
    _test_roles(parts, scaled, covers, swaps, seed)
    return parts


def _test_roles(
    parts: Sequence[_Part], scaled: Floats, covers: Flags, swaps: int, seed: int
) -> None:
    """Give the rows of *parts*, one for each outlet against the rest, their p."""
    for targets, columns in _same_draws(covers, [part.enough for part in parts]):
        slots = scaled[:, :, columns].transpose(1, 0, 2).reshape(-1, len(columns))
        tests = role_tests(slots, covers[:, :, columns[0]].T, targets, swaps=swaps, seed=seed)
        for target, test in zip(targets, tests, strict=True):
            tested = parts[target].enough[columns]
            parts[target].p[columns[tested]] = test.p[tested]


def _same_draws(covers: Flags, enough: Sequence[Flags]) -> Iterator[tuple[list[int], Indices]]:
    """Yield targets and features that one set of draws serves, with the features to be tested.

    Their outlets cover the same events, and the targets the same events with others.
    """
    coverage: dict[bytes, list[int]] = {}
    for column in np.flatnonzero(np.any(enough, axis=0)).tolist():
        coverage.setdefault(covers[:, :, column].tobytes(), []).append(column)
    for columns in coverage.values():
        outlets_of_event = covers[:, :, columns[0]].sum(axis=0)
        targets: dict[bytes, list[int]] = {}
        for target, covered in enumerate(covers[:, :, columns[0]]):
            targets.setdefault((covered & (outlets_of_event > 1)).tobytes(), []).append(target)
        for alike in targets.values():
            some = np.any([enough[target][columns] for target in alike], axis=0)
            if some.any():
                yield alike, np.array(columns, np.intp)[some]


def _adjust(
    parts: Sequence[_Part], is_primary: Flags, against_rest: bool, swaps: int, seed: int
) -> Floats:
    """Return the adjusted p of every row, NaN where there is no test."""
    enough = _joined(parts, "enough")
    primary_rows = np.tile(is_primary, len(enough) // max(len(is_primary), 1))
    adjusted = np.full(len(enough), np.nan)
    exploratory, primary = enough & ~primary_rows, enough & primary_rows
    if not against_rest:
        _refine(parts, is_primary, int(exploratory.sum()), swaps, seed)
    p = _joined(parts, "p")
    adjusted[exploratory] = benjamini_hochberg(p[exploratory])
    if primary.any():
        if against_rest:
            adjusted[primary] = holm(p[primary])
        else:
            rows = np.concatenate([_split(part, is_primary)[0].differences for part in parts])
            pairs = np.flatnonzero(primary) // len(is_primary)
            test = swap_test(rows, family=True, pairs=pairs, swaps=swaps, seed=seed)
            adjusted[primary] = test.p if test.p_max is None else test.p_max
    return adjusted


def _split(part: _Part, is_primary: Flags) -> tuple[_Part, _Part]:
    """Return *part* with the primary rows kept, and with the others."""
    primary = np.tile(is_primary, len(part.pairs))[part.kept]
    with_primary, others = (
        replace(part, kept=part.kept[keep], differences=part.differences[keep])
        for keep in (primary, ~primary)
    )
    return with_primary, others


def _refine(parts: Sequence[_Part], is_primary: Flags, family: int, swaps: int, seed: int) -> None:
    """Draw more swaps for rows at the smallest p there is, where that alone may decide.

    Benjamini–Hochberg over R rows needs p of about 0.05 k / R for k such rows. Drawing on only
    where no swap was as far out keeps p valid (Besag and Clifford 1991).
    """
    lowest = [_split(part, is_primary)[1] for part in parts]
    at_floor, floor = sum(len(part.kept) for part in lowest), 1 / (swaps + 1)
    if at_floor * ALPHA < floor * family:
        _test(lowest, min(MAX_SWAPS, 40 * family), seed)


def _columns(
    parts: Sequence[_Part],
    p_adj: Floats,
    features: Sequence[str],
    families: Sequence[str],
    matched: Matching,
) -> dict[str, NDArray[Any] | Sequence[Any]]:
    """Return the columns of the estimates, one entry a row, that differ between rows."""
    sides = [pair for part in parts for pair in part.pairs for _ in features]
    ratios = RateRatios(*(_joined([p.ratios for p in parts], x) for x in RateRatios.__slots__))
    n_hits, n_articles, enough, alike, p = (
        _joined(parts, name) for name in ("n_hits", "n_articles", "enough", "alike", "p")
    )
    found = judge(sides, ratios, n_hits, n_articles, alike, p_adj, matched)
    verdict, why = zip(*found, strict=True) if sides else ((), ())
    many = len(sides) // max(len(features), 1)
    return {
        "feature": list(features) * many,
        "target": [target for target, _ in sides],
        "reference": [reference for _, reference in sides],
        "value": ratios.ratio,
        "low": np.where(enough, ratios.low, np.nan),
        "high": np.where(enough, ratios.high, np.nan),
        "difference": ratios.difference,
        "equal_weight": ratios.equal_weight,
        "p": p,
        "p_adj": p_adj,
        "family": [f if known else None for f, known in zip(cycle(families), enough.tolist())],
        "n_target": ratios.n_target,
        "n_reference": ratios.n_reference,
        "exposure_target": ratios.exposure_target,
        "exposure_reference": ratios.exposure_reference,
        "n_events": ratios.n_events,
        "n_informative": ratios.n_informative,
        "n_articles": n_articles,
        "verdict": verdict,
        "why": why,
    }


def _joined(parts: Sequence[Any], name: str) -> NDArray[Any]:
    return np.concatenate([getattr(part, name) for part in parts])
