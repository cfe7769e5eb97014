"""Columns that tell where their texts stand give the texts that plain slicing gives."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.table_columns import (
    Cut,
    Picked,
    SpanLists,
    arrow_dictionary,
    arrow_spans,
    arrow_texts,
    join_texts,
    pick,
)
from framing.tables import TEXT, make_table

pytest.importorskip("pyarrow")

texts = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1)
names = st.lists(st.none() | st.sampled_from(["", "a", "é", "the 🙂", "b c"]))


@st.composite
def cuts(draw: Any, *, ragged: bool) -> Cut:
    """Pieces of some texts, which may overlap, in any order and of any length."""
    whole = draw(texts)
    pieces = []
    for of in draw(st.lists(st.integers(0, len(whole) - 1), max_size=12)):
        places = st.integers(0, len(whole[of]))
        pieces.append((of, *sorted((draw(places), draw(places)))))
    of, start, end = np.array(pieces, np.int64).reshape(-1, 3).T
    first = None
    if ragged:
        ends = sorted(draw(st.lists(st.integers(0, len(pieces)), max_size=8)))
        first = np.array([0, *ends, len(pieces)])
    return Cut(join_texts(whole), of, start, end, first=first)


@given(cuts(ragged=False))
def test_a_cut_has_the_text_of_its_place(cut: Cut) -> None:
    places = zip(cut.of.tolist(), cut.start.tolist(), cut.end.tolist(), strict=True)
    assert cut.strings() == [cut.joined.texts[of][start:end] for of, start, end in places]


@given(cuts(ragged=False))
def test_a_cut_is_the_same_in_arrow(cut: Cut) -> None:
    made = arrow_texts(cut)
    made.validate(full=True)
    assert made.to_pylist() == cut.strings()


@given(cuts(ragged=True))
def test_a_cut_of_several_pieces_is_the_same_in_arrow(cut: Cut) -> None:
    made = arrow_texts(cut)
    made.validate(full=True)
    assert made.to_pylist() == cut.strings()


@given(cuts(ragged=True))
def test_pieces_of_a_row_are_joined(cut: Cut) -> None:
    assert cut.first is not None
    pieces = Cut(cut.joined, cut.of, cut.start, cut.end).strings()
    rows = [pieces[a:b] for a, b in pairwise(cut.first.tolist())]
    assert cut.strings() == [" … ".join(map(str, row)) if row else None for row in rows]


def test_more_pieces_than_are_gathered_at_once() -> None:
    n = 10_000
    cut = Cut(join_texts(["naïve"]), np.zeros(n, int), np.arange(n) % 4, np.full(n, 5))
    assert arrow_texts(cut).to_pylist() == cut.strings()


def test_half_a_surrogate_pair_is_a_question_mark() -> None:
    cut = Cut(
        join_texts(["so \ud800 called"]), np.zeros(2, int), np.array([3, 5]), np.array([4, 11])
    )
    assert arrow_texts(cut).to_pylist() == ["?", "called"]


@given(names)
def test_what_is_picked_is_what_was_given(values: list[str | None]) -> None:
    picked = pick(values)
    assert arrow_texts(picked).to_pylist() == values
    assert len(set(picked.names)) == len(picked.names)


@given(names.filter(bool), st.data())
def test_a_dictionary_holds_each_name_once(values: list[str | None], data: Any) -> None:
    numbers = data.draw(st.lists(st.integers(-1, len(values) - 1)))
    picked = Picked(values, np.array(numbers, np.int64))
    made = arrow_dictionary(picked)
    held = made.dictionary.to_pylist()
    assert made.to_pylist() == [None if n < 0 else values[n] for n in numbers]
    assert len(set(held)) == len(held) and None not in held


def test_names_may_be_cut() -> None:
    cut = Cut(
        join_texts(["one two one"]), np.zeros(3, int), np.array([0, 4, 8]), np.array([3, 7, 11])
    )
    picked = Picked(cut, np.array([2, -1, 1, 0]))
    assert arrow_dictionary(picked).to_pylist() == ["one", None, "two", "one"]


@pytest.mark.parametrize("storage", ["python", "pyarrow"])
def test_a_data_frame_has_the_same_texts(storage: str) -> None:
    import pandas as pd

    cut = Cut(join_texts(["one two"]), np.zeros(2, int), np.array([0, 4]), np.array([3, 7]))
    columns = {"cut": cut, "picked": Picked(["a", None], np.array([0, -1]))}
    columns["both"] = Picked(cut, np.array([1, -1]))
    with pd.option_context("mode.string_storage", storage):
        table = make_table(dict.fromkeys(columns, TEXT), columns)
    found = {name: [None if x is pd.NA else x for x in table[name]] for name in columns}
    assert found == {"cut": ["one", "two"], "picked": ["a", None], "both": ["two", None]}


@given(st.lists(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)).map(list))))
def test_lists_of_spans(rows: list[list[list[int]]]) -> None:
    span = np.array([pair for row in rows for pair in row], np.int64).reshape(-1, 2)
    spans = SpanLists(span, np.cumsum([0, *map(len, rows)]))
    assert spans.lists() == rows
    assert arrow_spans(spans).to_pylist() == rows
