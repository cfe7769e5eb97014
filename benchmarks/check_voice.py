"""Compare the voice of lexicon hits with what the author coded by hand.

    python -m benchmarks.check_voice DATA [--show]

``data/voice_check.json`` holds places and codes, no text: 150 hits drawn at random (seed 20261124)
from those of all shipped lexicons but ``actors`` and ``context`` in 240 articles of PolNeAR train,
coded by reading the article before the voice the library gives them was looked at. Words of a cue
are the outlet's own; a reported sentence without a cue of its own counts as ``attributed`` where
only the source can be meant.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.analysis import analyze
from framing.reading import read_articles
from framing.statistics.shares import wilson_interval
from framing.voice import VOICES

_CODES = Path(__file__).parent / "data" / "voice_check.json"


def voices_found(codes: Sequence[Mapping[str, Any]], data: Path) -> list[str | None]:
    """Return the voice of the hit at each coded place, None where there is no hit any more."""
    wanted = {code["id"] for code in codes}
    lines = (data / "polnear" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["id"] in wanted]
    articles = read_articles([{key: row[key] for key in ("id", "outlet", "text")} for row in rows])
    raw_span = {article.id: article.raw_span for article in articles}
    hits = analyze(articles).hits
    voice = {
        (name, *raw_span[name](int(start), int(end))): found
        for name, start, end, found in zip(
            hits.article, hits.start, hits.end, hits.voice, strict=True
        )
    }
    return [voice.get((code["id"], code["start"], code["end"])) for code in codes]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true", help="print each disagreement")
    given = parser.parse_args()
    codes = json.loads(_CODES.read_text(encoding="utf-8"))
    found = voices_found(codes, given.data)
    pairs = [(c["voice"], v) for c, v in zip(codes, found, strict=True) if v is not None]
    if given.show:
        for code, value in zip(codes, found, strict=True):
            if value != code["voice"]:
                print(code["id"], code["start"], "coded", code["voice"], "found", value)
    right = sum(coded == value for coded, value in pairs)
    low, high = wilson_interval(right, len(pairs))
    print(f"{right} of {len(pairs)}  {right / len(pairs):.2f}  ({low:.2f}–{high:.2f})", end="  ")
    print(f"no longer a hit: {len(codes) - len(pairs)}")
    count = Counter(pairs)
    for coded in VOICES:
        row = "  ".join(f"{value} {count[coded, value]:3}" for value in VOICES)
        print(f"coded {coded:11} found: {row}")


if __name__ == "__main__":
    main()
