"""Compare the description of sources with what the author coded by hand.

    python -m benchmarks.check_sources DATA [--show]

``data/attribution_check.json`` holds the codes of 60 attributions drawn at random from PolNeAR
train (seed 20261122), made before any output was looked at: article, place of the cue, source
type, cue stance, and the speaker's surname where the context shown decides it. The gold spans are
described, so that only the description is measured.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from framing.attributions import Attributions, Spans
from framing.sourcing.sources import describe_sources
from framing.tokens import Tokens, tokenize

_CODES = Path(__file__).parent / "data" / "attribution_check.json"


def gold_attributions(tokens: Tokens, article: Mapping[str, Any]) -> Attributions:
    """Return the gold attributions of one article as columns."""
    rows = [
        (
            min(s for role in ("source", "cue", "content") for s, _ in a[role]),
            {role: [tuple(span) for span in a[role]] for role in ("source", "cue", "content")},
        )
        for a in article["attributions"]
    ]
    rows.sort(key=lambda row: row[0])
    n = len(rows)
    start = np.array([row[0] for row in rows], np.int64)
    spans = {}
    for role in ("source", "cue", "content"):
        first = np.append(0, np.cumsum([len(r[role]) for _, r in rows]))
        flat = [span for _, r in rows for span in r[role]]
        spans[role] = Spans(np.array(flat, np.int64).reshape(-1, 2), first)
    return Attributions(
        article=tokens.text_of(start),
        start=start,
        end=start + 1,
        directness=np.zeros(n, np.uint8),
        speech=np.zeros(n, np.bool_),
        parent=np.full(n, -1, np.int64),
        confidence=np.ones(n, np.float32),
        **spans,
    )


def agreement(coded: Sequence[Mapping[str, Any]], data: Path, *, show: bool) -> dict[str, str]:
    """Return for each field how many codes the description meets, of how many."""
    wanted = {row["id"] for row in coded}
    path = data / "polnear" / "train.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    articles = {a["id"]: a for a in map(json.loads, lines) if a["id"] in wanted}
    met = {"source_type": [0, 0], "cue_stance": [0, 0], "speaker": [0, 0]}
    for code in coded:
        article = articles[code["id"]]
        tokens = tokenize([article["text"]])
        gold = gold_attributions(tokens, article)
        found = describe_sources(tokens, gold)
        cues = [gold.cue.of(i)[0][0] if gold.cue.of(i) else -1 for i in range(len(gold))]
        row = cues.index(code["cue_start"])
        for field, counts in met.items():
            value = getattr(found, field)[row]
            if field == "speaker":
                if code[field] is None:
                    continue
                value = value.split()[-1].lower() if value else None
            counts[1] += 1
            counts[0] += value == code[field]
            if show and value != code[field]:
                print(code["id"], code["cue_start"], field, "coded", code[field], "found", value)
    return {field: f"{right} of {total}" for field, (right, total) in met.items()}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    coded = json.loads(_CODES.read_text(encoding="utf-8"))
    print(json.dumps(agreement(coded, given.data, show=given.show), indent=1))


if __name__ == "__main__":
    main()
