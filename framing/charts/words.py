"""The words that set each outlet apart on shared events, by weighted log-odds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from framing.charts.labels import fit, fit_names
from framing.charts.style import MUTED, PAPER, SOFT, TEAL, bare, note
from framing.report.plain_names import count_of, outlet_name
from framing.report.spelling import written_terms
from framing.statistics.log_odds import least_q

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison import Comparison

TITLE = "Distinctive words"
_ACROSS = 2


def top_words(comparison: Comparison, *, outlet: str, most: int = 10) -> pd.DataFrame:
    """Return the *most* words of *outlet* furthest from no difference, of both signs, by z."""
    table = comparison.words
    table = table[(table["outlet"] == outlet) & table["z"].notna()]
    order = table["z"].abs().sort_values(ascending=False, kind="stable").index[:most]
    return table.loc[order].sort_values(["z", "term"], ascending=[False, True])


def least_q_of(comparison: Comparison) -> float:
    """Return the smallest adjusted p that the words of *comparison* can have."""
    tested = comparison.words.loc[comparison.words["q"].notna(), "outlet"].nunique()
    return least_q(1 if len(comparison.selection.outlets) == 2 else tested)


def _written(comparison: Comparison, most: int) -> dict[str, str]:
    """Return the words that are shown as they are most often written."""
    tables = [top_words(comparison, outlet=outlet, most=most) for outlet in _outlets(comparison)]
    terms = sorted({term for table in tables for term in table["term"]})
    return written_terms(comparison.analysis, comparison.selection, terms)


def draw(comparison: Comparison, *, most: int = 10) -> Figure:
    """Return one panel an outlet: its distinctive words, right of zero those it uses more."""
    outlets, written = _outlets(comparison), _written(comparison, most)
    titles = fit_names(list(map(outlet_name, outlets)), 36, 1)
    rows = -(-len(outlets) // _ACROSS)
    figure = Figure(figsize=(9.6, 0.9 + rows * (0.7 + 0.235 * most)), layout="constrained")
    panels = figure.subplots(rows, _ACROSS, squeeze=False, sharex=True)
    for axes, outlet, title in zip(panels.flat, outlets, titles, strict=False):
        table = top_words(comparison, outlet=outlet, most=most)
        for y, row in enumerate(table.itertuples()):
            differs = row.verdict == "differs"
            axes.barh(
                y,
                float(row.z),
                height=0.64,
                color=TEAL if differs else PAPER,
                edgecolor=TEAL if differs else SOFT,
                hatch=None if differs else "////",
            )
        axes.axvline(0, color=MUTED, linewidth=0.8)
        named = [
            f"{fit(written[str(r.term)], 24, 1)} ({r.n} : {r.reference_count})"
            for r in table.rename(columns={"count": "n"}).itertuples()
        ]
        axes.set_yticks(range(len(named)), named, fontsize=8)
        axes.set_ylim(most - 0.4, -0.6)
        axes.set_title(title, fontsize=9)
        axes.grid(axis="x")
        axes.tick_params(labelbottom=True)
        bare(axes)
    for axes in panels.flat[len(outlets) :]:
        axes.set_axis_off()
    note(
        figure,
        "z of the weighted log-odds against the other outlets, own voice, on shared events; right"
        " of zero: used more. In parentheses the uses by this outlet and by the others. Solid:"
        " differs after adjustment for all words; hatched: it does not, or too few to say.",
    )
    return figure


def _outlets(comparison: Comparison) -> list[str]:
    present = set(comparison.words["outlet"])
    return [outlet for outlet in comparison.selection.outlets if outlet in present]


def describe(comparison: Comparison, *, most: int = 10) -> str:
    """Return alt text, or nothing where no word can be ranked."""
    outlets = _outlets(comparison)
    if not outlets:
        return ""
    said, written = [], _written(comparison, most)
    for outlet in outlets:
        table = top_words(comparison, outlet=outlet, most=most)
        differs = table[table["verdict"] == "differs"]["term"].tolist()
        said.append(
            f"{outlet_name(outlet)}: {', '.join(written[term] for term in table['term'][:5])};"
            f" {count_of(len(differs), 'word')} with the verdict differs"
        )
    return "Bars of distinctive words by outlet. " + ". ".join(said) + "."
