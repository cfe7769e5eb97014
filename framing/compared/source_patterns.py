"""How outlets report rather than what: who is heard, how much of the text, who alone, who first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.estimate import MIN_EVENTS, MIN_HITS
from framing.statistics.shares import share
from framing.tables import NUMBER, TEXT, WHOLE, make_table
from framing.text.sections import CAPTION
from framing.voice import VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection

Indices = npt.NDArray[np.int64]
# Pattern, item, and by article or attribution its cell, what is counted and out of how many.
_Pattern = tuple[str, str, Indices, npt.NDArray[Any], npt.NDArray[Any]]

PATTERN_COLUMNS = {
    "pattern": TEXT,
    "item": TEXT,
    "outlet": TEXT,
    "count": WHOLE,
    "out_of": WHOLE,
    "unit": TEXT,
    "share": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    "n_events": WHOLE,
    "verdict": TEXT,
    "why": TEXT,
}
ARTICLE_COLUMNS = {
    "article": TEXT,
    "outlet": TEXT,
    "event": TEXT,
    "n_sentences": WHOLE,
    "attributed_sentences": WHOLE,
    "n_words": WHOLE,
    "quoted_words": WHOLE,
    "attributed_words": WHOLE,
    "n_attributions": WHOLE,
    "n_sources": WHOLE,
    "first_source": TEXT,
    "first_source_type": TEXT,
    "first_source_side": TEXT,
}
_SIZES = (
    "n_sentences",
    "attributed_sentences",
    "n_words",
    "quoted_words",
    "attributed_words",
    "n_sources",
)
ONLY_COLUMNS = {
    "source": TEXT,
    "outlet": TEXT,
    "source_type": TEXT,
    "side": TEXT,
    "count": WHOLE,
    "n_articles": WHOLE,
    "n_events": WHOLE,
}


def article_sources_table(
    analysis: Analysis, selection: Selection, sentences: Sequence[Indices], words: Indices
) -> pd.DataFrame:
    """Return one row a counted article: how much of it is attributed, to how many, whom first.

    *sentences* are the offsets of each article's sentences, *words* its words by voice and
    section; of both what staff wording leaves out is not among them. A source is counted once by
    its resolved speaker, else by its words; attributions without a source (agentless passives)
    count as attributed but as no source.
    """
    numbers = np.flatnonzero(selection.counted)
    words = words.sum(axis=2) - words[:, :, CAPTION]
    article, rows = _cited(analysis, selection)
    frame = analysis.findings.attributions
    who = _who(analysis, article, rows)
    sources: dict[int, dict[str, int]] = {}  # of an article: the first row of each source
    for number, row, name in zip(article.tolist(), rows.tolist(), who, strict=True):
        if name:
            sources.setdefault(number, {}).setdefault(name, row)
    known = [sources.get(number, {}) for number in numbers.tolist()]
    first = [next(iter(found.values()), -1) for found in known]
    columns = {
        "article": [analysis.corpus[number].id for number in numbers.tolist()],
        "outlet": selection.outlets_of(numbers),
        "event": [selection.event[number] for number in numbers.tolist()],
        "n_sentences": [len(sentences[number]) for number in numbers.tolist()],
        "attributed_sentences": _spoken(article, frame["start"][rows], sentences)[numbers],
        "n_words": words[numbers].sum(axis=1),
        "quoted_words": words[numbers, VOICES.index("quoted")],
        "attributed_words": words[numbers, VOICES.index("attributed")],
        "n_attributions": np.bincount(article, minlength=len(words))[numbers],
        "n_sources": [len(found) for found in known],
        "first_source": [next(iter(found), None) for found in known],
        "first_source_type": [frame["source_type"][row] if row >= 0 else None for row in first],
        "first_source_side": [frame["side"][row] if row >= 0 else None for row in first],
    }
    return make_table(ARTICLE_COLUMNS, columns)


def _who(analysis: Analysis, article: Indices, rows: Indices) -> list[str | None]:
    """Return the source of each attribution: its resolved speaker, else its words, else None."""
    spans = analysis.findings.spans["source"]
    offsets, first = spans.span.tolist(), spans.first.tolist()
    speakers = analysis.findings.attributions["speaker"][rows].tolist()
    found: list[str | None] = []
    for number, row, speaker in zip(article.tolist(), rows.tolist(), speakers, strict=True):
        text = analysis.corpus[number].text
        own = (
            "" if speaker else " ".join(text[s:e] for s, e in offsets[first[row] : first[row + 1]])
        )
        found.append(speaker or own or None)
    return found


def _spoken(article: Indices, start: Indices, sentences: Sequence[Indices]) -> Indices:
    """Return for every article in how many of its *sentences* something at *start* begins."""
    width = max([int(start.max(initial=0)), *(int(s.max(initial=0)) for s in sentences)]) + 1
    sizes = [len(spans) for spans in sentences]
    spans = np.concatenate([np.zeros((1, 2), np.int64), *sentences])  # the first holds nothing
    spans[1:] += np.repeat(np.arange(len(sizes)), sizes)[:, None] * width
    place = article * width + start
    sentence = np.searchsorted(spans[1:, 0], place, "right")
    inside = place < spans[sentence, 1]
    held = np.unique(np.stack([article, sentence])[:, inside], axis=1)[0]
    return np.bincount(held, minlength=len(sizes))


def source_patterns_table(
    analysis: Analysis, selection: Selection, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return one row a pattern, item and outlet, over all events the outlet covered.

    ``attributed_sentences`` of all sentences; ``quoted_words`` and ``attributed_words`` of all
    words; ``single_source`` and ``no_source`` of all articles; ``first_source_type`` and
    ``first_source_side`` of the articles with a source; ``doubting`` of the attributions to
    sources of a side (too_few below 10 of them or 8 events).
    """
    number = {outlet: n for n, outlet in enumerate(selection.outlets)}
    chosen = np.flatnonzero(selection.counted)
    outlet = np.array([number[selection.outlet[n]] for n in chosen.tolist()], np.int64)
    cell = outlet * len(selection.events) + selection.event_numbers[chosen]
    size = {name: articles[name].to_numpy(np.int64) for name in _SIZES}
    ones = np.ones(len(articles), np.int64)
    found: list[_Pattern] = [
        ("attributed_sentences", "", cell, size["attributed_sentences"], size["n_sentences"]),
        ("quoted_words", "", cell, size["quoted_words"], size["n_words"]),
        ("attributed_words", "", cell, size["attributed_words"], size["n_words"]),
        ("single_source", "", cell, size["n_sources"] == 1, ones),
        ("no_source", "", cell, size["n_sources"] == 0, ones),
    ]
    cited = np.flatnonzero(size["n_sources"] > 0)
    for pattern in ("first_source_type", "first_source_side"):
        own = articles[pattern].to_numpy(object, na_value=None)[cited]
        for value in sorted(set(own.tolist()) - {None}):
            found.append((pattern, value, cell[cited], own == value, ones[cited]))
    article, rows = _cited(analysis, selection)
    frame = analysis.findings.attributions
    side, doubting = frame["side"][rows], frame["cue_stance"][rows] == "doubting"
    of_article = np.zeros(len(analysis.corpus), np.int64)
    of_article[chosen] = cell
    for value in sorted(set(side.tolist()) - {None, ""}):
        own = np.flatnonzero(side == value)
        found.append(
            ("doubting", value, of_article[article[own]], doubting[own], np.ones(len(own)))
        )
    found.sort(key=lambda one: one[:2])
    return make_table(PATTERN_COLUMNS, [row for one in found for row in _rows(one, selection)])


