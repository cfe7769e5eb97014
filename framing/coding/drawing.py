"""Drawing a stratified sample: every stratum is drawn from, small ones more densely."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]


def allocate(sizes: Sequence[int], n: int) -> Indices:
    """Return how many to draw from each stratum of *sizes*, n in all or everything.

    Every stratum gets two where it can, or at least one, so that every unit can be drawn; what is
    left goes by the square root of the size, a compromise between equal and proportional.
    Raises ValueError where there are more strata than *n*.

    >>> allocate([1000, 10, 1], 20).tolist()
    [17, 2, 1]
    """
    size = np.asarray(sizes, np.int64)
    if n >= size.sum():
        return size.copy()
    if len(size) > n:
        raise ValueError(f"{len(size)} strata, but only {n} units to draw")
    least = np.minimum(size, 2)
    drawn = least if least.sum() <= n else np.ones_like(size)
    while drawn.sum() < n:
        claim = np.where(drawn < size, np.sqrt(size) / (drawn + 1), -1.0)
        drawn[int(np.argmax(claim))] += 1
    return drawn


def draw_stratified(
    strata: Sequence[str], n: int, rng: np.random.Generator
) -> tuple[Indices, npt.NDArray[np.float64]]:
    """Return which units are drawn, sorted, and their inclusion probabilities.

    *strata* names the stratum of each unit; draws are simple random samples within each.
    """
    names, of_unit, sizes = np.unique(
        np.array(strata, object).astype(str), return_inverse=True, return_counts=True
    )
    drawn: list[int] = []
    for number, count in enumerate(allocate(sizes.tolist(), n).tolist()):
        members = np.flatnonzero(of_unit == number)
        drawn += rng.choice(members, size=count, replace=False).tolist()
    chosen = np.array(sorted(drawn), np.int64)
    taken = np.bincount(of_unit[chosen], minlength=len(names))
    return chosen, (taken / sizes)[of_unit[chosen]]
