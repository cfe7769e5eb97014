"""The page shows words as the articles write them."""

from __future__ import annotations

import pytest

from framing.charts.naming import naming_panels
from framing.comparison import Comparison
from framing.report.evidence import Evidence
from framing.report.plain_names import fact_name
from framing.report.spelling import most_written, written_in
from framing.report.tables import figure_rows, naming_grids, word_grids


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Three on Tuesday. Four by tuesday, four on Tuesday.", "tuesday", "Tuesday"),
        ("The hall in Upper\nDunmore held nine.", "in upper dunmore", "in Upper Dunmore"),
        ("THE MAYOR left. The mayor, the mayor said.", "the mayor", "the mayor"),
        ("Unrest grew.", "un", "UN"),
        ("", "last week", "last week"),
        ("C+ and (C+", "c+", "C+"),
    ],
)
def test_words_are_shown_as_the_text_writes_them(text: str, words: str, shown: str) -> None:
    assert written_in(text, words) == shown


def test_of_two_spellings_as_common_the_smaller_letters_are_shown() -> None:
    assert most_written(["But", "but", "BUT"], "but") == "but"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("6 two", "6 · two"),
        ("pier (3)", "pier (3)"),
        ("pier closed (12)", "pier · closed (12)"),
        ("(3) pier", "(3) · pier"),
        ("", ""),
    ],
)
def test_words_in_common_are_told_apart(name: str, shown: str) -> None:
    assert fact_name(name) == shown


def test_names_among_distinctive_words_have_their_capitals(comparison: Comparison) -> None:
    grids = word_grids(comparison, Evidence(comparison, lambda _: ""))
    shown = {name for grid in grids for name, _ in grid.rows}
    assert {"UN", "Port Ellery", "said"} <= shown


def test_days_and_places_of_figures_have_their_capitals(comparison: Comparison) -> None:
    rows = figure_rows(comparison, Evidence(comparison, lambda _: ""))
    cells = " ".join(str(cell) for row in rows for of in row.cells for cell in of)
    assert "Tuesday" in cells
    assert "tuesday" not in cells


def test_chart_and_tables_name_the_topic_of_a_common_word(comparison: Comparison) -> None:
    tables = {g.title for g in naming_grids(comparison, Evidence(comparison, lambda _: ""))}
    panels = {panel.title for panel in naming_panels(comparison)}
    assert "participants (protest policing)" in tables & panels
    assert "union leaders" in tables & panels
