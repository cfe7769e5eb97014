"""Classes of the texts between tokens: short ones are decided once each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Classes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Keys = npt.NDArray[np.uint64]

_BLANK = ord(" ")
_LONGEST = 4  # code units that a key holds
_KEEP = np.array([(1 << (16 * size)) - 1 for size in range(_LONGEST + 1)], np.uint64)
_BITS = 14
_MIX = np.uint64(0x9E3779B97F4A7C15)


class _Known(NamedTuple):
    """What has been said of gaps so far, by a hash of their keys; 0 in ``one_more`` for nothing."""

    keys: Keys
    one_more: Classes


def classes_of_gaps(tokens: Tokens, at: Indices, classify: Callable[[str], int]) -> Classes:
    """Return what *classify* says of the text between each token *at* and the next one.

    What stands behind the last token of a batch counts as empty. *classify* may not tell
    characters beyond the Basic Multilingual Plane apart.

    >>> from framing.tokens import tokenize
    >>> classes_of_gaps(tokenize(["Two men – died. "]), np.array([0, 1, 2]), len).tolist()
    [1, 3, 0]
    """
    end, beyond = tokens.end.take(at), tokens.start.take(at + 1, mode="clip")
    if len(at) and at[-1] == len(tokens) - 1:
        beyond[-1] = end[-1]
    is_blank = (beyond - end == 1) & (tokens.units.take(end, mode="clip") == _BLANK)
    others = np.flatnonzero(~is_blank)
    classes = np.full(len(at), classify(" "), np.int64)
    classes[others] = _classes(tokens, end.take(others), beyond.take(others), classify)
    return classes


def _classes(
    tokens: Tokens, first: Indices, stop: Indices, classify: Callable[[str], int]
) -> Classes:
    """Return what *classify* says of the texts from offset *first* to *stop*."""
    key, fits = _keys(tokens.units, first, stop - first)
    slot = ((key * _MIX) >> np.uint64(64 - _BITS)).view(np.int64)
    known = _known(classify)
    is_known = fits & (known.keys.take(slot) == key)
    found: Classes = known.one_more.take(slot) * is_known - 1
    rows = np.flatnonzero(found < 0)
    spans = zip(first.take(rows).tolist(), stop.take(rows).tolist(), strict=True)
    found[rows] = [classify(tokens.joined[a:b]) for a, b in spans]
    rows = rows[fits[rows] & (known.one_more.take(slot[rows]) == 0)]
    known.keys[slot[rows]], known.one_more[slot[rows]] = key[rows], found[rows] + 1
    return found


def _keys(units: npt.NDArray[np.uint16], first: Indices, size: Indices) -> tuple[Keys, Flags]:
    """Return the code units of short texts as one number each, and which texts are short."""
    if len(units) < _LONGEST:
        return np.zeros(len(first), np.uint64), np.zeros(len(first), np.bool_)
    windows = np.lib.stride_tricks.as_strided(
        units[:_LONGEST].view(np.uint64), (len(units) - _LONGEST + 1,), units.strides
    )
    # Indexing reads the few windows asked for; ``take`` would copy all of them first.
    key = windows[np.minimum(first, len(windows) - 1)] & _KEEP.take(size, mode="clip")
    return key, (size <= _LONGEST) & (first < len(windows))


@cache
def _known(classify: Callable[[str], int]) -> _Known:
    return _Known(np.zeros(1 << _BITS, np.uint64), np.zeros(1 << _BITS, np.int64))
