"""How often each outlet puts a word in scare quotes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from framing.charts.bars import Bar, Panel, bar_matrix
from framing.report.plain_names import outlet_name
from framing.report.spelling import written_as

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from framing.comparison import Comparison

TITLE = "Words in scare quotes"


def places_of_uses(comparison: Comparison) -> dict[str, list[tuple[int, int, int]]]:
    """Return article number, start and end of every use of each word, by all outlets."""
    places: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for article, start, end, term, _, _ in comparison.uses:
        places[term].append((article, start, end))
    return places


def quotation_panels(comparison: Comparison, *, words: int = 15) -> list[Panel]:
    """Return one panel: the words put in scare quotes most often."""
    table = comparison.quotation
    if table is None or not len(table):
        return []
    quoted = table.groupby("term")["scare_quoted"].sum().sort_values(ascending=False, kind="stable")
    terms = set(quoted[quoted > 0].index[:words])
    rows = table[table["term"].isin(terms) & (table["uses"] > 0)]
    total = {outlet_name(o): int(n) for o, n in rows.groupby("outlet")["uses"].sum().items()}
    places = places_of_uses(comparison)
    written = {term: written_as(comparison.analysis, places[term], term) for term in terms}
    bars = tuple(
        Bar(
            row=f"“{written[r.term]}”",
            column=outlet_name(r.outlet),
            share=float(r.share),
            count=int(r.scare_quoted),
            out_of=int(r.uses),
            low=float(r.low),
            high=float(r.high),
        )
        for r in rows.itertuples()
    )
    return [Panel("Share of uses in scare quotes", total, bars)] if bars else []


def draw(comparison: Comparison, *, words: int = 15) -> Figure:
    """Return the chart: one row a word, one column an outlet."""
    outlets = [outlet_name(name) for name in comparison.selection.outlets]
    caption = (
        "Share of the outlet's own-voice uses of the word that stand in scare quotes; in"
        " parentheses how many do. Lines: 95 % intervals; hatched: fewer than 5 uses, too few for"
        " a share: how many of how many. n is its uses of all these words, with and without marks."
    )
    return bar_matrix(quotation_panels(comparison, words=words), outlets, caption=caption)


def describe(comparison: Comparison, *, words: int = 15) -> str:
    """Return alt text, or nothing where no word is in scare quotes."""
    panels = quotation_panels(comparison, words=words)
    if not panels:
        return ""
    (panel,) = panels
    uses: dict[str, list[str]] = {row: [] for row in panel.rows()}
    for bar in sorted(panel.bars, key=lambda bar: bar.column):
        uses[bar.row].append(f"{bar.column} {bar.count} of {bar.out_of}")
    said = [f"{word} {', '.join(of)}" for word, of in uses.items()]
    return f"Bars: words in scare quotes, of all uses in own voice. {'; '.join(said)}."
