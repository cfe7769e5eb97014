"""Columns over the types of words or of gaps, decided once a type."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt


class TypeColumn:
    """A value for every one of *types*, a list that grows.

    *decide* takes a list of types and returns as many values; it sees each type once.

    >>> types = ["", "port"]
    >>> lengths = TypeColumn(types, lambda new: [len(t) for t in new], np.int8)
    >>> types.append("ships")
    >>> lengths.values()[:3].tolist()
    [0, 4, 5]
    """

    def __init__(
        self,
        types: Sequence[str],
        decide: Callable[[Sequence[str]], Sequence[float] | Sequence[str]],
        dtype: npt.DTypeLike = np.uint8,
    ) -> None:
        self._types = types
        self._decide = decide
        self._known = 0
        self._values: npt.NDArray[Any] = np.zeros(1 << 14, dtype)

    def values(self) -> npt.NDArray[Any]:
        """Return the values of all types so far, shape (len(types),) or longer."""
        size = len(self._types)
        if self._known < size:
            if len(self._values) < size:
                grown = np.zeros(max(size, 2 * len(self._values)), self._values.dtype)
                grown[: self._known] = self._values[: self._known]
                self._values = grown
            self._values[self._known : size] = self._decide(self._types[self._known : size])
            self._known = size
        return self._values


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
