"""Quotation marks of a batch of texts, paired into spans.

Marks are paired within a paragraph, so that one stray mark cannot turn a document inside out.
Double marks (“ ” " '' `` „) pair with one another, guillemets with guillemets, single marks with
single marks; an apostrophe is no mark. Paragraphs in which marks simply alternate are paired in
arrays; the others go through a stack, mark by mark, in linear time.
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
    Mark,
    pair_marks,
)
from framing.text.characters import character_tables
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SPACE, _WORD, _STOP, _OPENER, _DASH = 0, 1, 2, 3, 4
_ELISIONS = frozenset("em til tis twas cause cuz n bout neath ere twere twill tween hood".split())


@dataclass(frozen=True, slots=True, eq=False)
class MarkedSpans:
    """Spans between quotation marks, sorted by start; all columns have shape (n_spans,).

    ``start`` and ``end`` are offsets into ``tokens.joined`` and include the marks (no closing
    mark where ``unclosed``); ``first`` and ``last`` are the tokens inside, end exclusive;
    ``parent`` is the innermost span around it, or -1; ``depth`` counts the spans around it.
    ``single`` tells single marks; ``runs_on`` spans that go on in the next paragraph and
    ``continues`` spans that go on from the one before.
    """

    article: Indices
    start: Indices
    end: Indices
    first: Indices
    last: Indices
    depth: Indices
    parent: Indices
    single: Flags
    unclosed: Flags
    runs_on: Flags
    continues: Flags

    def __len__(self) -> int:
        return len(self.start)


@dataclass(slots=True, eq=False)
class _Marks:
    """The marks of a batch, in order, with what stands before and after each."""

    start: Indices
    end: Indices
    kind: npt.NDArray[np.uint8]
    group: Indices
    may_open: Flags
    may_close: Flags
    weak: Flags
    code: Flags

    def take(self, kept: Flags | Indices) -> _Marks:
        return _Marks(*(getattr(self, name)[kept] for name in self.__slots__))


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
    neighbor[character_tables().fold >= 7] = _WORD
    neighbor[[p for p in range(0x10000) if chr(p).isspace()]] = _SPACE
    neighbor[[ord(c) for c in "([{<$#@&£€¡¿"]] = _OPENER
    neighbor[[ord(c) for c in "-–—―/=+|"]] = _DASH
    return kind, neighbor


def find_marked_spans(tokens: Tokens) -> MarkedSpans:
    """Return the spans between quotation marks of all texts of *tokens*.

    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["The workers' union called it 'a joke'. \\"No,\\" it said."])
    >>> spans = find_marked_spans(tokens)
    >>> [tokens.joined[a:b] for a, b in zip(spans.start, spans.end)]
    ["'a joke'", '"No,"']
    """
    marks, paragraphs = _find_marks(tokens)
    if not len(marks.start):
        return _no_spans()
    opener, closer, unclosed = _pair(marks)
    start, end = marks.start[opener], marks.end[closer]
    single = marks.kind[opener] >= SINGLE
    loose, runs_on, next_opener = _unclosed_speech(tokens, marks, paragraphs, unclosed, closer)
    loose_end = _paragraph_ends(tokens, marks.end[loose])
    open_flag = np.zeros(len(start) + len(loose), np.bool_)
    open_flag[len(start) :] = True
    goes_on = np.concatenate((np.zeros(len(start), np.bool_), runs_on))
    all_start = np.concatenate((start, marks.start[loose]))
    continues = np.isin(all_start, marks.start[next_opener])
    return _arrange(
        tokens,
        all_start,
        np.concatenate((end, loose_end)),
        np.concatenate((single, np.zeros(len(loose), np.bool_))),
        open_flag,
        goes_on,
        continues,
    )


def _no_spans() -> MarkedSpans:
    none, no = np.zeros(0, np.int64), np.zeros(0, np.bool_)
    return MarkedSpans(none, none, none, none, none, none, none, no, no, no, no)


def _find_marks(tokens: Tokens) -> tuple[_Marks, Indices]:
    """Return the marks that may pair, and the first token of the paragraph of each."""
    kinds, neighbors = _tables()
    units = tokens.units
    found = kinds.take(units)
    at = np.flatnonzero(found)
    kind = found[at]
    before = neighbors.take(units.take(np.maximum(at - 1, 0)))
    after = neighbors.take(units.take(np.minimum(at + 1, len(units) - 1)))
    kept = (kind < SINGLE) | (before != _WORD) | (after != _WORD)
    at, kind = at[kept], kind[kept]
    before, after = before[kept], after[kept]
    if not len(at):
        empty = np.zeros(0, np.int64)
        no = np.zeros(0, np.bool_)
        return _Marks(empty, empty, kind, empty, no, no, no, no), empty
    before[at == 0] = _SPACE
    after[at == len(units) - 1] = _SPACE
    start, end, kind, before, after = _merge_doubled(units, at, kind, before, after)
    before, after = _look_through(start, end, before, after)
    group, paragraph_start = _paragraph_of(tokens, start)
    left_free = (before == _SPACE) | (before >= _OPENER)
    right_free = (after == _SPACE) | (after == _STOP) | (after == _DASH)
    last_letter = units.take(np.maximum(start - 1, 0))
    weak = (after != _STOP) & (before == _WORD) & np.isin(last_letter, [ord("s"), ord("S")])
    weak |= (before == _WORD) & _ends_in(units, start)
    marks = _Marks(
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
        newlines = _newlines(tokens)
        gap_begins = np.where(following[between] == 0, 0, tokens.end[left[between]])
        broken = np.searchsorted(newlines, at[between]) > np.searchsorted(newlines, gap_begins)
        broken |= following[between] == 0
        moved = between[broken]
        paragraph[moved] = tokens.paragraph[right[moved]]
    starts = tokens.start[tokens.paragraph_starts()]
    # A mark of a text without words must not join the paragraph of its neighbor.
    return paragraph * (len(tokens.texts) + 1) + text, starts[np.maximum(paragraph, 0)]


def _newlines(tokens: Tokens) -> Indices:
    return np.flatnonzero((tokens.units == 10) | (tokens.units == 13))


def _is_code(units: npt.NDArray[np.uint16], start: Indices, kind: npt.NDArray[np.uint8]) -> Flags:
    """Tell marks that open an attribute or a string of code: ``class="x"``, ``print("x")``."""
    one, two = units.take(np.maximum(start - 1, 0)), units.take(np.maximum(start - 2, 0))
    straight = (kind == AMBIGUOUS) | (kind == SINGLE)
    call = (one == ord("(")) & (character_tables().fold.take(two) >= 7)
    return np.asarray(straight & (start > 1) & ((one == ord("=")) | call), np.bool_)


def _is_inches(units: npt.NDArray[np.uint16], marks: _Marks) -> Flags:
    """Tell the second mark of a measure such as 6'2"."""
    case = character_tables().case
    start = marks.start
    digit = [case.take(units.take(np.maximum(start - k, 0))) == 3 for k in (1, 2, 3, 4)]
    feet = [np.isin(units.take(np.maximum(start - k, 0)), [39, 0x2019, 0x2032]) for k in (2, 3)]
    measure = digit[0] & ((feet[0] & digit[2]) | (digit[1] & feet[1] & digit[3]))
    return np.asarray(
        measure & ((marks.kind == AMBIGUOUS) | (marks.kind == CLOSING)) & (start > 2), np.bool_
    )


