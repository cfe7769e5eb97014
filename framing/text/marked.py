"""Marked tokens of a batch: which of them stands nearest, asked of many places at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.text.token_ranges import token_ranges

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """The marked tokens in order, with -1 before them and the number of tokens behind them."""

    places: Indices

    def next(self, at: Indices) -> Indices:
        """Return for each of *at* the first marked token there or after, else how many tokens."""
        return self.places.take(self.places.searchsorted(at, "left"), mode="clip")

    def last(self, at: Indices) -> Indices:
        """Return for each of *at* the last marked token there or before, -1 for none."""
        return self.places.take(self.places.searchsorted(at, "right") - 1, mode="clip")

    def within(self, first: Indices, last: Indices) -> Flags:
        """Tell where a marked token stands from *first* through *last*."""
        within: Flags = self.next(first) <= last
        return within

    def between(self, first: Indices, stop: Indices) -> tuple[Indices, Indices]:
        """Return range and token of each marked token from *first* up to *stop*, in order."""
        begin, end = self.places.searchsorted(first), self.places.searchsorted(stop)
        found = token_ranges(begin, np.maximum(begin, end))
        return found.owner, self.places.take(found.token)


def marked(flags: Flags) -> Marked:
    """Return the tokens whose flag is set.

    >>> capitals = marked(np.array([False, True, False, True, False]))
    >>> capitals.last(np.array([0, 2, 4])).tolist(), capitals.next(np.array([1, 2])).tolist()
    ([-1, 1, 3], [1, 3])
    >>> capitals.within(np.array([0, 4]), np.array([2, 4])).tolist()
    [True, False]
    >>> [found.tolist() for found in capitals.between(np.array([0, 2]), np.array([4, 4]))]
    [[0, 0, 1], [1, 3, 3]]
    """
    return Marked(np.concatenate(([-1], np.flatnonzero(flags), [len(flags)])))
