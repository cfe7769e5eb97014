"""The persons an article names, with titles, so that surnames and offices can be resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from framing.sourcing.name_mentions import MAN, WOMAN, NameMentions, NameRuns, find_name_mentions
from framing.text.gaps import texts_of
from framing.text.vocabulary import normalize_word
from framing.tokens import Tokens

_GENDER = {WOMAN: "woman", MAN: "man"}
_POSSESSIVE = ("’s", "'s")
_DOUBLE_MARKS, _PAIRS = '"“”„«»', ("''", "``")


@dataclass(slots=True)
class Person:
    """A person by full name: first token, the mentions in full, gender, and role.

    ``told`` holds the bits of the genders that the words introducing the name have told, ``given``
    that of the first name, ``role`` the first `ROLE_CODE` they tell.
    """

    name: str
    at: int
    mentions: list[int] = field(default_factory=list)
    told: int = 0
    given: int = 0
    gender: str | None = None
    role: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class NamePlaces:
    """Where the names of a batch stand, as lists of length n_runs, in order.

    A name is the tokens from ``first[i]`` up to ``stop[i]``, the characters from ``start[i]`` to
    ``end[i]``, and ends with the type ``last[i]``. ``quoted`` tells whether an odd number of double
    quotation marks of the batch stands before it; ``marks`` are the offsets of these.
    """

    first: list[int]
    stop: list[int]
    start: list[int]
    end: list[int]
    last: list[int]
    sentence: list[int]
    paragraph: list[int]
    quoted: list[bool]
    marks: npt.NDArray[np.int64]


@dataclass(slots=True)
class Names:
    """The persons of one article by surname, in the order of their first full mention.

    ``genders`` holds the courtesy titles met with a surname, as "woman" or "man", ``roles`` the
    `ROLE_CODE` told by titles and campaigns that are met with it; ``companies`` the first words of
    the names of companies. The names of this article are those of *own* among the ``places``.
    """

    tokens: Tokens
    mentions: NameMentions
    places: NamePlaces
    own: range
    persons: dict[str, list[Person]] = field(default_factory=dict)
    by_name: dict[str, Person] = field(default_factory=dict)
    genders: dict[str, set[str]] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    companies: set[str] = field(default_factory=set)
    _called: dict[int, str | None] = field(default_factory=dict)
    _fullest: dict[tuple[str, bool], str] = field(default_factory=dict)
    _role: dict[str, int] = field(default_factory=dict)
    _introduced: dict[str, list[Person]] | None = None

    def called(self, place: int) -> str | None:
        """Return the fullest name of the person named at *place*, None for an unknown surname."""
        if place in self._called:
            return self._called[place]
        places, name = self.places, None
        surname = self.tokens.vocabulary.types[places.last[place]].removesuffix("'s")
        if surname in self.persons:
            text = " ".join(self.tokens.joined[places.start[place] : places.end[place]].split())
            alone = places.stop[place] - places.first[place] == 1
            name = self.full_name(without_possessive(text), surname, alone=alone, gender=None)
        self._called[place] = name
        return name

    def role_of_owner(self, surname: str) -> int:
        """Return the `ROLE_CODE` of the person of that *surname* most often named in full."""
        bearers = self.persons.get(surname)
        known = max(bearers, key=lambda p: len(p.mentions)).name if bearers else surname
        return self.role_of(known)

    def full_name(self, text: str, surname: str, *, alone: bool, gender: str | None) -> str:
        """Return the fullest name of the person called *text*; *alone*: by *surname* only.

        A surname that several persons bear is the one most often named in full; with a courtesy
        title it is the one of that gender, or stays as it is written where that is not known.
        """
        if gender:
            return self._find_full_name(text, surname, alone=alone, gender=gender)
        name = self._fullest.get((text, alone))
        if name is None:
            name = self._find_full_name(text, surname, alone=alone, gender=None)
            self._fullest[text, alone] = name
        return name

    def _find_full_name(self, text: str, surname: str, *, alone: bool, gender: str | None) -> str:
        bearers = self.persons.get(surname, [])
        for person in bearers:
            if text == person.name or text.endswith(" " + person.name):
                return person.name
        if not alone:
            return text
        fitting = self._of_gender(surname, gender) if gender else bearers
        return max(fitting, key=lambda p: len(p.mentions)).name if fitting else text

    def _of_gender(self, surname: str, gender: str) -> list[Person]:
        """Return the bearers of *surname* known to be of *gender*, or the one who must be."""
        bearers = self.persons.get(surname, [])
        known = [p for p in bearers if p.gender == gender]
        open_ones = [p for p in bearers if p.gender is None]
        others = self.genders.get(surname, set()) - {gender}
        explained = not others or any(p.gender in others for p in bearers)
        return known or (open_ones if len(open_ones) == 1 and explained else [])

    def role_of(self, name: str) -> int:
        """Return the `ROLE_CODE` told by what stands with the name of the person called *name*."""
        role = self._role.get(name)
        if role is None:
            role = self._role[name] = self._find_role(name)
        return role

    def _find_role(self, name: str) -> int:
        person, surname = self.by_name.get(name), surname_of(name)
        bearers = self.persons.get(surname, [])
        known = not bearers or person is max(bearers, key=lambda p: len(p.mentions))
        told = self.roles.get(surname, 0) if known else 0
        return told or (person.role if person is not None else 0)

    def holder_of(self, office: str, before: int) -> str | None:
        """Return the last person introduced as *office* before token *before*."""
        if self._introduced is None:
            self._introduced = {}
            for person in self.by_name.values():
                for word in dict.fromkeys(self._words(person)):
                    self._introduced.setdefault(word, []).append(person)
        holders = [p for p in self._introduced.get(office, ()) if p.at < before]
        return max(holders, key=lambda p: p.at).name if holders else None

    def gender_of(self, name: str) -> str | None:
        """Return "woman" or "man" where a courtesy title, a noun or a pronoun has told it."""
        person = self.by_name.get(name)
        if person is not None and person.gender:
            return person.gender
        known = self.genders.get(surname_of(name), set()) if self.genders else set()
        return next(iter(known)) if len(known) == 1 else None

    def learn_gender(self, name: str, gender: str) -> None:
        """Remember the gender of the person called *name*, unless it is known."""
        person = self.by_name.get(name)
        if person is not None and person.gender is None:
            person.gender = gender

    def _words(self, person: Person) -> list[str]:
        """Return the words that introduce *person*: titles, words before, and appositions."""
        types, type_id, at = self.tokens.vocabulary.types, self.tokens.type_id, self.mentions
        words = []
        for i in person.mentions:
            first, stop = at.first[i], at.stop[i]
            words += [types[t].removesuffix("'s") for t in type_id[at.title[i] : first].tolist()]
            words += [types[t] for t in type_id[at.before[i] : first].tolist()]
            words += [types[t] for t in type_id[stop : at.apposition[i]].tolist()]
        return words


def names_of(tokens: Tokens) -> list[Names]:
    """Return the persons that each text of *tokens* names.

    >>> from framing.tokens import tokenize
    >>> [names] = names_of(tokenize(["Mayor Ann Lee spoke. Ms. Lee left."]))
    >>> names.persons["lee"][0].name, names.gender_of("Ann Lee"), names.holder_of("mayor", 9)
    ('Ann Lee', 'woman', 'Ann Lee')
    """
    mentions, courtesies, runs = find_name_mentions(tokens)
    bounds = np.searchsorted(runs.article, np.arange(len(tokens.texts) + 1)).tolist()
    places = _places(tokens, runs)
    found = [Names(tokens, mentions, places, range(a, b)) for a, b in pairwise(bounds)]
    _learn_of_runs(found, tokens, runs)
    types = tokens.vocabulary.types
    surnames = [types[t].removesuffix("'s") for t in tokens.type_id[courtesies.last].tolist()]
    for article, surname, gender in zip(
        courtesies.article.tolist(), surnames, courtesies.gender.tolist(), strict=True
    ):
        found[article].genders.setdefault(surname, set()).add(_GENDER[gender])
    texts = texts_of(tokens, mentions.first, mentions.stop)
    columns = (mentions.article, mentions.first, mentions.told, mentions.given, mentions.role)
    rows = zip(texts, *(column.tolist() for column in columns), strict=True)
    for i, (text, article, first, told, given, role) in enumerate(rows):
        names, name = found[article], without_possessive(text)
        person = names.by_name.get(name)
        if person is None:
            person = names.by_name[name] = Person(name, first, given=given)
            names.persons.setdefault(surname_of(name), []).append(person)
        person.mentions.append(i)
        if told:
            person.told |= told
            person.gender = person.gender or _GENDER.get(person.told)
        person.role = person.role or role
    for names in found:
        for person in names.by_name.values():
            if not person.told:
                person.gender = _GENDER.get(person.given)
    return found


def _learn_of_runs(found: list[Names], tokens: Tokens, runs: NameRuns) -> None:
    """Remember the roles told with surnames, and the first words of the names of companies."""
    types = tokens.vocabulary.types
    told = np.flatnonzero(runs.role)
    for article, word, role in zip(
        runs.article[told].tolist(),
        tokens.type_id[runs.stop[told] - 1].tolist(),
        runs.role[told].tolist(),
        strict=True,
    ):
        found[article].roles.setdefault(types[word].removesuffix("'s"), role)
    for i in np.flatnonzero(runs.company).tolist():
        found[int(runs.article[i])].companies.add(types[tokens.type_id[runs.first[i]]])


def _places(tokens: Tokens, runs: NameRuns) -> NamePlaces:
    start, marks = tokens.start[runs.first], double_marks(tokens)
    return NamePlaces(
        first=runs.first.tolist(),
        stop=runs.stop.tolist(),
        start=start.tolist(),
        end=tokens.end[runs.stop - 1].tolist(),
        last=tokens.type_id[runs.stop - 1].tolist(),
        sentence=tokens.sentence[runs.first].tolist(),
        paragraph=tokens.paragraph[runs.first].tolist(),
        quoted=in_quotes(marks, start).tolist(),
        marks=marks,
    )


def in_quotes(marks: npt.NDArray[np.int64], start: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Tell of each offset whether an odd number of *marks* stands before it.

    >>> in_quotes(np.array([0, 3]), np.array([1, 5])).tolist()
    [True, False]
    """
    odd: npt.NDArray[np.bool_] = np.searchsorted(marks, start) % 2 == 1
    return odd


def double_marks(tokens: Tokens) -> npt.NDArray[np.int64]:
    """Return the offsets of the double quotation marks of the batch, in order.

    >>> from framing.tokens import tokenize
    >>> double_marks(tokenize(["“A,” he said. ''B.''"])).tolist()
    [0, 3, 14, 18]
    """
    found = np.zeros(len(tokens.units), np.bool_)
    for mark in _DOUBLE_MARKS:
        found |= tokens.units == ord(mark)
    for pair in _PAIRS:
        if pair in tokens.joined:
            found[[match.start() for match in re.finditer(pair, tokens.joined)]] = True
    return np.flatnonzero(found)


def surname_of(name: str) -> str:
    """Return the last word of *name* as its type is written.

    >>> surname_of("Ann O’Dell")
    "o'dell"
    """
    last = name.rpartition(" ")[2]
    return last.lower() if last.isascii() else normalize_word(last)


def without_possessive(name: str) -> str:
    """Return *name* as it is written, without a possessive *'s* at its end."""
    return name[:-2] if name.endswith(_POSSESSIVE) else name