def _is_loose_single(tokens: Tokens, marks: _Marks, after: npt.NDArray[np.uint8]) -> Flags:
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


def _pair(marks: _Marks) -> tuple[Indices, Indices, Indices]:
    """Return the marks that open a span, those that close it, and openers left open."""
    n = len(marks.start)
    group_begins = np.append(True, marks.group[1:] != marks.group[:-1])
    first = np.flatnonzero(group_begins)
    group = np.cumsum(group_begins) - 1
    rank = np.arange(n) - first[group]
    double = (marks.kind <= CLOSING) & ~marks.code
    opens = double & (marks.kind != CLOSING) & marks.may_open & ~marks.may_close
    closes = double & (marks.kind != OPENING) & marks.may_close & ~marks.may_open
    in_turn = np.where(rank % 2 == 0, opens, closes)
    size = np.diff(np.append(first, n))
    simple = np.bincount(group, ~in_turn) == 0
    simple &= size % 2 == 0
    even = simple[group] & (rank % 2 == 0)
    opener = [np.flatnonzero(even)]
    closer = [opener[0] + 1]
    loose: list[int] = []
    pairs: list[tuple[int, int]] = []
    for number in np.flatnonzero(~simple).tolist():
        begin, stop = int(first[number]), int(first[number] + size[number])
        found, unclosed = pair_marks(_as_list(marks, begin, stop))
        pairs.extend((begin + i, begin + j) for i, j in found)
        if unclosed is not None:
            loose.append(begin + unclosed)
    if pairs:
        opener.append(np.array([i for i, _ in pairs], np.int64))
        closer.append(np.array([j for _, j in pairs], np.int64))
    return np.concatenate(opener), np.concatenate(closer), np.array(loose, np.int64)


