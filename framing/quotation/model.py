"""The weights of the model of quotation kinds, as they ship with the package."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

# Weights have four digits after the point, so that in ten-thousandths they are whole numbers.
WHOLE = 10_000


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
                weights=np.array([[0.0] * len(weights), *of_place.values()]),
            )
            for place, of_place in data["quoted_words"].items()
        },
    )
