"""What stands between tokens, and the text of several."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from framing.tokens import Tokens

_BLANK = ord(" ")


def gap_holds(
    tokens: Tokens, at: npt.NDArray[np.int64], mark: re.Pattern[str]
) -> npt.NDArray[np.bool_]:
    """Tell of each token *at* whether *mark*, never a blank, is found before the next token.

    >>> from framing.tokens import tokenize
    >>> gap_holds(tokenize(["Ann Lee, the mayor"]), np.array([0, 1]), re.compile(",")).tolist()
    [False, True]
    """
    holds = np.zeros(len(at), np.bool_)
    end = tokens.end[at]
    beyond = np.append(tokens.start, len(tokens.joined))[at + 1]
    marked = np.flatnonzero((beyond - end > 1) | (tokens.units.take(end, mode="clip") != _BLANK))
    for i, start, stop in zip(
        marked.tolist(), end[marked].tolist(), beyond[marked].tolist(), strict=True
    ):
        holds[i] = mark.search(tokens.joined, start, stop) is not None
    return holds


def texts_of(
    tokens: Tokens, first: npt.NDArray[np.int64], stop: npt.NDArray[np.int64]
) -> list[str]:
    """Return the text of the tokens from each *first* up to *stop*, its white space folded.

    >>> from framing.tokens import tokenize
    >>> texts_of(tokenize(["Ann\\n Lee spoke."]), np.array([0]), np.array([2]))
    ['Ann Lee']
    """
    joined, start, end = tokens.joined, tokens.start[first], tokens.end[stop - 1]
    return [
        " ".join(joined[a:b].split()) for a, b in zip(start.tolist(), end.tolist(), strict=True)
    ]
