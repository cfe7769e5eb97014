"""Passages that outlets share word for word: published, but not worded by their staff."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.alignment.batches import batches_of_events
from framing.alignment.shared_passages import find_shared_passages
from framing.compared.selection import Selection, Wire
from framing.tables import FLAG, TEXT, WHOLE, make_table
from framing.text.sections import find_sections
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens, tokenize

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis

Indices = npt.NDArray[np.int64]

WIRE_COLUMNS = {
    "event": TEXT,
    "outlet": TEXT,
    "article": TEXT,
    "start": WHOLE,
    "end": WHOLE,
    "text": TEXT,
    "counted": FLAG,
    "why": TEXT,
}
_BATCH = 128
_AFTER_WORDS = re.compile(r"\W+\Z")
_CHOSE = "chose to run: another outlet has the same words"


def find_wire(analysis: Analysis, selection: Selection) -> Wire:
    """Return what articles of different outlets share word for word, event by event."""
    known = [number for number, outlet in enumerate(selection.outlet) if outlet]
    articles = [analysis.corpus[n] for n in known]
    events = [selection.event[n] for n in known]
    spans = {}
    for batch in batches_of_events(articles, events, [selection.outlet[n] for n in known]):
        chosen = [(n, k) for k, numbers in enumerate(batch.values()) for n in numbers]
        shared = find_shared_passages(
            [articles[n] for n, _ in chosen], events=[k for _, k in chosen]
        )
        spans.update({known[n]: own for (n, _), own in zip(chosen, shared, strict=True) if own})
    return Wire(dict(sorted(spans.items())))


def wire_table(analysis: Analysis, selection: Selection, wire: Wire) -> pd.DataFrame:
    """Return one row a shared passage; ``counted`` tells whether this comparison counts it."""
    rows = []
    for number, spans in wire.spans.items():
        article = analysis.corpus[number]
        counted = bool(selection.counted[number]) and number not in selection.wire.spans
        for start, end in spans:
            text = article.text[start:end]
            place = (selection.event[number], selection.outlet[number], article.id)
            rows.append((*place, start, end, text, counted, _CHOSE))
    return make_table(WIRE_COLUMNS, sorted(rows, key=lambda row: (*row[:3], row[3])))


def staff_words(analysis: Analysis, wire: Wire) -> Indices:
    """Return words by article, voice and section, those in shared passages left out."""
    findings, shared = analysis.findings, wire.rows
    words = findings.words.copy()
    numbers = np.array(sorted(wire.spans), np.int64)
    vocabulary = Vocabulary()
    for begin in range(0, len(numbers), _BATCH):
        batch = numbers[begin : begin + _BATCH]
        articles = [analysis.corpus[n] for n in batch.tolist()]
        tokens = tokenize([article.text for article in articles], vocabulary=vocabulary)
        left_out = np.flatnonzero(stretches(shared, batch, tokens))
        voice = stretches(findings.foreign[:, :3], batch, tokens, findings.foreign[:, 3])
        section = find_sections(articles, tokens)
        article = np.repeat(batch, np.diff(tokens.first))
        place = (article[left_out], voice[left_out], section[left_out])
        np.subtract.at(words, place, 1)
    return words


def staff_sentences(analysis: Analysis, sentences: Sequence[Indices], wire: Wire) -> list[Indices]:
    """Return each article's *sentences*, without those of which every word is shared."""
    kept = list(sentences)
    for number in wire.spans:
        text, spans = analysis.corpus[number].text, kept[number]
        words_end = [s + len(_AFTER_WORDS.sub("", text[s:e])) for s, e in spans.tolist()]
        place = {
            "article": np.full(len(spans), number),
            "start": spans[:, 0],
            "end": np.array(words_end, np.int64),
        }
        kept[number] = spans[~wire.holds(place)]
    return kept


def stretches(
    spans: Indices, batch: Indices, tokens: Tokens, code: Indices | None = None
) -> Indices:
    """Return the *code*, 1 unless given, of the span that each token of a batch begins in, or 0.

    *spans* are rows of article, start and end, by article, and *batch* numbers the articles of
    *tokens*. Where spans overlap codes are added up.
    """
    low, high = np.searchsorted(spans[:, 0], (batch[0], batch[-1] + 1))
    place = np.searchsorted(batch, spans[low:high, 0])
    known = batch[place] == spans[low:high, 0]
    ends = spans[low:high, 1:][known] + tokens.text_start[place[known], None]
    value = 1 if code is None else code[low:high][known]
    change = np.zeros(len(tokens) + 1, np.int64)
    np.add.at(change, np.searchsorted(tokens.start, ends[:, 0]), value)
    np.subtract.at(change, np.searchsorted(tokens.start, ends[:, 1]), value)
    return np.cumsum(change)[:-1]
