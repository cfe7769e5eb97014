"""Learn the weights of the attribution model from PolNeAR train.

    python -m benchmarks.train_attributions DATA [--out FILE] [--hold-out N]

DATA is the folder that holds ``train.jsonl``. Runs are seeded and use one thread: on the same
versions of NumPy and SciPy, which are written into the file, they give the same bytes.
``--hold-out N`` leaves out every N-th article, for reading errors in articles that were not
learned from.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy
from scipy import sparse

from benchmarks.attribution_gold import gold_labels, speaking_stems
from benchmarks.attribution_network import Adam, Average, Data, Network, Sizes, chain_loss, initial
from benchmarks.attribution_weights import whole_numbers
from framing.sourcing.codes import token_codes
from framing.sourcing.features import (
    CAPITALIZED_WORDS,
    cue_stem,
    masked_types,
    plain_words,
    quotation_spans,
    type_features,
)
from framing.sourcing.model import (
    CODE_OFFSETS,
    LABELS,
    WORD_OFFSETS,
    allowed_first,
    allowed_last,
    allowed_transitions,
)
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, Tokens, tokenize

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Parameters = dict[str, Floats]

_RATES = (0.1, 0.25, 0.5, 0.75)
_LEAST_COUNT = 5
_LEAST_LOWER, _LOWER_SHARE = 3, 0.15
_ROWS = 20_000


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What was chosen on dev."""

    epochs: int = 11
    settled: float = 0.6  # from this share of the steps on, weights are averaged
    batch: int = 12
    rate: float = 3e-3
    decay: float = 0.01
    dropout: float = 0.3
    word_dropout: float = 0.3
    sizes: Sizes = field(default_factory=Sizes)
    least: int = 5
    seed: int = 2


def common_words(tokens: Tokens) -> list[str]:
    """Return the types that are words rather than names: often enough written in lower case.

    Capitals at the start of a sentence do not count.
    """
    opening = np.zeros(len(tokens), np.bool_)
    opening[tokens.sentence_first] = True
    size = len(tokens.vocabulary.types)
    capital = (tokens.shape == CAPITALIZED) | (tokens.shape == ALL_CAPS)
    lower = np.bincount(tokens.type_id[tokens.shape == LOWERCASE], minlength=size)
    upper = np.bincount(tokens.type_id[capital & ~opening], minlength=size)
    common = (lower >= _LEAST_LOWER) & (lower >= _LOWER_SHARE * (lower + upper))
    words = {tokens.vocabulary.types[i] for i in np.flatnonzero(common).tolist()}
    return sorted(words | CAPITALIZED_WORDS)


def cue_strengths(tokens: Tokens, labels: npt.NDArray[np.int32]) -> dict[str, int]:
    """Return how often the words of each stem are cues, in steps of 1 to 4."""
    is_cue = np.array(["Q" in label for label in LABELS])[labels]
    stems = [cue_stem(word) for word in tokens.vocabulary.types]
    total: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for stem, n, k in zip(
        stems,
        np.bincount(tokens.type_id, minlength=len(stems)).tolist(),
        np.bincount(tokens.type_id, is_cue, minlength=len(stems)).tolist(),
        strict=True,
    ):
        total[stem] += n
        cues[stem] += k
    levels = {
        stem: int(np.searchsorted(_RATES, cues[stem] / n, "right"))
        for stem, n in total.items()
        if n >= _LEAST_COUNT
    }
    return {stem: level for stem, level in sorted(levels.items()) if level}


def prepare(
    tokens: Tokens,
    labels: npt.NDArray[np.int32],
    common: Sequence[str],
    strengths: Mapping[str, int],
) -> Data:
    """Return the columns that the model sees."""
    known = frozenset(common)
    plain = plain_words(tokens, np.array([w in known for w in tokens.vocabulary.types]))
    levels = np.array([strengths.get(cue_stem(w), 0) for w in tokens.vocabulary.types], np.uint8)
    seen = token_codes(tokens, levels[tokens.type_id] * plain, quotation_spans(tokens))
    masked = masked_types(tokens, plain)
    return Data(
        tokens,
        labels,
        masked,
        [_shifted(masked, k, tokens) for k in WORD_OFFSETS],
        [seen.column(name, k).astype(np.int32) for name, k in CODE_OFFSETS],
    )


def _shifted(column: npt.NDArray[np.int32], offset: int, tokens: Tokens) -> npt.NDArray[np.int32]:
    """Return the value of the token *offset* further on; 0 beyond the paragraph."""
    at = np.arange(len(column)) + offset
    inside = (at >= 0) & (at < len(column))
    inside[inside] = tokens.paragraph[at[inside]] == tokens.paragraph[inside]
    return np.where(inside, column[np.where(inside, at, 0)], 0).astype(np.int32)


def feature_numbers(data: Data, least: int) -> dict[str, int]:
    """Number the features of types that occur at least *least* times."""
    counts: Counter[str] = Counter()
    types = data.tokens.vocabulary.types
    numbers = np.bincount(data.masked, minlength=len(types)).tolist()
    for word, n in zip(types, numbers, strict=True):
        if n:
            for feature in type_features(word):
                counts[feature] += n
    return {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}


def type_matrix(data: Data, features: Mapping[str, int]) -> sparse.csr_matrix:
    """Return which features each type has, shape (n_types, n_features)."""
    rows, columns = [], []
    types = data.tokens.vocabulary.types
    for row, word in enumerate(types):
        for feature in type_features(word):
            if feature in features:
                rows.append(row)
                columns.append(features[feature])
    ones = np.ones(len(rows), np.float32)
    return sparse.csr_matrix((ones, (rows, columns)), (len(types), len(features)))


