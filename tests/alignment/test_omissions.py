"""Omissions: when an item counts as left out, and which names are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.alignment.omissions import Mention, find_entities, find_omissions
from framing.article import Article


def mention(item: str, outlet: str) -> Mention:
    return Mention(item, "entity", outlet, outlet, 0, 1)


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("abcd"))), st.integers(1, 4))
def test_laws(pairs: list[tuple[str, str]], n: int) -> None:
    outlets = "abcd"[:n]
    rows = find_omissions([mention(*p) for p in pairs if p[1] in outlets], outlets, event="e")
    assert n >= 3 or not rows
    for row in rows:
        assert set(row.reported_by) | set(row.not_reported_by) == set(outlets)
        assert not set(row.reported_by) & set(row.not_reported_by)
        assert len(row.reported_by) > len(outlets) / 2
        assert {m.outlet for m in row.mentions} == set(row.reported_by)


def entities(*texts: str) -> list[list[str]]:
    articles = [Article(id=str(k), outlet=f"Outlet{k}", text=t) for k, t in enumerate(texts)]
    found = find_entities(articles)
    return [[m.item for m in found if m.article == str(k)] for k in range(len(texts))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday mayor Ana Bresk left Lira.", ["Ana Bresk", "Lira"]),
        ("However, the talks went on. They failed.", []),
        ("Foreign Minister Ivo Marn spoke.", ["Ivo Marn"]),
        ("The White House praised Korvat's offer.", ["White House", "Korvat"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert entities(text) == [names]


def test_a_surname_is_the_same_name_as_the_full_one() -> None:
    assert entities("Ana Bresk spoke.", "Then Bresk left.") == [["Ana Bresk"], ["Ana Bresk"]]


def test_initials_are_the_same_name() -> None:
    full, short = entities("The United Nations met.", "Then the UN met.")
    assert full == short


def test_spans_hold_the_name() -> None:
    text = "Korvat’s mayor, Ana Bresk, met Dr. Ivo Marn."
    article = Article(id="a", outlet="Herald", text=text)
    found = [text[m.start : m.end] for m in find_entities([article])]
    assert found == ["Korvat", "Ana Bresk", "Ivo Marn"]


def test_without_an_outlet_or_text_there_is_nothing() -> None:
    assert find_entities([Article(id="a", text="Ana Bresk spoke.")]) == []
    assert find_entities([Article(id="a", outlet="b", text="")]) == []
