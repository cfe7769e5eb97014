"""Stretches of tokens that fit terms, and the sets of terms that end at one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]

# The terms that end at a place, each with whether an 's after it is not part of the term.
Accepted = tuple[tuple[int, bool], ...]
# First tokens, how many tokens from each, and the numbers of the sets of terms that fit them.
Stretches = tuple[Indices, int, Numbers]


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Stretches of tokens that fit a term, each packed into one number of four fields.

    From the highest bits to the lowest: first token, number of the term (``entry``), number of
    tokens (``length``), and 1 where an *'s* at the end is not part of the term (``possessive``).
    Sorting the numbers sorts by first token, term and length.
    """

    packed: Indices
    entry_bits: int
    length_bits: int

    def __len__(self) -> int:
        return len(self.packed)

    def take(self, rows: Indices) -> Candidates:
        """Return the candidates numbered *rows*."""
        return Candidates(self.packed.take(rows), self.entry_bits, self.length_bits)

    @property
    def first(self) -> Indices:
        """The first token of each."""
        return self.packed >> (self.entry_bits + self.length_bits + 1)

    @property
    def entry(self) -> Indices:
        """The number of the term of each."""
        return (self.packed >> (self.length_bits + 1)) & ((1 << self.entry_bits) - 1)

    @property
    def length(self) -> Indices:
        """The number of tokens of each."""
        return (self.packed >> 1) & ((1 << self.length_bits) - 1)

    @property
    def possessive(self) -> Indices:
        """1 where an *'s* at the end is not part of the term, else 0."""
        return self.packed & 1


class AcceptedSets:
    """Numbers sets of terms, and unfolds stretches that fit a set into one candidate a term.

    The empty set is number 0. *n_terms* and *longest* bound the numbers and the words of terms.

    >>> sets = AcceptedSets(n_terms=10, longest=3)
    >>> both = sets.number_of(((4, False), (7, True)))
    >>> found = sets.unfold([(np.array([20, 30]), 2, np.array([0, both], np.int32))])
    >>> found.first.tolist(), found.entry.tolist(), found.possessive.tolist()
    ([30, 30], [4, 7], [0, 1])
    """

    def __init__(self, *, n_terms: int, longest: int) -> None:
        self._numbers: dict[Accepted, int] = {(): 0}
        self._entry_bits = n_terms.bit_length()
        self._length_bits = longest.bit_length()
        self._begin = np.zeros(1, np.int64)
        self._members = np.zeros(0, np.int64)

    def number_of(self, accepted: Accepted) -> int:
        """Return the number of a set, a new one if it has not been met."""
        return self._numbers.setdefault(accepted, len(self._numbers))

    def unfold(self, found: Sequence[Stretches]) -> Candidates:
        """Return a candidate for each term of each stretch, sorted."""
        begin, members = self._columns()
        shift = self._entry_bits + self._length_bits + 1
        stretch = np.concatenate([(first << shift) | (length << 1) for first, length, _ in found])
        accepted = np.concatenate([accepted for _, _, accepted in found])
        low = begin.take(accepted)
        size = begin.take(accepted + 1) - low
        packed = stretch.repeat(size)
        packed |= members.take((low - np.cumsum(size) + size).repeat(size) + np.arange(len(packed)))
        packed.sort(kind="stable")  # it is made of a few sorted runs
        return Candidates(packed, self._entry_bits, self._length_bits)

    def _columns(self) -> tuple[Indices, Indices]:
        """Return where the members of each set begin, and all members, packed."""
        if len(self._begin) <= len(self._numbers):
            shift = self._length_bits + 1
            self._begin = np.cumsum([0, *map(len, self._numbers)])
            self._members = np.array(
                [(entry << shift) | after for pairs in self._numbers for entry, after in pairs],
                np.int64,
            )
        return self._begin, self._members
