"""Arrow tables made of columns are those that would be made of data frames, and need no pandas."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.arrow_tables import arrow_columns, arrow_table, parquet_bytes
from framing.article import Article
from framing.table_columns import Picked, SpanLists
from framing.tables import ANALYSIS_TABLES, FLAG, NUMBER, SPANS, TEXT, TIME, WHOLE, make_table
from tests.conftest import child_environment

parquet = pytest.importorskip("pyarrow.parquet")

WRITE = """
import sys
import framing
articles = [framing.Article(id="a", text="So-called aid came, he said.")]
framing.write_findings(articles, sys.argv[1])
assert "pandas" not in sys.modules
"""

whole = st.integers(-(2**60), 2**60)
spans = st.lists(st.tuples(whole, whole).map(list))
row = st.tuples(
    st.none() | st.text(st.characters(exclude_categories=["Cs"])),
    whole,
    st.floats(allow_infinity=False),
    st.booleans(),
    st.none() | st.datetimes(),
    spans,
    st.booleans(),
    st.sampled_from([-1, 0, 1]),
)


def columns(rows: list[Any]) -> dict[str, Any]:
    text, number, decimal, flag, time, lists, missing, picked = (
        zip(*rows, strict=True) if rows else ((),) * 8
    )
    whole_numbers = np.array(number, np.int64)
    pairs = np.array([pair for row in lists for pair in row], np.int64).reshape(-1, 2)
    return {
        "text": list(text),
        "number": whole_numbers,
        "listed": list(number),
        "some": np.ma.masked_array(whole_numbers, np.array(missing, np.bool_)),
        "decimal": np.array(decimal, np.float64),
        "flag": np.array(flag, np.bool_),
        "time": list(time),
        "spans": SpanLists(pairs, np.cumsum([0, *map(len, lists)])),
        "picked": Picked(["Süd", None], np.array(picked, np.int32)),
    }


SCHEMA = {
    "text": TEXT,
    "number": WHOLE,
    "listed": WHOLE,
    "some": WHOLE,
    "decimal": NUMBER,
    "flag": FLAG,
    "time": TIME,
    "spans": SPANS,
    "picked": TEXT,
}


@settings(deadline=None)  # the first to run imports pandas
@given(st.lists(row, max_size=9))
def test_columns_are_what_their_data_frame_gives(rows: list[Any]) -> None:
    through_pandas = arrow_table(make_table(SCHEMA, columns(rows)))
    file = parquet_bytes(arrow_columns(SCHEMA, columns(rows)))
    assert read(file).equals(read_as_arrow_writes(through_pandas), check_metadata=True)


@settings(deadline=None)
@given(st.lists(row, max_size=9))
def test_a_file_is_read_as_what_arrow_itself_writes(rows: list[Any]) -> None:
    table = arrow_table(make_table(SCHEMA, columns(rows)))
    assert read(parquet_bytes(table)).equals(read_as_arrow_writes(table), check_metadata=True)


def read(file: bytes) -> Any:
    return parquet.read_table(BytesIO(file))


def read_as_arrow_writes(table: Any) -> Any:
    stream = BytesIO()
    parquet.write_table(table, stream)
    return read(stream.getvalue())


def test_texts_that_repeat_are_held_once() -> None:
    picked = Picked(["a name"], np.zeros(10_000, np.int32))
    assert arrow_columns({"text": TEXT}, {"text": picked}).nbytes < 50_000


def test_a_date_has_whole_seconds() -> None:
    made = arrow_columns({"time": TIME}, {"time": [datetime(1969, 5, 1, 10, 0, 0, 900_000), None]})
    assert made["time"].to_pylist() == [datetime(1969, 5, 1, 10), None]


def test_findings_are_written_without_pandas(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITE, str(tmp_path / "findings")]
    subprocess.run(command, check=True, env=child_environment())


@pytest.mark.parametrize("name", ANALYSIS_TABLES)
def test_an_archive_has_the_tables_of_an_analysis(tmp_path: Path, name: str) -> None:
    texts = ["Two people were killed, officials said. “It is so-called aid,” she said.", ""]
    articles = [Article(id=f"a{n}", text=text, event="aid") for n, text in enumerate(texts)]
    framing.write_findings(articles, tmp_path / "findings")
    framing.analyze(articles).to_parquet(tmp_path / "analysis")
    written = (tmp_path / "findings" / name / "00000.parquet").read_bytes()
    assert written == (tmp_path / "analysis" / f"{name}.parquet").read_bytes()
