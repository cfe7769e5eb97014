"""The figures that outlets give of the same quantity, event by event."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure

from framing.charts.labels import fit, fit_names
from framing.charts.style import INK, MUTED, OCHRE, PAPER, RULE, TEAL, bare, note
from framing.report.plain_names import (
    count_of,
    event_name,
    number,
    outlet_name,
    quantity_name,
)
from framing.report.spelling import written_in

if TYPE_CHECKING:
    from framing.comparison import Comparison

TITLE = "Figures side by side"
_MARKS = {"exact": "o", "at_least": ">", "at_most": "<", "about": "D"}
_ACROSS = 2
# Beyond this ratio the axis is logarithmic.
_MOST_TIMES = 50
# The room of a number under the axis, as a share of the axis.
_LEAST_APART = 0.12


def figure_groups(
    comparison: Comparison, *, most: int = 12
) -> list[tuple[str, bool, pd.DataFrame]]:
    """Return (title, conflict, rows) by event, quantity and unit, those in conflict first.

    Quantities of which no two figures can be compared are shown only where none can be.
    """
    table = comparison.figures
    table = table[table["value"].notna()]
    found = []
    things = table.groupby(["event", "quantity", "unit"], sort=True, dropna=False)
    for (event, quantity, unit), rows in things:
        if rows["outlet"].nunique() > 1:
            conflict = bool((rows["agrees"] == False).fillna(False).any())  # noqa: E712
            what = quantity_name(str(quantity), unit)
            title = f"{what[:1].upper() + what[1:]}: {event_name(str(event))}"
            found.append((title, conflict, rows))
    found.sort(key=lambda group: (not group[1], group[0]))
    comparable = [group for group in found if group[2]["agrees"].notna().any()]
    return (comparable or found)[:most]


def draw(comparison: Comparison, *, most: int = 12) -> Figure:
    """Return the dot plot: one panel an event and quantity, one row an outlet."""
    groups = figure_groups(comparison, most=most)
    outlets = comparison.selection.outlets
    short = fit_names(list(map(outlet_name, outlets)), 22, 1)
    texts = {article.id: article.text for article in comparison.analysis.corpus}
    across = min(_ACROSS, len(groups))
    down = -(-len(groups) // across)
    height = 1.0 + down * (0.72 + 0.25 * len(outlets))
    figure = Figure(figsize=(4.9 * across, height), layout="constrained")
    panels = figure.subplots(down, across, squeeze=False)
    for axes, (title, conflict, rows) in zip(panels.flat, groups, strict=False):
        dates = [
            written_in(texts[article], as_of) if isinstance(as_of, str) else None
            for article, as_of in zip(rows["article"], rows["as_of"], strict=True)
        ]
        _draw_group(axes, rows.assign(as_of=dates), outlets, short)
        axes.set_title(fit(title, 38, 1) + (" – in conflict" if conflict else ""), fontsize=9)
    for axes in panels.flat[len(groups) :]:
        axes.set_axis_off()
    note(
        figure,
        "Orange with an edge: in conflict, that is of the same scope and date, and the figures"
        " cannot both hold. Circle: exact; triangle right: at least; triangle left: at most;"
        " diamond: about. Hollow: of another scope or date, not comparable. Beside a mark: “as of”."
        " All figures in an article count, also those it reports others to give.",
    )
    return figure


def _draw_group(axes: Any, rows: pd.DataFrame, outlets: tuple[str, ...], short: list[str]) -> None:
    for y in range(len(outlets)):
        axes.axhline(y, color=RULE, linewidth=0.8, zorder=0)
    for row in rows.itertuples():
        _draw_mark(axes, row, outlets.index(row.outlet))
    axes.set_yticks(range(len(outlets)), short, fontsize=8)
    axes.set_ylim(len(outlets) - 0.4, -0.6)
    values = sorted({float(value) for value in rows["value"]})
    low, high = values[0], values[-1]
    if low > 0 and high / low > _MOST_TIMES:
        axes.set_xscale("log")
        place = [math.log(value) for value in values]
    else:
        room = max((high - low) * 0.12, 0.6)
        axes.set_xlim(low - room, high + room)
        place = values
    axes.set_xticks([values[n] for n in _apart(place)], minor=False)
    axes.set_xticks([], minor=True)
    axes.xaxis.set_major_formatter(lambda x, _: number(x, 3))
    axes.tick_params(axis="x", labelsize=8)
    bare(axes)


def _draw_mark(axes: Any, row: Any, y: int) -> None:
    """Draw the figure of *row* at height *y*, with its date beside it."""
    comparable = not pd.isna(row.agrees)
    color = MUTED if not comparable else TEAL if row.agrees else OCHRE
    axes.plot(
        [float(row.value)],
        [y],
        _MARKS.get(row.bound, "o"),
        color=color,
        markerfacecolor=color if comparable else PAPER,
        markeredgecolor=INK if color == OCHRE else color,
        markeredgewidth=1.3,
        markersize=7,
        clip_on=False,
    )
    if isinstance(row.as_of, str):
        axes.annotate(
            fit(row.as_of, 14, 1),
            (float(row.value), y),
            (6, 3),
            textcoords="offset points",
            fontsize=7,
            color=INK,
        )


def _apart(place: list[float]) -> list[int]:
    """Return which of the sorted places can be written under the axis side by side."""
    least = (place[-1] - place[0]) * _LEAST_APART
    kept = [0]
    for n in range(1, len(place)):
        if place[n] - place[kept[-1]] >= least and place[-1] - place[n] >= least:
            kept.append(n)
    return [*kept, len(place) - 1] if len(place) > 1 else kept


def describe(comparison: Comparison, *, most: int = 12) -> str:
    """Return alt text, or nothing where no two outlets give a figure of the same quantity."""
    groups = figure_groups(comparison, most=most)
    said = []
    for title, conflict, rows in groups:
        by = []
        for outlet, of in rows.groupby("outlet", sort=True):
            values = sorted({float(value) for value in of["value"]})
            by.append(f"{outlet_name(str(outlet))} {', '.join(number(v, 3) for v in values)}")
        said.append(f"{title}{' (in conflict)' if conflict else ''}: {'; '.join(by)}")
    if not said:
        return ""
    return f"Dot plot of figures, {count_of(len(said), 'quantity', 'quantities')}. " + ". ".join(
        said
    )
