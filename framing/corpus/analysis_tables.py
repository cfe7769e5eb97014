"""The tables of an analysis, as columns from which a data frame or a file is made."""

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
from framing.table_columns import Cut, JoinedTexts, Picked, SpanLists, pick
from framing.text.token_ranges import token_ranges
from framing.voice import VOICES

if TYPE_CHECKING:
    from framing.events import EventMatch

Columns = dict[str, Any]
Indices = npt.NDArray[np.int64]


def articles_columns(corpus: Sequence[Article], findings: Findings, events: EventMatch) -> Columns:
    """Return the columns of one row an article."""
    return {
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
    }


def hits_columns(
    corpus: Sequence[Article],
    texts: JoinedTexts,
    findings: Findings,
    events: EventMatch,
    lexicons: CompiledLexicons,
    referents: Sequence[str],
) -> Columns:
    """Return the columns of one row a hit; *texts* are those of the *corpus*."""
    frame = findings.hits
    article = frame["article"]
    return {
        **_places(corpus, frame),
        "text": _texts(texts, frame),
        "outlet": Picked([a.outlet for a in corpus], article),
        "event": Picked(events.event, article),
        **_wordings(frame, lexicons),
        "referent": Picked(referents, frame["referent"]),
        "side": _sides(frame, lexicons, referents),
        "voice": Picked(VOICES, frame["voice"]),
        "source": _sources(texts, findings, frame["attribution"]),
        "section": Picked(SECTIONS, frame["section"]),
        "sentence": frame["sentence"],
    }


def _wordings(frame: Frame, lexicons: CompiledLexicons) -> dict[str, Any]:
    """Return what each hit's entry says of it; what its marker says where it has no entry."""
    of_marker = np.flatnonzero(frame["entry"] < 0)
    used, entry = _used(frame["entry"], len(lexicons.entries))
    by_entry = _entry_columns(lexicons, used.tolist())
    by_marker = {
        "feature": [f"marker.{name}" for name in MARKERS],
        "lexicon": ["marker"] * len(MARKERS),
        "category": list(MARKERS),
    }

    def say(name: str, behind: Sequence[str | None], number: npt.NDArray[Any]) -> Any:
        """Return the column *name*: of a marker's hit, *number* says which of those *behind*."""
        place = entry.copy()
        place[of_marker] = len(used) + number
        return Picked([*by_entry[name], *behind], place)

    each = np.arange(len(of_marker))
    return {
        **{name: say(name, said, frame["marker"][of_marker]) for name, said in by_marker.items()},
        **{name: say(name, frame[name][of_marker].tolist(), each) for name in ("label", "reason")},
        **{name: say(name, [None], 0 * each) for name in ("entry", "stance")},
    }


def _entry_columns(lexicons: CompiledLexicons, numbers: Sequence[int]) -> dict[str, list[Any]]:
    """Return what the hits table says of each of the entries *numbers*."""
    both = [(lexicons.lexicon_of(i), lexicons.entries[i]) for i in numbers]
    return {
        "feature": [f"{home.name}.{e.category}" for home, e in both],
        "lexicon": [home.name for home, _ in both],
        "category": [e.category for _, e in both],
        "entry": [e.term for _, e in both],
        "label": [
            e.label or (e.category.replace("_", " ") if home.name == "naming" else None)
            for home, e in both
        ],
        "stance": [e.stance for _, e in both],
        "reason": [f"{home.key}: {e.term} ({', '.join(e.source) or 'own'})" for home, e in both],
    }


def _sides(frame: Frame, lexicons: CompiledLexicons, referents: Sequence[str]) -> Any:
    """Return the side of each hit: its entry's, else that of its referent."""
    side_of = {name: r.side for x in lexicons.lexicons for name, r in x.referents.items()}
    by_entry = [e.side for e in lexicons.entries]
    by_referent = [side_of.get(name) for name in referents]
    names = sorted({side for side in (*by_entry, *by_referent) if side is not None})
    number: dict[str | None, int] = {None: -1, **{name: n for n, name in enumerate(names)}}
    # The one behind the last is that of no entry, and of no referent.
    own = np.array([number[side] for side in (*by_entry, None)])[frame["entry"]]
    other = np.array([number[side] for side in (*by_referent, None)])[frame["referent"]]
    return Picked(names, np.where(own >= 0, own, other))


