"""Excel workbooks, read row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from framing.formats.delimited import distinct
from framing.formats.record import Problem, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_OF_A_CELL = 32_767  # characters, by Excel's specification
_CUT = f"cut_cell: a cell holds {_MOST_OF_A_CELL:,} characters, Excel's most; the rest may be lost"


def read_workbook(source: Source) -> Iterator[Record | Problem]:
    """Yield one record a row below the header of the first sheet; other sheets are a Problem.

    Of columns with the same name the first keeps it. Needs ``pip install 'media-framing[excel]'``.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        yield Problem(source.name, "is a workbook, which needs: pip install 'media-framing[excel]'")
        return
    with source.open() as stream:
        try:
            book = load_workbook(stream, read_only=True, data_only=True)
        except (BadZipFile, KeyError, ValueError) as error:
            yield Problem(source.name, f"could not be read as a workbook: {error}")
            return
        sheet, *others = book.worksheets
        if others:
            names = ", ".join(repr(one.title) for one in others)
            yield Problem(
                source.name, f"holds other sheets, which were left out; save them as .csv: {names}"
            )
        yield from _records(sheet.iter_rows(values_only=True), source)


def _records(rows: Iterator[tuple[Any, ...]], source: Source) -> Iterator[Record | Problem]:
    named = next(rows, ())
    header = distinct([str(name).strip() if name is not None else "" for name in named])
    if not any(header):
        yield Problem(source.name, "is empty; the first row must name the columns")
        return
    for number, row in enumerate(rows, 2):
        if all(cell is None for cell in row):
            continue
        values = {name: cell for name, cell in zip(header, row, strict=False) if name}
        longest = max(len(cell) if isinstance(cell, str) else 0 for cell in row)
        warnings = (_CUT,) if longest >= _MOST_OF_A_CELL else ()
        yield Record(values, f"{source.name}, row {number}", f"{source.id}-{number}", (), warnings)
