"""Coding sheets as files: written for coders, read back as they come out of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

NOT_ASKED = "–"
HIDDEN = "inclusion_probability"
KEY_SUFFIX = "_key.csv"
INSTRUCTIONS_SUFFIX = "_instructions.md"

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA = ("=", "+", "-", "@", "\t")
_SPREADSHEETS = (".xlsx", ".xlsm")


def key_path(path: Path) -> Path:
    """Return where the key of the sheet at *path* lies."""
    return path.with_name(path.stem + KEY_SUFFIX)


def write_sheet(sheet: pd.DataFrame, key: pd.DataFrame, instructions: str, path: Path) -> None:
    """Write *sheet* without its probabilities, beside it the *key* and the *instructions*.

    Raises FramingError for an extension other than .csv and .xlsx, a file that cannot be written,
    and one that holds codes, which would be lost.
    """
    if path.suffix.lower() not in (".csv", *_SPREADSHEETS):
        raise FramingError(f"coding sheet {path}: it takes a path that ends in .csv or .xlsx")
    shown = sheet.drop(columns=HIDDEN)
    if path.exists():
        _refuse_coded(path, shown)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix.lower() == ".csv":
            # Excel takes such beginnings for formulas, and reads UTF-8 only after a mark.
            shown.map(_no_formula).to_csv(path, index=False, encoding="utf-8-sig")
        else:
            _write_excel(shown, instructions, path)
        key.to_csv(key_path(path), index=False, encoding="utf-8")
        path.with_name(path.stem + INSTRUCTIONS_SUFFIX).write_text(instructions, encoding="utf-8")
    except OSError as error:
        raise FramingError(f"coding sheet {path}: it cannot be written ({error})") from error


def _refuse_coded(path: Path, fresh: pd.DataFrame) -> None:
    """Raise FramingError if somebody filled in what is empty in a *fresh* sheet."""
    there = read_table(path)
    printed = {name for name in fresh if not fresh[name].isin(("", NOT_ASKED)).all()}
    to_fill = there.drop(columns=[name for name in there if name in printed])
    if not to_fill.isin(("", NOT_ASKED)).all(axis=None):
        raise FramingError(
            f"coding sheet {path}: it holds codes, which would be lost; move it, or give another"
            " path"
        )


def _no_formula(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _write_excel(sheet: pd.DataFrame, instructions: str, path: Path) -> None:
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
    except ImportError:
        raise FramingError(
            f"coding sheet {path}: Excel files need pip install 'media-framing[excel]';"
            " or give a path that ends in .csv"
        ) from None
    book = Workbook()
    page = book.active
    page.title = "code"
    rows = [list(sheet.columns), *sheet.astype(object).values.tolist()]
    for r, values in enumerate(rows, 1):
        for c, value in enumerate(values, 1):
            cell = page.cell(r, c)
            _set_text(cell, str(value))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for c, name in enumerate(sheet.columns, 1):
        page.cell(1, c).font = Font(bold=True)
        letter = page.cell(1, c).column_letter
        page.column_dimensions[letter].width = 50 if name in ("before", "text", "after") else 18
    page.freeze_panes = "A2"
    notes = book.create_sheet("instructions")
    for r, line in enumerate(instructions.splitlines(), 1):
        _set_text(notes.cell(r, 1), line)
    notes.column_dimensions["A"].width = 110
    book.save(path)


def _set_text(cell: Any, text: str) -> None:
    """Write *text* as text, so that nothing from an article becomes a formula."""
    cell.value = _UNPRINTABLE.sub("", text)
    cell.data_type = "s"


def read_table(source: Any) -> pd.DataFrame:
    """Return a sheet or key, a data frame or the path of a file, with every cell as text.

    Raises FramingError for what cannot be read.
    """
    import pandas as pd

    if isinstance(source, pd.DataFrame):
        table = source.astype(object).where(source.notna(), "")
    else:
        table = _read_file(Path(source))
    table = table.map(lambda value: str(value).strip())
    table.columns = [str(name).strip() for name in table.columns]
    if "unit" not in table.columns:
        raise FramingError(
            f"{_name(source)}: it has no column 'unit' (it has {', '.join(table.columns)}); give a"
            " sheet as framing.coding_sheet made it, with the coders' columns filled in"
        )
    table = table[table["unit"] != ""].reset_index(drop=True)
    twice = table["unit"][table["unit"].duplicated()]
    if len(twice) and "coder" not in table.columns:
        raise FramingError(f"{_name(source)}: unit {twice.iloc[0]} stands in it twice")
    return table


def _read_file(path: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        if path.suffix.lower() in _SPREADSHEETS:
            return pd.read_excel(path, dtype=object, keep_default_na=False)
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                # Spreadsheets save with commas, semicolons or tabs, as the country has it.
                return pd.read_csv(
                    path,
                    sep=_separator(path, encoding),
                    dtype=str,
                    keep_default_na=False,
                    encoding=encoding,
                )
            except UnicodeDecodeError:
                continue
    except (OSError, ImportError, ValueError) as error:
        raise FramingError(f"{path}: it cannot be read as a coding sheet ({error})") from error
    raise FramingError(f"{path}: it is neither UTF-8 nor Windows text")


def _separator(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding) as stream:
        header = stream.readline()
    return max(",;\t", key=header.count)


def named_sheets(sheets: Any) -> dict[str, Any]:
    """Return *sheets* by coder: one sheet, several, or a mapping from coders to sheets.

    Files are named by their stem, data frames by number; raises FramingError if there are none.
    """
    import pandas as pd

    if isinstance(sheets, Mapping):
        named = {str(name): sheet for name, sheet in sheets.items()}
    else:
        if isinstance(sheets, pd.DataFrame | str | Path):
            sheets = [sheets]
        if not isinstance(sheets, Iterable):
            raise FramingError(f"sheets = {sheets!r}: give the coded sheets, one a coder")
        several: Sequence[Any] = list(sheets)
        names = [
            f"coder {n}" if isinstance(sheet, pd.DataFrame) else Path(sheet).stem
            for n, sheet in enumerate(several, 1)
        ]
        if len(set(names)) < len(names):
            names = [f"{name} ({n})" for n, name in enumerate(names, 1)]
        named = dict(zip(names, several, strict=True))
    if not named:
        raise FramingError("sheets: none given; give the coded sheets, one a coder")
    return named


def find_key(sheets: Iterable[Any]) -> pd.DataFrame | None:
    """Return the key beside any of *sheets* that are files, None if there is none.

    A coder's copy ``sheet_ann.csv`` shares the key ``sheet_key.csv``.
    """
    for sheet in sheets:
        if not isinstance(sheet, str | Path):
            continue
        path = Path(sheet)
        for candidate in sorted(path.parent.glob(f"*{KEY_SUFFIX}")):
            if path.stem.startswith(candidate.name[: -len(KEY_SUFFIX)]):
                return read_table(candidate)
    return None


def _name(source: Any) -> str:
    return str(source) if isinstance(source, str | Path) else "sheet"
