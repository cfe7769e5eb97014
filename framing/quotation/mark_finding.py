"""Which characters of a text are quotation marks, and what their neighbors allow each of them.

Double marks are “ ” " '' `` „ and guillemets, single ones ‘ ’ '. An apostrophe is no mark, nor
are the signs of feet and inches (6'2"), decades ('90s) and elisions ('em).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from framing.quotation.mark_pairing import (
    AMBIGUOUS,
    CLOSING,
    GUILLEMET_LEFT,
    GUILLEMET_RIGHT,
    OPENING,
    SINGLE,
    SINGLE_CLOSING,
    SINGLE_OPENING,
)
from framing.text.characters import DIGIT, FIRST_WORD_CODE, character_tables, is_one_of
from framing.text.token_ranges import first_of_runs
from framing.tokens import Tokens

Codes = npt.NDArray[np.uint8]
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Units = npt.NDArray[np.uint16]

_SPACE, _WORD, _STOP, _OPENER, _DASH = 0, 1, 2, 3, 4
_FEET = "'’′"
_ELISIONS = frozenset("em til tis twas cause cuz n bout neath ere twere twill tween hood".split())


@dataclass(slots=True, eq=False)
class Marks:
    """The marks of a batch, in order, as columns of shape (n_marks,).

    ``token`` is the first token after each; ``group`` rises with its paragraph. ``may_open`` and
    ``may_close`` say what its neighbors allow; ``weak`` and ``code`` are those of `Mark`.
    """

    start: Indices
    end: Indices
    token: Indices
    kind: Codes
    group: Indices
    may_open: Flags
    may_close: Flags
    weak: Flags
    code: Flags

    def __len__(self) -> int:
        return len(self.start)

    def take(self, rows: Indices) -> Marks:
        return Marks(*(getattr(self, name).take(rows) for name in self.__slots__))


@dataclass(slots=True, eq=False)
class _Row:
    """Characters that may be marks: their offsets, kinds, and the classes of their neighbors."""

    start: Indices
    end: Indices
    kind: Codes
    before: Codes
    after: Codes


@cache
def kinds_of_marks() -> Codes:
    """Return the kind of mark of every UTF-16 code, 0 for none."""
    kind = np.zeros(0x10000, np.uint8)
    for characters, code in (
        ('"＂', AMBIGUOUS),
        ("“„‟", OPENING),
        ("”", CLOSING),
        ("«", GUILLEMET_LEFT),
        ("»", GUILLEMET_RIGHT),
        ("'", SINGLE),
        ("‘‚‛`", SINGLE_OPENING),
        ("’", SINGLE_CLOSING),
    ):
        kind[[ord(c) for c in characters]] = code
    return kind


@cache
def _neighbors() -> Codes:
    """Return the class as a neighbor of every UTF-16 code."""
    neighbor = np.full(0x10000, _STOP, np.uint8)
    neighbor[character_tables().fold >= FIRST_WORD_CODE] = _WORD
    neighbor[[p for p in range(0x10000) if chr(p).isspace()]] = _SPACE
    neighbor[[ord(c) for c in "([{<$#@&£€¡¿"]] = _OPENER
    neighbor[[ord(c) for c in "-–—―/=+|"]] = _DASH
    return neighbor


def find_marks(tokens: Tokens) -> Marks:
    """Return the marks that may pair."""
    units = tokens.units
    row = _look_through(_merge_doubled(units, _candidates(tokens)))
    start, before, after = row.start, row.before, row.after
    previous, earlier = (units.take(start - k, mode="clip") for k in (1, 2))
    token = np.searchsorted(tokens.start, start)
    left_free = (before == _SPACE) | (before >= _OPENER)
    right_free = (after == _SPACE) | (after == _STOP) | (after == _DASH)
    ends_in_s = (after != _STOP) & is_one_of(previous, "sS")
    ends_in_in = (earlier == ord("i")) & (previous == ord("n"))
    marks = Marks(
        start=start,
        end=row.end,
        token=token,
        kind=row.kind,
        group=_paragraph_of(tokens, start, token),
        may_open=left_free & (after != _SPACE),
        may_close=(before != _SPACE) & right_free,
        weak=(before == _WORD) & (ends_in_s | ends_in_in),
        code=_is_code(row, previous, earlier),
    )
    kept = ~_is_inches(units, marks, previous) & ~_is_loose_single(tokens, marks, after)
    return marks.take(np.flatnonzero(kept))


def _candidates(tokens: Tokens) -> _Row:
    """Return the quotation marks and apostrophes, less those between the letters of a word."""
    units, at, neighbors = tokens.units, tokens.quotation_marks, _neighbors()
    kind = kinds_of_marks().take(units.take(at))
    before = neighbors.take(units.take(at - 1, mode="clip"))
    after = neighbors.take(units.take(at + 1, mode="clip"))
    kept = np.flatnonzero((kind < SINGLE) | (before != _WORD) | (after != _WORD))
    at, before, after = at.take(kept), before.take(kept), after.take(kept)
    before[at == 0] = _SPACE
    after[at == len(units) - 1] = _SPACE
    return _Row(at, at + 1, kind.take(kept), before, after)


def _merge_doubled(units: Units, row: _Row) -> _Row:
    """Make one double mark of two equal single marks side by side ('' and ``)."""
    here = units.take(row.start)
    joins = np.zeros(len(here) + 1, np.bool_)
    joins[1:-1] = (np.diff(row.start) == 1) & (here[1:] == here[:-1]) & (row.kind[1:] >= SINGLE)
    run = np.flatnonzero(joins[1:] | joins[:-1])
    first = np.flatnonzero(~joins[run])
    length = np.diff(first, append=len(run))
    odd = length % 2
    ends_word = (row.before[run[first]] == _WORD) | (row.before[run[first]] == _STOP)
    # Of three marks in a row the single one is the inner one.
    rank = np.arange(len(run)) - np.repeat(first + odd * ends_word, length)
    in_pair = (rank >= 0) & (rank < np.repeat(length - odd, length))
    leads = run[in_pair & (rank % 2 == 0)]
    end, kind, after = row.end.copy(), row.kind.copy(), row.after.copy()
    end[leads] += 1
    kind[leads] = np.array([AMBIGUOUS, OPENING, CLOSING])[kind[leads] - SINGLE]
    after[leads] = after[leads + 1]
    kept = np.delete(np.arange(len(here)), leads + 1)
    start, before = row.start.take(kept), row.before.take(kept)
    return _Row(start, end.take(kept), kind.take(kept), before, after.take(kept))


def _look_through(row: _Row) -> _Row:
    """Give marks that touch one another the neighbors of the whole row of marks."""
    begins = np.append(True, row.start[1:] != row.end[:-1])[: len(row.start)]
    if begins.all():
        return row
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(begins)) - 1
    run = np.cumsum(begins) - 1
    return replace(row, before=row.before[first][run], after=row.after[last][run])


def _paragraph_of(tokens: Tokens, at: Indices, token: Indices) -> Indices:
    """Return a number for the paragraph of each mark and its text; see `paragraph_begins`.

    A mark between two paragraphs is of the first, up to a line break.
    """
    if not len(tokens):
        return tokens.text_of(at)
    n_before = np.searchsorted(at, tokens.text_start)
    text = np.repeat(np.arange(len(tokens.texts)), np.diff(n_before, append=len(at)))
    left = np.maximum(token - 1, 0)
    paragraph = tokens.paragraph.take(left).astype(np.int64)
    following = tokens.paragraph.take(token, mode="clip")
    leads = token == 0
    paragraph[leads] = -1
    between = np.flatnonzero(paragraph != following)
    gap_begins = np.where(leads[between], 0, tokens.end[left[between]])
    breaks = tokens.breaks
    broken = np.searchsorted(breaks, at[between]) > np.searchsorted(breaks, gap_begins)
    moved = between[broken | leads[between]]
    paragraph[moved] = following[moved]
    # A mark of a text without words must not join the paragraph of its neighbor.
    return paragraph * (len(tokens.texts) + 1) + text


def paragraph_begins(tokens: Tokens, group: Indices) -> Indices:
    """Return the offset at which the words of the paragraphs numbered *group* begin."""
    paragraph = group // (len(tokens.texts) + 1)
    return tokens.start[tokens.paragraph_first[paragraph]]


def _is_code(row: _Row, previous: Units, earlier: Units) -> Flags:
    """Tell marks that open an attribute or a string of code: ``class="x"``, ``print("x")``.

    *previous* is the character before each mark, *earlier* the one before that.
    """
    straight = (row.kind == AMBIGUOUS) | (row.kind == SINGLE)
    call = (previous == ord("(")) & (character_tables().fold.take(earlier) >= FIRST_WORD_CODE)
    return np.asarray(straight & (row.start > 1) & ((previous == ord("=")) | call), np.bool_)


def _is_inches(units: Units, marks: Marks, previous: Units) -> Flags:
    """Tell the second mark of a measure such as 6'2", given the *previous* character of each."""
    digit = character_tables().case.take(previous) == DIGIT
    inches: Flags = (
        digit & ((marks.kind == AMBIGUOUS) | (marks.kind == CLOSING)) & (marks.start > 2)
    )
    at = marks.start[inches]
    two, three, four = (units.take(np.maximum(at - k, 0)) for k in (2, 3, 4))
    case = character_tables().case
    short = is_one_of(two, _FEET) & (case.take(three) == DIGIT)
    long = (case.take(two) == DIGIT) & is_one_of(three, _FEET) & (case.take(four) == DIGIT)
    inches[inches] = short | long
    return inches


