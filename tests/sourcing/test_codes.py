"""What the attribution model sees of a token, against plain rules."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.sourcing.codes import (
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
    neighbors,
    places,
    token_codes,
)
from framing.sourcing.features import quotation_numbers
from framing.sourcing.model import CODE_OFFSETS
from framing.sourcing.signatures import distinct
from framing.tokens import CAPITALIZED, LOWERCASE, NUMERIC, tokenize


def codes_of(texts: list[str], strength: list[int] | None = None) -> TokenCodes:
    tokens = tokenize(texts)
    levels = np.array(strength or [0] * len(tokens), np.uint8)
    return token_codes(tokens, levels, quotation_numbers(tokens))


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
    assert codes_of([text]).column("gap").tolist() == gaps


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
    assert codes_of([text], strength).column("cues").tolist() == plain_cues(strength, sentence)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=5))
def test_codes_do_not_depend_on_other_texts(texts: list[str]) -> None:
    n_tokens = [len(tokenize([text])) for text in texts]
    strength = [[(7 * i + n) % 5 for i in range(n)] for n in n_tokens]
    together = codes_of(texts, list(chain.from_iterable(strength)))
    apart = [codes_of([text], s) for text, s in zip(texts, strength, strict=True)]
    for name, offset in CODE_OFFSETS[:-2]:  # the others are those of candidates
        column = together.column(name, offset).tolist()
        assert column == [c for one in apart for c in one.column(name, offset).tolist()]
        assert all(0 <= c < SIZES[name] for c in column)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_token_sees_the_gaps_of_its_neighbors_within_its_paragraph(text: str) -> None:
    paragraph, seen = tokenize([text]).paragraph.tolist(), codes_of([text])
    gap = seen.column("gap").tolist()
    for offset in (-1, 1, 2):
        expected = [
            gap[at + offset]
            if paragraph[at + offset : at + offset + 1] == [own] and at + offset >= 0
            else 0
            for at, own in enumerate(paragraph)
        ]
        assert seen.column("gap", offset).tolist() == expected


def test_shapes_are_seen_up_to_the_borders_of_the_text() -> None:
    seen = codes_of(["One two\n3", "Four"])
    shapes = [
        (LOWERCASE, CAPITALIZED, LOWERCASE, NUMERIC),
        (CAPITALIZED, LOWERCASE, NUMERIC, 0),
        (LOWERCASE, NUMERIC, 0, 0),
        (0, CAPITALIZED, 0, 0),
    ]
    assert seen.column("shape").tolist() == [((a * 4 + b) * 4 + c) * 4 + d for a, b, c, d in shapes]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_places_equal_those_counted_token_by_token(text: str) -> None:
    tokens = tokenize([text])
    sentence, paragraph = tokens.sentence.tolist(), tokens.paragraph.tolist()

    def stairs(distance: int) -> int:
        return sum(distance >= limit for limit in (1, 2, 3, 6, 11))

    expected = []
    for at, own in enumerate(sentence):
        first = sentence.index(own)
        last = first + sentence.count(own) - 1
        opens = first == paragraph.index(paragraph[at])
        closes = last == len(paragraph) - 1 or paragraph[last + 1] != paragraph[at]
        expected.append((stairs(at - first) * 6 + stairs(last - at)) * 4 + 2 * opens + closes)
    assert places(tokens, np.arange(len(tokens))).number.tolist() == expected


@given(st.lists(st.integers(1, 4), min_size=1, max_size=9), st.integers(-3, 3))
def test_neighbors_equal_those_looked_for_run_by_run(sizes: list[int], offset: int) -> None:
    runs = [[10 * number + i + 1 for i in range(n)] for number, n in enumerate(sizes)]
    expected = [
        run[at + offset] if 0 <= at + offset < len(run) else 0
        for run in runs
        for at in range(len(run))
    ]
    first = np.cumsum(sizes) - sizes
    assert neighbors(np.array(list(chain(*runs))), offset, first).tolist() == expected


@given(st.lists(st.integers(0, 99), min_size=1))
def test_distinct_codes_are_the_same_by_a_table_and_by_sorting(codes: list[int]) -> None:
    given_codes = np.array(codes)
    for limit in (100, 100 * 64 * len(codes)):
        values, rank = distinct(given_codes, limit)
        assert values.tolist() == sorted(set(codes))
        assert values[rank].tolist() == codes
