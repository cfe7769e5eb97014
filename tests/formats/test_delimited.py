"""Tables as spreadsheets write them; all texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import ReadError
from framing.reading import read_articles

HEADER = "Headline;Outlet;Text"
ROW = "Port reopens;Courier;It reopened."


@pytest.mark.parametrize("first", ["", "sep=;\n", "SEP=;\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_line_with_the_separator_is_stepped_over(
    first: str, mark: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(mark + f"{first}{HEADER}\n{ROW}\n".encode())
    [article] = read_articles(path)
    assert (article.title, article.outlet) == ("Port reopens", "Courier")


def test_of_columns_with_one_name_the_first_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,source,text\nIt shut.,Courier,A note.\n", encoding="utf-8")
    assert read_articles(path)[0].text == "It shut."
    assert read_articles(path, text_column="text (2)")[0].text == "A note."


def test_a_row_that_is_no_utf8_is_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = ["It shut.", "The café – shut.", "It opened."]
    path.write_bytes(b"text\n" + "\n".join(f'"{row}"' for row in rows).encode("cp1252"))
    articles = read_articles(path)
    assert [article.text for article in articles] == rows
    warned = [any(w.startswith("encoding") for w in article.warnings) for article in articles]
    assert warned == [False, True, False]


def test_a_table_without_rows_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,source\n", encoding="utf-8")
    with pytest.raises(ReadError, match="holds no rows below the line that names the columns"):
        read_articles(path)
