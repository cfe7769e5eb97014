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
_MIX = np.uint64(0x9E3779B97F4A7C15)
_ROOM = 2


class StepTable:
    """Remembers what *work_out* says of a pair (state, signature): a pair of small numbers.

    An open-addressing hash table in arrays, so that a batch of pairs is looked up at once and
    only pairs never seen before are worked out one by one.

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
        self._keys = np.full(1 << bits, _EMPTY, np.int64)
        self._values = np.zeros((2, 1 << bits), np.int32)

    def steps(self, state: npt.NDArray[np.int32], signature: Numbers) -> tuple[Numbers, Numbers]:
        """Return what *work_out* says of each pair, columns of the length of *state*."""
        keys = (state.astype(np.int64) << _SHIFT) | signature
        slot, unknown = self._find(keys)
        if len(unknown):
            self._learn(np.unique(keys[unknown]))
            slot, _ = self._find(keys)
        return self._values[0].take(slot), self._values[1].take(slot)

    def _find(self, keys: Indices) -> tuple[Indices, Indices]:
        """Return the slot of each key, and which keys are unknown; their slots are empty."""
        mixed = keys.view(np.uint64) * _MIX
        mixed >>= np.uint64(64 - self._bits)
        slot = mixed.view(np.int64)
        other = np.flatnonzero(self._keys.take(slot) != keys)
        unknown = [other[:0]]
        last = len(self._keys) - 1
        while len(other):
            held = self._keys[slot[other]]
            unknown.append(other[held == _EMPTY])
            other = other[(held != keys[other]) & (held != _EMPTY)]
            slot[other] = (slot[other] + 1) & last
        return slot, np.concatenate(unknown)

    def _learn(self, new: Indices) -> None:
        steps = [self._work_out(key >> _SHIFT, key & _LOW) for key in new.tolist()]
        self._size += len(new)
        values = np.array(steps, np.int32).T
        if self._size * _ROOM > len(self._keys):
            held = np.flatnonzero(self._keys != _EMPTY)
            new = np.concatenate((self._keys[held], new))
            values = np.concatenate((self._values[:, held], values), axis=1)
            self._allocate((self._size * _ROOM - 1).bit_length())
        self._insert(new, values)

    def _insert(self, keys: Indices, values: Numbers) -> None:
        """Put each key into the first empty slot at or after its own; of rivals one a round."""
        last = len(self._keys) - 1
        slot, _ = self._find(keys)
        left = np.arange(len(keys))
        while len(left):
            free = self._keys[slot[left]] == _EMPTY
            self._keys[slot[left[free]]] = keys[left[free]]
            left = left[self._keys[slot[left]] != keys[left]]
            slot[left] = (slot[left] + 1) & last
        self._values[:, slot] = values
