"""Which outlet covered which event, as a matrix of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from framing.charts.labels import display_width, fit_names
from framing.charts.style import RULE, SOFT, bare, note
from framing.report.plain_names import count_of, event_name, outlet_name

if TYPE_CHECKING:
    from framing.comparison import Comparison

TITLE = "Who covered what"
_ON_CELL = "#101012"


def draw(comparison: Comparison) -> Figure:
    """Return the matrix: one row an event, one column an outlet, the number of articles."""
    outlets, events = comparison.selection.outlets, comparison.selection.events
    shared = set(comparison.selection.shared)
    names = [event_name(e) + ("" if e in shared else "  (one outlet)") for e in events]
    names = fit_names(names, 44, 1)
    width = 0.6 + 0.082 * max(map(display_width, names)) + 1.05 * max(len(outlets), 2)
    figure = Figure(figsize=(width, 1.6 + 0.27 * len(events)), layout="constrained")
    axes = figure.subplots()
    counts = {
        (str(r.event), str(r.outlet)): int(r.n_articles) for r in comparison.coverage.itertuples()
    }
    for y, event in enumerate(events):
        for x, outlet in enumerate(outlets):
            n = counts.get((event, outlet), 0)
            corner = (x - 0.46, y - 0.42)
            if n:
                axes.add_patch(Rectangle(corner, 0.92, 0.84, facecolor=SOFT, linewidth=0))
                axes.text(x, y, str(n), ha="center", va="center", fontsize=8, color=_ON_CELL)
            else:
                axes.add_patch(Rectangle(corner, 0.92, 0.84, fill=False, edgecolor=RULE))
    axes.set_xlim(-0.5, max(len(outlets), 2) - 0.5)
    axes.set_ylim(len(events) - 0.5, -0.5)
    axes.set_yticks(range(len(events)), names)
    axes.set_xticks(
        range(len(outlets)), fit_names(list(map(outlet_name, outlets)), 13, 3), fontsize=8
    )
    axes.xaxis.tick_top()
    bare(axes)
    note(figure, "Number of articles counted, by event and outlet; empty: none.")
    return figure


def describe(comparison: Comparison) -> str:
    """Return alt text, or nothing where nothing is covered."""
    chosen = comparison.selection
    if not chosen.events:
        return ""
    covered = comparison.coverage.groupby("outlet")["event"].nunique()
    said = [f"{outlet_name(o)} covers {int(covered.get(o, 0))}" for o in chosen.outlets]
    return (
        f"Matrix of {count_of(len(chosen.events), 'event')} and"
        f" {count_of(len(chosen.outlets), 'outlet')}: {', '.join(said)};"
        f" {count_of(len(chosen.shared), 'event')} covered by two outlets or more."
    )
