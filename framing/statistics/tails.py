"""How often scores of swaps lie as far out as the observed ones: p, and p adjusted by max-T."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

TIE = 1e-9
HOPELESS = 0.1  # a p that lies clearly above any level
_ROWS_AT_ONCE = 256  # whose scores fit the processor's cache


def tails(
    nulls: Iterator[Floats], observed: Floats, *, exact: bool, family: bool = False
) -> list[tuple[Floats, Floats]]:
    """Return p and, with *family*, step-down max-T p (else p again) for each row of *observed*.

    *nulls* are blocks of null scores, tested rows × draws; *observed* is tests × rows. A family
    stops after its first block if even its strongest score is then hopeless: the largest of the
    null scores reaches it too often for any adjusted p to come below 0.1.
    """
    found = [_Tail(row, family) for row in observed]
    for number, null in enumerate(nulls):
        np.abs(null, out=null)
        going = [tail for tail in found if not tail.hopeless]
        for tail in going:
            tail.count(null)
            tail.hopeless = family and not exact and number == 0 and tail.is_hopeless()
        if not any(not tail.hopeless for tail in found):
            break
    return [tail.p(0 if exact else 1) for tail in found]


class _Tail:
    """How often null scores were as far out as one set of *observed* scores."""

    def __init__(self, observed: Floats, family: bool) -> None:
        self._limit, self._family = observed - TIE, family
        self._order = np.argsort(-observed, kind="stable")
        self._count, self._count_max = np.zeros(len(observed)), np.zeros(len(observed))
        self._total = 0
        self.hopeless = False

    def count(self, size: Floats) -> None:
        """Count a block of absolute null scores, rows × draws."""
        self._count += np.count_nonzero(size >= self._limit[:, None], axis=1)
        if self._family:
            # For each row the maximum over it and the less significant ones, draw by draw. A loop
            # over rows takes a third of the time of an accumulation, which goes draw by draw.
            largest = np.zeros(size.shape[1])
            limit = self._limit.tolist()
            reached = np.zeros(len(limit))
            for row in self._order[::-1].tolist():
                np.maximum(largest, size[row], out=largest)
                reached[row] = np.count_nonzero(largest >= limit[row])
            self._count_max += reached[self._order]
        self._total += size.shape[1]

    def is_hopeless(self) -> bool:
        """Say whether even the strongest row can no longer have an adjusted p below 0.1."""
        return len(self._count_max) > 0 and self._count_max[0] >= 2 * HOPELESS * self._total

    def p(self, extra: int) -> tuple[Floats, Floats]:
        """Return p and adjusted p, with *extra* draws, since drawn swaps lack the identity."""
        p = (self._count + extra) / (self._total + extra)
        if not self._family:
            return p, p
        p_max = np.empty(len(p))
        steps = (self._count_max + extra) / (self._total + extra)
        p_max[self._order] = np.maximum.accumulate(steps)
        return p, np.maximum(p, p_max)


def n_reaching(scaled: Floats, observed: Floats, signs: Floats) -> NDArray[np.int64]:
    """Count for each row of *scaled* the swaps whose score is as far out as the *observed* one.

    Scores are taken in single precision, which decides unless one lies nearer to the observed
    score than rounding may have moved it (Higham 2002, section 3.1); such scores are taken again
    in double precision.
    """
    single = signs.astype(np.float32).T
    count = np.zeros(len(scaled), np.int64)
    # Memory that is used again is in the cache; new memory would cost as much as the product.
    memory = np.empty((_ROWS_AT_ONCE, len(signs)), np.float32)
    for begin in range(0, len(scaled), _ROWS_AT_ONCE):
        rows = slice(begin, begin + _ROWS_AT_ONCE)
        part, limit = scaled[rows], observed[rows] - TIE
        size = np.matmul(part.astype(np.float32), single, out=memory[: len(part)])
        np.abs(size, out=size)
        rounding = (signs.shape[1] + 4) * np.finfo(np.float32).eps / 2 * np.abs(part).sum(axis=1)
        low, high = ((limit + sign * rounding).astype(np.float32)[:, None] for sign in (-1, 1))
        likely, surely = (np.count_nonzero(size >= bound, axis=1) for bound in (low, high))
        count[rows] = likely
        unsure = np.flatnonzero(likely != surely)
        near = (size[unsure] >= low[unsure]) & (size[unsure] < high[unsure])
        count[begin + unsure] -= _too_near(part[unsure], limit[unsure], signs, near)
    return count


def _too_near(scaled: Floats, limit: Floats, signs: Floats, near: Flags) -> NDArray[np.int64]:
    """Count for each row the swaps that are *near* its limit, rows × swaps, but do not reach it."""
    row, draw = np.nonzero(near)
    if len(row) > 8 * len(scaled):  # ties: the whole product is cheaper than so many rows of it
        missed = near & (np.abs(scaled @ signs.T) < limit[:, None])
        return np.asarray(missed.sum(axis=1), np.int64)
    score = np.abs(np.einsum("ij,ij->i", scaled[row], signs[draw]))
    return np.bincount(row, score < limit[row], len(scaled)).astype(np.int64)
