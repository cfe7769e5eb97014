"""Classes of the texts between tokens: most are one to three marks, and are decided once each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Classes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_BLANK = ord(" ")
_MARKS = " \n.,;:!?'\"“”‘’()[]-–—$/…\u00a0"
_BITS, _LONGEST = 5, 3  # of the code of a mark; marks that a key holds
_OTHER = (1 << _BITS) - 1
_UNKNOWN = -1


def classes_of_gaps(tokens: Tokens, at: Indices, classify: Callable[[str], int]) -> Classes:
    """Return what *classify* says of the text between each token *at* and the next one.

    What stands behind the last token of a batch counts as empty.

    >>> from framing.tokens import tokenize
    >>> classes_of_gaps(tokenize(["Two men – died. "]), np.array([0, 1, 2]), len).tolist()
    [1, 3, 0]
    """
    end, beyond = tokens.end.take(at), tokens.start.take(at + 1, mode="clip")
    beyond[at == len(tokens) - 1] = tokens.end[-1:]
    is_blank = (beyond - end == 1) & (tokens.units.take(end, mode="clip") == _BLANK)
    others = np.flatnonzero(~is_blank)
    end, beyond = end.take(others), beyond.take(others)
    key, is_long = _keys(tokens.units, end, beyond - end)
    known = _known(classify)
    found = known.take(key)
    rows = np.flatnonzero(is_long | (found == _UNKNOWN))
    spans = zip(end.take(rows).tolist(), beyond.take(rows).tolist(), strict=True)
    found[rows] = [classify(tokens.joined[a:b]) for a, b in spans]
    rows = rows[~is_long[rows]]
    known[key[rows]] = found[rows]
    classes = np.full(len(at), classify(" "), np.int64)
    classes[others] = found
    return classes


def _keys(units: npt.NDArray[np.uint16], end: Indices, size: Indices) -> tuple[Indices, Flags]:
    """Return a number for each gap that holds few marks, and which hold more or others."""
    key, is_long = np.zeros(len(end), np.int64), size > _LONGEST
    for k in range(_LONGEST):
        code = _mark_codes().take(units.take(end + k, mode="clip")) * (size > k)
        is_long |= code == _OTHER
        key |= code << (_BITS * k)
    return key, is_long


@cache
def _mark_codes() -> Indices:
    codes = np.full(1 << 16, _OTHER)
    codes[[ord(mark) for mark in _MARKS]] = 1 + np.arange(len(_MARKS))
    return codes


@cache
def _known(classify: Callable[[str], int]) -> Classes:
    """Return what *classify* has said so far, by key."""
    return np.full(1 << (_BITS * _LONGEST), _UNKNOWN)
