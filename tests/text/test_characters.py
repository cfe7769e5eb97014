from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.quotation.mark_finding import kinds_of_marks
from framing.text import characters as ch


@given(st.lists(st.booleans()), st.integers(0, 40))
def test_few_places_are_found_as_numpy_finds_them(flags: list[bool], more: int) -> None:
    column = np.array(flags + [False] * more, np.bool_)
    assert ch.few_where(column).tolist() == np.flatnonzero(column).tolist()


@given(st.text(max_size=30))
def test_fold_codes_are_those_of_the_table(text: str) -> None:
    units = ch.code_units(text)
    folded = ch.fold_codes(units)
    assert folded[: len(units)].tolist() == ch.character_tables().fold[units].tolist()
    assert folded[len(units) :].tolist() == [0] * ch.FOLD_PADDING


def test_every_quotation_mark_has_a_kind_and_a_bit() -> None:
    marked = np.flatnonzero(ch.character_tables().boundary & ch.QUOTATION)
    assert marked.tolist() == sorted(map(ord, ch.QUOTATION_MARKS))
    assert marked.tolist() == np.flatnonzero(kinds_of_marks()).tolist()


def test_letters_and_digits_have_their_own_codes() -> None:
    fold = ch.character_tables().fold
    letters = fold[[ord(c) for c in "aZ_éДẞ\u0301"]]
    assert ((letters >= ch.FIRST_WORD_CODE) & (letters < ch.FIRST_DIGIT_CODE)).all()
    assert (fold[[ord(c) for c in "0123456789"]] >= ch.FIRST_DIGIT_CODE).all()
    assert (fold[[ord(c) for c in " .,'\"!\n-("]] < ch.FIRST_WORD_CODE).all()