def _as_list(marks: _Marks, begin: int, stop: int) -> list[Mark]:
    columns = (
        marks.kind[begin:stop].tolist(),
        marks.may_open[begin:stop].tolist(),
        marks.may_close[begin:stop].tolist(),
        marks.weak[begin:stop].tolist(),
        marks.code[begin:stop].tolist(),
    )
    return [Mark(*row) for row in zip(*columns, strict=True)]


def _unclosed_speech(
    tokens: Tokens, marks: _Marks, paragraph_start: Indices, unclosed: Indices, closer: Indices
) -> tuple[Indices, Flags, Indices]:
    """Return the unclosed marks that open speech, whether it runs on, and where to.

    Speech over several paragraphs repeats its opening mark at each of them. Without such a
    repetition an unclosed mark counts only where speech may begin: at the start of its
    paragraph or after a comma or colon. Any other is a stray mark.
    """
    none = np.zeros(0, np.int64)
    if not len(unclosed):
        return none, np.zeros(0, np.bool_), none
    group_begins = np.append(True, marks.group[1:] != marks.group[:-1])
    first = np.flatnonzero(group_begins)
    group = np.cumsum(group_begins) - 1
    after = group[unclosed] + 1
    following = first[np.minimum(after, len(first) - 1)]
    stride = len(tokens.texts) + 1
    runs_on = (after < len(first)) & (marks.group[following] - marks.group[unclosed] == stride)
    runs_on &= marks.may_open[following] & (marks.kind[following] <= OPENING)
    runs_on &= marks.start[following] < paragraph_start[following]
    at_start = marks.start[unclosed] < paragraph_start[unclosed]
    lead = tokens.units.take(np.maximum(marks.start[unclosed] - 2, 0))
    speech = runs_on | at_start | np.isin(lead, [ord(","), ord(":")])
    return unclosed[speech], runs_on[speech], following[runs_on]


def _paragraph_ends(tokens: Tokens, at: Indices) -> Indices:
    """Return where the paragraph around each offset ends, white space left out."""
    inside = np.minimum(np.searchsorted(tokens.start, at), len(tokens) - 1)
    starts = tokens.paragraph_starts()
    following = np.searchsorted(starts, inside, "right")
    last = np.append(starts[1:], len(tokens))[following - 1] - 1
    ends = tokens.end[last].copy()
    newlines = np.append(_newlines(tokens), len(tokens.units))
    stop = newlines[np.searchsorted(newlines, ends)]
    for i, (end, limit) in enumerate(zip(ends.tolist(), stop.tolist(), strict=True)):
        ends[i] = end + len(tokens.joined[end:limit].rstrip())
    return np.asarray(ends, np.int64)


def _arrange(
    tokens: Tokens,
    start: Indices,
    end: Indices,
    single: Flags,
    unclosed: Flags,
    runs_on: Flags,
    continues: Flags,
) -> MarkedSpans:
    """Sort the spans, drop those without a word, and find what encloses what."""
    first = np.searchsorted(tokens.start, start)
    last = np.searchsorted(tokens.start, end)
    order = np.lexsort((-end, start))
    kept = (last > first) & (tokens.text_of(start) == tokens.text_of(end - 1))
    order = order[kept[order]]
    start, end = start[order], end[order]
    depth, parent = _nesting(start, end)
    return MarkedSpans(
        article=tokens.text_of(start),
        start=start,
        end=end,
        first=first[order],
        last=last[order],
        depth=depth,
        parent=parent,
        single=single[order],
        unclosed=unclosed[order],
        runs_on=runs_on[order],
        continues=continues[order],
    )


def _nesting(start: Indices, end: Indices) -> tuple[Indices, Indices]:
    depth, parent = np.zeros(len(start), np.int64), np.full(len(start), -1, np.int64)
    if not len(start) or not (start[1:] < np.maximum.accumulate(end)[:-1]).any():
        return depth, parent
    around: list[int] = []
    for i, (begin, stop) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        while around and end[around[-1]] < stop:
            around.pop()
        while around and end[around[-1]] <= begin:
            around.pop()
        if around:
            parent[i], depth[i] = around[-1], len(around)
        around.append(i)
    return depth, parent
