"""How far a second reader agrees with the labels of quotations: what a model can be asked for.

    python -m benchmarks.quotation_recoding --data DIR

Compares ``benchmarks/data/quotation_recoding.jsonl`` (ids, offsets and labels of 150 spans, coded
by the codebook without sight of the labels) with ``DIR/quotes/dev.jsonl``. The spans were drawn at
random within each label, scare quotes more often than their share; every span counts for as many
as its label has in the whole.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.validity_quotes import read_jsonl
from framing.quotation.kind import KINDS

_RECODED = Path(__file__).parent / "data" / "quotation_recoding.jsonl"
_DRAWS = 2000


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    gold = read_jsonl(parser.parse_args().data / "quotes" / "dev.jsonl")
    label_of = {_key(row): row["label"] for row in gold}
    again = read_jsonl(_RECODED)
    first = np.array([KINDS.index(label_of[_key(row)]) for row in again])
    second = np.array([KINDS.index(row["label"]) for row in again])
    size = Counter(label_of.values())
    shares = np.array([size[kind] for kind in KINDS])
    table = confusion(first, second, shares)
    rng = np.random.default_rng(0)
    draws = []
    for _ in range(_DRAWS):
        rows = rng.integers(len(first), size=len(first))
        draws.append(f1(confusion(first[rows], second[rows], shares)))
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    print(f"{len(again)} spans; agreement {np.trace(table) / table.sum():.3f}", end="; ")
    print(f"Cohen's kappa {kappa(table):.3f}")
    print("spans (first label by row, second by column):", *KINDS)
    print(confusion(first, second, None).astype(int))
    for name, value, a, b in zip(("macro", *KINDS[:4]), f1(table), low, high, strict=True):
        print(f"{name:14} F1 {value:.3f} ({a:.2f}-{b:.2f})")


def _key(row: dict[str, object]) -> tuple[object, ...]:
    return row["dataset"], row["doc_id"], row["start"], row["end"]


def confusion(
    first: npt.NDArray[np.int64],
    second: npt.NDArray[np.int64],
    shares: npt.NDArray[np.int64] | None,
) -> npt.NDArray[np.float64]:
    """Return how often each label meets each other, each row weighted to sum to its *shares*.

    >>> confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([10, 3, 0, 0, 0]))[:2, :2]
    array([[5., 5.],
           [0., 3.]])
    """
    table = np.zeros((len(KINDS), len(KINDS)))
    np.add.at(table, (first, second), 1)
    if shares is not None:
        table *= (shares / np.maximum(table.sum(axis=1), 1))[:, None]
    return table


def f1(table: npt.NDArray[np.float64]) -> list[float]:
    """Return the mean F1 of the first four kinds, and that of each."""
    values = 2 * np.diag(table) / np.maximum(table.sum(axis=0) + table.sum(axis=1), 1e-9)
    return [float(values[:4].mean()), *values[:4].tolist()]


def kappa(table: npt.NDArray[np.float64]) -> float:
    """Return Cohen's kappa of a table of two readers."""
    table = table / table.sum()
    chance = float(table.sum(axis=0) @ table.sum(axis=1))
    return float((np.trace(table) - chance) / (1 - chance))


if __name__ == "__main__":
    main()
