"""How each outlet's sources are identified: a heat map of shares with counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from framing.charts.labels import fit, fit_names
from framing.charts.style import PAPER, SMALL_N, bare, note
from framing.report.plain_names import outlet_name, plain

if TYPE_CHECKING:
    from framing.comparison import Comparison

TITLE = "Who is cited"
_PALE, _HATCH = "#f4f7f8", "#c3ccd0"
_RAMP = LinearSegmentedColormap.from_list("paper to teal", [_PALE, "#5fa3b0", "#0b3c47"])
_LIGHT, _DARK = "#fefefe", "#101012"
# The share from which a cell is so dark that its number is written in light.
_DARK_SHARE = 0.42
_COLUMNS = {
    "source_type": "how the source is identified",
    "source_role": "what the source is",
    "side": "whose side the source is of",
    "cue_stance": "the stance of the reporting word",
}


def _matrix(
    comparison: Comparison, column: str
) -> tuple[list[str], list[str], npt.NDArray[np.float64]]:
    table = comparison.sourcing
    values = table[column].fillna("not known")
    counts = table.assign(value=values).groupby(["outlet", "value"])["count"].sum()
    outlets = [o for o in comparison.selection.outlets if o in set(table["outlet"])]
    total = counts.groupby("value").sum().sort_values(ascending=False, kind="stable")
    kinds = [k for k in total.index if k != "not known"]
    kinds += [k for k in total.index if k == "not known"]
    cells = np.array([[float(counts.get((o, k), 0)) for k in kinds] for o in outlets])
    return outlets, kinds, cells.reshape(len(outlets), len(kinds))


def draw(comparison: Comparison, *, column: str = "source_type") -> Figure:
    """Return the heat map of *column* (source_type, source_role, side or cue_stance) by outlet."""
    outlets, kinds, cells = _matrix(comparison, column)
    figure = Figure(
        figsize=(2.6 + 0.92 * max(len(kinds), 3), 1.7 + 0.42 * len(outlets)), layout="constrained"
    )
    axes = figure.subplots()
    total = cells.sum(axis=1, keepdims=True)
    share = np.divide(cells, total, out=np.zeros_like(cells), where=total > 0)
    for y in range(len(outlets)):
        for x in range(len(kinds)):
            _draw_cell(axes, x, y, cells[y, x], share[y, x])
    axes.set_xlim(-0.5, max(len(kinds), 3) - 0.5)
    axes.set_ylim(len(outlets) - 0.5, -0.5)
    axes.set_xticks(range(len(kinds)), [fit(plain(k), 12, 3) for k in kinds], fontsize=8)
    axes.xaxis.tick_top()
    short = fit_names(list(map(outlet_name, outlets)), 26)
    named = [f"{name} (n = {int(n)})" for name, n in zip(short, total[:, 0], strict=True)]
    axes.set_yticks(range(len(outlets)), named)
    bare(axes)
    note(
        figure,
        f"Share of each outlet's attributions by {_COLUMNS[column]}; in parentheses the number."
        f" Hatched: under {SMALL_N}. n is all attributions of the outlet.",
    )
    figure.set_facecolor(PAPER)
    return figure


def _draw_cell(axes: Any, x: int, y: int, count: float, share: float) -> None:
    """Draw a cell in the color of its share, or hatched where the count is small."""
    small = count < SMALL_N
    color = _RAMP(share)
    cell = Rectangle((x - 0.47, y - 0.45), 0.94, 0.9, facecolor=color, edgecolor=color, linewidth=0)
    if small:
        cell.set(facecolor=_PALE, edgecolor=_HATCH, hatch="////")
    axes.add_patch(cell)
    axes.text(
        x,
        y,
        f"{share:.0%}\n({count:.0f})" if count else "0",
        ha="center",
        va="center",
        fontsize=8,
        color=_LIGHT if share > _DARK_SHARE and not small else _DARK,
        linespacing=1.05,
        bbox={"boxstyle": "square,pad=0.1", "facecolor": _PALE, "edgecolor": "none"}
        if small
        else None,
    )


def describe(comparison: Comparison, *, column: str = "source_type") -> str:
    """Return alt text, or nothing where nobody is cited."""
    outlets, kinds, cells = _matrix(comparison, column)
    if not cells.sum():
        return ""
    said = []
    for outlet, row in zip(outlets, cells, strict=True):
        order = np.argsort(-row, kind="stable")[:3]
        parts = [f"{plain(kinds[k])} {row[k] / row.sum():.0%}" for k in order if row[k]]
        said.append(f"{outlet_name(outlet)}, {row.sum():.0f} attributions: {', '.join(parts)}")
    return f"Heat map of {_COLUMNS[column]} by outlet. " + "; ".join(said) + "."
