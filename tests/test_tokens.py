from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.characters import is_word_character
from framing.text.vocabulary import Vocabulary, normalize_word
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, NUMERIC, is_hard_wrapped, tokenize
from tests.conftest import load_cases

texts = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("aB9 .,'’-\"“”\n\u00ad\u0301?!:/"),
    ),
    max_size=60,
)


@pytest.mark.parametrize("case", load_cases("tokens", "words"))
def test_words(case: dict[str, object]) -> None:
    assert tokenize([str(case["text"])]).words() == case["words"]


@pytest.mark.parametrize("case", load_cases("tokens", "sentences"))
def test_sentences(case: dict[str, str]) -> None:
    pieces = case["text"].split("|")
    text = "".join(pieces)
    expected = [
        number
        for number, piece in enumerate(p for p in pieces if tokenize([p]).words())
        for _ in tokenize([piece]).words()
    ]
    assert tokenize([text]).sentence.tolist() == expected


@given(st.lists(texts, max_size=4))
def test_tokens_lie_in_order_inside_their_text(batch: list[str]) -> None:
    tokens = tokenize(batch)
    assert (tokens.start < tokens.end).all()
    assert (tokens.end[:-1] <= tokens.start[1:]).all()
    for number, text in enumerate(batch):
        own = slice(int(tokens.first[number]), int(tokens.first[number + 1]))
        start, end = tokens.start[own], tokens.end[own]
        begin = int(tokens.text_start[number])
        assert (start >= begin).all()
        assert (end <= begin + len(text)).all()


@given(texts)
def test_no_word_character_lies_between_tokens(text: str) -> None:
    tokens = tokenize([text])
    inside = np.zeros(len(text) + 1, np.bool_)
    for start, end in zip(tokens.start, tokens.end, strict=True):
        inside[start:end] = True
    assert not any(
        is_word_character(c) for c, within in zip(text, inside, strict=False) if not within
    )


@given(st.lists(texts, max_size=5))
def test_batching_changes_nothing(batch: list[str]) -> None:
    together = tokenize(batch)
    for number, text in enumerate(batch):
        alone = tokenize([text])
        own = slice(int(together.first[number]), int(together.first[number + 1]))
        shift = together.text_start[number]
        assert (together.start[own] - shift).tolist() == alone.start.tolist()
        assert (together.end[own] - shift).tolist() == alone.end.tolist()
        assert together.words()[own] == alone.words()
        assert together.shape[own].tolist() == alone.shape.tolist()
        for column in ("sentence", "paragraph"):
            numbers = getattr(together, column)[own]
            if len(numbers):
                numbers = numbers - numbers[0]
            assert numbers.tolist() == getattr(alone, column).tolist()


@given(texts)
def test_a_type_is_its_normalized_word(text: str) -> None:
    tokens = tokenize([text])
    for word, start, end in zip(tokens.words(), tokens.start, tokens.end, strict=True):
        assert word == normalize_word(text[start:end])


@given(st.lists(texts, max_size=3), texts)
def test_a_warm_vocabulary_changes_nothing(seen: list[str], text: str) -> None:
    vocabulary = Vocabulary()
    tokenize(seen, vocabulary=vocabulary)
    assert tokenize([text], vocabulary=vocabulary).words() == tokenize([text]).words()


def test_shapes() -> None:
    tokens = tokenize(["port Ann US 12 U.S. A"])
    assert tokens.shape.tolist() == [
        LOWERCASE,
        CAPITALIZED,
        ALL_CAPS,
        NUMERIC,
        CAPITALIZED,
        CAPITALIZED,
    ]


def test_paragraphs_end_at_line_breaks() -> None:
    assert tokenize(["One two.\nThree.\n\nFour."]).paragraph.tolist() == [0, 0, 1, 2]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "the port of Orr was shut again on that same day by order of the"
    text = "\n".join([line] * 12) + " mayor.\n\nNext."
    assert is_hard_wrapped(text)
    tokens = tokenize([text])
    assert tokens.paragraph.max() == 1
    assert tokens.sentence.max() == 1


@pytest.mark.parametrize("batch", [[], [""], ["", ""], ["..."], ["\n\n"], ["\ud800 a"]])
def test_odd_batches(batch: list[str]) -> None:
    tokens = tokenize(batch)
    assert len(tokens.first) == len(batch) + 1
    assert len(tokens) == len(tokens.sentence)


def test_words_beyond_the_table_are_equal_however_written() -> None:
    composed, decomposed = "Việt", unicodedata.normalize("NFD", "Việt")
    tokens = tokenize([f"{composed} {decomposed}"])
    assert len(set(tokens.type_id.tolist())) == 1


def test_a_vocabulary_holds_many_types() -> None:
    vocabulary = Vocabulary()
    words = [f"w{number}" for number in range(100_000)]
    tokens = tokenize([" ".join(words)], vocabulary=vocabulary)
    assert tokens.words() == words
    assert len(vocabulary) == len(words) + 1


def test_frequent_types_come_first() -> None:
    tokens = tokenize(["a port, a ship, a port"])
    assert tokens.vocabulary.types[1:] == ["a", "port", "ship"]


def _wrapped(width: int, n_lines: int, gap: str) -> str:
    line = ("word " * 20)[: width - 1].rstrip()
    return gap.join([line] * n_lines)


@given(
    st.lists(
        st.builds(
            _wrapped, st.integers(30, 90), st.integers(1, 14), st.sampled_from(["\n", "\n\n"])
        )
        | st.text("ab. \n", max_size=60),
        max_size=6,
    )
)
def test_hard_wrapped_texts_are_mended_wherever_they_stand(texts: list[str]) -> None:
    together = tokenize(texts)
    for number, text in enumerate(texts):
        rows = slice(int(together.first[number]), int(together.first[number + 1]))
        alone = tokenize([text])
        paragraph = together.paragraph[rows]
        assert (paragraph - paragraph[:1]).tolist() == alone.paragraph.tolist()
        if is_hard_wrapped(text) and len(alone) and "\n\n" not in text:
            assert not alone.paragraph.any()
