"""How alike articles are in what they report: weighted words, copies, and likely pairs.

TF-IDF with names and numbers weighted up, because the same kind of happening to other people at
another time shares its common words but not its names and figures. Everything is sparse, and work
is in blocks, so memory grows with the articles and never with their pairs.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.article import Article
from framing.linkage.background import Background, term
from framing.linkage.word_columns import SMALL, find_words
from framing.text.vocabulary import Vocabulary

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TITLE_WEIGHT = 3
NAME_WEIGHT = 1.75
NUMBER_WEIGHT = 2.0
COPY_COSINE = 0.9
# Words in more than this share of the background's texts say nothing about the event.
_COMMONEST = 0.2
# A word in more articles than this is not used to look for pairs, only to compare them.
_MOST_POSTINGS = 1000
_HASHES, _BAND = 32, 4
_CHUNK, _BLOCK, _BATCH = 4096, 128, 256
_MOST_STRIPES, _ROWS = 16, 1024
_TINY = 1e-9
_DIGITS = 9
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

    counts = found.counts
    own = np.bincount(counts[rows].indices, minlength=counts.shape[1])
    known = np.array([background.document_frequency.get(t, 0) for t in found.terms] or [0])
    rarity = np.log((1.0 + background.n_documents + len(rows)) / (0.5 + known + own))
    values = np.log(counts.data, dtype=np.float64)
    values += 1.0
    values *= found.weights
    for _, cells in _row_chunks(counts):
        values[cells] *= rarity[counts.indices[cells]]
    return unit_rows(csr_matrix((values, counts.indices, counts.indptr), counts.shape))


def unit_rows(matrix: Any) -> Any:
    """Return *matrix* with its rows made of unit length; empty rows stay empty."""
    length = np.sqrt(_squares(matrix))
    return scale_rows(matrix, np.divide(1.0, length, out=np.zeros_like(length), where=length > 0))


def _row_chunks(matrix: Any) -> Iterator[tuple[slice, slice]]:
    """Yield some rows at a time, and their cells, so that what is made of them stays small."""
    for begin in range(0, matrix.shape[0], _CHUNK):
        rows = slice(begin, min(begin + _CHUNK, matrix.shape[0]))
        yield rows, slice(matrix.indptr[rows.start], matrix.indptr[rows.stop])


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
    a, b = (
        filled[rows]
        for rows in _alike(_signatures(found.counts[filled], found.terms), group[filled])
    )
    rows, place = np.unique(np.concatenate([a, b]), return_inverse=True)
    plain = found.counts[rows]
    plain.data = 1.0 + np.log(plain.data, dtype=np.float64)
    same = pair_cosines(unit_rows(plain), place[: len(a)], place[len(a) :]) >= COPY_COSINE
    np.minimum.at(first, a[same], b[same])
    while not np.array_equal(first, first[first]):
        first = first[first]
    return first


def _signatures(counts: Any, terms: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Return the MinHash values of the terms of each row; none is empty."""
    base = np.array([zlib.crc32(t.encode()) for t in terms], dtype=np.uint64)
    random = np.random.default_rng(20231201)
    signature = np.empty((counts.shape[0], _HASHES), dtype=np.uint64)
    for k in range(_HASHES):
        odd, shift = random.integers(1, 2**62, 2, dtype=np.uint64)
        mixed = (base + shift) * (2 * odd + np.uint64(1))
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        for s in range(0, len(signature), _CHUNK):
            at = counts.indptr[s : s + _CHUNK + 1]
            here = mixed[counts.indices[at[0] : at[-1]]]
            signature[s : s + _CHUNK, k] = np.minimum.reduceat(here, at[:-1] - at[0])
    return signature


