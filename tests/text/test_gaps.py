"""What is said of gaps by their numbers is what their texts say."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.text.gaps import classes_of_gaps, gap_holds, gap_is_blank
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens, tokenize

MARKS = " \n.,;:!?'\"“”()[]-–—$%#*\u00a0"
GAPS = st.text(f"{MARKS}\0\U0001f600", min_size=1, max_size=5)
TEXTS = st.lists(st.lists(GAPS, max_size=8).map(lambda gaps: "x" + "x".join(gaps)), max_size=3)


def checksum(gap: str) -> int:
    return sum((place + 1) * ord(mark) + 1 for place, mark in enumerate(gap))


def texts_behind(tokens: Tokens) -> list[str]:
    stops = [*tokens.start.tolist(), len(tokens.joined)][1:]
    return [tokens.joined[a:b] for a, b in zip(tokens.end.tolist(), stops, strict=True)]


@given(TEXTS)
def test_any_gaps(texts: list[str]) -> None:
    tokens = tokenize(texts)
    at, gaps = np.arange(len(tokens)), texts_behind(tokens)
    assert classes_of_gaps(tokens, at, checksum).tolist() == [checksum(gap) for gap in gaps]
    assert classes_of_gaps(tokens, at[::2], checksum).tolist() == [checksum(g) for g in gaps[::2]]
    assert gap_holds(tokens, at, ",;").tolist() == ["," in gap or ";" in gap for gap in gaps]
    assert gap_is_blank(tokens, at).tolist() == [not gap.strip() for gap in gaps]


def test_gaps_that_crowd_one_another_out() -> None:
    texts = ["x" + "x".join(map("".join, itertools.product(MARKS, repeat=3))) + "x"]
    vocabulary = Vocabulary()
    for _ in range(2):  # new, and met before
        tokens = tokenize(texts, vocabulary=vocabulary)
        types = vocabulary.gaps.types
        assert [types[number] for number in tokens.gap.tolist()] == texts_behind(tokens)
