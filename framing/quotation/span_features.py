"""All that the model of quotation kinds reads of a span: flags apart from amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.quotation.context import Context
from framing.quotation.features import quotation_flags
from framing.quotation.measures import Values, quotation_measures
from framing.quotation.word_scores import zone_scores

Words = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, eq=False)
class SpanFeatures:
    """Features of spans: ``flags`` and ``amounts``, each of shape (n_of_them, n_spans).

    ``flag_numbers`` and ``amount_numbers`` say which features of the model they are.
    """

    flags: npt.NDArray[np.bool_]
    flag_numbers: npt.NDArray[np.int64]
    amounts: npt.NDArray[np.float64]
    amount_numbers: npt.NDArray[np.int64]


def named_features(context: Context, words: Words) -> dict[str, Values]:
    """Return the flags, measures and zones of each span by name, each of shape (n_spans,)."""
    return {
        **quotation_flags(context),
        **quotation_measures(context),
        **zone_scores(context, words),
    }


def span_features(context: Context, words: Words, names: Sequence[str]) -> SpanFeatures:
    """Return the features of the model, whose *names* are in its order."""
    named = named_features(context, words)
    is_flag = np.array([named[name].dtype == np.bool_ for name in names])
    return SpanFeatures(
        flags=np.array([named[name] for name, flag in zip(names, is_flag, strict=True) if flag]),
        flag_numbers=np.flatnonzero(is_flag),
        amounts=np.array(
            [named[name] for name, flag in zip(names, is_flag, strict=True) if not flag]
        ),
        amount_numbers=np.flatnonzero(~is_flag),
    )
