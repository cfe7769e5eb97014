"""Copies of one text among many: MinHash finds the candidates, cosines decide."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.linkage.sparse_rows import ROWS_AT_ONCE, pair_cosines, unit_rows
from framing.linkage.term_counts import TermCounts

Indices = npt.NDArray[np.int64]

COPY_COSINE = 0.9
_HASHES, _BAND = 32, 4


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
    candidates = _band_pairs(_signatures(found.counts[filled], found.terms), group[filled])
    a, b = (filled[rows] for rows in candidates)
    rows, place = np.unique(np.concatenate([a, b]), return_inverse=True)
    plain = found.counts[rows]
    plain.data = 1.0 + np.log(plain.data, dtype=np.float64)
    same = pair_cosines(unit_rows(plain), place[: len(a)], place[len(a) :]) >= COPY_COSINE
    np.minimum.at(first, a[same], b[same])
    while not np.array_equal(first, first[first]):
        first = first[first]
    return first


def _signatures(counts: Any, terms: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Return the MinHash values of the terms of each row (Broder 1997; known); none is empty."""
    base = np.array([zlib.crc32(t.encode()) for t in terms], dtype=np.uint64)
    random = np.random.default_rng(20231201)
    signature = np.empty((counts.shape[0], _HASHES), dtype=np.uint64)
    for k in range(_HASHES):
        odd, shift = random.integers(1, 2**62, 2, dtype=np.uint64)
        mixed = (base + shift) * (2 * odd + np.uint64(1))
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        for s in range(0, len(signature), ROWS_AT_ONCE):
            at = counts.indptr[s : s + ROWS_AT_ONCE + 1]
            here = mixed[counts.indices[at[0] : at[-1]]]
            signature[s : s + ROWS_AT_ONCE, k] = np.minimum.reduceat(here, at[:-1] - at[0])
    return signature


def _band_pairs(signature: npt.NDArray[np.uint64], group: Indices) -> tuple[Indices, Indices]:
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
