"""Words of a batch that classes list, each class a string of words; a rule has its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import numpy.typing as npt

from framing.text.type_columns import listed_bits
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
WordTest = Callable[[int, Indices], Flags]


def listed_words(tokens: Tokens, name: str, classes: Mapping[int, str]) -> WordTest:
    """Return a test of which of some tokens are words of a kind, one of *classes* or several.

    *classes* has words by bit, at most 16 bits; *name* is that of their column. What is beyond the
    last token is that.

    >>> from framing.tokens import tokenize
    >>> are = listed_words(tokenize(["He and Lee"]), "example", {1: "he she", 2: "and"})
    >>> are(1 | 2, np.array([0, 1, 2, 3])).tolist()
    [True, True, False, False]
    """
    column = tokens.vocabulary.column(name, partial(listed_bits, classes), np.uint16)

    def are(kind: int, at: Indices) -> Flags:
        of_kind: Flags = column.of(tokens.type_id.take(at, mode="clip")) & kind > 0
        return of_kind

    return are
