"""Rows of contrasts on the way to their verdicts: some pairs of outlets, all features of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.estimate import MIN_ARTICLES, MIN_EVENTS, MIN_HITS
from framing.statistics.rate_ratio import RateRatios

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """What outlets wrote on events, of shape (n_outlets, n_events, n_features)."""

    count: Floats
    exposure: Floats
    articles: NDArray[np.int64]
    outlets: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some targets against their references, one after the other, a row for each feature.

    ``ratios`` come without their differences, which take as much memory as all else together:
    ``differences`` (rows kept × events) are those of the rows ``kept``, which are still to be
    tested. ``p`` is NaN until a row is tested.
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

    def keep(self, chosen: Flags) -> Part:
        """Return the part with only the *chosen* ones of the rows kept so far."""
        return replace(self, kept=self.kept[chosen], differences=self.differences[chosen])

    def is_kept_primary(self, is_primary: Flags) -> Flags:
        """Say of each row kept whether its feature *is_primary*."""
        return np.tile(is_primary, len(self.pairs))[self.kept]


def untested_part(
    pairs: Sequence[tuple[str, str]],
    ratios: RateRatios,
    n_hits: Floats,
    n_articles: NDArray[np.int64],
) -> Part:
    """Return the rows of *pairs*, those that are not too few kept for a test."""
    enough = (
        (ratios.n_informative >= MIN_EVENTS) & (n_hits >= MIN_HITS) & (n_articles >= MIN_ARTICLES)
    )
    alike = np.logical_not(ratios.differences.any(axis=1))
    kept = np.flatnonzero(enough)
    return Part(
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


def join_column(parts: Sequence[Any], name: str) -> NDArray[Any]:
    """Return the column *name* of all *parts*, one after the other."""
    return np.concatenate([getattr(part, name) for part in parts])
