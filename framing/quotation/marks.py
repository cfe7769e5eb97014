"""Quotation marks of a batch of texts, paired into spans.

Marks are paired within a paragraph, so that one stray mark cannot turn a document inside out.
Double marks (“ ” " '' `` „) pair with one another, guillemets with guillemets, single marks with
single marks; an apostrophe is no mark. Paragraphs whose marks simply alternate, single pairs within
double ones included, are paired in arrays; the others go through a stack, in linear time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.quotation.mark_finding import Marks, find_marks, paragraph_begins
from framing.quotation.mark_pairing import (
    CLOSING,
    OPENING,
    SINGLE,
    SINGLE_OPENING,
    Mark,
    pair_marks,
)
from framing.text.characters import is_one_of
from framing.text.token_ranges import first_of_runs, token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


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


def find_marked_spans(tokens: Tokens) -> MarkedSpans:
    """Return the spans between quotation marks of all texts of *tokens*.

    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["The workers' union called it 'a joke'. \\"No,\\" it said."])
    >>> spans = find_marked_spans(tokens)
    >>> [tokens.joined[a:b] for a, b in zip(spans.start, spans.end)]
    ["'a joke'", '"No,"']
    """
    marks = find_marks(tokens) if len(tokens) and len(tokens.quotation_marks) else None
    if not marks:
        return _no_spans()
    opener, closer, unclosed = _pair(marks)
    loose, runs_on, next_opener = _unclosed_speech(tokens, marks, unclosed)
    text = marks.group % (len(tokens.texts) + 1)
    loose_end = _paragraph_ends(tokens, marks.end[loose])
    stays = tokens.text_of(loose_end - 1) == text[loose]
    loose, loose_end, runs_on = loose[stays], loose_end[stays], runs_on[stays]
    end = np.concatenate((marks.end[closer], loose_end))
    last = np.concatenate((marks.token[closer], np.searchsorted(tokens.start, loose_end)))
    n_closed = len(opener)
    opener = np.concatenate((opener, loose))
    is_next = np.zeros(len(marks), np.bool_)
    is_next[next_opener] = True
    start, first = marks.start[opener], marks.token[opener]
    kept = np.flatnonzero(last > first)
    order = kept[opener[kept].argsort()]
    goes_on = np.concatenate((np.zeros(n_closed, np.bool_), runs_on))
    depth, parent = _nesting(start[order], end[order])
    return MarkedSpans(
        article=text[opener[order]],
        start=start[order],
        end=end[order],
        first=first[order],
        last=last[order],
        depth=depth,
        parent=parent,
        single=marks.kind[opener[order]] >= SINGLE,
        unclosed=order >= n_closed,
        runs_on=goes_on[order],
        continues=is_next[opener[order]],
    )


def _no_spans() -> MarkedSpans:
    none, no = np.zeros(0, np.int64), np.zeros(0, np.bool_)
    return MarkedSpans(none, none, none, none, none, none, none, no, no, no, no)


def _pair(marks: Marks) -> tuple[Indices, Indices, Indices]:
    """Return the marks that open a span, those that close it, and openers left open."""
    first = first_of_runs(marks.group)
    stop = np.append(first[1:], len(marks))
    group = np.repeat(np.arange(len(first)), stop - first)
    single, of_code = _single_pairs(marks), _code_pairs(marks)
    is_double = np.ones(len(marks), np.bool_)
    for pairs in (single, of_code):
        is_double[pairs] = is_double[pairs + 1] = False
    double = np.flatnonzero(is_double)
    group_of = group[double]
    size = np.bincount(group_of, minlength=len(first))
    turn = np.arange(len(double)) - (np.cumsum(size) - size)[group_of]
    in_turn = _takes_turn(marks, double, opening=turn % 2 == 0)
    simple = np.ones(len(first), np.bool_)
    simple[group_of[~in_turn]] = False
    single = single[simple[group[single]]]
    has_partner = turn < (size & -2)[group_of]
    paired = double[has_partner & simple[group_of]]
    left_open = double[~has_partner & simple[group_of]]
    stacked, loose = _pair_in_turn(marks, first[~simple], stop[~simple])
    opener = np.concatenate((single, paired[::2], stacked[:, 0]))
    closer = np.concatenate((single + 1, paired[1::2], stacked[:, 1]))
    return opener, closer, np.concatenate((left_open, loose))


def _pair_in_turn(marks: Marks, first: Indices, stop: Indices) -> tuple[Indices, Indices]:
    """Return pairs of the marks of some paragraphs, shape (n_pairs, 2), and openers left open."""
    pairs: list[tuple[int, int]] = []
    loose: list[int] = []
    of = token_ranges(first, stop)
    listed = _as_list(marks.take(of.token))
    place = 0
    for begin, size in zip(first.tolist(), (stop - first).tolist(), strict=True):
        found, unclosed = pair_marks(listed[place : place + size])
        pairs.extend((begin + i, begin + j) for i, j in found)
        if unclosed is not None:
            loose.append(begin + unclosed)
        place += size
    return np.array(pairs, np.int64).reshape(-1, 2), np.array(loose, np.int64)


def _single_pairs(marks: Marks) -> Indices:
    """Return the single marks that can only open and that the next mark can only close.

    A weak mark is sure to close where the one after it ends the search for a better one.
    """
    single = (marks.kind >= SINGLE) & ~marks.code
    opens = single & marks.may_open
    closes = single & ~marks.may_open & marks.may_close & (marks.kind != SINGLE_OPENING)
    same_group = marks.group[1:] == marks.group[:-1]
    ends_search = np.where(marks.kind >= SINGLE, marks.may_open, marks.may_close & ~marks.may_open)
    closes[:-1] &= ~marks.weak[:-1] | ends_search[1:] | ~same_group
    return np.flatnonzero(opens[:-1] & closes[1:] & same_group)


def _code_pairs(marks: Marks) -> Indices:
    """Return the double marks that open a string of code, which the next mark ends."""
    at = np.flatnonzero(marks.code[:-1] & ~marks.code[1:] & (marks.kind[:-1] < SINGLE))
    same = (marks.kind[at + 1] == marks.kind[at]) & (marks.group[at + 1] == marks.group[at])
    pairs: Indices = at[same]
    return pairs


def _takes_turn(marks: Marks, at: Indices, *, opening: Flags) -> Flags:
    """Tell which of the marks *at* are double and can do nothing but open, or close."""
    kind, may_open, may_close = marks.kind[at], marks.may_open[at], marks.may_close[at]
    opens = (kind != CLOSING) & may_open & ~may_close
    closes = (kind != OPENING) & may_close & ~may_open
    turns: Flags = (kind <= CLOSING) & ~marks.code[at] & np.where(opening, opens, closes)
    return turns


def _as_list(marks: Marks) -> list[Mark]:
    columns = marks.kind, marks.may_open, marks.may_close, marks.weak, marks.code
    return list(map(Mark, *(column.tolist() for column in columns)))


def _unclosed_speech(
    tokens: Tokens, marks: Marks, unclosed: Indices
) -> tuple[Indices, Flags, Indices]:
    """Return the unclosed marks that open speech, whether it runs on, and where to.

    Speech over several paragraphs repeats its opening mark at each of them. Without such a
    repetition an unclosed mark counts only where speech may begin: at the start of its
    paragraph or after a comma or colon. Any other is a stray mark.
    """
    # Groups ascend, so that the mark after the last of a group is the first of the next.
    following = np.searchsorted(marks.group, marks.group[unclosed], "right")
    is_last = following == len(marks)
    following[is_last] = 0
    stride = len(tokens.texts) + 1
    runs_on = ~is_last & (marks.group[following] - marks.group[unclosed] == stride)
    runs_on &= marks.may_open[following] & (marks.kind[following] <= OPENING)
    runs_on &= marks.start[following] < paragraph_begins(tokens, marks.group[following])
    at_start = marks.start[unclosed] < paragraph_begins(tokens, marks.group[unclosed])
    lead = tokens.units.take(np.maximum(marks.start[unclosed] - 2, 0))
    speech = runs_on | at_start | is_one_of(lead, ",:")
    return unclosed[speech], runs_on[speech], following[runs_on]


def _paragraph_ends(tokens: Tokens, at: Indices) -> Indices:
    """Return where the paragraph around each offset ends, white space left out."""
    inside = np.minimum(np.searchsorted(tokens.start, at), len(tokens) - 1)
    stops = np.append(tokens.paragraph_first[1:], len(tokens))
    last = stops[tokens.paragraph[inside]] - 1
    ends = tokens.end[last].copy()
    breaks = np.append(tokens.breaks, len(tokens.units))
    stop = breaks[np.searchsorted(breaks, ends)]
    for i, (end, limit) in enumerate(zip(ends.tolist(), stop.tolist(), strict=True)):
        ends[i] = end + len(tokens.joined[end:limit].rstrip())
    return np.asarray(ends, np.int64)


def _nesting(start: Indices, end: Indices) -> tuple[Indices, Indices]:
    """Return for each span, sorted by start, how many enclose it, and the innermost of these."""
    depth, parent = np.zeros(len(start), np.int64), np.full(len(start), -1, np.int64)
    reach = np.maximum.accumulate(end)
    begins = np.append(True, start[1:] >= reach[:-1])[: len(start)]
    first = np.flatnonzero(begins)
    stop = np.append(first[1:], len(start))
    nested = stop - first > 1
    for begin, beyond in zip(first[nested].tolist(), stop[nested].tolist(), strict=True):
        starts, ends = start[begin:beyond].tolist(), end[begin:beyond].tolist()
        around: list[int] = []
        for i, (opens, closes) in enumerate(zip(starts, ends, strict=True)):
            while around and (ends[around[-1]] < closes or ends[around[-1]] <= opens):
                around.pop()
            if around:
                parent[begin + i], depth[begin + i] = begin + around[-1], len(around)
            around.append(i)
    return depth, parent
