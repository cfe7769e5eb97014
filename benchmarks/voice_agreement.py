"""Compare the voice of every token with PolNeAR's annotated contents: own or not own.

    python -m benchmarks.voice_agreement --data DIR [--part dev]

Prints the share of tokens on which they agree, and precision and recall of "not own".
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.validity_quotes import read_jsonl
from framing.attributions import find_attributions
from framing.quotes import find_quotes
from framing.tokens import tokenize
from framing.voice import OWN, assign_voice


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", default="dev")
    arguments = parser.parse_args()
    rows = read_jsonl(arguments.data / "polnear" / f"{arguments.part}.jsonl")
    both = found = annotated = same = n = 0
    for begin in range(0, len(rows), 64):
        batch = rows[begin : begin + 64]
        tokens = tokenize([row["text"] for row in batch])
        quotes = find_quotes(tokens)
        voice = assign_voice(tokens, quotes, find_attributions(tokens, quotes))
        gold = np.zeros(len(tokens), np.bool_)
        counted = np.ones(len(tokens), np.bool_)
        for number, row in enumerate(batch):
            shift = int(tokens.text_start[number])
            for attribution in row["attributions"]:
                for start, end in attribution["content"]:
                    first = np.searchsorted(tokens.end, start + shift, "right")
                    gold[first : np.searchsorted(tokens.start, end + shift)] = True
            for start, end in row["discard"]:
                first = np.searchsorted(tokens.end, start + shift, "right")
                counted[first : np.searchsorted(tokens.start, end + shift)] = False
        ours = (voice.voice != OWN)[counted]
        gold = gold[counted]
        both += int((ours & gold).sum())
        found += int(ours.sum())
        annotated += int(gold.sum())
        same += int((ours == gold).sum())
        n += len(gold)
    print(f"tokens {n}  agree {same / n:.3f}  precision {both / found:.3f}", end="  ")
    print(f"recall {both / annotated:.3f}")


if __name__ == "__main__":
    main()
