"""How often each word of death and of kin stands for each side's dead: as coded, and as decided.

    python -m benchmarks.casualty_words DATA_DIR [--part dev]

A word counts once a sentence. Each outlet's sides are decided by weights trained without it. The
last line, JSON, says how far the decided shares are from the coded ones.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.validity_casualties import LABELS, SIDES, Reader
from benchmarks.victim_side_model import decide, design, load_weights
from framing.tokens import tokenize

WORDS = (
    *("killed", "died", "dead", "death*", "murder*", "massacre*", "slaughter*", "executed"),
    *("mother*", "father*", "child*", "baby|babies", "family|families", "civilian*", "victim*"),
)
_FEWEST = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables side by side, and one JSON object on the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", default="dev")
    options = parser.parse_args(arguments)
    path = options.data / "casualties" / f"{options.part}.jsonl"
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    texts = [row["sentence"] for row in rows]
    stands = _stands(texts)
    tables = [_table(stands, sides) for sides in ([r["victim"] for r in rows], _decided(rows))]
    print(
        f"{'word':<18}{'coded ' + ' : '.join(SIDES):>28}{'decided':>16}{'share':>8}{'decided':>9}"
    )
    off = []
    for word in WORDS:
        coded, decided = ([table[word, side] for side in SIDES] for table in tables)
        shares = [counts[0] / max(sum(counts), 1) for counts in (coded, decided)]
        print(
            f"{word:<18}{coded[0]:>20} : {coded[1]:<5}{decided[0]:>10} : {decided[1]:<5}"
            f"{shares[0]:>6.0%}{shares[1]:>9.0%}"
        )
        if sum(coded) >= _FEWEST:
            off.append(abs(shares[0] - shares[1]))
    print(
        json.dumps(
            {
                "sentences": len(rows),
                "words_compared": len(off),
                "mean_points_off": round(100 * float(np.mean(off)), 1),
                "most_points_off": round(100 * max(off), 1),
            }
        )
    )
    return 0


def _stands(texts: Sequence[str]) -> list[set[str]]:
    """Return for each text the words of the list that stand in it."""
    tokens = tokenize(texts)
    types = tokens.vocabulary.types
    fits = {
        word: np.array([any(_fits(t, form) for form in word.split("|")) for t in types])
        for word in WORDS
    }
    return [
        {word for word in WORDS if fits[word][tokens.type_id[a:b]].any()}
        for a, b in zip(tokens.first[:-1].tolist(), tokens.first[1:].tolist(), strict=True)
    ]


def _fits(word: str, form: str) -> bool:
    return word.startswith(form[:-1]) if form.endswith("*") else word == form


def _decided(rows: Sequence[dict[str, str]]) -> list[str]:
    features, _, _ = Reader().read([row["sentence"] for row in rows])
    matrix, weights = design(features), load_weights()
    chosen = {name: decide(matrix, values) for name, values in weights.items()}
    return [LABELS[int(chosen.get(row["outlet"], chosen["all"])[n])] for n, row in enumerate(rows)]


def _table(stands: Sequence[set[str]], sides: Sequence[str]) -> Counter[tuple[str, str]]:
    return Counter((w, side) for words, side in zip(stands, sides, strict=True) for w in words)


if __name__ == "__main__":
    sys.exit(main())
