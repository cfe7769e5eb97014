"""The tables of the page show what the cards of the events tell."""

from __future__ import annotations

import re

import pytest

import framing
from framing.analysis import Analyzer
from framing.article import Article
from framing.charts.doubt import doubt_shares
from framing.charts.harm import harm_panels
from framing.comparison import Comparison, compare
from framing.report.events import event_sections
from framing.report.evidence import Evidence
from framing.report.plain_names import outlet_name, plain
from framing.report.tables import (
    LEFT_OPEN,
    doubt_grid,
    harm_grids,
    naming_grids,
    word_grids,
)

_LEXICONS = ("naming", "actors", "reporting_verbs")
_TEXTS = (
    "Port shut\n\nPalestinian militants left. The shelling of villagers left 3 people dead.\n\nSome"
    " detainees were seen near a village in the Gaza Strip. Palestinian militants left at one."
    " Palestinian militants left at two. Palestinian militants left at three. Palestinian fighters"
    " left at four. The mayor said that Palestinian militants left at five.",
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
    shares = [str(cell) for _, cells in grids[0].rows for cell in cells if "%" in str(cell)]
    assert [text[text.index("(") : text.index(")") + 1] for text in shares] == ["(80%)", "(20%)"]


def test_what_others_are_reported_to_say_stands_apart_and_in_no_share() -> None:
    comparison = told()
    first = naming_grids(comparison, Evidence(comparison, lambda _: ""))[0]
    assert not any("attributed" in name for name, _ in first.rows)
    assert [name.startswith("“militants”, attributed") for name, _ in first.others] == [True]
    assert not any("%" in str(cell) for _, cells in first.others for cell in cells)


def test_a_share_of_fewer_than_five_is_no_share() -> None:
    comparison = told()
    first = naming_grids(comparison, Evidence(comparison, lambda _: ""))[0]
    assert [column.split("\u00a0")[-1] for column in first.columns] == ["5)", "1)"]
    assert not any("%" in str(cells[1]) for _, cells in first.rows)


def test_a_form_is_shown_by_a_word_of_its_harm() -> None:
    comparison = told()
    rows = {
        grid.title: [name for name, _ in grid.rows]
        for grid in harm_grids(comparison, Evidence(comparison, lambda _: ""))
    }
    assert any("“the attack on”" in name for name in rows["attacks"])
    assert not any("death" in name for name in rows["attacks"])


def test_victims_of_no_known_side_are_told_from_all() -> None:
    text = "Hamas fighters killed 3 Israelis. The flood killed 2 people."
    articles = [Article(id=o, text=text, outlet=o, event="flood") for o in ("a", "b")]
    comparison = compare(Analyzer(lexicons=_LEXICONS).analyze(articles))
    forms = {
        grid.title: {name: [str(cell.striptags()) for cell in cells] for name, cells in grid.rows}
        for grid in harm_grids(comparison, Evidence(comparison, lambda _: ""))
    }
    assert forms["deaths"] == {"active": ["2", "2"]}
    assert forms["deaths: Israel"] == {"active": ["1", "1"]}
    assert forms["deaths: side not known"] == {"active": ["1", "1"]}


def test_the_tables_of_harm_tell_what_the_chart_tells(comparison: Comparison) -> None:
    grids = {
        grid.title: grid for grid in harm_grids(comparison, Evidence(comparison, lambda _: ""))
    }
    for panel in harm_panels(comparison):
        grid = grids[panel.title.removeprefix("all ")]
        heads = [
            f"{name} (n\u00a0=\u00a0{panel.total.get(name, 0)})" for name in _outlets(comparison)
        ]
        assert list(grid.columns) == heads
        told = {
            (name, column): cell.striptags().split(" ")[0]
            for name, cells in grid.rows
            for column, cell in zip(_outlets(comparison), cells, strict=True)
        }
        assert {(b.row, b.column): str(b.count) for b in panel.bars}.items() <= told.items()


def _outlets(comparison: Comparison) -> list[str]:
    return [outlet_name(outlet) for outlet in comparison.selection.outlets]


def test_doubt_leads_to_all_that_it_is_out_of(comparison: Comparison) -> None:
    grid = doubt_grid(comparison, Evidence(comparison, lambda _: ""))
    assert grid is not None
    shares = doubt_shares(comparison)
    assert [name for name, _ in grid.rows] == [plain(side) for side in shares]
    for (_, cells), of in zip(grid.rows, shares.values(), strict=True):
        for outlet, cell in zip(comparison.selection.outlets, cells, strict=True):
            doubting, all_ = of.get(outlet, (0, 0))
            assert cell.striptags() == (f"{doubting} of {all_}" if all_ else "–")
            links = len(re.findall("<a |<button ", cell))
            assert links == (doubting > 0) + (all_ > 0)


def test_words_lead_to_all_uses_here_and_elsewhere(comparison: Comparison) -> None:
    evidence = Evidence(comparison, lambda _: "")
    items = {}
    for grid in word_grids(comparison, evidence):
        items = {item.id: item.total for item in evidence.items}
        for _, cells in grid.rows:
            for cell in cells[:2]:
                if button := re.search('popovertarget="(.+?)"', cell):
                    assert str(items[button.group(1)]) == cell.striptags()
    assert items


def test_the_page_counts_what_the_tables_count_for_staff_wording(
    analysis: framing.Analysis,
) -> None:
    staff = compare(analysis, wording="staff")
    assert staff.selection.wire.spans
    evidence = Evidence(staff, lambda _: "")
    assert len(evidence.counted(analysis.attributions)) == staff.sourcing["count"].sum()
    harm = analysis.harm[analysis.harm["voice"] != "quoted"]
    assert len(evidence.counted(harm)) == staff.harm["count"].sum()
    hits = analysis.hits[(analysis.hits["lexicon"] == "naming") & analysis.hits["referent"].notna()]
    pooled = staff.naming[staff.naming["event"].isna()]
    assert len(evidence.counted(hits)) == pooled["count"].sum()


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