def _alike(signature: npt.NDArray[np.uint64], group: Indices) -> tuple[Indices, Indices]:
    """Return rows that share a band with an earlier row of their group, and the first such row."""
    n = len(signature)
    odd = np.random.default_rng(_HASHES).integers(1, 2**62, _BAND + 1, dtype=np.uint64) * 2 + 1
    codes = [np.zeros(0, np.int64)]
    for band in range(_HASHES // _BAND):
        values = signature[:, band * _BAND : (band + 1) * _BAND]
        key = values @ odd[:-1] + group.astype(np.uint64) * odd[-1]
        _, opener, bucket = np.unique(key, return_index=True, return_inverse=True)
        leader = opener[bucket.reshape(-1)]
        follows = np.flatnonzero(leader != np.arange(n))
        codes.append(follows * n + leader[follows])
    pairs = np.unique(np.concatenate(codes))
    return pairs // n, pairs % n


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
    # What the words left out can add to a cosine is at most the product of their lengths.
    left_out = np.sqrt(np.maximum(_squares(matrix) - _squares(search), 0.0) + _TINY)
    found: list[tuple[Indices, Indices, Numbers]] = []
    least_found = least / 2 if pruned else least
    for i, j, cosine in _alike_rows(search, earliest, latest, window, least_found):
        likely = cosine + left_out[i] * left_out[j] >= least
        i, j, cosine = i[likely], j[likely], cosine[likely]
        if pruned:
            cosine = pair_cosines(matrix, i, j)
        near = cosine >= least
        found.append((i[near], j[near], cosine[near]))
    if not found:
        empty = np.empty(0, dtype=np.int64)
        return empty, empty, np.empty(0)
    i, j, cosine = (np.concatenate(part) for part in zip(*found, strict=True))
    return i, j, cosine


def _alike_rows(
    matrix: Any, earliest: Numbers, latest: Numbers, window: float, least: float
) -> Iterator[tuple[Indices, Indices, Numbers]]:
    """Yield pairs i < j of comparable rows and their dot products of at least *least*, in parts.

    A stripe of rows is compared with some others at a time: its sums stay in the cache.
    """
    n = matrix.shape[0]
    width = max(_BLOCK, n // _MOST_STRIPES)
    for s in range(0, n, width):
        e = min(s + width, n)
        stripe = matrix[s:e].T.tocsr()
        others = _comparable(earliest, latest, window, s, e)
        for rows in np.split(others, range(_ROWS, len(others), _ROWS)):
            product = (matrix[rows] @ stripe).tocoo()
            alike = np.flatnonzero(product.data >= least)
            i, j = product.col[alike].astype(np.int64) + s, rows[product.row[alike]]
            ahead = j > i
            yield i[ahead], j[ahead], product.data[alike[ahead]]


def _comparable(earliest: Numbers, latest: Numbers, window: float, begin: int, end: int) -> Indices:
    """Return the rows from *begin* on that may lie within *window* of those up to *end*."""
    n, n_dated = len(earliest), int(np.count_nonzero(~np.isnan(earliest)))
    stop = n
    if end <= n_dated:
        stop = int(np.searchsorted(earliest[:n_dated], latest[begin:end].max() + window, "right"))
    rows: Indices = np.r_[begin:stop, max(stop, n_dated) : n]
    return rows


def _squares(matrix: Any) -> Numbers:
    """Return the square of each row's length."""
    squares = np.zeros(matrix.shape[0])
    for rows, cells in _row_chunks(matrix):
        bounds = matrix.indptr[rows.start : rows.stop + 1] - cells.start
        filled = np.flatnonzero(np.diff(bounds))
        values = np.square(matrix.data[cells])
        squares[rows.start + filled] = np.add.reduceat(values, bounds[filled])
    return squares


def cosines_within(matrix: Any, parts: Sequence[Indices]) -> Iterator[tuple[Indices, Numbers]]:
    """Yield each part and the dot products of its rows with each other, shape (n, n).

    Small parts are multiplied together, since a sparse product of few rows is mostly overhead.
    """
    for batch in _small_batches(parts):
        rows = matrix[np.concatenate(batch)]
        products = (rows @ rows.T.tocsr()).toarray()
        begin = 0
        for part in batch:
            end = begin + len(part)
            yield part, products[begin:end, begin:end]
            begin = end


def _small_batches(parts: Sequence[Indices]) -> Iterator[list[Indices]]:
    batch: list[Indices] = []
    size = 0
    for part in parts:
        if batch and size + len(part) > _BLOCK:
            yield batch
            batch, size = [], 0
        batch.append(part)
        size += len(part)
    if batch:
        yield batch


def sum_rows(matrix: Any, groups: Sequence[Sequence[int]]) -> Any:
    """Return the sum of the rows of each group, a row a group, columns in order."""
    from scipy.sparse import csr_matrix

    row = np.fromiter(chain.from_iterable(groups), np.int64)
    ends = np.concatenate(([0], np.cumsum([len(group) for group in groups], dtype=np.int64)))
    sums = csr_matrix((np.ones(len(row)), row, ends), (len(groups), matrix.shape[0])) @ matrix
    sums.sort_indices()
    return sums


def scale_rows(matrix: Any, factors: Sequence[float] | Numbers) -> Any:
    """Return *matrix* with each row times its factor, in place."""
    factor = np.asarray(factors)
    for rows, cells in _row_chunks(matrix):
        sizes = np.diff(matrix.indptr[rows.start : rows.stop + 1])
        matrix.data[cells] *= np.repeat(factor[rows], sizes)
    return matrix


def heaviest_columns(matrix: Any, allowed: Flags, *, most: int) -> list[list[int]]:
    """Return for each row up to *most* of its *allowed* columns, the heaviest first.

    Of columns that weigh the same to nine digits the first comes first.

    >>> from scipy.sparse import csr_matrix
    >>> rows = csr_matrix([[3.0, 1.0, 3.0, 2.0], [0.0, 0.0, 0.0, 5.0]])
    >>> heaviest_columns(rows, np.array([True, True, True, False]), most=2)
    [[0, 2], []]
    """
    out: list[list[int]] = []
    for s in range(0, matrix.shape[0], _CHUNK):
        part = matrix[s : s + _CHUNK]
        top: list[list[int]] = [[] for _ in range(part.shape[0])]
        weight = np.where(allowed[part.indices], part.data.round(_DIGITS), 0.0)
        filled = np.flatnonzero(np.diff(part.indptr))
        row = np.repeat(np.arange(len(filled)), np.diff(part.indptr)[filled])
        for _ in range(most if len(filled) else 0):
            peak = np.maximum.reduceat(weight, part.indptr[filled])
            at = np.flatnonzero((weight == peak[row]) & (weight > 0))
            at = at[np.flatnonzero(np.diff(row[at], prepend=-1))]
            for k, column in zip(filled[row[at]].tolist(), part.indices[at].tolist(), strict=True):
                top[k].append(column)
            weight[at] = 0.0
        out += top
    return out
