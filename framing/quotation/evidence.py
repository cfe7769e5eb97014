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
    number = np.empty((len(kind), N_EVIDENCE + len(features.amounts) + 1), np.int64)
    speaks = np.empty(number.shape)
    flags = _strongest_flags(features, kind)
    number[:, :N_EVIDENCE] = flags
    speaks[:, :N_EVIDENCE] = np.where(flags >= 0, contrast[kind[:, None], flags], 0)
    number[:, N_EVIDENCE:-1] = features.amount_numbers
    speaks[:, N_EVIDENCE:-1] = contrast[:, features.amount_numbers][kind] * features.amounts.T
    number[:, -1] = contrast.shape[1]
    speaks[:, -1] = for_words
    row = np.arange(len(kind))
    evidence = np.empty((len(kind), N_EVIDENCE), np.int16)
    for rank in range(N_EVIDENCE):
        largest = speaks.argmax(axis=1)
        evidence[:, rank] = np.where(speaks[row, largest] > 0, number[row, largest], -1)
        speaks[row, largest] = -np.inf
    return evidence


def _strongest_flags(features: SpanFeatures, kind: Indices) -> Indices:
    """Return the flags of each span that speak most for its *kind*, shape (n_spans, 3)."""
    rank, flag_of_rank = _ranks(tuple(features.flag_numbers.tolist()))
    strength = np.zeros(features.flags.shape, np.uint8)
    for number, of_kind in enumerate(rank):
        strength += of_kind[:, None] * (kind == number).view(np.uint8)
    strength *= features.flags
    found = np.empty((len(kind), N_EVIDENCE), np.int64)
    for place in range(N_EVIDENCE):
        strongest = strength.max(axis=0)
        found[:, place] = flag_of_rank[kind, strongest]
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
