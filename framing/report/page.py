"""What stands on the page of a report, in its order; the templates only lay it out."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.report.articles import ShownArticle, marks_of, show_article, voices_of
from framing.report.charts import DrawnChart, draw_chart
from framing.report.codebook import found_categories
from framing.report.events import event_sections
from framing.report.evidence import Evidence
from framing.report.findings import top_findings
from framing.report.highlight import KINDS, Mark
from framing.report.judged import corrected_rows, how_tested, judged_rows, too_few
from framing.report.plain_names import count_of, event_name, outlet_name
from framing.report.provenance import how_made
from framing.report.tables import (
    doubt_grid,
    figure_rows,
    harm_grids,
    naming_grids,
    omission_grid,
    quotation_grid,
    sourcing_grids,
    word_grids,
)

if TYPE_CHECKING:
    from framing.compared.selection import Selection
    from framing.comparison import Comparison

_CHARTS = (
    *("coverage", "timeline", "contrasts", "naming", "sourcing", "doubt"),
    *("harm", "figures", "quotation", "words", "dispersion"),
)


def page_context(
    comparison: Comparison, *, page_of: Callable[[int], str], drawn: dict[str, DrawnChart]
) -> dict[str, Any]:
    """Return all that the templates need; *page_of* is the file in which an article is shown.

    Charts that are in *drawn* are not drawn again; the others are added to it.
    """
    evidence = Evidence(comparison, page_of)
    marks = marks_of(comparison.analysis)
    categories = found_categories(comparison)
    explained = {category.feature for category in categories}
    findings = top_findings(comparison, evidence, explained)
    few = too_few(comparison)
    context: dict[str, Any] = {
        "infers": few.judged > 0,
        "summary": selection_summary(comparison),
        "findings": findings,
        "few": few,
        "judged": judged_rows(comparison, evidence, explained),
        "tests": how_tested(comparison),
        "corrected": corrected_rows(comparison),
        "categories": categories,
        "naming": naming_grids(comparison, evidence),
        "sourcing": sourcing_grids(comparison, evidence),
        "doubt": doubt_grid(comparison, evidence),
        "harm": harm_grids(comparison, evidence),
        "figures": figure_rows(comparison, evidence),
        "quotation": quotation_grid(comparison, evidence),
        "words": word_grids(comparison, evidence),
        "omissions": omission_grid(comparison, evidence),
        "coverage": _coverage(comparison, evidence),
        "events": event_sections(comparison, evidence, marks),
        "outlets": [outlet_name(outlet) for outlet in comparison.selection.outlets],
        "detectors": detector_accuracy(),
        "charts": _charts(comparison, [finding.chart for finding in findings], drawn),
        "made": how_made(comparison),
        "kinds": KINDS,
    }
    context["evidence"] = evidence.items
    context["articles"] = _articles(comparison, evidence, marks)
    context["warned"] = _warned(context["articles"])
    return context


def selection_summary(comparison: Comparison) -> dict[str, Any]:
    """Return how many outlets, shared events and articles are compared, and what is left out."""
    chosen = comparison.selection
    left_out = Counter(why for why in chosen.why_not if why)
    unit = comparison.settings.within
    return {
        "outlets": count_of(len(chosen.outlets), "outlet"),
        "events": count_of(len(chosen.shared), f"shared {unit}"),
        "articles": count_of(int(chosen.compared.sum()), "article"),
        "left_out": [
            (count_of(n, "article"), why)
            for why, n in sorted(left_out.items(), key=lambda item: (-item[1], item[0]))
        ],
        "simultaneous": chosen.simultaneous,
        "alone": _alone(chosen),
        "names": [outlet_name(outlet) for outlet in chosen.outlets],
        "published": _published(comparison),
    }


def _alone(chosen: Selection) -> tuple[str, str] | None:
    """Return how many articles there are on how many events that one outlet alone covered."""
    events = len(chosen.events) - len(chosen.shared)
    articles = int((chosen.counted & ~chosen.compared).sum())
    return (count_of(articles, "article"), count_of(events, "event")) if events else None


def _published(comparison: Comparison) -> str:
    """Return the first and the last day of the articles that are counted, if any has a date."""
    chosen = comparison.selection
    corpus = zip(comparison.analysis.corpus, chosen.counted, strict=True)
    days = sorted({a.published.date() for a, counted in corpus if counted and a.published})
    return " to ".join(f"{day:%d %B %Y}" for day in dict.fromkeys(days[:1] + days[-1:]))


def _coverage(comparison: Comparison, evidence: Evidence) -> list[tuple[str, list[Any]]]:
    """Return (event, cell of each outlet): the number of articles as a way to them."""
    cells = {(r["event"], r["outlet"]): r for r in comparison.coverage.to_dict("records")}
    rows = []
    for event in comparison.selection.events:
        line = []
        for outlet in comparison.selection.outlets:
            row = cells.get((event, outlet))
            about = f"{event_name(event)}, {outlet_name(outlet)}"
            line.append(evidence.of_row(row, str(row["n_articles"]), about) if row else "–")
        rows.append((event_name(event), line))
    return rows


def _charts(
    comparison: Comparison, findings: list[Any], drawn: dict[str, DrawnChart]
) -> dict[str, DrawnChart]:
    wanted: list[tuple[str, str, Any]] = [(name, name, {}) for name in _CHARTS]
    wanted += [("paired", f"paired-{k + 1}", options) for k, options in enumerate(findings)]
    for name, file, options in wanted:
        if file not in drawn:
            made = draw_chart(comparison, name, file=file, **options)
            if made is not None:
                drawn[file] = made
    return drawn


def _articles(
    comparison: Comparison, evidence: Evidence, marks: Mapping[str, list[Mark]]
) -> list[ShownArticle]:
    analysis, chosen = comparison.analysis, comparison.selection
    voices = voices_of(analysis)
    shown = [
        show_article(
            article,
            n,
            event=event_name(chosen.event[n]),
            why_not=chosen.why_not[n],
            marks=marks.get(article.id, []),
            voices=voices.get(n, []),
            anchors=evidence.anchors.get(n, ()),
        )
        for n, article in enumerate(analysis.corpus)
    ]
    return sorted(shown, key=lambda a: (a.event, a.outlet, a.number))


def _warned(articles: list[ShownArticle]) -> list[tuple[str, list[ShownArticle]]]:
    """Return (warning, its articles), the commonest first."""
    by: dict[str, list[ShownArticle]] = {}
    for article in articles:
        for warning in article.warnings:
            by.setdefault(warning, []).append(article)
    return sorted(by.items(), key=lambda item: (-len(item[1]), item[0]))


def detector_accuracy() -> list[dict[str, Any]]:
    """Return the detectors with their measured figures, from the package's data."""
    with (Path(__file__).parents[1] / "data" / "detector_accuracy.toml").open("rb") as file:
        detectors: list[dict[str, Any]] = tomllib.load(file)["detector"]
    return detectors
