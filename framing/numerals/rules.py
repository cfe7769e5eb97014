"""What numerals are no figures: dates, labels, codes, years, times, ages, names and pronouns."""

from __future__ import annotations

import numpy as np

from framing.numerals import word_classes as wc
from framing.numerals.candidates import FIRST_YEAR, LATEST_YEAR
from framing.numerals.neighbors import Neighbors
from framing.numerals.numbers import COMPOUND, ORDINAL, TALLY
from framing.numerals.numerals import Numerals
from framing.numerals.quantities import NOTHING, Quantities
from framing.text.characters import is_one_of
from framing.text.nearby import Flags, Nearby
from framing.tokens import CAPITALIZED, LOWERCASE, NUMERIC

_CODE_AROUND = "@/_\\="
_CLOSES_AGE = ",.);—"
_FIRST_MODERN_YEAR = 1900
_OLDEST = 120
_TURNED = frozenset(("turned", "turns", "turning"))
_SOMEBODY = frozenset(("he", "she", "who", "i"))
_OLDER = frozenset(("older", "younger"))


def are_no_numbers(here: Nearby, numerals: Numerals, beside: Neighbors) -> Flags:
    """Tell which *numerals* are dates, labels, scores or codes, whatever they seem to count."""
    counts = (numerals.kind == ORDINAL) | (numerals.kind == COMPOUND)
    rejected: Flags = ~counts & (
        _are_dates(here, numerals, beside)
        | _are_labels(here, numerals, beside)
        | _are_scores_or_codes(here, numerals, beside)
    )
    return rejected


def are_no_figures(
    here: Nearby, numerals: Numerals, beside: Neighbors, quantities: Quantities
) -> Flags:
    """Tell which *numerals*, numbers, are times, years, ages, pronouns or parts of names.

    Tallies are read elsewhere.

    A modern year with a noun after it, which may count something, is left to ``may_be_years``.
    """
    others = (
        _are_years(numerals, beside, quantities)
        | _are_clock_times(numerals, beside, quantities)
        | _are_ages(here, numerals, beside, quantities)
        | _are_pronouns(numerals, beside, quantities)
    )
    rejected: Flags = np.where(
        numerals.kind == ORDINAL,
        _are_no_ordinals(here, numerals, beside, quantities),
        np.where(numerals.kind == COMPOUND, beside.word & wc.MEASURED == 0, others),
    )
    rejected &= numerals.kind != TALLY
    return rejected


def may_be_years(numerals: Numerals, beside: Neighbors, quantities: Quantities) -> Flags:
    """Tell which *numerals* look like modern years, and are if exact and no count of people."""
    plain = (numerals.kind != ORDINAL) & (numerals.kind != COMPOUND)
    written = plain & _look_like_years(numerals, beside, quantities)
    modern: Flags = written & (numerals.value >= _FIRST_MODERN_YEAR)
    return modern


def _are_dates(here: Nearby, numerals: Numerals, beside: Neighbors) -> Flags:
    """Tell days: "7 October", "Oct. 7", "Oct. 7-9", "Oct. 7 and 9"."""
    value = numerals.value
    day: Flags = (value <= 31) & (value == np.floor(value)) & (beside.word & wc.COMMA == 0)
    dated: Flags = day & (beside.after & wc.MONTH > 0)
    dated &= (beside.shape_after != LOWERCASE) & (beside.gap_after & wc.SPACE > 0)
    rows = np.flatnonzero(day & ~dated)
    for step in range(1, 4):
        at, first = numerals.first[rows] - step, numerals.first[rows]
        word, shape = here.near(at, first), here.shape_near(at, first)
        month = (word & wc.MONTH > 0) & (shape != LOWERCASE)
        dated[rows[month]] = here.gap(at[month]) & wc.DATE_GAP > 0
        rows = rows[~month & ((word & (wc.AND | wc.TO | wc.THROUGH) > 0) | (shape == NUMERIC))]
    return dated


def _are_labels(here: Nearby, numerals: Numerals, beside: Neighbors) -> Flags:
    """Tell "Resolution 242", "No. 7" and "#3"."""
    first = numerals.first
    second = here.near(first - 2, first)
    opens = ~here.same(first - 2, first) | (second & wc.THE > 0)
    label = (beside.before & wc.LABEL > 0) & (beside.gap_before & wc.LABEL_GAP > 0)
    label &= (beside.before & wc.NUMBER_LABEL == 0) | opens | (beside.shape_before != LOWERCASE)
    labels: Flags = label | (beside.gap_before & wc.NUMBER_SIGN > 0)
    return labels


def _are_scores_or_codes(here: Nearby, numerals: Numerals, beside: Neighbors) -> Flags:
    first, before = numerals.first, beside.mark_before
    code = is_one_of(before, _CODE_AROUND) | is_one_of(beside.mark_after, _CODE_AROUND)
    digits = np.zeros(len(numerals), np.int64)
    for way in (-1, 1):
        near = np.arange(len(numerals))
        for step in (way, 2 * way):
            near = near[here.shape_near(first[near] + step, first[near]) == NUMERIC]
            at = first[near] + step
            gap = here.gap(at if step < 0 else at - 1)
            digits[near] += (here.word(at) & wc.COMMA == 0) & (gap & wc.CODE_GAP > 0)
    codes: Flags = np.where(code, here.start(first) > 0, (before == ord("+")) | (digits >= 2))
    return codes


