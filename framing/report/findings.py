"""The findings that a report begins with, and what cannot be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from framing.report.codebook import codebook_url
from framing.report.events import Fact, Side
from framing.report.highlight import mark_spans
from framing.report.plain_names import (
    capitalized,
    count_of,
    event_name,
    fact_name,
    feature_name,
    outlet_name,
)
from framing.report.sentences import finding_basis, finding_figures, finding_sentence, upright
from framing.text.sentences import sentence_spans

if TYPE_CHECKING:
    from framing.comparison import Comparison
    from framing.report.evidence import Evidence, Place

MOST = 5
_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the sentence, its figures with the way to the passages, and examples."""

    sentence: str
    figures: str
    basis: str
    passages: Markup
    codebook: str
    examples: tuple[tuple[str, Fact], ...]
    also: tuple[str, ...]
    chart: Mapping[str, str]


@dataclass(slots=True)
class _Group:
    """Rows that one finding tells: of one feature, or of features whose passages mostly overlap."""

    rows: list[dict[str, Any]]
    marks: set[Place]


def top_findings(
    comparison: Comparison, evidence: Evidence, explained: Collection[str] = ()
) -> list[Finding]:
    """Return at most five findings, ranked by the bound nearer to no difference.

    Contrasts of the same feature are one finding, told by the pair that ranks first; so are those
    of features whose passages for the greater part overlap ("an official said" and its "said"),
    since they are one observation counted in two ways. *explained* are the features that the
    report's codebook explains.
    """
    table = comparison.contrasts
    by_feature: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in table[table["verdict"] == "differs"].to_dict("records"):
        by_feature.setdefault((row["feature"], row["section"]), []).append(row)
    groups: list[_Group] = []
    for rows in by_feature.values():
        marks = _marks(comparison, rows[0]["feature"], evidence.places(rows[0]))
        same = next((g for g in groups if _mostly_same(g.marks, marks)), None)
        if same is not None:
            same.rows += rows
        elif len(groups) < MOST:
            groups.append(_Group(rows, marks))
    return [_finding(comparison, evidence, group.rows, explained) for group in groups]


def _marks(comparison: Comparison, feature: str, places: list[Place]) -> set[Place]:
    found = _marked_in(comparison, feature, places)
    return {(article, *span) for article, spans in found.items() for span in spans}


def _mostly_same(first: set[Place], second: set[Place]) -> bool:
    fewer, more = sorted((first, second), key=len)
    return 2 * len(_touched(more, fewer)) > len(more)


def _touched(marks: set[Place], others: set[Place]) -> set[Place]:
    """Return those of *marks* that share a character with one of *others*."""
    of_article: dict[int, list[tuple[int, int]]] = {}
    for article, start, end in others:
        of_article.setdefault(article, []).append((start, end))
    return {
        (article, start, end)
        for article, start, end in marks
        if any(start < e and s < end for s, e in of_article.get(article, []))
    }


def _finding(
    comparison: Comparison,
    evidence: Evidence,
    rows: list[dict[str, Any]],
    explained: Collection[str],
) -> Finding:
    row = upright(rows[0])
    places = evidence.places(rows[0])
    what = feature_name(row["feature"])
    return Finding(
        sentence=finding_sentence(row),
        figures=capitalized(finding_figures(row)),
        basis=finding_basis(row),
        passages=evidence.button(places, count_of(len(places), "passage"), what),
        codebook=codebook_url(row["feature"], explained),
        examples=tuple(_examples(comparison, evidence, row, places)),
        also=tuple(_also(upright(other), row["feature"]) for other in rows[1:]),
        chart={k: row[k] for k in ("feature", "target", "reference")},
    )


def _also(row: Mapping[str, Any], feature: str) -> str:
    what = "" if row["feature"] == feature else f"{feature_name(row['feature'])}, "
    pair = f"{outlet_name(row['target'])} against {outlet_name(row['reference'])}"
    return f"{what}{pair}: {finding_figures(row)}"


