"""Combinations of codes, numbered, so that what follows from a combination is worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]
Codes = npt.NDArray[np.integer[Any]]

# A table of all combinations that could be is smaller work than sorting, if not much larger.
_ROOM = 64


@dataclass(frozen=True, slots=True, eq=False)
class Signatures:
    """Which combination of codes each token has.

    ``number`` has shape (n_tokens,) and picks a row of ``codes``, columns of shape
    (n_signatures,) by the name of a code and the neighbor that it is of.
    """

    number: Indices
    codes: Mapping[tuple[str, int], Codes]


def distinct(codes: Indices, limit: int) -> tuple[Indices, Indices]:
    """Return the distinct *codes*, which lie under *limit*, sorted, and the rank of each code.

    >>> values, rank = distinct(np.array([7, 2, 7]), 8)
    >>> values.tolist(), rank.tolist()
    ([2, 7], [1, 0, 1])
    """
    if limit > _ROOM * len(codes):
        return np.unique(codes, return_inverse=True)
    occurs = np.zeros(limit, np.bool_)
    occurs[codes] = True
    values = np.flatnonzero(occurs)
    rank_of = np.empty(limit, np.int64)
    rank_of[values] = np.arange(len(values))
    return values, rank_of.take(codes)
