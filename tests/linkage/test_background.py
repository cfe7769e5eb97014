"""The background table, and how words are cut and folded for it."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.linkage.background import load_background, term, words


def test_the_table_is_counts_of_a_known_number_of_texts() -> None:
    table = load_background()
    counts = table.document_frequency.values()
    assert table.least <= min(counts) and max(counts) <= table.n_documents
    assert table.names <= set(table.document_frequency)


def test_the_table_is_small() -> None:
    path = resources.files("framing").joinpath("data", "background_df.tsv.gz")
    assert len(path.read_bytes()) < 500_000


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Lira’s", "lira"),
        ("LIRA'S", "lira"),
        ("drivers'", "drivers"),
        ("12,500", "12500"),
        ("o'clock", "o'clock"),
    ],
)
def test_terms(word: str, folded: str) -> None:
    assert term(word) == folded


def test_either_apostrophe_makes_the_same_name_or_none() -> None:
    table = load_background()
    assert [table.is_name(word) for word in ("You've", "You’ve", "O'Brien", "O’Brien")] == [
        *(False, False),
        *(True, True),
    ]


@given(st.text(max_size=80))
def test_every_word_has_a_term(text: str) -> None:
    for match in words(text):
        assert term(match.group())
