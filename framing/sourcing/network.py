"""The two layers of the attribution model over the candidates of a batch, in whole numbers.

The first layer has a row for each candidate, which sees the words of the tokens around it; for the
second, which mixes neighboring candidates, these are laid out with free places around each
paragraph. Both are worked out in blocks that stay in the cache. Beyond its paragraph a candidate
sees nothing: row 0 of a table, and zeros for a neighbor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from framing.sourcing.candidates import Candidates, find_candidates
from framing.sourcing.codes import SIZES, neighbors, places, token_codes
from framing.sourcing.decoding import Steps, best_paths, scores
from framing.sourcing.model import (
    CODE_OFFSETS,
    FIRST_BITS,
    HIDDEN_OFFSETS,
    LEAK_BITS,
    LIMIT,
    ROWS_A_TYPE,
    WORD_OFFSETS,
    SeenWords,
    Weights,
)
from framing.sourcing.signatures import Signatures
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int16]

_WINDOW = len(HIDDEN_OFFSETS)
_BLOCK = 228 * _WINDOW
# A product of matrices of so few rows takes two thirds of the time of one of all rows.
_PART = 256
# How many places are left free between paragraphs, so that windows do not reach over.
_GAP = max(map(abs, HIDDEN_OFFSETS))
_NO_TOKEN = -(1 << 62)
# Of how many tokens the scores of all labels stay in the cache.
_SCORED = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Labeling:
    """The labels of the candidates of a batch, and what they were read from.

    ``label`` has shape (n_candidates,), ``hidden``, the second layer, (n_candidates, h2).
    """

    candidates: Candidates
    label: npt.NDArray[np.int8]
    hidden: Whole

    def sure(self, at: Indices, weights: Weights) -> Floats:
        """Return the share of the score that the label of each token of *at* has, 0 to 1.

        For a token that is no candidate it is that of the one before, worked out once for all.
        """
        row = self.candidates.number.take(at)
        asked = np.zeros(len(self.candidates), np.bool_)
        asked[row] = True
        rows = np.flatnonzero(asked)
        share = np.empty(len(asked), np.float32)
        for low in range(0, len(rows), _SCORED):
            here = rows[low : low + _SCORED]
            likely = scores(self.hidden.take(here, axis=0).astype(np.float32), weights)
            likely -= likely.max(0)
            likely *= weights.unit
            np.exp(likely, out=likely)
            own = likely[self.label.take(here), np.arange(len(here))]
            share[here] = own / likely.sum(0)
        return share.take(row)


@dataclass(frozen=True, slots=True, eq=False)
class _Lookup:
    """A table, and the row of it that each candidate picks."""

    table: Whole
    rows: Indices


def label_tokens(
    tokens: Tokens, words: SeenWords, quotation: npt.NDArray[np.int32], weights: Weights
) -> Labeling:
    """Return the labels of the candidates of *tokens*; *quotation* is that of each, or -1."""
    seen = token_codes(tokens, words.strength, quotation)
    candidates = find_candidates(tokens, words.types, seen, words.rows.edge, weights.edges)
    if not len(tokens):
        nothing = np.zeros((0, weights.center.shape[1]), np.int16)
        return Labeling(candidates, np.zeros(0, np.int8), nothing)
    at = candidates.token
    position = places(tokens, at).number * SIZES["passed"] + candidates.passed
    lookups = [
        *_words(words, tokens, at),
        *_codes(seen.at(at), weights),
        _Lookup(weights.positions, position),
    ]
    length = np.diff(candidates.first, append=len(candidates))
    paragraph = np.repeat(np.arange(len(length)), length)
    place = np.arange(len(candidates)) + _GAP * (paragraph + 2)
    hidden = _hidden(place, lookups, weights)
    label = best_paths(hidden, Steps.of(length), weights)
    return Labeling(candidates, label, hidden)


def _words(words: SeenWords, tokens: Tokens, at: Indices) -> list[_Lookup]:
    """Return the rows of the words around the tokens *at*, those of type 0 beyond its paragraph."""
    near = [neighbors(words.types, k, tokens.paragraph_first).take(at) for k in WORD_OFFSETS]
    rows = words.rows.near
    return [_Lookup(rows[i:], word * np.int64(ROWS_A_TYPE)) for i, word in enumerate(near)]


def _codes(groups: Iterable[Signatures], weights: Weights) -> list[_Lookup]:
    """Return the sums of the rows of each combination of codes."""
    tables = dict(zip(CODE_OFFSETS, weights.tables, strict=True))
    lookups = []
    for group in groups:
        picked = [tables[key].take(codes, axis=0) for key, codes in group.codes.items()]
        lookups.append(_Lookup(np.add.reduce(picked, dtype=np.int16), group.number))
    return lookups


def _hidden(place: Indices, lookups: list[_Lookup], weights: Weights) -> Whole:
    """Return the second layer of each candidate, shape (n_candidates, h2)."""
    hidden = np.empty((len(place), weights.center.shape[1]), np.int16)
    blocks = _blocks(place)
    scratch = _Scratch.of(len(blocks[0].around) - 2 * _GAP, weights)
    for block in blocks:
        first = _first_layer(lookups, block.near, scratch)
        _second_layer(first, block, scratch, weights, out=hidden[block.tokens])
    return hidden


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Some places in a row: the ``tokens`` there, those there and ``near``, and where they stand.

    ``place`` has the place of each token within the block; ``around`` which of those near stands
    at each place, from some before the block to as many behind it, or less than 0.
    """

    near: slice
    tokens: slice
    place: Indices
    around: Indices


