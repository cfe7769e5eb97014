"""Predict the attributions of PolNeAR with the library's public functions."""

from __future__ import annotations

import json
from pathlib import Path

from framing.attributions import Attributions, find_attributions
from framing.tokens import tokenize

_BATCH = 64


def predict(data_dir: Path, part: str, out_dir: Path) -> Path:
    """Write ``polnear.jsonl`` with the attributions of ``data_dir/polnear/PART.jsonl``.

    Attributions within the content of others are left out: the gold marks the outermost only.
    """
    path = data_dir / "polnear" / f"{part}.jsonl"
    with path.open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in file if line.strip()]
    out = out_dir / "polnear.jsonl"
    with out.open("w", encoding="utf-8") as file:
        for first in range(0, len(articles), _BATCH):
            batch = articles[first : first + _BATCH]
            tokens = tokenize([article["text"] for article in batch])
            found = find_attributions(tokens)
            for number, article in enumerate(batch):
                rows = rows_of(found, number, int(tokens.text_start[number]))
                file.write(json.dumps({"id": article["id"], "attributions": rows}) + "\n")
    return out


def rows_of(found: Attributions, article: int, shift: int) -> list[dict[str, list[list[int]]]]:
    """Return the outermost attributions of one article, offsets counted from its start."""
    return [
        {
            role: [[s - shift, e - shift] for s, e in getattr(found, role).of(i)]
            for role in ("source", "cue", "content")
        }
        for i in range(len(found))
        if found.article[i] == article and found.parent[i] < 0
    ]
