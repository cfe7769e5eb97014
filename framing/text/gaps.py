"""What stands between tokens, and the text of several."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_BLANK = ord(" ")


def gap_holds(tokens: Tokens, at: Indices, marks: str) -> Flags:
    """Tell of each token *at* whether one of *marks*, never a blank, stands before the next token.

    >>> from framing.tokens import tokenize
    >>> gap_holds(tokenize(["Ann Lee, the mayor"]), np.array([0, 1]), ",").tolist()
    [False, True]
    """
    begin, stop, is_blank = _gaps(tokens, at)
    marked = np.flatnonzero(~is_blank)
    gaps = token_ranges(begin[marked], stop[marked])
    unit, is_mark = tokens.units[gaps.token], np.zeros(len(gaps.token), np.bool_)
    for mark in marks:
        is_mark |= unit == ord(mark)
    holds = np.zeros(len(at), np.bool_)
    holds[marked] = gaps.any(is_mark)
    return holds


def gap_is_blank(tokens: Tokens, at: Indices) -> Flags:
    """Tell of each token *at* whether only white space stands before the next token.

    >>> from framing.tokens import tokenize
    >>> gap_is_blank(tokenize(["Ann\\nLee, the mayor"]), np.array([0, 1])).tolist()
    [True, False]
    """
    begin, stop, is_blank = _gaps(tokens, at)
    other = np.flatnonzero(~is_blank)
    for i, a, b in zip(other.tolist(), begin[other].tolist(), stop[other].tolist(), strict=True):
        is_blank[i] = not tokens.joined[a:b].strip()
    return is_blank


def _gaps(tokens: Tokens, at: Indices) -> tuple[Indices, Indices, Flags]:
    """Return start and stop of the gap behind each token *at*, and whether it is one blank."""
    begin = tokens.end[at]
    stop = tokens.start.take(at + 1, mode="clip")
    stop[at == len(tokens) - 1] = len(tokens.joined)
    is_blank = (stop - begin == 1) & (tokens.units.take(begin, mode="clip") == _BLANK)
    return begin, stop, is_blank


def texts_of(tokens: Tokens, first: Indices, stop: Indices) -> list[str]:
    """Return the text of the tokens from each *first* up to *stop*, its white space folded.

    >>> from framing.tokens import tokenize
    >>> texts_of(tokenize(["Ann\\n Lee spoke."]), np.array([0]), np.array([2]))
    ['Ann Lee']
    """
    joined, start, end = tokens.joined, tokens.start[first], tokens.end[stop - 1]
    texts = [joined[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    # A blank is the one white space that prints: what prints without two of them needs no folding.
    return [t if t.isprintable() and "  " not in t else " ".join(t.split()) for t in texts]
