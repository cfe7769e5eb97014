"""Where sentences and paragraphs end, told from what stands between the words of a text.

A sentence ends at a terminator followed by white space and a capital, digit or letter without
case, unless an abbreviation stands before it; and with its paragraph. A paragraph ends at a line
break.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.text import characters as ch
from framing.text.abbreviations import ABBREVIATION, STARTER, TITLE, sentence_class
from framing.text.vocabulary import Vocabulary
from framing.text.word_spans import WordSpans

Bits = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Ids = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]
Units = npt.NDArray[np.uint16]

# What a gap may hold besides terminators, periods, line breaks and terminators without space, in
# the bits that these leave.
_PAUSE, _PAUSE_AFTER_MARK, _PERIOD_FIRST, _WIDE = 4, 32, 64, 128
_MARKS = ch.TERMINATOR | ch.PERIOD_MARK
_SEEN = _MARKS | ch.NEWLINE | ch.UNSPACED
_NO_QUOTATION = 0xFF ^ ch.QUOTATION
_LONGEST_LOOK_FOR_PAUSE = 6
_PERIOD = ord(".")


def find_boundaries(
    units: Units,
    words: WordSpans,
    type_id: Ids,
    gap: Ids,
    marked_gaps: Indices,
    vocabulary: Vocabulary,
) -> tuple[Flags, Flags]:
    """Tell for each gap between words whether a sentence and a paragraph end there.

    *gap* numbers what stands behind each word, which is more than a blank at *marked_gaps*. Both
    results have shape (n_words - 1,).
    """
    ends_sentence = np.zeros(max(len(type_id) - 1, 0), np.bool_)
    ends_paragraph = np.zeros_like(ends_sentence)
    holds = vocabulary.gaps.values("boundary", _boundary_class, np.uint8)
    may_end = np.zeros(len(gap), np.bool_)
    may_end[marked_gaps] = holds.take(gap.take(marked_gaps)) & (_MARKS | ch.NEWLINE) > 0
    may_end[np.searchsorted(words.end, words.final_periods)] = True
    at = ch.few_where(may_end[:-1])
    held, in_period = holds.take(gap.take(at)), units.take(words.end.take(at) - 1) == _PERIOD
    newline = held & ch.NEWLINE > 0
    marked = (held & _MARKS > 0) | in_period
    opens = ch.character_tables().case.take(units.take(words.start.take(at + 1))) != ch.LOWER
    spaced = (held & (_WIDE | ch.UNSPACED) > 0) | in_period
    pauses = held & np.where(in_period, np.uint8(_PAUSE), np.uint8(_PAUSE_AFTER_MARK)) > 0
    abbreviated = _is_abbreviation(at, held, in_period, type_id, vocabulary)
    ends_paragraph[at] = newline
    ends_sentence[at] = newline | (marked & opens & spaced & ~pauses & ~abbreviated)
    return ends_sentence, ends_paragraph


def _boundary_class(gap: str) -> int:
    """Return as bits what the text between two words holds."""
    kinds = ch.character_tables().boundary.take(ch.code_units(gap)) & _NO_QUOTATION
    held = int(np.bitwise_or.reduce(kinds, initial=0)) & _SEEN | (_WIDE if len(gap) > 1 else 0)
    for place in np.flatnonzero(kinds[:_LONGEST_LOOK_FOR_PAUSE] == ch.PAUSE).tolist():
        held |= _PAUSE | (_PAUSE_AFTER_MARK if kinds[:place].any() else 0)
    return held | (_PERIOD_FIRST if gap.startswith(".") else 0)


def _is_abbreviation(
    at: Indices, held: Bits, in_period: Flags, type_id: Ids, vocabulary: Vocabulary
) -> Flags:
    """Tell whether the period behind each word *at* is an abbreviation's and ends no sentence."""
    classes = vocabulary.column("sentence_class", sentence_class).values()
    before, after = classes.take(type_id.take(at)), classes.take(type_id.take(at + 1))
    abbreviation = (held & _PERIOD_FIRST > 0) | in_period
    abbreviation &= (held & ch.TERMINATOR == 0) & (before & (TITLE | ABBREVIATION) > 0)
    ends_none: Flags = abbreviation & ((before & TITLE > 0) | (after & STARTER == 0))
    return ends_none
