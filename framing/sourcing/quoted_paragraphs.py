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

_CLOSED = re.compile("[^\n]*?(?:[\"”]|'')")


def join_quoted_paragraphs(
    tokens: Tokens, marked: Offsets, section: npt.NDArray[np.uint8] | None
) -> Tokens:
    """Return *tokens* with each paragraph that is one quotation as part of the one before it.

    *marked* are start and end of the quotations, *section* numbers the section of each token. A
    headline is never joined, nor a paragraph behind one that closes a quotation: what follows
    that may be an answer.
    """
    whole = _whole_paragraphs(tokens, marked)
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


def _whole_paragraphs(tokens: Tokens, marked: Offsets) -> Indices:
    """Return the paragraphs that are one quotation, or open one of several, and open no text.

    No word stands between a mark and the edge of a paragraph behind it.
    """
    begins = np.append(tokens.paragraph_first, len(tokens))
    offsets = tokens.start.take(tokens.paragraph_first)
    opening, behind = (np.searchsorted(offsets, marks) for marks in marked)
    whole = np.flatnonzero((opening > 0) & (behind > opening))
    for edge, marks in zip((opening, behind), marked, strict=True):
        whole = whole[tokens.start[begins[edge[whole]] - 1] < marks[whole]]
    found: Indices = opening[whole]
    return found[~np.isin(begins[found], tokens.first)]


def _closes_quotation(gap: str) -> bool:
    """Tell whether a *gap* between words has a closing mark before its first line break."""
    return _CLOSED.match(gap) is not None
