"""How alike articles are in what they report: weighted words, copies, and likely pairs.

TF-IDF with names and numbers weighted up, because the same kind of happening
to other people at another time shares its common words but not its names and figures. Everything
is sparse, and work is in blocks, so memory grows with the articles and never with their pairs.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.article import Article
from framing.linkage.background import Background, term, words

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

TITLE_WEIGHT = 3
NAME_WEIGHT = 1.75
NUMBER_WEIGHT = 2.0
COPY_COSINE = 0.9
# Words in more than this share of the background's texts say nothing about the event.
_COMMONEST = 0.2
# A word in more articles than this is not used to look for pairs, only to compare them.
_MOST_POSTINGS = 1000
_HASHES, _BAND = 32, 4
_CHUNK, _BLOCK = 4096, 128


@dataclass(frozen=True, slots=True, eq=False)
class TermCounts:
    """Terms of a batch of articles: two sparse matrices of shape (n_articles, n_terms).

    ``counts`` holds occurrences (those in the title count three times), ``names`` has the same
    cells with the weight of a name, a number or neither. Columns follow ``terms``, sorted.
    """

    terms: tuple[str, ...]
    counts: Any
    weights: Any


def count_terms(articles: Sequence[Article], background: Background) -> TermCounts:
    """Return the terms of *articles*, those that nearly every text holds left out."""
    from scipy.sparse import csr_matrix

    ceiling = _COMMONEST * background.n_documents
    common = {t for t, count in background.document_frequency.items() if count > ceiling}
    columns: dict[str, int] = {}
    column: list[int] = []
    count: list[float] = []
    weight: list[float] = []
    ends = [0]
    for article in articles:
        counted, names = _article_terms(article, background)
        for t, times in counted.items():
            if t in common or len(t) < 2:
                continue
            column.append(columns.setdefault(t, len(columns)))
            count.append(times)
            is_number = t[0].isdigit()
            weight.append(NUMBER_WEIGHT if is_number else NAME_WEIGHT if t in names else 1.0)
        ends.append(len(column))
    terms = tuple(sorted(columns))
    place = np.empty(len(columns), dtype=np.int64)
    place[[columns[t] for t in terms]] = np.arange(len(terms))
    shape = (len(articles), max(1, len(terms)))
    where = place[np.array(column, dtype=np.int64)]
    counts = csr_matrix((np.array(count, dtype=float), where, ends), shape=shape)
    weights = csr_matrix((np.array(weight, dtype=float), where.copy(), list(ends)), shape=shape)
    counts.sort_indices()
    weights.sort_indices()
    return TermCounts(terms, counts, weights)


def _article_terms(article: Article, background: Background) -> tuple[Counter[str], set[str]]:
    title, body = title_and_body(article)
    in_title = Counter(match.group() for match in words(title))
    in_body = Counter(match.group() for match in words(body))
    counted: Counter[str] = Counter()
    for word, times in in_body.items():
        counted[term(word)] += times
    for word, times in in_title.items():
        counted[term(word)] += TITLE_WEIGHT * times
    names = {
        term(word)
        for word in in_title.keys() | in_body.keys()
        if word[0].isupper()
        and word.lower() not in in_body
        and background.is_name(term(word).capitalize())
    }
    return counted, names


def title_and_body(article: Article) -> tuple[str, str]:
    """Return title and body, whether or not the article's text begins with its title."""
    if article.body_start:
        return article.text[: article.body_start], article.text[article.body_start :]
    title = article.title or ""
    return title, article.text.removeprefix(title)


def weigh(found: TermCounts, rows: Indices, background: Background) -> Any:
    """Return TF-IDF vectors of unit length for all articles, shape (n_articles, n_terms).

    Document frequencies are those of the background plus those of *rows* (one of each set of
    copies), so they hold for two articles and adapt to the corpus as it grows.
    """
    from scipy.sparse import csr_matrix

    own = np.asarray((found.counts[rows] > 0).sum(axis=0)).ravel()
    known = np.array([background.document_frequency.get(t, 0) for t in found.terms] or [0])
    rarity = np.log((1.0 + background.n_documents + len(rows)) / (0.5 + known + own))
    values = (1.0 + np.log(found.counts.data)) * found.weights.data * rarity[found.counts.indices]
    matrix = csr_matrix((values, found.counts.indices, found.counts.indptr), found.counts.shape)
    return unit_rows(matrix)


