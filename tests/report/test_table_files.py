"""Tables as files: nothing lost, nothing run, the same bytes."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as parquet
import pytest
from openpyxl import load_workbook

from framing.analysis import Analyzer
from framing.arrow_tables import arrow_table
from framing.comparison import Comparison, compare
from framing.report.table_files import (
    FURTHER_TABLES,
    all_tables,
    csv_files,
    excel_files,
    parquet_files,
)
from framing.tables import ANALYSIS_TABLES, COMPARISON_TABLES, make_table
from tests.charts.invented import LEXICONS, invented


@pytest.fixture(scope="module")
def small() -> Comparison:
    return invented(2, 2)


@pytest.fixture(scope="module")
def book(small: Comparison) -> bytes:
    return excel_files(small)["comparison.xlsx"]


def test_every_table_has_a_file_and_a_sentence(small: Comparison) -> None:
    found = all_tables(small)
    assert len(found) == len(COMPARISON_TABLES) + len(FURTHER_TABLES) + len(ANALYSIS_TABLES)
    assert [name for name, (_, about) in found.items() if not about.endswith(".")] == []


def test_parquet_gives_back_the_table(small: Comparison) -> None:
    files = parquet_files(small)
    for name, (table, _) in all_tables(small).items():
        read = parquet.read_table(io.BytesIO(files[f"tables/{name}.parquet"]))
        assert read.column_names == list(table.columns)
        assert read.num_rows == len(table)
        expected = [None if value is pd.NA else value for value in table[table.columns[0]]]
        assert read.column(0).to_pylist() == expected


def test_parquet_types_do_not_depend_on_rows() -> None:
    for schema in (*ANALYSIS_TABLES.values(), *COMPARISON_TABLES.values()):
        empty = arrow_table(make_table(schema, []))
        blank = arrow_table(make_table(schema, [[None] * len(schema)]))
        assert empty.schema.equals(blank.schema)


def test_a_workbook_lists_its_sheets(small: Comparison, book: bytes) -> None:
    read = load_workbook(io.BytesIO(book), read_only=True)
    listed = [row[0].value for row in read["contents"].iter_rows(min_row=2)]
    assert listed == list(all_tables(small)) == read.sheetnames[1:]


def test_no_cell_of_a_workbook_is_a_formula(small: Comparison) -> None:
    articles = small.analysis.corpus
    hostile = [replace(a, title='=HYPERLINK("http://x","y")\x07') for a in articles]
    book = excel_files(compare(Analyzer(lexicons=LEXICONS).analyze(hostile)))["comparison.xlsx"]
    sheet = load_workbook(io.BytesIO(book))["articles"]
    titles = [
        cell
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.value and "HYPER" in str(cell.value)
    ]
    assert titles
    assert {cell.data_type for cell in titles} == {"s"}


def test_the_same_comparison_gives_the_same_bytes(small: Comparison, book: bytes) -> None:
    assert excel_files(small)["comparison.xlsx"] == book
    assert parquet_files(small) == parquet_files(small)


def test_spans_stand_in_csv_as_json(small: Comparison) -> None:
    table = pd.read_csv(io.BytesIO(csv_files(small)["tables/attributions.csv"]))
    assert all(isinstance(json.loads(value), list) for value in table["cue_spans"])
