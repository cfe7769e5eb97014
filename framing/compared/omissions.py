"""What most outlets report of an event and some do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.alignment.batches import batches_of_events
from framing.alignment.entities import find_entities
from framing.alignment.name_forms import root
from framing.alignment.omissions import (
    FEWEST_OUTLETS,
    Mention,
    Omission,
    find_omissions,
)
from framing.compared.figure_words import figure_in_words, plurals_of
from framing.compared.naming import labels_of, naming_rows
from framing.compared.selection import WIRE
from framing.tables import COMPARISON_TABLES, make_table
from framing.voice import VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection
    from framing.corpus.frames import Frame
    from framing.counts import Indices

_NEAR = 250  # characters from a name to something attributed, to whoever

Places = list[tuple[int, int, int]]


def all_omissions(analysis: Analysis, selection: Selection) -> list[Omission]:
    """Return the omissions of every event with three outlets or more, event by event.

    What an outlet ran it has told, whoever worded it: near-duplicates, and what several outlets
    share word for word, are not counted in rates, but an item in them is not left out. Compared
    are the outlets with an article of their own or an agency's; what such an outlet has in a
    machine-translated article it has told as well.
    """
    covering = _covering(selection)
    members = [
        n
        for n, outlet in enumerate(selection.outlet)
        if outlet in (among := covering[selection.event[n]]) and len(among) >= FEWEST_OUTLETS
    ]
    figures = _figures(analysis)
    mentions = defaultdict(list)
    for n, mention in _mentions(analysis, selection, figures):
        if mention.outlet in covering[selection.event[n]]:
            mentions[selection.event[n]].append(mention)
    attributed = _attributed(analysis)
    value_of = {item: value for _, item, value in figures}
    numbers = _numbers(analysis, selection)
    found = []
    for event, names in _entities(analysis, selection, members):
        told = names + mentions[event]
        rows = find_omissions(told, covering[event], event=event)
        otherwise = [
            *_named_and_cited(rows, names, attributed),
            *_counted(rows, numbers[event], value_of),
        ]
        if otherwise:
            rows = find_omissions(told + otherwise, covering[event], event=event)
        found += rows
    return found


def _covering(selection: Selection) -> Mapping[str, set[str]]:
    """Return the outlets that are compared on each event."""
    covering = defaultdict(set)
    for n, outlet in enumerate(selection.outlet):
        if outlet and (selection.counted[n] or selection.why_not[n] == WIRE):
            covering[selection.event[n]].add(outlet)
    return covering


def _entities(
    analysis: Analysis, selection: Selection, members: Sequence[int]
) -> Iterator[tuple[str, list[Mention]]]:
    """Yield each event with the names in its articles."""
    articles = [analysis.corpus[n] for n in members]
    outlets = [selection.outlet[n] for n in members]
    events = [selection.event[n] for n in members]
    for batch in batches_of_events(articles, events, outlets):
        chosen = [(n, k) for k, numbers in enumerate(batch.values()) for n in numbers]
        found = find_entities(
            [articles[n] for n, _ in chosen],
            [outlets[n] for n, _ in chosen],
            [k for _, k in chosen],
        )
        yield from zip(batch, found, strict=True)


def _attributed(analysis: Analysis) -> dict[str, list[tuple[int, int]]]:
    """Return where each article attributes something, by its id."""
    frame = analysis.findings.attributions
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = (frame[name].tolist() for name in ("article", "start", "end"))
    for n, start, end in zip(*columns, strict=True):
        places[analysis.corpus[n].id].append((start, end))
    return places


def _named_and_cited(
    rows: Sequence[Omission],
    entities: Sequence[Mention],
    attributed: Mapping[str, Sequence[tuple[int, int]]],
) -> Iterator[Mention]:
    """Yield names of omitted sources near something attributed: who is meant is not certain."""
    sources = {(root(row.item.split()[-1]), row.item) for row in rows if row.kind == "source"}
    for mention in entities if sources else ():
        last = root(mention.item.split()[-1])
        for item in sorted(item for name, item in sources if name == last):
            if any(
                start - _NEAR <= mention.start <= end + _NEAR
                for start, end in attributed.get(mention.article, ())
            ):
                yield mention._replace(item=item, kind="source")


def _numbers(analysis: Analysis, selection: Selection) -> dict[str, list[tuple[float, Mention]]]:
    """Return the numbers of each event, whatever they count, with the outlet and the place."""
    frame = analysis.findings.figures
    columns = (frame[name].tolist() for name in ("article", "value", "start", "end"))
    found: dict[str, list[tuple[float, Mention]]] = defaultdict(list)
    for n, value, start, end in zip(*columns, strict=True):
        outlet = selection.outlet[n]
        if outlet:
            mention = Mention("", "figure", outlet, analysis.corpus[n].id, start, end)
            found[selection.event[n]].append((value, mention))
    return found


def _counted(
    rows: Sequence[Omission],
    numbers: Sequence[tuple[float, Mention]],
    value_of: Mapping[str, float],
) -> Iterator[Mention]:
    """Yield the numbers of omitted figures where an outlet gives them of something else by name."""
    omitted = [(value_of[row.item], row) for row in rows if row.kind == "figure"]
    for value, mention in numbers if omitted else ():
        for number, row in omitted:
            if number == value and mention.outlet in row.not_reported_by:
                yield mention._replace(item=row.item)


def omissions_table(omissions: list[Omission]) -> pd.DataFrame:
    """Return *omissions* as a table, those that most outlets have first within each event."""
    return make_table(
        COMPARISON_TABLES["omissions"],
        [
            (
                o.event,
                o.item,
                o.kind,
                "; ".join(o.reported_by),
                "; ".join(o.not_reported_by),
                o.n_articles,
            )
            for o in omissions
        ],
    )


def places_of(analysis: Analysis, omissions: list[Omission], row: Mapping[str, Any]) -> Places:
    """Return where the outlets that report an item do so: the first place of each article."""
    number = {article.id: n for n, article in enumerate(analysis.corpus)}
    for omission in omissions:
        if (omission.event, omission.kind, omission.item) == (
            row["event"],
            row["kind"],
            row["item"],
        ):
            places = sorted((number[m.article], m.start, m.end) for m in omission.mentions)
            return list({place[0]: place for place in reversed(places)}.values())[::-1]
    return []


def _figures(analysis: Analysis) -> list[tuple[int, str, float]]:
    """Return the figures that say what they count: row, in words, and value."""
    frame = analysis.findings.figures
    quantity, value = frame["quantity"], frame["value"]
    rows = np.flatnonzero((quantity != None) & ~np.isnan(value))  # noqa: E711
    plurals = plurals_of(analysis, frame, rows)
    columns = (values[rows].tolist() for values in (value, frame["unit"], quantity))
    return [
        (row, figure_in_words(number, unit, what, plurals), number)
        for row, number, unit, what in zip(rows.tolist(), *columns, strict=True)
    ]


def _mentions(
    analysis: Analysis, selection: Selection, figures: Sequence[tuple[int, str, float]]
) -> Iterator[tuple[int, Mention]]:
    """Yield (article number, mention) of figures, named sources and labels in own voice."""
    rows = np.array([row for row, *_ in figures], np.int64)
    items = [item for _, item, _ in figures]
    yield from _placed(analysis, selection, analysis.findings.figures, rows, "figure", items)
    sources = analysis.findings.attributions
    named = (sources["speaker"] != None) & (sources["source_type"] == "named_person")  # noqa: E711
    rows = np.flatnonzero(named)
    speakers = sources["speaker"][rows].tolist()
    yield from _placed(analysis, selection, sources, rows, "source", speakers)
    hits = analysis.findings.hits
    rows = naming_rows(analysis)
    rows = rows[(hits["voice"][rows] == VOICES.index("own")) & (hits["referent"][rows] >= 0)]
    labels = [
        f"{label} ({analysis.referents[referent].replace('_', ' ')})"
        for label, referent in zip(
            labels_of(analysis, rows), hits["referent"][rows].tolist(), strict=True
        )
    ]
    yield from _placed(analysis, selection, hits, rows, "label", labels)


def _placed(
    analysis: Analysis,
    selection: Selection,
    frame: Frame,
    rows: Indices,
    kind: str,
    items: Sequence[str],
) -> Iterator[tuple[int, Mention]]:
    """Yield (article number, mention) of *items* at *rows* of *frame*, their outlets known."""
    places = (frame[name][rows].tolist() for name in ("article", "start", "end"))
    for item, n, start, end in zip(items, *places, strict=True):
        if outlet := selection.outlet[n]:
            yield n, Mention(item, kind, outlet, analysis.corpus[n].id, start, end)
