"""Where a batch names persons in full, and which words introduce them there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.sourcing.bodies import bodies_again, find_bodies
from framing.sourcing.name_runs import CapitalRuns, name_runs
from framing.sourcing.source_heads import SourceHeads
from framing.sourcing.word_classes import bare_types, word_classes
from framing.sourcing.word_roles import ROLE_CODE, roles_in_place, word_roles
from framing.text.gaps import gap_holds
from framing.text.token_ranges import TokenRanges, token_ranges
from framing.tokens import LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Types = npt.NDArray[np.int32]

WOMAN, MAN = 1, 2
_LONGEST_NAME = 4
_APPOSITION = 9
_LEADING = 5
_MILITARY, _POLICE = ROLE_CODE["military"], ROLE_CODE["police"]
_VAGUE = 16  # added to the code of a role


@dataclass(frozen=True, slots=True, eq=False)
class NameMentions:
    """The mentions of persons in full in a batch, columns of shape (n_mentions,), in order.

    The name in text ``article[i]`` is the tokens from ``first[i]`` up to ``stop[i]``, and one of
    the `NameRuns`, ``run[i]``. What
    introduces it are the titles from ``title[i]`` on, the word before it from ``before[i]`` on,
    and the apposition behind it up to ``apposition[i]``; each may be none. ``told`` holds the
    bits `WOMAN` and `MAN` where one of these tells them, ``given`` where the first name does, and
    ``role`` the first `ROLE_CODE` they tell; ``vague`` tells where only an office that exists
    everywhere does, as "commissioner".
    """

    run: Indices
    article: Indices
    title: Indices
    before: Indices
    first: Indices
    stop: Indices
    apposition: Indices
    told: npt.NDArray[np.uint8]
    given: npt.NDArray[np.uint8]
    role: npt.NDArray[np.uint8]
    vague: Flags


@dataclass(frozen=True, slots=True, eq=False)
class NameRuns:
    """All that may be a name, if only a surname: columns of shape (n_runs,), in order.

    It is the tokens from ``first[i]`` up to ``stop[i]`` of text ``article[i]``, and ``surname`` the
    type of the last one without a possessive; ``near`` tells whether a pronoun may mean it.
    ``role`` is the `ROLE_CODE` told by a title before a surname ("Sen. Reed"), by a campaign ("the
    Reed campaign") or a vote ("voted for Reed"), else 0; ``company`` tells the names of companies,
    ``body`` those of bodies that a noun introduces (`find_bodies`).
    """

    article: Indices
    first: Indices
    stop: Indices
    surname: Types
    near: Flags
    role: npt.NDArray[np.uint8]
    company: Flags
    body: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Courtesies:
    """The titles that tell a gender with a name: in ``article[i]`` with ``surname[i]``.

    ``gender`` is `WOMAN` or `MAN`.
    """

    article: Indices
    surname: Types
    gender: npt.NDArray[np.uint8]


def find_name_mentions(
    tokens: Tokens, heads: SourceHeads
) -> tuple[NameMentions, Courtesies, NameRuns]:
    """Return where persons are named in full, where courtesy titles stand, and all `name_runs`.

    A name is two to four capitalized words behind the titles of a run of capitalized words, none
    of which marks an organization, a place or a news outlet.

    >>> from framing.attributions import find_attributions
    >>> from framing.sourcing.source_heads import source_heads
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(['Mayor Ann Lee spoke in Dale. "It is shut," Ms. Lee said.'])
    >>> heads = source_heads(tokens, find_attributions(tokens))
    >>> mentions, courtesies, runs = find_name_mentions(tokens, heads)
    >>> mentions.first.tolist(), len(courtesies.surname), runs.first.tolist()
    ([1], 1, [1, 10])
    """
    runs = name_runs(tokens, heads)
    first = _behind_titles(tokens, runs.begin, runs.stop)
    named = np.flatnonzero(first < runs.stop)
    runs, first = runs.take(named), first[named]
    article, begin, stop = runs.article, runs.begin, runs.stop
    surname = bare_types(tokens.vocabulary, tokens.type_id[stop - 1])
    body, of_body = _bodies(tokens, runs, first, surname, heads.capitalized)
    person = np.flatnonzero(_are_persons(tokens, first, stop) & ~of_body)
    titled = np.flatnonzero(begin < first)
    by_title = np.zeros(len(first), np.uint8)
    by_title[titled] = _roles_of_titles(tokens, token_ranges(begin[titled], first[titled]))
    roles, companies = _roles_beside(tokens, by_title, first, stop), _companies(tokens, first, stop)
    introduced = (column[person] for column in (article, begin, first, stop))
    return (
        _introduced(tokens, person, *introduced, by_title=by_title[person]),
        _courtesies(tokens, article[titled], first[titled], surname[titled]),
        NameRuns(article, first, stop, surname, runs.near, roles, companies, body),
    )


def _behind_titles(tokens: Tokens, begin: Indices, stop: Indices) -> Indices:
    """Return where the name of each run begins, behind titles and function words; maybe its stop.

    A title inside counts ("US President Ann Lee"), unless it may be a name too; so does the
    portfolio in "Secretary of State Ann Lee".
    """
    runs = token_ranges(begin, stop)
    words = word_classes(tokens.vocabulary, tokens.type_id[runs.token])
    rows = np.flatnonzero(runs.any(words.are("bare title", "bare function", "bare portfolio")))
    runs = token_ranges(begin[rows], stop[rows])
    words = word_classes(tokens.vocabulary, tokens.type_id[runs.token])
    last = runs.token == runs.stop[runs.owner] - 1
    inside = words.are("bare title") & ~words.are("bare title or name") & ~last
    portfolio = word_classes(tokens.vocabulary, tokens.type_id[runs.first]).are("bare portfolio")
    portfolio &= tokens.type_id[runs.first - 1] == tokens.vocabulary.id_of("of")
    at = runs.first[portfolio]
    portfolio[portfolio] = (
        tokens.first[np.searchsorted(tokens.first, at)] != at
    )  # else "of" ends another
    earliest = np.maximum(runs.last_where(inside) + 1, runs.first + portfolio)
    is_name = ~words.are("bare title", "bare function")
    first = begin.copy()
    first[rows] = runs.first_where(is_name & (runs.token >= earliest[runs.owner]))
    return first


def _bodies(
    tokens: Tokens, runs: CapitalRuns, first: Indices, surname: Types, capitalized: Flags
) -> tuple[npt.NDArray[np.uint8], Flags]:
    """Return what `find_bodies` tells of the names of *runs*, and which are those of its bodies.

    The names begin at *first*, behind titles; one with a title is no body's.
    """
    titled = runs.begin < first
    plain = np.flatnonzero(~titled)
    told = find_bodies(tokens, first[plain], runs.stop[plain], capitalized)
    bodies, again = bodies_again(
        tokens, runs.article, first, surname, body=plain[told > 0], titled=titled
    )
    body, of_body = np.zeros(len(first), np.uint8), np.zeros(len(first), np.bool_)
    body[bodies] = told[np.searchsorted(plain, bodies)]
    of_body[again] = True
    return body, of_body


def _are_persons(tokens: Tokens, first: Indices, stop: Indices) -> Flags:
    """Tell which names are those of persons."""
    size, are_persons = stop - first, np.zeros(len(first), np.bool_)
    rows = np.flatnonzero((size >= 2) & (size <= _LONGEST_NAME))
    names = token_ranges(first[rows], stop[rows])
    words, begin, last = (
        word_classes(tokens.vocabulary, tokens.type_id[at])
        for at in (names.token, names.first, names.stop - 1)
    )
    other = names.any(words.are("organization"))
    other |= begin.are("bare place begins") | last.are("bare media")
    are_persons[rows] = ~other
    return are_persons


def _roles_beside(
    tokens: Tokens, by_title: npt.NDArray[np.uint8], first: Indices, stop: Indices
) -> npt.NDArray[np.uint8]:
    """Return the roles that titles of surnames, campaigns and votes tell of names, 0 for none."""
    role: npt.NDArray[np.uint8] = by_title % _VAGUE * (stop - first == 1)
    behind = np.minimum(stop, len(tokens) - 1)
    rows = np.flatnonzero(word_classes(tokens.vocabulary, tokens.type_id[behind]).are("told by"))
    small = tokens.shape[behind[rows]] == LOWERCASE
    campaign = rows[small & (tokens.sentence[behind[rows]] == tokens.sentence[first[rows]])]
    before = tokens.type_id[np.maximum(first - 1, 0)]
    elects = word_classes(tokens.vocabulary, before).are("elects")
    rows = np.flatnonzero(before == tokens.vocabulary.id_of("for"))
    earlier = np.maximum(first[rows] - 2, 0)
    votes = word_classes(tokens.vocabulary, tokens.type_id[earlier]).are("vote")
    votes &= tokens.sentence[earlier] == tokens.sentence[first[rows]]
    elects[rows[votes]] = True
    rows = np.flatnonzero(elects)
    vote = rows[tokens.sentence[np.maximum(first[rows] - 1, 0)] == tokens.sentence[first[rows]]]
    role[campaign] = role[vote] = ROLE_CODE["government"]
    return role


def _companies(tokens: Tokens, first: Indices, stop: Indices) -> Flags:
    company = np.zeros(len(first), np.bool_)
    rows = np.flatnonzero(stop - first > 1)
    last = word_classes(tokens.vocabulary, tokens.type_id[stop[rows] - 1])
    company[rows] = last.are("bare company")
    return company


def _courtesies(tokens: Tokens, article: Indices, first: Indices, surname: Types) -> Courtesies:
    told = _told(tokens, first - 1, "bare woman", "bare man")
    telling = np.flatnonzero(told)
    return Courtesies(article[telling], surname[telling], told[telling])


def _told(tokens: Tokens, at: Indices, woman: str, man: str) -> npt.NDArray[np.uint8]:
    """Return the bits of the genders that the words *at* tell by the classes *woman* and *man*."""
    words = word_classes(tokens.vocabulary, tokens.type_id[at])
    told: npt.NDArray[np.uint8] = words.are(woman) * np.uint8(WOMAN) | words.are(man) * np.uint8(
        MAN
    )
    return told


def _introduced(
    tokens: Tokens,
    run: Indices,
    article: Indices,
    title: Indices,
    first: Indices,
    stop: Indices,
    *,
    by_title: npt.NDArray[np.uint8],
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
    of_own = tokens.type_id.take(behind.first, mode="clip") != tokens.vocabulary.id_of("whose")
    told_behind = _told(tokens, behind.token, "woman", "man") * of_own[behind.owner]
    np.bitwise_or.at(told, behind.owner, told_behind)
    told |= np.where(plain, _told(tokens, before, "woman", "man"), 0).astype(np.uint8)
    given = _told(tokens, first, "first name of woman", "first name of man")
    by_before, by_behind = _leading_roles(tokens, before, plain), _roles_behind(tokens, behind)
    ranks = word_classes(tokens.vocabulary, tokens.type_id[titles.token]).are("junior rank")
    of_police = titles.any(ranks) & ((by_before == _POLICE) | (by_behind == _POLICE))
    by_title = np.where(of_police & (by_title == _MILITARY), np.uint8(_POLICE), by_title)
    role = np.where(by_title > 0, by_title, np.where(by_before > 0, by_before, by_behind))
    return NameMentions(
        *(run, article, title, before, first, stop, apposition, told, given),
        role=role % _VAGUE,
        vague=role >= _VAGUE,
    )


def _told_roles(tokens: Tokens, at: Indices, code: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return the roles *code* told by words *at*, with `_VAGUE` added where the word is vague."""
    vague = word_classes(tokens.vocabulary, tokens.type_id[at]).are("vague office")
    return code + np.uint8(_VAGUE) * (vague & (code > 0))


def _roles_of_titles(tokens: Tokens, titles: TokenRanges) -> npt.NDArray[np.uint8]:
    """Return the first role that the titles before each name tell; a bare rank is military."""
    at = titles.token
    code = roles_in_place(tokens, at)
    told: npt.NDArray[np.uint8] = titles.first_value(_told_roles(tokens, at, code))
    ranks = titles.any(word_classes(tokens.vocabulary, tokens.type_id[at]).are("rank"))
    ranks &= ~titles.any(tokens.type_id[at] == tokens.vocabulary.id_of("fire"))
    return np.where((told == 0) & ranks, np.uint8(_MILITARY), told)


def _roles_behind(tokens: Tokens, behind: TokenRanges) -> npt.NDArray[np.uint8]:
    """Return the first role that each apposition tells, a vague one only without another."""
    code = _told_roles(tokens, behind.token, roles_in_place(tokens, behind.token))
    clear = behind.first_value(code * (code < _VAGUE))
    return np.where(clear > 0, clear, behind.first_value(code))


def _leading_roles(tokens: Tokens, before: Indices, plain: Flags) -> npt.NDArray[np.uint8]:
    """Return the role that the word *before* each name tells, or those that lead to it.

    "White House adviser" and "hospital spokesman" need the words before an office to tell.
    """
    words = word_classes(tokens.vocabulary, tokens.type_id[before])
    role = word_roles(tokens.vocabulary, tokens.type_id[before]) * plain
    office = words.are("official_unnamed") | words.are("media") | words.are("group")
    rows = np.flatnonzero(plain & office & ((role == 0) | words.are("defers")))
    window = before[rows, None] - 1 - np.arange(_LEADING)
    at = np.maximum(window, 0)
    joined = (window >= 0) & (tokens.start[at + 1] - tokens.end[at] == 1)
    joined &= tokens.sentence[at] == tokens.sentence[before[rows], None]
    joined &= ~word_classes(tokens.vocabulary, tokens.type_id[at]).are("function")
    joined = np.logical_and.accumulate(joined, axis=1)
    told = word_roles(tokens.vocabulary, tokens.type_id[at]) * joined
    nearest = told[np.arange(len(rows)), (told > 0).argmax(axis=1)]
    role = _told_roles(tokens, before, role)
    role[rows] = np.where(nearest > 0, nearest, role[rows])
    return role


def _apposition_stops(tokens: Tokens, first: Indices, stop: Indices) -> Indices:
    """Return where the apposition behind the comma of each name stops; *stop* if there is none.

    It is at most nine words long, and a comma, "who" or the end of the sentence stops it.
    """
    found = stop.copy()
    rows = np.flatnonzero(gap_holds(tokens, stop - 1, ","))
    window = stop[rows, None] + np.arange(_APPOSITION)
    at = np.minimum(window, len(tokens) - 1)
    ends = tokens.sentence[at] != tokens.sentence[first[rows], None]
    ends |= (window >= len(tokens)) | (tokens.type_id[at] == tokens.vocabulary.id_of("who"))
    ends[:, 1:] |= gap_holds(tokens, at[:, :-1].ravel(), ",").reshape(-1, _APPOSITION - 1)
    length = np.where(ends.any(axis=1), ends.argmax(axis=1), _APPOSITION)
    found[rows] += length
    return found
