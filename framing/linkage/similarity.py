"""How alike articles are in what they report: likely pairs, and all pairs within a part.

Work is in blocks, so memory grows with the articles and never with their pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.linkage.sparse_rows import ROWS_AT_ONCE, pair_cosines, squared_lengths

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

# A word in more articles than this is not used to look for pairs, only to compare them.
_MOST_POSTINGS = 1000
# Fewer rows than a block are multiplied together: a product of few is mostly overhead.
_BLOCK, _ROWS, _MOST_STRIPES = 128, 1024, 16
_TINY = 1e-9


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
    left_out = np.sqrt(np.maximum(squared_lengths(matrix) - squared_lengths(search), 0.0) + _TINY)
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
    for begin in range(0, n, ROWS_AT_ONCE):
        end = min(begin + ROWS_AT_ONCE, n)
        others = _comparable(earliest, latest, window, begin, end)
        for s in range(begin, end, width):
            stripe = matrix[s : min(s + width, end)].T.tocsr()
            behind = others[np.searchsorted(others, s) :]
            for rows in np.split(behind, range(_ROWS, len(behind), _ROWS)):
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


def cosines_within(matrix: Any, parts: Sequence[Indices]) -> Iterator[tuple[Indices, Numbers]]:
    """Yield each part and the dot products of its rows with each other, shape (n, n)."""
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
