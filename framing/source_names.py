"""The persons an article names, with their titles, so that a surname or an office can be resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from framing.source_words import in_list, source_words
from framing.tokens import Tokens

if TYPE_CHECKING:
    from framing.sources import _Source

_LONGEST_NAME = 4
_APPOSITION = 9


@dataclass(slots=True)
class _Person:
    """A person by full name: first token, the words that introduce the name, and gender."""

    name: str
    at: int
    words: list[str] = field(default_factory=list)
    gender: str | None = None


@dataclass(slots=True)
class Names:
    """The persons of one article by surname, in the order of their first full mention."""

    tokens: Tokens
    persons: dict[str, _Person] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)

    def is_person(self, source: _Source, head: list[str]) -> bool:
        """Tell whether a capitalized source names a person rather than an organization."""
        lists = source_words()["words"]
        plain = [w.removesuffix("'s") for w in head if w not in lists["title"]]
        if len(plain) < len(head) and plain:
            return not in_list(plain[-1], lists["organization"])
        if not plain or head[0] == "the" or self.is_place(plain):
            return False
        if len(plain) == 1:
            capitals = self.tokens.shape[source.first] == 2
            return plain[0] in self.persons or not capitals
        return 1 < len(plain) <= _LONGEST_NAME

    def is_not_person(self, words: list[str]) -> bool:
        """Tell whether the last of *words* is no surname of the article."""
        return words[-1].removesuffix("'s") not in self.persons

    @staticmethod
    def is_place(words: list[str]) -> bool:
        """Tell whether *words* begin like the name of a place or institution."""
        lists = source_words()["words"]
        return words[0] in lists["place_begins"] or " ".join(words) in lists["country"]

    def full_name(self, first: int, stop: int) -> str | None:
        """Return the fullest name of the person named from token *first* to *stop*."""
        titles = source_words()["words"]["title"]
        types = self.tokens.vocabulary.types
        kept = [
            i
            for i in range(first, stop)
            if self.tokens.shape[i] in (1, 2) and types[self.tokens.type_id[i]] not in titles
        ]
        if not kept:
            return None
        surname = types[self.tokens.type_id[kept[-1]]].removesuffix("'s")
        if len(kept) == 1 and surname in self.persons:
            return self.persons[surname].name
        return _text(self.tokens, kept[0], kept[-1] + 1)

    def introduction_of(self, name: str) -> list[str]:
        """Return the title and apposition words of the person called *name*."""
        person = self.persons.get(name.split()[-1].lower().replace("’", "'"))
        return person.words if person is not None and person.name == name else []

    def holder_of(self, office: str, before: int) -> str | None:
        """Return the last person introduced as *office* before token *before*."""
        holders = [p for p in self.persons.values() if p.at < before and office in p.words]
        return max(holders, key=lambda p: p.at).name if holders else None

    def gender_of(self, name: str) -> str | None:
        """Return "woman" or "man" where a courtesy title or an introducing noun tells it."""
        surname = name.split()[-1].lower().replace("’", "'")
        if surname in self.genders:
            return self.genders[surname]
        lists = source_words()["words"]
        words = self.introduction_of(name)
        return next((g for g in ("woman", "man") if any(w in lists[g] for w in words)), None)


def names_of(tokens: Tokens, article: int) -> Names:
    """Return the persons that one article names.

    >>> from framing.tokens import tokenize
    >>> names = names_of(tokenize(["Mayor Ann Lee spoke. Ms. Lee left."]), 0)
    >>> names.persons["lee"].name, names.gender_of("Ann Lee"), names.holder_of("mayor", 9)
    ('Ann Lee', 'woman', 'Ann Lee')
    """
    names = Names(tokens)
    lists = source_words()["words"]
    low, high = int(tokens.first[article]), int(tokens.first[article + 1])
    types = tokens.vocabulary.types
    for first, stop in _capital_runs(tokens, low, high):
        words = [types[i].removesuffix("'s") for i in tokens.type_id[first:stop].tolist()]
        skip = 0
        while skip < len(words) and (words[skip] in lists["title"] or words[skip] in lists["function"]):
            skip += 1
        name, titles = words[skip:], words[:skip]
        if name and titles:
            for gender in ("woman", "man"):
                if titles[-1] in lists[gender]:
                    names.genders.setdefault(name[-1], gender)
        if not 2 <= len(name) <= _LONGEST_NAME or names.is_place(name):
            continue
        if any(in_list(w, lists["organization"]) for w in name) or name[-1] in lists["media"]:
            continue
        person = names.persons.setdefault(
            name[-1], _Person(_text(tokens, first + skip, stop), first + skip)
        )
        person.words += titles + _around(tokens, first + skip, stop, low, high)
    return names


def _around(tokens: Tokens, first: int, stop: int, low: int, high: int) -> list[str]:
    """Return words right before a name, and those of an apposition behind its comma."""
    types = tokens.vocabulary.types
    words = []
    for i in (first - 2, first - 1):
        if i >= low and tokens.sentence[i] == tokens.sentence[first] and not tokens.shape[i]:
            words.append(types[tokens.type_id[i]])
    if stop < high and "," in tokens.joined[tokens.end[stop - 1] : tokens.start[stop]]:
        for i in range(stop, min(stop + _APPOSITION, high)):
            if i > stop and "," in tokens.joined[tokens.end[i - 1] : tokens.start[i]]:
                break
            if tokens.sentence[i] != tokens.sentence[first]:
                break
            words.append(types[tokens.type_id[i]])
    return words


def _capital_runs(tokens: Tokens, low: int, high: int) -> list[tuple[int, int]]:
    """Return the runs of capitalized words that only a blank or an initial's period parts."""
    if high <= low:
        return []
    capital = (tokens.shape[low:high] == 1) | (tokens.shape[low:high] == 2)
    gap = tokens.start[low + 1 : high] - tokens.end[low : high - 1]
    joins = capital[:-1] & capital[1:] & (gap <= 2)
    joins &= tokens.sentence[low + 1 : high] == tokens.sentence[low : high - 1]
    blank = tokens.units[tokens.end[low : high - 1]]
    joins &= (gap == 1) & (blank == 0x20) | (gap == 2) & (blank == 0x2E)
    joined = np.concatenate(([False], joins, [False]))
    first = np.flatnonzero(capital & ~joined[:-1]) + low
    stop = np.flatnonzero(capital & ~joined[1:]) + low + 1
    return list(zip(first.tolist(), stop.tolist(), strict=True))


def _text(tokens: Tokens, first: int, stop: int) -> str:
    text = " ".join(tokens.joined[tokens.start[first] : tokens.end[stop - 1]].split())
    return text.removesuffix("’s").removesuffix("'s")
