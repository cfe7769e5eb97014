"""What stands between tokens, and the text of several."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from framing.text.gap_types import BLANK_GAP
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Classes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# A mark at which a clause may end, as a regular expression.
CLAUSE_MARK = r"""[,;:()\[\]–—"“”]|--|''| - """


def classes_of_gaps(tokens: Tokens, at: Indices, classify: Callable[[str], int]) -> Classes:
    """Return what *classify* says of the text between each token *at* and the next one.

    It is asked once a text, and may not tell characters beyond the Basic Multilingual Plane apart.

    >>> from framing.tokens import tokenize
    >>> classes_of_gaps(tokenize(["Two men – died. "]), np.array([0, 1, 2]), len).tolist()
    [1, 3, 2]
    """
    return tokens.vocabulary.gaps.values(classify, classify).take(tokens.gap.take(at))


def gap_holds(tokens: Tokens, at: Indices, marks: str) -> Flags:
    """Tell of each token *at* whether one of *marks* stands before the next token.

    >>> from framing.tokens import tokenize
    >>> gap_holds(tokenize(["Ann Lee, the mayor"]), np.array([0, 1]), ",").tolist()
    [False, True]
    """
    of_any = tokens.vocabulary.gaps.values(
        ("holds", marks), lambda gap: any(mark in gap for mark in marks), np.bool_
    )
    holds: Flags = of_any.take(tokens.gap.take(at))
    return holds


def gap_is_blank(tokens: Tokens, at: Indices) -> Flags:
    """Tell of each token *at* whether only white space stands before the next token.

    >>> from framing.tokens import tokenize
    >>> gap_is_blank(tokenize(["Ann\\nLee, the mayor"]), np.array([0, 1])).tolist()
    [True, False]
    """
    return classes_of_gaps(tokens, at, _is_blank) > 0


def _is_blank(gap: str) -> bool:
    return not gap.strip()


def comma_follows(tokens: Tokens, at: Indices) -> Flags:
    """Tell of each token *at* whether a comma stands right behind it.

    >>> from framing.tokens import tokenize
    >>> comma_follows(tokenize(["Late, she said."]), np.array([0, 1])).tolist()
    [True, False]
    """
    follows = tokens.vocabulary.gaps.values(_opens_with_comma, _opens_with_comma, np.bool_)
    found: Flags = follows.take(tokens.gap.take(at))
    return found


def _opens_with_comma(gap: str) -> bool:
    return gap.startswith(",")


def texts_of(tokens: Tokens, first: Indices, stop: Indices) -> list[str]:
    """Return the text of the tokens from each *first* up to *stop*, its white space folded.

    >>> from framing.tokens import tokenize
    >>> texts_of(tokenize(["Ann\\n Lee spoke."]), np.array([0]), np.array([2]))
    ['Ann Lee']
    """
    joined, start, end = tokens.joined, tokens.start[first], tokens.end[stop - 1]
    texts = [joined[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    inside = token_ranges(first, stop - 1)
    for i in np.flatnonzero(inside.any(tokens.gap[inside.token] != BLANK_GAP)).tolist():
        texts[i] = " ".join(texts[i].split())
    return texts
