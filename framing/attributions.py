"""Attributions: who is cited, with which cue, and what is attributed to them.

An attribution has a source (who), a cue (said, according to) and a content (what). Each is a list
of spans, because a quotation may be split around its cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from framing.quotes import Quotes
from framing.sourcing.features import TokenCodes, quotation_spans
from framing.sourcing.model import (
    LABELS,
    ROLES,
    Weights,
    cue_strength,
    label_tokens,
    load_weights,
    speaking_cues,
)
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]

DIRECTNESS = ("direct", "mixed", "indirect")
DIRECT, MIXED, INDIRECT = range(3)
_PLAIN_CUE = 3
_ALL_BUT = 0.9
_STAND_IN = re.compile(r"[:–—]|--?")


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Ragged spans: those of row *i* are ``span[first[i]:first[i + 1]]``, each a start and an end.

    ``span`` has shape (n_spans, 2), ``first`` has shape (n_rows + 1,).
    """

    span: Indices
    first: Indices

    def of(self, row: int) -> list[tuple[int, int]]:
        """Return the spans of *row* as (start, end) pairs, in the order of the text."""
        spans = self.span[self.first[row] : self.first[row + 1]]
        return [(int(start), int(end)) for start, end in spans]


@dataclass(frozen=True, slots=True, eq=False)
class Attributions:
    """The attributions of a batch of texts as columns of shape (n_attributions,).

    ``start`` and ``end`` enclose all spans of the attribution; offsets are into
    ``tokens.joined``. ``directness`` indexes `DIRECTNESS`; ``speech`` is True where words were
    uttered (some of the content is quoted, or the cue names an act of speaking) and False for
    attitudes (support, expect); ``parent`` is the row of the attribution in whose content
    this one stands, or -1; ``confidence`` lies between 0 and 1. Rows are sorted by (start, end).
    """

    article: Indices
    start: Indices
    end: Indices
    source: Spans
    cue: Spans
    content: Spans
    directness: npt.NDArray[np.uint8]
    speech: npt.NDArray[np.bool_]
    parent: Indices
    confidence: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.start)


