"""Which characters of a text are quotation marks, and what their neighbors allow each of them.

Double marks are “ ” " '' `` „ and guillemets, single ones ‘ ’ '. An apostrophe is no mark, nor
are the signs of feet and inches (6'2"), decades ('90s) and elisions ('em).
"""

from __future__ import annotations

from dataclasses import dataclass
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
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SPACE, _WORD, _STOP, _OPENER, _DASH = 0, 1, 2, 3, 4
_FEET = "'’′"
_ELISIONS = frozenset("em til tis twas cause cuz n bout neath ere twere twill tween hood".split())


@dataclass(slots=True, eq=False)
class Marks:
    """The marks of a batch, in order, with what stands before and after each."""

    start: Indices
    end: Indices
    kind: npt.NDArray[np.uint8]
    group: Indices
    may_open: Flags
    may_close: Flags
    weak: Flags
    code: Flags

    def take(self, kept: Flags | Indices) -> Marks:
        return Marks(*(getattr(self, name)[kept] for name in self.__slots__))


@cache
def _tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Return the mark kind and the class as a neighbor of every UTF-16 code."""
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
    neighbor = np.full(0x10000, _STOP, np.uint8)
    neighbor[character_tables().fold >= FIRST_WORD_CODE] = _WORD
    neighbor[[p for p in range(0x10000) if chr(p).isspace()]] = _SPACE
    neighbor[[ord(c) for c in "([{<$#@&£€¡¿"]] = _OPENER
    neighbor[[ord(c) for c in "-–—―/=+|"]] = _DASH
    return kind, neighbor


def find_marks(tokens: Tokens) -> tuple[Marks, Indices]:
    """Return the marks that may pair, and the first token of the paragraph of each."""
    kinds, neighbors = _tables()
    units = tokens.units
    at = np.flatnonzero(_is_mark(units))
    kind = kinds.take(units[at])
    before = neighbors.take(units.take(np.maximum(at - 1, 0)))
    after = neighbors.take(units.take(np.minimum(at + 1, len(units) - 1)))
    kept = (kind < SINGLE) | (before != _WORD) | (after != _WORD)
    at, kind = at[kept], kind[kept]
    before, after = before[kept], after[kept]
    if not len(at):
        empty = np.zeros(0, np.int64)
        no = np.zeros(0, np.bool_)
        return Marks(empty, empty, kind, empty, no, no, no, no), empty
    before[at == 0] = _SPACE
    after[at == len(units) - 1] = _SPACE
    start, end, kind, before, after = _merge_doubled(units, at, kind, before, after)
    before, after = _look_through(start, end, before, after)
    group, paragraph_start = _paragraph_of(tokens, start)
    left_free = (before == _SPACE) | (before >= _OPENER)
    right_free = (after == _SPACE) | (after == _STOP) | (after == _DASH)
    last_letter = units.take(np.maximum(start - 1, 0))
    weak = (after != _STOP) & (before == _WORD) & is_one_of(last_letter, "sS")
    weak |= (before == _WORD) & _ends_in(units, start)
    marks = Marks(
        start=start,
        end=end,
        kind=kind,
        group=group,
        may_open=left_free & (after != _SPACE),
        may_close=(before != _SPACE) & right_free,
        weak=weak,
        code=_is_code(units, start, kind),
    )
    kept = ~_is_inches(units, marks) & ~_is_loose_single(tokens, marks, after)
    return marks.take(kept), paragraph_start[kept]


def _is_mark(units: npt.NDArray[np.uint16]) -> Flags:
    """Tell which of *units* have a kind of mark; faster than looking up each of a whole batch."""
    curly = units - np.uint16(ord("‘")) <= ord("‟") - ord("‘")  # all between them are marks
    return curly | is_one_of(units, "\"'`«»＂")


def _ends_in(units: npt.NDArray[np.uint16], at: Indices) -> Flags:
    """Tell whether "in" stands before the mark, as in "talkin'"."""
    i, n = units.take(np.maximum(at - 2, 0)), units.take(np.maximum(at - 1, 0))
    return np.asarray((i == ord("i")) & (n == ord("n")), np.bool_)


def _merge_doubled(
    units: npt.NDArray[np.uint16],
    at: Indices,
    kind: npt.NDArray[np.uint8],
    before: npt.NDArray[np.uint8],
    after: npt.NDArray[np.uint8],
) -> tuple[Indices, Indices, npt.NDArray[np.uint8], npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Make one double mark of two equal single marks side by side ('' and ``)."""
    here = units.take(at)
    joins = (np.diff(at) == 1) & (here[1:] == here[:-1]) & (kind[1:] >= SINGLE)
    if not joins.any():
        return at, at + 1, kind, before, after
    begins = np.concatenate(([True], ~joins))
    run = np.cumsum(begins) - 1
    first = np.flatnonzero(begins)
    length = np.bincount(run)
    rank = np.arange(len(at)) - first[run]
    # Of three marks in a row the single one is the inner one.
    opens_run = (before[first] != _WORD) & (before[first] != _STOP)
    shift = ((length % 2 == 1) & (length > 1) & ~opens_run)[run]
    pair_rank = rank - shift
    in_pair = (pair_rank >= 0) & (pair_rank // 2 < (length[run] - shift) // 2)
    second = in_pair & (pair_rank % 2 == 1)
    leads = in_pair & (pair_rank % 2 == 0)
    doubled = np.array([0, 0, 0, 0, 0, 0, AMBIGUOUS, OPENING, CLOSING], np.uint8)
    kind = np.where(leads, doubled[kind], kind)
    end = at + 1 + leads
    after = np.where(leads, np.append(after[1:], 0), after)
    kept = ~second
    return at[kept], end[kept], kind[kept], before[kept], after[kept].astype(np.uint8)


def _look_through(
    start: Indices,
    end: Indices,
    before: npt.NDArray[np.uint8],
    after: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Give marks that touch one another the neighbors of the whole row of marks."""
    begins = np.append(True, start[1:] != end[:-1])
    if begins.all():
        return before, after
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(start)) - 1
    run = np.cumsum(begins) - 1
    return before[first][run], after[last][run]


def _paragraph_of(tokens: Tokens, at: Indices) -> tuple[Indices, Indices]:
    """Return the paragraph of each mark and the offset at which its words begin."""
    n = len(tokens)
    text = tokens.text_of(at)
    if not n:
        return text, np.zeros(len(at), np.int64)
    following = np.searchsorted(tokens.start, at, "right")
    left, right = np.maximum(following - 1, 0), np.minimum(following, n - 1)
    paragraph = tokens.paragraph[left].astype(np.int64)
    paragraph[following == 0] = -1
    between = np.flatnonzero((tokens.paragraph[left] != tokens.paragraph[right]) | (following == 0))
    if len(between):
        breaks = tokens.breaks
        gap_begins = np.where(following[between] == 0, 0, tokens.end[left[between]])
        broken = np.searchsorted(breaks, at[between]) > np.searchsorted(breaks, gap_begins)
        broken |= following[between] == 0
        moved = between[broken]
        paragraph[moved] = tokens.paragraph[right[moved]]
    starts = tokens.start[tokens.paragraph_starts()]
    # A mark of a text without words must not join the paragraph of its neighbor.
    return paragraph * (len(tokens.texts) + 1) + text, starts[np.maximum(paragraph, 0)]


def _is_code(units: npt.NDArray[np.uint16], start: Indices, kind: npt.NDArray[np.uint8]) -> Flags:
    """Tell marks that open an attribute or a string of code: ``class="x"``, ``print("x")``."""
    one, two = units.take(np.maximum(start - 1, 0)), units.take(np.maximum(start - 2, 0))
    straight = (kind == AMBIGUOUS) | (kind == SINGLE)
    call = (one == ord("(")) & (character_tables().fold.take(two) >= FIRST_WORD_CODE)
    return np.asarray(straight & (start > 1) & ((one == ord("=")) | call), np.bool_)


def _is_inches(units: npt.NDArray[np.uint16], marks: Marks) -> Flags:
    """Tell the second mark of a measure such as 6'2"."""
    digit = character_tables().case.take(units.take(np.maximum(marks.start - 1, 0))) == DIGIT
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


def _is_loose_single(tokens: Tokens, marks: Marks, after: npt.NDArray[np.uint8]) -> Flags:
    """Tell single marks that cannot pair: elisions ('90s, 'em), and all where none can open."""
    single = marks.kind >= SINGLE
    opens = single & (marks.kind != SINGLE_CLOSING) & marks.may_open
    opens &= ~(marks.may_close & (after == _STOP))
    candidates = np.flatnonzero(opens & (after == _WORD))
    following = np.searchsorted(tokens.start, marks.start[candidates])
    types = tokens.vocabulary.types
    for mark, token in zip(candidates.tolist(), following.tolist(), strict=True):
        if token < len(tokens) and tokens.start[token] == marks.end[mark]:
            word = types[tokens.type_id[token]]
            opens[mark] = word not in _ELISIONS and not _is_decade(word)
    marks.may_open[single] = opens[single]
    has_opener = np.isin(marks.group, marks.group[opens])
    return np.asarray(single & ~(has_opener & (opens | marks.may_close)), np.bool_)


def _is_decade(word: str) -> bool:
    return len(word) <= 3 and word[:2].isdigit() and word[2:] in ("", "s")
