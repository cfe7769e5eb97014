"""Ranges: "10 to 15 men", "two or three" and "between 10 and 15" count one thing by its bounds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.numerals import word_classes as wc
from framing.numerals.bounds import AT_LEAST, AT_MOST, EXACT
from framing.numerals.numbers import CARDINAL, VOTES
from framing.numerals.numerals import Numerals
from framing.numerals.quantities import NOTHING, SIGN, Quantities
from framing.text.nearby import Indices, Nearby


def find_ranges(here: Nearby, numerals: Numerals, counted: Quantities) -> Indices:
    """Return the rows of *numerals* that, each with the row after it, are the ends of a range.

    The lower end has no noun of its own. "From 10 to 15" tells a change, and is none; nor is
    "seven or eight thousand", whose lower end is worth more than it says.
    """
    first, last, value = numerals.first[:-1], numerals.last[:-1], numerals.value
    cardinal = numerals.kind == CARDINAL
    may_be = cardinal[:-1] & cardinal[1:] & (value[:-1] < value[1:])
    may_be &= (counted.told[:-1] == NOTHING) & (numerals.first[1:] == last + 2)
    may_be &= ~counted.nameless[1:] & (counted.told[1:] != SIGN) & here.same(last, last + 2)
    several = numerals.last > numerals.first
    may_be &= several[:-1] | ~several[1:]
    may_be &= here.gap(last) & here.gap(last + 1) & wc.SPACE > 0
    rows = np.flatnonzero(may_be)
    before = here.words_near(first[rows] - 1, first[rows])
    links = here.words(last[rows] + 1)
    return rows[np.fromiter(map(_joins_range, before, links), np.bool_, len(rows))]


def _joins_range(before: str, link: str) -> bool:
    if link == "and":
        return before == "between"
    return link in ("to", "or") and before != "from" and before not in VOTES


def bounds_of_ranges(bound: npt.NDArray[np.uint8], lower: Indices) -> npt.NDArray[np.uint8]:
    """Return each *bound*, but of exact ends of ranges, the rows *lower* and those after them.

    >>> bounds_of_ranges(np.zeros(3, np.uint8), np.array([1])).tolist() == [0, AT_LEAST, AT_MOST]
    True
    """
    bound = bound.copy()
    for rows, meant in ((lower, AT_LEAST), (lower + 1, AT_MOST)):
        bound[rows[bound[rows] == EXACT]] = meant
    return bound
