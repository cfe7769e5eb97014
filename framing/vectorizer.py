"""Lexicon counts as features for scikit-learn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from framing.analysis import resolve_lexicons
from framing.data_frames import is_data_frame
from framing.errors import ArgumentError
from framing.matching import Matcher, compile_lexicons
from framing.text.vocabulary import Vocabulary
from framing.tokens import tokenize

_BATCH = 128


class FramingVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns texts into counts, or rates per 1,000 words, of lexicon categories.

    *lexicons* are keys of shipped lexicons, Lexicon objects, ``{category: [terms]}`` or data frames
    of terms; all shipped ones by default. *rates* divides by the words of each text. Nothing is
    learned: ``fit`` reads the lexicons, so that the columns never depend on the texts, and a
    category without a hit gives zeros.

    >>> vectorizer = FramingVectorizer(lexicons={"strike": ["walkout*", "industrial action"]})
    >>> vectorizer.fit_transform(["Two walkouts began.", "Nothing."]).tolist()
    [[1.0], [0.0]]
    >>> vectorizer.get_feature_names_out().tolist()
    ['own.strike']
    """

    def __init__(self, lexicons: Any = None, *, rates: bool = False) -> None:
        self.lexicons = lexicons
        self.rates = rates

    def fit(self, texts: Iterable[str], y: Any = None) -> FramingVectorizer:
        """Read the lexicons; *texts* are only checked to be texts."""
        _texts(texts)
        self.compiled_ = compile_lexicons(resolve_lexicons(self.lexicons))
        entries = range(len(self.compiled_.entries))
        features = [self.compiled_.feature(i) for i in entries]
        names = sorted(set(features))
        column = {name: n for n, name in enumerate(names)}
        self.feature_names_ = np.array(names, dtype=object)
        self.feature_of_entry_ = np.array([column[name] for name in features], np.int64)
        return self

    def transform(self, texts: Iterable[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Return an array of shape (n_texts, n_features)."""
        check_is_fitted(self, "compiled_")
        rows = _texts(texts)
        counts = np.zeros((len(rows), len(self.feature_names_)))
        vocabulary = Vocabulary()
        matcher = Matcher(self.compiled_, vocabulary)
        for begin in range(0, len(rows), _BATCH):
            tokens = tokenize(rows[begin : begin + _BATCH], vocabulary=vocabulary)
            matches = matcher.match(tokens)
            place = (matches.article + begin, self.feature_of_entry_[matches.entry])
            np.add.at(counts, place, 1.0)
            if self.rates:
                words = np.diff(tokens.first)[:, None]
                counts[begin : begin + _BATCH] *= 1000.0 / np.maximum(words, 1)
        return counts

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray[Any, Any]:
        """Return the features, ``lexicon.category``, sorted."""
        check_is_fitted(self, "compiled_")
        return self.feature_names_

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = True
        return tags


def _texts(texts: Iterable[str]) -> list[str]:
    if isinstance(texts, str):
        raise ArgumentError("expected several texts, got one string: put it into a list")
    if is_data_frame(texts):
        raise ArgumentError(
            "expected texts, got a table: give a column of it, such as frame['text']"
        )
    rows = list(texts)
    for number, text in enumerate(rows):
        if not isinstance(text, str):
            raise ArgumentError(
                f"text {number} is {type(text).__name__}, not str: give [article.text for article"
                " in articles], and '' for a text that is missing"
            )
    return rows
