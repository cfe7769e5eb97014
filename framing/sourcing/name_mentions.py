"""Where a batch names persons in full, and which words introduce them there."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.sourcing.source_heads import is_capitalized
from framing.sourcing.word_classes import word_classes
from framing.sourcing.word_roles import word_roles
from framing.text.gaps import gap_holds
from framing.text.token_ranges import TokenRanges, token_ranges
from framing.tokens import LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

WOMAN, MAN = 1, 2
_LONGEST_NAME = 4
_APPOSITION = 9
_BLANK, _PERIOD, _COMMA = ord(" "), ord("."), re.compile(",")


@dataclass(frozen=True, slots=True, eq=False)
class NameMentions:
    """The mentions of persons in full in a batch, columns of shape (n_mentions,), in order.

    The name in text ``article[i]`` is the tokens from ``first[i]`` up to ``stop[i]``. What
    introduces it are the titles from ``title[i]`` on, the word before it from ``before[i]`` on,
    and the apposition behind it up to ``apposition[i]``; each may be none. ``told`` holds the
    bits `WOMAN` and `MAN` where one of these tells them, ``role`` the first `ROLE_CODE` they tell.
    """

    article: Indices
    title: Indices
    before: Indices
    first: Indices
    stop: Indices
    apposition: Indices
    told: npt.NDArray[np.uint8]
    role: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Courtesies:
    """The titles that tell a gender with a name: in ``article[i]``, whose last word is ``last[i]``.

    ``gender`` is `WOMAN` or `MAN`.
    """

    article: Indices
    last: Indices
    gender: npt.NDArray[np.uint8]


def find_name_mentions(tokens: Tokens) -> tuple[NameMentions, Courtesies]:
    """Return where persons are named in full, and where a courtesy title stands with a name.

    A name is two to four capitalized words behind the titles of a run of capitalized words, none
    of which marks an organization, a place or a news outlet.

    >>> from framing.tokens import tokenize
    >>> mentions, courtesies = find_name_mentions(tokenize(["Mayor Ann Lee spoke. Ms. Lee left."]))
    >>> mentions.first.tolist(), mentions.stop.tolist(), courtesies.last.tolist()
    ([1], [3], [5])
    """
    runs = _capital_runs(tokens)
    article = np.searchsorted(tokens.first, runs.first, "right") - 1
    name = _behind_titles(tokens, runs, article)
    words = word_classes(tokens.vocabulary, tokens.type_id[name.token])
    last = name.token == name.stop[name.owner] - 1
    begin = name.token == name.first[name.owner]
    size = name.stop - name.first
    is_other = words.are("organization") | (last & words.are("bare media"))
    is_other |= begin & words.are("bare place begins")
    person = (size >= 2) & (size <= _LONGEST_NAME) & ~name.any(is_other)
    return (
        _introduced(
            tokens, article[person], runs.first[person], name.first[person], name.stop[person]
        ),
        _courtesies(tokens, article, runs, name),
    )


def _capital_runs(tokens: Tokens) -> TokenRanges:
    """Return runs of two capitalized words or more that a blank or an initial's period parts."""
    capital = is_capitalized(tokens, np.arange(len(tokens)))
    at = np.flatnonzero(capital[:-1] & capital[1:])
    gap = tokens.start[at + 1] - tokens.end[at]
    unit = tokens.units[tokens.end[at]]
    joins = ((gap == 1) & (unit == _BLANK)) | ((gap == 2) & (unit == _PERIOD))
    at = at[joins & (tokens.sentence[at + 1] == tokens.sentence[at])]
    apart = np.diff(at, prepend=-2, append=len(tokens) + 1) > 1
    return token_ranges(at[apart[:-1]], at[apart[1:]] + 2)


