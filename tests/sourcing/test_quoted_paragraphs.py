"""Paragraphs that are one quotation: which are read with the one before."""

from __future__ import annotations

import numpy as np
import pytest

from framing.sourcing.features import quotation_spans
from framing.sourcing.quoted_paragraphs import join_quoted_paragraphs
from framing.text.sections import BODY, TITLE
from framing.tokens import tokenize


def paragraphs(*texts: str, section: int | None = None) -> int:
    """Return how many paragraphs there are when whole quotations are joined."""
    tokens = tokenize(texts)
    sections = None if section is None else np.full(len(tokens), section, np.uint8)
    joined = join_quoted_paragraphs(tokens, quotation_spans(tokens), sections)
    assert joined.paragraph[joined.paragraph_first].tolist() == list(
        range(joined.paragraph[-1] + 1)
    )
    assert (np.diff(joined.paragraph) >= 0).all()
    return len(joined.paragraph_first)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('The mayor continued:\n\n"The lock is shut."', id="a colon"),
        pytest.param('She left, he said.\n"The lock is shut. It leaks."', id="a stop"),
        pytest.param("It is shut, she said.\n\n''The lock leaks.''", id="two apostrophes"),
        pytest.param(
            "“It is shut. It leaks.\n\n“It will be mended.”", id="a quotation that was left open"
        ),
    ],
)
def test_a_whole_quotation_is_joined(text: str) -> None:
    assert paragraphs(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('The lock leaks.\n\n"It is shut," she said.', id="more than a quotation"),
        pytest.param('"Is it shut?"\n\n"It leaks and leaks."', id="an answer"),
        pytest.param('The lock leaks.\n\nShe said "it is shut."', id="a quotation at the end"),
        pytest.param("The lock leaks.\n\nIt is shut.", id="no quotation"),
    ],
)
def test_other_paragraphs_stay(text: str) -> None:
    assert paragraphs(text) == 2


def test_texts_are_never_joined() -> None:
    assert paragraphs("The mayor continued:", '"The lock is shut."') == 2


@pytest.mark.parametrize(("section", "count"), [(TITLE, 2), (BODY, 1)])
def test_headlines_stay_alone(section: int, count: int) -> None:
    assert paragraphs('Lock is shut\n\n"It leaks and leaks."', section=section) == count


def test_no_text() -> None:
    tokens = tokenize([""])
    assert join_quoted_paragraphs(tokens, quotation_spans(tokens), None) is tokens
