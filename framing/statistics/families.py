"""Families of contrasts: the p of every row, adjusted for the rows that it stands among."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from framing.estimate import ALPHA
from framing.resampling import benjamini_hochberg, holm, swap_test
from framing.statistics.contrast_parts import Part, join_column
from framing.statistics.pairs import fill_in_p

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

MAX_SWAPS = 1_000_000


def adjust_pairs(parts: Sequence[Part], is_primary: Flags, *, swaps: int, seed: int) -> Floats:
    """Return the adjusted p of every row of pairs of outlets, NaN where there is no test.

    Step-down max-T (Westfall and Young 1993) over the rows of features that are primary,
    Benjamini–Hochberg over the others.
    """
    exploratory, primary = _families(parts, is_primary)
    _draw_on(parts, is_primary, n_rows=int(exploratory.sum()), swaps=swaps, seed=seed)
    adjusted = _adjust_exploratory(parts, exploratory)
    if primary.any():
        rows = [part.keep(part.is_kept_primary(is_primary)).differences for part in parts]
        pairs = np.flatnonzero(primary) // len(is_primary)
        test = swap_test(np.concatenate(rows), family=True, pairs=pairs, swaps=swaps, seed=seed)
        adjusted[primary] = test.p_adj
    return adjusted


def adjust_against_rest(parts: Sequence[Part], is_primary: Flags) -> Floats:
    """Return the adjusted p of every row of outlets against the rest, NaN without a test.

    Holm's over the rows of features that are primary, Benjamini–Hochberg over the others.
    """
    exploratory, primary = _families(parts, is_primary)
    adjusted = _adjust_exploratory(parts, exploratory)
    adjusted[primary] = holm(join_column(parts, "p")[primary])
    return adjusted


def _families(parts: Sequence[Part], is_primary: Flags) -> tuple[Flags, Flags]:
    """Return which rows are tested as exploratory, and which as primary ones."""
    enough = join_column(parts, "enough")
    primary = np.tile(is_primary, len(enough) // max(len(is_primary), 1))
    return enough & ~primary, enough & primary


def _adjust_exploratory(parts: Sequence[Part], exploratory: Flags) -> Floats:
    adjusted = np.full(len(exploratory), np.nan)
    adjusted[exploratory] = benjamini_hochberg(join_column(parts, "p")[exploratory])
    return adjusted


def _draw_on(
    parts: Sequence[Part], is_primary: Flags, *, n_rows: int, swaps: int, seed: int
) -> None:
    """Draw more swaps for rows at the smallest p there is, where that alone may decide.

    Benjamini–Hochberg over R rows (*n_rows*) needs p of about 0.05 k / R for k such rows. Drawing
    on only where no swap was as far out keeps p valid (Besag and Clifford 1991).
    """
    lowest = [part.keep(~part.is_kept_primary(is_primary)) for part in parts]
    at_floor, floor = sum(len(part.kept) for part in lowest), 1 / (swaps + 1)
    if at_floor * ALPHA < floor * n_rows:
        fill_in_p(lowest, swaps=min(MAX_SWAPS, 40 * n_rows), seed=seed)
