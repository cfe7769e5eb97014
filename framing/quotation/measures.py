"""Measures of a quotation: how ordinary its words are, and what kind of article it stands in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.quotation.context import Context
from framing.quotation.dictionary import NOUN_FILES, PARTS, news_counts, senses

Values = npt.NDArray[np.float64] | npt.NDArray[np.bool_]

_LAST_WORD = (
    "not_in_dictionary",
    *(f"{part}_only" for part in PARTS),
    *PARTS,
    *(f"names_{name}" for name in NOUN_FILES),
)
MEASURES = (
    "common_in_news",
    "common_word",
    "unseen_word",
    "hyphen",
    *_LAST_WORD,
    "first_person_article",
    "reporting_article",
    "many_quotations",
    "share_of_long_quotations",
    "no_long_quotation",
    "only_quotation",
)
_SHORT, _LONG = 4, 8
_SHORTEST_CONTENT_WORD = 4


def quotation_measures(context: Context) -> dict[str, Values]:
    """Return the measures of each span by name, of shape (n_spans,): flags, and shares of 0 to 1.

    The names are those of `MEASURES`.
    """
    return {**_commonness(context), **_last_word(context), **_article(context)}


def _commonness(c: Context) -> dict[str, Values]:
    """How many news texts hold the rarest word of a short span; zeros for longer ones."""
    vocabulary = c.tokens.vocabulary
    counts = vocabulary.column("news_counts", news_counts, np.uint16)
    content = vocabulary.column("content_words", _content_words, np.bool_)
    hyphen = vocabulary.column("hyphens", _hyphens, np.bool_)
    types = c.inside_types[:_SHORT] * (c.size <= _SHORT)
    counted = content.of(types)
    rarest = np.where(counted, counts.of(types), np.iinfo(np.uint16).max).min(axis=0)
    rarest = np.where(counted.any(axis=0), rarest, 0)
    common = np.log1p(rarest.astype(np.float64)) / 8
    one = c.size == 1
    return {
        "common_in_news": common,
        "common_word": one * common,
        "unseen_word": one & (rarest == 0),
        "hyphen": hyphen.of(types).any(axis=0),
    }


def _content_words(types: Sequence[str]) -> list[bool]:
    return [len(word) >= _SHORTEST_CONTENT_WORD for word in types]


def _hyphens(types: Sequence[str]) -> list[bool]:
    return ["-" in word for word in types]


def _last_word(c: Context) -> dict[str, Values]:
    """What the last word of a short span is by the dictionary; zeros for longer spans."""
    short = c.size <= _SHORT
    found = c.tokens.vocabulary.column("senses", senses, np.uint32).of(c.last_types)
    numbers = np.arange(len(PARTS) + len(NOUN_FILES), dtype=np.uint32)[:, None]
    bits = ((found * short) >> numbers & 1).astype(np.bool_)
    parts = bits[: len(PARTS)]
    only = parts & (parts.sum(axis=0) == 1)
    flags = np.concatenate(((short & (found == 0))[None], only, bits))
    return dict(zip(_LAST_WORD, flags, strict=True))


def _article(c: Context) -> dict[str, Values]:
    """The article's own first person and reporting verbs, and how it quotes."""
    article = c.spans.article
    texts = len(c.tokens.first) - 1
    words = np.diff(c.tokens.first) + 1
    first_person, say = c.own_words("first_person", "say")
    quotations = np.bincount(article, minlength=texts)
    long = np.bincount(article[c.size > _LONG], minlength=texts)
    values: dict[str, Values] = {
        "first_person_article": np.minimum(1, 100 * first_person / words),
        "reporting_article": np.minimum(1, 50 * say / words),
        "many_quotations": np.log1p(quotations) / 4,
        "share_of_long_quotations": long / np.maximum(quotations, 1),
        "no_long_quotation": long == 0,
        "only_quotation": quotations == 1,
    }
    return {name: value[article] for name, value in values.items()}
