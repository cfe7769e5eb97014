"""Make ``framing/data/background_df.tsv.gz``: in how many news texts each word occurs.

    python -m benchmarks.build_background DATA OUT

Reads ``polnear/{train,dev}.jsonl``, ``casualties/dev.jsonl`` (sentences of one headline and date
are one text) and ``babe/dev.jsonl`` (sentences of one address are one text) under DATA. Neither
ECB+ nor BASIL, on which event matching is measured, is in the table. Only counts are written.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from framing.linkage.background import term, words

LEAST = 3


def build(data: Path, out: Path) -> None:
    """Count the texts under *data* and write the table to *out*."""
    frequency: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    occurrences: Counter[str] = Counter()
    n_documents = 0
    for text in _texts(data):
        n_documents += 1
        found = [match.group() for match in words(text)]
        terms = [term(word) for word in found]
        frequency.update(set(terms))
        occurrences.update(terms)
        capitals.update(t for t, word in zip(terms, found, strict=True) if word[0].isupper())
    kept = sorted(word for word, count in frequency.items() if count >= LEAST)
    lines = [f"{n_documents}\t{LEAST}\tdocuments, least count; then word, documents, name"]
    for word in kept:
        name = int(2 * capitals[word] > occurrences[word])
        lines.append(f"{word}\t{frequency[word]}\t{name}")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), 9, mtime=0))
    print(json.dumps({"documents": n_documents, "words": len(kept), "bytes": out.stat().st_size}))


def _texts(data: Path) -> Iterator[str]:
    for part in ("train", "dev"):
        for row in _rows(data / "polnear" / f"{part}.jsonl"):
            yield row["text"]
    yield from _grouped(data / "casualties" / "dev.jsonl", "sentence", ("title", "date"))
    yield from _grouped(data / "babe" / "dev.jsonl", "text", ("url",))


def _grouped(path: Path, field: str, key: tuple[str, ...]) -> Iterator[str]:
    groups: defaultdict[tuple[Any, ...], list[str]] = defaultdict(list)
    for row in _rows(path):
        values = tuple(row.get(name) for name in key)
        groups[values if all(values) else (row["id"],)].append(row[field])
    for values, sentences in groups.items():
        title = values[0] if key[0] == "title" and len(values) > 1 else ""
        yield "\n".join([str(title), *sentences])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    build(arguments.data, arguments.out)
