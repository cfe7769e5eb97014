"""A forest plot: the rate ratios of many contrasts with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from framing.charts.labels import fit_names
from framing.charts.style import MUTED, OCHRE, PAPER, TEAL, bare, note
from framing.report.plain_names import count_of, number, outlet_name, wording_name
from framing.report.sentences import interval_words, upright

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison import Comparison

TITLE = "Contrasts that can be judged"
_LEAST, _MOST = 1 / 64, 64.0


def judged(comparison: Comparison, *, most: int = 30) -> pd.DataFrame:
    """Return the contrasts that are not too few to say, as ranked in the table."""
    table = comparison.contrasts
    return table[table["verdict"] != "too_few"].head(most)


def _left_out(comparison: Comparison, shown: int) -> str:
    """Say how many contrasts that can be judged are not among those *shown*."""
    total = int((comparison.contrasts["verdict"] != "too_few").sum())
    if total <= shown:
        return ""
    return (
        f"{shown} of {total} that can be judged: those that differ first, then by distance from 1. "
    )


def draw(comparison: Comparison, *, most: int = 30) -> Figure:
    """Return the forest plot of the *most* contrasts furthest from no difference."""
    rows = [upright(row) for row in judged(comparison, most=most).to_dict("records")]
    figure = Figure(figsize=(9.6, 1.5 + 0.36 * max(len(rows), 2)), layout="constrained")
    axes = figure.subplots()
    axes.axvline(1, color=MUTED, linewidth=1)
    for y, row in enumerate(rows):
        _draw_row(axes, y, row)
    axes.set_xscale("log", base=2)
    axes.set_xlim(_LEAST ** (1 / 3), _MOST)
    ticks = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64]
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}×"))
    axes.grid(axis="x")
    axes.set_yticks(range(len(rows)), _labels(rows), fontsize=8, linespacing=1.1)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlabel("rate ratio, first outlet to second (log scale)")
    bare(axes)
    side = axes.secondary_yaxis("right")
    side.set_yticks(
        range(len(rows)), [f"{number(r['n_target'])} : {number(r['n_reference'])}" for r in rows]
    )
    side.tick_params(length=0, labelsize=8, labelcolor=MUTED)
    side.spines[:].set_visible(False)
    note(
        figure,
        _left_out(comparison, len(rows))
        + "Filled: differs (interval and swap test agree, and no single event decides)."
        " Hollow: no evidence of a difference. Lines: 95 % jackknife intervals over events; an"
        " arrow means no bound on that side; a triangle, the bound where the other outlet never"
        " uses it. Right: hits of first and second outlet.",
    )
    return figure


def _draw_row(axes: Any, y: int, row: dict[str, Any]) -> None:
    differs = row["verdict"] == "differs"
    color = TEAL if differs else MUTED
    start = max(row["low"] or _LEAST, _LEAST ** (1 / 3))
    stop = min(row["high"] or _MOST, _MOST)
    axes.plot([start, stop], [y, y], color=color, linewidth=1.6, solid_capstyle="butt")
    if row["high"] is None or row["high"] > _MOST:
        axes.plot([_MOST * 0.97], [y], marker=">", color=color, markersize=5, clip_on=False)
    if row["low"] is None or row["low"] < _LEAST ** (1 / 3):
        axes.plot([start], [y], marker="<", color=color, markersize=5, clip_on=False)
    if row["rate_ratio"]:
        value = min(max(row["rate_ratio"], start), _MOST)
        axes.plot(
            [value],
            [y],
            marker="o",
            markersize=7,
            color=color,
            markerfacecolor=color if differs else PAPER,
            markeredgewidth=1.4,
        )
    elif row["low"]:
        axes.plot([min(row["low"], _MOST)], [y], marker="^", markersize=6, color=OCHRE)


def _labels(rows: list[dict[str, Any]]) -> list[str]:
    """Return for each row the wording, and below it the two outlets."""
    what = fit_names([wording_name(row["feature"], row["section"]) for row in rows], 54, 1)
    outlets = sorted({row[side] for row in rows for side in ("target", "reference")})
    short = dict(zip(outlets, fit_names([outlet_name(o) for o in outlets], 26, 1), strict=True))
    return [
        f"{name}\n{short[row['target']]} : {short[row['reference']]}"
        for name, row in zip(what, rows, strict=True)
    ]


def _ratio(row: dict[str, Any]) -> str:
    """Return ratio and interval in words, or what bounds a ratio that cannot be told."""
    ratio = f"ratio {number(row['rate_ratio'])}, " if row["rate_ratio"] else "ratio "
    return ratio + interval_words(row)


def describe(comparison: Comparison, *, most: int = 30) -> str:
    """Return alt text, or nothing where no contrast can be judged."""
    rows = [upright(row) for row in judged(comparison, most=most).to_dict("records")]
    if not rows:
        return ""
    said = [
        f"{wording_name(r['feature'], r['section'])}, {outlet_name(r['target'])} to"
        f" {outlet_name(r['reference'])}: {_ratio(r)}"
        for r in rows
        if r["verdict"] == "differs"
    ]
    head = (
        f"Forest plot of {count_of(len(rows), 'contrast')}, {len(said)} of them with the verdict"
        " differs. "
    ) + _left_out(comparison, len(rows))
    return head + "; ".join(said) + ("." if said else "")
