"""Which label each outlet chooses for each referent, with the counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from framing.charts.bars import Bar, Panel, bar_matrix, describe_panels
from framing.report.plain_names import outlet_name, plain, referent_name

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from framing.comparison import Comparison

TITLE = "Which label for whom"
_CAPTION = (
    "Share of each outlet's labels for the referent, {voice}; in parentheses the number of times."
    " n is all its labels for that referent; lines: 95 % intervals; hatched: n under 5, too few"
    " for a share: the number of n."
)
_VOICES = {
    "own": "in its own voice",
    "attributed": "in what it reports others to have said",
    "quoted": "inside quotation marks",
}


def naming_panels(
    comparison: Comparison, *, voice: str = "own", referents: int = 8, labels: int = 8
) -> list[Panel]:
    """Return one panel a referent: those named most often, by two outlets or more, first."""
    table = comparison.naming
    table = table[table["event"].isna() & (table["voice"] == voice)]
    by_referent: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_dict("records"):
        by_referent.setdefault(row["referent"], []).append(row)
    lexicons = comparison.analysis.lexicons.lexicons
    panels = []
    for referent, rows in sorted(by_referent.items()):
        total = {outlet_name(row["outlet"]): int(row["n_referent"]) for row in rows}
        uses: Counter[str] = Counter()
        for row in rows:
            uses[row["label"]] += row["count"]
        kept = set(sorted(uses, key=lambda label: (-uses[label], label))[:labels])
        bars = tuple(_bar(row) for row in rows if row["label"] in kept)
        if len(total) > 1 and len({bar.row for bar in bars}) > 1:
            panels.append(Panel(referent_name(referent, lexicons), total, bars))
    panels.sort(key=lambda p: (-sum(p.total.values()), p.title))
    return panels[:referents]


def _bar(row: dict[str, Any]) -> Bar:
    return Bar(
        row=plain(row["label"]),
        column=outlet_name(row["outlet"]),
        share=float(row["share"]),
        count=int(row["count"]),
        out_of=int(row["n_referent"]),
        low=float(row["low"]),
        high=float(row["high"]),
    )


def draw(
    comparison: Comparison, *, voice: str = "own", referents: int = 8, labels: int = 8
) -> Figure:
    """Return the chart: one panel a referent, one row a label, one column an outlet."""
    panels = naming_panels(comparison, voice=voice, referents=referents, labels=labels)
    outlets = [outlet_name(name) for name in comparison.selection.outlets]
    return bar_matrix(panels, outlets, caption=_CAPTION.format(voice=_VOICES[voice]))


def describe(
    comparison: Comparison, *, voice: str = "own", referents: int = 8, labels: int = 8
) -> str:
    """Return alt text, or nothing where two outlets name no referent in two ways."""
    panels = naming_panels(comparison, voice=voice, referents=referents, labels=labels)
    if not panels:
        return ""
    return describe_panels(panels, f"Bars: shares of labels per referent, {_VOICES[voice]}.")
