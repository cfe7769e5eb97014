"""The role and the side of each source, by its words and by those that introduce its speaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.actors.actor_tokens import ActorTokens
from framing.sourcing.names import Names
from framing.sourcing.source_heads import SourceHeads
from framing.sourcing.source_types import MEDIA, NAMED_ORGANIZATION
from framing.sourcing.word_roles import ROLE_CODE, SOURCE_ROLES, word_roles
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
    parties: ActorTokens,
) -> list[str | None]:
    """Return the role of each source, one of `SOURCE_ROLES` or None.

    The last word of the head that tells a role decides, else the first of the whole source, else
    the first of those that introduce the *speaker*. An actors lexicon says which part of a
    government it is; a country that speaks is its government.
    """
    parts = heads.tokens
    by_word = word_roles(tokens.vocabulary, tokens.type_id[parts.token])
    by_head = parts.last_value(by_word * heads.in_head)
    role = np.where(by_head > 0, by_head, parts.first_value(by_word))
    for i in np.flatnonzero((role == 0) & (kind != MEDIA)).tolist():
        if name := speaker[i]:
            role[i] = names[heads.article[i]].role_of(name)
    actor = parts.first_value(_codes(parties.role, _CODE_OF_ACTOR, len(tokens))[parts.token])
    country = (kind == NAMED_ORGANIZATION) & _is_country(tokens, heads)
    role[(role == 0) & (actor == 0) & country] = _GOVERNMENT
    role = np.where((actor > 0) & ((role == 0) | (role == _GOVERNMENT)), actor, role)
    return _named((None, *SOURCE_ROLES), np.where(kind == MEDIA, _MEDIA, role))


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
