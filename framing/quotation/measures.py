"""Measures of a quotation: how ordinary its words are, and what kind of article it stands in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.quotation.context import Context
from framing.quotation.dictionary import NOUN_FILES, PARTS, news_counts, senses

Scores = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

MEASURES = (
    "common_in_news",
    "common_word",
    "unseen_word",
    "hyphen",
    "not_in_dictionary",
    *(f"{part}_only" for part in PARTS),
    *PARTS,
    *(f"names_{name}" for name in NOUN_FILES),
    "first_person_article",
    "reporting_article",
    "many_quotations",
    "share_of_long_quotations",
    "no_long_quotation",
    "only_quotation",
)
_SHORT, _LONG = 4, 8
_SHORTEST_CONTENT_WORD = 4


def quotation_measures(context: Context) -> Scores:
    """Return the measures of each span, shape (n_spans, len(MEASURES)), about 0 to 1."""
    return np.concatenate([_commonness(context), _last_word(context), _article(context)]).T


def _commonness(c: Context) -> Scores:
    """How many news texts hold the rarest word of a short span; zeros for longer ones."""
    vocabulary, spans = c.tokens.vocabulary, c.spans
    size = spans.last - spans.first
    short = size <= _SHORT
    counts = vocabulary.column("news_counts", news_counts, np.uint16).values()
    content = vocabulary.column("content_words", _content_words, np.bool_).values()
    hyphen = vocabulary.column("hyphens", _hyphens, np.bool_).values()
    at = spans.first + np.arange(_SHORT)[:, None]
    inside = (at < spans.last) & short
    types = c.types[np.where(inside, at, c.none)]
    counted = inside & content[types]
    rarest = np.where(counted, counts[types], np.iinfo(np.uint16).max).min(axis=0)
    rarest = np.where(counted.any(axis=0), rarest, 0)
    common = np.log1p(rarest.astype(np.float64)) / 8
    one = size == 1
    hyphenated = (inside & hyphen[types]).any(axis=0)
    return np.stack([short * common, one * common, one & (rarest == 0), hyphenated])


def _content_words(types: Sequence[str]) -> list[int]:
    return [len(word) >= _SHORTEST_CONTENT_WORD for word in types]


def _hyphens(types: Sequence[str]) -> list[int]:
    return ["-" in word for word in types]


def _last_word(c: Context) -> Scores:
    """What the last word of a short span is by the dictionary; zeros for longer spans."""
    spans = c.spans
    short = spans.last - spans.first <= _SHORT
    column = c.tokens.vocabulary.column("senses", senses, np.uint32).values()
    found = column[c.types[spans.last - 1]]
    bits = (found >> np.arange(len(PARTS) + len(NOUN_FILES), dtype=np.uint32)[:, None]) & 1
    part = bits[: len(PARTS)]
    only = part * (part.sum(axis=0) == 1)
    return np.concatenate([found[None] == 0, only, bits]) * short.astype(np.float64)


def _article(c: Context) -> Scores:
    """The article's own first person and reporting verbs, and how it quotes."""
    spans = c.spans
    texts = len(c.tokens.first) - 1
    words = np.diff(c.tokens.first) + 1
    quotations = np.bincount(spans.article, minlength=texts)
    long = np.bincount(spans.article[spans.last - spans.first > _LONG], minlength=texts)
    values = np.stack(
        [
            np.minimum(1, 100 * c.own_words("first_person") / words),
            np.minimum(1, 50 * c.own_words("say") / words),
            np.log1p(quotations) / 4,
            long / np.maximum(quotations, 1),
            long == 0,
            quotations == 1,
        ]
    )
    chosen: Scores = values[:, spans.article]
    return chosen
