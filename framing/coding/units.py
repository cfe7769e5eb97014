"""What coders are asked about: every sentence of a corpus, and what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.corpus.occurrences import (
    ATTRIBUTIONS,
    DEATHS,
    TABLES,
    Occurrences,
    find_occurrences,
)
from framing.errors import FramingError, nearest
from framing.harm.finding import FORMS
from framing.harm.words import HARM_CLASSES
from framing.sourcing.sources import SOURCE_TYPES
from framing.text.sections import CAPTION
from framing.text.sentences import sentence_spans

if TYPE_CHECKING:
    from framing.analysis import Analysis

Indices = npt.NDArray[np.int64]

SENTENCE, ATTRIBUTION, HARM = KINDS = ("sentence", "attribution", "harm")
MEASURES = (
    ATTRIBUTIONS,
    "sourcing.stance.doubting",
    DEATHS,
    "harm.death.form.passive_agentless",
    "marker.scare_quote",
)
NO_ATTRIBUTION, NO_STANCE, NO_HARM = "no attribution", "no stance", "no harm"
CUE_STANCES = (
    "neutral",
    "doubting",
    "endorsing",
    "conceding",
    "emphatic",
    "emotive",
    "directive",
)
# What is asked about the first attribution, or first mention of harm, of a sentence.
QUESTIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    ATTRIBUTION: {
        "cue_stance": (NO_ATTRIBUTION, NO_STANCE, *CUE_STANCES),
        "source_type": (NO_ATTRIBUTION, *SOURCE_TYPES),
    },
    HARM: {"harm_class": (NO_HARM, *HARM_CLASSES), "form": (NO_HARM, *FORMS)},
}
NONE_FOUND = "nothing found"


@dataclass(frozen=True, slots=True, eq=False)
class Sentences:
    """Every sentence outside captions of the articles whose outlet is known.

    ``article`` numbers the articles of the corpus; ``start`` and ``end`` are offsets into their
    texts; ``place`` is the sentence's number within its article, captions counted.
    """

    article: Indices
    start: Indices
    end: Indices
    place: Indices
    spans: Sequence[npt.NDArray[np.int64]]

    def __len__(self) -> int:
        return len(self.article)


def find_sentences(analysis: Analysis) -> Sentences:
    """Return the sentences of *analysis* that coders can be asked about."""
    spans = sentence_spans([article.text for article in analysis.corpus])
    rows = []
    for number, (article, found) in enumerate(zip(analysis.corpus, spans, strict=True)):
        if article.outlet is None:
            continue
        captions = [(s.start, s.end) for s in article.sections if s.section == "caption"]
        for place, (start, end) in enumerate(found.tolist()):
            if not any(low <= start < high for low, high in captions):
                rows.append((number, start, end, place))
    columns = np.array(rows, np.int64).reshape(-1, 4).T
    return Sentences(columns[0], columns[1], columns[2], columns[3], spans)


def unit_ids(analysis: Analysis, sentences: Sentences, kind: str) -> list[str]:
    """Return an id for each sentence as a unit of *kind*, made from its article and place."""
    ids = [article.id for article in analysis.corpus]
    return [
        "u" + blake2b(f"{kind}\0{ids[a]}\0{s}\0{e}".encode(), digest_size=7).hexdigest()
        for a, s, e in zip(
            sentences.article.tolist(),
            sentences.start.tolist(),
            sentences.end.tolist(),
            strict=True,
        )
    ]


def check_measures(analysis: Analysis, measures: Iterable[str]) -> tuple[str, ...]:
    """Return *measures*, each of which can be counted in *analysis*.

    Raises FramingError for a feature there is none of, naming the nearest.
    """
    found = find_occurrences(analysis.findings, analysis.lexicons, analysis.referents)
    possible = {*found.features, *analysis.features, *MEASURES}
    chosen = tuple(dict.fromkeys(measures))
    for name in chosen:
        if name not in possible:
            raise FramingError(f"measures: no feature {name!r}{nearest(name, possible)}")
    return chosen


def count_measures(
    analysis: Analysis, sentences: Sentences, measures: Sequence[str]
) -> dict[str, Indices]:
    """Return for each measure how often it was found in each sentence, in own voice."""
    found = find_occurrences(analysis.findings, analysis.lexicons, analysis.referents)
    own = (found.voice == 0) & (found.section != CAPTION)
    start = _starts(analysis, found)
    counts = {}
    for name in measures:
        number = found.features.index(name) if name in found.features else -1
        rows = np.flatnonzero(own & (found.feature == number))
        at = _sentence_of(sentences, found.article[rows].astype(np.int64), start[rows])
        counts[name] = np.bincount(at[at >= 0], minlength=len(sentences)).astype(np.int64)
    return counts


def _starts(analysis: Analysis, found: Occurrences) -> Indices:
    start = np.zeros(len(found.article), np.int64)
    for number, name in enumerate(TABLES):
        rows = found.table == number
        start[rows] = getattr(analysis.findings, name)["start"][found.row[rows]]
    return start


def _sentence_of(sentences: Sentences, article: Indices, start: Indices) -> Indices:
    """Return the sentence in which each place lies, -1 for none."""
    if not len(sentences):
        return np.full(len(article), -1, np.int64)
    far = int(max(sentences.end.max(), start.max(initial=0))) + 1
    begins = sentences.article * far + sentences.start
    at = np.searchsorted(begins, article * far + start, "right") - 1
    inside = (at >= 0) & (sentences.article[at] == article) & (start < sentences.end[at])
    return np.where(inside, at, -1)


def first_found(analysis: Analysis, sentences: Sentences, kind: str) -> dict[str, list[str]]:
    """Return what was found of the first attribution, or mention of harm, of each sentence."""
    table, nothing = (
        (analysis.findings.attributions, NO_ATTRIBUTION)
        if kind == ATTRIBUTION
        else (analysis.findings.harm, NO_HARM)
    )
    at = _sentence_of(sentences, table["article"], table["start"])
    first: dict[int, int] = {}
    order = np.lexsort((table["start"], table["article"]))
    for row in order.tolist():
        if at[row] >= 0:
            first.setdefault(int(at[row]), row)
    return {
        name: [
            _value(table[name][first[n]], name) if n in first else nothing
            for n in range(len(sentences))
        ]
        for name in QUESTIONS[kind]
    }


def _value(found: Any, name: str) -> str:
    if name == "form":
        return str(found)
    return NO_STANCE if found is None else str(found)


def labels(
    analysis: Analysis, sentences: Sentences, kind: str, measures: Sequence[str]
) -> tuple[dict[str, Any], list[str]]:
    """Return the machine's columns for units of *kind*, and the label by which to stratify.

    A sentence is labeled by the rarest of the measures found in it.
    """
    if kind != SENTENCE:
        columns: dict[str, Any] = dict(first_found(analysis, sentences, kind))
        return columns, list(columns[next(iter(QUESTIONS[kind]))])
    counts = count_measures(analysis, sentences, measures)
    label = [NONE_FOUND] * len(sentences)
    for name in sorted(measures, key=lambda name: (-int((counts[name] > 0).sum()), name)):
        for n in np.flatnonzero(counts[name]).tolist():
            label[n] = name
    return dict(counts), label


def describe_measure(analysis: Analysis, name: str) -> str:
    """Return in a sentence what coders should count for the measure *name*."""
    if name in _DESCRIPTIONS:
        return _DESCRIPTIONS[name]
    lexicon_name, _, category = name.split(" (")[0].partition(".")
    for lexicon in analysis.lexicons.lexicons:
        if lexicon.name == lexicon_name and category in lexicon.categories:
            return (
                f"Words of the kind '{category.replace('_', ' ')}', in the outlet's own voice: "
                + lexicon.categories[category]
            )
    return f"Uses of {name.replace('_', ' ')}, in the outlet's own voice."


_DESCRIPTIONS = {
    ATTRIBUTIONS: "Places where a statement, thought or attitude is given to a source.",
    "sourcing.stance.doubting": "Of those, the ones whose cue leaves the truth open or questions"
    " it, such as claimed or alleged.",
    DEATHS: "Mentions of people's deaths, in the outlet's own voice.",
    "harm.death.form.passive_agentless": "Of those, passives that do not say who did it,"
    " such as 'ten were killed'.",
    "marker.scare_quote": "Quotation marks that are the outlet's own, for distance or doubt, and"
    " report nobody's words.",
}
