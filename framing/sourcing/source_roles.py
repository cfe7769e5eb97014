"""The role and the side of each source, by its words and by those that introduce its speaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.actors.actor_tokens import ActorTokens
from framing.sourcing.names import Names
from framing.sourcing.source_heads import SourceHeads
from framing.sourcing.source_types import ANONYMOUS, MEDIA, NAMED_ORGANIZATION
from framing.sourcing.word_roles import ROLE_CODE, SOURCE_ROLES, roles_in_place
from framing.tokens import Tokens

_GOVERNMENT, _MEDIA = ROLE_CODE["government"], ROLE_CODE["media"]
_CODE_OF_ACTOR = {role: ROLE_CODE[role] for role in ("government", "military", "armed_group")}


def source_sides(tokens: Tokens, heads: SourceHeads, parties: ActorTokens) -> list[str | None]:
    """Return the one side that each source names, None where it names none or several."""
    names = sorted(set(parties.side.values()))
    code_of = {side: code for code, side in enumerate(names, 1)}
    parts = heads.tokens
    side = _codes(parties.side, code_of, len(tokens))[parts.token]
    first = parts.first_value(side)
    several = parts.any((side > 0) & (side != first[parts.owner]))
    return _named((None, *names), np.where(several, 0, first))


def source_roles(
    tokens: Tokens,
    heads: SourceHeads,
    names: Sequence[Names],
    *,
    kind: npt.NDArray[np.int64],
    speaker: Sequence[str | None],
    side: Sequence[str | None],
    parties: ActorTokens,
) -> list[str | None]:
    """Return the role of each source, one of `SOURCE_ROLES` or None.

    The last word of the head that tells a role decides, else the first of the whole source, else
    the person whose aide or campaign it is, else what introduces the *speaker*. An actors lexicon
    says which part of a government it is; a country that speaks is its government.
    """
    parts = heads.tokens
    role = _roles_by_words(tokens, heads)
    article = heads.article.tolist()
    for i in np.flatnonzero((role == 0) & (kind != MEDIA) & _has_owner(heads)).tolist():
        role[i] = _role_of_owner(tokens, heads, i, names[article[i]])
    for i in np.flatnonzero((role == 0) & (kind != MEDIA)).tolist():
        if name := speaker[i]:
            role[i] = names[article[i]].role_of(name)
    actors = _codes(parties.role, _CODE_OF_ACTOR, len(tokens))[parts.token]
    # "A source close to the militia" is not of the militia.
    actors *= heads.in_head | (kind != ANONYMOUS)[parts.owner]
    actor = parts.first_value(actors)
    country = (kind == NAMED_ORGANIZATION) & _is_country(tokens, heads)
    role[(role == 0) & (actor == 0) & country] = _GOVERNMENT
    role[(role == _GOVERNMENT) & (np.array(side, object) == "un")] = ROLE_CODE["ngo_or_un"]
    gives_way = (role == 0) | (role == _GOVERNMENT) | (actor == ROLE_CODE["armed_group"])
    role = np.where((actor > 0) & gives_way, actor, role)
    return _named((None, *SOURCE_ROLES), np.where(kind == MEDIA, _MEDIA, role))


def _roles_by_words(tokens: Tokens, heads: SourceHeads) -> npt.NDArray[np.uint8]:
    """Return the role that the words of each source tell, 0 for none."""
    parts = heads.tokens
    code, gives_way = roles_in_place(tokens, parts.token)
    plain = code * ~gives_way
    found = parts.last_value(plain * heads.in_head)
    for later in (
        parts.last_value(code * heads.in_head),
        parts.first_value(plain),
        parts.first_value(code),
    ):
        found = np.where(found > 0, found, later)
    return found


def _has_owner(heads: SourceHeads) -> npt.NDArray[np.bool_]:
    """Tell in which heads a possessive stands before the last word: "Reed's aide"."""
    parts = heads.tokens
    before_last = parts.token < heads.stop[parts.owner] - 1
    return parts.any(heads.words.are("possessive") & before_last)


def _role_of_owner(tokens: Tokens, heads: SourceHeads, i: int, names: Names) -> int:
    """Return the role of the person whose team, aide or campaign source *i* is, 0 for none."""
    types = tokens.vocabulary.types
    head = tokens.type_id[heads.tokens.first[i] : heads.stop[i] - 1].tolist()
    owners = [types[t][:-2] for t in head if types[t].endswith("'s")]
    return next((role for owner in owners if (role := names.role_of_owner(owner))), 0)


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


def _named(names: Sequence[str | None], codes: npt.NDArray[np.integer[Any]]) -> list[str | None]:
    return [names[code] for code in codes.tolist()]
