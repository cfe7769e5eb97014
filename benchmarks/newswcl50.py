"""Do outlets choose different labels for the same thing? The naming statistics on gold mentions.

    python -m benchmarks.newswcl50 DATA/newswcl50/dev.jsonl [--shown 5]

Feeds the annotated mentions of NewsWCL50 (Hamborg, Zhukova and Gipp 2019) into label shares and
the naming distance. A concept belongs to one event, so no cell can be exchanged between events:
mentions are shuffled between outlets instead, which takes them as independent. That tells whether
the shares separate outlets on that event, not whether outlets differ in general. The last line is
one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from framing.resampling import benjamini_hochberg
from framing.statistics.naming_distance import jensen_shannon

FEWEST_LABELS = 5
SHUFFLES = 999
_ARTICLES = frozenset("the a an this that his her its their our".split())


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the concepts whose labels separate outlets best, and one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--shown", type=int, default=5)
    options = parser.parse_args(arguments)
    concepts = read_mentions(options.data)
    rows = sorted(
        (row for key, said in sorted(concepts.items()) if (row := separation(key, said))),
        key=lambda row: -row["excess"],
    )
    adjusted = benjamini_hochberg([row["p"] for row in rows])
    separated = int((adjusted <= 0.05).sum())
    for row in rows[: options.shown]:
        print(f"\n{row['concept']} (event {row['event']}): {row['excess']:.2f} bits above chance")
        for outlet, shares in row["shares"].items():
            print(f"  {outlet:<18} " + ", ".join(f"{x} {s:.0%}" for x, s in shares))
    print(
        f"\n{len(rows)} concepts with {FEWEST_LABELS} or more labels in two or more outlets;"
        f" outlets are told apart on {separated} (shuffled mentions, Benjamini-Hochberg .05);"
        f" median distance above chance {np.median([r['excess'] for r in rows]):.3f} bits"
    )
    print(json.dumps({"concepts": len(rows), "separated": separated}))
    return 0


def read_mentions(path: Path) -> dict[tuple[int, str], dict[str, Counter[str]]]:
    """Return counts of labels by (event, concept) and outlet; determiners left off."""
    found: dict[tuple[int, str], dict[str, Counter[str]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] == "mention":
            words = row["text"].casefold().replace("’", "'").split()
            label = " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)
            found[row["event"], row["concept"]][row["outlet"]][label] += 1
    return found


def separation(
    key: tuple[int, str], said: dict[str, Counter[str]], *, seed: int = 0
) -> dict[str, Any] | None:
    """Return the mean distance between outlets above chance, its p, and the label shares."""
    outlets = [name for name in sorted(said) if said[name].total() >= FEWEST_LABELS]
    if len(outlets) < 2:
        return None
    labels = sorted({label for name in outlets for label in said[name]})
    counts = np.array([[said[name][label] for label in labels] for name in outlets])
    mention = np.repeat(np.tile(np.arange(len(labels)), len(outlets)), counts.ravel())
    owner = np.repeat(np.arange(len(outlets)), counts.sum(axis=1))
    rng = np.random.default_rng(seed)
    observed = _distance(counts)
    null = []
    for _ in range(SHUFFLES):
        mixed = np.zeros_like(counts)
        np.add.at(mixed, (owner, rng.permutation(mention)), 1)
        null.append(_distance(mixed))
    return {
        "event": key[0],
        "concept": key[1],
        "excess": observed - float(np.mean(null)),
        "p": (sum(x >= observed - 1e-12 for x in null) + 1) / (SHUFFLES + 1),
        "shares": {
            name: [(x, n / said[name].total()) for x, n in said[name].most_common(4)]
            for name in outlets
        },
    }


def _distance(counts: np.ndarray[Any, Any]) -> float:
    a, b = np.triu_indices(len(counts), 1)
    return float(jensen_shannon(counts[a], counts[b]).mean())


if __name__ == "__main__":
    raise SystemExit(main())
