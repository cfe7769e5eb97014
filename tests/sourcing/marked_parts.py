"""Attributions written into a text, as "[s Ann Lee] [q said] [c the ferry left]"."""

from __future__ import annotations

import re
from collections.abc import Callable
from inspect import signature
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from framing.sourcing.features import quotation_numbers, quotation_spans
from framing.sourcing.model import SeenWords, load_weights, seen_words
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.tokens import Tokens, tokenize

Result = TypeVar("Result")

_PART = re.compile(r"\[([sqc])(\d?) (.*?)\]", re.DOTALL)
_KINDS = {"s": SOURCE, "q": CUE, "c": CONTENT}


class MarkedParts:
    """The parts that a marked text shows; a digit tells the attributions of one text apart."""

    def __init__(self, marked: str) -> None:
        spans, plain, end = [], "", 0
        for found in _PART.finditer(marked):
            plain += marked[end : found.start()]
            kind, owner, words = found.groups()
            spans.append((int(owner or 0), len(plain), len(plain) + len(words), _KINDS[kind]))
            plain, end = plain + words, found.end()
        self.tokens: Tokens = tokenize([plain + marked[end:]])
        self.parts = self._parts(sorted(spans))
        self.quotations = quotation_spans(self.tokens)
        self.quotation = quotation_numbers(self.tokens)

    def _parts(self, spans: list[tuple[int, int, int, int]]) -> Parts:
        owner, start, end, kind = np.array(spans, np.int64).reshape(-1, 4).T
        first = np.searchsorted(self.tokens.start, start)
        stop = np.searchsorted(self.tokens.start, end)
        return Parts(first, stop, kind.astype(np.int8), owner)

    @property
    def quoted(self) -> npt.NDArray[np.bool_]:
        """Whether each token stands within quotation marks."""
        quoted: npt.NDArray[np.bool_] = self.quotation >= 0
        return quoted

    @property
    def words(self) -> SeenWords:
        """What the model sees of each token."""
        return seen_words(self.tokens, load_weights())

    @property
    def spoken(self) -> npt.NDArray[np.bool_]:
        """Whether each token names an act of speaking."""
        return self.words.spoken

    def left_by(self, rule: Callable[..., Parts]) -> list[str]:
        """Return the attributions as a *rule* leaves them, shown."""
        return self.shown(self._given_to(rule))

    def left_with_parents_by(
        self, rule: Callable[..., tuple[Parts, npt.NDArray[np.int64]]]
    ) -> tuple[list[str], list[int]]:
        """Return the attributions as a *rule* leaves them, shown, and the parent of each."""
        parts, parent = self._given_to(rule)
        return self.shown(parts), parent.tolist()

    def _given_to(self, rule: Callable[..., Result]) -> Result:
        """Return what a *rule* makes of the attributes that its parameters are named after."""
        return rule(*(getattr(self, name) for name in signature(rule).parameters))

    def shown(self, parts: Parts | None = None) -> list[str]:
        """Return each attribution as "source | cue | content", pieces by " .. ".

        They are those of *parts*, else those that were written.
        """
        parts = self.parts if parts is None else parts
        rows = []
        for owner in range(parts.count()):
            own = parts.where(parts.owner == owner)
            runs = zip(own.first.tolist(), own.stop.tolist(), own.kind.tolist(), strict=True)
            pieces: dict[int, list[str]] = {SOURCE: [], CUE: [], CONTENT: []}
            for first, stop, kind in sorted(runs):
                span = slice(self.tokens.start[first], self.tokens.end[stop - 1])
                pieces[kind].append(self.tokens.joined[span])
            rows.append(" | ".join(" .. ".join(part) for part in pieces.values()))
        return rows
