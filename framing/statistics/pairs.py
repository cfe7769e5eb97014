"""Pairs of outlets on the events both covered, tested by exchanging their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.resampling import EXACT_EVENTS, swap_test
from framing.statistics.contrast_parts import Cells, Part, untested_part
from framing.statistics.rate_ratio import rate_ratios

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

# Pairs are taken together until their arrays would no longer fit the processor's cache,
_CELLS_AT_ONCE = 100_000
# and tested together, since they share the swaps, until they would take too much memory.
_CELLS_TESTED_AT_ONCE = 4_000_000


def tested_pairs(
    cells: Cells, pairs: Sequence[tuple[str, str]], is_primary: Flags, *, swaps: int, seed: int
) -> Iterator[Part]:
    """Yield *pairs* of (target, reference) with their p, some at a time.

    They keep the differences of rows that may be tested once more: those of the features that
    are primary, and those at the smallest p that *swaps* can give. Raises ValueError for a pair
    that is not two of the outlets.
    """
    waiting: list[Part] = []
    n_cells = 0
    for part in _untested(cells, pairs):
        waiting.append(part)
        n_cells += part.differences.size
        if n_cells >= _CELLS_TESTED_AT_ONCE:
            fill_in_p(waiting, swaps=swaps, seed=seed)
            yield from (_still_open(one, is_primary, swaps) for one in waiting)
            waiting, n_cells = [], 0
    fill_in_p(waiting, swaps=swaps, seed=seed)
    yield from (_still_open(one, is_primary, swaps) for one in waiting)


def fill_in_p(parts: Sequence[Part], *, swaps: int, seed: int) -> None:
    """Give the rows that *parts* keep their p, in place, all from one set of swaps."""
    parts = [part for part in parts if len(part.kept)]
    if not parts:
        return
    differences = np.concatenate([part.differences for part in parts])
    p = swap_test(differences, swaps=swaps, seed=seed).p
    ends = np.cumsum([len(part.kept) for part in parts])
    for part, found in zip(parts, np.split(p, ends[:-1]), strict=True):
        part.p[part.kept] = found


def _untested(cells: Cells, chosen: Sequence[tuple[str, str]]) -> Iterator[Part]:
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
        yield untested_part(pairs, ratios, ratios.n_target + ratios.n_reference, n_articles)


def _side_by_side(values: NDArray[Any], outlets: Sequence[int]) -> NDArray[Any]:
    """Return events × features of several outlets as one array, outlet after outlet."""
    return values[outlets].transpose(1, 0, 2).reshape(values.shape[1], -1)


def _still_open(part: Part, is_primary: Flags, swaps: int) -> Part:
    """Keep the differences of primary rows, and of rows at the smallest p that draws can give."""
    drawn = (part.differences != 0).sum(axis=1) > EXACT_EVENTS
    lowest = drawn & (part.p[part.kept] <= 1 / (swaps + 1))
    return part.keep(lowest | part.is_kept_primary(is_primary))
