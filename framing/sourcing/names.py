"""Whom articles name: what is known of each name and surname, so that others are resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import numpy.typing as npt

from framing.sourcing.name_mentions import (
    Courtesies,
    NameMentions,
    NameRuns,
    find_name_mentions,
)
from framing.sourcing.persons import (
    NOBODY,
    ByWord,
    Persons,
    by_word,
    names_in,
    persons_of,
)
from framing.sourcing.source_heads import SourceHeads
from framing.sourcing.word_classes import bare_types, word_classes
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint8]
Types = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names in the articles of a batch that may tell of sources, and what is told with them.

    ``number`` numbers names by article and wording: first those of the ``persons``, then others as
    they are asked for. ``person`` is that of each of the ``mentions``, and ``in_full`` the first
    person with whose name that of each of the ``runs`` ends, or `NOBODY` where it names none in
    full. By surname, ``courtesy`` holds the genders of courtesy titles as bits, ``role`` the
    `ROLE_CODE` told by titles, campaigns and votes; ``company`` tells the first words of the names
    of companies, ``body`` the last ones of those that a noun introduces as a body of people
    (`find_bodies`), ``place`` the single words with "in" or the like before them. ``leader`` is
    the person whom the last word of each source would name alone, or `NOBODY`.
    """

    tokens: Tokens
    mentions: NameMentions
    runs: NameRuns
    number: dict[tuple[int, str], int]
    persons: Persons
    person: Indices
    in_full: Indices
    courtesy: ByWord
    role: ByWord
    company: ByWord
    body: ByWord
    place: ByWord
    leader: Indices

    def called(self, article: Indices, first: Indices, stop: Indices, leader: Indices) -> Indices:
        """Return the number of the fullest name of whom the words from *first* to *stop* name.

        A surname alone is that of its bearer most often named in full, the *leader*; several words
        that of the first person with whose name they end; what names no person stays as written.
        """
        found = np.where(stop - first == 1, leader, self._ending(article, first, stop, leader))
        unknown = np.flatnonzero(found == NOBODY)
        texts = names_in(self.tokens, first[unknown], stop[unknown])
        found[unknown] = self.written(article[unknown], texts)
        return found

    def called_in_runs(self, rows: Indices) -> Indices:
        """Return the number that `called` gives each of the runs *rows*, of known surnames alone.

        It is `NOBODY` where nobody bears the surname.
        """
        runs = self.runs
        article, first, stop = (column[rows] for column in (runs.article, runs.first, runs.stop))
        leader = self.persons.leaders(article, runs.surname[rows])
        found = np.where(stop - first == 1, leader, self.in_full[rows])
        rest = np.flatnonzero((found == NOBODY) & (leader != NOBODY))
        found[rest] = self.called(article[rest], first[rest], stop[rest], leader[rest])
        return found

    def written(self, article: Indices, texts: Sequence[str]) -> list[int]:
        """Return the number of the name in each *article* that is written as in *texts*."""
        number, keys = self.number, zip(article.tolist(), texts, strict=True)
        return [number.setdefault(key, len(number)) for key in keys]

    def ending(self, article: Indices, first: Indices, stop: Indices) -> Indices:
        """Return the first person with whose full name each *first* up to *stop* ends."""
        leader = self.persons.leaders(article, self.surname_before(stop))
        return self._ending(article, first, stop, leader)

    def _ending(self, article: Indices, first: Indices, stop: Indices, leader: Indices) -> Indices:
        """Return `ending`, given the person that each surname alone would name."""
        found = np.full(len(first), NOBODY)
        rows = np.flatnonzero((leader != NOBODY) & (stop - first > 1))
        found[rows] = self._in_full(first[rows], stop[rows])
        rest = rows[found[rows] == NOBODY]
        texts = names_in(self.tokens, first[rest], stop[rest])
        found[rest] = self.persons.ending(texts, article[rest], self.surname_before(stop[rest]))
        return found

    def _in_full(self, first: Indices, stop: Indices) -> Indices:
        """Return whom each run from *first* up to *stop* names in full, else `NOBODY`."""
        runs = self.runs
        at = np.minimum(np.searchsorted(runs.first, first), len(runs.first) - 1)
        is_run = (runs.first[at] == first) & (runs.stop[at] == stop)
        return np.where(is_run, self.in_full[at], NOBODY)

    def surname_before(self, stop: Indices) -> Types:
        """Return the type of the word before each token *stop*, without its possessive."""
        return bare_types(self.tokens.vocabulary, self.tokens.type_id[stop - 1])

    def _others(self) -> tuple[Indices, Types]:
        """Return article and surname of every name numbered so far that is no person's."""
        others = list(islice(self.number, len(self.persons), None))
        article = np.array([article for article, _ in others], np.int64)
        surname = self.tokens.vocabulary.ids_of([name.rpartition(" ")[2] for _, name in others])
        return article, np.array(surname, np.int32)

    def roles_of_surnames(self, article: Indices, surname: Types) -> Bits:
        """Return the `ROLE_CODE` told with each *surname*, else with its first bearer's name."""
        told, leader = self.role.of(article, surname), self.persons.leaders(article, surname)
        of_leader = np.append(self.persons.role, np.uint8(0))[leader]
        return np.where(told > 0, told, of_leader)

    def told(self) -> tuple[Bits, Bits]:
        """Return the bits of courtesy titles and the `ROLE_CODE` told with every name so far.

        What stands with a surname alone tells the role of the bearer most often named in full.
        """
        persons, (article, surname) = self.persons, self._others()
        leader = np.append(persons.leader_of, persons.leaders(article, surname))
        own = np.append(persons.role, np.zeros(len(article), np.uint8))
        article = np.append(persons.article, article)
        surname = np.append(persons.surname, surname)
        known = (leader == NOBODY) | (leader == np.arange(len(article)))
        told = self.role.of(article, surname) * known
        return self.courtesy.of(article, surname), np.where(told > 0, told, own)

    def holders(self, article: Indices, office: Types, before: Indices) -> Indices:
        """Return the last person introduced as *office*, first named before token *before*.

        Words that introduce a person are titles, the word before the name, and its apposition, at
        any mention.
        """
        at, is_asked = self.mentions, np.zeros(len(self.tokens.texts), np.bool_)
        is_asked[article] = True
        rows = np.flatnonzero(is_asked[at.article])
        words = token_ranges(
            np.concatenate((at.title[rows], at.before[rows], at.stop[rows])),
            np.concatenate((at.first[rows], at.first[rows], at.apposition[rows])),
        )
        types = self.tokens.type_id[words.token]
        is_title = words.owner < len(rows)
        types = np.where(is_title, bare_types(self.tokens.vocabulary, types), types)
        is_office = np.zeros(len(self.tokens.vocabulary), np.bool_)
        is_office[office] = True
        asked = np.flatnonzero(is_office[types])
        person = self.person[np.tile(rows, 3)[words.owner[asked]]]
        # One number for office and place, so that the last place before another is found at once.
        size = len(self.tokens) + 1
        introduced = types[asked].astype(np.int64) * size + self.persons.at[person]
        order = np.append(np.argsort(introduced), -1)
        sought = office.astype(np.int64) * size
        last = order[np.searchsorted(np.sort(introduced), sought + before) - 1]
        introduced, person = np.append(introduced, -1), np.append(person, NOBODY)
        found = introduced[last] >= sought + self.tokens.first[article]
        return np.where(found, person[last], NOBODY)


