"""Predict the events of ECB+ and BASIL with the library's one setting.

    python -m benchmarks.validity_events --data DATA --part dev --out OUT

Writes ``OUT/ecbplus.jsonl``, ``OUT/basil_events.jsonl`` (with dates) and
``OUT/basil_events_nodate.jsonl``, one object a line with ``id`` and ``cluster``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from framing.article import Article
from framing.events import match_events


def predict_ecbplus(data: Path, part: str, out: Path) -> None:
    """Match the articles of ``ecbplus/PART.jsonl``, which have no dates."""
    rows = _rows(data / "ecbplus" / f"{part}.jsonl")
    _write(out / "ecbplus.jsonl", [_article(row, None) for row in rows])


def predict_basil(data: Path, part: str, out: Path) -> None:
    """Match the articles of ``basil/PART.jsonl`` with their dates, and again without."""
    rows = _rows(data / "basil" / f"{part}.jsonl")
    dated = [_article(row, datetime.fromisoformat(row["date"])) for row in rows]
    _write(out / "basil_events.jsonl", dated)
    _write(out / "basil_events_nodate.jsonl", [_article(row, None) for row in rows])


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _article(row: dict[str, Any], published: datetime | None) -> Article:
    head = f"{row['title']}\n\n" if row.get("title") else ""
    return Article(
        id=row["id"],
        text=head + row["text"],
        title=row.get("title") or None,
        body_start=len(head),
        published=published,
    )


def _write(path: Path, articles: Sequence[Article]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    match = match_events(articles)
    with path.open("w", encoding="utf-8") as lines:
        for article, event in zip(articles, match.event, strict=True):
            lines.write(json.dumps({"id": article.id, "cluster": event}) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    predict_ecbplus(arguments.data, arguments.part, arguments.out)
    predict_basil(arguments.data, arguments.part, arguments.out)
