"""The kind of each quoted span: speech, fragment, scare quote, term or title.

A multinomial logistic model over the flags of `framing.quotation.features` and four scores for the
words in and around the span. Its weights are in ``data/quotation_kind.json``, made by
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


@dataclass(frozen=True, slots=True, eq=False)
class KindModel:
    """Weights of the model: ``weights`` has shape (n_kinds, n_features), ``intercept`` (n_kinds,).

    ``features`` names the flags, then the zones; ``words`` gives for every place the weight of
    each word in it.
    """

    features: tuple[str, ...]
    weights: Scores
    intercept: Scores
    words: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True, eq=False)
class QuotationKinds:
    """The kind of each span (index into `KINDS`), its probability, and what decided it.

    ``evidence`` has shape (n_spans, 3): the features that speak most for the kind, best first,
    -1 for none.
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
    values = kind_features(tokens, spans, model.words)
    logits = values @ model.weights.T + model.intercept
    logits -= logits.max(axis=1, keepdims=True)
    probability = np.exp(logits)
    probability /= probability.sum(axis=1, keepdims=True)
    kind = probability.argmax(axis=1)
    for_kind = (model.weights - model.weights.mean(axis=0))[kind] * values
    order = _largest(for_kind, _EVIDENCE)
    speaks = np.take_along_axis(for_kind, order, axis=1) > 0
    return QuotationKinds(
        kind=kind.astype(np.uint8),
        # Rounded, because the last digits of a matrix product depend on the size of the batch.
        confidence=probability[np.arange(len(kind)), kind].round(6),
        evidence=np.where(speaks, order, -1).astype(np.int16),
    )


def _largest(values: Scores, count: int) -> npt.NDArray[np.int64]:
    """Return the columns of the *count* largest values of each row, largest first."""
    rest, columns = values.copy(), []
    for _ in range(count):
        columns.append(rest.argmax(axis=1))
        rest[np.arange(len(rest)), columns[-1]] = -np.inf
    return np.column_stack(columns)


@cache
def load_kind_model() -> KindModel:
    """Return the model that ships with the package."""
    source = Path(__file__).parents[1] / "data" / "quotation_kind.json"
    data = json.loads(source.read_text(encoding="utf-8"))
    return KindModel(
        features=tuple(data["features"]),
        weights=np.array(data["weights"]),
        intercept=np.array(data["intercept"]),
        words=data["words"],
    )


def kind_features(
    tokens: Tokens, spans: MarkedSpans, words: dict[str, dict[str, float]] | None
) -> Scores:
    """Return what the model reads, shape (n_spans, n_features): flags, then a score a zone.

    Without *words* the scores are left out.
    """
    context = Context(tokens, spans)
    flags, _ = quotation_features(context)
    if words is None:
        return flags.astype(np.float64)
    places = word_places(context)
    scores = [
        sum(_word_score(tokens, place, places[place], words[place]) for place in zone)
        for zone in ZONES.values()
    ]
    return np.column_stack([flags, *scores])


def word_places(context: Context) -> dict[str, npt.NDArray[np.int64]]:
    """Return the types at every place around each span, shape (n_spans, places); 0 for none."""
    types, spans = context.types, context.spans
    left, right = types[context.left], types[context.right]
    inside = spans.first[:, None] + np.arange(_LONGEST_INSIDE)
    inside = np.where(inside < spans.last[:, None], inside, context.none)
    return {
        **{f"left_{k + 1}": left[:, k : k + 1] for k in range(3)},
        "left_any": left,
        **{f"right_{k + 1}": right[:, k : k + 1] for k in range(3)},
        "right_any": right,
        "ahead_any": types[context.before],
        "following_any": types[context.after[:, :8]],
        "inside_first": types[spans.first][:, None],
        "inside_last": types[spans.last - 1][:, None],
        "inside_any": types[inside],
    }


def _word_score(
    tokens: Tokens, place: str, types: npt.NDArray[np.int64], weights: dict[str, float]
) -> Scores:
    column = tokens.vocabulary.column(f"quotation_{place}", _weigh(weights), np.int16)
    scores: Scores = column.values()[types].sum(axis=1, dtype=np.float64) / 1000
    return scores


def _weigh(weights: dict[str, float]) -> Callable[[Sequence[str]], list[int]]:
    def decide(types: Sequence[str]) -> list[int]:
        return [round(1000 * weights.get(word, 0.0)) for word in types]

    return decide


def describe_evidence(evidence: Sequence[int], kind: int) -> str:
    """Return in words which features decided for *kind*.

    >>> describe_evidence([-1, -1, -1], SCARE_QUOTE)
    'scare_quote: nothing speaks for another kind'
    """
    names = [load_kind_model().features[i].replace("_", " ") for i in evidence if i >= 0]
    return f"{KINDS[kind]}: " + (", ".join(names) or "nothing speaks for another kind")


def describe_all(evidence: npt.NDArray[np.int16], kinds: npt.NDArray[np.uint8]) -> list[str]:
    """Return in words what decided each of many quotations, as `describe_evidence` does for one."""
    pairs = zip(evidence.tolist(), kinds.tolist(), strict=True)
    return [describe_evidence(codes, kind) for codes, kind in pairs]