def _blocks(place: Indices) -> list[_Block]:
    """Return blocks of one size, a multiple of the window, that hold all tokens."""
    begin, stop = int(place[0]), int(place[-1]) + 1
    n_blocks = -(-(stop - begin) // _BLOCK)
    size = -(-(stop - begin) // (n_blocks * _WINDOW)) * _WINDOW
    token = np.full(begin + n_blocks * size + _GAP, _NO_TOKEN)
    token[place] = np.arange(len(place))
    blocks = []
    for low in range(begin, stop, size):
        high = low + size
        borders = place.searchsorted(np.array((low - _GAP, low, high, high + _GAP)))
        first, own, own_stop, last = borders.tolist()
        around = token[low - _GAP : high + _GAP] - first
        tokens = slice(own, own_stop)
        blocks.append(_Block(slice(first, last), tokens, place[tokens] - low, around))
    return blocks


@dataclass(frozen=True, slots=True, eq=False)
class _Scratch:
    """Arrays that every block writes anew, because making them costs more than filling them.

    ``sums``, ``row``, ``first``, ``center`` and ``narrow`` have a row for each token in or near the
    block, ``narrow`` a row of zeros before them; ``spread`` has the rows of ``narrow`` at their
    places, ``windows`` the window around each place of the block; ``by_window`` are the rows of
    ``mixed`` in the order of the windows; ``picked`` has a row for each token of the block. The
    bias stands in every row, because NumPy is many times faster with whole arrays.
    """

    sums: Whole
    row: Whole
    first: Floats
    narrow: Floats
    spread: Floats
    windows: Floats
    mixed: Floats
    by_window: Floats
    picked: Floats
    center: Floats
    bias: Floats

    @classmethod
    def of(cls, size: int, weights: Weights) -> _Scratch:
        """Return arrays for blocks of *size* places."""
        width, narrowed = weights.squeeze.shape
        second = weights.center.shape[1]
        sums, row = (np.empty((size + 2 * _GAP, width), np.int16) for _ in range(2))
        mixed, picked = (np.empty((size, second), np.float32) for _ in range(2))
        n_padded = -(-len(sums) // _PART) * _PART
        narrow = np.zeros((len(sums) + 1, narrowed), np.float32)
        spread = np.empty((size + 2 * _GAP, narrowed), np.float32)
        windows = sliding_window_view(spread.reshape(-1), _WINDOW * narrowed)[::narrowed]
        return cls(
            sums=sums,
            row=row,
            first=np.zeros((n_padded, width), np.float32),
            narrow=narrow,
            spread=spread,
            windows=_by_window(windows),
            mixed=mixed,
            by_window=_by_window(mixed),
            picked=picked,
            center=np.empty((n_padded, second), np.float32),
            bias=np.tile(weights.hidden_bias, (size, 1)),
        )


def _in_parts(rows: Floats, size: int) -> Floats:
    """Return the first *size* of *rows*, and some more, as short matrices."""
    parts = -(-size // _PART)
    return rows[: parts * _PART].reshape(parts, _PART, rows.shape[1])


def _by_window(rows: Floats) -> Floats:
    """Return every ninth of *rows*, from the first on, then from the second on, and so on.

    Every ninth window is a row of a matrix that is already there, so that none is copied.
    """
    return rows.reshape(-1, _WINDOW, rows.shape[1]).swapaxes(0, 1)


def _first_layer(lookups: list[_Lookup], near: slice, scratch: _Scratch) -> Floats:
    """Return the first layer of the tokens *near*: sums of rows, an eighth where negative."""
    size = near.stop - near.start
    sums, row, first = scratch.sums[:size], scratch.row[:size], scratch.first[:size]
    for number, lookup in enumerate(lookups):
        picked = row if number else sums
        lookup.table.take(lookup.rows[near], axis=0, out=picked, mode="clip")
        if number:
            sums += row
    np.right_shift(sums, FIRST_BITS, out=sums)
    np.right_shift(sums, LEAK_BITS, out=row)
    first[:] = np.maximum(sums, row, out=row)
    return first


def _second_layer(
    first: Floats, block: _Block, scratch: _Scratch, weights: Weights, *, out: Whole
) -> None:
    """Write the second layer of the tokens of *block*: the mixed neighbors, and the token's own."""
    narrow, size = scratch.narrow[1 : len(first) + 1], len(out)
    np.matmul(first, weights.squeeze, out=narrow)
    narrow *= weights.squeeze_scale
    np.rint(narrow, out=narrow)
    narrow.clip(-LIMIT, LIMIT, out=narrow)
    scratch.narrow.take(block.around + 1, axis=0, out=scratch.spread, mode="clip")
    np.matmul(scratch.windows, weights.hidden, out=scratch.by_window)
    mixed = scratch.mixed.take(block.place, axis=0, out=scratch.picked[:size], mode="clip")
    own = slice(block.tokens.start - block.near.start, block.tokens.stop - block.near.start)
    short = _in_parts(scratch.first, own.stop)
    np.matmul(short, weights.center, out=_in_parts(scratch.center, own.stop))
    mixed += scratch.center[own]
    mixed += scratch.bias[:size]
    mixed *= weights.hidden_scale
    np.rint(mixed, out=mixed)
    out[:] = mixed
    out.clip(0, LIMIT, out=out)
