"""Numerals that a machine translation left with "<>" for some of their digits."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.numerals.bounds import bounds_of
from framing.numerals.numbers import CARDINAL
from framing.numerals.numerals import Numerals
from framing.numerals.quantities import Quantity, name_quantities, quantities_after_break
from framing.text.nearby import Indices, Nearby
from framing.tokens import Tokens

_BROKEN = re.compile(r"(?:\d+|<>)(?:[.,](?:\d+|<>))*")


@dataclass(frozen=True, slots=True, eq=False)
class BrokenNumerals:
    """Broken numerals as columns of one length: offsets, the nearest token, bound and name."""

    start: Indices
    end: Indices
    token: Indices
    bound: npt.NDArray[np.uint8]
    names: list[Quantity]


def find_broken(tokens: Tokens, here: Nearby) -> BrokenNumerals:
    """Return the broken numerals of *tokens*; ``token`` is -1 in a text that has none."""
    spans = _broken_spans(tokens.joined)
    start, stop = np.array(spans, np.int64).reshape(-1, 2).T
    names = [Quantity(None)] * len(spans)
    bound = np.zeros(len(spans), np.uint8)
    if not len(spans) or not len(tokens):
        return BrokenNumerals(start, stop, np.full(len(spans), -1), bound, names)
    token, after = np.searchsorted(tokens.start, start), np.searchsorted(tokens.start, stop)
    nearest = np.where(token < after, token, np.maximum(token - 1, 0))
    counts = after < len(tokens)
    beyond = tokens.start[np.minimum(after, len(tokens) - 1)]
    gaps = [tokens.joined[a:b] for a, b in zip(stop.tolist(), beyond.tolist(), strict=True)]
    counts &= np.array([not gap.strip() and "\n" not in gap for gap in gaps])
    rows = np.flatnonzero(counts)
    at, nearby_token = after[rows], nearest[rows]
    before = np.where(tokens.start[nearby_token] >= start[rows], nearby_token, at)
    kind, value = np.full(len(rows), CARDINAL, np.uint8), np.zeros(len(rows))
    bound[rows] = bounds_of(here, Numerals(before, before, kind, value))
    found = name_quantities(here, at, quantities_after_break(here, at))
    for row, name in zip(rows.tolist(), found, strict=True):
        names[row] = name
    return BrokenNumerals(start, stop, nearest, bound, names)


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
