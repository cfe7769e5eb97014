"""Whether a number is exact, at least, at most or about, from the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from framing.numerals import word_classes as wc
from framing.numerals.neighbors import Neighbors
from framing.numerals.numbers import COMPOUND, ORDINAL
from framing.numerals.numerals import Numerals
from framing.text.characters import is_one_of
from framing.text.nearby import Flags, Indices, Nearby

BOUNDS = ("exact", "at_least", "at_most", "about")
EXACT, AT_LEAST, AT_MOST, ABOUT = range(4)

_AT_LEAST = {
    ("more", "than"), ("at", "least"), ("no", "fewer", "than"), ("no", "less", "than"),
    ("not", "less", "than"), ("over",), ("above",), ("upwards", "of"), ("upward", "of"),
    ("exceeding",), ("exceeded",), ("exceeds",), ("exceed",), ("minimum", "of"), ("well", "over"),
    ("surpassed",), ("surpassing",), ("topped",), ("beyond",), ("in", "excess", "of"),
    ("past",), ("greater", "than"),
}  # fmt: skip
_AT_MOST = {
    ("up", "to"), ("fewer", "than"), ("less", "than"), ("under",), ("at", "most"),
    ("no", "more", "than"), ("not", "more", "than"), ("as", "many", "as"), ("as", "much", "as"),
    ("nearly",), ("almost",), ("below",), ("maximum", "of"), ("just", "under"),
    ("just", "short", "of"),
}  # fmt: skip
_ABOUT = {
    ("some",), ("about",), ("around",), ("roughly",), ("approximately",), ("an", "estimated"),
    ("estimated",), ("circa",), ("close", "to"), ("near",), ("approx",), ("perhaps",),
}  # fmt: skip
BOUND_PHRASES = dict.fromkeys(_AT_LEAST, AT_LEAST) | dict.fromkeys(_AT_MOST, AT_MOST)
BOUND_PHRASES |= dict.fromkeys(_ABOUT, ABOUT)
_LONGEST = max(map(len, BOUND_PHRASES))
_PLACES = ("over", "past", "under", "around", "above", "near")
DEFINITE = frozenset("the these this that his her its their our my your".split())
MEASURING = frozenset(
    """for just little well slightly in after of by is was be been lasted lasts last takes took
    spent than with within and or but""".split()
) | {""}
_WORDS = sorted({word for phrase in BOUND_PHRASES for word in phrase})
_N_WORDS = 1 + len(_WORDS)
_APPROXIMATE = "~≈"


def bounds_of(here: Nearby, numerals: Numerals, beside: Neighbors) -> npt.NDArray[np.uint8]:
    """Return the bound of each of *numerals* as its number in :data:`BOUNDS`.

    "Nearly" and "almost" are ``at_most``: the writer says that the number was not reached.
    """
    first = numerals.first
    first = first - ((beside.before & wc.BETWEEN > 0) & (beside.gap_before & wc.SPACE > 0))
    bound = _bounds_after(beside)
    rows = np.flatnonzero(here.word(first - 1) & wc.BOUND_END > 0)
    rows = rows[~_are_settings(here, first[rows], numerals.kind[rows], beside.take(rows))]
    if len(rows):
        before = _bounds_before(here, first[rows], numerals.kind[rows] == ORDINAL)
        bound[rows] = np.where(before > 0, before, bound[rows])
    return bound


def _are_settings(
    here: Nearby, first: Indices, kind: npt.NDArray[np.uint8], beside: Neighbors
) -> Flags:
    """Tell "in the past two weeks", "a rise over two years" and "under a 45-day truce".

    There the word before says when or where; "for over two years" and "just over" are bounds.
    """
    column = here.tokens.vocabulary.column("bound_or_place", _may_be_places, np.bool_)
    settings: Flags = column.of(here.type_id.take(first - 1, mode="wrap"))
    settings &= here.same(first - 1, first)
    rows = np.flatnonzero(settings & (kind != COMPOUND))
    place = here.words(first[rows] - 1)
    before = here.words_near(first[rows] - 2, first[rows])
    is_time = beside.after[rows] & wc.TIME_UNIT > 0
    settings[rows] = [
        (word == "past" and earlier in DEFINITE)
        or (word == "over" and timed and earlier not in MEASURING)
        for word, earlier, timed in zip(place, before, is_time.tolist(), strict=True)
    ]
    return settings


def _may_be_places(types: Sequence[str]) -> list[bool]:
    return [word in _PLACES for word in types]


def _bounds_before(here: Nearby, first: Indices, ordinal: Flags) -> npt.NDArray[np.uint8]:
    """Return the bounds that the words right before tokens *first* say, by the longest phrase."""
    column = here.tokens.vocabulary.column("bound_word", _bound_words)
    bound, phrase = np.zeros(len(first), np.uint8), np.zeros(len(first), np.int64)
    moved = np.flatnonzero(ordinal & (here.near(first - 2, first) & wc.MOVED > 0))
    joined = np.ones(len(first), np.bool_)
    for length in range(1, _LONGEST + 1):
        at = first - length
        word = column.of(here.type_id.take(at, mode="wrap"))
        phrase += word * np.int64(_N_WORDS ** (length - 1))
        joined &= here.same(at, first) & (here.gap(at) & wc.BOUND_GAP > 0) & (word > 0)
        found = _bounds_of_phrases().take(phrase) * joined
        if length == 1:
            found[moved[np.isin(word[moved], _bound_words(_PLACES))]] = 0
        bound = np.where(found > 0, found, bound)
    return bound


def _bound_words(types: Sequence[str]) -> list[int]:
    """Return the number of each of *types* among the words of phrases, 0 for none."""
    numbers = {word: 1 + i for i, word in enumerate(_WORDS)}
    return [numbers.get(word, 0) for word in types]


@cache
def _bounds_of_phrases() -> npt.NDArray[np.uint8]:
    """Return the bounds of all phrases, by their words as digits, the last one first."""
    bounds = np.zeros(_N_WORDS**_LONGEST, np.uint8)
    for phrase, bound in BOUND_PHRASES.items():
        digits = [word * _N_WORDS**i for i, word in enumerate(_bound_words(phrase[::-1]))]
        bounds[sum(digits)] = bound
    return bounds


def _bounds_after(beside: Neighbors) -> npt.NDArray[np.uint8]:
    after, second = beside.after, beside.second_after
    bound = np.full(len(after), EXACT, np.uint8)
    more = (after & (wc.OR | wc.AND) > 0) & (second & wc.MORE > 0)
    more |= (after & wc.OR > 0) & (second & wc.ABOVE > 0)
    bound[more] = AT_LEAST
    about = is_one_of(beside.mark_before, _APPROXIMATE)
    bound[about | ((after & wc.OR > 0) & (second & wc.SO > 0))] = ABOUT
    bound[beside.mark_after == ord("+")] = AT_LEAST
    return bound
