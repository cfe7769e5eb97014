"""The shapes in which people hold JSON; all texts are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from framing.errors import ReadError
from framing.reading import read_articles

ROWS = [
    {"text": "The port reopened on Monday.", "source": {"id": None, "name": "Courier"}},
    {"text": "It shut again on Friday.", "source": {"id": None, "name": "Ledger"}},
]
GUARDIAN = {
    "response": {
        "status": "ok",
        "results": [
            {"webTitle": "Port reopens", "fields": {"bodyText": row["text"]}, "sectionName": "News"}
            for row in ROWS
        ],
    }
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", "\n".join(map(json.dumps, ROWS))),
        ("a.jsonl", json.dumps(ROWS)),
        ("a.jsonl", "[\n" + ",\n".join(map(json.dumps, ROWS)) + "\n]\n"),
        ("a.jsonl", "\n".join(json.dumps(row, indent=2) for row in ROWS)),
        ("a.json", "\n".join(map(json.dumps, ROWS))),
        ("a.json", "\n\n".join(json.dumps(row, indent=2) for row in ROWS) + "\n"),
        ("a.json", json.dumps({"status": "ok", "articles": ROWS})),
        ("a.json", json.dumps({"response": {"docs": ROWS}})),
        ("a.json", json.dumps({"a1": ROWS[0], "a2": ROWS[1]})),
        ("a.json", json.dumps(GUARDIAN)),
    ],
)
def test_the_articles_in_a_file(name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    found = [article.text.removeprefix("Port reopens\n\n") for article in read_articles(path)]
    assert found == [row["text"] for row in ROWS]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{\n"text": "It shut."\n}\n{\n"text": It\n}', r"item 2 is no JSON .* what follows"),
        (json.dumps("It shut."), "neither a JSON object nor a list"),
        (json.dumps(["It shut."]), "item 1 holds a JSON str"),
    ],
)
def test_what_holds_no_articles_is_told(content: str, message: str, tmp_path: Path) -> None:
    path: Any = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        read_articles(path, on_error="raise")
