"""Entities: which capitals are a name, and which forms are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.alignment.entities import find_entities
from framing.alignment.name_forms import root
from framing.alignment.omissions import Mention
from framing.article import Article


def mentions(*texts: str) -> tuple[list[Article], list[Mention]]:
    articles = [Article(id=str(k), outlet=f"Outlet{k}", text=t) for k, t in enumerate(texts)]
    outlets = [article.outlet or "" for article in articles]
    return articles, [*find_entities(articles, outlets, [0] * len(texts)), []][0]


def entities(*texts: str) -> list[list[str]]:
    articles, found = mentions(*texts)
    return [[m.item for m in found if m.article == article.id] for article in articles]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday mayor Ana Bresk left Lira.", ["Ana Bresk", "Lira"]),
        ("However, the talks went on. They failed.", []),
        ("Foreign Minister Ivo Marn spoke.", ["Ivo Marn"]),
        ("The White House praised Korvat's offer.", ["White House", "Korvat"]),
        ("It was led by Major Ivo Marn and Capt. Ana Bresk.", ["Ivo Marn", "Ana Bresk"]),
        ("Cranes fell. Two cranes were old.", []),
        ("I’m glad that Ivo R. Marn Jr. left the U.S. Senate.", ["Ivo R. Marn", "U.S.", "Senate"]),
        ("It was the Korvat-backed Lira Council.", ["Lira Council"]),
        (
            "Two clerks of the Republican Party and the Justice Department met.",
            ["Republican Party", "Justice Department"],
        ),
        ("There Fifteen ships sailed.", []),
        ("It was the Teachers' Union of Korvat.", ["Teachers' Union", "Korvat"]),
        ("It was Korvat’s Ana Bresk.", ["Ana Bresk"]),
        ("So said Korvat’s Senate.", ["Senate"]),
        ("So it was in Korvat.\n\nLIRA ― The mill burned.", ["Korvat"]),
        ("It lies in Lira, Fla., by the sea.", ["Lira"]),
        ("LIRA, Korvat (RNS) — The mill burned.", []),
        ("The House of Representatives met.", ["House of Representatives"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert entities(text) == [names]


@pytest.mark.parametrize(
    "forms",
    [
        ("Ana Bresk spoke.", "Then Bresk left."),
        ("The United Nations met.", "Then the UN met."),
        ("The United Nations met.", "Then the U.N. met."),
        ("Talks were held in Egypt.", "It was the Egyptian plan."),
        ("It was signed by France.", "It was the French who signed."),
        ("It was the United States that paid.", "It was the Americans who paid."),
        ("They saw a Palestinian there.", "They saw two Palestinians there."),
        ("It was Ana R. Bresk.", "It was Ana Bresk."),
        ("It was the Department of Justice.", "It was the Justice Department."),
        ("It was the House of Representatives.", "It was the House."),
        ("There was President Ana Bresk.", "The president was there."),
        ("There was prime minister Ana Bresk.", "There was the prime minister’s car."),
        ("There was vice-president Ana Bresk.", "The Vice President was there."),
    ],
)
def test_forms_of_one_name(forms: tuple[str, str]) -> None:
    first, second = entities(*forms)
    assert first == second != []


@pytest.mark.parametrize(
    "texts",
    [
        ("There was President Ana Bresk.", "The vice president was there."),
        ("There was President Ana Bresk.", "There was President Ivo Marn.", "The president left."),
        ("There was President Ana Bresk.", "A presidential car was there."),
        ("They met at Sea Terminals.", "They met at Coast Wharves."),
        ("It was Ana Bresk.", "It was Ivo Marn."),
    ],
)
def test_forms_of_other_names(texts: tuple[str, ...]) -> None:
    found = entities(*texts)
    assert not set(found[0]) & set(found[-1])


def test_a_name_is_called_without_a_title_that_is_not_known() -> None:
    first, second = entities(
        "So said Dockmaster Ana Bresk. Then Dockmaster Ana Bresk left.",
        "Ana Bresk left. Then Bresk spoke.",
    )
    assert {*first, *second} == {"Ana Bresk"}


def test_two_firms_in_one_trade_are_two() -> None:
    first, second = entities("They met at Sea Terminals.", "They met at Coast Terminals.")
    assert {"Sea Terminals", "Coast Terminals"} == set(first) | set(second)


def test_a_word_that_another_article_writes_small_is_no_name() -> None:
    assert entities("It fell on Dock 3.", "The dock was shut.")[0] == []


def test_events_do_not_share_names() -> None:
    articles = [
        Article(id=n, outlet=n, text=f"It was {t}.")
        for n, t in zip("ab", ("Ana Bresk", "Bresk"), strict=True)
    ]
    one, other = find_entities(articles, ["a", "b"], [0, 1])
    assert [m.item for m in one] == ["Ana Bresk"]
    assert [m.item for m in other] == ["Bresk"]


def test_spans_hold_the_name() -> None:
    text = "Korvat’s mayor, Ana Bresk, met Dr. Ivo Marn."
    _, found = mentions(text)
    assert [text[m.start : m.end] for m in found] == ["Korvat", "Ana Bresk", "Ivo Marn"]


def test_the_span_of_an_office_is_the_office() -> None:
    _, found = mentions("There was President Ana Bresk.", "The president’s car left.")
    assert (found[-1].item, found[-1].start, found[-1].end) == ("Ana Bresk", 4, 13)


def test_without_text_there_is_nothing() -> None:
    assert entities("") == [[]]
    assert find_entities([], [], []) == []


@given(st.lists(st.text(max_size=60), max_size=3))
def test_spans_lie_in_their_texts(texts: list[str]) -> None:
    articles, found = mentions(*texts)
    text_of = {article.id: article.text for article in articles}
    assert all(0 <= m.start < m.end <= len(text_of[m.article]) for m in found)


@pytest.mark.parametrize(
    ("forms", "same"),
    [
        ("Iraq Iraqi Iraqis", True),
        ("Syria Syrian Syrians", True),
        ("Japan Japanese", True),
        ("Turkey Turkish", True),
        ("Jordan Jordanian", True),
        ("India Indiana", False),
        ("Austria Australia", False),
        ("Niger Nigeria", False),
    ],
)
def test_roots(forms: str, same: bool) -> None:
    assert (len({root(form) for form in forms.split()}) == 1) is same
