"""Whose words a source's are: the fullest name that the article gives the speaker, and gender."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.sourcing.antecedents import (
    Candidates,
    candidates,
    relative_antecedents,
    sides_of_pronouns,
)
from framing.sourcing.name_mentions import MAN, WOMAN
from framing.sourcing.names import Names
from framing.sourcing.persons import NOBODY, Persons, names_in
from framing.sourcing.source_heads import SourceHeads
from framing.sourcing.source_types import (
    ANONYMOUS,
    EYEWITNESS,
    GROUP,
    NAMED_ORGANIZATION,
    NAMED_PERSON,
    OFFICIAL_UNNAMED,
    PRONOUN,
    among,
)
from framing.sourcing.word_classes import word_classes
from framing.text.gaps import texts_of
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.integer[Any]]

GENDERS = (None, "woman", "man")  # by WOMAN and MAN
_ONE_GENDER = np.array([0, WOMAN, MAN, 0], np.uint8)  # by the bits of genders
_INDIVIDUAL = among(NAMED_PERSON, PRONOUN, OFFICIAL_UNNAMED, ANONYMOUS, EYEWITNESS)
_UNNAMED = among(OFFICIAL_UNNAMED, ANONYMOUS, EYEWITNESS)
_MAY_BE_NAMED_BEHIND = among(OFFICIAL_UNNAMED, ANONYMOUS, GROUP)
_NOT_FOUND = -2
_NOT_OF_A_NAME = re.compile(r"^(?:[Tt]he|[Aa]n?)\s+|[’']s?$")


@dataclass(frozen=True, slots=True, eq=False)
class Speakers:
    """Who speaks in each source, columns of shape (n_sources,).

    ``kind`` is the type of the source, which a name in apposition changes; ``name`` the number in
    `Names` of the fullest name that the article gives, or `NOBODY`; ``gender`` is `WOMAN`, `MAN`
    or 0, ``side`` the code of a party or 0, ``role`` the `ROLE_CODE` told with the name, or 0.
    """

    kind: Indices
    name: Indices
    gender: Codes
    side: Codes
    role: npt.NDArray[np.uint8]


def find_speakers(
    tokens: Tokens, heads: SourceHeads, names: Names, *, kind: Indices, side: Codes
) -> Speakers:
    """Return who speaks in each source; *kind* and *side* are what the words of the source say."""
    gender = _genders_of_words(heads, kind)
    kind, name = _named(tokens, heads, names, kind=kind, gender=gender)
    pronouns = np.flatnonzero((kind == PRONOUN) & (gender > 0))
    speaks = _UNNAMED[kind] & ~heads.last.are("plural", "body of officials")
    speaks |= (name >= 0) & (kind != NAMED_ORGANIZATION)
    may_speak = speaks.copy()
    may_speak[pronouns] = True
    near = candidates(tokens, heads, names, pronouns, may_speak)
    alone = (kind == NAMED_PERSON) & (gender > 0) & (heads.stop - heads.name == 1)
    courteous = _courteous(tokens, heads, names, np.flatnonzero(alone))
    courtesy, role = names.told()
    reader = _Reader(names.persons, courtesy, name=name, gender=gender, speaks=speaks)
    reader.read(near, pronouns=pronouns, courteous=courteous)
    found = np.flatnonzero((kind == PRONOUN) & (name != _NOT_FOUND))
    side = sides_of_pronouns(heads, found, name=name, speaks=speaks, side=side)
    name = np.maximum(name, NOBODY)
    return Speakers(kind, name, gender, side, np.append(role, np.uint8(0))[name])


def _named(
    tokens: Tokens, heads: SourceHeads, names: Names, *, kind: Indices, gender: Codes
) -> tuple[Indices, Indices]:
    """Return the types of the sources, and the names of those that their words name.

    A name in apposition behind the head makes a named person of it; "the mayor" is the person last
    introduced as one, and "who" the person whose name stands right before.
    """
    article, first = heads.article, heads.tokens.first
    name = np.where(kind == PRONOUN, _NOT_FOUND, NOBODY)
    person, body = np.flatnonzero(kind == NAMED_PERSON), np.flatnonzero(kind == NAMED_ORGANIZATION)
    name[person] = names.called(
        article[person], heads.name[person], heads.stop[person], names.leader[person]
    )
    begin = np.where(heads.body, heads.name, first)[body]
    texts = texts_of(tokens, begin, heads.stop[body])
    name[body] = names.written(article[body], [_NOT_OF_A_NAME.sub("", text) for text in texts])
    behind = heads.apposition
    owner = word_classes(tokens.vocabulary, tokens.type_id[behind - 1]).are("possessive")
    may_be_named = _MAY_BE_NAMED_BEHIND[kind] & (behind - heads.stop >= 2) & ~owner
    maybe = np.flatnonzero(may_be_named)
    name[maybe] = names.ending(article[maybe], heads.stop[maybe], behind[maybe])
    kind = kind.copy()
    kind[maybe[name[maybe] != NOBODY]] = NAMED_PERSON
    office = np.flatnonzero(_is_one_office(tokens, heads, kind))
    last = tokens.type_id[heads.stop[office] - 1]
    name[office] = names.holders(article[office], last, before=first[office])
    who = np.flatnonzero((kind == PRONOUN) & (gender == 0) & heads.begin_with(tokens, "who"))
    antecedent = relative_antecedents(heads, names, who)
    name[who] = np.where(antecedent == NOBODY, _NOT_FOUND, antecedent)
    return kind, name


def _genders_of_words(heads: SourceHeads, kind: Indices) -> Bits:
    """Return the gender that the words of a head tell of one person; "her aide" tells none."""
    rows = np.flatnonzero(heads.words.are("says woman", "says man") & heads.in_head)
    words, parts = heads.words.take(rows), heads.tokens.only(rows)
    telling = ~words.are("possessive pronoun") | (kind == PRONOUN)[parts.owner]
    gender = np.zeros(len(heads), np.uint8)
    gender[parts.any(telling & words.are("says man"))] = MAN
    gender[parts.any(telling & words.are("says woman"))] = WOMAN
    return gender * _INDIVIDUAL[kind]


def _is_one_office(tokens: Tokens, heads: SourceHeads, kind: Indices) -> Flags:
    """Tell which heads are one unnamed official who was introduced before: "the mayor"."""
    one: Flags = heads.begin_with(tokens, "the") & (kind == OFFICIAL_UNNAMED)
    one &= ~heads.last.are("plural", "body of officials")
    return one


@dataclass(frozen=True, slots=True)
class _Courteous:
    """A source like "Ms. Lee": the persons of that surname, and the name as it is written."""

    bearers: list[int]
    written: int


def _courteous(
    tokens: Tokens, heads: SourceHeads, names: Names, rows: Indices
) -> dict[int, _Courteous]:
    """Return the sources *rows*, surnames with a gender, that persons named in full bear."""
    article, stop = heads.article[rows], heads.stop[rows]
    bearers = names.persons.bearers(article, names.surname_before(stop))
    written = names.written(article, names_in(tokens, stop - 1, stop))
    columns = zip(rows.tolist(), bearers, written, strict=True)
    return {row: _Courteous(known, written) for row, known, written in columns if known}


class _Reader:
    """Reads sources in order, because each may tell the gender of a person whom the next means.

    ``name``, ``gender`` and ``speaks``, whether a source is one person, are those of the sources,
    and written to; ``known`` and ``courtesy`` the gender of each name and the bits of those that
    titles tell. Views of memory give and take one number at a time, and nothing is converted.
    """

    def __init__(
        self, persons: Persons, courtesy: Bits, *, name: Indices, gender: Bits, speaks: Flags
    ) -> None:
        size = len(courtesy)
        known = np.append(persons.gender, np.zeros(size + 1 - len(persons), np.uint8))
        by_title = np.append(_ONE_GENDER[courtesy], np.uint8(0))
        # The gender of most sources is settled: only persons of none may still have it told.
        is_open = (known == 0) & (np.arange(size + 1) < len(persons))
        settled = np.where(known > 0, known, by_title) * ~is_open
        number = np.maximum(name, NOBODY)  # whose values are the last
        gender[:] = np.where(gender > 0, gender, settled[number])
        self._is_open = is_open[number]
        self.name, self.gender, self.speaks = name.data, gender.data, speaks.data
        self.known, self.courtesy, self._by_title = known.data, courtesy.data, by_title.data
        self._n_mentions = persons.n_mentions.data

    def read(
        self, near: Candidates, *, pronouns: Indices, courteous: dict[int, _Courteous]
    ) -> None:
        """Find whom *pronouns* and *courteous* sources mean, and learn the genders of persons."""
        known, by_title = self.known, self._by_title
        self._is_open[pronouns] = self._is_open[list(courteous)] = True
        self._read_sure(near, pronouns)
        number = {row: k for k, row in enumerate(pronouns.tolist())}
        for i in np.flatnonzero(self._is_open).tolist():
            if i in number:
                self.name[i] = self._antecedent(near, number[i], self.gender[i])
                self.speaks[i] = self.name[i] >= 0
            elif i in courteous:
                self.name[i] = self._bearer(courteous[i], self.gender[i])
            name = self.name[i]
            if name >= 0:
                gender = self.gender[i] = self.gender[i] or known[name] or by_title[name]
                if self.speaks[i] and not known[name] and name < len(self._n_mentions):
                    known[name] = gender

    def _read_sure(self, near: Candidates, pronouns: Indices) -> None:
        """Find whom *pronouns* mean whose nearest candidate is known to be of their gender."""
        first, source, stands = map(np.asarray, (near.first, near.source, near.name))
        columns = (self.name, self.gender, self.speaks, self.known)
        name, gender, speaks, known = map(np.asarray, columns)
        rows = np.flatnonzero(np.diff(first) > 0)
        source, stands, rows = source[first[rows]], stands[first[rows]], pronouns[rows]
        is_settled = speaks & ~self._is_open
        told = np.where(source >= 0, (gender * is_settled)[source], known[stands])
        sure = told == gender[rows]
        name[rows[sure]] = np.where(source >= 0, name[source], stands)[sure]
        speaks[rows[sure]] = name[rows[sure]] >= 0
        self._is_open[rows[sure]] = False

    def _bearer(self, source: _Courteous, gender: int) -> int:
        """Return the bearer known to be of *gender*, or the one who must be; else as written."""
        known = [p for p in source.bearers if self.known[p] == gender]
        unknown = [p for p in source.bearers if not self.known[p]]
        others = self.courtesy[source.bearers[0]] & ~gender
        explained = not others or any(self.known[p] & others for p in source.bearers)
        fitting = known or (unknown if len(unknown) == 1 and explained else [])
        return max(fitting, key=self._n_mentions.__getitem__) if fitting else source.written

    def _antecedent(self, near: Candidates, k: int, gender: int) -> int:
        """Return whom pronoun *k* of *gender* stands for: `NOBODY` if unnamed, or `_NOT_FOUND`.

        Of the nearest sentence that names or lets speak one of that gender, or one of no known
        gender, the first of that gender is taken, else the first of no known one.
        """
        found, sentence = _NOT_FOUND, None
        for row in range(near.first[k], near.first[k + 1]):
            if near.sentence[row] != sentence:
                if found != _NOT_FOUND:
                    break
                sentence = near.sentence[row]
            source, name = near.source[row], near.name[row]
            told = 0
            if source >= 0:
                if not self.speaks[source]:
                    continue
                name, told = self.name[source], self.gender[source]
            if name >= 0:
                told = told or self.known[name] or self._by_title[name]
            if told == gender:
                return name
            if not told and found == _NOT_FOUND:
                found = name
        return found
