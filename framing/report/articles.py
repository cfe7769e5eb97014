"""The articles of a report: each with its findings marked, and what was removed from its page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from framing.report.highlight import ATTRIBUTED, KINDS, QUOTED, Mark, highlight
from framing.report.plain_names import clean, feature_name, number, outlet_name, plain
from framing.voice import VOICES

if TYPE_CHECKING:
    from framing.analysis import Analysis
    from framing.article import Article

_KIND_OF_LEXICON = {
    "naming": "kn",
    "reporting_verbs": "kd",
    "attribution_nouns": "kd",
    "distancing": "kd",
    "hedges": "kh",
    "anonymity": "kh",
    "marker": "ks",
}
# Of the kinds of marks those that are a choice of words: all but who is cited.
KNOWN_WORDING = frozenset(kind.code for kind in KINDS) - {"kc"}
_NOT_MARKED = {"actors", "context"}
_NEUTRAL = {"reporting_verbs.neutral", "attribution_nouns.neutral"}
_SHOWN_OF_REMOVED = 240
_VOICE_CLASS = {VOICES.index("attributed"): ATTRIBUTED, VOICES.index("quoted"): QUOTED}


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch of the page that was left out: its words, cut short, its size and the reason."""

    text: str
    size: int
    reason: str


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article as the report shows it."""

    number: int
    id: str
    outlet: str
    title: str
    event: str
    date: str
    byline: str | None
    url: str | None
    why_not: str | None
    warnings: tuple[str, ...]
    body: Markup
    found: tuple[tuple[str, int], ...]
    removed: tuple[Removed, ...]


def marks_of(analysis: Analysis) -> dict[str, list[Mark]]:
    """Return the marks of every article, by its id."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    for row in analysis.hits.to_dict("records"):
        kind = _KIND_OF_LEXICON.get(row["lexicon"], "kl")
        if row["lexicon"] not in _NOT_MARKED and row["feature"] not in _NEUTRAL:
            marks[row["article"]].append(Mark(row["start"], row["end"], kind, _hit_note(row)))
    for row in analysis.harm.to_dict("records"):
        marks[row["article"]].append(Mark(row["start"], row["end"], "kx", _harm_note(row)))
    for row in analysis.figures.to_dict("records"):
        marks[row["article"]].append(Mark(row["start"], row["end"], "kf", _figure_note(row)))
    for row in analysis.attributions.to_dict("records"):
        for start, end in row["source_spans"]:
            marks[row["article"]].append(Mark(start, end, "kc", _source_note(row)))
    return marks


def _known(value: Any) -> str | None:
    return plain(value) if isinstance(value, str) else None


def _hit_note(row: Mapping[str, Any]) -> str:
    parts = [feature_name(row["feature"])]
    if row["lexicon"] == "naming":
        parts = [f"names {_known(row['referent']) or 'what the context leaves open'}"]
    if isinstance(row["stance"], str):
        parts.append(f"said to be {plain(row['stance'])}")
    return ", ".join(parts)


def _harm_note(row: Mapping[str, Any]) -> str:
    side = _known(row["victim_side"])
    parts = [plain(row["harm_class"]), plain(row["form"])]
    return ", ".join([*parts, f"victims: {side}"] if side else parts)


def _figure_note(row: Mapping[str, Any]) -> str:
    if row["malformed"] is True:
        return "a broken number: digits were lost"
    what = _known(row["quantity"]) or "quantity not known"
    value = row["value"]
    shown = number(float(value), 4) if value == value and value is not None else "no value"
    return f"{plain(row['bound'])} {shown}: {what}"


def _source_note(row: Mapping[str, Any]) -> str:
    known = (row["source_type"], row["source_role"], row["side"])
    parts = [plain(value) for value in known if isinstance(value, str)]
    if row["cue_stance"] != "neutral" and isinstance(row["cue_stance"], str):
        parts.append(f"{plain(row['cue_stance'])} cue")
    return "source: " + ", ".join(parts) if parts else "source"


def voices_of(analysis: Analysis) -> dict[int, list[tuple[int, int, str]]]:
    """Return the stretches of every article that are not its outlet's voice, by its number."""
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for article, start, end, voice in analysis.findings.foreign.tolist():
        found[article].append((start, end, _VOICE_CLASS[voice]))
    return found


def show_article(
    article: Article,
    number_: int,
    *,
    event: str,
    why_not: str | None,
    marks: list[Mark],
    voices: list[tuple[int, int, str]],
    anchors: Collection[int],
) -> ShownArticle:
    """Return *article* as it is shown, with ids at *anchors*."""
    counts = Counter(mark.kind for mark in marks)
    return ShownArticle(
        number=number_,
        id=article.id,
        outlet=outlet_name(article.outlet),
        title=clean(article.title or article.text[:80]) or "(no text)",
        event=event,
        date=f"{article.published:%d %B %Y}" if article.published else "date not known",
        byline=article.byline,
        url=article.url,
        why_not=why_not,
        warnings=article.warnings,
        body=highlight(article.text, marks, voices=voices, anchors=anchors, prefix=f"a{number_}-"),
        found=tuple((kind.name, counts[kind.code]) for kind in KINDS if counts[kind.code]),
        removed=_removed(article),
    )


def _removed(article: Article) -> tuple[Removed, ...]:
    raw = article.raw or ""
    found = []
    for removal in article.removed:
        text = clean(raw[removal.start : removal.end])
        if text:
            shown = text if len(text) <= _SHOWN_OF_REMOVED else text[:_SHOWN_OF_REMOVED] + " …"
            found.append(Removed(shown, removal.end - removal.start, plain(removal.reason)))
    return tuple(found)
