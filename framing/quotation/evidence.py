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
    numbers = list(_strongest_flags(features, kind))
    speaks = [np.where(flags >= 0, contrast[kind, flags], 0) for flags in numbers]
    others = [*features.amount_numbers.tolist(), contrast.shape[1]]
    of_amounts = contrast.T[features.amount_numbers].take(kind, axis=1) * features.amounts
    for other, says in zip(others, (*of_amounts, for_words), strict=True):
        number = np.full(len(kind), other)
        for rank, (best, best_number) in enumerate(zip(speaks, numbers, strict=True)):
            more = says > best
            numbers[rank] = np.where(more, number, best_number)
            number = np.where(more, best_number, number)
            speaks[rank], says = np.maximum(best, says), np.minimum(best, says)
    return np.stack(numbers, axis=1).astype(np.int16)


def _strongest_flags(features: SpanFeatures, kind: Indices) -> Indices:
    """Return the flags of each span that speak most for its *kind*, shape (3, n_spans)."""
    rank, flag_of_rank = _ranks(tuple(features.flag_numbers.tolist()))
    strength = np.zeros(features.flags.shape, np.uint8)
    for number, of_kind in enumerate(rank):
        strength += of_kind[:, None] * (kind == number).view(np.uint8)
    strength *= features.flags
    found = np.empty((N_EVIDENCE, len(kind)), np.int64)
    for place in range(N_EVIDENCE):
        strongest = strength.max(axis=0)
        found[place] = flag_of_rank[kind, strongest]
        strength *= strength != strongest
    return found


@cache
def _ranks(flags: tuple[int, ...]) -> tuple[npt.NDArray[np.uint8], Indices]:
    """Return how strongly each of the features *flags* speaks for each kind, and the converse.

    Ranks have shape (n_kinds, n_flags), 0 for a flag that speaks against the kind and the highest
    for the one that speaks most; the converse has shape (n_kinds, n_flags + 1).
    """
    contrast = load_kind_model().contrast[:, flags]
    n_flags = len(flags)
    order = np.argsort(-contrast, axis=1, kind="stable")
    flag_of_rank = np.full((len(contrast), n_flags + 1), -1)
    flag_of_rank[:, 1:] = np.array(flags)[order[:, ::-1]]
    rank = np.empty(contrast.shape, np.uint8)
    np.put_along_axis(rank, order, np.arange(n_flags, 0, -1, dtype=np.uint8)[None], axis=1)
    rank[contrast <= 0] = 0
    return rank, flag_of_rank
