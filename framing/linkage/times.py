"""When articles, and events, were reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """When articles, or groups of them, were published, in hours; NaN where not known.

    A date without a time is the whole day. ``first_start`` and ``last_end`` bound a group;
    ``last_start`` less ``first_end`` is how far apart its reports are at least.
    """

    first_start: Numbers
    last_start: Numbers
    first_end: Numbers
    last_end: Numbers

    def select(self, rows: Indices) -> Times:
        """Return the times of *rows*."""
        return Times(*(getattr(self, name)[rows] for name in self.__slots__))

    def group(self, groups: Sequence[Sequence[int]]) -> Times:
        """Return the times of groups of rows, each as one."""
        if not groups:
            return self.select(np.zeros(0, np.int64))
        row = np.fromiter(chain.from_iterable(groups), np.int64)
        opens = np.cumsum([0, *map(len, groups[:-1])])
        return Times(
            np.fmin.reduceat(self.first_start[row], opens),
            np.fmax.reduceat(self.last_start[row], opens),
            np.fmin.reduceat(self.first_end[row], opens),
            np.fmax.reduceat(self.last_end[row], opens),
        )

    def apart(self) -> Numbers:
        """Return how many hours lie at least between the reports of each."""
        return self.last_start - self.first_end
