"""Rows of a sparse matrix: their lengths, sums and dot products, some rows at a time.

What is made of some rows stays small beside the matrix, however many rows it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

ROWS_AT_ONCE = 4096
_DIGITS = 9


def unit_rows(matrix: Any) -> Any:
    """Return *matrix* with its rows made of unit length; empty rows stay empty."""
    length = np.sqrt(squared_lengths(matrix))
    return scale_rows(matrix, np.divide(1.0, length, out=np.zeros_like(length), where=length > 0))


def scale_rows(matrix: Any, factors: Sequence[float] | Numbers) -> Any:
    """Return *matrix* with each row times its factor, in place."""
    factor = np.asarray(factors)
    for rows, cells in row_chunks(matrix):
        sizes = np.diff(matrix.indptr[rows.start : rows.stop + 1])
        matrix.data[cells] *= np.repeat(factor[rows], sizes)
    return matrix


def sum_rows(matrix: Any, groups: Sequence[Sequence[int]]) -> Any:
    """Return the sum of the rows of each group, a row a group, columns in order."""
    from scipy.sparse import csr_matrix

    row = np.fromiter(chain.from_iterable(groups), np.int64)
    ends = np.concatenate(([0], np.cumsum([len(group) for group in groups], dtype=np.int64)))
    sums = csr_matrix((np.ones(len(row)), row, ends), (len(groups), matrix.shape[0])) @ matrix
    sums.sort_indices()
    return sums


def squared_lengths(matrix: Any) -> Numbers:
    """Return the square of each row's length."""
    squares = np.zeros(matrix.shape[0])
    for rows, cells in row_chunks(matrix):
        bounds = matrix.indptr[rows.start : rows.stop + 1] - cells.start
        filled = np.flatnonzero(np.diff(bounds))
        values = np.square(matrix.data[cells])
        squares[rows.start + filled] = np.add.reduceat(values, bounds[filled])
    return squares


def pair_cosines(matrix: Any, a: Indices, b: Indices) -> Numbers:
    """Return the dot products of rows *a* with rows *b* of *matrix*, shape (len(a),)."""
    out = np.empty(len(a))
    for s in range(0, len(a), ROWS_AT_ONCE):
        part = slice(s, s + ROWS_AT_ONCE)
        product = matrix[a[part]].multiply(matrix[b[part]])
        out[part] = np.asarray(product.sum(axis=1)).ravel()
    return out


def heaviest_columns(matrix: Any, allowed: Flags, *, most: int) -> list[list[int]]:
    """Return for each row up to *most* of its *allowed* columns, the heaviest first.

    Of columns that weigh the same to nine digits the first comes first.

    >>> from scipy.sparse import csr_matrix
    >>> rows = csr_matrix([[3.0, 1.0, 3.0, 2.0], [0.0, 0.0, 0.0, 5.0]])
    >>> heaviest_columns(rows, np.array([True, True, True, False]), most=2)
    [[0, 2], []]
    """
    out: list[list[int]] = []
    for s in range(0, matrix.shape[0], ROWS_AT_ONCE):
        part = matrix[s : s + ROWS_AT_ONCE]
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


def row_chunks(matrix: Any) -> Iterator[tuple[slice, slice]]:
    """Yield some rows at a time, and their cells, so that what is made of them stays small."""
    for begin in range(0, matrix.shape[0], ROWS_AT_ONCE):
        rows = slice(begin, min(begin + ROWS_AT_ONCE, matrix.shape[0]))
        yield rows, slice(matrix.indptr[rows.start], matrix.indptr[rows.stop])