def unit_rows(matrix: Any) -> Any:
    """Return *matrix* with rows of unit length; empty rows stay empty."""
    from scipy.sparse import diags

    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    inverse = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    return (diags(inverse) @ matrix).tocsr()


def first_copies(found: TermCounts, group: Indices) -> Indices:
    """Return for each article the first one it is a copy of, or itself, shape (n_articles,).

    Only articles with the same number in *group* are compared. Candidates share a band of MinHash
    values of their terms; copies have a cosine of at least 0.9 with the first.
    """
    n = found.counts.shape[0]
    first = np.arange(n)
    filled = np.flatnonzero(np.diff(found.counts.indptr) > 0)
    if len(filled) < 2:
        return first
    plain = found.counts.copy()
    plain.data = 1.0 + np.log(plain.data)
    plain = unit_rows(plain)
    signature = _signatures(found, filled)
    for band in range(_HASHES // _BAND):
        key = np.column_stack(
            [group[filled], signature[:, band * _BAND : (band + 1) * _BAND].view(np.int64)]
        )
        _, opener, bucket = np.unique(key, axis=0, return_index=True, return_inverse=True)
        leader = filled[opener[bucket.ravel()]]
        follows = leader != filled
        a, b = filled[follows], leader[follows]
        same = pair_cosines(plain, a, b) >= COPY_COSINE
        np.minimum.at(first, a[same], b[same])
    while not np.array_equal(first, first[first]):
        first = first[first]
    return first


def _signatures(found: TermCounts, filled: Indices) -> npt.NDArray[np.uint64]:
    base = np.array([zlib.crc32(t.encode()) for t in found.terms], dtype=np.uint64)
    random = np.random.default_rng(20231201)
    signature = np.empty((len(filled), _HASHES), dtype=np.uint64)
    for k in range(_HASHES):
        odd, shift = random.integers(1, 2**62, 2, dtype=np.uint64)
        mixed = (base + shift) * (2 * odd + np.uint64(1))
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        at = found.counts.indptr[filled]
        signature[:, k] = np.minimum.reduceat(mixed[found.counts.indices], at)
    return signature


def pair_cosines(matrix: Any, a: Indices, b: Indices) -> Numbers:
    """Return the dot products of rows *a* with rows *b* of *matrix*, shape (len(a),)."""
    out = np.empty(len(a))
    for s in range(0, len(a), _CHUNK):
        part = slice(s, s + _CHUNK)
        product = matrix[a[part]].multiply(matrix[b[part]])
        out[part] = np.asarray(product.sum(axis=1)).ravel()
    return out


def likely_pairs(
    matrix: Any, earliest: Numbers, latest: Numbers, window: float, least: float
) -> tuple[Indices, Indices, Numbers]:
    """Return pairs i < j with a cosine of at least *least*, and their cosines.

    Rows are in order of *earliest* (hours; NaN, not dated, last). Dated rows further apart than
    *window* hours are not compared. In corpora of more than 1,000 articles a pair is looked for
    through the words that at most 1,000 of them share, then compared on all its words.
    """
    n = matrix.shape[0]
    spread = np.bincount(matrix.indices, minlength=matrix.shape[1])
    pruned = n > _MOST_POSTINGS
    search = matrix[:, np.flatnonzero(spread <= _MOST_POSTINGS)] if pruned else matrix
    n_dated = int(np.count_nonzero(~np.isnan(earliest)))
    found: list[tuple[Indices, Indices, Numbers]] = []
    for s in range(0, n, _CHUNK):
        e = min(s + _CHUNK, n)
        stop = n
        if e <= n_dated:
            stop = int(np.searchsorted(earliest[:n_dated], latest[s:e].max() + window, "right"))
        others = np.r_[np.arange(s, stop), np.arange(max(stop, n_dated), n)]
        across = search[others].T.tocsr()
        for t in range(s, e, _BLOCK):
            product = (search[t : min(t + _BLOCK, e)] @ across).tocoo()
            keep = product.data >= (least / 2 if pruned else least)
            i, j = product.row[keep].astype(np.int64) + t, others[product.col[keep]]
            ahead = j > i
            i, j = i[ahead], j[ahead]
            cosine = pair_cosines(matrix, i, j) if pruned else product.data[keep][ahead]
            near = cosine >= least
            found.append((i[near], j[near], cosine[near]))
    if not found:
        empty = np.empty(0, dtype=np.int64)
        return empty, empty, np.empty(0)
    i, j, cosine = (np.concatenate(part) for part in zip(*found, strict=True))
    return i, j, cosine
