"""In which form each outlet tells of the dead, by the side of the victims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.charts.bars import Bar, Panel, bar_matrix, describe_panels
from framing.report.plain_names import form_name, harm_name, outlet_name
from framing.statistics.shares import wilson_interval

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from framing.comparison import Comparison

TITLE = "In which form harm is told"
_CAPTION = (
    "Share of each outlet's mentions of {what}, by grammatical form, own and attributed voice; in"
    " parentheses the number. n is all its mentions; lines: 95 % Wilson intervals, as if mentions"
    " were independent; hatched: n under 5, the number of n. Compare outlets, not sides: the manner"
    " of death differs."
)


def harm_panels(comparison: Comparison, *, harm_class: str = "death") -> list[Panel]:
    """Return a panel for all victims, and one for each side that two outlets mention."""
    table = comparison.harm
    table = table[table["harm_class"] == harm_class]
    groups = [(f"all {harm_name(harm_class)}", table)]
    groups += [
        (harm_name(harm_class, str(s)), t) for s, t in table.groupby("victim_side", sort=True)
    ]
    panels = []
    for title, rows in groups:
        total = {outlet_name(o): int(n) for o, n in rows.groupby("outlet")["count"].sum().items()}
        counts = rows.groupby(["form", "outlet"])["count"].sum()
        bars = tuple(
            _bar(form_name(form, harm_class), outlet_name(outlet), int(n), total)
            for (form, outlet), n in counts.items()
        )
        if len(total) > 1:
            panels.append(Panel(title, total, bars))
    return panels


def _bar(form: str, outlet: str, count: int, total: Mapping[str, int]) -> Bar:
    out_of = total[outlet]
    low, high = wilson_interval(count, out_of)
    return Bar(form, outlet, count / out_of, count, out_of, low, high)


def draw(comparison: Comparison, *, harm_class: str = "death") -> Figure:
    """Return the chart: one panel a side of victims, one row a form, one column an outlet."""
    panels = harm_panels(comparison, harm_class=harm_class)
    outlets = [outlet_name(name) for name in comparison.selection.outlets]
    return bar_matrix(panels, outlets, caption=_CAPTION.format(what=harm_name(harm_class)))


def describe(comparison: Comparison, *, harm_class: str = "death") -> str:
    """Return alt text, or nothing where two outlets do not mention that harm."""
    panels = harm_panels(comparison, harm_class=harm_class)
    return describe_panels(panels, f"Bars: grammatical form, {harm_class}.") if panels else ""
