"""Contrasts of outlets on the events they share: ratio, interval, test, family and verdict."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, cycle
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.estimate import NOT_CORRECTED, Estimates, Matching
from framing.resampling import SWAPS
from framing.statistics.against_rest import tested_against_rest
from framing.statistics.contrast_parts import Cells, Part, join_column
from framing.statistics.families import adjust_against_rest, adjust_pairs
from framing.statistics.pairs import tested_pairs
from framing.statistics.rate_ratio import RateRatios
from framing.statistics.verdicts import judge

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

MAX_PRIMARY = 20


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
    if pairs is None or against_rest:
        pairs = list(combinations(outlets, 2))
    if not pairs:
        return Estimates({})
    if against_rest:
        parts = tested_against_rest(cells, swaps=swaps, seed=seed)
        adjusted, method = adjust_against_rest(parts, is_primary), "Holm"
    else:
        parts = list(tested_pairs(cells, pairs, is_primary, swaps=swaps, seed=seed))
        adjusted = adjust_pairs(parts, is_primary, swaps=swaps, seed=seed)
        method = "max-T"
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
) -> Cells:
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
    return Cells(count, np.broadcast_to(size, shape), with_hits, list(outlets))


def _primary_mask(primary: Sequence[str], features: Sequence[str]) -> Flags:
    unknown = sorted(set(primary) - set(features))
    if unknown:
        raise ValueError(f"primary names features that are not compared: {', '.join(unknown)}")
    if len(primary) > MAX_PRIMARY:
        raise ValueError(f"primary takes at most {MAX_PRIMARY} features, got {len(primary)}")
    return np.array([feature in primary for feature in features], dtype=bool)


def _columns(
    parts: Sequence[Part],
    p_adj: Floats,
    features: Sequence[str],
    families: Sequence[str],
    matched: Matching,
) -> dict[str, NDArray[Any] | Sequence[Any]]:
    """Return the columns of the estimates, one entry a row, that differ between rows."""
    sides = [pair for part in parts for pair in part.pairs for _ in features]
    ratios = RateRatios(*(join_column([p.ratios for p in parts], x) for x in RateRatios.__slots__))
    n_hits, n_articles, enough, alike, p = (
        join_column(parts, name) for name in ("n_hits", "n_articles", "enough", "alike", "p")
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
