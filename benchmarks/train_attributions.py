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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy
from scipy import sparse

from benchmarks.attribution_gold import gold_labels, speaking_stems
from framing.sourcing.features import (
    CAPITALIZED_WORDS,
    NAME_CLASSES,
    SIZES,
    cue_stem,
    masked_types,
    plain_words,
    quotation_spans,
    token_codes,
    type_features,
)
from framing.sourcing.model import (
    CODE_OFFSETS,
    HIDDEN_OFFSETS,
    LABELS,
    LEAK,
    WORD_OFFSETS,
    allowed_first,
    allowed_last,
    allowed_transitions,
)
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, Tokens, tokenize

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Parameters = dict[str, Floats]

# Chosen on dev: added to the score of opening an attribution, which buys recall; taken from that
# of a cue without a source before it, which buys sources.
OPENING, SOURCELESS = 0.75, 0.5
_IMPOSSIBLE = np.float32(-30)
_RATES = (0.1, 0.25, 0.5, 0.75)
_LEAST_COUNT = 5
_LEAST_LOWER, _LOWER_SHARE = 3, 0.15


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What was chosen on dev."""

    epochs: int = 10
    batch: int = 12
    rate: float = 3e-3
    decay: float = 0.01
    dropout: float = 0.3
    word_dropout: float = 0.3
    embedding: int = 32
    hidden: int = 64
    squeezed: int = 24
    second: int = 32
    least: int = 5
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Data:
    """Articles as tokens, gold labels and codes at each offset."""

    tokens: Tokens
    labels: npt.NDArray[np.int32]
    masked: npt.NDArray[np.int32]
    types: list[npt.NDArray[np.int32]]
    codes: list[npt.NDArray[np.int32]]


def common_words(tokens: Tokens) -> list[str]:
    """Return the types that are words rather than names: often enough written in lower case.

    Capitals at the start of a sentence do not count.
    """
    opening = np.zeros(len(tokens), np.bool_)
    opening[tokens.sentence_starts()] = True
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
        [_shifted(seen.codes[name], k, tokens) for name, k in CODE_OFFSETS],
    )


def _shifted(column: npt.NDArray[np.int32], offset: int, tokens: Tokens) -> npt.NDArray[np.int32]:
    """Return the value of the token *offset* further on; 0 beyond the paragraph."""
    at = np.arange(len(column)) + offset
    inside = (at >= 0) & (at < len(column))
    inside[inside] = tokens.paragraph[at[inside]] == tokens.paragraph[inside]
    return np.where(inside, column[np.where(inside, at, 0)], 0).astype(np.int32)


def _types(data: Data) -> list[str]:
    return [*data.tokens.vocabulary.types, *NAME_CLASSES]


def feature_numbers(data: Data, least: int) -> dict[str, int]:
    """Number the features of types that occur at least *least* times."""
    counts: Counter[str] = Counter()
    types = _types(data)
    numbers = np.bincount(data.masked, minlength=len(types)).tolist()
    for word, n in zip(types, numbers, strict=True):
        if n:
            for feature in type_features(word):
                counts[feature] += n
    return {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}


def type_matrix(data: Data, features: Mapping[str, int]) -> sparse.csr_matrix:
    """Return which features each type has, shape (n_types, n_features)."""
    rows, columns = [], []
    types = _types(data)
    for row, word in enumerate(types):
        for feature in type_features(word):
            if feature in features:
                rows.append(row)
                columns.append(features[feature])
    ones = np.ones(len(rows), np.float32)
    return sparse.csr_matrix((ones, (rows, columns)), (len(types), len(features)))


def initial(features: Mapping[str, int], chosen: Settings, rng: np.random.Generator) -> Parameters:
    """Return random weights."""

    def draw(*shape: int, scale: float) -> Floats:
        return (rng.standard_normal(shape) * scale).astype(np.float32)

    d, h, z, h2 = chosen.embedding, chosen.hidden, chosen.squeezed, chosen.second
    n = len(LABELS)
    parameters = {
        "embedding": draw(len(features), d, scale=0.1),
        "words": draw(len(WORD_OFFSETS), d, h, scale=0.5 / np.sqrt(d)),
        "bias": np.zeros(h, np.float32),
        "output": draw(h, n, scale=1 / np.sqrt(h)),
        "output_bias": np.zeros(n, np.float32),
        "transition": np.zeros((n, n), np.float32),
        "first": np.zeros(n, np.float32),
        "squeeze": draw(h, z, scale=1 / np.sqrt(h)),
        "hidden": draw(len(HIDDEN_OFFSETS), z, h2, scale=1 / np.sqrt(3 * z)),
        "hidden_bias": np.zeros(h2, np.float32),
        "output2": draw(h2, n, scale=1 / np.sqrt(h2)),
    }
    for i, (name, _) in enumerate(CODE_OFFSETS):
        parameters[f"table{i}"] = draw(SIZES[name], h, scale=0.05)
    return parameters


class Network:
    """The two layers with their gradients; `framing.sourcing.model` holds the fast form."""

    def __init__(self, parameters: Parameters, rng: np.random.Generator) -> None:
        self.p = parameters
        self._rng = rng

    def _drop(self, layer: Floats, share: float) -> tuple[Floats, Floats]:
        if not share:
            return layer, np.ones(1, np.float32)
        mask = (self._rng.random(layer.shape) > share).astype(np.float32) / np.float32(1 - share)
        return layer * mask, mask

    def forward(
        self, data: Data, at: Indices, types: sparse.csr_matrix, share: float = 0.0
    ) -> tuple[Floats, tuple[Any, ...]]:
        """Return the scores of the tokens *at*, and what `backward` needs."""
        p = self.p
        used, rank = np.unique(np.concatenate([t[at] for t in data.types]), return_inverse=True)
        rank = rank.reshape(len(WORD_OFFSETS), -1)
        rows = types[used]
        embedding = rows @ p["embedding"]
        hidden = np.tile(p["bias"], (len(at), 1))
        for k in range(len(WORD_OFFSETS)):
            hidden += (embedding @ p["words"][k])[rank[k]]
        for i in range(len(CODE_OFFSETS)):
            hidden += p[f"table{i}"][data.codes[i][at]]
        positive = hidden > 0
        layer, mask = self._drop(np.where(positive, hidden, LEAK * hidden), share)
        near = _neighbors(data.tokens.paragraph[at])
        squeezed = layer @ p["squeeze"]
        padded = np.vstack((squeezed, np.zeros((1, squeezed.shape[1]), np.float32)))
        second = np.tile(p["hidden_bias"], (len(at), 1))
        for k, rows_near in enumerate(near):
            second += padded[rows_near] @ p["hidden"][k]
        positive2 = second > 0
        layer2, mask2 = self._drop(np.where(positive2, second, LEAK * second), share)
        score = layer @ p["output"] + layer2 @ p["output2"] + p["output_bias"]
        return score, (
            *(rank, rows, embedding, positive, mask, layer),
            *(padded, near, positive2, mask2, layer2),
        )

    def backward(self, data: Data, at: Indices, kept: tuple[Any, ...], slope: Floats) -> Parameters:
        """Return the gradient of every weight, given that of the scores."""
        p = self.p
        rank, rows, embedding, positive, mask, layer, padded, near, positive2, mask2, layer2 = kept
        grown = {"output": layer.T @ slope, "output_bias": slope.sum(0)}
        grown["output2"] = layer2.T @ slope
        second = (slope @ p["output2"].T) * mask2 * np.where(positive2, np.float32(1), LEAK)
        grown["hidden_bias"] = second.sum(0)
        grown["hidden"] = np.stack([padded[n].T @ second for n in near])
        squeezed = np.zeros_like(padded[:-1])
        for k, rows_near in enumerate(near):
            inside = rows_near < len(squeezed)
            squeezed[rows_near[inside]] += (second @ p["hidden"][k].T)[inside]
        grown["squeeze"] = layer.T @ squeezed
        hidden = slope @ p["output"].T + squeezed @ p["squeeze"].T
        hidden = hidden * mask * np.where(positive, np.float32(1), LEAK)
        grown["bias"] = hidden.sum(0)
        by_type = [_picks(rank[k], len(embedding)) @ hidden for k in range(len(WORD_OFFSETS))]
        grown["words"] = np.stack([embedding.T @ t for t in by_type])
        back = sum(t @ p["words"][k].T for k, t in enumerate(by_type))
        grown["embedding"] = rows.T @ back
        for i in range(len(CODE_OFFSETS)):
            grown[f"table{i}"] = _picks(data.codes[i][at], len(p[f"table{i}"])) @ hidden
        return grown


def _neighbors(paragraph: npt.NDArray[np.int32]) -> list[Indices]:
    """Return for each offset the row of the neighbor, or one past the last if there is none."""
    n = len(paragraph)
    found = []
    for offset in HIDDEN_OFFSETS:
        at = np.arange(n) + offset
        inside = (at >= 0) & (at < n)
        inside &= paragraph[np.where(inside, at, 0)] == paragraph
        found.append(np.where(inside, at, n))
    return found


def _picks(rows: npt.NDArray[np.integer[Any]], size: int) -> sparse.csc_matrix:
    ones = np.ones(len(rows), np.float32)
    return sparse.csr_matrix((ones, rows, np.arange(len(rows) + 1)), (len(rows), size)).T


def chain_loss(
    score: Floats, labels: npt.NDArray[np.int32], first: Indices, stop: Indices, p: Parameters
) -> tuple[float, Parameters]:
    """Return the negative log-likelihood of a linear chain and its gradient (forward-backward)."""
    transition = np.where(allowed_transitions(), p["transition"], _IMPOSSIBLE)
    opening = np.where(allowed_first(), p["first"], _IMPOSSIBLE)
    score = score.copy()
    score[stop - 1] += np.where(allowed_last(), np.float32(0), _IMPOSSIBLE)
    step_weight = np.exp(transition)
    order = np.argsort(first - stop, kind="stable")
    begin, length = first[order], (stop - first)[order]
    active = np.searchsorted(-length, -np.arange(int(length[0])), "left").tolist()
    top = score.max(1, keepdims=True)
    weight = np.exp(score - top)
    ahead, norm = np.zeros_like(score), np.zeros(len(score), np.float32)
    for step, k in enumerate(active):
        at = begin[:k] + step
        reach = (ahead[at - 1] @ step_weight if step else np.exp(opening)[None]) * weight[at]
        norm[at] = reach.sum(1)
        ahead[at] = reach / norm[at][:, None]
    behind, pairs = np.ones_like(score), np.zeros_like(step_weight)
    for step in range(len(active) - 2, -1, -1):
        at = begin[: active[step + 1]] + step
        ways = weight[at + 1] * behind[at + 1] / norm[at + 1][:, None]
        behind[at] = ways @ step_weight.T
        pairs += (ahead[at].T @ ways) * step_weight
    marginal = ahead * behind
    marginal /= marginal.sum(1, keepdims=True)
    inner = np.ones(len(score), np.bool_)
    inner[first] = False
    later = np.flatnonzero(inner)
    everything = np.arange(len(score))
    gold = float(score[everything, labels].sum() + opening[labels[first]].sum())
    gold += float(transition[labels[later - 1], labels[later]].sum())
    at_first = marginal[first].sum(0)
    np.subtract.at(at_first, labels[first], 1)
    np.subtract.at(pairs, (labels[later - 1], labels[later]), 1)
    slope = marginal
    slope[everything, labels] -= 1
    loss = float(np.log(norm).sum() + top.sum()) - gold
    return loss, {"score": slope, "transition": pairs, "first": at_first}


class Adam:
    """Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019)."""

    def __init__(self, parameters: Parameters, decay: float) -> None:
        self._p, self._decay, self._time = parameters, decay, 0
        self._mean = {k: np.zeros_like(v) for k, v in parameters.items()}
        self._square = {k: np.zeros_like(v) for k, v in parameters.items()}

    def step(self, gradient: Parameters, rate: float) -> None:
        """Move the weights against their gradient."""
        self._time += 1
        near, far = 0.9, 0.99
        for name, slope in gradient.items():
            mean, square = self._mean[name], self._square[name]
            mean += (1 - near) * (slope - mean)
            square += (1 - far) * (slope * slope - square)
            move = (mean / (1 - near**self._time)) / (
                np.sqrt(square / (1 - far**self._time)) + 1e-6
            )
            if name not in ("transition", "first", "bias", "hidden_bias", "output_bias"):
                move = move + self._decay * self._p[name]
            self._p[name] -= np.float32(rate) * move.astype(np.float32)


def _consistent(data: Data) -> npt.NDArray[np.bool_]:
    """Tell for each token whether its paragraph's gold labels obey the grammar of the labels."""
    labels, paragraph = data.labels, data.tokens.paragraph
    first = data.tokens.paragraph_starts()
    stop = np.append(first[1:], len(labels))
    broken = np.zeros(int(paragraph[-1]) + 1, np.bool_)
    allowed = allowed_transitions()[labels[:-1], labels[1:]] | (paragraph[1:] != paragraph[:-1])
    broken[paragraph[1:][~allowed]] = True
    broken[paragraph[first][~allowed_first()[labels[first]]]] = True
    broken[paragraph[first][~allowed_last()[labels[stop - 1]]]] = True
    good: npt.NDArray[np.bool_] = ~broken[paragraph]
    return good


