"""The role that a word tells of whom it describes: "minister" that of government."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from framing.sourcing.word_classes import word_classes
from framing.sourcing.words import base_forms, source_words
from framing.text.vocabulary import Vocabulary
from framing.tokens import LOWERCASE, Tokens

SOURCE_ROLES = (
    "government",
    "military",
    "armed_group",
    "police",
    "medical",
    "ngo_or_un",
    "business",
    "expert",
    "civilian_or_affected",
    "media",
    "other",
)
# A word of several roles has the first of these.
_PRIORITY = (
    "police",
    "medical",
    "military",
    "armed_group",
    "ngo_or_un",
    "expert",
    "business",
    "media",
    "government",
    "civilian_or_affected",
)
ROLE_CODE = {role: code for code, role in enumerate(SOURCE_ROLES, 1)}  # 0 stands for no role
# Whose commissioner, chief or leader someone is: these roles say more than such an office.
TELLING = np.isin(["", *SOURCE_ROLES], ["police", "medical", "military", "ngo_or_un", "business"])


def word_roles(vocabulary: Vocabulary, type_id: npt.NDArray[np.int32]) -> npt.NDArray[np.uint8]:
    """Return the `ROLE_CODE` of each of the words *type_id*, 0 for those that tell no role.

    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["Ministries shut the bridge."])
    >>> code = word_roles(tokens.vocabulary, tokens.type_id)
    >>> SOURCE_ROLES[code[0] - 1], code[3]
    ('government', np.uint8(0))
    """
    return vocabulary.column("source role", _role_codes).of(type_id)


def roles_in_place(tokens: Tokens, at: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Return the `ROLE_CODE` of each token *at* read with its neighbors.

    >>> from framing.tokens import tokenize
    >>> code = roles_in_place(tokenize(["the attorney general"]), np.arange(3))
    >>> SOURCE_ROLES[code[2] - 1]
    'government'
    """
    types = tokens.type_id[at]
    code = word_roles(tokens.vocabulary, types)
    rows = np.flatnonzero(word_classes(tokens.vocabulary, types).are("beside others"))
    code[rows] = _beside_others(tokens, at[rows], code[rows])
    return code


def give_way(
    tokens: Tokens, at: npt.NDArray[np.int64], code: npt.NDArray[np.uint8]
) -> npt.NDArray[np.bool_]:
    """Tell which tokens *at*, of roles *code*, give way to any other word of the source.

    An office that exists everywhere does ("a hospital official", "president of the guild"), and so
    does an owner ("the teachers' guild").

    >>> from framing.tokens import tokenize
    >>> tokens, at = tokenize(["a hospital official"]), np.arange(3)
    >>> give_way(tokens, at, roles_in_place(tokens, at)).tolist()
    [False, False, True]
    """
    words = word_classes(tokens.vocabulary, tokens.type_id[at])
    gives_way: npt.NDArray[np.bool_] = words.are("defers", "possessive")
    rows = np.flatnonzero(words.are("plural") & (code > 0))
    after = _in_sentence(tokens, at[rows], at[rows] + 1)
    gives_way[rows] |= word_roles(tokens.vocabulary, after) > 0
    return gives_way


def _beside_others(
    tokens: Tokens, at: npt.NDArray[np.int64], code: npt.NDArray[np.uint8]
) -> npt.NDArray[np.uint8]:
    """Return the role *code* of the tokens *at*, some of which have another beside some words."""
    id_of, types, code = tokens.vocabulary.id_of, tokens.type_id[at], code.copy()
    before, after = beside = _in_sentence(tokens, at, np.array([at - 1, at + 1]))
    general = (types == id_of("general")) | (types == id_of("generals"))
    of_office = word_classes(tokens.vocabulary, beside).are("beside general").any(axis=0)
    code[general & of_office] = 0
    of_law = (beside == id_of("attorney")).any(axis=0)
    code[general & of_law] = ROLE_CODE["government"]
    of_body = (types == id_of("secretary")) & (before == id_of("general"))
    code[of_body & (tokens.shape[at] == LOWERCASE)] = 0  # of a union or a party
    deputy = (types == id_of("deputy")) & _is_of_office(tokens, after)
    code[deputy] = 0
    nations = (types == id_of("united")) & (after == id_of("nations"))
    of_aid = (types == id_of("worker")) | (types == id_of("workers"))
    code[nations | (of_aid & (before == id_of("aid")))] = ROLE_CODE["ngo_or_un"]
    return code


def _is_of_office(tokens: Tokens, type_id: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Tell which words behind "deputy" are of an office: "deputy mayor", not "deputy Ann Lee"."""
    words = word_classes(tokens.vocabulary, type_id)
    of_office = words.are("title", "portfolio", "before office")
    return of_office | (word_roles(tokens.vocabulary, type_id) > 0)


def _in_sentence(
    tokens: Tokens, at: npt.NDArray[np.int64], beside: npt.NDArray[np.int64]
) -> npt.NDArray[np.int32]:
    """Return the types *beside* the tokens *at*, 0 where these are not of the same sentence."""
    beside = np.clip(beside, 0, len(tokens) - 1)
    return np.where(tokens.sentence[beside] == tokens.sentence[at], tokens.type_id[beside], 0)


def _role_codes(types: Sequence[str]) -> list[int]:
    """Return the `ROLE_CODE` of each of *types*, of several the first in priority."""
    ranks = _ranks_of_words()
    none = len(_PRIORITY)
    rank = [min([ranks.get(form, none) for form in base_forms(word)]) for word in types]
    codes = [*(ROLE_CODE[role] for role in _PRIORITY), 0]
    return [codes[place] for place in rank]


@lru_cache(maxsize=1)
def _ranks_of_words() -> dict[str, int]:
    """Return for each word that tells a role the place of its first one in the priority."""
    lists = source_words()["role"]
    ranks: dict[str, int] = {}
    for rank, role in enumerate(_PRIORITY):
        for word in lists[role]:
            ranks.setdefault(word, rank)
    return ranks
