"""Figures: cases as data, laws as properties, and the alignment of outlets."""

from __future__ import annotations

import math
import time
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.actors.actor_tokens import actor_tokens
from framing.figures import BOUNDS, align_figures, find_figures
from framing.numerals.numbers import read_number_word
from framing.tokens import tokenize

CASES = tomllib.loads((Path(__file__).parent / "cases" / "figures.toml").read_text("utf-8"))["case"]


def _parameters() -> list[Any]:
    return [
        pytest.param(
            case["text"],
            case["figures"],
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
            id=case["text"][:40],
        )
        for case in CASES
    ]


def _found(text: str) -> list[list[object]]:
    tokens = tokenize([text])
    found = find_figures(tokens)
    return [
        [
            tokens.joined[found.start[i] : found.end[i]],
            "NaN" if math.isnan(found.value[i]) else float(found.value[i]),
            BOUNDS[found.bound[i]],
            found.quantity[i] or "",
            found.unit[i] or "",
            found.scope[i] or "",
        ]
        for i in range(len(found))
    ]


@pytest.mark.parametrize(("text", "figures"), _parameters())
def test_case(text: str, figures: list[list[object]]) -> None:
    assert _found(text) == figures


def test_malformed_has_no_value() -> None:
    found = find_figures(tokenize(["Some 30,<> people fled and 40 stayed."]))
    assert found.malformed.tolist() == [True, False]
    assert np.isnan(found.value).tolist() == [True, False]


def test_as_of_date_of_the_sentence() -> None:
    found = find_figures(tokenize(["As of Friday, 31 had died. Another 4 died later."]))
    assert found.as_of == ["friday", None]


def test_side_of_its_own_noun_phrase_only() -> None:
    tokens = tokenize(["The north freed 90 southern prisoners."])
    actors = actor_tokens([(1, 1, "north", "place"), (4, 4, "south", "demonym")])
    assert find_figures(tokens, actors=actors).side == ["south"]


@pytest.mark.parametrize(("value", "words"), [(40, "forty"), (86, "eighty-six"), (19, "nineteen")])
def test_number_words(value: int, words: str) -> None:
    word = read_number_word(words)
    assert word is not None
    assert word.value == value


@given(st.integers(min_value=2101, max_value=10**9))
def test_digits_keep_their_value(number: int) -> None:
    found = find_figures(tokenize([f"They counted {number:,} sheep."]))
    assert found.value.tolist() == [float(number)]


PIECES = st.sampled_from(
    ["12", "two", "<>", "30,<>", "million", "half", "of", "the", "dead", "$", "%", "-", ",", ".",
     "killed", "people", "\n", "in", "Tellam", "one", "third", "second", "as of", "May", "’", "𝟘"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=12).map(" ".join), min_size=1, max_size=4))
def test_spans_lie_in_their_text_and_batching_changes_nothing(texts: list[str]) -> None:
    tokens = tokenize(texts)
    found = find_figures(tokens)
    together = [
        (int(a), int(s - tokens.text_start[a]), int(e - tokens.text_start[a]), q)
        for a, s, e, q in zip(found.article, found.start, found.end, found.quantity, strict=True)
    ]
    alone = []
    for number, text in enumerate(texts):
        single = find_figures(tokenize([text]))
        alone += [
            (number, int(s), int(e), q)
            for s, e, q in zip(single.start, single.end, single.quantity, strict=True)
        ]
    assert together == alone
    assert all(0 <= s < e <= len(texts[a]) for a, s, e, _ in together)


def _row(outlet: str, value: float, **more: object) -> dict[str, object]:
    row: dict[str, object] = {"event": "e", "quantity": "killed", "unit": None, "side": None}
    return (
        row
        | {"outlet": outlet, "value": value, "bound": "exact", "scope": None, "as_of": None}
        | more
    )


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ({"value": 15.0}, {"value": 15.0}, True),
        ({"value": 15.0}, {"value": 17.0}, False),
        ({"value": 1400.0, "bound": "at_least"}, {"value": 1405.0}, True),
        ({"value": 1400.0, "bound": "at_least"}, {"value": 1300.0}, False),
        ({"value": 1000.0, "bound": "at_most"}, {"value": 980.0}, True),
        ({"value": 100.0, "bound": "about"}, {"value": 95.0}, True),
        ({"value": 15.0, "scope": "in tellam"}, {"value": 15.0}, None),
        ({"value": 15.0, "as_of": "friday"}, {"value": 15.0}, None),
        ({"value": math.nan}, {"value": 15.0}, None),
    ],
)
def test_agreement(one: dict[str, Any], other: dict[str, Any], agrees: bool | None) -> None:
    rows = align_figures([_row("A", 0.0) | one, _row("B", 0.0) | other])
    assert [row["agrees"] for row in rows] == [agrees, agrees]


def test_the_same_number_of_other_things_is_not_aligned() -> None:
    rows = [
        _row("A", 240.0, quantity="prisoners released"),
        _row("B", 240.0, quantity="hostages taken"),
    ]
    assert align_figures(rows) == []


def test_order_of_rows_does_not_matter() -> None:
    rows = [_row("A", 15.0), _row("B", 17.0), _row("C", 15.0, scope="in tellam")]
    assert align_figures(rows) == align_figures(rows[::-1])


def test_no_text_no_figures() -> None:
    assert len(find_figures(tokenize([""]))) == 0
    assert len(find_figures(tokenize(["", ""]))) == 0


@pytest.mark.parametrize("unit", ["<>", "30,<>", "1 ", "two and ", "half a ", "1-", "$5% of the "])
def test_time_is_linear_in_the_text(unit: str) -> None:
    def seconds(n: int) -> float:
        tokens = tokenize([unit * n])
        begin = time.process_time()
        find_figures(tokens)
        return time.process_time() - begin

    def least_seconds(n: int) -> float:
        """Return the shortest of three runs, into which no collection of garbage falls."""
        return min(seconds(n) for _ in range(3))

    assert least_seconds(4_000) < 24 * max(least_seconds(500), 0.002)