def _behind_titles(tokens: Tokens, runs: TokenRanges, article: Indices) -> TokenRanges:
    """Return what of each run stands behind its titles and function words, maybe nothing.

    A title inside counts ("US President Ann Lee"), unless it may be a name too; so does the
    portfolio in "Secretary of State Ann Lee".
    """
    words = word_classes(tokens.vocabulary, tokens.type_id[runs.token])
    last = runs.token == runs.stop[runs.owner] - 1
    inside = words.are("bare title") & ~words.are("bare title or name") & ~last
    first = runs.last_where(inside) + 1
    of = tokens.vocabulary.id_of("of")
    after_of = (runs.first > tokens.first[article]) & (tokens.type_id[runs.first - 1] == of)
    begin = runs.token == runs.first[runs.owner]
    first = np.maximum(
        first, runs.first + (after_of & runs.any(begin & words.are("bare portfolio")))
    )
    is_name = ~words.are("bare title") & ~words.are("bare function")
    first = runs.first_where(is_name & (runs.token >= first[runs.owner]))
    return token_ranges(first, runs.stop)


def _courtesies(
    tokens: Tokens, article: Indices, runs: TokenRanges, name: TokenRanges
) -> Courtesies:
    titled = np.flatnonzero((name.first > runs.first) & (name.stop > name.first))
    told = _told(tokens, name.first[titled] - 1, "bare woman", "bare man")
    telling = told > 0
    titled = titled[telling]
    return Courtesies(article[titled], name.stop[titled] - 1, told[telling])


def _told(tokens: Tokens, at: Indices, woman: str, man: str) -> npt.NDArray[np.uint8]:
    """Return the bits of the genders that the words *at* tell by the classes *woman* and *man*."""
    words = word_classes(tokens.vocabulary, tokens.type_id[at])
    told: npt.NDArray[np.uint8] = words.are(woman) * np.uint8(WOMAN) | words.are(man) * np.uint8(
        MAN
    )
    return told


def _introduced(
    tokens: Tokens, article: Indices, title: Indices, first: Indices, stop: Indices
) -> NameMentions:
    """Return the names from *first* up to *stop* with the words that introduce them."""
    before = np.maximum(first - 1, 0)
    plain = (tokens.sentence[before] == tokens.sentence[first]) & (
        tokens.shape[before] == LOWERCASE
    )
    before = np.where(plain, before, first)
    apposition = _apposition_stops(tokens, first, stop)
    told = np.zeros(len(first), np.uint8)
    titles, behind = token_ranges(title, first), token_ranges(stop, apposition)
    np.bitwise_or.at(told, titles.owner, _told(tokens, titles.token, "bare woman", "bare man"))
    np.bitwise_or.at(told, behind.owner, _told(tokens, behind.token, "woman", "man"))
    told |= np.where(plain, _told(tokens, before, "woman", "man"), 0).astype(np.uint8)
    role = titles.first_value(word_roles(tokens.vocabulary, tokens.type_id[titles.token]))
    by_before = word_roles(tokens.vocabulary, tokens.type_id[before]) * plain
    by_behind = behind.first_value(word_roles(tokens.vocabulary, tokens.type_id[behind.token]))
    role = np.where(role > 0, role, np.where(by_before > 0, by_before, by_behind))
    return NameMentions(article, title, before, first, stop, apposition, told, role)


def _apposition_stops(tokens: Tokens, first: Indices, stop: Indices) -> Indices:
    """Return where the apposition behind the comma of each name stops; *stop* if there is none.

    It is at most nine words long, and a comma, "who" or the end of the sentence stops it.
    """
    found = stop.copy()
    rows = np.flatnonzero(gap_holds(tokens, stop - 1, _COMMA))
    window = stop[rows, None] + np.arange(_APPOSITION)
    at = np.minimum(window, len(tokens) - 1)
    ends = tokens.sentence[at] != tokens.sentence[first[rows], None]
    ends |= (window >= len(tokens)) | (tokens.type_id[at] == tokens.vocabulary.id_of("who"))
    ends[:, 1:] |= gap_holds(tokens, at[:, :-1].ravel(), _COMMA).reshape(-1, _APPOSITION - 1)
    length = np.where(ends.any(axis=1), ends.argmax(axis=1), _APPOSITION)
    found[rows] += length
    return found
