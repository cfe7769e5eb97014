"""Predictions on human-coded data, as the scorers read them.

    python -m benchmarks.validity --data DIR --part dev --out OUT [--only SET]

For every known set under DIR that has a PART.jsonl, the library's public functions run on the
data's own text, and OUT gets one file of predictions a set. A set that is missing or fails is one
line on standard error; the others go on. The data are read, never edited.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import (
    validity_babe,
    validity_casualties,
    validity_events,
    validity_polnear,
    validity_quotes,
)

Predict = Callable[[Path, str, Path], object]

SETS: dict[str, tuple[str, Predict]] = {
    "polnear": ("polnear", validity_polnear.predict),
    "quotes": ("quotes", validity_quotes.predict),
    "ecbplus": ("ecbplus", validity_events.predict_ecbplus),
    "basil": ("basil", validity_events.predict_basil),
    "casualties": ("casualties", validity_casualties.predict),
    "babe": ("babe", validity_babe.predict),
    "basil_lexical": ("basil", validity_babe.predict_basil),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the predictions; 1 if a set that is there failed, else 0."""
    options = _options(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    failed = False
    for name, (folder, predict) in SETS.items():
        if options.only not in (None, name):
            continue
        if not (options.data / folder / f"{options.part}.jsonl").is_file():
            print(f"{name}: no {options.part}.jsonl in {options.data / folder}", file=sys.stderr)
            continue
        try:
            predict(options.data, options.part, options.out)
        except Exception as error:
            failed = True
            print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
    return int(failed)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.validity", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", choices=list(SETS))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
