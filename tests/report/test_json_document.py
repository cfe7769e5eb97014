"""The JSON document keeps its schema and holds every row."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from framing.report.json_document import json_files
from framing.report.table_files import all_tables
from tests.charts.invented import invented


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    return {name: json.loads(content) for name, content in json_files(invented(2, 2)).items()}


def test_the_schema_is_one(files: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(files["comparison.schema.json"])


def test_the_document_keeps_the_schema(files: dict[str, Any]) -> None:
    Draft202012Validator(files["comparison.schema.json"]).validate(files["comparison.json"])


def test_the_schema_refuses_another_type(files: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(files["comparison.json"]))
    changed["tables"]["coverage"][0]["n_words"] = "many"
    with pytest.raises(ValidationError):
        Draft202012Validator(files["comparison.schema.json"]).validate(changed)


def test_every_row_is_in_it(files: dict[str, Any]) -> None:
    rows = {name: len(table) for name, (table, _) in all_tables(invented(2, 2)).items()}
    assert {name: len(t) for name, t in files["comparison.json"]["tables"].items()} == rows
