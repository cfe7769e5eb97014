"""The two layers of the attribution model over the tokens of a batch, in whole numbers.

Tokens are laid out with free places around each paragraph and read in blocks that stay in the
cache. Beyond its paragraph a token sees nothing: row 0 of a table, and zeros for a neighbor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.sourcing.decoding import Steps, best_paths, scores
from framing.sourcing.features import Offsets, TokenCodes, masked_types, token_codes
from framing.sourcing.model import (
    CODE_OFFSETS,
    FIRST_BITS,
    HIDDEN_OFFSETS,
    LEAK_BITS,
    LIMIT,
    WORD_OFFSETS,
    Weights,
    cue_strength,
    known_words,
    word_rows,
)
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_BLOCK = 1026
# How many places are left free between paragraphs, so that neighbors are slices.
_GAP = max(map(abs, (*WORD_OFFSETS, *HIDDEN_OFFSETS)))


@dataclass(frozen=True, slots=True, eq=False)
class Labeling:
    """The labels of the tokens of a batch, shape (n_tokens,), and what they were read from.

    ``hidden`` is the second layer, in which the row of each token is its ``place``.
    """

    label: npt.NDArray[np.int8]
    seen: TokenCodes
    place: Indices
    hidden: npt.NDArray[np.int16]

    def sure(self, at: Indices, weights: Weights) -> Floats:
        """Return the share of the score that the label of each token of *at* has, 0 to 1."""
        rows = self.hidden.take(self.place[at], axis=0).astype(np.float32)
        likely = np.ascontiguousarray(scores(rows, weights).T)
        likely -= likely.max(0)
        likely *= weights.unit
        np.exp(likely, out=likely)
        share: Floats = likely[self.label[at], np.arange(len(at))] / likely.sum(0)
        return share


@dataclass(frozen=True, slots=True, eq=False)
class _Lookup:
    """A table, the rows that tokens pick in it, and of which neighbor."""

    table: npt.NDArray[np.int16]
    rows: Indices
    offset: int


def label_tokens(tokens: Tokens, quotes: Offsets, weights: Weights) -> Labeling:
    """Return the labels of *tokens*, of which *quotes* are the quotations."""
    seen = token_codes(tokens, cue_strength(tokens, weights), quotes)
    place = np.arange(len(tokens)) + _GAP * (tokens.paragraph + np.int64(2))
    if not len(tokens):
        return Labeling(
            np.zeros(0, np.int8), seen, place, np.zeros((0, weights.hidden.shape[1]), np.int16)
        )
    hidden = _hidden(place, _lookups(tokens, place, seen, weights), weights)
    return Labeling(best_paths(hidden, place, Steps.of(tokens), weights), seen, place, hidden)


def _lookups(tokens: Tokens, place: Indices, seen: TokenCodes, weights: Weights) -> list[_Lookup]:
    """Return what the first layer adds up, the rows at the place of each token, else 0."""
    types = masked_types(tokens, known_words(tokens, weights))
    rows = word_rows(tokens, weights)
    table = rows.reshape(-1, rows.shape[2])
    words = _laid_out(types * np.int64(len(WORD_OFFSETS)), place)
    columns = {name: _laid_out(codes, place) for name, codes in seen.codes.items()}
    lookups = [_Lookup(table[i:], words, offset) for i, offset in enumerate(WORD_OFFSETS)]
    for (name, offset), codes in zip(CODE_OFFSETS, weights.tables, strict=True):
        lookups.append(_Lookup(codes, columns[name], offset))
    return lookups


def _laid_out(values: npt.NDArray[np.integer[Any]], place: Indices) -> Indices:
    """Return *values* at their places, 0 between paragraphs."""
    column = np.zeros(int(place[-1]) + 1 + 2 * _GAP, np.int64)
    column[place] = values
    return column


def _hidden(
    place: Indices, lookups: list[_Lookup], weights: Weights
) -> npt.NDArray[np.int16]:
    """Return the second layer at each place, shape (last place + 1, h2), block by block."""
    size = int(place[-1]) + 1
    hidden = np.empty((size, weights.center.shape[1]), np.int16)
    free = np.ones(size + _GAP, np.bool_)
    free[place] = False
    between = np.flatnonzero(free)
    scratch = _Scratch(min(_BLOCK, size) + 2 * _GAP, weights)
    for low in range(2 * _GAP, size, _BLOCK):
        high = min(low + _BLOCK, size)
        first = _first_layer(lookups, low - _GAP, high + _GAP, scratch)
        begin, stop = np.searchsorted(between, (low - _GAP, high + _GAP))
        zeros = between[begin:stop] - (low - _GAP)
        _second_layer(first, zeros, scratch, weights, out=hidden[low:high])
    return hidden


class _Scratch:
    """Arrays that every block writes anew, because making them costs more than filling them."""

    def __init__(self, size: int, weights: Weights) -> None:
        width, narrow = weights.squeeze.shape
        second = weights.center.shape[1]
        self.sums, self.row = (np.empty((size, width), np.int16) for _ in range(2))
        self.first = np.empty((size, width), np.float32)
        self.narrow = np.empty((size, narrow), np.float32)
        self.center, self.mixed = (
            np.empty((size - 2 * _GAP, second), np.float32) for _ in range(2)
        )
        self.bias = np.tile(weights.hidden_bias, (size - 2 * _GAP, 1))


def _first_layer(lookups: list[_Lookup], low: int, high: int, scratch: _Scratch) -> Floats:
    """Return the first layer from *low* to *high*: sums of rows, an eighth where negative."""
    size = high - low
    sums, row, first = scratch.sums[:size], scratch.row[:size], scratch.first[:size]
    for number, lookup in enumerate(lookups):
        rows = lookup.rows[low + lookup.offset : high + lookup.offset]
        lookup.table.take(rows, axis=0, out=row if number else sums, mode="clip")
        if number:
            sums += row
    np.right_shift(sums, FIRST_BITS, out=sums)
    np.right_shift(sums, LEAK_BITS, out=row)
    np.maximum(sums, row, out=sums)
    first[:] = sums
    return first


def _second_layer(
    first: Floats, zeros: Indices, scratch: _Scratch, weights: Weights, *, out: npt.NDArray[np.int16]
) -> None:
    """Write into *out* the mixed neighbors at the places of *first* but for its margins.

    There is nothing at *zeros*.
    """
    size = len(out)
    narrow = scratch.narrow[: len(first)]
    center, mixed = scratch.center[:size], scratch.mixed[:size]
    np.matmul(first, weights.squeeze, out=narrow)
    narrow *= weights.squeeze_scale
    np.rint(narrow, out=narrow)
    np.clip(narrow, -LIMIT, LIMIT, out=narrow)
    narrow[zeros] = 0
    _mix(narrow, weights.hidden, mixed)
    np.matmul(first[_GAP:-_GAP], weights.center, out=center)
    mixed += center
    mixed += scratch.bias[:size]
    mixed *= weights.hidden_scale
    np.rint(mixed, out=mixed)
    out[:] = mixed
    np.maximum(out, 0, out=out)
    np.minimum(out, LIMIT, out=out)


def _mix(narrow: Floats, weights: Floats, out: Floats) -> None:
    """Multiply the window around each row of *narrow* by *weights*.

    With windows of nine rows every ninth window is a row of a matrix that is already there, so
    that no window has to be copied.
    """
    size, reach = len(out), len(HIDDEN_OFFSETS)
    flat, width = narrow.reshape(-1), narrow.shape[1]
    for start in range(min(reach, size)):
        count = (size - start + reach - 1) // reach
        windows = flat[start * width :][: count * reach * width].reshape(count, -1)
        np.matmul(windows, weights, out=out[start::reach])
