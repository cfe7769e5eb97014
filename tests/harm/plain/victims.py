"""What a text tells about a victim: how many, named or not, age, kin, child, civilian or not."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from framing.harm import word_classes as wc
from framing.harm.word_classes import words_of
from framing.numerals.names import SIGNS
from framing.numerals.numbers import CARDINAL, Numeral, read_number_word, read_numeral
from framing.numerals.word_classes import LABEL, WORDS
from framing.text.token_lists import TokenLists
from framing.tokens import CAPITALIZED, NUMERIC

_KIN = wc.KIN
_CHILD = words_of(wc.CHILD, wc.ROLES)
_CIVILIAN = words_of(wc.CIVILIAN, wc.ROLES)
_COMBATANT = words_of(wc.COMBATANT, wc.ROLES)
_PERSONS = words_of(wc.PERSON, wc.ROLES)
_HOMES = words_of(wc.HOME, wc.ROLES)
_DEMONYM_ENDINGS = ("ans", "is", "ese", "ian", "ians")
_NO_PARTY = words_of(wc.NO_PARTY, wc.ROLES)
_ARTICLES = words_of(wc.ARTICLE, wc.ROLES)
_PLACES = words_of(wc.HOME | wc.PLACE_NAME, wc.ROLES)
_TITLES = words_of(wc.TITLE, wc.ROLES)
_LABELS = frozenset(WORDS[LABEL].split())
_LEAVES_PHRASE = words_of(wc.LEAVES_PHRASE, wc.ROLES)
_AGE = re.compile(r"(\d{1,3}|[a-z]+(?:-[a-z]+)?)-(year|month|week|day)s?-olds?\Z")


class Victim(NamedTuple):
    """Details of a victim phrase; ``number`` and ``age`` are NaN where none is given."""

    number: float = math.nan
    named: bool = False
    age: float = math.nan
    kinship: str | None = None
    child: bool = False
    civilian_status: str | None = None


_NOT_EXPRESSED = Victim()


def is_person(word: str, shape: int) -> bool:
    """Tell whether *word* names people; capitalized demonyms count ("Ruritanians")."""
    return word in _PERSONS or (shape == CAPITALIZED and word.endswith(_DEMONYM_ENDINGS))


def is_home(word: str) -> bool:
    """Tell whether *word* names a place where people live or shelter."""
    return word in _HOMES


def describe_victim(lists: TokenLists, span: tuple[int, int] | None) -> Victim:
    """Return what the phrase *span* (first and last token) tells about its victim.

    >>> from framing.text.token_lists import token_lists
    >>> from framing.tokens import tokenize
    >>> lists = token_lists(tokenize(["her brother Anto Grel, 26, and two boys"]))
    >>> describe_victim(lists, (0, 7))
    Victim(number=2.0, named=True, age=26.0, kinship='sibling', child=True,
           civilian_status='civilian')
    """
    if span is None:
        return _NOT_EXPRESSED
    first, last = span
    words = lists.words[first : last + 1]
    age = _age(lists, first, last)
    known = set(words)
    combatant = bool(known & _COMBATANT)
    civilian = any(
        lists.words[j] in _CIVILIAN and lists.near(j, j + 1) not in _HOMES
        for j in range(first, last + 1)
    )
    status = "both" if civilian and combatant else "civilian" if civilian else None
    return Victim(
        number=_count(lists, first, last),
        named=_is_named(lists, first, last),
        age=age,
        kinship=next((_KIN[w] for w in words if w in _KIN), None),
        child=bool(known & _CHILD) or age < 18,
        civilian_status="combatant" if combatant and not civilian else status,
    )


def _count(lists: TokenLists, first: int, last: int) -> float:
    """Return the number that counts people, else the first that may; NaN for none."""
    found = [
        numeral
        for j in range(first, last + 1)
        if (numeral := read_numeral(lists, j) if read_number_word(lists.words[j]) else None)
        and numeral.first == j
        and numeral.last <= last
        and numeral.kind == CARDINAL
        and not _counts_no_one(lists, numeral)
        and not _is_year(lists, numeral)
    ]
    of_people = (n for n in found if _counts_people(lists, n, last))
    chosen = next(of_people, None) or next(iter(found), None)
    return chosen.value if chosen else math.nan


def _is_year(lists: TokenLists, numeral: Numeral) -> bool:
    """Tell "the 1996 Act" from "2000 people"."""
    after = numeral.last + 1
    digits = lists.shape[numeral.first] == NUMERIC and len(lists.words[numeral.first]) == 4
    year = digits and 1000 <= numeral.value <= 2100
    people = lists.words[after] and is_person(lists.words[after], lists.shape[after])
    return year and not people


def _counts_no_one(lists: TokenLists, numeral: Numeral) -> bool:
    """Tell a broken number, an age, a sum of money and the number of "Crane 7" from a count."""
    first, end = numeral.first, lists.end[numeral.last]
    sign = lists.joined[max(lists.start[first] - 1, 0) : lists.start[first]]
    return (
        "<>" in lists.joined[end : end + 4]
        or _is_age_at(lists, first)
        or sign in SIGNS
        or (lists.shape[first] == NUMERIC and lists.near(first, first - 1) in _LABELS)
    )


def _counts_people(lists: TokenLists, numeral: Numeral, last: int) -> bool:
    """Tell whether people are named within four words of *numeral*, or nothing follows it."""
    if numeral.last == last:
        return True
    for k in range(numeral.last + 1, min(numeral.last + 5, last + 1)):
        if is_person(lists.words[k], lists.shape[k]):
            return True
        of_them = lists.words[k] == "of" and k == numeral.last + 1
        if lists.breaks[k - 1] or (lists.words[k] in _LEAVES_PHRASE and not of_them):
            return False
    return False


def _is_age_at(lists: TokenLists, j: int) -> bool:
    if lists.near(j, j - 1) in ("aged", "age", "ages") or lists.near(j, j + 2) == "old":
        return True
    before = lists.gap(j - 1).strip()
    return (
        before in (",", "(")
        and lists.shape_near(j, j - 1) == CAPITALIZED
        and lists.gap(j).strip() in (",", ")", ".")
    )


def _age(lists: TokenLists, first: int, last: int) -> float:
    for j in range(first, last + 2):
        found = _AGE.match(lists.words[j]) if "-" in lists.words[j] else None
        if found:
            word = read_number_word(found[1])
            years = {"year": 1.0, "month": 1 / 12, "week": 1 / 52, "day": 1 / 365}[found[2]]
            return word.value * years if word else math.nan
        word = read_number_word(lists.words[j]) if lists.shape[j] == NUMERIC or j > first else None
        age = _is_age_at(lists, j) and lists.near(j, j + 1) != "to"  # "ages 7 to 12"
        if age and word and word.kind == CARDINAL and word.value < 120:
            return word.value
    return math.nan


def _is_named(lists: TokenLists, first: int, last: int) -> bool:
    """Tell whether two capitalized words in a row, or a title and one, stand in the phrase."""
    for j in range(first, last):
        if (
            lists.shape[j] != CAPITALIZED
            or lists.shape_near(j, j + 1) != CAPITALIZED
            or lists.gap(j).strip(" .")
        ):
            continue
        opens = not lists.same_sentence(j - 1, j)
        if lists.words[j] in _TITLES or not (opens and is_person(lists.words[j + 1], CAPITALIZED)):
            demonym = is_person(lists.words[j], CAPITALIZED) or lists.words[j].endswith(
                ("ish", "an", "i")
            )
            if not demonym and not _is_place(lists, j) and lists.words[j] not in _NO_PARTY:
                return True
    return False


def _is_place(lists: TokenLists, j: int) -> bool:
    """Tell "the Salt Plain" and "Old Harbor refugee camp" from two words that name a person."""
    if lists.near(j, j - 1) in _ARTICLES or lists.words[j + 1] in _PLACES:
        return True
    goes_on = not lists.words[j + 1].endswith("'s") and not lists.gap(j + 1).strip(" .")
    return goes_on and lists.near(j, j + 2) in _PLACES
