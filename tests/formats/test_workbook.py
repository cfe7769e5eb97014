"""Excel workbooks: rows of the first sheet, what is left out, and files that are none."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import framing
from framing.errors import ReadError, ReadWarning

HEADER = ["Headline", "Body", "Newspaper", "PubDate", None, "Body"]


def workbook(path: Path, rows: list[list[Any]], *sheets: str) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for name in sheets:
        book.create_sheet(name)
    book.save(path)
    return path


def test_rows_of_the_first_sheet_are_articles(tmp_path: Path) -> None:
    row = ["Port shuts", "It was late.", "Courier", datetime(2031, 3, 2), "x", "other"]
    blank = [None] * 6
    path = workbook(tmp_path / "a.xlsx", [HEADER, row, blank, ["Port opens", "At last.", "Ledger"]])
    first, second = framing.read_articles(path)
    assert (first.text, first.outlet) == ("Port shuts\n\nIt was late.", "Courier")
    assert first.published == datetime(2031, 3, 2)
    assert (second.outlet, second.published) == ("Ledger", None)


def test_other_sheets_are_named_and_left_out(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["text"], ["It rained."]], "Notes")
    with pytest.warns(ReadWarning, match=r"other sheets.*'Notes'"):
        assert len(framing.read_articles(path)) == 1


def test_a_cell_that_is_as_long_as_cells_can_be_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["text"], ["word " * 6553 + "ab"]])
    [article] = framing.read_articles(path)
    assert any(warning.startswith("cut_cell: ") for warning in article.warnings)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"PK\x03\x04 broken", "could not be read as a workbook"), (b"", "as a workbook")],
)
def test_a_file_that_is_no_workbook_is_named(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(ReadError, match=rf"a\.xlsx .*{told}"):
        framing.read_articles(tmp_path / "a.xlsx")


def test_an_empty_sheet_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="the first row must name the columns"):
        framing.read_articles(workbook(tmp_path / "a.xlsx", []))
