"""Counts of findings by cell, and what share of its group each kind has, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.statistics.shares import share_intervals

Codes = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """One row a kind: its ``count`` in all, its ``share`` of its group and the share's interval.

    ``kinds`` are the distinct kinds in order; ``total`` counts the kind's group. ``cells`` lists
    the (row, event, count, total) of every event in which the kind occurs.
    """

    kinds: list[tuple[Any, ...]]
    count: Codes
    total: Codes
    share: Floats
    low: Floats
    high: Floats
    cells: tuple[Codes, Codes, Codes, Codes]


def tally(
    columns: Sequence[Sequence[Any] | npt.NDArray[Any]], event: Codes, *, n_group: int
) -> Tally:
    """Count rows by kind, a tuple of the values of *columns*, and by *event*.

    The first *n_group* columns name the group that shares are out of. Kinds are sorted, a missing
    value as its name ``None``.

    >>> found = tally([["A", "A", "B"], ["x", "y", "x"]], np.array([0, 0, 1]), n_group=1)
    >>> found.kinds, found.count.tolist(), found.share.tolist()
    ([('A', 'x'), ('A', 'y'), ('B', 'x')], [1, 1, 1], [0.5, 0.5, 1.0])
    """
    codes, values = zip(*(_coded(column) for column in columns), strict=True)
    kind, kinds = _numbered(codes)
    group, groups = _numbered(codes[:n_group])
    n_events = int(event.max(initial=-1)) + 1
    at, cell_count = np.unique(kind * n_events + event, return_counts=True)
    cell_kind, cell_event = at // max(n_events, 1), at % max(n_events, 1)
    group_of_kind = np.zeros(len(kinds), np.int64)
    group_of_kind[kind] = group
    totals = np.zeros((len(groups), max(n_events, 1)), np.int64)
    np.add.at(totals, (group, event), 1)
    share, low, high = (np.zeros(len(kinds)) for _ in range(3))
    bounds = np.searchsorted(cell_kind, np.arange(0, len(kinds) + _AT_ONCE, _AT_ONCE))
    for part, (begin, end) in enumerate(pairwise(bounds.tolist())):
        rows = slice(part * _AT_ONCE, min((part + 1) * _AT_ONCE, len(kinds)))
        counts = np.zeros((rows.stop - rows.start, totals.shape[1]))
        counts[cell_kind[begin:end] - rows.start, cell_event[begin:end]] = cell_count[begin:end]
        share[rows], low[rows], high[rows] = share_intervals(counts, totals[group_of_kind[rows]])
    return Tally(
        kinds=[tuple(v[c] for v, c in zip(values, row, strict=True)) for row in kinds.tolist()],
        count=np.bincount(kind, minlength=len(kinds)),
        total=totals.sum(axis=1)[group_of_kind],
        share=share,
        low=low,
        high=high,
        cells=(cell_kind, cell_event, cell_count, totals[group_of_kind[cell_kind], cell_event]),
    )


def _coded(column: Sequence[Any] | npt.NDArray[Any]) -> tuple[Codes, list[Any]]:
    """Return the number of each value, and the values in order of their names."""
    values = list(column)
    distinct = sorted(set(values), key=str)
    number = {value: n for n, value in enumerate(distinct)}
    return np.array([number[value] for value in values], np.int64), distinct


def _numbered(columns: Sequence[Codes]) -> tuple[Codes, Codes]:
    """Return the number of each row among the distinct rows, and those."""
    distinct, number = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    return number.reshape(-1), distinct
