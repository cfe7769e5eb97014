"""What most outlets report of an event and some do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from framing.alignment.omissions import (
    FEWEST_OUTLETS,
    Mention,
    Omission,
    find_entities,
    find_omissions,
)
from framing.compared.naming import counted_hits
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection

Places = list[tuple[int, int, int]]


def all_omissions(analysis: Analysis, selection: Selection) -> list[Omission]:
    """Return the omissions of every event with three outlets or more, event by event."""
    members = defaultdict(list)
    for n, article in enumerate(analysis.corpus):
        if selection.counted[n]:
            members[selection.event[n]].append(article)
    mentions = defaultdict(list)
    for event, mention in _mentions(analysis, selection):
        mentions[event].append(mention)
    number = {article.id: n for n, article in enumerate(analysis.corpus)}
    found = []
    for event in sorted(members):
        outlets = {selection.outlet[number[article.id]] for article in members[event]}
        if len(outlets) >= FEWEST_OUTLETS:
            items = find_entities(members[event]) + mentions[event]
            found += find_omissions(items, outlets, event=event)
    return found


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


def _mentions(analysis: Analysis, selection: Selection) -> Iterator[tuple[str, Mention]]:
    """Yield (event, mention) of figures, named sources and labels in own voice."""
    number = {article.id: n for n, article in enumerate(analysis.corpus)}

    def mention(item: str, kind: str, row: Any) -> Iterator[tuple[str, Mention]]:
        n = number[row.article]
        if selection.counted[n]:
            yield (
                selection.event[n],
                Mention(
                    item=item,
                    kind=kind,
                    outlet=selection.outlet[n],
                    article=row.article,
                    start=int(row.start),
                    end=int(row.end),
                ),
            )

    figures = analysis.figures
    for row in figures[figures["quantity"].notna() & figures["value"].notna()].itertuples():
        unit = f" {row.unit}" if isinstance(row.unit, str) else ""
        yield from mention(f"{row.value:g}{unit} {row.quantity}", "figure", row)
    sources = analysis.attributions
    named = sources["speaker"].notna() & (sources["source_type"] == "named_person")
    for row in sources[named.fillna(False)].itertuples():
        yield from mention(row.speaker, "source", row)
    hits = counted_hits(analysis, selection)
    labels = hits[(hits["lexicon"] == "naming") & (hits["voice"] == "own")]
    for row in labels[labels["referent"].notna()].itertuples():
        yield from mention(f"{row.label} ({row.referent.replace('_', ' ')})", "label", row)
