"""The role that a word tells of whom it describes: "minister" that of government."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.sourcing.words import base_forms, source_words
from framing.text.vocabulary import Vocabulary

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
    "government",
    "civilian_or_affected",
)
ROLE_CODE = {role: code for code, role in enumerate(SOURCE_ROLES, 1)}  # 0 stands for no role


def word_roles(vocabulary: Vocabulary, type_id: npt.NDArray[np.int32]) -> npt.NDArray[np.uint8]:
    """Return the `ROLE_CODE` of each of the words *type_id*, 0 for those that tell no role.

    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["Ministries shut the bridge."])
    >>> code = word_roles(tokens.vocabulary, tokens.type_id)
    >>> SOURCE_ROLES[code[0] - 1], code[3]
    ('government', np.uint8(0))
    """
    column = vocabulary.column("source role", lambda types: [_role_code(word) for word in types])
    codes: npt.NDArray[np.uint8] = column.values()[type_id]
    return codes


def _role_code(word: str) -> int:
    lists, forms = source_words()["role"], set(base_forms(word))
    return next((ROLE_CODE[role] for role in _PRIORITY if not forms.isdisjoint(lists[role])), 0)
