"""Numerals that a machine translation left with "<>" for some of their digits."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.numerals.bounds import bounds_of
from framing.numerals.names import Names, Quantity, name_quantities
from framing.numerals.neighbors import neighbors_of
from framing.numerals.numbers import CARDINAL
from framing.numerals.numerals import Numerals
from framing.numerals.quantities import quantities_after_break
from framing.text.nearby import Indices, Nearby
from framing.tokens import Tokens

_BROKEN = re.compile(r"(?:\d+|<>)(?:[.,](?:\d+|<>))*")


@dataclass(frozen=True, slots=True, eq=False)
class BrokenNumerals:
    """Broken numerals as columns of one length: offsets, the nearest token, the next one.

    ``token`` is -1 in a batch that has none; ``after`` is the number of tokens behind the last.
    """

    start: Indices
    end: Indices
    token: Indices
    after: Indices

    def __len__(self) -> int:
        return len(self.start)

    def neighbors(self, n_tokens: int) -> Indices:
        """Return the tokens whose sentences tell what is counted, of a batch of *n_tokens*."""
        beside = np.concatenate((self.token, self.after))
        return beside[(beside >= 0) & (beside < n_tokens)]


def find_broken(tokens: Tokens) -> BrokenNumerals:
    """Return the broken numerals of *tokens*."""
    start, end = np.array(_broken_spans(tokens.joined), np.int64).reshape(-1, 2).T
    token, after = np.searchsorted(tokens.start, start), np.searchsorted(tokens.start, end)
    token = np.where(token < after, token, np.maximum(token - 1, 0))
    return BrokenNumerals(start, end, token if len(tokens) else np.full(len(start), -1), after)


def describe_broken(
    tokens: Tokens, here: Nearby, broken: BrokenNumerals
) -> tuple[npt.NDArray[np.uint8], Names]:
    """Return the bounds of *broken* numerals and what they count."""
    bound, number = np.zeros(len(broken), np.uint8), np.zeros(len(broken), np.int64)
    if not len(tokens) or not len(broken):
        return bound, Names(number, (Quantity(None),))
    beyond = tokens.start.take(broken.after, mode="clip")
    gaps = zip(broken.end.tolist(), beyond.tolist(), strict=True)
    blank = [not (gap := tokens.joined[a:b]).strip() and "\n" not in gap for a, b in gaps]
    rows = np.flatnonzero(np.array(blank, np.bool_) & (broken.after < len(tokens)))
    at, nearest = here.place(broken.after[rows]), here.place(broken.token[rows])
    inside = here.start(nearest) >= broken.start[rows]
    first = np.where(inside, nearest, at)
    kind, value = np.full(len(rows), CARDINAL, np.uint8), np.zeros(len(rows))
    numerals = Numerals(first, first, kind, value)
    bound[rows] = bounds_of(here, numerals, neighbors_of(here, numerals))
    found = name_quantities(here, at, quantities_after_break(here, at))
    number[rows] = 1 + found.number
    return bound, Names(number, (Quantity(None), *found.distinct))


def _broken_spans(joined: str) -> list[tuple[int, int]]:
    spans = []
    at, stop = _find_pair(joined, 0), 0
    while at >= 0:
        first = at
        while first > stop and joined[first - 1] in "0123456789<>,.":
            first -= 1
        found = _BROKEN.match(joined, first)
        stop = found.end() if found else at + 2
        if found and (stop - first) > 2 and "<>" in found[0]:
            spans.append((first, stop))
        at = _find_pair(joined, max(stop, at + 2))
    return spans


def _find_pair(joined: str, begin: int) -> int:
    """Return ``joined.find("<>", begin)``; to find one character is many times as fast."""
    at = joined.find("<", begin)
    while at >= 0 and not joined.startswith("<>", at):
        at = joined.find("<", at + 1)
    return at
