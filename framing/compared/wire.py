"""Passages that outlets share word for word: published, but not worded by their staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.alignment.batches import batches_of_events
from framing.alignment.shared_passages import find_shared_passages
from framing.compared.selection import Selection, Wire
from framing.tables import make_table
from framing.text.sections import find_sections
from framing.tokens import tokenize

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.corpus.findings import Findings

WIRE_COLUMNS = {
    "event": "string",
    "outlet": "string",
    "article": "string",
    "start": "Int64",
    "end": "Int64",
    "text": "string",
    "counted": "boolean",
    "why": "string",
}
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


def staff_words(analysis: Analysis, wire: Wire) -> npt.NDArray[np.int64]:
    """Return words by article, voice and section, those in shared passages left out."""
    findings = analysis.findings
    words = findings.words.copy()
    numbers = list(wire.spans)
    if not numbers:
        return words
    articles = [analysis.corpus[n] for n in numbers]
    tokens = tokenize([article.text for article in articles])
    section = find_sections(articles, tokens)
    for place, number in enumerate(numbers):
        low, high = int(tokens.first[place]), int(tokens.first[place + 1])
        start = tokens.start[low:high] - tokens.text_start[place]
        inside = np.zeros(high - low, np.bool_)
        for begin, end in wire.spans[number]:
            inside[slice(*np.searchsorted(start, (begin, end)))] = True
        voice = _voices(findings, number, start)
        np.subtract.at(words[number], (voice[inside], section[low:high][inside]), 1)
    return words


def _voices(findings: Findings, number: int, start: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    voice = np.zeros(len(start), np.int64)
    for _, begin, end, code in findings.foreign[findings.foreign[:, 0] == number].tolist():
        voice[slice(*np.searchsorted(start, (begin, end)))] = code
    return voice
