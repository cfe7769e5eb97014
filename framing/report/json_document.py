"""A whole comparison as one JSON document, and the schema that it keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from framing.report.provenance import how_made
from framing.report.table_files import all_tables
from framing.tables import FLAG, NUMBER, SPANS, TEXT, TIME, WHOLE

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison import Comparison

FORMAT_VERSION = 1
_SPAN = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
_TYPES: Mapping[str, dict[str, Any]] = {
    TEXT: {"type": ["string", "null"]},
    WHOLE: {"type": ["integer", "null"]},
    NUMBER: {"type": ["number", "null"]},
    FLAG: {"type": ["boolean", "null"]},
    TIME: {"type": ["string", "null"], "description": "ISO 8601, UTC, to the second"},
    SPANS: {"type": ["array", "null"], "items": _SPAN, "description": "character offsets"},
}


def json_files(comparison: Comparison) -> dict[str, bytes]:
    """Return ``comparison.json`` and ``comparison.schema.json`` (JSON Schema, draft 2020-12)."""
    tables = all_tables(comparison)
    document = {
        "format_version": FORMAT_VERSION,
        "made": _made(comparison),
        "selection": _selection(comparison),
        "tables": {name: records(table) for name, (table, _) in tables.items()},
    }
    return {
        "comparison.json": _dumped(document),
        "comparison.schema.json": _dumped(schema(tables)),
    }


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of *table* as JSON takes them; what is missing is null."""
    times = {n: table[n].dt.strftime("%Y-%m-%dT%H:%M:%SZ") for n in table if _is_time(table[n])}
    shown = table.assign(**times).astype(object)
    found: list[dict[str, Any]] = shown.where(shown.notna(), None).to_dict("records")
    return found


def _is_time(column: pd.Series[Any]) -> bool:
    return str(column.dtype) == TIME


def schema(tables: Mapping[str, tuple[pd.DataFrame, str]]) -> dict[str, Any]:
    """Return the JSON schema of a document that holds *tables*, with a sentence for each."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A comparison of outlets, as media-framing writes it",
        "type": "object",
        "required": ["format_version", "made", "selection", "tables"],
        "properties": {
            "format_version": {"const": FORMAT_VERSION},
            "made": _object(
                versions={"type": "object", "additionalProperties": {"type": "string"}},
                lexicons=_list_of(
                    key={"type": "string"}, version={"type": "string"}, sha256={"type": "string"}
                ),
                settings={"type": "object", "additionalProperties": {"type": "string"}},
                texts_sha256={"type": "string"},
                date={"type": "string"},
            ),
            "selection": _object(
                outlets=_texts(), events=_texts(), shared_events=_texts(), left_out=_left_out()
            ),
            "tables": _object(
                **{name: _table_schema(table, about) for name, (table, about) in tables.items()}
            ),
        },
    }


def _left_out() -> dict[str, Any]:
    return _list_of(article={"type": "string"}, why={"type": "string"})


def _table_schema(table: pd.DataFrame, about: str) -> dict[str, Any]:
    columns = {name: _TYPES[str(table[name].dtype)] for name in table.columns}
    return {"description": about, **_list_of(**columns)}


def _list_of(**properties: Any) -> dict[str, Any]:
    return {"type": "array", "items": _object(**properties)}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _texts() -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}}


def _made(comparison: Comparison) -> dict[str, Any]:
    made = how_made(comparison)
    return {
        "versions": dict(made["versions"]),
        "lexicons": [
            {"key": key, "version": version, "sha256": digest}
            for key, version, digest in made["lexicons"]
        ],
        "settings": dict(made["settings"]),
        "texts_sha256": made["texts"],
        "date": made["date"],
    }


def _selection(comparison: Comparison) -> dict[str, Any]:
    chosen = comparison.selection
    return {
        "outlets": list(chosen.outlets),
        "events": list(chosen.events),
        "shared_events": list(chosen.shared),
        "left_out": [
            {"article": article.id, "why": why}
            for article, why in zip(comparison.analysis.corpus, chosen.why_not, strict=True)
            if why
        ],
    }


def _dumped(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
