"""A matrix of bars: one row a category, one column an outlet, shares with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.charts.labels import fit, fit_names
from framing.charts.style import INK, MUTED, PAPER, SMALL_N, SOFT, TEAL, TRACK, bare, note
from framing.report.plain_names import capitalized, count_of

_CELL = 1.3
_BAR = 0.5
_LINE = 10.5  # points from one line of a column's head to the next


@dataclass(frozen=True, slots=True)
class Bar:
    """One share of a panel: its row and column, the number printed beside it, and out of how many.

    ``low`` and ``high`` are its 95 % interval, where there is one.
    """

    row: str
    column: str
    share: float
    count: int
    out_of: int
    low: float | None = None
    high: float | None = None

    @property
    def said(self) -> str:
        """Its share with its count, or the count alone where it is out of too few for a share."""
        if self.out_of < SMALL_N:
            return f"{self.count} of {self.out_of}"
        return f"{self.share:.0%} ({self.count})"


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of the chart: the number that heads each column, and its bars."""

    title: str
    total: dict[str, int]
    bars: tuple[Bar, ...]

    def rows(self) -> list[str]:
        """Return the rows, the most frequent first."""
        count: dict[str, int] = {}
        for bar in self.bars:
            count[bar.row] = count.get(bar.row, 0) + bar.count
        return sorted(count, key=lambda row: (-count[row], row))


def bar_matrix(panels: Sequence[Panel], columns: Sequence[str], *, caption: str) -> Figure:
    """Return a chart of *panels* one below the other, with the same *columns*.

    Each cell is a bar from 0 to 100 % with the count beside it and a line for its interval; one
    out of fewer than five is hatched and has no share and no line, since these would say little.
    """
    heights = [len(panel.rows()) + 2.4 for panel in panels]
    width = 2.9 + _CELL * max(len(columns), 2)
    figure = Figure(figsize=(width, 0.9 + 0.25 * sum(heights)), layout="constrained")
    axes = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights)[:, 0]
    for each, panel in zip(axes, panels, strict=True):
        _draw_panel(each, panel, columns)
    note(figure, caption)
    return figure


def _draw_panel(axes: Axes, panel: Panel, columns: Sequence[str]) -> None:
    rows = panel.rows()
    at_row = {row: y for y, row in enumerate(rows)}
    for bar in panel.bars:
        x, y = columns.index(bar.column), at_row[bar.row]
        small = bar.out_of < SMALL_N
        axes.barh(y, _BAR, left=x, height=0.62, color=TRACK)
        axes.barh(
            y,
            _BAR * bar.share,
            left=x,
            height=0.62,
            color=PAPER if small else TEAL,
            edgecolor=SOFT if small else TEAL,
            hatch="////" if small else None,
        )
        if not small and bar.low is not None and bar.high is not None:
            ends = [x + _BAR * bar.low, x + _BAR * bar.high]
            axes.plot(ends, [y, y], color=INK, linewidth=1.2, solid_capstyle="butt")
        axes.text(
            x + _BAR + 0.04,
            y,
            bar.said,
            va="center",
            fontsize=8,
            color=MUTED if small else INK,
        )
    axes.set_yticks(range(len(rows)), fit_names(rows, 36))
    axes.set_ylim(len(rows) - 0.4, -0.6)
    named = zip(fit_names(columns, 16), columns, strict=True)
    heads = [f"{name}\nn = {panel.total.get(column, 0)}" for name, column in named]
    axes.set_xticks(range(len(columns)), heads, ha="left", fontsize=8)
    axes.xaxis.tick_top()
    axes.set_xlim(-0.05, max(len(columns), 2))
    deepest = max(head.count("\n") + 1 for head in heads)
    axes.set_title(
        fit(capitalized(panel.title), 30 + 14 * len(columns)), y=1.0, pad=8 + deepest * _LINE
    )
    bare(axes)


def describe_panels(panels: Sequence[Panel], what: str) -> str:
    """Return alt text: for every panel and column the commonest row, or those that tie for it."""
    said = []
    for panel in panels:
        parts = []
        for column in sorted(panel.total):
            bars = [bar for bar in panel.bars if bar.column == column]
            most = max((bar.count for bar in bars), default=0)
            top = sorted((bar for bar in bars if bar.count == most), key=lambda bar: bar.row)
            if top:
                each = " each" if len(top) > 1 else ""
                names = " and ".join(bar.row for bar in top)
                parts.append(f"{column} {names} {_amount(top[0])}{each}")
        said.append(f"{capitalized(panel.title)}: {'; '.join(parts)}")
    return f"{what} Commonest by outlet, {count_of(len(said), 'panel')}. " + ". ".join(said) + "."


def _amount(bar: Bar) -> str:
    return bar.said if bar.out_of < SMALL_N else f"{bar.share:.0%} of {bar.out_of}"
