"""The persons an article names, with titles, so that surnames and offices can be resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise, zip_longest
from typing import NamedTuple

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


class Mention(NamedTuple):
    """A person at token ``at``: named up to token ``stop``, or meant by a source that stands there.

    ``marks`` counts the double quotation marks of the batch before it. ``gender`` is what the
    source says, None where nothing does.
    """

    at: int
    stop: int
    sentence: int
    paragraph: int
    marks: int
    name: str
    gender: str | None = None


@dataclass(slots=True)
class Names:
    """The persons of one article by surname, in the order of their first full mention.

    ``genders`` holds the courtesy titles met with a surname, as "woman" or "man", ``roles`` the
    `ROLE_CODE` told by titles and campaigns that are met with it; ``companies`` the first words of
    the names of companies. The names of this article are ``runs`` of the batch *own*; ``marks``
    are the offsets of the double quotation marks of the batch.
    """

    tokens: Tokens
    mentions: NameMentions
    runs: NameRuns
    own: range
    marks: npt.NDArray[np.int64]
    persons: dict[str, list[Person]] = field(default_factory=dict)
    by_name: dict[str, Person] = field(default_factory=dict)
    genders: dict[str, set[str]] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    companies: set[str] = field(default_factory=set)
    _named: list[Mention] | None = None

    def named(self) -> list[Mention]:
        """Return where the article names persons whose surname it knows, in order."""
        if self._named is None:
            own = slice(self.own.start, self.own.stop)
            first, stop, types = self.runs.first[own], self.runs.stop[own], self.tokens.type_id
            words = [self.tokens.vocabulary.types[t] for t in types[stop - 1].tolist()]
            surnames = [word.removesuffix("'s") for word in words]
            known = np.array([surname in self.persons for surname in surnames], np.bool_)
            first, stop = first[known], stop[known]
            texts = texts_of(self.tokens, first, stop)
            named = list(
                zip(texts, compress(surnames, known), (stop - first).tolist(), strict=True)
            )
            full = {
                (text, surname, size): self.full_name(
                    without_possessive(text), surname, alone=size == 1, gender=None
                )
                for text, surname, size in set(named)
            }
            names = [full[name] for name in named]
            self._named = mentions_at(self.tokens, first, stop, names, self.marks)
        return self._named

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
        person, surname = self.by_name.get(name), surname_of(name)
        bearers = self.persons.get(surname, [])
        known = not bearers or person is max(bearers, key=lambda p: len(p.mentions))
        told = self.roles.get(surname, 0) if known else 0
        return told or (person.role if person is not None else 0)

    def holder_of(self, office: str, before: int) -> str | None:
        """Return the last person introduced as *office* before token *before*."""
        earlier = [p for p in self.by_name.values() if p.at < before]
        holders = [p for p in earlier if office in self._words(p)]
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
    marks = double_marks(tokens)
    found = [Names(tokens, mentions, runs, range(a, b), marks) for a, b in pairwise(bounds)]
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


def mentions_at(
    tokens: Tokens,
    first: npt.NDArray[np.int64],
    stop: npt.NDArray[np.int64],
    names: Sequence[str],
    marks: npt.NDArray[np.int64],
    genders: Iterable[str | None] = (),
) -> list[Mention]:
    """Return the mentions of *names* in the tokens from each *first* up to *stop*."""
    before = np.searchsorted(marks, tokens.start[first])
    columns = (first, stop, tokens.sentence[first], tokens.paragraph[first], before)
    rows = zip_longest(*(column.tolist() for column in columns), names, genders)
    return [Mention(*row) for row in rows]


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