def _are_no_ordinals(
    here: Nearby, numerals: Numerals, beside: Neighbors, quantities: Quantities
) -> Flags:
    first = numerals.first
    dated = beside.before & wc.MONTH > 0
    dated |= (beside.after & wc.MONTH > 0) & (beside.before & wc.ARTICLE_A == 0)
    dated |= (beside.after & wc.OF > 0) & (beside.second_after & wc.MONTH > 0)
    manner = (beside.before & wc.RATE_BEFORE > 0) & (numerals.value <= 2)
    name = (here.shape(first) == CAPITALIZED) & here.same(first - 1, first)
    name &= beside.shape_after == CAPITALIZED
    rejected: Flags = (
        dated | quantities.nameless | (beside.after & wc.NAME_PART > 0) | manner | name
    )
    return rejected


def _look_like_years(numerals: Numerals, beside: Neighbors, quantities: Quantities) -> Flags:
    year = (beside.word & wc.FOUR_DIGITS > 0) & ~quantities.dollar
    year &= (numerals.value >= FIRST_YEAR) & (numerals.value <= LATEST_YEAR)
    years: Flags = year & (beside.mark_after != ord("%"))
    return years


def _are_years(numerals: Numerals, beside: Neighbors, quantities: Quantities) -> Flags:
    dated = (beside.before & (wc.MONTH | wc.YEAR_BEFORE) > 0) | (beside.shape_before == NUMERIC)
    dated |= quantities.head == numerals.last
    dated &= _look_like_years(numerals, beside, quantities)
    years: Flags = dated | _are_short_years(numerals, beside, quantities)
    return years


def _are_short_years(numerals: Numerals, beside: Neighbors, quantities: Quantities) -> Flags:
    """Tell "in '08" and "the ’12 race" from a number that opens a quotation."""
    apostrophe = is_one_of(beside.mark_before, "'’") & (numerals.value < 100)
    apostrophe &= beside.mark_after != ord("%")
    opens = (beside.mark_before == ord("'")) & (beside.before & (wc.YEAR_BEFORE | wc.MONTH) == 0)
    years: Flags = apostrophe & ((beside.word & wc.ZERO_HOUR > 0) | ~opens | quantities.nameless)
    return years


def _are_clock_times(numerals: Numerals, beside: Neighbors, quantities: Quantities) -> Flags:
    value = numerals.value
    spoken = (beside.after & wc.CLOCK > 0) & (beside.gap_after & wc.CLOCK_GAP > 0)
    hour_before = beside.before & wc.HOUR_BEFORE > 0
    hour = hour_before & (value >= 1) & (value <= 12) & (value == np.floor(value))
    minutes = (beside.word & wc.MINUTES > 0) & (value < 24)
    minutes &= (beside.shape_before == NUMERIC) | hour_before | (beside.word & wc.ZERO_HOUR > 0)
    times: Flags = spoken | (quantities.nameless & (hour | minutes))
    return times


def _are_ages(here: Nearby, numerals: Numerals, beside: Neighbors, quantities: Quantities) -> Flags:
    first, last = numerals.first, numerals.last
    old = beside.second_after & wc.OLD > 0
    age = (beside.before & wc.AGED > 0) | ((beside.after & wc.YEARS > 0) & old)
    for link, back in ((wc.AND | wc.TO, 3), (wc.OF, 2), (wc.AND, 4)):
        rows = np.flatnonzero(beside.before & link > 0)
        age[rows] |= here.near(first[rows] - back, first[rows]) & wc.AGED > 0
    to_other = (beside.after & wc.TO > 0) & (here.shape_near(last + 2, last) == NUMERIC)
    to_other &= here.near(last + 4, last) & wc.OLD == 0
    age |= (beside.before & wc.BE_OF_AGE > 0) & quantities.nameless & ~to_other
    age |= _are_ages_of_somebody(here, numerals, beside, quantities)
    age |= (beside.after & wc.AGE_UNIT > 0) & old
    aside = (beside.gap_before & wc.OPENS_AGE > 0) & (beside.shape_before == CAPITALIZED)
    aside &= is_one_of(beside.mark_after, _CLOSES_AGE)
    ages: Flags = (numerals.value <= _OLDEST) & (age | aside)
    return ages


def _are_ages_of_somebody(
    here: Nearby, numerals: Numerals, beside: Neighbors, quantities: Quantities
) -> Flags:
    """Tell "who was 19 and had held", "turned 18" and "21 or older", whatever befell them."""
    first, last = numerals.first, numerals.last
    told = np.zeros(len(numerals), np.bool_)
    be = (beside.before & wc.BE_OF_AGE > 0) | (beside.after & (wc.OR | wc.AND) > 0)
    rows = np.flatnonzero(be & (quantities.told == NOTHING) & (numerals.value <= _OLDEST))
    before, earlier, beyond = (
        here.words_near(at[rows], first[rows]) for at in (first - 1, first - 2, last + 2)
    )
    is_age = beside.before[rows] & wc.BE_OF_AGE > 0
    is_age &= np.array(
        [a in _TURNED or b in _SOMEBODY for a, b in zip(before, earlier, strict=True)], np.bool_
    )
    told[rows] = is_age | np.array([word in _OLDER for word in beyond], np.bool_)
    return told


def _are_pronouns(numerals: Numerals, beside: Neighbors, quantities: Quantities) -> Flags:
    """Tell "one of them", "no one", "one must" from "one soldier was killed"."""
    alone = quantities.head == numerals.last
    pronoun = (
        (beside.before & wc.BEFORE_PRONOUN > 0) | alone | (beside.after & wc.AFTER_PRONOUN > 0)
    )
    pronouns: Flags = (beside.word & wc.ONE > 0) & (numerals.first == numerals.last) & pronoun
    return pronouns