_UNITS = {
    "attributed_sentences": "sentences",
    "quoted_words": "words",
    "attributed_words": "words",
    "doubting": "attributions to the side",
}


def _rows(one: _Pattern, selection: Selection) -> Iterator[tuple[Any, ...]]:
    """Yield a row an outlet: the counts of its events, of those alone that have any."""
    pattern, item, cell, count, out_of = one
    shape = (len(selection.outlets), len(selection.events))
    size = shape[0] * shape[1]
    counts, totals, present = (
        np.bincount(cell, weight, size).astype(np.int64).reshape(shape)
        for weight in (count, out_of, None)
    )
    for number, outlet in enumerate(selection.outlets):
        events = np.flatnonzero(present[number])
        if not len(events):
            continue
        own, total = counts[number, events], totals[number, events]
        e = share(own, total, feature=pattern, outlet=outlet)
        n_all, n_events = int(total.sum()), int((total > 0).sum())
        few = n_events < MIN_EVENTS or n_all < MIN_HITS
        yield (
            *(pattern, item or None, outlet, int(own.sum()), n_all),
            *(_UNITS.get(pattern, "articles"), e.value, e.low, e.high, n_events),
            *("too_few" if few else "described", e.why),
        )


def only_sources_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return the named sources that one outlet alone cites on the events it shares with others."""
    article, rows = _cited(analysis, selection)
    frame, shared = analysis.findings.attributions, set(selection.shared)
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    speakers = frame["speaker"][rows].tolist()
    for number, row, speaker in zip(article.tolist(), rows.tolist(), speakers, strict=True):
        if speaker and selection.event[number] in shared:
            found[speaker].append((number, row))
    table = []
    for speaker, said in sorted(found.items()):
        outlets = {selection.outlet[number] for number, _ in said}
        if len(outlets) == 1:
            numbers = {number for number, _ in said}
            first = said[0][1]
            table.append(
                (
                    *(speaker, outlets.pop(), frame["source_type"][first], frame["side"][first]),
                    *(len(said), len(numbers), len({selection.event[n] for n in numbers})),
                )
            )
    table.sort(key=lambda row: (row[1], -row[4], row[0]))
    return make_table(ONLY_COLUMNS, table)


def _cited(analysis: Analysis, selection: Selection) -> tuple[Indices, Indices]:
    """Return article and row of the attributions that are counted, captions left out."""
    frame = analysis.findings.attributions
    keep = selection.counted[frame["article"]] & (frame["section"] != CAPTION)
    keep &= ~selection.wire.holds(frame)
    rows = np.flatnonzero(keep)
    return frame["article"][rows], rows