def quotes_columns(corpus: Sequence[Article], texts: JoinedTexts, findings: Findings) -> Columns:
    """Return the columns of one row a quoted span."""
    frame = findings.quotes
    return {
        **_places(corpus, frame),
        "kind": Picked(KINDS, frame["kind"]),
        "confidence": frame["confidence"].astype(np.float64).round(6),
        "section": Picked(SECTIONS, frame["section"]),
        "text": _texts(texts, frame),
        "reason": Picked(*describe_all(frame["evidence"], frame["kind"])),
    }


def attributions_columns(
    corpus: Sequence[Article], texts: JoinedTexts, findings: Findings
) -> Columns:
    """Return the columns of one row an attribution."""
    frame = findings.attributions
    every = np.arange(len(frame["article"]))
    described = ("cue_stance", "source_type", "source_role", "source_qualifier")
    return {
        **_places(corpus, frame),
        **{role: _span_texts(texts, findings, role, every) for role in findings.spans},
        **{f"{role}_spans": SpanLists(x.span, x.first) for role, x in findings.spans.items()},
        "directness": Picked(DIRECTNESS, frame["directness"]),
        "speech": frame["speech"],
        **{name: pick(frame[name]) for name in (*described, "side", "gender", "speaker")},
        "parent": _whole_numbers(frame["parent"], missing=frame["parent"] < 0),
        "section": Picked(SECTIONS, frame["section"]),
    }


def _sources(texts: JoinedTexts, findings: Findings, attribution: Indices) -> Picked:
    """Return the source of each *attribution*, missing for negative ones."""
    used, place = _used(attribution, len(findings.attributions["article"]))
    return Picked(_span_texts(texts, findings, "source", used), place)


def _span_texts(texts: JoinedTexts, findings: Findings, role: str, rows: Indices) -> Cut:
    """Return what stands in the spans of the *role* of attributions, missing where it has none."""
    spans = findings.spans[role]
    of = token_ranges(spans.first[rows], spans.first[rows + 1])
    article = findings.attributions["article"][rows[of.owner]]
    start, end = spans.span[of.token].T
    first = np.append(0, np.cumsum(of.stop - of.first))
    return Cut(texts, article, start, end, first=first)


def figures_columns(corpus: Sequence[Article], texts: JoinedTexts, findings: Findings) -> Columns:
    """Return the columns of one row a figure."""
    frame = findings.figures
    return {
        **_places(corpus, frame),
        "text": _texts(texts, frame),
        "value": frame["value"],
        "bound": Picked(BOUNDS, frame["bound"]),
        **{name: pick(frame[name]) for name in ("quantity", "unit", "side", "scope", "as_of")},
        "source": _sources(texts, findings, frame["attribution"]),
        "malformed": frame["malformed"],
    }


def harm_columns(corpus: Sequence[Article], texts: JoinedTexts, findings: Findings) -> Columns:
    """Return the columns of one row a mention of harm."""
    frame = findings.harm
    named = (
        "harm_class verb_class victim_side kinship civilian_status agent form certainty"
    ).split()
    as_found = ("victim_named", "victim_count", "child", "agent_expressed", "sentence")
    return {
        **_places(corpus, frame),
        "text": _texts(texts, frame),
        **{name: pick(frame[name]) for name in named},
        **{name: frame[name] for name in as_found},
        "age": _whole_numbers(frame["age"].round(), missing=np.isnan(frame["age"])),
        "voice": Picked(VOICES, frame["voice"]),
    }


COLUMNS_OF = {
    "quotes": quotes_columns,
    "attributions": attributions_columns,
    "figures": figures_columns,
    "harm": harm_columns,
}


def _places(corpus: Sequence[Article], frame: Frame) -> dict[str, Any]:
    return {
        "article": Picked([a.id for a in corpus], frame["article"]),
        "start": frame["start"],
        "end": frame["end"],
    }


def _texts(texts: JoinedTexts, frame: Frame) -> Cut:
    return Cut(texts, frame["article"], frame["start"], frame["end"])


def _used(numbers: Indices, size: int) -> tuple[Indices, Indices]:
    """Return which of so many things *numbers* name, and the place of each number among these.

    Negative numbers name nothing and have no place, -1.
    """
    is_used = np.zeros(size + 1, np.bool_)
    is_used[numbers] = True
    is_used[-1] = False
    place = np.cumsum(is_used) - 1
    place[-1] = -1
    return np.flatnonzero(is_used), place.take(numbers, mode="wrap")


def _whole_numbers(values: npt.NDArray[Any], *, missing: npt.NDArray[np.bool_]) -> Any:
    """Return *values* as a column of whole numbers, some of them *missing*."""
    return np.ma.masked_array(np.where(missing, 0, values).astype(np.int64), missing)
