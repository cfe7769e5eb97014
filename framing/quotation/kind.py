"""The kind of each quoted span: speech, fragment, scare quote, term or title.

A multinomial logistic model over the flags of `framing.quotation.features`, the measures of
`framing.quotation.measures`, four scores for the words in and around the span, and the quoted words
themselves. Its weights are in ``data/quotation_kind.json``, made by
``benchmarks/train_quotation_kind.py``; docs/explanation/quotation-marks.md is its model card.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from framing.quotation.context import Context
from framing.quotation.features import quotation_features
from framing.quotation.marks import MarkedSpans
from framing.quotation.measures import quotation_measures
from framing.tokens import Tokens

Scores = npt.NDArray[np.float64]

KINDS = ("direct_speech", "partial_quote", "scare_quote", "term_or_title", "other")
DIRECT_SPEECH, PARTIAL_QUOTE, SCARE_QUOTE, TERM_OR_TITLE, OTHER = range(5)

ZONES = {
    "words_before": ("left_1", "left_2", "left_3", "left_any"),
    "words_after": ("right_1", "right_2", "right_3", "right_any"),
    "sentences_around": ("ahead_any", "following_any"),
    "words_inside": ("inside_first", "inside_last", "inside_any"),
}
"""The scores for words, and the places whose words each of them adds up."""

_EVIDENCE = 3
_LONGEST_INSIDE = 8
_BLOCK = 128


@dataclass(frozen=True, slots=True, eq=False)
class KindModel:
    """Weights of the model: ``weights`` has shape (n_kinds, n_features), ``intercept`` (n_kinds,).

    ``contrast`` tells by how much each weight exceeds the mean of the kinds.
    ``features`` names the flags, then the measures, then the zones; ``words`` gives for every place
    the weight of each word in it, ``quoted_words`` for every place in a span the weights of each
    word, a kind each.
    """

    features: tuple[str, ...]
    weights: Scores
    contrast: Scores
    intercept: Scores
    words: dict[str, dict[str, float]]
    quoted_words: dict[str, WordWeights]


@dataclass(frozen=True, slots=True, eq=False)
class WordWeights:
    """The row of each word, counted from 1, in ``weights`` of shape (1 + n_words, n_kinds).

    Row 0 is zeros, for any other word.
    """

    row: dict[str, int]
    weights: Scores


@dataclass(frozen=True, slots=True, eq=False)
class QuotationKinds:
    """The kind of each span (index into `KINDS`), its probability, and what decided it.

    ``evidence`` has shape (n_spans, 3): the features that speak most for the kind, best first,
    -1 for none. The number after the last feature stands for the quoted words.
    """

    kind: npt.NDArray[np.uint8]
    confidence: Scores
    evidence: npt.NDArray[np.int16]


def quotation_kinds(tokens: Tokens, spans: MarkedSpans) -> QuotationKinds:
    """Return the kind of each span between quotation marks."""
    if not len(spans):
        none = np.zeros(0)
        return QuotationKinds(none.astype(np.uint8), none, np.zeros((0, _EVIDENCE), np.int16))
    model = load_kind_model()
    context = Context(tokens, spans)
    values = kind_features(context, model.words)
    of_words = _word_logits(context, model.quoted_words)
    logits = values @ model.weights.T + of_words + model.intercept
    logits -= logits.max(axis=1, keepdims=True)
    probability = np.exp(logits)
    probability /= probability.sum(axis=1, keepdims=True)
    kind = probability.argmax(axis=1)
    chosen = np.arange(len(kind))
    for_words = of_words[chosen, kind] - of_words.mean(axis=1)
    return QuotationKinds(
        kind=kind.astype(np.uint8),
        # Rounded, because the last digits of a matrix product depend on the size of the batch.
        confidence=probability[chosen, kind].round(6),
        evidence=_evidence(values, kind, for_words),
    )


def _evidence(
    values: Scores, kind: npt.NDArray[np.int64], for_words: Scores
) -> npt.NDArray[np.int16]:
    """Return the columns that speak most for the kind of each row, best first, -1 for none."""
    contrast = load_kind_model().contrast
    evidence = np.empty((len(kind), _EVIDENCE), np.int16)
    # A few rows at a time, so that the products stay in the cache.
    for begin in range(0, len(kind), _BLOCK):
        block = slice(begin, begin + _BLOCK)
        row = np.arange(len(for_words[block]))
        speaks = np.empty((len(row), len(contrast[0]) + 1))
        np.multiply(contrast[kind[block]], values[block], out=speaks[:, :-1])
        speaks[:, -1] = for_words[block]
        for rank in range(_EVIDENCE):
            largest = speaks.argmax(axis=1)
            evidence[block, rank] = np.where(speaks[row, largest] > 0, largest, -1)
            speaks[row, largest] = -np.inf
    return evidence


@cache
def load_kind_model() -> KindModel:
    """Return the model that ships with the package."""
    source = Path(__file__).parents[1] / "data" / "quotation_kind.json"
    data = json.loads(source.read_text(encoding="utf-8"))
    weights = np.array(data["weights"])
    return KindModel(
        features=tuple(data["features"]),
        weights=weights,
        contrast=weights - weights.mean(axis=0),
        intercept=np.array(data["intercept"]),
        words=data["words"],
        quoted_words={
            place: WordWeights(
                row={word: i for i, word in enumerate(of_place, 1)},
                weights=np.array([[0.0] * len(KINDS), *of_place.values()]),
            )
            for place, of_place in data["quoted_words"].items()
        },
    )


def kind_features(context: Context, words: dict[str, dict[str, float]]) -> Scores:
    """Return what the model reads, shape (n_spans, n_features): flags, measures, a score a zone."""
    flags, _ = quotation_features(context)
    places = word_places(context)
    scores = [
        sum(_word_score(context.tokens, place, places[place], words[place]) for place in zone)
        for zone in ZONES.values()
    ]
    return np.column_stack([flags, quotation_measures(context), *scores])


def word_places(context: Context) -> dict[str, npt.NDArray[np.int64]]:
    """Return the types at every place around each span, shape (n_spans, places); 0 for none."""
    types, spans = context.types, context.spans
    left, right = context.left_types, context.right_types
    inside = spans.first + np.arange(_LONGEST_INSIDE)[:, None]
    inside = np.where(inside < spans.last, inside, context.none)
    places = {
        **{f"left_{k + 1}": left[k : k + 1] for k in range(3)},
        "left_any": left,
        **{f"right_{k + 1}": right[k : k + 1] for k in range(3)},
        "right_any": right,
        "ahead_any": types[context.before],
        "following_any": types[context.after[:8]],
        "inside_first": types[spans.first][None],
        "inside_last": types[spans.last - 1][None],
        "inside_any": types[inside],
    }
    return {place: of_place.T for place, of_place in places.items()}


def quoted_word_places(context: Context) -> dict[str, npt.NDArray[np.int64]]:
    """Return the types at every place in each span of up to eight words, 0 for none."""
    spans, types = context.spans, context.types
    size = spans.last - spans.first
    at = np.arange(_LONGEST_INSIDE)[:, None]
    short = size <= _LONGEST_INSIDE
    inside = types[np.where((at < size) & short, spans.first + at, context.none)]
    last = types[np.where(short, spans.last - 1, context.none)]
    return {"any": inside.T, "first": inside[:1].T, "last": last[:, None]}


def _word_logits(context: Context, quoted_words: dict[str, WordWeights]) -> Scores:
    """Return what the quoted words add for each kind, shape (n_spans, n_kinds)."""
    total = np.zeros((len(context.spans), len(KINDS)))
    for place, types in quoted_word_places(context).items():
        of_place = quoted_words[place]
        column = context.tokens.vocabulary.column(
            f"quoted_{place}", _rows_in(of_place.row), np.uint16
        )
        total += of_place.weights[column.values()[types]].sum(axis=1)
    return total


def _rows_in(row: dict[str, int]) -> Callable[[Sequence[str]], list[int]]:
    def decide(types: Sequence[str]) -> list[int]:
        return [row.get(word, 0) for word in types]

    return decide


def _word_score(
    tokens: Tokens, place: str, types: npt.NDArray[np.int64], weights: dict[str, float]
) -> Scores:
    column = tokens.vocabulary.column(f"quotation_{place}", _weigh(weights), np.int16)
    scores: Scores = column.values()[types].sum(axis=1, dtype=np.float64) / 1000
    return scores


def _weigh(weights: dict[str, float]) -> Callable[[Sequence[str]], list[int]]:
    def decide(types: Sequence[str]) -> list[int]:
        return [round(1000 * weights[word]) if word in weights else 0 for word in types]

    return decide


def describe_evidence(evidence: Sequence[int], kind: int) -> str:
    """Return in words which features decided for *kind*.

    >>> describe_evidence([-1, -1, -1], SCARE_QUOTE)
    'scare_quote: nothing speaks for another kind'
    """
    names = _evidence_names()
    told = ", ".join([names[i] for i in evidence if i >= 0])
    return f"{KINDS[kind]}: {told or 'nothing speaks for another kind'}"


@cache
def _evidence_names() -> tuple[str, ...]:
    """Return in words what the numbers of evidence stand for."""
    features = (*load_kind_model().features, "quoted_words")
    return tuple(name.replace("_", " ") for name in features)


def describe_all(evidence: npt.NDArray[np.int16], kinds: npt.NDArray[np.uint8]) -> list[str]:
    """Return in words what decided each of many quotations, as `describe_evidence` does for one."""
    pairs = zip(evidence.tolist(), kinds.tolist(), strict=True)
    return [describe_evidence(codes, kind) for codes, kind in pairs]
