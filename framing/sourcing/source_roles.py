"""The role and the side of each source, by its words and by those that introduce its speaker."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from framing.actors.actor_tokens import ACTOR_CODE, ActorTokens
from framing.sourcing.names import Names
from framing.sourcing.source_heads import SourceHeads
from framing.sourcing.source_types import ANONYMOUS, MEDIA, NAMED_ORGANIZATION
from framing.sourcing.word_roles import ROLE_CODE, TELLING, give_way, roles_in_place
from framing.tokens import Tokens

Codes = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]

_GOVERNMENT, _MEDIA, _BUSINESS, _POLICE = (
    ROLE_CODE[role] for role in ("government", "media", "business", "police")
)
_OF_ACTORS = ("government", "military", "armed_group")
_ROLE_OF_ACTOR = np.array(
    [ROLE_CODE[role] if role in _OF_ACTORS else 0 for role in ("", *ACTOR_CODE)], np.uint8
)


def source_sides(
    tokens: Tokens, heads: SourceHeads, parties: ActorTokens
) -> tuple[Codes, tuple[str | None, ...]]:
    """Return a code for the one side each source names, 0 for none or several; and their names."""
    parts = heads.tokens
    side = parties.side_codes(len(tokens)).take(parts.token)
    rows = np.flatnonzero(side)
    named, side = parts.only(rows), side[rows]
    first = named.first_value(side)
    several = named.any(side != first[named.owner])
    return np.where(several, 0, first), parties.sides


def source_roles(
    tokens: Tokens,
    heads: SourceHeads,
    names: Names,
    *,
    kind: Codes,
    by_name: npt.NDArray[np.uint8],
    of_un: Flags,
    actors: npt.NDArray[np.uint8],
) -> Codes:
    """Return the role of each source, a `ROLE_CODE` or 0.

    The last word of the head that tells a role decides, else the first of the whole source, else
    the person whose aide or campaign it is, else what is told *by_name* of the speaker. *Actors*,
    the codes of tokens by an actors lexicon, say which part of a government it is; a country that
    speaks is its government, unless the side is that *of_un*.
    """
    role, is_vague = _roles_by_words(tokens, heads, actors)
    owner = _roles_of_owners(heads, names)
    role = np.where(is_vague & TELLING[by_name], by_name, role)
    for other in (owner, by_name):
        role = np.where((role == 0) & (kind != MEDIA), other, role)
    actor = _roles_of_actors(heads, kind, actors)
    country = (kind == NAMED_ORGANIZATION) & _is_country(tokens, heads)
    role[(role == 0) & (actor == 0) & country] = _GOVERNMENT
    company = names.company.of(heads.article, heads.surname) > 0
    company &= (kind == NAMED_ORGANIZATION) & (role == 0)
    role[company] = _BUSINESS
    role[(role == _GOVERNMENT) & of_un] = ROLE_CODE["ngo_or_un"]
    gives_way = (role == 0) | (role == _GOVERNMENT) | (actor == ROLE_CODE["armed_group"])
    role = np.where((actor > 0) & gives_way, actor, role)
    return np.where(kind == MEDIA, _MEDIA, role)


def _roles_of_actors(heads: SourceHeads, kind: Codes, actors: npt.NDArray[np.uint8]) -> Codes:
    """Return the role of the first actor that each source names.

    "A source close to the militia" is not of the militia.
    """
    told = _ROLE_OF_ACTOR[actors[heads.tokens.token]]
    rows = np.flatnonzero(told)
    named = heads.tokens.only(rows)
    told = told[rows] * (heads.in_head[rows] | (kind != ANONYMOUS)[named.owner])
    return named.first_value(told)


def _roles_by_words(
    tokens: Tokens, heads: SourceHeads, actors: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.uint8], Flags]:
    """Return the role that the words of each source tell, 0 for none; and whether vaguely.

    That is without a word but an office that exists everywhere: "the chief".
    """
    code = roles_in_place(tokens, heads.tokens.token)
    rows = np.flatnonzero((code > 0) | heads.words.are("junior rank"))
    code, words, parts = code[rows], heads.words.take(rows), heads.tokens.only(rows)
    plain = ~give_way(tokens, parts.token, code)
    is_vague = ~parts.any((code > 0) & ~words.are("vague office"))
    code[_are_officers_of_a_people(tokens, parts.token, actors)] = 0
    code[words.are("junior rank") & parts.any(code == _POLICE)[parts.owner]] = _POLICE
    in_head = heads.in_head[rows]
    found = parts.last_value(code * (plain & in_head))
    for later in (
        parts.first_value(code * plain),
        parts.last_value(code * in_head),
        parts.first_value(code),
    ):
        found = np.where(found > 0, found, later)
    return found, is_vague


def _are_officers_of_a_people(
    tokens: Tokens, at: npt.NDArray[np.int64], actors: npt.NDArray[np.uint8]
) -> Flags:
    """Tell which tokens are "officer" behind a demonym: they may be of the army or the police."""
    types, id_of = tokens.type_id[at], tokens.vocabulary.id_of
    officer = (types == id_of("officer")) | (types == id_of("officers"))
    of_a_people: Flags = officer & (actors[np.maximum(at - 1, 0)] == ACTOR_CODE["demonym"])
    return of_a_people


def _roles_of_owners(heads: SourceHeads, names: Names) -> Codes:
    """Return the role of the person whose team, aide or campaign each source is, 0 for none.

    A possessive before the last word of the head names the owner: "Reed's aide".
    """
    rows = np.flatnonzero(heads.words.are("possessive"))
    owners = heads.tokens.only(rows)
    at, article = owners.token, heads.article[owners.owner]
    told = names.roles_of_surnames(article, names.surname_before(at + 1))
    return owners.first_value(told * (at < heads.stop[owners.owner] - 1))


def _is_country(tokens: Tokens, heads: SourceHeads) -> npt.NDArray[np.bool_]:
    """Tell which heads are the name of a country, an article aside."""
    size = heads.stop - heads.tokens.first
    alone = (size == 1) | ((size == 2) & heads.begin_with(tokens, "the"))
    is_country: Flags = alone & heads.last.are("bare country")
    return is_country
