"""Learn the weights of the attribution model from PolNeAR train.

    python -m benchmarks.train_attributions DATA [--out FILE] [--hold-out N]

DATA is the folder that holds ``train.jsonl``. Six models learn from the gold labels, and the one
that is written from these six; it takes half an hour. Runs are seeded and use one thread a model:
on the same versions of NumPy, SciPy and scikit-learn, which are written into the file, they give
the same bytes. ``--hold-out N`` leaves out every N-th article, for reading errors in articles that
were not learned from.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import scipy
import sklearn
from joblib import Parallel, delayed

from benchmarks.attribution_candidates import as_arrays, learn_edges
from benchmarks.attribution_data import (
    Seen,
    common_words,
    cue_strengths,
    feature_numbers,
    prepare,
    type_matrix,
)
from benchmarks.attribution_gold import gold_labels, speaking_stems
from benchmarks.attribution_learning import Settings, fit, observed
from benchmarks.attribution_weights import whole_numbers
from framing.tokens import tokenize

# Chosen on dev and by leaving out a quarter of train.
_LEAST, _SHARE = 5, 0.4  # uses of a feature; share of the tokens that are candidates
_TEACHER = Settings(epochs=16, dropout=0.3, swapped=0)
_PUPIL = Settings(epochs=40, dropout=0.1, swapped=0.1)
_SEEDS_OF_TEACHERS, _SEED = range(6), 6


def train(articles: Sequence[Mapping[str, Any]], out: Path) -> None:
    """Learn from *articles* and write the weights to *out*."""
    tokens = tokenize([article["text"] for article in articles])
    labels = gold_labels(tokens, articles)
    common, strengths = common_words(tokens), cue_strengths(tokens, labels)
    seen = Seen.of(tokens, common, strengths)
    features = feature_numbers(seen, _LEAST)
    types = type_matrix(tokens, features)
    edges = learn_edges(tokens, seen.types, types, seen.codes, labels, share=_SHARE)
    data = prepare(seen, labels, types, edges)
    is_word = np.array([feature[:2] in ("w=", "s=") for feature in features])
    learn = partial(fit, data, types, is_word, _TEACHER)
    teachers = Parallel(n_jobs=-1)(delayed(learn)(seed=seed) for seed in _SEEDS_OF_TEACHERS)
    parameters = fit(data, types, is_word, _PUPIL, seed=_SEED, teachers=teachers)
    lists = {
        "features": list(features),
        "strength": [f"{level} {stem}" for stem, level in strengths.items()],
        "speech": speaking_stems(tokens, articles, strengths),
        "common": common,
        "built_with": [
            f"{module.__name__} {module.__version__}" for module in (np, scipy, sklearn)
        ],
    }
    of_types, largest = observed(parameters, data, types)
    arrays = (
        whole_numbers(parameters, of_types, largest)
        | as_arrays(edges)
        | {
            name: np.frombuffer("\n".join(lines).encode(), np.uint8)
            for name, lines in lists.items()
        }
    )
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
    print(f"wrote {out}: {out.stat().st_size / 1e6:.2f} MB")


def read_articles(path: Path) -> list[dict[str, Any]]:
    """Return the articles of one part of the corpus."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("framing/data/attribution_model.npz"))
    parser.add_argument("--hold-out", type=int, default=0, help="leave out every n-th article")
    given = parser.parse_args()
    articles = read_articles(given.data / "train.jsonl")
    if given.hold_out:
        articles = [a for i, a in enumerate(articles) if i % given.hold_out]
    train(articles, given.out)


if __name__ == "__main__":
    main()
