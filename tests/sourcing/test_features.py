"""What the attribution model sees of a token, against plain rules."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.sourcing.features import (
    BRACKET,
    CLOSES,
    COLON,
    COMMA,
    DASH,
    NEW_PARAGRAPH,
    NEW_SENTENCE,
    OPENS,
    SIZES,
    STOP,
    TokenCodes,
    quotation_spans,
    token_codes,
)
from framing.tokens import tokenize


def codes_of(texts: list[str], strength: list[int] | None = None) -> TokenCodes:
    tokens = tokenize(texts)
    levels = np.array(strength or [0] * len(tokens), np.uint8)
    return token_codes(tokens, levels, quotation_spans(tokens))


NEW_TEXT = NEW_SENTENCE | NEW_PARAGRAPH


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("One two", [NEW_TEXT, 0]),
        ("One, two", [NEW_TEXT, COMMA]),
        ("One: two (three)", [NEW_TEXT, COLON, BRACKET]),
        ("One – two. Three", [NEW_TEXT, DASH, STOP | NEW_SENTENCE]),
        ("One\nTwo", [NEW_TEXT, NEW_TEXT]),
        ("“One two,” he", [NEW_TEXT | OPENS, 0, COMMA | CLOSES]),
        ("He “one” “two”", [NEW_TEXT, OPENS, OPENS | CLOSES]),
    ],
)
def test_gaps(text: str, gaps: list[int]) -> None:
    assert codes_of([text]).codes["gap"].tolist() == gaps


PIECES = ["a ", "B ", "B. ", "a, ", "“a B,” ", "“B. a.” ", "a: ", "“B\n", "\n"]


def plain_cues(strength: list[int], sentence: list[int]) -> list[int]:
    """Return the strongest cue on either side in the sentence and how far its nearest word is."""
    found = []
    for at in range(len(strength)):
        sides = []
        for others in (range(at - 1, -1, -1), range(at + 1, len(strength))):
            near = [i for i in others if sentence[i] == sentence[at] and strength[i]]
            best = max((strength[i] for i in near), default=0)
            far = next((abs(i - at) for i in near if strength[i] == best), 99)
            sides.append((best, sum(far >= limit for limit in (2, 4, 9))))
        (left, left_far), (right, right_far) = sides
        found.append((left * 5 + right) * 16 + left_far * 4 + right_far)
    return found


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=40))
def test_cues_equal_those_looked_for_one_by_one(words: list[tuple[int, bool]]) -> None:
    text = " ".join("Word." if ends else "Word" for _, ends in words)
    strength = [level for level, _ in words]
    sentence = tokenize([text]).sentence.tolist()
    assert codes_of([text], strength).codes["cues"].tolist() == plain_cues(strength, sentence)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=5))
def test_codes_do_not_depend_on_other_texts(texts: list[str]) -> None:
    n_tokens = [len(tokenize([text])) for text in texts]
    strength = [[(7 * i + n) % 5 for i in range(n)] for n in n_tokens]
    together = codes_of(texts, list(chain.from_iterable(strength)))
    apart = [codes_of([text], s) for text, s in zip(texts, strength, strict=True)]
    for name, size in SIZES.items():
        column = together.codes[name].tolist()
        assert column == [c for one in apart for c in one.codes[name].tolist()]
        assert all(0 <= c < size for c in column)
