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
Indices = npt.NDArray[np.int64]
Units = npt.NDArray[np.uint16]

_LONGEST_LOOK_INTO_GAP = 6
_PERIOD = ord(".")
_NO_QUOTATION = 0xFF ^ ch.QUOTATION
_ENDS = ch.TERMINATOR | ch.PERIOD_MARK | ch.NEWLINE


def find_boundaries(
    units: Units,
    words: WordSpans,
    special_kind: Bits,
    type_id: npt.NDArray[np.int32],
    vocabulary: Vocabulary,
) -> tuple[Flags, Flags]:
    """Tell for each gap between words whether a sentence and a paragraph end there.

    Both have shape (n_words - 1,). *special_kind* has the `boundary` bits of the characters
    ``words.special``.
    """
    start, end = words.start, words.end
    ends_sentence = np.zeros(max(len(start) - 1, 0), np.bool_)
    ends_paragraph = np.zeros(max(len(start) - 1, 0), np.bool_)
    gaps = _gaps_after(end, words.special[special_kind & _ENDS > 0])
    at, stop = end.take(gaps), start.take(gaps + 1)
    ends_in_period = units.take(at - 1) == _PERIOD
    seen, pause_after_mark = _read_gaps(units, at, stop, ends_in_period)
    ends_paragraph[gaps] = (seen & ch.NEWLINE) > 0
    marked = (seen & (ch.TERMINATOR | ch.PERIOD_MARK)) > 0
    opens = ch.character_tables().case.take(units.take(stop)) != ch.LOWER
    abbreviated = _is_abbreviation(gaps, at, ends_in_period, seen, units, type_id, vocabulary)
    spaced = (stop - at >= 2) | ends_in_period | ((seen & ch.UNSPACED) > 0)
    ends_sentence[gaps] = ends_paragraph[gaps] | (
        marked & opens & spaced & ~pause_after_mark & ~abbreviated
    )
    return ends_sentence, ends_paragraph


def _gaps_after(end: Indices, at: Indices) -> Indices:
    """Return the gaps, by the words before them, in which or before which characters *at* stand.

    The period of an initialism is the last character of its word.
    """
    gaps = np.searchsorted(end, at + 1, "right") - 1
    gaps = gaps[(gaps >= 0) & (gaps < len(end) - 1)]
    return gaps[np.diff(gaps, prepend=-1) > 0]


def _read_gaps(
    units: Units, at: Indices, stop: Indices, ends_in_period: Flags
) -> tuple[Bits, Flags]:
    """Return what stands in each gap, and whether a pause comes after a mark in it."""
    boundary = ch.character_tables().boundary
    seen = ends_in_period * np.uint8(ch.PERIOD_MARK)
    pause_after_mark = np.zeros(len(at), np.bool_)
    rows = np.arange(len(at))
    for step in range(_LONGEST_LOOK_INTO_GAP):
        rows = rows[at[rows] + step < stop[rows]]
        if not len(rows):
            break
        here = boundary.take(units.take(at[rows] + step)) & _NO_QUOTATION
        pause_after_mark[rows] |= (here == ch.PAUSE) & (seen[rows] != 0)
        seen[rows] |= here
    _read_long_gaps(units, at, stop, seen)
    return seen, pause_after_mark


def _read_long_gaps(units: Units, at: Indices, stop: Indices, seen: Bits) -> None:
    boundary = ch.character_tables().boundary
    for i in np.flatnonzero(stop - at > _LONGEST_LOOK_INTO_GAP).tolist():
        seen[i] |= np.bitwise_or.reduce(boundary.take(units[at[i] : stop[i]]))


def _is_abbreviation(
    gaps: Indices,
    at: Indices,
    ends_in_period: Flags,
    seen: Bits,
    units: Units,
    type_id: npt.NDArray[np.int32],
    vocabulary: Vocabulary,
) -> Flags:
    """Tell whether the period in each gap belongs to an abbreviation and ends no sentence."""
    classes = vocabulary.column("sentence_class", sentence_class).values()
    before, after = classes.take(type_id[gaps]), classes.take(type_id[gaps + 1])
    period_first = ch.character_tables().boundary.take(units.take(at)) == ch.PERIOD_MARK
    period_first |= ends_in_period
    abbreviation = (
        period_first & ((seen & ch.TERMINATOR) == 0) & ((before & (TITLE | ABBREVIATION)) > 0)
    )
    ends_none: Flags = abbreviation & (((before & TITLE) > 0) | ((after & STARTER) == 0))
    return ends_none
