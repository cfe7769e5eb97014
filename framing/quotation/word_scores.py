"""Scores of a quotation for the words in and around it, and for the quoted words themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from framing.quotation.context import Context
from framing.quotation.model import WordWeights

Types = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float64]

ZONES = {
    "words_before": ("left_1", "left_2", "left_3", "left_any"),
    "words_after": ("right_1", "right_2", "right_3", "right_any"),
    "sentences_around": ("ahead_any", "following_any"),
    "words_inside": ("inside_first", "inside_last", "inside_any"),
}
"""The scores for words, and the places whose words each of them adds up."""

_LONGEST_INSIDE = 8


def word_places(context: Context) -> dict[str, Types]:
    """Return the types at every place around each span, shape (places, n_spans); 0 for none."""
    left, right, inside = context.left_types, context.right_types, context.inside_types
    return {
        **{f"left_{k + 1}": left[k : k + 1] for k in range(3)},
        "left_any": left,
        **{f"right_{k + 1}": right[k : k + 1] for k in range(3)},
        "right_any": right,
        "ahead_any": context.before_types,
        "following_any": context.after_types,
        "inside_first": inside[:1],
        "inside_last": context.last_types[None],
        "inside_any": inside,
    }


def zone_scores(context: Context, words: Mapping[str, Mapping[str, float]]) -> dict[str, Scores]:
    """Return the score of each zone by name, of shape (n_spans,): the sum of its words' weights."""
    places = word_places(context)
    return {
        zone: sum(
            (_word_score(context, place, places[place], words[place]) for place in of_zone),
            start=np.zeros(len(context.spans)),
        )
        for zone, of_zone in ZONES.items()
    }


def _word_score(context: Context, place: str, types: Types, weights: Mapping[str, float]) -> Scores:
    def decide(types: Sequence[str]) -> list[int]:
        return [round(1000 * weights[word]) if word in weights else 0 for word in types]

    column = context.tokens.vocabulary.column(f"quotation_{place}", decide, np.int32)
    scores: Scores = column.of(types).sum(axis=0, dtype=np.int32) / 1000
    return scores


def quoted_word_places(context: Context) -> dict[str, Types]:
    """Return the types at every place in each span of up to eight words, as `word_places` does."""
    short = context.size <= _LONGEST_INSIDE
    inside = context.inside_types * short
    return {"any": inside, "first": inside[:1], "last": (context.last_types * short)[None]}


def quoted_word_scores(context: Context, weights: Mapping[str, WordWeights]) -> Scores:
    """Return what the quoted words add for each kind, shape (n_kinds, n_spans)."""
    spans, added = [], []
    for place, types in quoted_word_places(context).items():
        of_place = weights[place]
        column = context.tokens.vocabulary.column(
            f"quoted_{place}", _rows_in(of_place.row), np.uint16
        )
        rows = column.of(types).ravel()
        weighed = np.flatnonzero(rows)
        spans.append(weighed % len(context.spans))
        added.append(of_place.weights.take(rows[weighed], axis=0))
    span = np.concatenate(spans)
    of_kinds = np.concatenate(added).T
    return np.array([np.bincount(span, w, minlength=len(context.spans)) for w in of_kinds])


def _rows_in(row: dict[str, int]) -> Callable[[Sequence[str]], list[int]]:
    def decide(types: Sequence[str]) -> list[int]:
        return [row.get(word, 0) for word in types]

    return decide
