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

from framing.quotation.mark_finding import Marks, find_marks
from framing.quotation.mark_pairing import (
    CLOSING,
    OPENING,
    SINGLE,
    SINGLE_OPENING,
    Mark,
    pair_marks,
)
from framing.text.characters import is_one_of
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
    marks, paragraphs = find_marks(tokens)
    if not len(marks.start) or not len(tokens):
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


def _pair(marks: Marks) -> tuple[Indices, Indices, Indices]:
    """Return the marks that open a span, those that close it, and openers left open."""
    group_begins = np.append(True, marks.group[1:] != marks.group[:-1])
    first = np.flatnonzero(group_begins)
    group = np.cumsum(group_begins) - 1
    single = _single_pairs(marks)
    double = np.delete(np.arange(len(group)), (single, single + 1))
    turn = np.arange(len(double)) - np.searchsorted(double, first)[group[double]]
    in_turn = _takes_turn(marks, double, opening=turn % 2 == 0)
    size = np.bincount(group[double], minlength=len(first))
    simple = (np.bincount(group[double], ~in_turn, minlength=len(first)) == 0) & (size % 2 == 0)
    single = single[simple[group[single]]]
    double = double[simple[group[double]]]
    pairs = [np.stack((single, single + 1)), double.reshape(-1, 2).T]
    loose: list[int] = []
    stop = np.append(first[1:], len(group))
    for begin, end in zip(first[~simple].tolist(), stop[~simple].tolist(), strict=True):
        found, unclosed = pair_marks(_as_list(marks, begin, end))
        pairs.append(begin + np.array(found, np.int64).reshape(-1, 2).T)
        if unclosed is not None:
            loose.append(begin + unclosed)
    opener, closer = np.concatenate(pairs, axis=1)
    return opener, closer, np.array(loose, np.int64)


def _single_pairs(marks: Marks) -> Indices:
    """Return the single marks that can only open and that the next mark can only close."""
    single = (marks.kind >= SINGLE) & ~marks.code
    opens = single & marks.may_open
    closes = single & ~marks.may_open & marks.may_close & ~marks.weak
    closes &= marks.kind != SINGLE_OPENING
    return np.flatnonzero(opens[:-1] & closes[1:] & (marks.group[1:] == marks.group[:-1]))


def _takes_turn(marks: Marks, at: Indices, *, opening: Flags) -> Flags:
    """Tell which of the marks *at* are double and can do nothing but open, or close."""
    kind, may_open, may_close = marks.kind[at], marks.may_open[at], marks.may_close[at]
    opens = (kind != CLOSING) & may_open & ~may_close
    closes = (kind != OPENING) & may_close & ~may_open
    turns: Flags = (kind <= CLOSING) & ~marks.code[at] & np.where(opening, opens, closes)
    return turns


def _as_list(marks: Marks, begin: int, stop: int) -> list[Mark]:
    columns = (
        marks.kind[begin:stop].tolist(),
        marks.may_open[begin:stop].tolist(),
        marks.may_close[begin:stop].tolist(),
        marks.weak[begin:stop].tolist(),
        marks.code[begin:stop].tolist(),
    )
    return [Mark(*row) for row in zip(*columns, strict=True)]


def _unclosed_speech(
    tokens: Tokens, marks: Marks, paragraph_start: Indices, unclosed: Indices, closer: Indices
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
    speech = runs_on | at_start | is_one_of(lead, ",:")
    return unclosed[speech], runs_on[speech], following[runs_on]


def _paragraph_ends(tokens: Tokens, at: Indices) -> Indices:
    """Return where the paragraph around each offset ends, white space left out."""
    inside = np.minimum(np.searchsorted(tokens.start, at), len(tokens) - 1)
    starts = tokens.paragraph_starts()
    following = np.searchsorted(starts, inside, "right")
    last = np.append(starts[1:], len(tokens))[following - 1] - 1
    ends = tokens.end[last].copy()
    breaks = np.append(tokens.breaks, len(tokens.units))
    stop = breaks[np.searchsorted(breaks, ends)]
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
    begins = np.append(True, start[1:] >= np.maximum.accumulate(end)[:-1])
    first = np.flatnonzero(begins)
    size = np.diff(np.append(first, len(start)))
    nested = size > 1
    for begin, stop in zip(first[nested].tolist(), (first + size)[nested].tolist(), strict=True):
        around: list[int] = []
        for i in range(begin, stop):
            while around and (end[around[-1]] < end[i] or end[around[-1]] <= start[i]):
                around.pop()
            if around:
                parent[i], depth[i] = around[-1], len(around)
            around.append(i)
    return depth, parent
