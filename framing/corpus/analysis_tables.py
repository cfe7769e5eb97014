"""The tables of an analysis, made from its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.article import SECTIONS, Article
from framing.attributions import DIRECTNESS
from framing.corpus.findings import Findings
from framing.corpus.frames import Frame
from framing.figures import BOUNDS
from framing.markers import MARKERS
from framing.matching import CompiledLexicons
from framing.quotation.kind import KINDS, describe_all
from framing.tables import ANALYSIS_TABLES, make_table
from framing.voice import VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.events import EventMatch

Texts = npt.NDArray[np.object_]


def articles_table(
    corpus: Sequence[Article], findings: Findings, events: EventMatch
) -> pd.DataFrame:
    """Return one row an article."""
    return make_table(
        ANALYSIS_TABLES["articles"],
        {
            "article": [a.id for a in corpus],
            "outlet": [a.outlet for a in corpus],
            "title": [a.title for a in corpus],
            "published": [a.published for a in corpus],
            "event": events.event,
            "story": events.story,
            "url": [a.url for a in corpus],
            "byline": [a.byline for a in corpus],
            "n_tokens": findings.words.sum(axis=(1, 2)),
            "n_sentences": findings.n_sentences,
            "n_removed": [sum(r.end - r.start for r in a.removed) for a in corpus],
            "warnings": ["; ".join(a.warnings) or None for a in corpus],
        },
    )


def hits_table(
    corpus: Sequence[Article],
    findings: Findings,
    events: EventMatch,
    lexicons: CompiledLexicons,
    referents: Sequence[str],
) -> pd.DataFrame:
    """Return one row a hit."""
    frame = findings.hits
    article, entry, marker = frame["article"], frame["entry"], frame["marker"]
    by_entry = _entry_columns(lexicons)
    by_marker = {
        "feature": [f"marker.{name}" for name in MARKERS],
        "lexicon": ["marker"] * len(MARKERS),
        "category": list(MARKERS),
    }
    side_of = {name: r.side for x in lexicons.lexicons for name, r in x.referents.items()}
    referent = _pick(referents, frame["referent"])
    side = _pick(by_entry["side"], entry)
    named = np.array([side_of.get(name) for name in referent], object)
    label = np.where(entry >= 0, _pick(by_entry["label"], entry), frame["label"])
    return make_table(
        ANALYSIS_TABLES["hits"],
        {
            **_places(corpus, frame),
            "outlet": _pick([a.outlet for a in corpus], article),
            "event": _pick(events.event, article),
            **{
                name: np.where(
                    entry >= 0, _pick(by_entry[name], entry), _pick(by_marker[name], marker)
                )
                for name in ("feature", "lexicon", "category")
            },
            "entry": _pick(by_entry["entry"], entry),
            "label": label,
            "referent": referent,
            "side": np.where(side == None, named, side),  # noqa: E711
            "stance": _pick(by_entry["stance"], entry),
            "voice": _pick(VOICES, frame["voice"]),
            "source": _source_texts(corpus, findings, frame["attribution"]),
            "section": _pick(SECTIONS, frame["section"]),
            "sentence": frame["sentence"],
            "reason": np.where(entry >= 0, _pick(by_entry["reason"], entry), frame["reason"]),
        },
    )


def _entry_columns(lexicons: CompiledLexicons) -> dict[str, list[Any]]:
    entries = list(enumerate(lexicons.entries))
    names = [lexicons.lexicon_of(i).name for i, _ in entries]
    return {
        "feature": [lexicons.feature(i) for i, _ in entries],
        "lexicon": names,
        "category": [e.category for _, e in entries],
        "entry": [e.term for _, e in entries],
        "label": [
            e.label or (e.category.replace("_", " ") if name == "naming" else None)
            for (_, e), name in zip(entries, names, strict=True)
        ],
        "side": [e.side for _, e in entries],
        "stance": [e.stance for _, e in entries],
        "reason": [
            f"{lexicons.lexicon_of(i).key}: {e.term} ({', '.join(e.source) or 'own'})"
            for i, e in entries
        ],
    }


def quotes_table(corpus: Sequence[Article], findings: Findings) -> pd.DataFrame:
    """Return one row a quoted span."""
    frame = findings.quotes
    return make_table(
        ANALYSIS_TABLES["quotes"],
        {
            **_places(corpus, frame),
            "kind": _pick(KINDS, frame["kind"]),
            "confidence": frame["confidence"].astype(np.float64).round(6),
            "section": _pick(SECTIONS, frame["section"]),
            "reason": describe_all(frame["evidence"], frame["kind"]),
        },
    )


def attributions_table(corpus: Sequence[Article], findings: Findings) -> pd.DataFrame:
    """Return one row an attribution."""
    frame = findings.attributions
    size = len(frame["article"])
    roles = {
        role: [findings.spans[role].of(i) for i in range(size)]
        for role in ("source", "cue", "content")
    }
    texts = {
        role: [
            " … ".join(corpus[a].text[s:e] for s, e in spans) or None
            for a, spans in zip(frame["article"].tolist(), rows, strict=True)
        ]
        for role, rows in roles.items()
    }
    described = ("cue_stance", "source_type", "source_role", "source_qualifier")
    return make_table(
        ANALYSIS_TABLES["attributions"],
        {
            **_places(corpus, frame),
            **texts,
            **{
                f"{role}_spans": [[list(s) for s in x] for x in rows]
                for role, rows in roles.items()
            },
            "directness": _pick(DIRECTNESS, frame["directness"]),
            "speech": frame["speech"],
            **{name: frame[name] for name in (*described, "side", "gender", "speaker")},
            "parent": [None if p < 0 else p for p in frame["parent"].tolist()],
            "section": _pick(SECTIONS, frame["section"]),
        },
    )


def figures_table(corpus: Sequence[Article], findings: Findings) -> pd.DataFrame:
    """Return one row a figure."""
    frame = findings.figures
    return make_table(
        ANALYSIS_TABLES["figures"],
        {
            **_places(corpus, frame),
            "value": _numbers(frame["value"]),
            "bound": _pick(BOUNDS, frame["bound"]),
            **{name: frame[name] for name in ("quantity", "unit", "side", "scope", "as_of")},
            "source": _source_texts(corpus, findings, frame["attribution"]),
            "malformed": frame["malformed"],
        },
    )


def harm_table(corpus: Sequence[Article], findings: Findings) -> pd.DataFrame:
    """Return one row a mention of harm."""
    frame = findings.harm
    as_found = (
        "harm_class verb_class victim_side victim_named kinship child civilian_status agent"
        " agent_expressed form certainty sentence"
    ).split()
    return make_table(
        ANALYSIS_TABLES["harm"],
        {
            **_places(corpus, frame),
            **{name: frame[name] for name in as_found},
            "victim_count": _numbers(frame["victim_count"]),
            "age": [None if np.isnan(age) else round(age) for age in frame["age"].tolist()],
            "voice": _pick(VOICES, frame["voice"]),
        },
    )


def _numbers(values: npt.NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values.tolist()]


def _places(corpus: Sequence[Article], frame: Frame) -> dict[str, Any]:
    columns = (frame["article"].tolist(), frame["start"].tolist(), frame["end"].tolist())
    return {
        "article": _pick([a.id for a in corpus], frame["article"]),
        "start": frame["start"],
        "end": frame["end"],
        "text": [corpus[a].text[s:e] for a, s, e in zip(*columns, strict=True)],
    }


def _source_texts(
    corpus: Sequence[Article], findings: Findings, attribution: npt.NDArray[np.int64]
) -> list[str | None]:
    """Return the source of each attribution, None for -1 and for an attribution without one."""
    of_article = findings.attributions["article"]
    texts: dict[int, str | None] = {-1: None}
    for number in np.unique(attribution).tolist():
        if number >= 0:
            text = corpus[of_article[number]].text
            spans = findings.spans["source"].of(number)
            texts[number] = " … ".join(text[s:e] for s, e in spans) or None
    return [texts[number] for number in attribution.tolist()]


def _pick(names: Sequence[Any], numbers: npt.NDArray[Any]) -> Texts:
    """Return ``names[number]`` for each number, None for negative ones."""
    column = np.empty(len(names) + 1, object)
    column[:-1] = list(names)
    return column[np.where(numbers >= 0, numbers, len(names))]
