"""The role and the side of each source, by its words and by those that introduce its speaker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.actors.actor_tokens import ActorTokens
from framing.sourcing.names import Names
from framing.sourcing.source_heads import SourceHeads
from framing.sourcing.source_types import ANONYMOUS, MEDIA, NAMED_ORGANIZATION
from framing.sourcing.word_roles import ROLE_CODE, TELLING, roles_in_place
from framing.tokens import Tokens

Codes = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]

_GOVERNMENT, _MEDIA, _BUSINESS, _POLICE = (
    ROLE_CODE[role] for role in ("government", "media", "business", "police")
)
_CODE_OF_ACTOR = {role: ROLE_CODE[role] for role in ("government", "military", "armed_group")}


def source_sides(
    tokens: Tokens, heads: SourceHeads, parties: ActorTokens
) -> tuple[Codes, tuple[str | None, ...]]:
    """Return a code for the one side each source names, 0 for none or several; and their names."""
    names = sorted(set(parties.side.values()))
    code_of = {side: code for code, side in enumerate(names, 1)}
    parts = heads.tokens
    side = _codes(parties.side, code_of, len(tokens))[parts.token]
    first = parts.first_value(side)
    several = parts.any((side > 0) & (side != first[parts.owner]))
    return np.where(several, 0, first), (None, *names)


def source_roles(
    tokens: Tokens,
    heads: SourceHeads,
    names: Names,
    *,
    kind: Codes,
    speaker: Codes,
    of_un: Flags,
    parties: ActorTokens,
) -> Codes:
    """Return the role of each source, a `ROLE_CODE` or 0.

    The last word of the head that tells a role decides, else the first of the whole source, else
    the person whose aide or campaign it is, else what introduces the *speaker*. An actors lexicon
    says which part of a government it is; a country that speaks is its government, unless the
    side is that *of_un*.
    """
    parts = heads.tokens
    role = _roles_by_words(tokens, heads, parties)
    owner = _roles_of_owners(tokens, heads, names)
    by_name = np.append(names.roles(), np.uint8(0))[speaker]
    role = np.where(_tells_vaguely(tokens, heads) & TELLING[by_name], by_name, role)
    for told in (owner, by_name):
        role = np.where((role == 0) & (kind != MEDIA), told, role)
    actors = _codes(parties.role, _CODE_OF_ACTOR, len(tokens))[parts.token]
    # "A source close to the militia" is not of the militia.
    actors *= heads.in_head | (kind != ANONYMOUS)[parts.owner]
    actor = parts.first_value(actors)
    country = (kind == NAMED_ORGANIZATION) & _is_country(tokens, heads)
    role[(role == 0) & (actor == 0) & country] = _GOVERNMENT
    company = names.company.of(heads.article, names.surname_before(heads.stop)) > 0
    company &= (kind == NAMED_ORGANIZATION) & (role == 0)
    role[company] = _BUSINESS
    role[(role == _GOVERNMENT) & of_un] = ROLE_CODE["ngo_or_un"]
    gives_way = (role == 0) | (role == _GOVERNMENT) | (actor == ROLE_CODE["armed_group"])
    role = np.where((actor > 0) & gives_way, actor, role)
    return np.where(kind == MEDIA, _MEDIA, role)


def _roles_by_words(
    tokens: Tokens, heads: SourceHeads, parties: ActorTokens
) -> npt.NDArray[np.uint8]:
    """Return the role that the words of each source tell, 0 for none."""
    parts = heads.tokens
    code, gives_way = roles_in_place(tokens, parts.token)
    code[_are_officers_of_a_people(tokens, heads, parties)] = 0
    of_police = heads.words.are("junior rank") & parts.any(code == _POLICE)[parts.owner]
    code[of_police] = _POLICE
    plain = code * ~gives_way
    found = parts.last_value(plain * heads.in_head)
    for later in (
        parts.first_value(plain),
        parts.last_value(code * heads.in_head),
        parts.first_value(code),
    ):
        found = np.where(found > 0, found, later)
    return found


def _are_officers_of_a_people(
    tokens: Tokens, heads: SourceHeads, parties: ActorTokens
) -> npt.NDArray[np.bool_]:
    """Tell which words are "officer" behind a demonym: they may be of the army or the police."""
    parts = heads.tokens
    is_officer = np.isin(
        tokens.type_id[parts.token], [tokens.vocabulary.id_of(w) for w in ("officer", "officers")]
    )
    people = np.zeros(len(tokens), np.bool_)
    people[[i for i, role in parties.role.items() if role == "demonym"]] = True
    return is_officer & people[np.maximum(parts.token - 1, 0)]


def _tells_vaguely(tokens: Tokens, heads: SourceHeads) -> Flags:
    """Tell which sources have a role only from an office that exists everywhere: "the chief"."""
    parts = heads.tokens
    code, _ = roles_in_place(tokens, parts.token)
    clear: Flags = parts.any((code > 0) & ~heads.words.are("vague office"))
    return ~clear


def _roles_of_owners(tokens: Tokens, heads: SourceHeads, names: Names) -> Codes:
    """Return the role of the person whose team, aide or campaign each source is, 0 for none.

    A possessive before the last word of the head names the owner: "Reed's aide".
    """
    parts = heads.tokens
    owned = heads.words.are("possessive") & (parts.token < heads.stop[parts.owner] - 1)
    at = np.flatnonzero(owned)
    article = heads.article[parts.owner[at]]
    told = np.zeros(len(parts.token), np.int64)
    told[at] = names.roles_of_surnames(article, names.surname_before(parts.token[at] + 1))
    return parts.first_value(told)


def _is_country(tokens: Tokens, heads: SourceHeads) -> npt.NDArray[np.bool_]:
    """Tell which heads are the name of a country, an article aside."""
    parts = heads.tokens
    is_the = tokens.type_id[parts.token] == tokens.vocabulary.id_of("the")
    own = heads.in_head & ~is_the
    country: npt.NDArray[np.bool_] = (parts.count(own) == 1) & parts.any(
        own & heads.words.are("bare country")
    )
    return country


def _codes(
    named: Mapping[int, str], code_of: Mapping[str, int], n_tokens: int
) -> npt.NDArray[np.int64]:
    """Return for each token the code of what it is *named*, 0 for what has none."""
    codes = np.zeros(n_tokens, np.int64)
    codes[list(named)] = [code_of.get(name, 0) for name in named.values()]
    return codes
