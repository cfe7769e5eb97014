"""A table of steps that grows: from two small numbers to two others, looked up many at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]

_SHIFT = 32
_LOW = (1 << _SHIFT) - 1
_EMPTY = -1
_AFTER_ALL_KEYS = np.iinfo(np.int64).max
_MIX = np.uint64(0x9E3779B97F4A7C15)
_ROOM = 4


class StepTable:
    """Remembers what *work_out* says of a pair (state, signature): a pair of small numbers.

    A hash table in arrays, so that a batch of pairs is looked up at once and only pairs never
    seen before are worked out one by one. Every pair has one cell; the few whose cell is taken
    are kept apart, sorted.

    >>> table = StepTable(lambda state, signature: (state + signature, state * signature))
    >>> [column.tolist() for column in table.steps(np.array([1, 2]), np.array([3, 4]))]
    [[4, 6], [3, 8]]
    """

    def __init__(self, work_out: Callable[[int, int], tuple[int, int]]) -> None:
        self._work_out = work_out
        self._size = 0
        self._allocate(12)

    def _allocate(self, bits: int) -> None:
        self._bits = bits
        # Keys and values by turns: what is looked up together lies together in memory.
        self._cells = np.full(2 << bits, _EMPTY, np.int64)
        self._crowded = np.array([[_AFTER_ALL_KEYS], [_EMPTY]], np.int64)

    def steps(self, state: Numbers, signature: npt.NDArray[np.integer]) -> tuple[Numbers, Numbers]:
        """Return what *work_out* says of each pair, columns of the length of *state*."""
        keys = (state.astype(np.int64) << _SHIFT) | signature
        cell = self._cell_of(keys)
        other = np.flatnonzero(self._cells.take(cell) != keys)
        crowded, values = self._crowded
        sought = keys.take(other)
        place = crowded.searchsorted(sought)
        unknown = sought.compress(crowded.take(place) != sought)
        if len(unknown):
            self._learn(np.unique(unknown))
            return self.steps(state, signature)
        cell += 1
        value = self._cells.take(cell)
        value[other] = values.take(place)
        return (value >> _SHIFT).astype(np.int32), value.astype(np.int32)

    def _cell_of(self, keys: Indices) -> Indices:
        mixed = keys.view(np.uint64) * _MIX
        mixed >>= np.uint64(64 - self._bits)
        cell = mixed.view(np.int64)
        cell <<= 1
        return cell

    def _learn(self, new: Indices) -> None:
        steps = [self._work_out(key >> _SHIFT, key & _LOW) for key in new.tolist()]
        values = np.array([(one << _SHIFT) | other for one, other in steps], np.int64)
        self._size += len(new)
        if self._size * _ROOM > 1 << self._bits:
            held = np.flatnonzero(self._cells[::2] != _EMPTY) * 2
            new = np.concatenate((self._cells[held], self._crowded[0, :-1], new))
            values = np.concatenate((self._cells[held + 1], self._crowded[1, :-1], values))
            self._allocate((self._size * _ROOM - 1).bit_length())
        self._insert(new, values)

    def _insert(self, keys: Indices, values: Indices) -> None:
        """Put each key into its cell if that is free, one of several; the others to the crowded."""
        cell = self._cell_of(keys)
        free = np.flatnonzero(self._cells.take(cell) == _EMPTY)
        self._cells[cell[free]] = keys[free]
        placed = self._cells.take(cell) == keys
        self._cells[cell[placed] + 1] = values[placed]
        crowded = np.stack((keys[~placed], values[~placed]))
        crowded = np.concatenate((self._crowded, crowded), axis=1)
        self._crowded = crowded[:, crowded[0].argsort()]