def _shortest(persons: Persons) -> Indices:
    """Return for each person the first bearer of the surname with whose name that one's ends."""
    shortest, leader = np.arange(len(persons)), persons.leader_of
    shared = np.flatnonzero(np.bincount(leader, minlength=len(persons))[leader] > 1)
    names = [persons.name[p] for p in shared.tolist()]
    shortest[shared] = persons.ending(names, persons.article[shared], persons.surname[shared])
    return shortest


def _courtesy(courtesies: Courtesies) -> ByWord:
    """Return the genders that courtesy titles tell with each surname, as bits."""
    article, surname, gender = courtesies.article, courtesies.surname, courtesies.gender
    row = by_word(article, surname, np.arange(len(article)))
    told = np.zeros(len(article), np.uint8)
    np.bitwise_or.at(told, row.of(article, surname), gender)
    return replace(row, value=told[row.value])


def _places(tokens: Tokens, runs: NameRuns) -> ByWord:
    """Return the single words that something lies in: "in Dale"."""
    before = np.maximum(runs.first - 1, 0)
    lies = word_classes(tokens.vocabulary, tokens.type_id[before]).are("lies in")
    rows = np.flatnonzero(lies & (before < runs.first) & (runs.stop - runs.first == 1))
    rows = rows[tokens.sentence[before[rows]] == tokens.sentence[runs.first[rows]]]
    return by_word(runs.article[rows], runs.surname[rows], np.ones(len(rows), np.uint8))


def names_of(tokens: Tokens, heads: SourceHeads) -> Names:
    """Return the names in the texts of *tokens* that may tell of the sources *heads*.

    >>> from framing.attributions import find_attributions
    >>> from framing.sourcing.source_heads import source_heads
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(['Mayor Ann Lee spoke. "It is shut," Ms. Lee said.'])
    >>> names = names_of(tokens, source_heads(tokens, find_attributions(tokens)))
    >>> names.persons.name, names.called_in_runs(np.array([1])).tolist()
    (['Ann Lee'], [0])
    """
    mentions, courtesies, runs = find_name_mentions(tokens, heads)
    number: dict[tuple[int, str], int] = {}
    persons, person = persons_of(tokens, mentions, number)
    types = tokens.type_id
    told, company, body = (np.flatnonzero(of) for of in (runs.role, runs.company, runs.body))
    in_full = np.full(len(runs.first), NOBODY)
    in_full[mentions.run] = _shortest(persons)[person]
    return Names(
        tokens=tokens,
        mentions=mentions,
        runs=runs,
        number=number,
        persons=persons,
        person=person,
        in_full=in_full,
        courtesy=_courtesy(courtesies),
        role=by_word(runs.article[told], runs.surname[told], runs.role[told]),
        company=by_word(
            runs.article[company], types[runs.first[company]], np.ones(len(company), np.uint8)
        ),
        body=by_word(runs.article[body], runs.surname[body], runs.body[body]),
        place=_places(tokens, runs),
        leader=persons.leaders(heads.article, heads.surname),
    )
