"""Attributions: who is cited, with which cue, and what is attributed to them.

An attribution has a source (who), a cue (said, according to) and a content (what). Each is a list
of spans, because a quotation may be split around its cue.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]

DIRECTNESS = ("direct", "mixed", "indirect")


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
    ``tokens.joined``. ``directness`` indexes `DIRECTNESS`; ``speech`` is False for attitudes
    (support, expect); ``parent`` is the row of the attribution in whose content this one stands,
    or -1; ``confidence`` lies between 0 and 1. Rows are sorted by (start, end).
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


@dataclass(frozen=True, slots=True)
class Role:
    """The spans of one attribution before they become columns."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    directness: int
    speech: bool
    confidence: float
    parent: int = -1

    def bounds(self) -> tuple[int, int]:
        spans = self.source + self.cue + self.content
        return min(s for s, _ in spans), max(e for _, e in spans)


def columns_of(rows: list[Role], tokens: Tokens) -> Attributions:
    """Return *rows* as columns, sorted by (start, end)."""
    bounds = [row.bounds() for row in rows]
    order = sorted(range(len(rows)), key=lambda i: bounds[i])
    rank = {old: new for new, old in enumerate(order)}
    rows = [rows[i] for i in order]
    start = np.array([bounds[i][0] for i in order], np.int64)
    return Attributions(
        article=tokens.text_of(start),
        start=start,
        end=np.array([bounds[i][1] for i in order], np.int64),
        source=_ragged([row.source for row in rows]),
        cue=_ragged([row.cue for row in rows]),
        content=_ragged([row.content for row in rows]),
        directness=np.array([row.directness for row in rows], np.uint8),
        speech=np.array([row.speech for row in rows], np.bool_),
        parent=np.array([rank.get(row.parent, -1) for row in rows], np.int64),
        confidence=np.array([row.confidence for row in rows], np.float32),
    )


def _ragged(rows: list[list[tuple[int, int]]]) -> Spans:
    first = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=first[1:])
    return Spans(np.array([s for row in rows for s in row], np.int64).reshape(-1, 2), first)


_CUES = frozenset("said says told added claimed announced argued insisted tweeted wrote".split())


def find_attributions(tokens: Tokens) -> Attributions:
    """Return the attributions of a batch of texts.

    >>> from framing.tokens import tokenize
    >>> text = "Mayor Ann Lee said the bridge would reopen on Monday."
    >>> found = find_attributions(tokenize([text]))
    >>> [text[s:e] for part in (found.source, found.cue, found.content) for s, e in part.of(0)]
    ['Mayor Ann Lee', 'said', 'the bridge would reopen on Monday']
    """
    words, rows = tokens.words(), []
    starts = tokens.sentence_starts().tolist()
    for first, stop in zip(starts, [*starts[1:], len(tokens)], strict=True):
        for i in range(first + 1, stop - 1):
            if words[i] in _CUES:
                rows.append(
                    Role(
                        source=[(int(tokens.start[first]), int(tokens.end[i - 1]))],
                        cue=[(int(tokens.start[i]), int(tokens.end[i]))],
                        content=[(int(tokens.start[i + 1]), int(tokens.end[stop - 1]))],
                        directness=2,
                        speech=True,
                        confidence=0.5,
                    )
                )
                break
    return columns_of(rows, tokens)
