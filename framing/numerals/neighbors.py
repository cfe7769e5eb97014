"""What stands right before and after numerals, read once for all rules that ask."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.numerals.numerals import Numerals
from framing.text.nearby import Classes, Indices, Nearby


@dataclass(frozen=True, slots=True, eq=False)
class Neighbors:
    """The classes and shapes of the words beside numerals, in their sentences.

    ``mark_before`` and ``mark_after`` are the code units that touch them, 0 for none.
    """

    word: Classes
    before: Classes
    after: Classes
    second_after: Classes
    shape_before: npt.NDArray[np.uint8]
    shape_after: npt.NDArray[np.uint8]
    gap_before: Classes
    gap_after: Classes
    mark_before: npt.NDArray[np.uint16]
    mark_after: npt.NDArray[np.uint16]

    def take(self, rows: Indices) -> Neighbors:
        """Return what stands beside the numerals numbered *rows*."""
        return Neighbors(*(getattr(self, name).take(rows) for name in self.__slots__))


def neighbors_of(here: Nearby, numerals: Numerals) -> Neighbors:
    """Return what stands beside *numerals*."""
    first, last = numerals.first, numerals.last
    return Neighbors(
        word=here.word(first),
        before=here.near(first - 1, first),
        after=here.near(last + 1, last),
        second_after=here.near(last + 2, last),
        shape_before=here.shape_near(first - 1, first),
        shape_after=here.shape_near(last + 1, last),
        gap_before=here.gap(first - 1),
        gap_after=here.gap(last),
        mark_before=here.mark_before(first),
        mark_after=here.mark_after(last),
    )
