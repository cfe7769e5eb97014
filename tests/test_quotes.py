from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.quotation import marks as quotation_marks
from framing.quotation.mark_finding import find_marks
from framing.quotation.mark_pairing import pair_marks
from framing.quotes import Quotes, find_quotes
from framing.tokens import tokenize
from tests.conftest import load_cases

marked_texts = st.text(
    alphabet=st.one_of(
        st.sampled_from("aBs9 .,—(\n"),
        st.sampled_from("\"'“”‘’«»„`="),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


def spans_of(quotes: Quotes) -> list[tuple[int, int]]:
    return list(zip(quotes.start.tolist(), quotes.end.tolist(), strict=True))


def read_brackets(
    marked: str, opening: str = "⟦", closing: str = "⟧"
) -> tuple[str, list[tuple[int, int]]]:
    text, stack, spans = "", [], []
    for character in marked:
        if character == opening:
            stack.append(len(text))
        elif character == closing:
            spans.append((stack.pop(), len(text)))
        else:
            text += character
    return text, sorted(spans, key=lambda span: (span[0], -span[1]))


@pytest.mark.parametrize("case", load_cases("quotes", "spans"))
def test_spans(case: dict[str, str]) -> None:
    text, expected = read_brackets(case["text"])
    found = spans_of(find_quotes(tokenize([text])))
    assert [text[a:b] for a, b in found] == [text[a:b] for a, b in expected]


@given(marked_texts)
@settings(max_examples=150, deadline=None)
def test_spans_lie_inside_each_other_or_apart(text: str) -> None:
    spans = spans_of(find_quotes(tokenize([text])))
    for a, b in spans:
        assert 0 <= a < b <= len(text)
    for (_, b), (c, d) in pairwise(spans):
        assert c >= b or d <= b


@given(st.lists(marked_texts, max_size=4))
@settings(max_examples=100, deadline=None)
def test_batching_changes_nothing(texts: list[str]) -> None:
    tokens = tokenize(texts)
    together = find_quotes(tokens)
    for number, text in enumerate(texts):
        own = together.article == number
        alone = find_quotes(tokenize([text]))
        shift = tokens.text_start[number]
        assert (together.start[own] - shift).tolist() == alone.start.tolist()
        assert (together.end[own] - shift).tolist() == alone.end.tolist()
        assert together.kind[own].tolist() == alone.kind.tolist()
        assert np.allclose(together.confidence[own], alone.confidence)


quoting_texts = st.lists(
    st.sampled_from(
        ["reform", '"reform"', '"relief"', "relief", "said", "Lee", '"the relief."', "\n"]
    ),
    max_size=12,
).map(" ".join)


@given(st.lists(quoting_texts, min_size=2, max_size=4))
@settings(max_examples=100, deadline=None)
def test_words_quoted_by_neighbors_change_nothing(texts: list[str]) -> None:
    tokens = tokenize(texts)
    together = find_quotes(tokens)
    for number, text in enumerate(texts):
        own = together.article == number
        alone = find_quotes(tokenize([text], vocabulary=tokens.vocabulary))
        assert together.kind[own].tolist() == alone.kind.tolist()
        assert together.confidence[own].tolist() == alone.confidence.tolist()
        assert together.evidence[own].tolist() == alone.evidence.tolist()


@given(marked_texts)
@example("(=''x 'b' c")
@example("a ='x 'b' c")
@example('a ="x" "b" “c')
@example("“a ‘bs’ c” ‘ds’ ‘es’")
@example("‘as’ b” c’ “d ‘es’ “f’")
@settings(max_examples=150, deadline=None)
def test_array_pairing_equals_pairing_mark_by_mark(text: str) -> None:
    marks = find_marks(tokenize([text]))
    opener, closer, left_open = quotation_marks._pair(marks)
    expected, expected_open = [], []
    for group in np.unique(marks.group):
        members = np.flatnonzero(marks.group == group)
        begin = int(members[0])
        pairs, unclosed = pair_marks(quotation_marks._as_list(marks.take(members)))
        expected += [(begin + i, begin + j) for i, j in pairs]
        expected_open += [begin + unclosed] if unclosed is not None else []
    assert sorted(zip(opener.tolist(), closer.tolist(), strict=True)) == sorted(expected)
    assert sorted(left_open.tolist()) == expected_open


def test_parents_enclose_their_children() -> None:
    quotes = find_quotes(tokenize(["“He told us “no ‘way’ out” and left,” she said. “Yes.”"]))
    assert quotes.parent.tolist() == [-1, 0, 1, -1]
    assert quotes.depth.tolist() == [0, 1, 2, 0]


def test_speech_over_paragraphs_is_flagged() -> None:
    quotes = find_quotes(tokenize(["“One here.\n“Two here.\n“Three here,” she said."]))
    assert quotes.runs_on.tolist() == [True, True, False]
    assert quotes.continues.tolist() == [False, True, True]
    assert quotes.unclosed.tolist() == [True, True, False]


@pytest.mark.parametrize(
    "text",
    ["“ " * 10_000, '"a ' * 10_000, "'a " * 10_000, "“ a “b " * 5_000, "« " * 10_000, '"' * 10_000],
    ids=["bare", "straight", "single", "mixed", "guillemets", "marks only"],
)
def test_ten_thousand_marks_take_linear_time(text: str) -> None:
    tokens = tokenize([text])
    began = time.process_time()
    find_quotes(tokens)
    assert time.process_time() - began < 2.0


@pytest.mark.parametrize("texts", [[], [""], ["“”"], [":“"], ["“", "", "a”"], ["no marks"]])
def test_nothing_to_find(texts: list[str]) -> None:
    assert len(find_quotes(tokenize(texts))) == 0


def test_an_article_that_is_one_quotation() -> None:
    text = "“We close the port. Nobody will pay for it.”"
    assert spans_of(find_quotes(tokenize([text]))) == [(0, len(text))]
