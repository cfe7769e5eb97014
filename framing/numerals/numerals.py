"""The numerals of a batch as columns: most are one word, and only others are read one by one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.numerals.numbers import (
    CARDINAL,
    FRACTION,
    ORDINAL,
    SCALE,
    number_kinds,
    opens_part,
    read_number_word,
    read_numeral,
)
from framing.text.nearby import Nearby
from framing.text.token_lists import place_in, token_lists
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_PART, _IN_OR_OUT, _ARTICLE, _ONE, _DOZEN, _OF = (1 << bit for bit in range(6))
_LINKS = {"in": _IN_OR_OUT, "out": _IN_OR_OUT, "a": _ARTICLE, "an": _ARTICLE, "one": _ONE}
_LINKS |= {"dozen": _DOZEN, "of": _OF}


@dataclass(frozen=True, slots=True, eq=False)
class Numerals:
    """Numerals as columns of one length, in order: tokens *first* to *last* spell *value*."""

    first: Indices
    last: Indices
    kind: npt.NDArray[np.uint8]
    value: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.first)

    def take(self, rows: Indices) -> Numerals:
        """Return the numerals numbered *rows*."""
        return Numerals(
            self.first.take(rows), self.last.take(rows), self.kind.take(rows), self.value.take(rows)
        )

    def placed(self, here: Nearby) -> Numerals:
        """Return the same numerals, their tokens counted in *here*."""
        first = here.place(self.first)
        return Numerals(first, first + (self.last - self.first), self.kind, self.value)


def find_numerals(tokens: Tokens, *, but: Indices | None = None) -> Numerals:
    """Return the numerals of *tokens*; none begins at the tokens *but*.

    >>> from framing.tokens import tokenize
    >>> found = find_numerals(tokenize(["Two hundred and six of 1,200 fled in half a day."]))
    >>> found.first.tolist(), found.last.tolist(), found.value.tolist()
    ([0, 5, 8], [3, 5, 8], [206.0, 1200.0, 0.5])
    """
    kinds = tokens.vocabulary.column("number_kind", number_kinds).values()
    first = np.flatnonzero(kinds.take(tokens.type_id) > 0)
    if but is not None and len(but) and len(first):
        first = first[~np.isin(first, but)]
    found = numerals_at(tokens, first)
    found = found.take(np.flatnonzero(found.kind))
    stays, begins, beyond = np.ones(len(found), np.bool_), found.first.tolist(), 0
    for row in np.flatnonzero(found.last > found.first).tolist():
        if row >= beyond:
            beyond = bisect_left(begins, int(found.last[row]) + 1)
            stays[row + 1 : beyond] = False
    return found.take(np.flatnonzero(stays))


def numerals_at(tokens: Tokens, first: Indices) -> Numerals:
    """Return the numerals that begin at tokens *first*, number words all; kind 0 where none does.

    What is part of a longer numeral may begin one too: "six" in "two hundred and six".
    """
    kinds = tokens.vocabulary.column("number_kind", number_kinds).values()
    values = tokens.vocabulary.column("number_value", _values, np.float64).values()
    ids = tokens.type_id.take(first)
    found = Numerals(first, first.copy(), kinds.take(ids), values.take(ids))
    several = np.flatnonzero(_may_be_several(tokens, found, kinds))
    found.kind[found.kind == SCALE] = 0
    lists = token_lists(tokens, first.take(several))
    for row, i in zip(several.tolist(), place_in(lists, first.take(several)), strict=True):
        numeral = read_numeral(lists, i)
        found.kind[row] = 0 if numeral is None else numeral.kind
        if numeral is not None:
            found.last[row] += numeral.last - i
            found.value[row] = numeral.value
    return found


def _values(types: Sequence[str]) -> list[float]:
    words = map(read_number_word, types)
    return [0.0 if word is None else word.value for word in words]


def _links(types: Sequence[str]) -> list[int]:
    return [_LINKS.get(word, 0) | _PART * opens_part(word) for word in types]


def _may_be_several(tokens: Tokens, found: Numerals, kinds: npt.NDArray[np.uint8]) -> Flags:
    """Tell which numerals their neighbors may add to, or make something else of."""
    links = tokens.vocabulary.column("number_link", _links).values()
    ids = np.concatenate((tokens.type_id, np.zeros(3, np.int32)))
    at, own = found.first, links.take(ids.take(found.first))
    next_kind, second_kind, third_kind = (kinds.take(ids.take(at + k)) for k in (1, 2, 3))
    before, after = links.take(ids.take(at - 1, mode="wrap")), links.take(ids.take(at + 1))
    of_ratio = (after & _IN_OR_OUT > 0) & ((second_kind == CARDINAL) | (third_kind == CARDINAL))
    grows = (next_kind == CARDINAL) | (next_kind == SCALE) | (after & _PART > 0) | of_ratio
    several: Flags = (
        ((found.kind == CARDINAL) & grows)
        | ((found.kind == SCALE) & ((before & (_ARTICLE | _ONE) > 0) | (own & _DOZEN > 0)))
        | ((found.kind == FRACTION) & (after & (_ARTICLE | _DOZEN) > 0))
        | ((found.kind == ORDINAL) & (before & (_ARTICLE | _ONE) > 0) & (after & _OF > 0))
    )
    return several
