"""Numerals in digits and words: what one word is worth, and how words add up to one value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from framing.text.token_lists import TokenLists

CARDINAL, ORDINAL, FRACTION, SCALE, COMPOUND, TALLY = 1, 2, 3, 4, 5, 6

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
BELOW_TEN = _SMALL[1:10]
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()

_CARDINALS = {word: float(i) for i, word in enumerate(_SMALL)} | {
    word: 20.0 + 10 * i for i, word in enumerate(TENS)
}
_ORDINAL_VALUES = {word: float(i) for i, word in enumerate(_ORDINALS) if i} | {
    word: 20.0 + 10 * i for i, word in enumerate(_TENTHS)
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALES |= {"dozen": 12.0, "mln": 1e6, "bln": 1e9, "bn": 1e9, "lakh": 1e5, "crore": 1e7}
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9}
_SUFFIXES |= {"tn": 1e12, "million": 1e6, "billion": 1e9}
VOTES = frozenset("vote votes voted voting".split())
VAGUE = frozenset(("few", "several", "many"))
_FRACTIONS = {"half": 2.0, "quarter": 4.0, "quarters": 4.0, "halves": 2.0}
_PARTS = _FRACTIONS | {w: v for w, v in _ORDINAL_VALUES.items() if v > 2}
_PARTS |= {w + "s": v for w, v in _ORDINAL_VALUES.items() if v > 2}

_VALUES = {
    **{word: (FRACTION, 1 / value) for word, value in _FRACTIONS.items()},
    **{word: (ORDINAL, value) for word, value in _ORDINAL_VALUES.items()},
    **{word: (SCALE, value) for word, value in _SCALES.items()},
    **{word: (CARDINAL, value) for word, value in _CARDINALS.items()},
}

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([a-z]*)\Z")
_ORDINAL_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)\Z")
_COUNT = r"(?:0|[1-9]\d{0,2}(?:,\d{3})*)"
_TALLY = re.compile(rf"({_COUNT})-({_COUNT})\Z")
_IDIOMS = frozenset(("9-11", "24-7", "7-11", "50-50", "20-20"))


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What one word is worth: its ``kind``, its ``value`` and what follows its hyphen.

    A scale multiplies what stands before it; the value of a fraction is a share of one;
    ``rest`` of "six-week" is "week", that of the tally "182-140" is "140".
    """

    kind: int
    value: float
    rest: str = ""


class Numeral(NamedTuple):
    """One value that tokens ``first`` to ``last`` (inclusive) spell."""

    first: int
    last: int
    kind: int
    value: float
    rest: str = ""


def read_number_word(word: str) -> NumberWord | None:
    """Return what the normalized *word* is worth as a numeral, or None.

    >>> read_number_word("18,000").value, read_number_word("twenty-three").value
    (18000.0, 23.0)
    >>> read_number_word("six-week")
    NumberWord(kind=5, value=6.0, rest='week')
    >>> read_number_word("dozens") is None
    True
    """
    if word in _VALUES:
        return NumberWord(*_VALUES[word])
    if "-" in word:
        return _read_tally(word) or _read_hyphenated(word)
    return _read_digits(word) if word[:1].isdecimal() and word.isascii() else None


def _read_digits(word: str) -> NumberWord | None:
    ordinal = _ORDINAL_DIGITS.match(word)
    if ordinal:
        return NumberWord(ORDINAL, float(ordinal[1]))
    found = _DIGITS.match(word)
    if not found or len(found[1]) > 18:
        return None
    if found[2] and found[2] not in _SUFFIXES:
        return None
    scale = _SUFFIXES.get(found[2], 1.0)
    return NumberWord(CARDINAL, read_count(found[1]) * scale, found[2] and "scaled")


def read_count(digits: str) -> float:
    """Return the value of *digits*, which commas may part."""
    return float(digits.replace(",", ""))


def _read_tally(word: str) -> NumberWord | None:
    found = None if word in _IDIOMS else _TALLY.match(word)
    return NumberWord(TALLY, read_count(found[1]), found[2]) if found else None


def _read_hyphenated(word: str) -> NumberWord | None:
    head, _, rest = word.partition("-")
    first = read_number_word(head)
    if first is None or not rest:
        return None
    if first.kind == CARDINAL and first.value in range(20, 100, 10) and head in _CARDINALS:
        unit, _, after = rest.partition("-")
        if _CARDINALS.get(unit, 0) in range(1, 10):
            value = first.value + _CARDINALS[unit]
            return NumberWord(COMPOUND if after else CARDINAL, value, after)
        if _ORDINAL_VALUES.get(unit, 0) in range(1, 10):
            return NumberWord(ORDINAL, first.value + _ORDINAL_VALUES[unit])
    if first.kind == CARDINAL and rest in _PARTS:
        return NumberWord(FRACTION, first.value / _PARTS[rest])
    if first.kind in (CARDINAL, ORDINAL, FRACTION) and rest.replace("-", "").isalpha():
        scale, _, after = rest.partition("-")
        if first.kind == CARDINAL and scale in _SCALES:
            value = first.value * _SCALES[scale]
            return NumberWord(COMPOUND if after else CARDINAL, value, after)
        if first.kind == ORDINAL:
            return None
        return NumberWord(COMPOUND, first.value, rest)
    return None


