"""Predict the kinds of the quoted spans of a labelled set with the library's public functions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from framing.quotation.kind import KINDS
from framing.quotation.marks import MarkedSpans
from framing.quotes import Quotes, find_quotes
from framing.tokens import tokenize

_BATCH = 64


def predict(data_dir: Path, part: str, out_dir: Path) -> Path:
    """Write ``quotes.jsonl`` with a label for every gold span of ``data_dir/quotes/PART.jsonl``.

    The texts come from the neighboring folders named by the field ``dataset``. The label is that
    of the library's own quoted span that overlaps the gold span most, null where none does.
    """
    gold = read_jsonl(data_dir / "quotes" / f"{part}.jsonl")
    wanted: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in gold:
        wanted[row["dataset"], row["doc_id"]].append(row)
    out = out_dir / "quotes.jsonl"
    with out.open("w", encoding="utf-8") as file:
        for keys, texts in batches(texts_of(data_dir, set(wanted))):
            tokens = tokenize(texts)
            quotes = find_quotes(tokens)
            for number, key in enumerate(keys):
                offset = int(tokens.text_start[number])
                for row in wanted[key]:
                    i = most_overlapping(quotes, row["start"] + offset, row["end"] + offset)
                    label = None if i is None else KINDS[quotes.kind[i]]
                    fields = {k: row[k] for k in ("dataset", "doc_id", "start", "end")}
                    file.write(json.dumps({**fields, "label": label}) + "\n")
    return out


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file with one JSON object a line."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def texts_of(data_dir: Path, wanted: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the (data set, id) and the text of each wanted document."""
    for dataset in sorted({dataset for dataset, _ in wanted}):
        seen = set()
        for path in sorted((data_dir / dataset).glob("*.jsonl")):
            if path.stem == "multi_annotated":
                continue
            for row in read_jsonl(path):
                key = (dataset, str(row.get("id")))
                if key in wanted and key not in seen and isinstance(row.get("text"), str):
                    seen.add(key)
                    yield key, row["text"]


def batches(
    documents: Iterable[tuple[tuple[str, str], str]],
) -> Iterator[tuple[list[tuple[str, str]], list[str]]]:
    """Yield *documents* as lists of keys and texts, a few dozen at a time."""
    keys: list[tuple[str, str]] = []
    texts: list[str] = []
    for key, text in documents:
        keys.append(key)
        texts.append(text)
        if len(keys) == _BATCH:
            yield keys, texts
            keys, texts = [], []
    if keys:
        yield keys, texts


def most_overlapping(quotes: Quotes | MarkedSpans, start: int, end: int) -> int | None:
    """Return the number of the quotation that shares most with a span, None where none does.

    Share is characters in both over characters in either, so that of nested quotations the one
    meant is taken.
    """
    shared = np.minimum(quotes.end, end) - np.maximum(quotes.start, start)
    either = np.maximum(quotes.end, end) - np.minimum(quotes.start, start)
    if not len(shared) or shared.max() <= 0:
        return None
    return int(np.argmax(shared / either))
