"""Paragraphs that are one quotation: who speaks in them stands in the paragraph before.

The model reads a paragraph at a time. "The mayor continued:" says nothing without the quotation
that fills the next one, and a speech may go on for a paragraph behind "she said."
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.features import Offsets
from framing.text.gaps import classes_of_gaps
from framing.text.sections import BODY, LEDE
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_CLOSED = re.compile("[^\n]*?(?:[\"”]|'')")


def join_quoted_paragraphs(
    tokens: Tokens, quotations: Offsets, section: npt.NDArray[np.uint8] | None
) -> Tokens:
    """Return *tokens* with each paragraph that is one quotation as part of the one before it.

    *quotations* are start and end of the quotations, *section* numbers the section of each token. A
    headline is never joined, nor a paragraph behind one that closes a quotation: what follows
    that may be an answer.
    """
    whole = _whole_paragraphs(tokens, quotations)
    before = tokens.paragraph_first[whole] - 1
    joined = classes_of_gaps(tokens, before, _closes_quotation) == 0
    if section is not None:
        joined &= np.isin(section[before], (LEDE, BODY))
    if not joined.any():
        return tokens
    first = np.delete(tokens.paragraph_first, whole[joined])
    size = np.diff(first, append=len(tokens))
    paragraph = np.repeat(np.arange(len(first), dtype=np.int32), size)
    return replace(tokens, paragraph=paragraph, paragraph_first=first)


def _whole_paragraphs(tokens: Tokens, quotations: Offsets) -> Indices:
    """Return the paragraphs that are one quotation, or open one of several, and open no text.

    No word stands between a mark and the edge of a paragraph behind it.
    """
    start, end = quotations
    begins = np.append(tokens.paragraph_first, len(tokens))
    offsets = tokens.start.take(tokens.paragraph_first)

    def no_word_between(marks: Indices, paragraph: Indices) -> Flags:
        between: Flags = tokens.start[begins[paragraph] - 1] < marks
        return between

    opening = np.searchsorted(offsets, start)
    some = np.flatnonzero(opening > 0)
    some = some[no_word_between(start[some], opening[some])]
    opening, end = opening[some], end[some]
    behind = np.searchsorted(offsets, end)
    whole: Indices = opening[(behind > opening) & no_word_between(end, behind)]
    first = begins[whole]
    opens_text: Flags = tokens.first[tokens.first.searchsorted(first)] == first
    return whole[~opens_text]


def _closes_quotation(gap: str) -> bool:
    """Tell whether a *gap* between words has a closing mark before its first line break."""
    return _CLOSED.match(gap) is not None
