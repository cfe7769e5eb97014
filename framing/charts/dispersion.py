"""Where in each article a marker stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure

from framing.charts.labels import fit_names
from framing.charts.style import MUTED, RULE, TEAL, bare, note
from framing.errors import FramingError, nearest
from framing.report.plain_names import count_of, feature_name, outlet_name

if TYPE_CHECKING:
    from framing.comparison import Comparison

TITLE = "Where in the articles"


def _feature(comparison: Comparison, feature: str | None) -> str | None:
    """Return *feature*, or that of the first contrast that is a lexicon's or a marker's."""
    known = set(comparison.analysis.hits["feature"])
    if feature is not None:
        if feature not in known:
            raise FramingError(f"no hit of {feature!r}{nearest(feature, known)}")
        return feature
    ranked = [f for f in comparison.contrasts["feature"] if f in known]
    return ranked[0] if ranked else None


def positions(comparison: Comparison, feature: str) -> dict[str, list[list[tuple[float, str]]]]:
    """Return for each outlet its articles, each a list of (place from 0 to 1, voice)."""
    chosen = comparison.selection
    number = {article.id: n for n, article in enumerate(comparison.analysis.corpus)}
    found: dict[int, list[tuple[float, str]]] = {
        n: [] for n in number.values() if chosen.counted[n]
    }
    hits = comparison.analysis.hits
    told = (hits["section"] != "caption") & ~chosen.wire.holds(comparison.analysis.findings.hits)
    for row in hits[told & (hits["feature"] == feature)].itertuples():
        n = number[row.article]
        if n in found:
            size = max(len(comparison.analysis.corpus[n].text), 1)
            found[n].append((int(row.start) / size, str(row.voice)))
    return {
        outlet: [found[n] for n in found if chosen.outlet[n] == outlet] for outlet in chosen.outlets
    }


def draw(comparison: Comparison, *, feature: str | None = None) -> Figure:
    """Return the chart: one line an article, one mark a hit, from first word to last."""
    feature = _feature(comparison, feature)
    if feature is None:
        raise FramingError("no marker was found in any article")
    places = positions(comparison, feature)
    n_lines = sum(len(articles) for articles in places.values())
    step = float(np.clip(9 / max(n_lines, 1), 0.028, 0.13))
    height = 1.7 + step * n_lines + 0.24 * len(places)
    figure = Figure(figsize=(8.4, height), layout="constrained")
    axes = figure.subplots()
    y, middle, names = 0.0, [], []
    gap = 0.24 / step
    short = fit_names(list(map(outlet_name, places)), 32, 1)
    for name, articles in zip(short, places.values(), strict=True):
        top = y
        for hits in articles:
            _draw_line(axes, y, hits)
            y += 1
        middle.append((top + y - 1) / 2)
        own, others = _counts(articles)
        names.append(f"{name}\n{own} + {others} in {count_of(len(articles), 'article')}")
        y += gap
    axes.set_yticks(middle, names, fontsize=8.5)
    axes.set_ylim(y - gap + 1, -1.5)
    axes.set_xlim(-0.01, 1.01)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["start", "25 %", "half", "75 %", "end"])
    axes.set_title(feature_name(feature))
    bare(axes)
    note(
        figure,
        "One line an article; bars: own voice, dots: attributed or quoted; beside the outlet how"
        " many of each. Place: characters from the title to the end of the article.",
    )
    return figure


def _draw_line(axes: Any, y: float, hits: list[tuple[float, str]]) -> None:
    """Draw one article at height *y*: bars for own voice, dots for the voices of others."""
    axes.plot([0, 1], [y, y], color=RULE, linewidth=0.5, zorder=0)
    own = [place for place, voice in hits if voice == "own"]
    axes.plot(own, [y] * len(own), "|", color=TEAL, markersize=6, mew=1.6)
    others = [place for place, voice in hits if voice != "own"]
    axes.plot(others, [y] * len(others), ".", color=MUTED, markersize=4, mew=1)


def _counts(articles: list[list[tuple[float, str]]]) -> tuple[int, int]:
    """Return how many hits are in own voice, and how many in the voices of others."""
    own = sum(voice == "own" for hits in articles for _, voice in hits)
    return own, sum(map(len, articles)) - own


def describe(comparison: Comparison, *, feature: str | None = None) -> str:
    """Return alt text, or nothing where there is no hit."""
    feature = _feature(comparison, feature)
    if feature is None:
        return ""
    said = []
    for outlet, articles in positions(comparison, feature).items():
        own = [x for hits in articles for x, voice in hits if voice == "own"]
        half = f", half of them in the first {np.median(own):.0%} of the text" if own else ""
        said.append(
            f"{outlet_name(outlet)} {len(own)} in {count_of(len(articles), 'article')}{half}"
        )
    return f"Places of {feature_name(feature)} in own voice in the articles: {'; '.join(said)}."
