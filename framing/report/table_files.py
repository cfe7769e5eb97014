"""The tables of a comparison as files: CSV, Parquet, and one Excel workbook."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from framing.arrow_tables import arrow_table, parquet_bytes
from framing.errors import FramingError
from framing.tables import ANALYSIS_TABLES, COMPARISON_TABLES

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison import Comparison

FURTHER_TABLES = (
    *("titles", "wire", "sensitivity", "source_patterns", "article_sources", "only_sources"),
    "corrected",
)
_MOST_ROWS = 1_048_575  # of a worksheet, under its head
_MOST_CHARACTERS = 32_767  # of a cell
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def all_tables(comparison: Comparison) -> dict[str, tuple[pd.DataFrame, str]]:
    """Return every table by its file name, with the sentence that says what it holds.

    A table of the analysis that is called like one of the comparison is ``analysis_<name>``.
    """
    found = {}
    for name in (*COMPARISON_TABLES, *FURTHER_TABLES):
        found[name] = (getattr(comparison, name), _about(comparison, name))
    for name in ANALYSIS_TABLES:
        file = f"analysis_{name}" if name in COMPARISON_TABLES else name
        found[file] = (getattr(comparison.analysis, name), _about(comparison.analysis, name))
    return found


def _about(owner: Any, name: str) -> str:
    return str(getattr(type(owner), name).__doc__ or "").split("\n")[0]


def csv_files(comparison: Comparison) -> dict[str, bytes]:
    """Return every table as UTF-8 CSV; spans stand in them as JSON."""
    return {
        f"tables/{name}.csv": _csv(table) for name, (table, _) in all_tables(comparison).items()
    }


def _csv(table: pd.DataFrame) -> bytes:
    text: str = spans_as_json(table).to_csv(index=False, lineterminator="\n")
    return text.encode()


def spans_as_json(table: pd.DataFrame) -> pd.DataFrame:
    """Return *table* with its columns of spans as JSON text."""
    spans = [name for name in table.columns if name.endswith("_spans")]
    return table.assign(**{name: table[name].map(json.dumps) for name in spans}) if spans else table


def parquet_files(comparison: Comparison) -> dict[str, bytes]:
    """Return every table as Parquet, its types those of the table, whether or not it has rows.

    Raises FramingError where pyarrow is not installed.
    """
    files = {}
    for name, (table, _) in all_tables(comparison).items():
        files[f"tables/{name}.parquet"] = parquet_bytes(arrow_table(table))
    return files


def excel_files(comparison: Comparison) -> dict[str, bytes]:
    """Return one workbook: a list of its sheets, then a sheet a table.

    Text of articles stands in it as text, never as a formula; a text longer than a cell takes is
    cut, and so is a table longer than a sheet, both with a mark. Raises FramingError where
    openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise FramingError("formats: 'excel' needs pip install 'media-framing[excel]'") from None
    book = Workbook(write_only=True)
    contents = book.create_sheet("contents")
    _fill(contents, [("sheet", "rows", "what it holds")], widths=(22, 10, 110))
    for name, (table, about) in all_tables(comparison).items():
        cut = "" if len(table) <= _MOST_ROWS else f" (the first {_MOST_ROWS:,} rows)"
        _fill(contents, [(name, len(table), about + cut)])
        rows = [tuple(table.columns), *_plain_rows(table.head(_MOST_ROWS))]
        _fill(book.create_sheet(name), rows, widths=[_width(c) for c in table.columns])
    stream = io.BytesIO()
    book.save(stream)
    return {"comparison.xlsx": _without_times(stream.getvalue())}


def _plain_rows(table: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    shown = spans_as_json(table).astype(object)
    yield from shown.where(shown.notna(), None).itertuples(index=False, name=None)


def _width(column: str) -> int:
    long = ("text", "content", "title", "differences", "why", "reason", "warnings", "fact", "item")
    return 60 if column in long else max(12, len(column) + 2)


def _fill(sheet: Any, rows: Any, *, widths: Any = ()) -> None:
    """Append *rows*; where *widths* are given the first is a head that stays in view."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for n, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    if widths:
        sheet.freeze_panes = "A2"
    bold = Font(bold=True)
    for n, row in enumerate(rows):
        cells = []
        for value in row:
            text = isinstance(value, str)
            cell = WriteOnlyCell(sheet, _cell_text(value) if text else value)
            if text:
                cell.data_type = "s"
            if widths and n == 0:
                cell.font = bold
            cells.append(cell)
        sheet.append(cells)


def _cell_text(text: str) -> str:
    text = _UNPRINTABLE.sub("", text)
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 2] + " …"


def _without_times(workbook: bytes) -> bytes:
    """Return *workbook* without the time at which it was saved: the same tables, the same bytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, _NO_TIME), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