def fit(data: Data, features: Mapping[str, int], chosen: Settings) -> Parameters:
    """Return the weights learned from *data*."""
    rng = np.random.default_rng(chosen.seed)
    parameters = initial(features, chosen, rng)
    network, adam = Network(parameters, rng), Adam(parameters, chosen.decay)
    plain = type_matrix(data, features)
    is_word = np.array([f[:2] in ("w=", "s=") for f in features])
    usable = _consistent(data)
    bounds = data.tokens.first
    n_articles = len(bounds) - 1
    n_batches = n_articles // chosen.batch
    total, done = chosen.epochs * n_batches, 0
    for epoch in range(chosen.epochs):
        order, losses = rng.permutation(n_articles), 0.0
        for b in range(n_batches):
            some = order[b * chosen.batch : (b + 1) * chosen.batch]
            at = np.concatenate([np.arange(bounds[i], bounds[i + 1]) for i in some])
            at = at[usable[at]]
            types = plain.copy()
            hide = is_word[types.indices] & (rng.random(types.nnz) < chosen.word_dropout)
            types.data[hide] = 0
            score, kept = network.forward(data, at, types, chosen.dropout)
            new = np.append(True, np.diff(data.tokens.paragraph[at]) != 0)
            first = np.flatnonzero(new)
            stop = np.append(first[1:], len(at))
            loss, slope = chain_loss(score, data.labels[at], first, stop, parameters)
            slope = {k: v / np.float32(len(first)) for k, v in slope.items()}
            gradient = network.backward(data, at, kept, slope.pop("score")) | slope
            rate = chosen.rate * min(1, (done + 1) / 50) * (1 - done / total) + 1e-5
            adam.step(gradient, rate)
            done += 1
            losses += loss
        print(f"epoch {epoch + 1}: loss {losses / int(usable.sum()):.4f} a token", flush=True)
    return parameters


