"""A report event by event: its articles, and what each outlet wrote of the same fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from framing.report.articles import KNOWN_WORDING
from framing.report.highlight import Mark, mark_spans
from framing.report.plain_names import clean, count_of, event_name, fact_name, outlet_name, plain

if TYPE_CHECKING:
    from framing.alignment.passages import PassagePair
    from framing.comparison import Comparison
    from framing.report.evidence import Evidence

# Kinds of words that alignment passes over for too common, so that their difference is seen here.
_SMALL_WORDS = frozenset({"kd", "ks", "kh"})
_FACTS, _FACTS_OF_MANY, _MANY_EVENTS = 8, 3, 24


@dataclass(frozen=True, slots=True)
class Side:
    """What one outlet wrote of a fact."""

    outlet: str
    url: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Fact:
    """The passages of several outlets on one fact."""

    name: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One article of an event at a glance."""

    outlet: str
    title: str
    url: str
    date: str
    facts: tuple[tuple[str, str], ...]
    why_not: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its articles, and passages on the same facts side by side."""

    id: str
    name: str
    articles: tuple[Told, ...]
    facts: tuple[Fact, ...]
    more: int


def event_sections(
    comparison: Comparison, evidence: Evidence, marks: Mapping[str, Sequence[Mark]]
) -> list[Event]:
    """Return the events, those of two outlets or more first, by name.

    *marks* are the findings of every article, by its id.
    """
    chosen = comparison.selection
    members: dict[str, list[int]] = defaultdict(list)
    for n, event in enumerate(chosen.event):
        members[event].append(n)
    pairs: dict[str, list[PassagePair]] = defaultdict(list)
    for pair in comparison.pairs:
        pairs[pair.event].append(pair)
    glance = _glances(comparison)
    most = _FACTS if len(members) <= _MANY_EVENTS else _FACTS_OF_MANY
    found = []
    for k, event in enumerate(sorted(members, key=lambda e: (len(members[e]) < 2, e))):
        facts = same_facts(comparison, evidence, pairs[event], marks)
        told = sorted(members[event], key=lambda n: (outlet_name(chosen.outlet[n]), n))
        found.append(
            Event(
                id=f"event-{k}",
                name=event_name(event),
                articles=tuple(_told(comparison, evidence, n, glance) for n in told),
                facts=tuple(facts[:most]),
                more=max(0, len(facts) - most),
            )
        )
    return found


def same_facts(
    comparison: Comparison,
    evidence: Evidence,
    pairs: list[PassagePair],
    marks: Mapping[str, Sequence[Mark]],
) -> list[Fact]:
    """Join *pairs* of one event by fact; what none of the other passages has is marked.

    What a detector knows for wording is marked strongly, all else faintly: in most pairs nearly
    every word differs, and few of them are a choice of words for the same thing.
    """
    number = {article.id: n for n, article in enumerate(comparison.analysis.corpus)}
    spans: dict[str, dict[tuple[int, int, int], set[tuple[int, int]]]] = defaultdict(dict)
    best: dict[str, float] = defaultdict(float)
    for pair in pairs:
        best[pair.fact] = max(best[pair.fact], pair.score)
        for article, start, end, only in (
            (pair.article_a, pair.start_a, pair.end_a, pair.only_a),
            (pair.article_b, pair.start_b, pair.end_b, pair.only_b),
        ):
            place = (number[article], start, end)
            known = spans[pair.fact].get(place)
            spans[pair.fact][place] = set(only) if known is None else known & set(only)
    facts = []
    for name in sorted(spans, key=lambda f: (-best[f], f)):
        sides = [
            _side(
                comparison,
                evidence,
                place,
                sorted(only),
                marks,
                _others(comparison, spans[name], place),
            )
            for place, only in spans[name].items()
        ]
        facts.append(
            Fact(fact_name(clean(name)), tuple(sorted(sides, key=lambda s: (s.outlet, s.url))))
        )
    return facts


def _others(
    comparison: Comparison, places: Iterable[tuple[int, int, int]], place: tuple[int, int, int]
) -> str:
    """Return the other passages of a fact in small letters."""
    corpus = comparison.analysis.corpus
    return "\n".join(
        corpus[article].text[start:end].casefold()
        for article, start, end in places
        if (article, start, end) != place
    )


def _side(
    comparison: Comparison,
    evidence: Evidence,
    place: tuple[int, int, int],
    only: list[tuple[int, int]],
    marks: Mapping[str, Sequence[Mark]],
    others: str,
) -> Side:
    article, start, end = place
    text = comparison.analysis.corpus[article].text
    found = [
        mark
        for mark in marks.get(comparison.analysis.corpus[article].id, ())
        if mark.kind in KNOWN_WORDING and mark.start < end and mark.end > start
    ]
    known = [
        (max(first, mark.start), min(last, mark.end))
        for mark in found
        for first, last in only
        if mark.start < last and mark.end > first
    ]
    known += [
        (mark.start, mark.end)
        for mark in found
        if mark.kind in _SMALL_WORDS and text[mark.start : mark.end].casefold() not in others
    ]
    outlet = outlet_name(comparison.selection.outlet[article])
    return Side(outlet, evidence.url(article, start), mark_spans(text, start, end, known, only))


def _glances(comparison: Comparison) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return by article: labels in own voice, sources, doubting words."""
    analysis = comparison.analysis
    labels: dict[str, list[str]] = defaultdict(list)
    hits = analysis.hits
    own = hits[(hits["lexicon"] == "naming") & (hits["voice"] == "own")]
    own = own[own["section"] != "caption"]
    for row in own.itertuples():
        labels[row.article].append(plain(row.label) if isinstance(row.label, str) else row.text)
    sources = analysis.attributions.groupby("article").size()
    doubting = analysis.attributions["cue_stance"] == "doubting"
    doubts = analysis.attributions[doubting.fillna(False)].groupby("article").size()
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for article in analysis.corpus:
        cited = count_of(int(sources.get(article.id, 0)), "attribution")
        doubted = int(doubts.get(article.id, 0))
        said = "; ".join(f"“{x}”" for x in dict.fromkeys(labels[article.id])) or "none"
        found[article.id] = (
            ("Labels, own voice", said),
            ("Sources", f"{cited}, {doubted} with a doubting word"),
        )
    return found


def _told(
    comparison: Comparison,
    evidence: Evidence,
    number: int,
    glance: dict[str, tuple[tuple[str, str], ...]],
) -> Told:
    article = comparison.analysis.corpus[number]
    return Told(
        outlet=outlet_name(comparison.selection.outlet[number]),
        title=clean(article.title or article.text[:80]) or "(no text)",
        url=f"{evidence.page_of(number)}#a{number}",
        date=f"{article.published:%d %B %Y, %H:%M}" if article.published else "date not known",
        facts=glance[article.id],
        why_not=comparison.selection.why_not[number],
    )
