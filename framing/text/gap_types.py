"""The texts that stand between words, numbered as words are, so that each is judged but once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.text.type_columns import TypeColumn

Flags = npt.NDArray[np.bool_]
Ids = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
Units = npt.NDArray[np.uint16]

BLANK_GAP, EMPTY_GAP = 0, 1
_BLANK = ord(" ")
_LONGEST = 4  # code units that a key holds
_FILL = sum(ord("a") << (16 * place) for place in range(_LONGEST))  # a letter stands in no gap
_KEEP = np.array([(1 << (16 * size)) - 1 for size in range(_LONGEST + 1)], np.uint64)
_FILLED = np.uint64(_FILL) & ~_KEEP
_BITS = 14
_MIX = np.uint64(0x9E3779B97F4A7C15)


class GapTypes:
    """Numbers the texts between words that it has seen; 0 stands for a single blank.

    Short texts are looked up by their code units in a hash table, all of a batch at once; only
    what is long, new or crowded out of its cell reaches Python. Characters beyond the Basic
    Multilingual Plane are not told apart, and so what is decided of a text may not do so either.

    >>> gaps = GapTypes()
    >>> units = np.frombuffer("a, b c".encode("utf-16-le"), np.uint16)
    >>> numbers, marked = gaps.behind(np.array([0, 3, 5]), np.array([1, 4, 6]), units, "a, b c")
    >>> [gaps.types[number] for number in numbers], marked.tolist()
    ([', ', ' ', ''], [0, 2])
    """

    def __init__(self) -> None:
        self.types: list[str] = [" ", ""]
        self._numbers = {" ": BLANK_GAP, "": EMPTY_GAP}
        self._columns: dict[Hashable, TypeColumn] = {}
        # An unused cell holds the empty text.
        self._keys = np.full(1 << _BITS, _FILL, np.uint64)
        self._ids = np.full(1 << _BITS, EMPTY_GAP, np.int32)

    def values(
        self, name: Hashable, decide: Callable[[str], int], dtype: npt.DTypeLike = np.int64
    ) -> npt.NDArray[Any]:
        """Return the column called *name* over all texts so far, which *decide* says of each."""
        if name not in self._columns:
            self._columns[name] = TypeColumn(
                self.types, lambda gaps: [decide(gap) for gap in gaps], dtype
            )
        return self._columns[name].values()

    def behind(self, start: Indices, end: Indices, units: Units, text: str) -> tuple[Ids, Indices]:
        """Return the numbers of what stands behind words, and which of it is no single blank.

        The words lie from *start* to *end*, columns of one length; *units* has the code units of
        *text*. Behind the last word stands the rest of the text.
        """
        numbers = np.full(len(start), BLANK_GAP, np.int32)
        is_marked = np.ones(len(start), np.bool_)
        np.not_equal(start[1:] - end[:-1], 1, out=is_marked[:-1])
        is_marked[:-1] |= units.take(end[:-1]) != _BLANK
        marked = np.flatnonzero(is_marked)
        stop = start.take(marked + 1, mode="clip")
        stop[-1:] = len(units)
        numbers[marked] = self._lookup(end.take(marked), stop, units, text)
        return numbers, marked

    def _lookup(self, begin: Indices, stop: Indices, units: Units, text: str) -> Ids:
        key, fits = _keys(units, begin, stop - begin)
        cell = ((key * _MIX) >> np.uint64(64 - _BITS)).view(np.int64)
        found = self._ids.take(cell)
        other = np.flatnonzero((self._keys.take(cell) != key) | ~fits)
        spans = zip(begin.take(other).tolist(), stop.take(other).tolist(), strict=True)
        found[other] = self._numbers_of([text[a:b] for a, b in spans])
        new = other.compress(fits.take(other))
        self._keys[cell[new]], self._ids[cell[new]] = key[new], found[new]
        return found

    def _numbers_of(self, gaps: Sequence[str]) -> list[int]:
        known = self._numbers
        new = [gap for gap in dict.fromkeys(gaps) if gap not in known]
        known.update(zip(new, range(len(self.types), len(self.types) + len(new)), strict=True))
        self.types.extend(new)
        return [known[gap] for gap in gaps]


def _keys(units: Units, begin: Indices, size: Indices) -> tuple[Keys, Flags]:
    """Return the code units of short texts as one number each, and which texts are short."""
    if len(units) < _LONGEST:
        return np.zeros(len(begin), np.uint64), np.zeros(len(begin), np.bool_)
    windows = np.lib.stride_tricks.as_strided(
        units[:_LONGEST].view(np.uint64), (len(units) - _LONGEST + 1,), units.strides
    )
    # Indexing reads the few windows asked for; ``take`` would copy all of them first.
    key = windows[np.minimum(begin, len(windows) - 1)]
    key &= _KEEP.take(size, mode="clip")
    key |= _FILLED.take(size, mode="clip")
    return key, (size <= _LONGEST) & (begin < len(windows))