def _examples(
    comparison: Comparison, evidence: Evidence, row: Mapping[str, Any], places: list[Place]
) -> list[tuple[str, Fact]]:
    """Return passages of both outlets on the same fact where one or both hold a hit.

    Where the texts tell no fact in like words, the hits of the events with most of them stand
    beside the first hit of the other outlet or nothing.
    """
    hits = _marked_in(comparison, row["feature"], places)
    told = sorted(_side_by_side(comparison, evidence, row, hits), key=lambda item: item[0])
    picked: dict[str, Fact] = {}
    for _, event, fact in told:
        if len(picked) < _EXAMPLES:
            picked.setdefault(event, fact)
    examples = [(event_name(event), fact) for event, fact in picked.items()]
    return examples or _hits_by_event(comparison, evidence, row, places)


def _side_by_side(
    comparison: Comparison,
    evidence: Evidence,
    row: Mapping[str, Any],
    hits: Mapping[int, list[tuple[int, int]]],
) -> Iterator[tuple[tuple[int, float, str], str, Fact]]:
    """Yield rank, event and passages of both outlets where the target's has more of the *hits*."""
    corpus, outlet = comparison.analysis.corpus, comparison.selection.outlet
    number = {article.id: n for n, article in enumerate(corpus)}
    for pair in comparison.pairs:
        a, b = number[pair.article_a], number[pair.article_b]
        if {outlet[a], outlet[b]} != {row["target"], row["reference"]}:
            continue
        sides, n_hits = [], {}
        for n, start, end in ((a, pair.start_a, pair.end_a), (b, pair.start_b, pair.end_b)):
            inside = [(s, e) for s, e in hits.get(n, ()) if start <= s < end]
            n_hits[outlet[n]] = len(inside)
            text = mark_spans(corpus[n].text, start, end, inside)
            sides.append(Side(outlet_name(outlet[n]), evidence.url(n, start), text))
        fewer = n_hits[row["reference"]] - n_hits[row["target"]]
        if fewer < 0:
            sides.sort(key=lambda side: side.outlet)
            yield (
                (fewer, -pair.score, pair.event),
                pair.event,
                Fact(fact_name(pair.fact), tuple(sides)),
            )


def _marked_in(
    comparison: Comparison, feature: str, places: list[Place]
) -> dict[int, list[tuple[int, int]]]:
    """Return what to mark, by article: hits, and of attributions source or reporting words."""
    found: dict[int, list[tuple[int, int]]] = {}
    if not feature.startswith("sourcing."):
        for article, start, end in places:
            found.setdefault(article, []).append((start, end))
        return found
    number = {article.id: n for n, article in enumerate(comparison.analysis.corpus)}
    wanted = set(places)
    for row in comparison.analysis.attributions.itertuples():
        place = (number[row.article], int(row.start), int(row.end))
        if place in wanted:
            about_source = feature.startswith(("sourcing.type.", "sourcing.role."))
            spans = row.source_spans if about_source else row.cue_spans
            spans = spans or row.cue_spans or [[place[1], place[2]]]
            found.setdefault(place[0], []).extend((s, e) for s, e in spans)
    return found


def _hits_by_event(
    comparison: Comparison, evidence: Evidence, row: Mapping[str, Any], places: list[Place]
) -> list[tuple[str, Fact]]:
    """Return, for the event with most hits, one sentence of each outlet that holds one."""
    chosen = comparison.selection
    of_target = [p for p in places if chosen.outlet[p[0]] == row["target"]]
    counts = Counter(chosen.event[p[0]] for p in of_target)
    if not counts:
        return []
    event = min(counts, key=lambda e: (-counts[e], e))
    sides = []
    for outlet in sorted((row["target"], row["reference"])):
        here = [p for p in places if chosen.outlet[p[0]] == outlet and chosen.event[p[0]] == event]
        if here:
            n, start, end = here[0]
            text = comparison.analysis.corpus[n].text
            spans = sentence_spans([text])[0]
            around = [(int(s), int(e)) for s, e in spans if s <= start < e] or [(start, end)]
            words = mark_spans(text, *around[0], [(start, end)])
            sides.append(Side(outlet_name(outlet), evidence.url(n, start), words))
        else:
            sides.append(Side(outlet_name(outlet), "", Markup("<i>no such wording</i>")))
    return [(event_name(event), Fact("", tuple(sides)))]
