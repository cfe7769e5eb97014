"""What a text tells about victims: how many, named or not, age, kin, child, civilian or not."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.harm import word_classes as wc
from framing.harm.clauses import Clauses
from framing.harm.gap_marks import BREAK, CLOSES_AGE, IN_NAME, OPENS_AGE
from framing.harm.spans import Flags, Indices, Spans
from framing.numerals.candidates import FIRST_YEAR, LATEST_YEAR
from framing.numerals.numbers import CARDINAL, read_number_word
from framing.numerals.numerals import number_columns, numerals_at
from framing.numerals.quantities import CURRENCY_SIGNS
from framing.text.characters import is_one_of
from framing.text.token_ranges import TokenRanges, token_ranges
from framing.tokens import CAPITALIZED, NUMERIC, Tokens

Values = npt.NDArray[np.float64]

CIVILIAN_STATUS = (None, "civilian", "combatant", "both")
KINSHIP = (None, *dict.fromkeys(wc.KIN.values()))
_AGE = re.compile(r"(\d{1,3}|[a-z]+(?:-[a-z]+)?)-(year|month|week|day)s?-olds?\Z")
_YEARS = {"year": 1.0, "month": 1 / 12, "week": 1 / 52, "day": 1 / 365}
_ADULT, _OLDEST = 18, 120
_REACH_OF_NUMBER, _REACH_OF_BREAK = 4, 4
_NO_AGE = -1.0


@dataclass(frozen=True, slots=True, eq=False)
class Victims:
    """Details of victim phrases, columns of one length.

    ``number`` and ``age`` are NaN where none is given; ``kinship`` numbers :data:`KINSHIP` and
    ``civilian_status`` :data:`CIVILIAN_STATUS`.
    """

    number: Values
    named: Flags
    age: Values
    kinship: Indices
    child: Flags
    civilian_status: Indices


def describe_victims(tokens: Tokens, clauses: Clauses, spans: Spans) -> Victims:
    """Return what the phrases *spans*, counted in *clauses*, tell about their victims."""
    words = spans.tokens()
    role = clauses.roles.word(words.token)
    modifies = clauses.roles.near(words.token + 1, words.token) & wc.HOME > 0
    civilian = words.any((role & wc.CIVILIAN > 0) & ~modifies)
    combatant = words.any(role & wc.COMBATANT > 0)
    kin = clauses.here.tokens.vocabulary.column("kinship", _kinship)
    age = _ages(clauses, spans)
    return Victims(
        number=_counts(tokens, clauses, spans, words),
        named=_are_named(clauses, spans, words),
        age=age,
        kinship=words.first_value(kin.of(clauses.here.type_id.take(words.token))),
        child=words.any(role & wc.CHILD > 0) | (age < _ADULT),
        civilian_status=civilian + 2 * combatant,
    )


def _kinship(types: Sequence[str]) -> list[int]:
    numbers = {word: KINSHIP.index(kin) for word, kin in wc.KIN.items()}
    return [numbers.get(word, 0) for word in types]


def are_persons(clauses: Clauses, at: Indices) -> Flags:
    """Tell which words *at* name people; capitalized demonyms count ("Ruritanians")."""
    role = clauses.roles.word(at)
    persons: Flags = (role & wc.PEOPLE_ENDING > 0) & (clauses.here.shape(at) == CAPITALIZED)
    persons |= role & wc.PERSON > 0
    return persons


def _counts(tokens: Tokens, clauses: Clauses, spans: Spans, words: TokenRanges) -> Values:
    """Return the numbers that count people, else the first ones that may; NaN for none."""
    counts = np.full(len(words), np.nan)
    kinds, _ = number_columns(tokens.vocabulary)
    at = np.flatnonzero(kinds.take(clauses.here.type_id.take(words.token)))
    if not len(at):
        return counts
    first, owner = words.token[at], words.owner[at]
    found = numerals_at(tokens, clauses.here.token[first])
    last, end = first + (found.last - found.first), spans.last[owner]
    counting = (found.kind == CARDINAL) & (last <= end) & ~_count_no_one(clauses, first, last)
    counting &= ~_may_be_years(clauses, first, found.value) | are_persons(clauses, last + 1)
    of_people = counting & _count_people(clauses, last, end)
    for rows in (np.flatnonzero(counting)[::-1], np.flatnonzero(of_people)[::-1]):
        counts[owner[rows]] = found.value[rows]
    return counts


def _may_be_years(clauses: Clauses, first: Indices, value: Values) -> Flags:
    """Tell the numbers of "the 1996 law" and "the campaign of 2012"."""
    digits = (clauses.roles.word(first) & wc.FOUR_LONG > 0) & (clauses.here.shape(first) == NUMERIC)
    years: Flags = digits & (value >= FIRST_YEAR) & (value <= LATEST_YEAR)
    return years


def _count_no_one(clauses: Clauses, first: Indices, last: Indices) -> Flags:
    """Tell broken numbers, ages, sums of money and the number of "Crane 7" from counts."""
    here, end = clauses.here, clauses.here.end(last)
    opens, closes = (
        [here.character(end + k) == ord(mark) for k in range(_REACH_OF_BREAK)] for mark in "<>"
    )
    count_none: Flags = np.any([a & b for a, b in zip(opens, closes[1:], strict=False)], axis=0)
    labeled = clauses.roles.near(first - 1, first) & wc.LABEL > 0
    labeled &= here.shape(first) == NUMERIC
    count_none |= is_one_of(here.mark_before(first), CURRENCY_SIGNS)
    count_none |= labeled | _are_ages(clauses, first)
    return count_none


def _count_people(clauses: Clauses, last: Indices, end: Indices) -> Flags:
    """Tell whether people are named within four words of numbers, or nothing follows them."""
    here = clauses.here
    counts: Flags = last == end
    rows = np.flatnonzero(last < end)
    for step in range(1, _REACH_OF_NUMBER + 1):
        rows = rows[last[rows] + step <= end[rows]]
        at = last[rows] + step
        person = are_persons(clauses, at)
        counts[rows[person]] = True
        leaves = clauses.roles.word(at) & wc.LEAVES_PHRASE > 0
        if step == 1:
            leaves &= here.word(at) & wc.OF == 0
        rows = rows[~person & ~leaves & (here.gap(at - 1) & BREAK == 0)]
    return counts


def _are_ages(clauses: Clauses, at: Indices) -> Flags:
    """Tell the numbers of "aged 26", "26 years old" and "Anto Grel, 26,"."""
    here = clauses.here
    ages: Flags = (here.gap(at - 1) & OPENS_AGE > 0) & (here.gap(at) & CLOSES_AGE > 0)
    ages &= here.shape_near(at - 1, at) == CAPITALIZED
    ages |= clauses.roles.near(at - 1, at) & wc.AGED > 0
    ages |= clauses.roles.near(at + 2, at) & wc.OLD > 0
    return ages


def _ages(clauses: Clauses, spans: Spans) -> Values:
    """Return the first age told in each phrase or right after it, in years; NaN for none."""
    here, column = clauses.here, clauses.here.tokens.vocabulary.column
    words = token_ranges(spans.first, np.where(spans.told, spans.last + 2, spans.first))
    types = here.type_id.take(words.token)
    age = column("age_in_word", _ages_in_words, np.float64).values().take(types)
    kinds, values = (numbers.take(types) for numbers in number_columns(here.tokens.vocabulary))
    at = np.flatnonzero((age == _NO_AGE) & (kinds == CARDINAL) & (values < _OLDEST))
    place = words.token[at]
    may_be = (here.shape(place) == NUMERIC) | (place > spans.first[words.owner[at]])
    several = here.near(place + 1, place) & wc.TO > 0  # "ages 7 to 12"
    at = at[may_be & ~several & _are_ages(clauses, place)]
    age[at] = values[at]
    ages, told = np.full(len(words), np.nan), np.flatnonzero(age != _NO_AGE)[::-1]
    ages[words.owner[told]] = age[told]
    return ages


def _ages_in_words(types: Sequence[str]) -> list[float]:
    """Return the years of "15-year-old", NaN where its number cannot be read, else -1."""
    return [_age_in_word(word) if "-" in word else _NO_AGE for word in types]


def _age_in_word(word: str) -> float:
    found = _AGE.match(word)
    if found is None:
        return _NO_AGE
    number = read_number_word(found[1])
    return number.value * _YEARS[found[2]] if number else math.nan


def _are_named(clauses: Clauses, spans: Spans, words: TokenRanges) -> Flags:
    """Tell whether two capitalized words in a row, or a title and one, stand in each phrase."""
    here, roles = clauses.here, clauses.roles
    rows = np.flatnonzero(here.shape(words.token) == CAPITALIZED)
    rows = rows[words.token[rows] < spans.last[words.owner[rows]]]
    at = words.token[rows]
    named = (here.shape_near(at + 1, at) == CAPITALIZED) & (here.gap(at) & IN_NAME > 0)
    opens = ~here.same(at - 1, at) & are_persons(clauses, at + 1)
    named &= ~opens | (roles.word(at) & wc.TITLE > 0)
    named &= ~are_persons(clauses, at) & (roles.word(at) & wc.ORIGIN_ENDING == 0)
    named &= ~_are_places(clauses, at) & (roles.word(at) & wc.NO_PARTY == 0)
    has_name = np.zeros(len(words), np.bool_)
    has_name[words.owner[rows[named]]] = True
    return has_name


def _are_places(clauses: Clauses, at: Indices) -> Flags:
    """Tell "the Salt Plain" and "Old Harbor refugee camp" from two words that name a person."""
    here, roles = clauses.here, clauses.roles
    goes_on = (here.near(at + 1, at) & wc.POSSESSIVE == 0) & (here.gap(at + 1) & IN_NAME > 0)
    place = wc.HOME | wc.PLACE_NAME
    places: Flags = (roles.near(at + 2, at) & place > 0) & goes_on
    places |= roles.near(at + 1, at) & place > 0
    places |= roles.near(at - 1, at) & wc.ARTICLE > 0
    return places
