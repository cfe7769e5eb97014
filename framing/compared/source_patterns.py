"""How outlets report rather than what: who is heard, how much of the text, who alone, who first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.estimate import MIN_EVENTS, MIN_HITS
from framing.statistics.shares import share
from framing.tables import make_table
from framing.text.sections import CAPTION
from framing.voice import VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection

Spans = npt.NDArray[np.int64]

PATTERN_COLUMNS = {
    "pattern": "string",
    "item": "string",
    "outlet": "string",
    "count": "Int64",
    "out_of": "Int64",
    "unit": "string",
    "share": "Float64",
    "low": "Float64",
    "high": "Float64",
    "n_events": "Int64",
    "verdict": "string",
    "why": "string",
}
ARTICLE_COLUMNS = {
    "article": "string",
    "outlet": "string",
    "event": "string",
    "n_sentences": "Int64",
    "attributed_sentences": "Int64",
    "n_words": "Int64",
    "quoted_words": "Int64",
    "attributed_words": "Int64",
    "n_attributions": "Int64",
    "n_sources": "Int64",
    "first_source": "string",
    "first_source_type": "string",
    "first_source_side": "string",
}
ONLY_COLUMNS = {
    "source": "string",
    "outlet": "string",
    "source_type": "string",
    "side": "string",
    "count": "Int64",
    "n_articles": "Int64",
    "n_events": "Int64",
}


def article_sources_table(
    analysis: Analysis, selection: Selection, sentences: Sequence[Spans]
) -> pd.DataFrame:
    """Return one row a counted article: how much of it is attributed, to how many, whom first.

    *sentences* are the offsets of each article's sentences.
    A source is counted once by its resolved speaker, else by its words; attributions without a
    source (agentless passives) count as attributed but as no source.
    """
    numbers = np.flatnonzero(selection.counted).tolist()
    words = analysis.findings.words.sum(axis=2) - analysis.findings.words[:, :, CAPTION]
    members = _attributions(analysis, selection)
    rows = []
    for number in numbers:
        found, spans = members[number], sentences[number]
        starts = [row["start"] for row in found]
        spoken = len(np.unique(np.searchsorted(spans[:, 0], starts, "right"))) if starts else 0
        named = [row for row in found if row["who"]]
        first = named[0] if named else {}
        rows.append(
            (
                analysis.corpus[number].id,
                selection.outlet[number],
                selection.event[number],
                len(spans),
                spoken,
                int(words[number].sum()),
                int(words[number][VOICES.index("quoted")]),
                int(words[number][VOICES.index("attributed")]),
                len(found),
                len({row["who"] for row in named}),
                first.get("who"),
                first.get("source_type"),
                first.get("side"),
            )
        )
    return make_table(ARTICLE_COLUMNS, rows)


def source_patterns_table(
    analysis: Analysis, selection: Selection, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return one row a pattern, item and outlet, over all events the outlet covered.

    ``attributed_sentences`` of all sentences; ``quoted_words`` and ``attributed_words`` of all
    words; ``single_source`` and ``no_source`` of all articles; ``first_source_type`` and
    ``first_source_side`` of the articles with a source; ``doubting`` of the attributions to
    sources of a side (too_few below 10 of them or 8 events).
    """
    cells: dict[tuple[str, str, str], dict[str, list[int]]] = defaultdict(
        lambda: defaultdict(lambda: [0, 0])
    )

    def add(pattern: str, item: str, outlet: str, event: str, count: int, out_of: int) -> None:
        cell = cells[pattern, item, outlet][event]
        cell[0] += count
        cell[1] += out_of

    types = sorted(articles["first_source_type"].dropna().unique())
    sides = sorted(articles["first_source_side"].dropna().unique())
    for row in articles.itertuples():
        at = (row.outlet, row.event)
        add("attributed_sentences", "", *at, row.attributed_sentences, row.n_sentences)
        add("quoted_words", "", *at, row.quoted_words, row.n_words)
        add("attributed_words", "", *at, row.attributed_words, row.n_words)
        add("single_source", "", *at, int(row.n_sources == 1), 1)
        add("no_source", "", *at, int(row.n_sources == 0), 1)
        if row.n_sources:
            for pattern, values, own in (
                ("first_source_type", types, row.first_source_type),
                ("first_source_side", sides, row.first_source_side),
            ):
                for value in values:
                    add(pattern, value, *at, int(isinstance(own, str) and own == value), 1)
    for number, found in _attributions(analysis, selection).items():
        for said in found:
            if said["side"]:
                at = (selection.outlet[number], selection.event[number])
                add("doubting", said["side"], *at, int(said["cue_stance"] == "doubting"), 1)
    return make_table(PATTERN_COLUMNS, [_row(*key, cells[key]) for key in sorted(cells)])


_UNITS = {
    "attributed_sentences": "sentences",
    "quoted_words": "words",
    "attributed_words": "words",
    "doubting": "attributions to the side",
}


def _row(pattern: str, item: str, outlet: str, events: dict[str, list[int]]) -> tuple[Any, ...]:
    counts, totals = zip(*(events[event] for event in sorted(events)), strict=True)
    e = share(counts, totals, feature=pattern, outlet=outlet)
    out_of, n_events = sum(totals), sum(n > 0 for n in totals)
    few = n_events < MIN_EVENTS or out_of < MIN_HITS
    return (
        *(pattern, item or None, outlet, sum(counts), out_of, _UNITS.get(pattern, "articles")),
        *(e.value, e.low, e.high, n_events, "too_few" if few else "described", e.why),
    )


def only_sources_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return the named sources that one outlet alone cites on the events it shares with others."""
    shared = set(selection.shared)
    found: dict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for number, rows in _attributions(analysis, selection).items():
        if selection.event[number] in shared:
            for row in rows:
                if row["speaker"]:
                    found[row["speaker"]].append((number, row))
    table = []
    for speaker, said in sorted(found.items()):
        outlets = {selection.outlet[number] for number, _ in said}
        if len(outlets) == 1:
            numbers = {number for number, _ in said}
            row = said[0][1]
            table.append(
                (
                    *(speaker, outlets.pop(), row["source_type"], row["side"], len(said)),
                    *(len(numbers), len({selection.event[n] for n in numbers})),
                )
            )
    table.sort(key=lambda row: (row[1], -row[4], row[0]))
    return make_table(ONLY_COLUMNS, table)


def _attributions(analysis: Analysis, selection: Selection) -> dict[int, list[dict[str, Any]]]:
    """Return the attributions of counted articles by article, captions left out, in order."""
    frame, spans = analysis.findings.attributions, analysis.findings.spans["source"]
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    keep = selection.counted[frame["article"]] & (frame["section"] != CAPTION)
    names = ("start", "speaker", "source_type", "side", "cue_stance")
    for at in np.flatnonzero(keep).tolist():
        number = int(frame["article"][at])
        row = {name: frame[name][at] for name in names}
        text = analysis.corpus[number].text
        words = " ".join(text[s:e] for s, e in spans.of(at))
        found[number].append({**row, "who": row["speaker"] or words or None})
    return found
