"""Which features of a quotation speak most for the kind that the model gives it."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from framing.quotation.model import load_kind_model
from framing.quotation.span_features import SpanFeatures

Evidence = npt.NDArray[np.int16]
Indices = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]

N_EVIDENCE = 3


def evidence_for(features: SpanFeatures, kind: Indices, for_words: Scores) -> Evidence:
    """Return the features that speak most for the *kind* of each span, best first, -1 for none.

    The result has shape (n_spans, 3). *for_words* is what the quoted words say for the kind; the
    number after the last feature stands for them.
    """
    contrast = load_kind_model().contrast
    numbers = _strongest_flags(features, kind)
    speaks = np.where(numbers >= 0, contrast[kind, numbers], 0)
    of_amounts = contrast.T[features.amount_numbers].take(kind, axis=1) * features.amounts
    others = np.concatenate((of_amounts, for_words[None]))
    other_numbers = np.append(features.amount_numbers, contrast.shape[1])
    # In most spans nothing else speaks louder than the flags.
    mixed = np.flatnonzero((others > speaks[-1]).any(axis=0))
    says = np.concatenate((speaks.take(mixed, axis=1), others.take(mixed, axis=1)))
    each, columns = np.arange(len(mixed)), numbers.take(mixed, axis=1)
    for place in range(N_EVIDENCE):
        best = says.argmax(axis=0)
        is_flag = best < N_EVIDENCE
        numbers[place, mixed] = np.where(
            is_flag, columns[best * is_flag, each], other_numbers[best - N_EVIDENCE]
        )
        says[best, each] = -np.inf
    return numbers.T.astype(np.int16)


def _strongest_flags(features: SpanFeatures, kind: Indices) -> Indices:
    """Return the flags of each span that speak most for its *kind*, shape (3, n_spans)."""
    found = np.empty((N_EVIDENCE, len(kind)), np.int64)
    speaking = _speaking_flags(tuple(features.flag_numbers.tolist()))
    for number, rows in enumerate(speaking):
        spans = np.flatnonzero(kind == number)
        flags = features.flags.view(np.uint8).take(rows, axis=0).take(spans, axis=1)
        strength = flags * np.arange(1, len(rows) + 1, dtype=np.uint8)[:, None]
        flag_of_strength = np.append(-1, features.flag_numbers[rows])
        for place in range(N_EVIDENCE):
            strongest = strength.max(axis=0, initial=0)
            found[place, spans] = flag_of_strength[strongest]
            strength *= (strength != strongest).view(np.uint8)
    return found


@cache
def _speaking_flags(flags: tuple[int, ...]) -> tuple[Indices, ...]:
    """Return for each kind which of the features *flags* speak for it, the strongest last."""
    contrast = load_kind_model().contrast[:, flags]
    order = np.argsort(-contrast, axis=1, kind="stable")[:, ::-1]
    return tuple(rows[of_kind[rows] > 0] for rows, of_kind in zip(order, contrast, strict=True))
