"""The persons an article names, with titles, so that surnames and offices can be resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from framing.sourcing.words import in_list, source_words
from framing.tokens import ALL_CAPS, Tokens

_LONGEST_NAME = 4
_APPOSITION = 9


@dataclass(slots=True)
class _Person:
    """A person by full name: first token, the words that introduce the name, and gender."""

    name: str
    at: int
    words: list[str] = field(default_factory=list)
    gender: str | None = None
    mentions: int = 0


@dataclass(slots=True)
class Names:
    """The persons of one article by surname, in the order of their first full mention.

    ``genders`` holds the courtesy titles met with a surname, as "woman" or "man".
    """

    tokens: Tokens
    persons: dict[str, list[_Person]] = field(default_factory=dict)
    genders: dict[str, set[str]] = field(default_factory=dict)

    def is_person(self, name: list[str], led: bool, first: int) -> bool:
        """Tell whether capitalized words name a person; *led*: a title or role stands before."""
        lists = source_words()["words"]
        if in_list(name[-1], lists["organization"]) or self.is_place(name):
            return False
        if name[-1] in lists["media"] and name[-1] not in self.persons:
            return False
        if led or name[-1] in self.persons:
            return True
        if len(name) == 1:
            return bool(self.tokens.shape[first] != ALL_CAPS)
        return len(name) <= _LONGEST_NAME

    def is_not_person(self, words: list[str]) -> bool:
        """Tell whether the last of *words* is no surname of the article."""
        return words[-1].removesuffix("'s") not in self.persons

    @staticmethod
    def is_place(words: list[str]) -> bool:
        """Tell whether *words* begin like the name of a place or institution."""
        lists = source_words()["words"]
        return words[0] in lists["place_begins"] or " ".join(words) in lists["country"]

    def full_name(self, first: int, stop: int, gender: str | None) -> str | None:
        """Return the fullest name of the person named from token *first* to *stop*.

        A surname that several persons bear is the one most often named in full; with a courtesy
        title it is the one of that gender, or stays as it is written where that is not known.
        """
        types = self.tokens.vocabulary.types
        words = [types[i].removesuffix("'s") for i in self.tokens.type_id[first:stop].tolist()]
        text = _text(self.tokens, first, stop)
        bearers = self.persons.get(words[-1], [])
        for person in bearers:
            if text.endswith(" " + person.name) or text == person.name:
                return person.name
        if len(words) > 1:
            return text
        fitting = self._of_gender(words[0], gender) if gender else bearers
        return max(fitting, key=lambda p: p.mentions).name if fitting else text

    def _of_gender(self, surname: str, gender: str) -> list[_Person]:
        """Return the bearers of *surname* known to be of *gender*, or the one who must be."""
        bearers = self.persons.get(surname, [])
        known = [p for p in bearers if p.gender == gender]
        open_ones = [p for p in bearers if p.gender is None]
        others = self.genders.get(surname, set()) - {gender}
        explained = not others or any(p.gender in others for p in bearers)
        return known or (open_ones if len(open_ones) == 1 and explained else [])

    def bearer(self, name: str) -> _Person | None:
        """Return the person called *name* in full, if the article names one."""
        surname = name.split()[-1].lower().replace("’", "'")
        return next((p for p in self.persons.get(surname, []) if p.name == name), None)

    def introduction_of(self, name: str) -> list[str]:
        """Return the title and apposition words of the person called *name*."""
        person = self.bearer(name)
        return person.words if person is not None else []

    def holder_of(self, office: str, before: int) -> str | None:
        """Return the last person introduced as *office* before token *before*."""
        everyone = [p for bearers in self.persons.values() for p in bearers]
        holders = [p for p in everyone if p.at < before and office in p.words]
        return max(holders, key=lambda p: p.at).name if holders else None

    def gender_of(self, name: str) -> str | None:
        """Return "woman" or "man" where a courtesy title, a noun or a pronoun has told it."""
        person = self.bearer(name)
        if person is not None and person.gender:
            return person.gender
        known = self.genders.get(name.split()[-1].lower().replace("’", "'"), set())
        return next(iter(known)) if len(known) == 1 else None

    def learn_gender(self, name: str, gender: str | None) -> None:
        """Remember the gender of the person called *name*."""
        person = self.bearer(name)
        if person is not None and person.gender is None:
            person.gender = gender


def names_of(tokens: Tokens, article: int) -> Names:
    """Return the persons that one article names.

    >>> from framing.tokens import tokenize
    >>> names = names_of(tokenize(["Mayor Ann Lee spoke. Ms. Lee left."]), 0)
    >>> names.persons["lee"][0].name, names.gender_of("Ann Lee"), names.holder_of("mayor", 9)
    ('Ann Lee', 'woman', 'Ann Lee')
    """
    names = Names(tokens)
    lists = source_words()["words"]
    low, high = int(tokens.first[article]), int(tokens.first[article + 1])
    types = tokens.vocabulary.types
    for first, stop in _capital_runs(tokens, low, high):
        if stop - first < 2:
            continue
        words = [types[i].removesuffix("'s") for i in tokens.type_id[first:stop].tolist()]
        after_of = first > low and types[tokens.type_id[first - 1]] == "of"
        skip = int(after_of and words[0] in lists["portfolio"])
        for i, word in enumerate(words[:-1]):  # "US President Ann Lee" has a title inside
            if word in lists["title"] and word not in lists["title_or_name"]:
                skip = i + 1
        while skip < len(words) and (
            words[skip] in lists["title"] or words[skip] in lists["function"]
        ):
            skip += 1
        name, titles = words[skip:], words[:skip]
        if name and titles:
            for gender in ("woman", "man"):
                if titles[-1] in lists[gender]:
                    names.genders.setdefault(name[-1], set()).add(gender)
        if not 2 <= len(name) <= _LONGEST_NAME or names.is_place(name):
            continue
        if any(in_list(w, lists["organization"]) for w in name) or name[-1] in lists["media"]:
            continue
        text = _text(tokens, first + skip, stop)
        person = names.bearer(text)
        if person is None:
            person = _Person(text, first + skip)
            names.persons.setdefault(name[-1], []).append(person)
        person.mentions += 1
        person.words += titles + _around(tokens, first + skip, stop, low, high)
        told = [g for g in ("woman", "man") if any(w in lists[g] for w in person.words)]
        person.gender = person.gender or (told[0] if len(told) == 1 else None)
    return names


def _around(tokens: Tokens, first: int, stop: int, low: int, high: int) -> list[str]:
    """Return words right before a name, and those of an apposition behind its comma."""
    types = tokens.vocabulary.types
    words = []
    before = first - 1
    same = before >= low and tokens.sentence[before] == tokens.sentence[first]
    if same and not tokens.shape[before]:
        words.append(types[tokens.type_id[before]])
    if stop < high and "," in tokens.joined[tokens.end[stop - 1] : tokens.start[stop]]:
        for i in range(stop, min(stop + _APPOSITION, high)):
            if i > stop and "," in tokens.joined[tokens.end[i - 1] : tokens.start[i]]:
                break
            if tokens.sentence[i] != tokens.sentence[first] or types[tokens.type_id[i]] == "who":
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
