"""Quoted spans of a batch of texts, each with its kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.quotation.kind import describe_evidence, quotation_kinds
from framing.quotation.marks import find_marked_spans
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Quotes:
    """Quoted spans as columns of shape (n_quotes,), sorted by start.

    ``start`` and ``end`` are offsets into ``tokens.joined``, marks included (an ``unclosed`` span
    has no closing mark); ``first`` and ``last`` are the tokens inside, end exclusive; ``parent``
    is the innermost quotation around it, or -1; ``depth`` counts those around it. ``single``
    tells single marks; ``runs_on`` a span that goes on in the next paragraph, ``continues`` one
    that goes on from the paragraph before. ``kind`` indexes ``KINDS``; ``confidence`` is the
    probability of that kind, and ``evidence`` has the three features that speak most for it.
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
    kind: npt.NDArray[np.uint8]
    confidence: npt.NDArray[np.float64]
    evidence: npt.NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.start)

    def reason(self, i: int) -> str:
        """Return in words why quotation *i* has its kind."""
        return describe_evidence(self.evidence[i].tolist(), int(self.kind[i]))


def find_quotes(tokens: Tokens, *, section: npt.NDArray[np.uint8] | None = None) -> Quotes:
    """Return the quoted spans of all texts of *tokens*, with their kind.

    *section* has shape (n_tokens,), indices into ``framing.article.SECTIONS``.

    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(['The "reform" left every fee in place. "We are closing," he said.'])
    >>> quotes = find_quotes(tokens)
    >>> from framing.quotation.kind import KINDS
    >>> [KINDS[k] for k in quotes.kind]
    ['scare_quote', 'direct_speech']
    """
    spans = find_marked_spans(tokens)
    kinds = quotation_kinds(tokens, spans)
    return Quotes(
        article=spans.article,
        start=spans.start,
        end=spans.end,
        first=spans.first,
        last=spans.last,
        depth=spans.depth,
        parent=spans.parent,
        single=spans.single,
        unclosed=spans.unclosed,
        runs_on=spans.runs_on,
        continues=spans.continues,
        kind=kinds.kind,
        confidence=kinds.confidence,
        evidence=kinds.evidence,
    )
