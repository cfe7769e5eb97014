"""The bound of one number, read token by token: the rules that the fast ones must equal."""

from __future__ import annotations

from framing.numerals import word_classes as wc
from framing.numerals.bounds import BOUND_PHRASES, BOUNDS, DEFINITE, MEASURING
from framing.numerals.numbers import COMPOUND, ORDINAL, Numeral
from framing.text.token_lists import TokenLists
from tests.numerals.plain_quantities import words_of

_BETWEEN = words_of(wc.BETWEEN)
_BOUNDS = {phrase: BOUNDS[bound] for phrase, bound in BOUND_PHRASES.items()}
_BOUND_ENDS = frozenset(phrase[-1] for phrase in _BOUNDS)
_LONGEST_BOUND = max(len(p) for p in _BOUNDS)


def bound_of(lists: TokenLists, numeral: Numeral) -> str:
    """Return ``exact``, ``at_least``, ``at_most`` or ``about``, from the words around *numeral*.

    "Nearly" and "almost" are ``at_most``: the writer says that the number was not reached.
    """
    first = numeral.first
    if lists.near(first, first - 1) in _BETWEEN and lists.gap(first - 1).isspace():
        first -= 1
    if lists.words[first - 1] not in _BOUND_ENDS or _is_setting(lists, first, numeral):
        return _bound_after(lists, numeral)
    for length in range(min(_LONGEST_BOUND, first), 0, -1):
        phrase = tuple(lists.words[first - length : first])
        if phrase not in _BOUNDS or not lists.same_sentence(first - length, first):
            continue
        if any(gap.strip(" $€£₪~\u00a0") for gap in map(lists.gap, range(first - length, first))):
            continue
        if phrase in (("over",), ("past",), ("under",), ("around",), ("above",), ("near",)) and (
            lists.near(first, first - 2) in ("came", "went", "was", "is")
            and numeral.kind == ORDINAL
        ):
            continue
        return _BOUNDS[phrase]
    return _bound_after(lists, numeral)


_PLACES_BEFORE = ("over", "past", "under", "around", "above", "near")


def _is_setting(lists: TokenLists, first: int, numeral: Numeral) -> bool:
    """Tell "in the past two weeks", "a rise over two years" and "under a 45-day truce"."""
    word, earlier = lists.near(first, first - 1), lists.near(first, first - 2)
    if word not in _PLACES_BEFORE:
        return False
    timed = wc.UNITS.get(lists.near(numeral.last, numeral.last + 1)) in wc.TIME_UNITS
    return (
        numeral.kind == COMPOUND
        or (word == "past" and earlier in DEFINITE)
        or (word == "over" and timed and earlier not in MEASURING)
    )


def _bound_after(lists: TokenLists, numeral: Numeral) -> str:
    last = numeral.last
    before = lists.joined[max(lists.start[numeral.first] - 1, 0) : lists.start[numeral.first]]
    if lists.joined[lists.end[last] : lists.end[last] + 1] == "+":
        return "at_least"
    pair = (lists.near(last, last + 1), lists.near(last, last + 2))
    if before in ("~", "≈") or pair == ("or", "so"):
        return "about"
    return "at_least" if pair in (("or", "more"), ("and", "more"), ("or", "above")) else "exact"