def number_kinds(types: Sequence[str]) -> list[int]:
    """Return the kind of each of *types* as a numeral, 0 for none; a type column."""
    words = (read_number_word(t) for t in types)
    return [0 if w is None else w.kind for w in words]


def opens_part(word: str) -> bool:
    """Tell whether *word* may make a share of the number before it: "thirds", "half"."""
    return word == "third" or (word in _PARTS and word.endswith(("s", "half", "quarter")))


def read_numeral(lists: TokenLists, i: int) -> Numeral | None:
    """Return the numeral that begins at token *i*, or None.

    Words add up as English spells them: "two hundred and forty", "1.5 million", "half a
    million", "two thirds", "one in three", "a dozen" (at its scale word).
    """
    word = read_number_word(lists.words[i])
    if word is None:
        return None
    if word.kind == FRACTION:
        return _half_of_scale(lists, i, word.value)
    if word.kind in (ORDINAL, COMPOUND, TALLY):
        return _part_or_ordinal(lists, i, word)
    if word.kind == SCALE:
        return _bare_scale(lists, i, word.value)
    return _cardinal(lists, i, word.value)


def _cardinal(lists: TokenLists, i: int, value: float) -> Numeral:
    in_words = not lists.words[i][0].isdecimal()
    total, part, last, j = 0.0, value, i, i + 1
    while j - i < 12 and _joins(lists, j - 1):
        here = j
        if lists.words[j] == "and" and in_words and lists.words[last] in _SCALES:
            here = j + 1
            if not _joins(lists, j):
                break
        word = read_number_word(lists.words[here])
        if word is None:
            break
        if word.kind == SCALE and here == j and lists.words[here] != "dozen":
            part *= word.value
            if word.value >= 1e3:
                total, part = total + part, 0.0
        elif word.kind == SCALE and here == j:
            part *= word.value
        elif word.kind == CARDINAL and in_words and _adds(lists, here, last, word.value):
            part += word.value
        else:
            break
        last, j = here, here + 1
    return _share_of(lists, Numeral(i, last, CARDINAL, total + part))


def _joins(lists: TokenLists, i: int) -> bool:
    gap = lists.gap(i)
    return gap == "-" or (gap.isspace() and lists.sentence[i] == lists.sentence[i + 1])


def _adds(lists: TokenLists, here: int, last: int, value: float) -> bool:
    before = lists.words[last]
    if lists.words[here][0].isdecimal():
        return False
    if before in _SCALES:
        return value < _SCALES[before]
    return before in TENS and 0 < value < 10


def _share_of(lists: TokenLists, whole: Numeral) -> Numeral:
    """Read on to "two thirds", "one in three" and "three out of four"."""
    after = whole.last + 1
    word = lists.word(after)
    if word in _PARTS and _joins(lists, whole.last) and word.endswith(("s", "half", "quarter")):
        return Numeral(whole.first, after, FRACTION, whole.value / _PARTS[word])
    if word == "third" and whole.value == 1 and _joins(lists, whole.last):
        return Numeral(whole.first, after, FRACTION, whole.value / 3)
    steps = 2 if word == "out" and lists.near(after, after + 1) in ("of",) else 1
    if word in ("in", "out") and lists.same_sentence(whole.last, after + steps):
        base = read_number_word(lists.near(after, after + steps))
        if (
            base
            and base.kind == CARDINAL
            and whole.value < base.value <= 1000
            and (steps == 2 or base.value in (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000))
            and (word == "out" or _ends_ratio(lists, after + steps))
        ):
            return Numeral(whole.first, after + steps, FRACTION, whole.value / base.value)
    return whole


def _ends_ratio(lists: TokenLists, base: int) -> bool:
    """Tell "one in three children" from "one in three separate attacks" by the plain word one."""
    whole = lists.near(base, base - 2)
    return whole in _CARDINALS or whole == "1"


def _half_of_scale(lists: TokenLists, i: int, value: float) -> Numeral:
    """Read "half a million" as one value."""
    if lists.near(i, i + 1) in ("a", "an") and lists.near(i, i + 2) in _SCALES:
        return Numeral(i, i + 2, CARDINAL, value * _SCALES[lists.words[i + 2]])
    if lists.near(i, i + 1) == "dozen":
        return Numeral(i, i + 1, CARDINAL, value * 12)
    return Numeral(i, i, FRACTION, value)


def _part_or_ordinal(lists: TokenLists, i: int, word: NumberWord) -> Numeral:
    if (
        word.kind == ORDINAL
        and word.value > 2
        and lists.near(i, i - 1) in ("a", "one")
        and lists.near(i, i + 1) == "of"
    ):
        return Numeral(i, i, FRACTION, 1 / word.value)
    return Numeral(i, i, word.kind, word.value, word.rest)


def _bare_scale(lists: TokenLists, i: int, value: float) -> Numeral | None:
    before = lists.near(i, i - 1)
    if before not in ("a", "an", "one") and (lists.word(i) != "dozen" or before in VAGUE):
        return None
    if lists.near(i, i + 1) in _SCALES and _joins(lists, i):
        return Numeral(i, i + 1, CARDINAL, value * _SCALES[lists.words[i + 1]])
    return Numeral(i, i, CARDINAL, value)
