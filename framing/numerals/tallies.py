"""Tallies: "a 182-140 vote" and "217 to 211" are two numbers, "40-60 hours" the ends of a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.numerals import word_classes as wc
from framing.numerals.bounds import AT_LEAST, AT_MOST, EXACT
from framing.numerals.names import Names, Quantity
from framing.numerals.neighbors import Neighbors
from framing.numerals.numbers import CARDINAL, TALLY, VOTES, read_count
from framing.numerals.numerals import Numerals
from framing.numerals.quantities import NOTHING, SHARE, SHARE_OF, Quantities
from framing.text.nearby import Flags, Indices, Nearby

_REACH = 4


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The numbers of numerals as columns, a tally's two one after the other.

    ``row`` tells of each number whose it is; ``start`` and ``end`` are offsets into the text.
    """

    row: Indices
    value: npt.NDArray[np.float64]
    bound: npt.NDArray[np.uint8]
    start: Indices
    end: Indices


def are_no_tallies(
    here: Nearby, numerals: Numerals, beside: Neighbors, counted: Quantities
) -> Flags:
    """Tell which tallies are times, ages, or rise ("25-28") and neither count nor are a vote."""
    rejected = (beside.after & wc.CLOCK > 0) | (beside.before & wc.AGED > 0)
    tally = np.flatnonzero((numerals.kind == TALLY) & (counted.told == NOTHING))
    first = numerals.first[tally]
    rises = numerals.value[tally] < _second_values(here, first)
    rejected[tally] |= rises & ~_of_votes(here, first, counted.take(tally))
    rejected &= numerals.kind == TALLY
    return rejected


def parts_of(
    here: Nearby, numerals: Numerals, counted: Quantities, bound: npt.NDArray[np.uint8]
) -> Parts:
    """Return the numbers that *numerals* hold; a range's exact ends are bounds."""
    tally = numerals.kind == TALLY
    row = np.repeat(np.arange(len(numerals)), 1 + tally)
    second = np.append(False, row[1:] == row[:-1])[: len(row)]
    lower = np.flatnonzero(second) - 1
    value, bound = numerals.value[row], bound[row]
    start, end = here.start(numerals.first[row]), here.end(numerals.last[row])
    at = numerals.first[row[lower]]
    value[lower + 1] = _second_values(here, at)
    hyphen = [word.index("-") for word in here.words(at)]
    end[lower] = start[lower] + hyphen
    start[lower + 1] += np.array(hyphen, np.int64) + 1
    is_range = (value[lower] < value[lower + 1]) & (bound[lower] == EXACT)
    is_range &= ~_of_votes(here, at, counted.take(row[lower]))
    bound[lower[is_range]], bound[lower[is_range] + 1] = AT_LEAST, AT_MOST
    return Parts(row, value, bound, start, end)


def name_tallies(here: Nearby, numerals: Numerals, counted: Quantities, names: Names) -> Names:
    """Return *names*, but of tallies that fall: they count votes or what nobody says."""
    told, first = counted.told, numerals.first
    tally = np.flatnonzero((numerals.kind == TALLY) & (told != SHARE) & (told != SHARE_OF))
    falls = numerals.value[tally] >= _second_values(here, first[tally])
    pairs = _pairs(here, numerals, counted)
    rows = np.concatenate((tally, pairs))
    votes = rows[_of_votes(here, first[rows], counted.take(rows))]
    number = names.number.copy()
    number[tally[falls]] = len(names.distinct)
    number[votes] = len(names.distinct) + 1
    number[np.intersect1d(votes, pairs) + 1] = len(names.distinct) + 1
    return Names(number, (*names.distinct, Quantity(None), Quantity("vote")))


def _pairs(here: Nearby, numerals: Numerals, counted: Quantities) -> Indices:
    """Return the rows of the first numbers of "217 to 211" without a noun."""
    plain = (numerals.kind == CARDINAL) & counted.nameless
    last = numerals.last[:-1]
    pairs = plain[:-1] & plain[1:] & (numerals.first[1:] == last + 2)
    pairs &= here.near(last + 1, last) & wc.TO > 0
    return np.flatnonzero(pairs)


def _second_values(here: Nearby, at: Indices) -> npt.NDArray[np.float64]:
    words = (read_count(word.partition("-")[2]) for word in here.words(at))
    return np.fromiter(words, np.float64, len(at))


def _of_votes(here: Nearby, first: Indices, counted: Quantities) -> Flags:
    """Tell where the noun counted or, if there is none, one of four words before is "vote"."""
    own = first[:, None]
    at = np.concatenate((own - np.arange(1, _REACH + 1), counted.head[:, None]), axis=1)
    is_vote = here.tokens.vocabulary.column("vote", _are_votes, np.bool_)
    votes = is_vote.of(here.type_id.take(at, mode="wrap"))
    before = (votes[:, :-1] & here.same(at[:, :-1], own)).any(axis=1)
    of_votes: Flags = (before & (counted.told == NOTHING)) | votes[:, -1]
    return of_votes


def _are_votes(types: Sequence[str]) -> list[bool]:
    return [word in VOTES for word in types]