def _is_loose_single(tokens: Tokens, marks: Marks, after: Codes) -> Flags:
    """Tell single marks that cannot pair: elisions ('90s, 'em), and all where none can open."""
    single = marks.kind >= SINGLE
    opens = single & (marks.kind != SINGLE_CLOSING) & marks.may_open
    opens &= ~(marks.may_close & (after == _STOP))
    before_word = np.flatnonzero(opens & (after == _WORD))
    token = np.minimum(marks.token[before_word], len(tokens) - 1)
    elided = tokens.vocabulary.column("elided", _are_elided, np.bool_)
    touches = tokens.start[token] == marks.end[before_word]
    opens[before_word] = ~(touches & elided.of(tokens.type_id[token]))
    marks.may_open[single] = opens[single]
    first = first_of_runs(marks.group)
    has_opener = np.repeat(np.logical_or.reduceat(opens, first), np.diff(first, append=len(marks)))
    return np.asarray(single & ~(has_opener & (opens | marks.may_close)), np.bool_)


def _are_elided(types: Sequence[str]) -> list[bool]:
    """Tell which of *types* an apostrophe may begin: "em" and "90s"."""
    return [word in _ELISIONS or _is_decade(word) for word in types]


def _is_decade(word: str) -> bool:
    return len(word) <= 3 and word[:2].isdigit() and word[2:] in ("", "s")
