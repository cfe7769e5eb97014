"""The tables of the page show what the cards of the events tell."""

from __future__ import annotations

import re

import pytest

from framing.analysis import Analyzer
from framing.article import Article
from framing.comparison import Comparison, compare
from framing.report.events import event_sections
from framing.report.evidence import Evidence
from framing.report.plain_names import plain
from framing.report.tables import LEFT_OPEN, harm_grids, naming_grids

_LEXICONS = ("naming", "actors", "reporting_verbs")
_TEXTS = (
    "Port shut\n\nPalestinian militants left. The shelling of villagers left 3 people dead.\n\nSome"
    " detainees were seen near a village in the Gaza Strip.",
    "Port quiet\n\nThe port shut after the shelling of villagers.\n\nPalestinian fighters left for"
    " the Gaza Strip.",
)


def told() -> Comparison:
    """Return a comparison of two articles of one event."""
    articles = [
        Article(id=o, text=t, outlet=o, event="barn", body_start=t.index("\n\n") + 2)
        for o, t in zip(("a", "b"), _TEXTS, strict=True)
    ]
    return compare(Analyzer(lexicons=_LEXICONS).analyze(articles))


def test_every_label_of_a_card_stands_in_a_table() -> None:
    comparison = told()
    evidence = Evidence(comparison, lambda _: "")
    cards = event_sections(comparison, evidence, marks={})[0].articles
    on_cards = {
        label
        for card in cards
        for label in re.findall("“(.+?)”", dict(card.facts)["Labels, own voice"])
    }
    in_tables = {
        re.findall("“(.+?)”", name)[0]
        for g in naming_grids(comparison, evidence)
        for name, _ in g.rows
    }
    assert on_cards
    assert on_cards <= in_tables


def test_labels_left_open_stand_last_and_have_no_share() -> None:
    comparison = told()
    grids = naming_grids(comparison, Evidence(comparison, lambda _: ""))
    assert [grid.title for grid in grids].index(LEFT_OPEN) == len(grids) - 1
    assert not any("%" in str(cell) for _, cells in grids[-1].rows for cell in cells)
    assert any("%" in str(cell) for _, cells in grids[0].rows for cell in cells)


def test_a_form_is_shown_by_a_word_of_its_harm() -> None:
    comparison = told()
    rows = {
        grid.title: [name for name, _ in grid.rows]
        for grid in harm_grids(comparison, Evidence(comparison, lambda _: ""))
    }
    assert any("“the attack on”" in name for name in rows["attack"])
    assert not any("death" in name for name in rows["attack"])


def test_victims_of_no_known_side_are_told_from_all() -> None:
    text = "Hamas fighters killed 3 Israelis. The flood killed 2 people."
    articles = [Article(id=o, text=text, outlet=o, event="flood") for o in ("a", "b")]
    comparison = compare(Analyzer(lexicons=_LEXICONS).analyze(articles))
    (death,) = (
        grid
        for grid in harm_grids(comparison, Evidence(comparison, lambda _: ""))
        if grid.title == "death"
    )
    assert {name for name, _ in death.rows} == {
        "active – victims: Israel",
        "active – victims: side not known",
    }


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("hamas run", "Hamas-run"),
        ("anti_strike_bill", "anti-strike bill"),
        ("pro choice", "pro-choice"),
        ("same sex marriage", "same-sex marriage"),
        ("self defense", "self-defense"),
        ("indian occupied", "Indian-occupied"),
        ("occupied west bank", "occupied West Bank"),
        ("people held", "people held"),
        ("ranking protest", "ranking protest"),
    ],
)
def test_compounds_have_their_hyphens(code: str, name: str) -> None:
    assert plain(code) == name
