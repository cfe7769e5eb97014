from __future__ import annotations

import pytest

from framing.quotation.dictionary import NOUN_FILES, PARTS, news_counts, senses

NAMES = (*PARTS, *NOUN_FILES)


def known(word: str) -> set[str]:
    [bits] = senses([word])
    return {name for i, name in enumerate(NAMES) if bits >> i & 1}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("journalist", {"noun", "person"}),
        ("refugees", {"noun", "person"}),
        ("supposedly", {"adverb"}),
        ("birtherism", set()),
        ("", set()),
    ],
)
def test_what_a_word_is(word: str, expected: set[str]) -> None:
    assert known(word) == expected


def test_inflected_verb_is_found_by_its_base() -> None:
    assert "verb" in known("reopened")


def test_counts_of_words_in_news() -> None:
    common, rare, none = news_counts(["government", "barrier", "qqqq"])
    assert common > rare > none == 0
