"""Which label each outlet chooses for each referent, with the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.charts.bars import Bar, Panel, bar_matrix, describe_panels
from framing.report.plain_names import outlet_name, plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from framing.comparison import Comparison

TITLE = "Which label for whom"
_CAPTION = (
    "Share of each outlet's labels for the referent, {voice}; in parentheses the number of times."
    " n is all its labels for that referent; lines: 95 % intervals; hatched: n under 5, too few"
    " for a share."
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
    panels = []
    for referent, rows in table.groupby("referent", sort=True):
        total = {
            outlet_name(r.outlet): int(r.n_referent)
            for r in rows.drop_duplicates("outlet").itertuples()
        }
        kept = rows.groupby("label")["count"].sum().sort_values(ascending=False, kind="stable")
        kept = set(kept.index[:labels])
        bars = tuple(
            Bar(
                row=plain(str(r.label)),
                column=outlet_name(r.outlet),
                share=float(r.share),
                count=int(r.count_),
                out_of=int(r.n_referent),
                low=float(r.low),
                high=float(r.high),
            )
            for r in rows.rename(columns={"count": "count_"}).itertuples()
            if r.label in kept
        )
        if len(total) > 1 and len({bar.row for bar in bars}) > 1:
            panels.append(Panel(plain(str(referent)), total, bars))
    panels.sort(key=lambda p: (-sum(p.total.values()), p.title))
    return panels[:referents]


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
