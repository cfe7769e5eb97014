"""What coders wrote, read and checked, beside what the machine found in the same units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.analysis import Analysis
from framing.coding.files import HIDDEN, NOT_ASKED, find_key, named_sheets, read_table
from framing.coding.plan import coding_key, measures_of
from framing.coding.units import KINDS, QUESTIONS, SENTENCE
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

ADJUDICATED = "adjudicated"
_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    name: values for questions in QUESTIONS.values() for name, values in questions.items()
}
_SKIPPED = ("", NOT_ASKED, "-")


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """``rows`` has one code a row: ``unit, coder, question, code``; ``key`` one unit a row.

    ``key`` is indexed by unit and holds the machine's columns under the names of the questions,
    counts as whole numbers. ``measures`` are the questions that ask for a count.
    """

    rows: pd.DataFrame
    key: pd.DataFrame
    measures: tuple[str, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question that was answered, counts first."""
        asked = set(self.rows["question"])
        return tuple(name for name in (*self.measures, *_CATEGORIES) if name in asked)

    def adjudicated(self) -> pd.Series[Any]:
        """Tell which rows are of a sheet that settles what coders disagreed on."""
        return self.rows["coder"].str.contains(ADJUDICATED, case=False, regex=False)

    def settled(self, question: str) -> pd.DataFrame:
        """Return the codes of *question* that accuracy rests on, with the weight of each.

        Adjudicated codes go before coders' own; where several coders' stand, each is a ``part``.
        ``weight`` is that part over the inclusion probability, which units left uncoded lower
        within their stratum, as if they were left out by chance.
        """
        rows = self.rows[self.rows["question"] == question]
        final = self.adjudicated()[rows.index]
        settled = set(rows["unit"][final])
        rows = rows[final | ~rows["unit"].isin(settled)]
        rows = rows.merge(self.key, left_on="unit", right_index=True, suffixes=("", "_of_key"))
        part = 1 / rows.groupby("unit")["code"].transform("size")
        kind = next((k for k, names in QUESTIONS.items() if question in names), SENTENCE)
        drawn = self.key[self.key["kind"] == kind].groupby("stratum").size()
        coded = rows.groupby("stratum")["unit"].nunique()
        response = rows["stratum"].map(coded / drawn)
        probability = rows[HIDDEN].astype(float) * response
        return rows.assign(
            machine=rows[question], probability=probability, part=part, weight=part / probability
        )


def read_codes(sheets: Any, key: Any = None) -> Codes:
    """Return the codes of *sheets*: one coded sheet, several, or a mapping from coders to them.

    A sheet is a data frame or the path of a .csv or .xlsx file; a column ``coder`` splits it. A
    coder or file with "adjudicated" in its name settles disagreements. *key* is the analysis the
    sheet was drawn from, a data frame or a path; by default ``<stem>_key.csv`` beside the sheets.
    Raises FramingError, naming sheet, unit and column, for what does not fit.
    """
    import pandas as pd

    named = named_sheets(sheets)
    tables = {name: read_table(sheet) for name, sheet in named.items()}
    together = pd.concat(tables.values(), ignore_index=True)
    machine = _machine(key, together, named)
    measures = tuple(name for name in measures_of(together) if name in machine.columns)
    rows = []
    for name, table in tables.items():
        by_coder = table.groupby("coder") if "coder" in table.columns else [(name, table)]
        for coder, part in by_coder:
            rows += _codes_of(str(coder), part, machine, measures)
    if not rows:
        raise FramingError(
            "sheets: no cell is coded; fill in the empty columns and read them again"
        )
    return Codes(
        pd.DataFrame(rows, columns=["unit", "coder", "question", "code"]), machine, measures
    )


def _machine(key: Any, sheets: pd.DataFrame, named: Mapping[str, Any]) -> pd.DataFrame:
    if isinstance(key, Analysis):
        table = read_table(coding_key(key, sheets.drop_duplicates("unit")))
    elif key is not None:
        table = read_table(key)
    else:
        found = find_key(named.values())
        if found is None:
            raise FramingError(
                "key: none given and no <sheet>_key.csv beside the sheets; give the analysis from"
                " which the sheet was drawn, as agreement(sheets, analysis), or the key's path"
            )
        table = found
    if HIDDEN not in table.columns or (table[HIDDEN] == "").any():
        beside = find_key(named.values()) if HIDDEN not in sheets.columns else sheets
        if beside is None or HIDDEN not in beside.columns:
            raise FramingError(
                f"key: it has no {HIDDEN}, nor have the sheets; give <sheet>_key.csv, which was"
                " written with the sheet"
            )
        known = beside.drop_duplicates("unit").set_index("unit")[HIDDEN]
        table[HIDDEN] = table["unit"].map(known)
    table = table.drop_duplicates("unit").set_index("unit")
    unknown = sorted(set(sheets["unit"]) - set(table.index))
    if unknown:
        raise FramingError(f"sheets: unit {unknown[0]} is not in the key; is it another sheet's?")
    for name in measures_of(table.reset_index()):
        table[name] = _as_counts(table[name])
    return table


def _as_counts(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column of counts as floats, NaN where a unit was not asked."""
    import pandas as pd

    return pd.to_numeric(column, errors="coerce").astype(float)


def _codes_of(
    coder: str, sheet: pd.DataFrame, machine: pd.DataFrame, measures: tuple[str, ...]
) -> list[tuple[str, str, str, Any]]:
    kinds = machine["kind"]
    asked = {kind: measures if kind == SENTENCE else tuple(QUESTIONS[kind]) for kind in KINDS}
    rows = []
    for record in sheet.to_dict("records"):
        unit = record["unit"]
        for name in asked[kinds[unit]]:
            given = record.get(name, "")
            if given in _SKIPPED:
                continue
            code = _count(given) if name in measures else _category(name, given)
            if code is None:
                takes = (
                    "a whole number, 0 or more"
                    if name in measures
                    else ", ".join(_CATEGORIES[name])
                )
                raise FramingError(
                    f"sheet of {coder}, unit {unit}, column {name!r}: {given!r}; it takes {takes}"
                )
            rows.append((unit, coder, name, code))
    return rows


def _count(given: str) -> float | None:
    try:
        number = float(given)
    except ValueError:
        return None
    return number if number >= 0 and number.is_integer() else None


def _category(name: str, given: str) -> str | None:
    plain = {value.replace("_", " "): value for value in _CATEGORIES[name]}
    return plain.get(" ".join(given.lower().replace("_", " ").split()))
