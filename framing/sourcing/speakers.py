"""Whose words a source's are: the fullest name that the article gives the speaker, and gender."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.sourcing.antecedents import (
    PARAGRAPHS_BACK,
    Mention,
    antecedent,
    relative_antecedent,
)
from framing.sourcing.names import Names, in_quotes, surname_of, without_possessive
from framing.sourcing.source_heads import SourceHeads, is_capitalized
from framing.sourcing.source_types import (
    ANONYMOUS,
    EYEWITNESS,
    GROUP,
    NAMED_ORGANIZATION,
    NAMED_PERSON,
    OFFICIAL_UNNAMED,
    PRONOUN,
)
from framing.sourcing.word_classes import word_classes
from framing.text.gaps import texts_of
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

_INDIVIDUAL = (NAMED_PERSON, PRONOUN, OFFICIAL_UNNAMED, ANONYMOUS, EYEWITNESS)
_UNNAMED = (OFFICIAL_UNNAMED, ANONYMOUS, EYEWITNESS)
_MAY_BE_NAMED_BEHIND = (OFFICIAL_UNNAMED, ANONYMOUS, GROUP)
_SOURCES_BACK = 8
_NOT_OF_A_NAME = re.compile(r"^(?:[Tt]he|[Aa]n?)\s+|[’']s?$")
_GENDERS = (None, "woman", "man")


@dataclass(frozen=True, slots=True, eq=False)
class Speakers:
    """Who speaks in each source, as lists of length n_sources.

    ``kind`` is the type of the source, which a name in apposition changes; ``name`` the fullest
    name that the article gives, ``gender`` "woman" or "man", ``side`` a party; None if unknown.
    """

    kind: list[int]
    name: list[str | None]
    gender: list[str | None]
    side: list[str | None]


def find_speakers(
    tokens: Tokens,
    heads: SourceHeads,
    names: Sequence[Names],
    *,
    kind: npt.NDArray[np.int64],
    side: Sequence[str | None],
) -> Speakers:
    """Return who speaks in each source; they are read in order, because each may tell of the next.

    *kind* and *side* are what the words of the source say; *names* are those of each text.
    """
    found = Speakers(kind.tolist(), [None] * len(heads), _genders_of_words(heads, kind), list(side))
    reader = _Reader(tokens, heads, names, found)
    behind = _stops_of_apposition(tokens, heads)
    office = _is_one_office(tokens, heads, kind)
    named_behind = np.isin(kind, _MAY_BE_NAMED_BEHIND) & (behind - heads.stop >= 2)
    stands_for = np.array([gender is not None for gender in found.gender], np.bool_)
    stands_for |= tokens.type_id[heads.tokens.first] == tokens.vocabulary.id_of("who")
    named = np.isin(kind, (NAMED_PERSON, NAMED_ORGANIZATION)) | (stands_for & (kind == PRONOUN))
    for i in np.flatnonzero(named | named_behind | office).tolist():
        if found.kind[i] == NAMED_PERSON:
            name: str | None = reader.person(i)
        elif found.kind[i] == NAMED_ORGANIZATION:
            name = reader.organization(i)
        elif found.kind[i] == PRONOUN:
            name = reader.pronoun(i)
        else:
            name = reader.apposition(i, int(behind[i])) if named_behind[i] else None
            name = reader.holder(i) if name is None and office[i] else name
        if name is not None:
            reader.remember(i, name)
    return found


def _genders_of_words(heads: SourceHeads, kind: npt.NDArray[np.int64]) -> list[str | None]:
    """Return the gender that the words of a head tell of one person; "her aide" tells none."""
    parts, words = heads.tokens, heads.words
    pronoun = (kind == PRONOUN)[parts.owner]
    telling = heads.in_head & (pronoun | ~words.are("possessive pronoun"))
    woman = parts.any(telling & words.are("says woman"))
    man = parts.any(telling & words.are("says man"))
    code = np.where(woman, 1, np.where(man, 2, 0)) * np.isin(kind, _INDIVIDUAL)
    return [_GENDERS[c] for c in code.tolist()]


def _stops_of_apposition(tokens: Tokens, heads: SourceHeads) -> npt.NDArray[np.int64]:
    """Return where the capitalized words right behind each head stop: "her aide, Ann Lee"."""
    behind = token_ranges(heads.stop, heads.tokens.stop)
    return behind.first_where(~is_capitalized(tokens, behind.token))


def _is_one_office(
    tokens: Tokens, heads: SourceHeads, kind: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Tell which heads are one unnamed official who was introduced before: "the mayor"."""
    begins_with_the = tokens.type_id[heads.tokens.first] == tokens.vocabulary.id_of("the")
    last = word_classes(tokens.vocabulary, tokens.type_id[heads.stop - 1])
    one: npt.NDArray[np.bool_] = begins_with_the & ~last.are("plural") & (kind == OFFICIAL_UNNAMED)
    return one


