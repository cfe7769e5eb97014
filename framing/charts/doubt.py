"""How often each side's sources are cited with a doubting word, by outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from framing.charts.labels import fit_names
from framing.charts.style import MUTED, PAPER, SMALL_N, TEAL, bare, note
from framing.report.plain_names import capitalized, count_of, outlet_name, plain

if TYPE_CHECKING:
    from framing.comparison import Comparison

TITLE = "Doubt, by side of the source"


def doubt_shares(comparison: Comparison) -> dict[str, dict[str, tuple[int, int]]]:
    """Return (doubting, all) attributions by side and outlet, the commonest side first."""
    table = comparison.sourcing
    table = table[table["side"].notna()]
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for (side, outlet), rows in table.groupby(["side", "outlet"], sort=True):
        doubting = int(rows.loc[(rows["cue_stance"] == "doubting").fillna(False), "count"].sum())
        found.setdefault(str(side), {})[str(outlet)] = (doubting, int(rows["count"].sum()))
    total = {side: sum(n for _, n in of.values()) for side, of in found.items()}
    return {side: found[side] for side in sorted(found, key=lambda s: (-total[s], s))}


def _interval(k: int, n: int) -> tuple[float, float]:
    from framing.statistics.shares import share

    estimate = share([k], [n], feature="doubt", outlet="")
    low = estimate.low if estimate.low is not None else k / n
    high = estimate.high if estimate.high is not None else k / n
    return low, high


def draw(comparison: Comparison, *, sides: int = 6) -> Figure:
    """Return the chart: one panel a side, one row an outlet, the share with its interval."""
    shares = doubt_shares(comparison)
    shown = list(shares)[:sides]
    outlets = comparison.selection.outlets
    short = dict(zip(outlets, fit_names(list(map(outlet_name, outlets)), 30, 1), strict=True))
    figure = Figure(
        figsize=(8.2, 0.9 + sum(0.62 + 0.27 * len(shares[s]) for s in shown)), layout="constrained"
    )
    ratios = [len(shares[side]) + 1.4 for side in shown]
    panels = figure.subplots(len(shown), 1, squeeze=False, sharex=True, height_ratios=ratios)[:, 0]
    for axes, side in zip(panels, shown, strict=True):
        names = [outlet for outlet in outlets if outlet in shares[side]]
        for y, outlet in enumerate(names):
            _draw_row(axes, y, *shares[side][outlet])
        said = [f"{short[o]}  ({shares[side][o][0]} of {shares[side][o][1]})" for o in names]
        axes.set_yticks(range(len(names)), said, fontsize=8.5)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_title(capitalized(plain(side)), fontsize=9.5)
        axes.grid(axis="x")
        bare(axes)
    panels[-1].set_xlim(-0.02, 1.02)
    panels[-1].xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    note(
        figure,
        "Share of the outlet's attributions to sources of that side that use a doubting word"
        " (“claimed”); in parentheses doubting of all. Lines: 95 % Wilson intervals, as if"
        f" attributions were independent. Hollow: fewer than {SMALL_N} attributions.",
    )
    return figure


def _draw_row(axes: Any, y: int, k: int, n: int) -> None:
    low, high = _interval(k, n)
    axes.plot([low, high], [y, y], color=TEAL if n >= SMALL_N else MUTED, linewidth=1.6)
    axes.plot(
        [k / n],
        [y],
        "o",
        markersize=7,
        color=TEAL if n >= SMALL_N else MUTED,
        markerfacecolor=TEAL if n >= SMALL_N else PAPER,
        clip_on=False,
    )


def describe(comparison: Comparison, *, sides: int = 6) -> str:
    """Return alt text, or nothing where no source has a side."""
    shares = doubt_shares(comparison)
    said = [
        f"{capitalized(plain(side))}: "
        + ", ".join(f"{outlet_name(o)} {k} of {n}" for o, (k, n) in sorted(shares[side].items()))
        for side in list(shares)[:sides]
    ]
    if not said:
        return ""
    head = f"Dots: doubting attributions by {count_of(len(said), 'side')} and outlet. "
    return head + "; ".join(said) + "."
