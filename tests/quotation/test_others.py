"""What the other quotations of an article, and the line around, tell of one."""

import numpy as np
import pytest

from framing.quotation.context import Context
from framing.quotation.features import quotation_flags
from framing.quotation.marks import find_marked_spans
from framing.tokens import tokenize


def flag(name: str, *texts: str) -> list[bool]:
    """Return the flag *name* of each quotation of *texts*."""
    tokens = tokenize(list(texts))
    flags = quotation_flags(Context(tokens, find_marked_spans(tokens)))
    values: list[bool] = flags[name].tolist()
    return values


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "twin_mentioned",
            'Few knew the term "sand tax". The "sand tax" pays for dunes.',
            [False, True],
        ),
        ("twin_mentioned", 'Few knew the "sand tax". The "sand tax" pays.', [False, False]),
        ("twin_mentioned", 'Few knew the term "sand tax". The "salt tax" pays.', [False, False]),
        (
            "twin_reported",
            'Osei called it a "sand tax". The "sand tax" pays for dunes.',
            [False, True],
        ),
        ("neighbor_mentioned", 'The words "tide" and "ebb" were new.', [False, True]),
        ("neighbor_mentioned", 'The word "tide" was new. So was "ebb".', [False, False]),
        ("title_line", 'Mayor Calls Harbor Plan "Reckless" After Long Debate', [True]),
        ("title_line", 'The mayor read the plan for the "Harbor" after long debate.', [False]),
        ("title_line_name", 'Mayor Calls Harbor Plan "reckless" After Long Debate', [False]),
        ("name_in_plain_line", 'They sang the old tune "Harbor Lights" again.', [True]),
        ("title_in_plain_line", 'They met at the old pier "Harbor" again.', [False]),
    ],
)
def test_flag(name: str, text: str, expected: list[bool]) -> None:
    assert flag(name, text) == expected


def test_twins_stand_in_the_same_article() -> None:
    one, other = 'Few knew the term "sand tax".', 'The "sand tax" pays for dunes.'
    assert flag("twin_mentioned", one, other) == [False, False]


def test_the_flags_of_an_article_do_not_depend_on_its_batch() -> None:
    texts = ['The words "tide" and "ebb" were new. "Ebb" was the better.', 'A "fee" rose. "Fee"!']
    names = ("twin_mentioned", "twin_reported", "neighbor_mentioned", "title_line")
    for name in names:
        alone = [value for text in texts for value in flag(name, text)]
        assert np.array_equal(flag(name, *texts), alone)