class _Reader:
    """Reads the sources of a batch one after the other, and remembers who has spoken."""

    def __init__(
        self, tokens: Tokens, heads: SourceHeads, names: Sequence[Names], found: Speakers
    ) -> None:
        self._tokens, self._names, self._found = tokens, names, found
        self._article: list[int] = heads.article.tolist()
        self._first: list[int] = heads.tokens.first.tolist()
        self._name: list[int] = heads.name.tolist()
        self._stop: list[int] = heads.stop.tolist()
        is_person = np.array(found.kind) == NAMED_PERSON
        begin = tokens.start[np.where(is_person, heads.name, heads.tokens.first)]
        self._start: list[int] = begin.tolist()
        self._end: list[int] = tokens.end[heads.stop - 1].tolist()
        types, last = tokens.vocabulary.types, tokens.type_id[heads.stop - 1]
        self._last = [types[t] for t in last.tolist()]
        several = word_classes(tokens.vocabulary, last).are("plural")
        one = np.isin(found.kind, _UNNAMED) & ~several
        self._is_one: list[bool] = one.tolist()  # until a name is known
        self._sentence: list[int] = tokens.sentence[heads.tokens.first].tolist()
        self._paragraph: list[int] = tokens.paragraph[heads.tokens.first].tolist()
        marks = names[0].places.marks if names else np.zeros(0, np.int64)
        self._quoted: list[bool] = in_quotes(marks, tokens.start[heads.tokens.first]).tolist()

    def _text(self, i: int) -> str:
        """Return the head of source *i*, of a person without what stands before the name."""
        return " ".join(self._tokens.joined[self._start[i] : self._end[i]].split())

    def person(self, i: int) -> str:
        """Return the fullest name of the person named at the end of the head."""
        return self._names[self._article[i]].full_name(
            without_possessive(self._text(i)),
            self._last[i].removesuffix("'s"),
            alone=self._stop[i] - self._name[i] == 1,
            gender=self._found.gender[i],
        )

    def organization(self, i: int) -> str:
        """Return the head without its article and possessive."""
        return _NOT_OF_A_NAME.sub("", self._text(i))

    def apposition(self, i: int, stop: int) -> str | None:
        """Return the person named behind the head, up to token *stop*: "her aide, Maj. Ann Lee"."""
        [text] = texts_of(self._tokens, np.array([self._stop[i]]), np.array([stop]))
        bearers = self._names[self._article[i]].persons.get(surname_of(text), [])
        names = [p.name for p in bearers if text == p.name or text.endswith(" " + p.name)]
        if not names:
            return None
        self._found.kind[i] = NAMED_PERSON
        return names[0]

    def holder(self, i: int) -> str | None:
        """Return the person last introduced with the office that the head names."""
        return self._names[self._article[i]].holder_of(self._last[i], self._first[i])

    def pronoun(self, i: int) -> str | None:
        """Return the person that "he", "she" or "who" stands for; its side is that of before."""
        found, article = self._found, self._article[i]
        names, gender = self._names[article], found.gender[i]
        recent = range(max(0, i - _SOURCES_BACK), i)
        spoken = [j for j in recent if self._is_one[j] and self._article[j] == article]
        if gender is None:
            name = relative_antecedent(self._first[i], names)
        else:
            farthest = self._paragraph[i] - PARAGRAPHS_BACK
            speakers = [self._mention(j) for j in spoken if self._paragraph[j] >= farthest]
            name = antecedent(self._mention(i), gender, names, speakers)
        same = (found.side[j] for j in reversed(spoken) if (found.name[j] or "") == name)
        found.side[i] = found.side[i] or next(same, None)
        return name or None

    def _mention(self, i: int) -> Mention:
        found = self._found
        return Mention(
            self._first[i],
            self._sentence[i],
            self._paragraph[i],
            self._quoted[i],
            found.name[i] or "",
            found.gender[i],
        )

    def remember(self, i: int, name: str) -> None:
        """Keep that source *i* is *name*, and what that says of its gender."""
        found, names = self._found, self._names[self._article[i]]
        found.name[i] = name
        gender = found.gender[i] = found.gender[i] or names.gender_of(name)
        self._is_one[i] = found.kind[i] != NAMED_ORGANIZATION
        if self._is_one[i] and gender is not None:
            names.learn_gender(name, gender)