@dataclass(slots=True)
class _Frame:
    """One attribution while it is put together; its roles are pairs of first and last token + 1."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    last: str
    paragraph: int
    parent: int = -1

    def add(self, role: str, first: int, stop: int) -> None:
        """Put the words from *first* to *stop* into the part that *role* belongs to."""
        letter = role[0]
        part = self.content if letter == "C" else self.cue if letter == "Q" else self.source
        part.append((first, stop))
        self.last = role


_OPENERS = {"Sr": ("Sr",), "Cb": ("Cb",), "Qf": ("Sr", "Qf")}
_ROLE_OF_LABEL = np.array([0 if x[0] == "O" else ROLES.index(x[1:]) + 1 for x in LABELS], np.int8)
_BEGINS = np.array([x[0] == "B" for x in LABELS])


def find_attributions(
    tokens: Tokens, quotes: Quotes | None = None, *, section: npt.NDArray[np.uint8] | None = None
) -> Attributions:
    """Return the attributions of a batch of texts.

    *quotes* are those of `find_quotes` or None, which has the marks read here; *section* is taken
    for the sake of one signature.

    >>> from framing.tokens import tokenize
    >>> text = "Mayor Ann Lee said the bridge would reopen on Monday."
    >>> found = find_attributions(tokenize([text]))
    >>> [text[s:e] for part in (found.source, found.cue, found.content) for s, e in part.of(0)]
    ['Mayor Ann Lee', 'said', 'the bridge would reopen on Monday']
    """
    weights = load_weights()
    marked = quotation_spans(tokens, quotes)
    labels, sure, seen = label_tokens(tokens, marked, weights)
    frames = _share_sources(_frames(labels, tokens), tokens)
    quoted = seen.quotation >= 0
    frames += _nested(frames, tokens, quoted, marked, weights)
    return _as_columns(frames, tokens, seen, marked, sure, weights)


def _frames(labels: npt.NDArray[np.int8], tokens: Tokens) -> list[_Frame]:
    """Group runs of labels into attributions; the grammar of the labels says which go together."""
    role = _ROLE_OF_LABEL[labels]
    paragraph = tokens.paragraph
    edge = np.ones(len(labels), np.bool_)
    edge[1:] = (role[1:] != role[:-1]) | _BEGINS[labels[1:]] | (paragraph[1:] != paragraph[:-1])
    first = np.flatnonzero(edge)
    stop = np.append(first[1:], len(labels))
    used = role[first] > 0
    first, stop = first[used], stop[used]
    frames: list[_Frame] = []
    current: _Frame | None = None
    columns = (first.tolist(), stop.tolist(), role[first].tolist(), paragraph[first].tolist())
    for a, b, number, where in zip(*columns, strict=True):
        name = ROLES[number - 1]
        if (
            current is None
            or current.paragraph != where
            or (name in _OPENERS and current.last not in _OPENERS[name])
        ):
            current = _Frame([], [], [], name, where)
            frames.append(current)
        current.add(name, a, b)
    return [frame for frame in frames if frame.content]


def _share_sources(frames: list[_Frame], tokens: Tokens) -> list[_Frame]:
    """Give a cue without a source that of the attribution before it in its sentence.

    So it is in "She said A and added B", where the subject is not repeated.
    """
    sentence = tokens.sentence
    previous: _Frame | None = None
    for frame in frames:
        if (
            previous is not None
            and previous.source
            and not frame.source
            and frame.cue
            and frame.cue[0][0] < frame.content[0][0]
            and sentence[previous.source[0][0]] == sentence[frame.cue[0][0]]
        ):
            frame.source = list(previous.source)
        previous = frame
    return frames


def _nested(
    frames: list[_Frame],
    tokens: Tokens,
    quoted: npt.NDArray[np.bool_],
    marked: tuple[Indices, Indices],
    weights: Weights,
) -> list[_Frame]:
    """Find attributions within what others say: "Radio 4 quoted aides as saying that he left".

    The model reads each content that is not quoted and holds a plain cue as a text of its own.
    """
    strong = cue_strength(tokens, weights) >= _PLAIN_CUE
    strong &= ~quoted
    that = tokens.vocabulary.id_of("that")
    spans = [
        (a + 1 if tokens.type_id[a] == that and b - a > 1 else a, b, number)
        for number, frame in enumerate(frames)
        for a, b in frame.content
        if strong[a:b].any()
    ]
    if not spans:
        return []
    part, owner = _select(tokens, [(a, b) for a, b, _ in spans])
    labels, _, _ = label_tokens(part, marked, weights)
    inner = _share_sources(_frames(labels, part), part)
    kept = []
    for frame in inner:
        if not (frame.source and frame.cue and strong[owner[frame.cue[0][0]]]):
            continue
        for spans_of_role in (frame.source, frame.cue, frame.content):
            spans_of_role[:] = [(int(owner[a]), int(owner[b - 1]) + 1) for a, b in spans_of_role]
        frame.parent = spans[frame.paragraph][2]
        kept.append(frame)
    return kept


def _select(tokens: Tokens, spans: list[tuple[int, int]]) -> tuple[Tokens, Indices]:
    """Return the tokens of *spans* as if each were a text, and which token each was."""
    index = np.concatenate([np.arange(a, b) for a, b in spans])
    number = np.repeat(np.arange(len(spans), dtype=np.int32), [b - a for a, b in spans])
    changes = np.diff(tokens.sentence[index]) != 0
    sentence = np.zeros(len(index), np.int32)
    np.cumsum(changes | (np.diff(number) != 0), out=sentence[1:])
    part = replace(
        tokens,
        start=tokens.start[index],
        end=tokens.end[index],
        type_id=tokens.type_id[index],
        sentence=sentence,
        paragraph=number,
        shape=tokens.shape[index],
        first=np.append(0, np.cumsum([b - a for a, b in spans])),
    )
    return part, index


def _with_marks(
    tokens: Tokens, quotation: npt.NDArray[np.int32], marked: tuple[Indices, Indices]
) -> tuple[Indices, Indices]:
    """Return start and end of each token, marks included for the outer words of a quotation."""
    opens, closes = tokens.start.copy(), tokens.end.copy()
    edge = np.ones(len(quotation) + 1, np.bool_)
    edge[1:-1] = quotation[1:] != quotation[:-1]
    first = np.flatnonzero(edge[:-1] & (quotation >= 0))
    last = np.flatnonzero(edge[1:] & (quotation >= 0))
    opens[first] = marked[0][quotation[first]]
    closes[last] = marked[1][quotation[last]]
    return opens, closes


def _colon_between(tokens: Tokens, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the place of the colon or dash that stands for a cue, as in headlines."""
    found = _STAND_IN.search(tokens.joined, start, stop)
    return [found.span()] if found else []


