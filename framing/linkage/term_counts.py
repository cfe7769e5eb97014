"""The terms of articles, counted and weighed: TF-IDF with names and numbers weighted up.

The same kind of happening to other people at another time shares its common words with this one,
but not its names and figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.article import Article
from framing.linkage.background import Background, term
from framing.linkage.sparse_rows import row_chunks, unit_rows
from framing.linkage.word_columns import SMALL, find_words
from framing.text.vocabulary import Vocabulary

Indices = npt.NDArray[np.int64]

TITLE_WEIGHT = 3
NAME_WEIGHT = 1.75
NUMBER_WEIGHT = 2.0
# Words in more than this share of the background's texts say nothing about the event.
_COMMONEST = 0.2
_BATCH = 256
# Flags beside a count, in the digits above it: how often with a capital, and small in the body.
_AS_NAME, _CAPITALS, _SMALL_WORDS = 1 << 24, 1 << 24, 1 << 44


@dataclass(frozen=True, slots=True, eq=False)
class TermCounts:
    """Terms of a batch of articles: a sparse matrix of shape (n_articles, n_terms).

    ``counts`` holds occurrences (those in the title count three times); ``weights`` has for each
    of its cells the weight of a name, a number or neither. Columns follow ``terms``, sorted.
    """

    terms: tuple[str, ...]
    counts: Any
    weights: npt.NDArray[np.float32]


def count_terms(articles: Sequence[Article], background: Background) -> TermCounts:
    """Return the terms of *articles*, those that nearly every text holds left out."""
    from scipy.sparse import csr_matrix, vstack

    vocabulary = Vocabulary()
    parts = [
        _count_types(articles[begin : begin + _BATCH], vocabulary)
        for begin in range(0, len(articles), _BATCH)
    ]
    terms, column = _terms(vocabulary.types, background)
    width = max(1, len(terms))
    none = csr_matrix((0, width), dtype=np.int32)
    counts = vstack([none, *(_of_terms(part, column, width) for part in parts)], "csr")
    numbers = np.array([t[0].isdigit() for t in terms], np.bool_)
    as_name = counts.data >= _AS_NAME
    names = np.zeros(width, np.bool_)
    for number in np.unique(counts.indices[as_name]).tolist():
        names[number] = background.is_name(terms[number].capitalize())
    as_name &= names[counts.indices]
    weights = np.ones(len(counts.data), np.float32)
    weights[as_name] = NAME_WEIGHT
    weights[numbers[counts.indices]] = NUMBER_WEIGHT
    counts.data = (counts.data % _AS_NAME).astype(np.float32)  # exact, and half as large
    return TermCounts(terms, counts, weights)


def weigh(found: TermCounts, rows: Indices, background: Background) -> Any:
    """Return TF-IDF vectors of unit length for all articles, shape (n_articles, n_terms).

    Document frequencies are those of the background plus those of *rows* (one of each set of
    copies), so they hold for two articles and adapt to the corpus as it grows.
    """
    from scipy.sparse import csr_matrix

    counts = found.counts
    own = np.bincount(counts[rows].indices, minlength=counts.shape[1])
    known = np.array([background.document_frequency.get(t, 0) for t in found.terms] or [0])
    rarity = np.log((1.0 + background.n_documents + len(rows)) / (0.5 + known + own))
    values = np.log(counts.data, dtype=np.float64)
    values += 1.0
    values *= found.weights
    for _, cells in row_chunks(counts):
        values[cells] *= rarity[counts.indices[cells]]
    return unit_rows(csr_matrix((values, counts.indices, counts.indptr), counts.shape))


def title_and_body(article: Article) -> tuple[str, str]:
    """Return title and body, whether or not the article's text begins with its title."""
    if article.body_start:
        return article.text[: article.body_start], article.text[article.body_start :]
    title = article.title or ""
    return title, article.text.removeprefix(title)


def _terms(types: Sequence[str], background: Background) -> tuple[tuple[str, ...], Indices]:
    """Return the terms that are counted, sorted, and which of them each type is, or -1."""
    ceiling = _COMMONEST * background.n_documents
    common = {t for t, count in background.document_frequency.items() if count > ceiling}
    of_type = [term(word) if word else "" for word in types]
    terms = tuple(sorted({t for t in of_type if len(t) > 1} - common))
    number = {t: n for n, t in enumerate(terms)}
    return terms, np.array([number.get(t, -1) for t in of_type], np.int32)


def _of_terms(cells: Any, column: Indices, width: int) -> Any:
    """Return articles × terms for articles × types, whose terms are *column*."""
    from scipy.sparse import csr_matrix

    place = column[cells.indices]
    kept = place >= 0
    ends = np.concatenate(([0], np.cumsum(kept)))[cells.indptr]
    counts = csr_matrix((cells.data[kept], place[kept], ends), shape=(cells.shape[0], width))
    counts.sum_duplicates()
    return counts


def _count_types(articles: Sequence[Article], vocabulary: Vocabulary) -> Any:
    """Return articles × types: counts, and ``_AS_NAME`` more where the type may be a name.

    That is where it is written with a capital, and in the body never without one.
    """
    from scipy.sparse import csr_matrix

    found = find_words(
        [text for a in articles for text in title_and_body(a)], vocabulary=vocabulary
    )
    in_title = found.text % 2 == 0
    capital, small = found.case != SMALL, (found.case == SMALL) & ~in_title
    told = np.where(in_title, TITLE_WEIGHT, 1) + _CAPITALS * capital + _SMALL_WORDS * small
    shape = (len(articles), len(vocabulary))
    cells = csr_matrix((told, found.type_id, found.first[::2]), shape=shape)
    cells.sum_duplicates()
    as_name = (cells.data % _SMALL_WORDS >= _CAPITALS) & (cells.data < _SMALL_WORDS)
    cells.data = (cells.data % _CAPITALS + _AS_NAME * as_name).astype(np.int32)
    return cells