def _consistent(data: Data) -> npt.NDArray[np.bool_]:
    """Tell for each token whether its paragraph's gold labels obey the grammar of the labels."""
    labels, paragraph = data.labels, data.tokens.paragraph
    first = data.tokens.paragraph_first
    stop = np.append(first[1:], len(labels))
    broken = np.zeros(int(paragraph[-1]) + 1, np.bool_)
    allowed = allowed_transitions()[labels[:-1], labels[1:]] | (paragraph[1:] != paragraph[:-1])
    broken[paragraph[1:][~allowed]] = True
    broken[paragraph[first][~allowed_first()[labels[first]]]] = True
    broken[paragraph[first][~allowed_last()[labels[stop - 1]]]] = True
    good: npt.NDArray[np.bool_] = ~broken[paragraph]
    return good


def fit(data: Data, features: Mapping[str, int], chosen: Settings) -> Parameters:
    """Return the weights learned from *data*: their mean over the last steps."""
    rng = np.random.default_rng(chosen.seed)
    parameters = initial(len(features), chosen.sizes, rng)
    network, adam = Network(parameters, rng), Adam(parameters, chosen.decay)
    average = Average()
    types = type_matrix(data, features)
    is_word = np.array([f[:2] in ("w=", "s=") for f in features])
    usable = _consistent(data)
    n_articles = len(data.tokens.first) - 1
    n_batches = n_articles // chosen.batch
    total, done = chosen.epochs * n_batches, 0
    for epoch in range(chosen.epochs):
        order, losses = rng.permutation(n_articles), 0.0
        for some in order[: n_batches * chosen.batch].reshape(n_batches, chosen.batch):
            seen = types.copy()
            hide = is_word[seen.indices] & (rng.random(seen.nnz) < chosen.word_dropout)
            seen.data[hide] = 0
            loss, gradient = _slope(network, data, _tokens_of(data, some, usable), seen, chosen)
            adam.step(gradient, chosen.rate * min(1, (done + 1) / 50) * (1 - 0.8 * done / total))
            done += 1
            losses += loss
            if done > chosen.settled * total:
                average.add(parameters)
        print(f"epoch {epoch + 1}: loss {losses / int(usable.sum()):.4f} a token", flush=True)
    return average.mean


def _tokens_of(data: Data, articles: Indices, usable: npt.NDArray[np.bool_]) -> Indices:
    bounds = data.tokens.first
    at: Indices = np.concatenate([np.arange(bounds[i], bounds[i + 1]) for i in articles])
    return np.compress(usable[at], at)


def _slope(
    network: Network, data: Data, at: Indices, types: sparse.csr_matrix, chosen: Settings
) -> tuple[float, Parameters]:
    """Return the loss over the tokens *at*, and its gradient, a paragraph."""
    score, kept = network.forward(data, at, types, chosen.dropout)
    first = np.flatnonzero(np.append(True, np.diff(data.tokens.paragraph[at]) != 0))
    stop = np.append(first[1:], len(at))
    loss, slope = chain_loss(score, data.labels[at], first, stop, network.p)
    slope = {name: array / np.float32(len(first)) for name, array in slope.items()}
    return loss, network.backward(data, at, kept, slope.pop("score")) | slope


def observed(
    parameters: Parameters, data: Data, types: sparse.csr_matrix
) -> tuple[Floats, tuple[Floats, Floats]]:
    """Return the embeddings of the types learned from, and the greatest values in the layers."""
    network = Network(parameters, np.random.default_rng(0))
    narrow = np.zeros(parameters["squeeze"].shape[1], np.float32)
    second = np.zeros(len(parameters["hidden_bias"]), np.float32)
    for low in range(0, len(data.labels), _ROWS):
        at = np.arange(low, min(low + _ROWS, len(data.labels)))
        layers = network.layers(data, at, types)
        narrow = np.maximum(narrow, np.abs(layers[0]).max(0))
        second = np.maximum(second, np.abs(layers[1]).max(0))
    return types @ parameters["embedding"], (narrow, second)


def train(articles: Sequence[Mapping[str, Any]], out: Path, chosen: Settings) -> None:
    """Learn from *articles* and write the weights to *out*."""
    tokens = tokenize([article["text"] for article in articles])
    labels = gold_labels(tokens, articles)
    common, strengths = common_words(tokens), cue_strengths(tokens, labels)
    data = prepare(tokens, labels, common, strengths)
    features = feature_numbers(data, chosen.least)
    parameters = fit(data, features, chosen)
    lists = {
        "features": list(features),
        "strength": [f"{level} {stem}" for stem, level in strengths.items()],
        "speech": speaking_stems(tokens, articles, strengths),
        "common": common,
        "built_with": [f"numpy {np.__version__}", f"scipy {scipy.__version__}"],
    }
    of_types, largest = observed(parameters, data, type_matrix(data, features))
    arrays = whole_numbers(parameters, of_types, largest) | {
        name: np.frombuffer("\n".join(lines).encode(), np.uint8) for name, lines in lists.items()
    }
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
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--hold-out", type=int, default=0, help="leave out every n-th article")
    given = parser.parse_args()
    articles = read_articles(given.data / "train.jsonl")
    if given.hold_out:
        articles = [a for i, a in enumerate(articles) if i % given.hold_out]
    train(articles, given.out, Settings(epochs=given.epochs, seed=given.seed))


if __name__ == "__main__":
    main()
