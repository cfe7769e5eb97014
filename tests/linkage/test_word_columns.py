"""Words as columns against the regular expression that the background was counted with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.linkage.background import term, words
from framing.linkage.word_columns import ALL_CAPS, CAPITALIZED, SMALL, find_words

_TEXT = st.text(
    st.sampled_from("aZé9٣½_’'.,- \nß")
    | st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])
)


@given(st.lists(_TEXT, max_size=4))
def test_spans_are_those_of_the_regular_expression(texts: list[str]) -> None:
    found = find_words(texts)
    shift = found.text_start[found.text]
    rows = zip(
        found.text.tolist(),
        (found.start - shift).tolist(),
        (found.end - shift).tolist(),
        strict=True,
    )
    assert list(rows) == [(n, *m.span()) for n, text in enumerate(texts) for m in words(text)]


@given(st.lists(_TEXT, max_size=4))
def test_a_surface_stands_for_words_counted_alike(texts: list[str]) -> None:
    found = find_words(texts)
    surfaces, number = found.surfaces()
    for start, end, n in zip(found.start, found.end, number, strict=True):
        word = found.joined[start:end]
        if word.isascii():
            assert term(word) == term(surfaces[n])
            assert (word[0].isupper(), word.isupper()) == (
                surfaces[n][0].isupper(),
                surfaces[n].isupper(),
            )
    assert len(set(number.tolist())) == len(surfaces)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("oru", SMALL),
        ("iOru", SMALL),
        ("340", SMALL),
        ("Oru", CAPITALIZED),
        ("McOru", CAPITALIZED),
        ("MCOru", CAPITALIZED),
        ("ORU", ALL_CAPS),
        ("O", ALL_CAPS),
        ("ORU'S", ALL_CAPS),
        ("ORU's", CAPITALIZED),
    ],
)
def test_case(word: str, case: int) -> None:
    assert find_words([f"at {word} at"]).case.tolist() == [SMALL, case, SMALL]
