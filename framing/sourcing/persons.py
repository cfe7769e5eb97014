"""The persons that the articles of a batch name in full, and what words tell in an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.sourcing.name_mentions import MAN, WOMAN, NameMentions
from framing.sourcing.word_classes import bare_types, word_classes
from framing.sourcing.word_roles import TELLING
from framing.text.gaps import texts_of
from framing.text.token_ranges import first_of_runs
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint8]
Types = npt.NDArray[np.int32]

NOBODY = -1
_VAGUE = 16  # added to the code of a role that a vague office tells


@dataclass(frozen=True, slots=True, eq=False)
class ByWord:
    """What words tell in their articles: ``value[i]`` by ``key[i]``; keys are sorted and unique.

    ``tells`` is True for the types that tell something in some article, False for the last one.
    """

    key: Indices
    value: npt.NDArray[Any]
    tells: npt.NDArray[np.bool_]

    def of(self, article: Indices, word: Types, *, otherwise: int = 0) -> npt.NDArray[Any]:
        """Return what each *word* tells in its *article*, *otherwise* where it tells nothing."""
        found = np.full(len(word), otherwise, self.value.dtype)
        row = np.flatnonzero(self.tells.take(word, mode="clip"))
        wanted = _keys(article[row], word[row])
        place = np.searchsorted(self.key, wanted)
        told = np.flatnonzero(self.key.take(place, mode="clip") == wanted)
        found[row[told]] = self.value[place[told]]
        return found


def by_word(article: Indices, word: Types, value: npt.NDArray[Any]) -> ByWord:
    """Return the first *value* that stands with each *word* in each *article*.

    >>> roles = by_word(np.array([0, 0, 1]), np.array([7, 7, 7], np.int32), np.array([3, 4, 5]))
    >>> roles.of(np.array([0, 1, 2]), np.array([7, 7, 7], np.int32)).tolist()
    [3, 5, 0]
    """
    key, first = np.unique(_keys(article, word), return_index=True)
    return ByWord(key, value[first], _telling(word))


def _telling(word: Types) -> npt.NDArray[np.bool_]:
    """Return a table that is True for the types in *word*, and False for the last one."""
    tells = np.zeros(word.max(initial=0) + 2, np.bool_)
    tells[word] = True
    return tells


def _keys(article: Indices, word: Types) -> Indices:
    return article << 32 | word


@dataclass(frozen=True, slots=True, eq=False)
class Persons:
    """The persons named in full, columns of shape (n_persons,), in order of their first mention.

    ``surname`` is the type of the last word, without a possessive, ``at`` the first token of the
    first mention, ``n_mentions`` how often they are named in full. ``gender`` is the `WOMAN` or
    `MAN` that words introducing the name tell first, else that of the first name, else 0; ``role``
    the first `ROLE_CODE` that these words tell, or if a vague office does, the first `TELLING`
    one. ``by_surname`` lists the persons of an article and surname together, with the sorted
    ``key`` of both for each of them; ``leader`` tells the one most often named in full, by article
    and surname and for each person.
    """

    name: list[str]
    article: Indices
    surname: Types
    at: Indices
    n_mentions: Indices
    gender: Bits
    role: Bits
    by_surname: list[int]
    key: Indices
    leader: ByWord
    leader_of: Indices

    def __len__(self) -> int:
        return len(self.name)

    def leaders(self, article: Indices, surname: Types) -> Indices:
        """Return the bearer of each *surname* most often named in full, or `NOBODY`."""
        return self.leader.of(article, surname, otherwise=NOBODY)

    def bearers(self, article: Indices, surname: Types) -> list[list[int]]:
        """Return the bearers of each *surname* in its *article*, as they are first mentioned."""
        wanted = _keys(article, surname)
        begin = np.searchsorted(self.key, wanted, "left").tolist()
        end = np.searchsorted(self.key, wanted, "right").tolist()
        return [self.by_surname[a:b] for a, b in zip(begin, end, strict=True)]

    def ending(self, texts: list[str], article: Indices, surname: Types) -> list[int]:
        """Return the first bearer of each *surname* whose name ends the text, or `NOBODY`."""
        bearers = self.bearers(article, surname)
        return [self._ending(text, known) for text, known in zip(texts, bearers, strict=True)]

    def _ending(self, text: str, bearers: list[int]) -> int:
        for person in bearers:
            name = self.name[person]
            if text.endswith(name) and (text == name or text[-len(name) - 1] == " "):
                return person
        return NOBODY


def names_in(tokens: Tokens, first: Indices, stop: Indices) -> list[str]:
    """Return the names from each *first* up to *stop* as they are written, without a possessive.

    >>> from framing.tokens import tokenize
    >>> names_in(tokenize(["Ann  Lee’s aide"]), np.array([0, 0]), np.array([2, 3]))
    ['Ann Lee', 'Ann Lee’s aide']
    """
    texts = texts_of(tokens, first, stop)
    words = word_classes(tokens.vocabulary, tokens.type_id[stop - 1])
    for i in np.flatnonzero(words.are("possessive")).tolist():
        texts[i] = texts[i].removesuffix("’s").removesuffix("'s")
    return texts


def persons_of(
    tokens: Tokens, mentions: NameMentions, number: dict[tuple[int, str], int]
) -> tuple[Persons, Indices]:
    """Return the persons of *mentions*, and which of them each mention names.

    *number*, empty when given, then numbers them by article and name.
    """
    texts = names_in(tokens, mentions.first, mentions.stop)
    named = zip(mentions.article.tolist(), texts, strict=True)
    person = np.array([number.setdefault(name, len(number)) for name in named], np.int64)
    size = len(number)
    first = np.zeros(size, np.int64)
    first[person[::-1]] = np.arange(len(person))[::-1]
    n_mentions = np.bincount(person, minlength=size)
    told = _first_told(person, mentions.told, size)
    vague = np.where(mentions.vague, np.uint8(_VAGUE), np.uint8(0))
    role = _first_told(person, mentions.role + vague, size)
    telling = TELLING[mentions.role] & ~mentions.vague
    clear = _first_told(person, np.where(telling, mentions.role, np.uint8(0)), size)
    role = np.where((role > _VAGUE) & (clear > 0), clear, role % _VAGUE)
    gender = np.where(told > 0, told, mentions.given[first])
    article = mentions.article[first]
    surname = bare_types(tokens.vocabulary, tokens.type_id[mentions.stop[first] - 1])
    key = _keys(article, surname)
    by_surname = np.argsort(key, kind="stable")
    key = key[by_surname]
    begin = first_of_runs(key)
    # The more mentions the higher, of as many the first: from it the person can be told again.
    most = np.maximum.reduceat(n_mentions[by_surname] * size - by_surname, begin)
    leader = ByWord(key[begin], -most % size, _telling(surname))
    leader_of = np.empty(size, np.int64)
    leader_of[by_surname] = np.repeat(leader.value, np.diff(begin, append=size))
    persons = Persons(
        name=[name for _, name in number],
        article=article,
        surname=surname,
        at=mentions.first[first],
        n_mentions=n_mentions,
        gender=np.where(gender == WOMAN | MAN, 0, gender).astype(np.uint8),
        role=role,
        by_surname=by_surname.tolist(),
        key=key,
        leader=leader,
        leader_of=leader_of,
    )
    return persons, person


def _first_told(person: Indices, told: Bits, size: int) -> Bits:
    """Return the first of the values other than 0 that the mentions of each person have, or 0."""
    telling = np.flatnonzero(told)[::-1]
    first = np.zeros(size, np.uint8)
    first[person[telling]] = told[telling]
    return first
