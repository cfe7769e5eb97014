"""The kind of each quoted span: speech, fragment, scare quote, term or title.

A multinomial logistic model over the flags of `framing.quotation.features`, the measures of
`framing.quotation.measures`, four scores for the words in and around the span, and the quoted words
themselves. Its weights are in ``data/quotation_kind.json``, made by
``benchmarks/train_quotation_kind.py``; docs/explanation/quotation-marks.md is its model card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from framing.quotation.context import Context
from framing.quotation.evidence import N_EVIDENCE, evidence_for
from framing.quotation.marks import MarkedSpans
from framing.quotation.model import WHOLE, KindModel, load_kind_model
from framing.quotation.span_features import SpanFeatures, span_features
from framing.quotation.word_scores import quoted_word_scores
from framing.tokens import Tokens

Scores = npt.NDArray[np.float64]

KINDS = ("direct_speech", "partial_quote", "scare_quote", "term_or_title", "other")
DIRECT_SPEECH, PARTIAL_QUOTE, SCARE_QUOTE, TERM_OR_TITLE, OTHER = range(5)

_MULTIPLIED_AT_ONCE = 512  # spans, whose flags stay in the cache


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
        return QuotationKinds(none.astype(np.uint8), none, np.zeros((0, N_EVIDENCE), np.int16))
    model = load_kind_model()
    context = Context(tokens, spans)
    features = span_features(context, model.words, model.features)
    of_words = quoted_word_scores(context, model.quoted_words)
    logits = _logits(features, model) + of_words
    logits -= logits.max(axis=0)
    probability = np.exp(logits)
    probability /= probability.sum(axis=0)
    kind = probability.argmax(axis=0)
    chosen = np.arange(len(kind))
    for_words = of_words[kind, chosen] - of_words.mean(axis=0)
    return QuotationKinds(
        kind=kind.astype(np.uint8),
        # Rounded, because the last digits of a matrix product depend on the size of the batch.
        confidence=probability[kind, chosen].round(6),
        evidence=evidence_for(features, kind, for_words),
    )


def _logits(features: SpanFeatures, model: KindModel) -> Scores:
    """Return what the features add up to for each kind, shape (n_kinds, n_spans)."""
    # Sums of so few whole numbers are exact in single precision.
    whole = np.rint(WHOLE * model.weights[:, features.flag_numbers]).astype(np.float32)
    of_flags = np.empty((len(whole), features.flags.shape[1]), np.float32)
    for first in range(0, of_flags.shape[1], _MULTIPLIED_AT_ONCE):
        part = slice(first, first + _MULTIPLIED_AT_ONCE)
        of_flags[:, part] = whole @ features.flags[:, part].astype(np.float32)
    of_amounts = model.weights[:, features.amount_numbers] @ features.amounts
    logits: Scores = of_flags.astype(np.float64) / WHOLE + of_amounts + model.intercept[:, None]
    return logits


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


def describe_all(
    evidence: npt.NDArray[np.int16], kinds: npt.NDArray[np.uint8]
) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Return in words in which ways quotations were decided, and the way of each of them.

    The words are those of `describe_evidence`.
    """
    way = kinds.astype(np.int64)
    for number in evidence.T:
        way = way * (len(_evidence_names()) + 1) + number + 1
    _, one, way = np.unique(way, return_index=True, return_inverse=True)
    pairs = zip(evidence[one].tolist(), kinds[one].tolist(), strict=True)
    return [describe_evidence(codes, kind) for codes, kind in pairs], way
