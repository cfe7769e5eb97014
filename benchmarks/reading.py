"""What reading and cleaning cost, and what cleaning takes from articles that are already clean.

``python -m benchmarks.reading FILE.jsonl [...]`` prints, for each file, the share of characters
that cleaning removes from its ``text`` by reason, and the CPU time of reading 2,000 of its articles
as JSONL, in units of a bare ``re.findall(r"\\w+")`` pass over the same texts (median of
interleaved rounds). The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from framing.cleaning import clean_text
from framing.reading import iter_articles

N_ARTICLES = 2000
PART = 100
ROUNDS = 7


def load(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a JSONL file with those columns only that reading looks at."""
    columns = ("id", "outlet", "title", "text", "date", "url")
    with path.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines if line.strip()]
    return [{key: row[key] for key in columns if row.get(key)} for row in found]


def harm(texts: list[str]) -> tuple[int, Counter[str]]:
    """Return the characters of *texts*, and how many of them cleaning removes, by reason."""
    removed: Counter[str] = Counter()
    for text in texts:
        for removal in clean_text(text).removed:
            lost = len(text[removal.start : removal.end].split())
            if lost:
                removed[removal.reason] += removal.end - removal.start
    return sum(map(len, texts)), removed


def cost(articles: list[dict[str, Any]]) -> tuple[float, float]:
    """Return the median CPU ratio of reading to a word pass, and articles read per second.

    A round takes turns file by file, a hundred articles each, so that a machine that others use
    as well slows both alike.
    """
    chosen = [{**row, "id": str(n)} for n, row in enumerate(islice(cycle(articles), N_ARTICLES))]
    parts = [chosen[start : start + PART] for start in range(0, N_ARTICLES, PART)]
    ratios, seconds = [], []
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{n}.jsonl") for n in range(len(parts))]
        for path, part in zip(files, parts, strict=True):
            path.write_text("".join(json.dumps(row) + "\n" for row in part), encoding="utf-8")
        for _ in range(ROUNDS):
            passed = [_turn(path, part) for path, part in zip(files, parts, strict=True)]
            words, reading = (sum(column) for column in zip(*passed, strict=True))
            ratios.append(reading / words)
            seconds.append(reading)
    return statistics.median(ratios), N_ARTICLES / statistics.median(seconds)


def _turn(path: Path, articles: list[dict[str, Any]]) -> tuple[float, float]:
    """Return the CPU seconds of a word pass over *articles*, and of reading them from *path*."""
    words = re.compile(r"\w+")
    start = time.process_time()
    for row in articles:
        words.findall(row["text"])
    middle = time.process_time()
    n_read = sum(1 for _ in iter_articles(path))
    stop = time.process_time()
    if n_read != len(articles):
        raise SystemExit(f"read {n_read} of {len(articles)} articles")
    return middle - start, stop - middle


def main(arguments: list[str] | None = None) -> int:
    """Measure each file given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--no-speed", action="store_true", help="only what cleaning removes")
    options = parser.parse_args(arguments)
    results = {}
    for path in options.files:
        articles = load(path)
        total, removed = harm([row["text"] for row in articles])
        name = f"{path.parent.name}/{path.stem}"
        share = sum(removed.values()) / total
        print(f"{name}: {len(articles)} articles, {total} characters, {share:.3%} removed")
        for reason, count in removed.most_common():
            print(f"  {count / total:8.3%}  {reason}")
        results[name] = {"articles": len(articles), "removed_share": round(share, 6)}
        if not options.no_speed:
            ratio, rate = cost(articles)
            print(f"  reading costs {ratio:.2f} x a word pass; {rate:.0f} articles/s")
            results[name] |= {"ratio_to_findall": round(ratio, 3), "articles_per_second": rate}
    print(json.dumps(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
