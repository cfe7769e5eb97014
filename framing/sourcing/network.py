"""The two layers of the attribution model over the tokens of a batch, in whole numbers.

Tokens are laid out with free places around each paragraph and read in blocks that stay in the
cache. Beyond its paragraph a token sees nothing: row 0 of a table, and zeros for a neighbor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from framing.sourcing.codes import TokenCodes, token_codes
from framing.sourcing.decoding import Steps, best_paths, scores
from framing.sourcing.features import Offsets
from framing.sourcing.model import (
    CODE_OFFSETS,
    FIRST_BITS,
    HIDDEN_OFFSETS,
    LEAK_BITS,
    LIMIT,
    WORD_OFFSETS,
    SeenWords,
    Weights,
    word_rows,
)
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_WINDOW = len(HIDDEN_OFFSETS)
_BLOCK = 228 * _WINDOW
# How many places are left free between paragraphs, so that neighbors are slices.
_GAP = max(map(abs, (*WORD_OFFSETS, *HIDDEN_OFFSETS)))


@dataclass(frozen=True, slots=True, eq=False)
class Labeling:
    """The labels of the tokens of a batch, shape (n_tokens,), and what they were read from.

    ``quotation`` is that of each token, or -1; ``hidden`` is the second layer, in which the row
    of each token is its ``place``.
    """

    label: npt.NDArray[np.int8]
    quotation: npt.NDArray[np.int32]
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


def label_tokens(tokens: Tokens, words: SeenWords, quotes: Offsets, weights: Weights) -> Labeling:
    """Return the labels of *tokens*, of which *quotes* are the quotations."""
    seen = token_codes(tokens, words.strength, quotes)
    place = np.arange(len(tokens)) + _GAP * (tokens.paragraph + np.int64(2))
    if not len(tokens):
        nothing = np.zeros((0, weights.center.shape[1]), np.int16)
        return Labeling(np.zeros(0, np.int8), seen.quotation, place, nothing)
    lookups = _lookups(words.types, word_rows(tokens, weights), seen, place, weights)
    hidden = _hidden(place, lookups, weights)
    labels = best_paths(hidden, place, Steps.of(tokens), weights)
    return Labeling(labels, seen.quotation, place, hidden)


def _lookups(
    types: npt.NDArray[np.int32],
    rows: npt.NDArray[np.int16],
    seen: TokenCodes,
    place: Indices,
    weights: Weights,
) -> list[_Lookup]:
    """Return what the first layer adds up, the rows at the place of each token, else 0."""
    table = rows.reshape(-1, rows.shape[2])
    words = _laid_out(types * np.int64(len(WORD_OFFSETS)), place)
    lookups = [_Lookup(table[i:], words, offset) for i, offset in enumerate(WORD_OFFSETS)]
    tables = dict(zip(CODE_OFFSETS, weights.tables, strict=True))
    for group in seen.groups:
        picked = [tables[key].take(codes, axis=0) for key, codes in group.codes.items()]
        table = np.add.reduce(picked, dtype=np.int16)
        lookups.append(_Lookup(table, _laid_out(group.number, place), 0))
    return lookups


def _laid_out(values: npt.NDArray[np.integer[Any]], place: Indices) -> Indices:
    """Return *values* at their places, 0 between paragraphs and in the rest of the last block."""
    column = np.zeros(int(place[-1]) + _BLOCK + 2 * _GAP, np.int64)
    column[place] = values
    return column


def _hidden(place: Indices, lookups: list[_Lookup], weights: Weights) -> npt.NDArray[np.int16]:
    """Return the second layer at each place, shape (last place + 1 or more, h2)."""
    blocks = _blocks(place)
    hidden = np.empty((blocks[-1].stop, weights.center.shape[1]), np.int16)
    free = np.ones(len(hidden) + _GAP, np.bool_)
    free[place] = False
    between = np.flatnonzero(free)
    scratch = _Scratch.of(blocks[-1].stop - blocks[-1].start, weights)
    for block in blocks:
        around = slice(block.start - _GAP, block.stop + _GAP)
        _first_layer(lookups, around, scratch)
        first, last = between.searchsorted([around.start, around.stop])
        _second_layer(scratch, between[first:last] - around.start, weights, out=hidden[block])
    return hidden


def _blocks(place: Indices) -> list[slice]:
    """Return slices of one size, a multiple of the window, that hold all places."""
    begin, stop = int(place[0]), int(place[-1]) + 1
    number = -(-(stop - begin) // _BLOCK)
    size = -(-(stop - begin) // (number * _WINDOW)) * _WINDOW
    return [slice(begin + i * size, begin + (i + 1) * size) for i in range(number)]


@dataclass(frozen=True, slots=True, eq=False)
class _Scratch:
    """Arrays that every block writes anew, because making them costs more than filling them.

    The limits stand in whole arrays, because NumPy is many times faster with those.

    ``sums``, ``row``, ``first`` and ``narrow`` have places on both sides of the block;
    ``windows`` shows the window around every place of the block in ``narrow``, ``mixed_by_window``
    the rows of ``mixed`` in the same order.
    """

    sums: npt.NDArray[np.int16]
    row: npt.NDArray[np.int16]
    first: Floats
    narrow: Floats
    windows: Floats
    mixed: Floats
    mixed_by_window: Floats
    center: Floats
    bias: Floats
    least: npt.NDArray[np.int16]
    most: npt.NDArray[np.int16]

    @classmethod
    def of(cls, size: int, weights: Weights) -> _Scratch:
        """Return arrays for blocks of *size* places."""
        width, narrowed = weights.squeeze.shape
        second = weights.center.shape[1]
        sums, row = (np.empty((size + 2 * _GAP, width), np.int16) for _ in range(2))
        narrow = np.empty((size + 2 * _GAP, narrowed), np.float32)
        mixed = np.empty((size, second), np.float32)
        windows = sliding_window_view(narrow.reshape(-1), _WINDOW * narrowed)[::narrowed]
        return cls(
            sums=sums,
            row=row,
            first=np.empty(sums.shape, np.float32),
            narrow=narrow,
            windows=_by_window(windows),
            mixed=mixed,
            mixed_by_window=_by_window(mixed),
            center=np.empty_like(mixed),
            bias=np.tile(weights.hidden_bias, (size, 1)),
            least=np.zeros(mixed.shape, np.int16),
            most=np.full(mixed.shape, LIMIT, np.int16),
        )


def _by_window(rows: Floats) -> Floats:
    """Return every ninth of *rows*, from the first on, then from the second on, and so on.

    Every ninth window is a row of a matrix that is already there, so that none is copied.
    """
    return rows.reshape(-1, _WINDOW, rows.shape[1]).swapaxes(0, 1)


def _first_layer(lookups: list[_Lookup], around: slice, scratch: _Scratch) -> None:
    """Write the first layer at the places *around*: sums of rows, an eighth where negative."""
    sums, row = scratch.sums, scratch.row
    for number, lookup in enumerate(lookups):
        rows = lookup.rows[around.start + lookup.offset : around.stop + lookup.offset]
        lookup.table.take(rows, axis=0, out=row if number else sums, mode="clip")
        if number:
            np.add(sums, row, out=sums)
    np.right_shift(sums, FIRST_BITS, out=sums)
    np.right_shift(sums, LEAK_BITS, out=row)
    np.maximum(sums, row, out=sums)
    np.copyto(scratch.first, sums)


def _second_layer(
    scratch: _Scratch, free: Indices, weights: Weights, *, out: npt.NDArray[np.int16]
) -> None:
    """Write the mixed neighbors of each place of a block; there is nothing at those *free*."""
    narrow, mixed = scratch.narrow, scratch.mixed
    np.matmul(scratch.first, weights.squeeze, out=narrow)
    narrow *= weights.squeeze_scale
    np.rint(narrow, out=narrow)
    np.clip(narrow, -LIMIT, LIMIT, out=narrow)
    narrow[free] = 0
    np.matmul(scratch.windows, weights.hidden, out=scratch.mixed_by_window)
    np.matmul(scratch.first[_GAP:-_GAP], weights.center, out=scratch.center)
    mixed += scratch.center
    mixed += scratch.bias
    mixed *= weights.hidden_scale
    np.rint(mixed, out=mixed)
    out[:] = mixed
    np.maximum(out, scratch.least, out=out)
    np.minimum(out, scratch.most, out=out)
