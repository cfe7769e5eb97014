"""The sentences of texts: as ranges of characters, and the tokens of some of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.text.token_ranges import tokens_in
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens, tokenize

_BATCH = 128
_CLOSING = re.compile(r"[^\w\s]*")
_OPENING = re.compile(r"[^\w\s]*\Z")


def sentence_spans(texts: Sequence[str]) -> list[npt.NDArray[np.int64]]:
    """Return for each text the offsets of its sentences, each of shape (n_sentences, 2).

    >>> text = 'It shut. "We know why," he said.'
    >>> [text[s:e] for s, e in sentence_spans([text])[0]]
    ['It shut.', '"We know why," he said.']
    """
    vocabulary = Vocabulary()
    found: list[npt.NDArray[np.int64]] = []
    for begin in range(0, len(texts), _BATCH):
        batch = texts[begin : begin + _BATCH]
        tokens = tokenize(batch, vocabulary=vocabulary)
        starts = tokens.sentence_first
        stops = np.append(starts[1:], len(tokens))
        bounds = np.searchsorted(starts, tokens.first).tolist()
        for number, text in enumerate(batch):
            rows = slice(bounds[number], bounds[number + 1])
            shift = int(tokens.text_start[number])
            spans = _with_marks(tokens, text, shift, starts[rows], stops[rows])
            found.append(np.array(spans, np.int64).reshape(-1, 2))
    return found


def _with_marks(
    tokens: Tokens,
    text: str,
    shift: int,
    starts: npt.NDArray[np.int64],
    stops: npt.NDArray[np.int64],
) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    floor = 0
    for first, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        begin, end = int(tokens.start[first]) - shift, int(tokens.end[stop - 1]) - shift
        opening = _OPENING.search(text, floor, begin)
        closing = _CLOSING.match(text, end)
        begin = opening.start() if opening else begin
        end = closing.end() if closing else end
        spans.append((begin, end))
        floor = end
    return spans


def tokens_of_sentences(
    tokens: Tokens, sentences: npt.NDArray[np.int32]
) -> tuple[Tokens, npt.NDArray[np.int64]]:
    """Return the tokens of *sentences* alone, and which of *tokens* each of them is.

    >>> part, at = tokens_of_sentences(tokenize(["It shut. Why? It rained."]), np.array([2]))
    >>> part.words(), at.tolist()
    (['it', 'rained'], [3, 4])
    """
    wanted = np.unique(sentences)
    first = np.searchsorted(tokens.sentence, wanted)
    at = tokens_in(first, np.searchsorted(tokens.sentence, wanted, "right"))
    return tokens.part(at, np.searchsorted(at, tokens.first)), at
