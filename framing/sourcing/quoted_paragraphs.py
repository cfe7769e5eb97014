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
from framing.text.sections import BODY, LEDE
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]

_CLOSED = re.compile("[\"”]|''")


def join_quoted_paragraphs(
    tokens: Tokens, marked: Offsets, section: npt.NDArray[np.uint8] | None
) -> Tokens:
    """Return *tokens* with each paragraph that is one quotation as part of the one before it.

    *marked* are start and end of the quotations, *section* numbers the section of each token. A
    headline is never joined, nor a paragraph behind one that closes a quotation: what follows
    that may be an answer.
    """
    first = _whole_paragraphs(tokens, marked)
    if section is not None:
        first = first[np.isin(section[first - 1], (LEDE, BODY))]
    gaps = zip(tokens.end[first - 1].tolist(), tokens.start[first].tolist(), strict=True)
    before = (tokens.joined[end:start].split("\n", 1)[0] for end, start in gaps)
    first = first[np.array([not _CLOSED.search(gap) for gap in before], np.bool_)]
    if not len(first):
        return tokens
    begins = np.ones(len(tokens.paragraph_first), np.bool_)
    begins[tokens.paragraph[first]] = False
    paragraph = (np.cumsum(begins) - 1).astype(np.int32).take(tokens.paragraph)
    return replace(tokens, paragraph=paragraph, paragraph_first=tokens.paragraph_first[begins])


def _whole_paragraphs(tokens: Tokens, marked: Offsets) -> Indices:
    """Return the first token of each paragraph that is one quotation and opens no text."""
    first, stop = (np.searchsorted(tokens.start, offsets, "left") for offsets in marked)
    begins = np.zeros(len(tokens) + 1, np.bool_)
    begins[tokens.paragraph_first] = begins[-1] = True
    whole = begins[first] & begins[stop] & (stop > first)
    begins[tokens.first[:-1]] = False
    found: Indices = first[whole & begins[first]]
    return found
