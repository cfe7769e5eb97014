"""The names of what figures count, the same across outlets, with unit and who was counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from framing.numerals import quantities as told_by
from framing.numerals import word_classes as wc
from framing.numerals.numbers import read_number_word
from framing.numerals.quantities import Quantities
from framing.text.nearby import Indices, Nearby
from framing.tokens import CAPITALIZED

SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "₪": "shekel", "¥": "yen", "₹": "rupee"}
_MONEY = frozenset(("dollar", "euro", "pound", "shekel", "ruble"))
_ANYONE = frozenset(("people", "persons", "person", "lives", "others"))
_CAPTIVE_OUTCOMES = frozenset(("released", "taken", "held"))
_OUTCOMES = (None, *dict.fromkeys(wc.OUTCOMES.values()))


class Quantity(NamedTuple):
    """The name of what is counted, its unit, and who it was that the name's outcome befell."""

    name: str | None
    unit: str | None = None
    who: str | None = None

    @property
    def is_measure(self) -> bool:
        """Whether an amount is measured, so that nobody is counted."""
        return self.unit is not None and self.name != "share"


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """What figures count: ``number`` tells of each which of the ``distinct`` quantities it is."""

    number: Indices
    distinct: tuple[Quantity, ...]

    def take(self, rows: Indices) -> Names:
        """Return the names of the figures numbered *rows*."""
        return Names(self.number.take(rows), self.distinct)

    def each(
        self, decide: Callable[[Quantity], object], dtype: npt.DTypeLike = object
    ) -> npt.NDArray[Any]:
        """Return for each figure what *decide*, asked once a distinct quantity, says of its own.

        >>> names = Names(np.array([1, 0, 1]), (Quantity("killed"), Quantity("money", "euro")))
        >>> names.each(lambda quantity: quantity.unit).tolist()
        ['euro', None, 'euro']
        """
        return np.fromiter(map(decide, self.distinct), dtype, len(self.distinct)).take(self.number)


def join_names(one: Names, other: Names) -> Names:
    """Return the names of both, one after the other."""
    number = np.concatenate((one.number, len(one.distinct) + other.number))
    return Names(number, one.distinct + other.distinct)


def name_quantities(here: Nearby, first: Indices, found: Quantities) -> Names:
    """Return the names of what the numerals that begin at tokens *first* count."""
    at = np.where(found.told == told_by.OWN, first, found.head)
    outcome = here.tokens.vocabulary.column("outcome", _outcomes)
    befell = outcome.of(here.type_id.take(found.outcome)) * (found.outcome >= 0)
    capital = here.shape(at) == CAPITALIZED
    unnamed = (found.told == told_by.NOTHING) | (found.told == told_by.SHARE)
    subject = here.type_id.take(at).astype(np.int64) * ~unnamed
    signed = np.flatnonzero(found.told == told_by.SIGN)
    subject[signed] = here.mark_before(first[signed])
    key = (((subject << 4 | befell) << 1 | capital) << 1 | found.percent) << 4 | found.told
    _, rows, number = np.unique(key, return_index=True, return_inverse=True)
    words = here.words(at[rows])
    for place in np.flatnonzero(found.told[rows] == told_by.SIGN).tolist():
        words[place] = chr(subject[rows[place]])
    columns = (found.told[rows], capital[rows], befell[rows], found.percent[rows])
    told, capitals, outcomes, percent = (column.tolist() for column in columns)
    return Names(number, tuple(map(_name, told, words, capitals, outcomes, percent)))


def _outcomes(types: Sequence[str]) -> list[int]:
    numbers = {word: _OUTCOMES.index(outcome) for word, outcome in wc.OUTCOMES.items()}
    return [numbers.get(word, 0) for word in types]


@lru_cache(maxsize=16384)
def _name(told: int, word: str, capital: bool, befell: int, percent: bool) -> Quantity:
    unit, outcome = "percent" if percent else None, _OUTCOMES[befell]
    if told == told_by.NOTHING:
        return Quantity(outcome)
    if told == told_by.SIGN:
        return Quantity("money", SIGNS[word])
    if told == told_by.OWN:
        return _compound(word)
    if told == told_by.SHARE:
        return Quantity("share", unit)
    if told == told_by.SHARE_OF:
        return Quantity(f"share of {wc.STATE_NOUNS.get(word, singular(word))}", unit)
    if told == told_by.ORDINAL_OF:
        return Quantity(f"ordinal {singular(word)}", unit_of(word))
    if told == told_by.UNIT:
        return _measured(wc.UNITS[word])
    if told == told_by.CAPTIVE:
        return _captives(wc.CAPTIVES[word], outcome)
    if told == told_by.STATE:
        return Quantity(wc.STATE_NOUNS[word])
    if told == told_by.PERSON:
        return _persons(word, capital, outcome)
    return Quantity(outcome or singular(word))


def _compound(word: str) -> Quantity:
    number = read_number_word(word)
    noun = number.rest if number else ""
    unit = unit_of(noun.split("-")[0])
    if unit in wc.TIME_UNITS:
        return Quantity("duration", unit)
    return Quantity(unit or singular(noun), unit)


def _measured(unit: str) -> Quantity:
    name = "duration" if unit in wc.TIME_UNITS else "money" if unit in _MONEY else unit
    return Quantity(name, unit)


def _captives(kind: str, outcome: str | None) -> Quantity:
    if outcome in _CAPTIVE_OUTCOMES:
        return Quantity(f"{kind} {outcome}")
    return Quantity(outcome or kind, who=kind if outcome else None)


def _persons(word: str, capital: bool, outcome: str | None) -> Quantity:
    who = None if word in _ANYONE else singular(word)
    if who == word and capital and word.endswith("is"):
        who = word[:-1]
    if outcome in _CAPTIVE_OUTCOMES:
        outcome = f"people {outcome}"
    return Quantity(outcome or singular(word), who=who if outcome else None)


def unit_of(word: str) -> str | None:
    """Return the unit that *word* names, in the singular, or None.

    >>> unit_of("weeks"), unit_of("tonnes"), unit_of("people")
    ('week', 'ton', None)
    """
    return wc.UNITS.get(word)


@lru_cache(maxsize=16384)
def singular(word: str) -> str:
    """Return the singular of a regular plural noun, so that "trucks" and "truck" align.

    >>> [singular(w) for w in ("trucks", "cities", "buses", "glass", "houses")]
    ['truck', 'city', 'bus', 'glass', 'house']
    """
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "buses")):
        return word[:-2]
    return word[:-1]
