"""Ranges of tokens of which something is asked range by range, all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class TokenRanges:
    """Ranges of tokens: range *i* runs from ``first[i]`` up to, not including, ``stop[i]``.

    ``token`` lists the tokens of all ranges one after the other, ``owner`` the range of each.
    Flags and values of these, shape (len(token),), are read range by range. Where several tokens
    of a range are written to its one place, the one written last stays.
    """

    first: Indices
    stop: Indices
    token: Indices
    owner: Indices

    def __len__(self) -> int:
        return len(self.first)

    def only(self, rows: Indices) -> TokenRanges:
        """Return the same ranges, of whose tokens only those numbered *rows* are read."""
        return TokenRanges(self.first, self.stop, self.token[rows], self.owner[rows])

    def any(self, flags: Flags) -> Flags:
        """Tell for each range whether one of its tokens is flagged; shape (n_ranges,)."""
        found = np.zeros(len(self), np.bool_)
        found[self.owner.compress(flags)] = True
        return found

    def count(self, flags: Flags) -> Indices:
        """Return how many tokens of each range are flagged."""
        return np.bincount(self.owner.compress(flags), minlength=len(self))

    def first_where(self, flags: Flags) -> Indices:
        """Return the first flagged token of each range, where the range stops if it has none."""
        found = self.stop.copy()
        at = np.flatnonzero(flags)[::-1]
        found[self.owner[at]] = self.token[at]
        return found

    def last_where(self, flags: Flags) -> Indices:
        """Return the last flagged token of each range, the one before its first if it has none."""
        found = self.first - 1
        at = np.flatnonzero(flags)
        found[self.owner[at]] = self.token[at]
        return found

    def first_value(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return the first of each range's *values* that is not 0, or 0."""
        return self._written(values, np.flatnonzero(values)[::-1])

    def last_value(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return the last of each range's *values* that is not 0, or 0."""
        return self._written(values, np.flatnonzero(values))

    def _written(self, values: npt.NDArray[Any], at: Indices) -> npt.NDArray[Any]:
        found = np.zeros(len(self), values.dtype)
        found[self.owner[at]] = values[at]
        return found


def token_ranges(first: Indices, stop: Indices) -> TokenRanges:
    """Return the ranges from *first* up to *stop*; they may be empty and may overlap.

    >>> ranges = token_ranges(np.array([2, 7]), np.array([5, 8]))
    >>> ranges.token.tolist(), ranges.owner.tolist()
    ([2, 3, 4, 7], [0, 0, 0, 1])
    >>> even = ranges.token % 2 == 0
    >>> ranges.first_where(even).tolist(), ranges.last_where(even).tolist()
    ([2, 8], [4, 6])
    """
    size = stop - first
    owner = np.repeat(np.arange(len(first)), size)
    token = np.arange(len(owner))
    token -= (np.cumsum(size) - size - first).take(owner)
    return TokenRanges(first, stop, token, owner)


def tokens_in(first: Indices, stop: Indices) -> Indices:
    """Return the tokens of the ranges from *first* up to *stop* alone, one after the other.

    >>> tokens_in(np.array([2, 7]), np.array([5, 8])).tolist()
    [2, 3, 4, 7]
    """
    size = stop - first
    token = np.repeat(first - (np.cumsum(size) - size), size)
    token += np.arange(len(token))
    return token


def first_of_runs(numbers: npt.NDArray[np.integer]) -> Indices:
    """Return where each run of equal *numbers* begins.

    >>> first_of_runs(np.array([4, 4, 7, 4])).tolist()
    [0, 2, 3]
    """
    return np.flatnonzero(np.append(len(numbers) > 0, numbers[1:] != numbers[:-1]))
