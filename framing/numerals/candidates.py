"""Which numerals may be figures: what the words and marks that touch them tell of all at once."""

from __future__ import annotations

import numpy as np

from framing.numerals import word_classes as wc
from framing.numerals.numbers import COMPOUND, ORDINAL
from framing.numerals.numerals import Numerals
from framing.numerals.quantities import CURRENCY_SIGNS
from framing.text.characters import is_one_of
from framing.text.nearby import Flags
from framing.text.type_columns import TypeColumn
from framing.tokens import Tokens

_MARKS = ",.;:)!?"
_BLANK = ord(" ")
FIRST_YEAR, LATEST_YEAR = 1000, 2100


def may_be_figures(tokens: Tokens, classes: TypeColumn, numerals: Numerals) -> Flags:
    """Tell which *numerals* may be figures, with *classes* of the types of the vocabulary.

    None is a compound that measures nothing, nor an ordinal, a year or "one" where nothing
    follows that it could count. The other rules ask for more of what stands around.

    >>> from framing.numerals.numerals import find_numerals
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["In 2015, one was first with six two-faced masks."])
    >>> column = tokens.vocabulary.column("number_words", wc.number_word_classes, np.int64)
    >>> found = find_numerals(tokens)
    >>> found.value[may_be_figures(tokens, column, found)].tolist()
    [6.0]
    """
    word = classes.of(tokens.type_id.take(numerals.first))
    is_year = (word & wc.FOUR_DIGITS > 0) & (numerals.value <= LATEST_YEAR)
    is_year &= numerals.value >= FIRST_YEAR
    is_one = (word & wc.ONE > 0) & (numerals.first == numerals.last)
    lone = (numerals.kind == ORDINAL) | is_year | is_one
    lone &= _count_nothing(tokens, classes, numerals)
    may_be: Flags = ~lone & ((numerals.kind != COMPOUND) | (word & wc.MEASURED > 0))
    return may_be


def _count_nothing(tokens: Tokens, classes: TypeColumn, numerals: Numerals) -> Flags:
    """Tell which *numerals* end at a mark or a function word, have no sign and are no share."""
    start, end = tokens.start.take(numerals.first), tokens.end.take(numerals.last)
    after = np.minimum(numerals.last + 1, len(tokens) - 1)
    word, mark = classes.of(tokens.type_id.take(after)), tokens.units.take(end, mode="clip")
    ends = (word & (wc.FUNCTION | wc.ADVERB) > 0) & (word & wc.SKIPPED == 0) & (mark == _BLANK)
    ends &= tokens.start.take(after) - end == 1
    ends |= is_one_of(mark, _MARKS)
    ends &= word & (wc.PERCENTAGE | wc.RATE_BEFORE) == 0
    count_nothing: Flags = ends & ~is_one_of(
        tokens.units.take(start - 1, mode="clip"), CURRENCY_SIGNS
    )
    return count_nothing
