"""Phrases as columns: the first and last tokens of many at once, some of them not expressed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.text.token_ranges import TokenRanges, token_ranges

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Spans(NamedTuple):
    """Phrases from token ``first`` through ``last``, shape (n,); 0 and -1 where there is none.

    >>> found = Spans(np.array([3, 7]), np.array([5, 7])).where(np.array([False, True]))
    >>> found.first.tolist(), found.last.tolist(), found.told.tolist()
    ([0, 7], [-1, 7], [False, True])
    """

    first: Indices
    last: Indices

    @property
    def told(self) -> Flags:
        """Tell which are expressed."""
        told: Flags = self.last >= self.first
        return told

    def take(self, rows: Indices) -> Spans:
        """Return the phrases numbered *rows*."""
        return Spans(self.first.take(rows), self.last.take(rows))

    def put(self, rows: Indices, other: Spans) -> None:
        """Set the phrases numbered *rows* to those of *other*, in order."""
        self.first[rows], self.last[rows] = other

    def where(self, flags: Flags) -> Spans:
        """Return the phrases whose flag is set, and none for the others."""
        return Spans(np.where(flags, self.first, 0), np.where(flags, self.last, -1))

    def or_else(self, other: Spans) -> Spans:
        """Return these phrases, and those of *other* where there is none here."""
        return choose(self.told, self, other)

    def tokens(self) -> TokenRanges:
        """Return the tokens of all phrases."""
        return token_ranges(self.first, self.last + 1)


def choose(flags: Flags, one: Spans, other: Spans) -> Spans:
    """Return the phrases of *one* where the flag is set, else those of *other*."""
    return Spans(np.where(flags, one.first, other.first), np.where(flags, one.last, other.last))


def no_spans(n: int) -> Spans:
    """Return *n* phrases that are not expressed."""
    return Spans(np.zeros(n, np.int64), np.full(n, -1))


def join_spans(parts: list[Spans]) -> Spans:
    """Return the phrases of all *parts*, one after the other."""
    return Spans(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
