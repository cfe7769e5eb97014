"""The numerals of a batch as columns: most are one word, and only others are read one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.numerals.numbers import (
    BELOW_TEN,
    CARDINAL,
    FRACTION,
    ORDINAL,
    SCALE,
    TENS,
    VAGUE,
    number_kinds,
    opens_part,
    read_number_word,
    read_numeral,
)
from framing.text.characters import few_where
from framing.text.nearby import Nearby
from framing.text.token_lists import place_in, token_lists
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_BLANK = ord(" ")
_READ = np.arange(-1, 18)  # the tokens around its first that may be looked at to read a numeral
(
    _PART, _IN_OR_OUT, _ARTICLE, _ONE, _DOZEN, _OF, _AND, _TENS, _BELOW_TEN, _NUMBER, _SCALE, _BASE,
    _VAGUE,
) = (1 << bit for bit in range(13))  # fmt: skip
_LINKS = {"in": _IN_OR_OUT, "out": _IN_OR_OUT, "a": _ARTICLE, "an": _ARTICLE}
_LINKS |= {"dozen": _DOZEN, "of": _OF, "and": _AND} | dict.fromkeys(VAGUE, _VAGUE)
_LINKS |= dict.fromkeys(TENS, _TENS) | dict.fromkeys(BELOW_TEN, _BELOW_TEN)
_LINKS["one"] |= _ONE
_LARGEST_BASE = 1000  # of "one in a thousand"


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
    kinds, _ = number_columns(tokens.vocabulary)
    first = few_where(kinds.take(tokens.type_id) > 0)
    if but is not None and len(but) and len(first):
        first = first[~np.isin(first, but)]
    found = numerals_at(tokens, first)
    found = found.take(np.flatnonzero(found.kind))
    several = np.flatnonzero(found.last > found.first)
    stops = np.searchsorted(found.first, found.last[several], "right")
    stays, beyond = np.ones(len(found), np.bool_), 0
    for row, stop in zip(several.tolist(), stops.tolist(), strict=True):
        if row >= beyond:
            beyond = stop
            stays[row + 1 : stop] = False
    return found.take(np.flatnonzero(stays))


def numerals_at(tokens: Tokens, first: Indices) -> Numerals:
    """Return the numerals that begin at tokens *first*, number words all; kind 0 where none does.

    What is part of a longer numeral may begin one too: "six" in "two hundred and six".
    """
    kinds, values = number_columns(tokens.vocabulary)
    ids = tokens.type_id.take(first)
    found = Numerals(first, first.copy(), kinds.take(ids), values.take(ids))
    several = np.flatnonzero(_may_be_several(tokens, found))
    is_scaled = _are_scaled(tokens, found.take(several))
    scaled = several[is_scaled]
    found.last[scaled] += 1
    found.value[scaled] *= values.take(tokens.type_id.take(found.last[scaled]))
    _count_bare_scales(tokens, found)
    _read_one_by_one(tokens, found, several[~is_scaled])
    return found


def _read_one_by_one(tokens: Tokens, found: Numerals, rows: Indices) -> None:
    """Set the numerals numbered *rows* to what the tokens from their first ones on spell."""
    first = found.first[rows]
    lists = token_lists(tokens, np.unique((first[:, None] + _READ).clip(0, len(tokens) - 1)))
    for row, i in zip(rows.tolist(), place_in(lists, first), strict=True):
        numeral = read_numeral(lists, i)
        found.kind[row] = 0 if numeral is None else numeral.kind
        if numeral is not None:
            found.last[row] += numeral.last - i
            found.value[row] = numeral.value


def number_columns(
    vocabulary: Vocabulary,
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float64]]:
    """Return of every type its kind as a numeral, 0 for none, and its value."""
    kinds = vocabulary.column("number_kind", number_kinds).values()
    return kinds, vocabulary.column("number_value", _values, np.float64).values()


def _values(types: Sequence[str]) -> list[float]:
    words = map(read_number_word, types)
    return [0.0 if word is None else word.value for word in words]


def _links(types: Sequence[str]) -> list[int]:
    return [_LINKS.get(word, 0) | _PART * opens_part(word) | _number_links(word) for word in types]


def _number_links(word: str) -> int:
    number = read_number_word(word)
    if number is None:
        return 0
    is_base = number.kind == CARDINAL and number.value <= _LARGEST_BASE
    return _NUMBER | _SCALE * (number.kind == SCALE) | _BASE * is_base


def _links_at(tokens: Tokens, at: Indices) -> npt.NDArray[np.uint16]:
    """Return what the words *at* are to numerals beside them, as bits."""
    links = tokens.vocabulary.column("number_link", _links, np.uint16)
    return links.of(tokens.type_id.take(at, mode="clip"))


def _may_be_several(tokens: Tokens, found: Numerals) -> Flags:
    """Tell which numerals their neighbors may add to, or make something else of."""
    around = np.arange(-1, 4)[:, None]
    before, own, after, second, third = _links_at(tokens, found.first + around)
    grows = (after & (_SCALE | _PART) > 0) | ((own & _TENS > 0) & (after & _BELOW_TEN > 0))
    grows |= (after & _IN_OR_OUT > 0) & ((second | third) & _BASE > 0)
    one_before = before & (_ARTICLE | _ONE) > 0
    several: Flags = (
        ((found.kind == CARDINAL) & grows)
        | ((found.kind == SCALE) & (after & _SCALE > 0) & (one_before | (own & _DOZEN > 0)))
        | ((found.kind == FRACTION) & (after & (_ARTICLE | _DOZEN) > 0))
        | ((found.kind == ORDINAL) & one_before & (after & _OF > 0))
    )
    return several


def _are_scaled(tokens: Tokens, found: Numerals) -> Flags:
    """Tell "1.5 million" with a blank between, and nothing behind that goes on."""
    last = np.minimum(found.first + 1, len(tokens) - 1)
    scale, after, second, third = _links_at(tokens, last + np.arange(4)[:, None])
    end = tokens.end.take(found.first)
    scaled: Flags = (found.kind == CARDINAL) & (scale & _SCALE > 0)
    scaled &= (tokens.start.take(last) - end == 1) & (tokens.units.take(end, mode="clip") == _BLANK)
    scaled &= tokens.sentence.take(last) == tokens.sentence.take(found.first)
    scaled &= after & (_NUMBER | _PART) == 0
    scaled &= (after & (_IN_OR_OUT | _AND) == 0) | ((second | third) & _NUMBER == 0)
    return scaled


def _count_bare_scales(tokens: Tokens, found: Numerals) -> None:
    """Let scales alone count after an article, "a million", and "dozen" but for "a few dozen"."""
    rows = np.flatnonzero(found.kind == SCALE)
    first = found.first[rows]
    before = np.maximum(first - 1, 0)
    same = tokens.sentence.take(before) == tokens.sentence.take(first)
    link = _links_at(tokens, before) * (same & (before < first))
    counts = link & (_ARTICLE | _ONE) > 0
    counts |= (_links_at(tokens, first) & _DOZEN > 0) & (link & _VAGUE == 0)
    found.kind[rows] = np.where(counts, CARDINAL, 0)
