"""What other outlets report of an event and some do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from framing.compared.naming import counted_hits
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.selection import Selection

Item = tuple[str, str, str]
Places = list[tuple[int, int, int]]

MIN_OUTLETS = 3


def omissions_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return the items that two or more outlets report of an event and another does not.

    Items are figures with what they count, named sources, and labels in the outlet's own voice;
    events need three outlets or more. Those that most outlets have come first.
    """
    covering = defaultdict(set)
    for outlet, event, counted in zip(
        selection.outlet, selection.event, selection.counted, strict=True
    ):
        if counted:
            covering[event].add(outlet)
    rows = []
    for (event, kind, item), places in sorted(_items(analysis, selection).items()):
        have = {selection.outlet[n] for n, _, _ in places}
        lack = covering[event] - have
        if len(covering[event]) < MIN_OUTLETS or len(have) < len(covering[event]) / 2 or not lack:
            continue
        rows.append(
            (
                event,
                item,
                kind,
                "; ".join(sorted(have)),
                "; ".join(sorted(lack)),
                len({n for n, _, _ in places}),
            )
        )
    rows.sort(key=lambda row: (row[0], row[4].count(";"), -row[5], row[2], row[1]))
    return make_table(COMPARISON_TABLES["omissions"], rows)


def places_of(analysis: Analysis, selection: Selection, row: Mapping[str, Any]) -> Places:
    """Return where the outlets that report an item do so; one place an article."""
    places = _items(analysis, selection).get((row["event"], row["kind"], row["item"]), [])
    first: dict[int, tuple[int, int, int]] = {}
    for place in sorted(places):
        first.setdefault(place[0], place)
    return list(first.values())


def _items(analysis: Analysis, selection: Selection) -> dict[Item, Places]:
    number = {article.id: n for n, article in enumerate(analysis.corpus)}
    found: dict[Item, Places] = defaultdict(list)

    def add(article: str, kind: str, item: str, start: Any, end: Any) -> None:
        n = number[article]
        if selection.counted[n]:
            found[selection.event[n], kind, item].append((n, int(start), int(end)))

    figures = analysis.figures
    for row in figures[figures["quantity"].notna() & figures["value"].notna()].itertuples():
        unit = f" {row.unit}" if isinstance(row.unit, str) else ""
        add(row.article, "figure", f"{row.value:g}{unit} {row.quantity}", row.start, row.end)
    sources = analysis.attributions
    for row in sources[sources["speaker"].notna()].itertuples():
        add(row.article, "source", row.speaker, row.start, row.end)
    hits = counted_hits(analysis, selection)
    labels = hits[(hits["lexicon"] == "naming") & (hits["voice"] == "own")]
    for row in labels[labels["referent"].notna()].itertuples():
        item = f"{row.label} ({row.referent.replace('_', ' ')})"
        add(row.article, "label", item, row.start, row.end)
    people = hits[(hits["lexicon"] == "actors") & (hits["category"] != "demonym")]
    for row in people.itertuples():
        add(row.article, "entity", row.text, row.start, row.end)
    return found
