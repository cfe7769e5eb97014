"""Counts corrected for a detector's errors with the help of coded units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class CorrectedCounts:
    """Per cell: corrected count, the variance that coding only a sample adds, coded units."""

    count: Floats
    variance: Floats
    n_coded: NDArray[np.int64]


def corrected_counts(
    predicted: ArrayLike,
    coded: ArrayLike,
    inclusion: ArrayLike,
    cell: ArrayLike,
    *,
    n_cells: int,
) -> CorrectedCounts:
    """Return ``sum(yhat + (R / pi) (y - yhat))`` per cell, unbiased whatever the detector does.

    One entry per unit (a sentence, say, *with or without* a hit): the detector's count
    *predicted*, the coders' count *coded* (NaN where the unit was not coded, R = 0), the
    *inclusion* probability pi with which the unit could be drawn for coding, and the index of its
    *cell* (outlet and event). The difference estimator of survey sampling; ``variance`` is its
    Horvitz–Thompson estimate ``sum(R (1 - pi) / pi**2 (y - yhat)**2)`` for independent draws,
    cautious for samples of fixed size. Intervals by event already contain it; do not add it there.
    A corrected count may be negative or a fraction.

    Raises ValueError where a coded unit has no inclusion probability in (0, 1], or shapes differ.

    >>> corrected_counts([1, 0, 1], [np.nan, 1, 1], [0.5, 0.5, 1], [0, 0, 0], n_cells=1).count
    array([4.])
    """
    yhat, y = np.asarray(predicted, dtype=float), np.asarray(coded, dtype=float)
    pi, where = np.asarray(inclusion, dtype=float), np.asarray(cell, dtype=np.intp)
    if not yhat.shape == y.shape == pi.shape == where.shape:
        raise ValueError(
            "predicted, coded, inclusion and cell must have one entry per unit, "
            f"got {yhat.shape}, {y.shape}, {pi.shape}, {where.shape}"
        )
    known = ~np.isnan(y)
    bad = known & ~((pi > 0) & (pi <= 1))
    if bad.any():
        raise ValueError(
            f"coded unit {int(np.flatnonzero(bad)[0])} has inclusion probability "
            f"{pi[bad][0]}; it must be above 0 and at most 1"
        )
    drawn = np.where(known, pi, 1.0)
    error = np.where(known, y - yhat, 0.0)
    return CorrectedCounts(
        count=np.bincount(where, yhat + error / drawn, n_cells).astype(np.float64),
        variance=np.bincount(where, (1 - drawn) * (error / drawn) ** 2, n_cells).astype(np.float64),
        n_coded=np.bincount(where[known], minlength=n_cells),
    )
