"""Columns over the types of words or of gaps, decided once a type."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

_ROOM = 1 << 14


class TypeColumn:
    """A value for every one of *types*, a list that grows.

    *decide* takes a list of types and returns as many values; it sees each type once, and only
    those that are asked for.

    >>> types = ["", "port"]
    >>> lengths = TypeColumn(types, lambda new: [len(t) for t in new], np.int8)
    >>> types.extend(["ships", "quay"])
    >>> lengths.of(np.array([2, 1, 2])).tolist()
    [5, 4, 5]
    >>> lengths.values()[:4].tolist()
    [0, 4, 5, 4]
    """

    def __init__(
        self,
        types: Sequence[str],
        decide: Callable[[Sequence[str]], npt.ArrayLike],
        dtype: npt.DTypeLike = np.uint8,
    ) -> None:
        self._types = types
        self._decide = decide
        self._n_known = 0
        self._values: npt.NDArray[Any] = np.zeros(0, dtype)
        self._is_known = np.zeros(0, np.bool_)
        # In columns of whole numbers, the highest one stands for a value that may be unknown.
        held = self._values.dtype
        self._whole = np.dtype(np.uint8) if held == np.bool_ else held
        self._unknown = np.iinfo(self._whole).max if self._whole.kind in "iu" else 0
        self._make_room(_ROOM)

    def values(self, asked: npt.NDArray[np.integer] | None = None) -> npt.NDArray[Any]:
        """Return the values of all types so far, shape (len(types),) or longer.

        Where *asked* is given, only the values of these types, by number, need be right.
        """
        size = len(self._types)
        if self._n_known < size:
            self._make_room(size)
            if asked is None:
                self._learn(np.flatnonzero(~self._is_known[:size]))
            elif not (known := self._is_known.take(asked)).all():
                new = np.zeros(size, np.bool_)
                new[asked[~known]] = True
                self._learn(np.flatnonzero(new))
        return self._values

    def of(self, type_id: npt.NDArray[np.integer]) -> npt.NDArray[Any]:
        """Return the values of the types *type_id*, of its shape."""
        if self._unknown and self._n_known < len(self._types):
            self._make_room(len(self._types))
            found = self._values.take(type_id)
            if found.view(self._whole).max(initial=0) < self._unknown:
                return found
        return self.values(type_id).take(type_id)

    def _make_room(self, size: int) -> None:
        known = len(self._values)
        if known < size:
            values, is_known = self._values, self._is_known
            self._values = np.zeros(max(size, 2 * known), values.dtype)
            if self._unknown:
                self._values.view(self._whole).fill(self._unknown)
            self._is_known = np.zeros(len(self._values), np.bool_)
            self._values[:known], self._is_known[:known] = values, is_known

    def _learn(self, new: npt.NDArray[np.integer]) -> None:
        self._values[new] = self._decide([self._types[i] for i in new.tolist()])
        self._is_known[new] = True
        self._n_known += len(new)


def listed_bits(classes: Mapping[int, str], types: Sequence[str]) -> list[int]:
    """Return for each of *types* the bits of the *classes* that list it; decides a type column.

    >>> listed_bits({1: "a the", 2: "the this"}, ["the", "port"])
    [3, 0]
    """
    listed = bits_of_words(classes)
    return [listed.get(word, 0) for word in types]


def bits_of_words(classes: Mapping[int, str]) -> dict[str, int]:
    """Return for each word in *classes*, words by bit, the bits of all that hold it.

    >>> bits_of_words({1: "a the", 2: "the this"})
    {'a': 1, 'the': 3, 'this': 2}
    """
    found: dict[str, int] = {}
    for bit, words in classes.items():
        for word in words.split():
            found[word] = found.get(word, 0) | bit
    return found
