"""When each outlet published, article by article."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure

from framing.charts.labels import fit_names
from framing.charts.style import RULE, TEAL, bare, name_rows, note
from framing.report.plain_names import count_of, outlet_name

if TYPE_CHECKING:
    from framing.comparison import Comparison

TITLE = "When they published"


def _dates(comparison: Comparison) -> tuple[dict[str, list[datetime]], int]:
    """Return the dates of counted articles by outlet, and the number of those without a date."""
    chosen = comparison.selection
    dates: dict[str, list[datetime]] = {outlet: [] for outlet in chosen.outlets}
    missing = 0
    for n, article in enumerate(comparison.analysis.corpus):
        if chosen.counted[n] and article.published is None:
            missing += 1
        elif chosen.counted[n] and article.published is not None:
            dates[chosen.outlet[n]].append(article.published)
    return dates, missing


def draw(comparison: Comparison) -> Figure:
    """Return the timeline: one row an outlet, one mark an article."""
    dates, missing = _dates(comparison)
    figure = Figure(figsize=(8.6, 1.3 + 0.3 * max(len(dates), 2)), layout="constrained")
    axes = figure.subplots()
    for y, outlet in enumerate(dates):
        axes.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        when: Any = dates[outlet]
        axes.plot(when, [y] * len(when), "|", color=TEAL, markersize=13, mew=1.8)
    locator = AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    short = fit_names(list(map(outlet_name, dates)), 32, 1)
    counts = [len(of) for of in dates.values()]
    named = [f"{name} (n = {n})" for name, n in zip(short, counts, strict=True)]
    name_rows(axes, named, width=44)
    bare(axes)
    note(figure, f"One mark an article, by date of publication. Without a date: {missing}.")
    return figure


def describe(comparison: Comparison) -> str:
    """Return alt text, or nothing where fewer than two dates are known."""
    dates, missing = _dates(comparison)
    known = sorted(date for days in dates.values() for date in days)
    if len(known) < 2:
        return ""
    return (
        f"Timeline of {count_of(len(known), 'dated article')} from {known[0]:%d %B %Y} to"
        f" {known[-1]:%d %B %Y}; {missing} without a date."
    )