def _as_columns(
    frames: list[_Frame],
    tokens: Tokens,
    seen: TokenCodes,
    marked: tuple[Indices, Indices],
    sure: npt.NDArray[np.float32],
    weights: Weights,
) -> Attributions:
    start, end = tokens.start.tolist(), tokens.end.tolist()
    opens, closes = (c.tolist() for c in _with_marks(tokens, seen.quotation, marked))
    rows = []
    for number, frame in enumerate(frames):
        parts = [
            [(start[a], end[b - 1]) for a, b in frame.source],
            [(start[a], end[b - 1]) for a, b in frame.cue],
            [(opens[a], closes[b - 1]) for a, b in frame.content],
        ]
        if frame.source and not frame.cue:
            parts[1] = _colon_between(tokens, parts[0][-1][1], parts[2][0][0])
        everything = parts[0] + parts[1] + parts[2]
        bounds = (min(everything)[0], max(e for _, e in everything), number)
        rows.append((bounds, parts))
    rows.sort(key=lambda row: row[0])
    order = [bounds[2] for bounds, _ in rows]
    rank = {number: row for row, number in enumerate(order)}
    first = np.array([bounds[0] for bounds, _ in rows], np.int64)
    quoted_before = _running(seen.quotation >= 0)
    spoken_before = _running(speaking_cues(tokens, weights))
    directness = [_directness(frames[i], quoted_before) for i in order]
    spoken = [any(spoken_before[b] > spoken_before[a] for a, b in frames[i].cue) for i in order]
    return Attributions(
        article=tokens.text_of(first),
        start=first,
        end=np.array([bounds[1] for bounds, _ in rows], np.int64),
        source=_ragged([parts[0] for _, parts in rows]),
        cue=_ragged([parts[1] for _, parts in rows]),
        content=_ragged([parts[2] for _, parts in rows]),
        directness=np.array(directness, np.uint8),
        speech=np.array(spoken, np.bool_) | (np.array(directness, np.uint8) != INDIRECT),
        parent=np.array([rank.get(frames[i].parent, -1) for i in order], np.int64),
        confidence=_confidence(frames, order, sure),
    )


def _directness(frame: _Frame, quoted_before: list[int]) -> int:
    size = sum(b - a for a, b in frame.content)
    inside = sum(quoted_before[b] - quoted_before[a] for a, b in frame.content)
    return DIRECT if inside >= _ALL_BUT * size else MIXED if inside else INDIRECT


def _confidence(
    frames: list[_Frame], order: list[int], sure: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Return the mean probability of the labels of the cue and of the edges of the content.

    It is rounded, because its last digits depend on which texts share a product of matrices.
    """
    at, size = [], []
    for i in order:
        own = [k for a, b in frames[i].cue for k in range(a, b)]
        own += [k for a, b in frames[i].content for k in (a, b - 1)]
        at += own
        size.append(len(own))
    ends = np.cumsum(size, dtype=np.int64)
    total = np.append(0.0, np.cumsum(sure[np.array(at, np.int64)], dtype=np.float64))
    begins = ends - np.array(size, np.int64)
    mean = (total[ends] - total[begins]) / np.maximum(ends - begins, 1)
    rounded: npt.NDArray[np.float32] = mean.round(3).astype(np.float32)
    return rounded


def _running(flags: npt.NDArray[np.bool_]) -> list[int]:
    """Return how many flags are set before each place, one place more than there are flags."""
    return [0, *np.cumsum(flags).tolist()]


def _ragged(rows: list[list[tuple[int, int]]]) -> Spans:
    first = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=first[1:])
    return Spans(np.array([s for row in rows for s in row], np.int64).reshape(-1, 2), first)