def packed(
    parameters: Parameters, lists: Mapping[str, Sequence[str]]
) -> dict[str, npt.NDArray[Any]]:
    """Return weights and word lists as they are shipped: the embedding in 8 bits, others in 16."""
    opens = np.array([label in ("BSr", "BQf", "BCb") for label in LABELS])
    ends = np.array([label == "O" or label[1:] in ("Cf", "Cc", "Sl", "Qb") for label in LABELS])
    leads = np.array([label == "BQf" for label in LABELS])
    waits = np.array([label in ("BCb", "ICb", "Ob") for label in LABELS])
    follows = np.array([label == "BQb" for label in LABELS])
    extra = np.outer(ends, OPENING * opens - SOURCELESS * leads) - SOURCELESS * np.outer(
        waits, follows
    )
    p = dict(parameters)
    p["transition"] = p["transition"] + extra.astype(np.float32)
    p["first"] = p["first"] + (OPENING * opens - SOURCELESS * leads).astype(np.float32)
    embedding = p.pop("embedding")
    scale = np.abs(embedding).max(0) / np.float32(127)
    out: dict[str, npt.NDArray[Any]] = {
        "embedding": np.rint(embedding / scale).astype(np.int8),
        "embedding_scale": scale.astype(np.float32),
        **{name: array.astype(np.float16) for name, array in sorted(p.items())},
    }
    for name, lines in lists.items():
        out[name] = np.frombuffer("\n".join(lines).encode(), np.uint8)
    return out


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
    np.savez_compressed(out, **packed(parameters, lists))  # type: ignore[arg-type]
    print(f"wrote {out}: {out.stat().st_size / 1e6:.2f} MB")


def read_articles(path: Path) -> list[dict[str, Any]]:
    """Return the articles of one part of the corpus."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _settings(given: argparse.Namespace) -> Settings:
    return Settings(
        epochs=given.epochs, seed=given.seed, dropout=given.dropout, hidden=given.hidden
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("framing/data/attribution_model.npz"))
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--dropout", type=float, default=Settings.dropout)
    parser.add_argument("--hidden", type=int, default=Settings.hidden)
    parser.add_argument("--hold-out", type=int, default=0, help="leave out every n-th article")
    given = parser.parse_args()
    articles = read_articles(given.data / "train.jsonl")
    if given.hold_out:
        articles = [a for i, a in enumerate(articles) if i % given.hold_out]
    train(articles, given.out, _settings(given))


if __name__ == "__main__":
    main()
