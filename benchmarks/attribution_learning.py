"""How the attribution model learns: from gold labels, or from what several models expect.

Models learned from the same labels with different random starts are each wrong in their own way,
and right together more often than any of them. One model of the same size can learn most of that
from them: Hinton, Vinyals and Dean, "Distilling the knowledge in a neural network" (2014). They may
see more of the articles than it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse

from benchmarks.attribution_network import (
    Adam,
    Average,
    Data,
    Expected,
    Network,
    Parameters,
    Sizes,
    chain_loss,
    expected_of_chain,
    expected_of_gold,
    initial,
)
from framing.sourcing.model import allowed_first, allowed_last, allowed_transitions

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_ROWS = 20_000


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How long and how fast a model learns, and what is hidden from it meanwhile."""

    epochs: int
    dropout: float
    swapped: float  # of the types are taken for others
    word_dropout: float = 0.3
    batch: int = 12
    rate: float = 3e-3
    decay: float = 0.01
    settled: float = 0.6  # from this share of the steps on, weights are averaged
    sizes: Sizes = field(default_factory=Sizes)


@dataclass(frozen=True, eq=False)
class Teachers:
    """Models to learn from, and what they see of the articles: more than their pupil does."""

    models: Sequence[Parameters]
    data: Data


def fit(
    data: Data,
    types: sparse.csr_matrix,
    is_word: Flags,
    chosen: Settings,
    *,
    seed: int,
    teachers: Teachers | None = None,
) -> Parameters:
    """Return the weights learned from *data*: their mean over the last steps.

    *types* has shape (n_types, n_features); features that are a word or a stem, which *is_word*
    tells, are hidden at random. With *teachers* the model learns what these together expect where
    the same is hidden from them, rather than the gold labels; then paragraphs whose gold labels
    break the grammar of the labels are learned from too.
    """
    rng = np.random.default_rng(seed)
    parameters = initial(types.shape[1], data.n_codes, chosen.sizes, rng)
    network, adam = Network(parameters, rng), Adam(parameters, chosen.decay)
    average = Average()
    usable = data.candidates if teachers else _consistent(data)
    n_articles = len(data.tokens.first) - 1
    n_batches = n_articles // chosen.batch
    total, done = chosen.epochs * n_batches, 0
    for epoch in range(chosen.epochs):
        order, losses = rng.permutation(n_articles), 0.0
        for some in order[: n_batches * chosen.batch].reshape(n_batches, chosen.batch):
            seen = _disturbed(types, is_word, data.masked, chosen, rng)
            at = _tokens_of(data, some, usable)
            if teachers:
                wanted = expected_by(teachers, at, seen)
            else:
                wanted = expected_of_gold(data.labels[at], _paragraphs(data, at)[0])
            loss, gradient = _slope(network, data, at, seen, wanted, chosen.dropout)
            adam.step(gradient, chosen.rate * min(1, (done + 1) / 50) * (1 - 0.8 * done / total))
            done += 1
            losses += loss
            if done > chosen.settled * total:
                average.add(parameters)
        print(f"epoch {epoch + 1}: loss {losses / len(usable):.4f} a candidate", flush=True)
    return average.mean


def _disturbed(
    types: sparse.csr_matrix,
    is_word: Flags,
    masked: npt.NDArray[np.int32],
    chosen: Settings,
    rng: np.random.Generator,
) -> sparse.csr_matrix:
    """Return the features of types, some of them hidden, and some types taken for others.

    The others are as common as words are in the texts.
    """
    row = np.arange(types.shape[0])
    used = np.flatnonzero(np.bincount(masked, minlength=len(row)))
    swapped = used[rng.random(len(used)) < chosen.swapped]
    row[swapped] = rng.choice(masked, len(swapped))
    seen = types[row]
    hide = is_word[seen.indices] & (rng.random(seen.nnz) < chosen.word_dropout)
    seen.data[hide] = 0
    return seen


def _tokens_of(data: Data, articles: Indices, usable: Indices) -> Indices:
    bounds = np.searchsorted(usable, data.tokens.first)
    return np.concatenate([usable[bounds[i] : bounds[i + 1]] for i in articles])


def _slope(
    network: Network,
    data: Data,
    at: Indices,
    types: sparse.csr_matrix,
    wanted: Expected,
    dropout: float,
) -> tuple[float, Parameters]:
    """Return the loss over the tokens *at*, and its gradient, a paragraph."""
    score, kept = network.forward(data, at, types, dropout)
    first, stop = _paragraphs(data, at)
    loss, slope = chain_loss(score, wanted, first, stop, network.p)
    slope = {name: array / np.float32(len(first)) for name, array in slope.items()}
    return loss, network.backward(data, at, kept, slope.pop("score")) | slope


def _paragraphs(data: Data, at: Indices) -> tuple[Indices, Indices]:
    """Return where paragraphs begin and stop among the tokens *at*."""
    first = np.flatnonzero(np.diff(data.tokens.paragraph[at], prepend=-1))
    return first, np.append(first[1:], len(at))


def expected_by(teachers: Teachers, at: Indices, types: sparse.csr_matrix) -> Expected:
    """Return what *teachers* together expect of the tokens *at*: the chain of their mean scores."""
    rng, data, models = np.random.default_rng(0), teachers.data, teachers.models
    scores = [Network(p, rng).forward(data, at, types)[0] for p in models]
    chain = {name: np.mean([p[name] for p in models], axis=0) for name in ("transition", "first")}
    return expected_of_chain(np.mean(scores, axis=0), *_paragraphs(data, at), chain)[1]


def observed(
    parameters: Parameters, data: Data, types: sparse.csr_matrix
) -> tuple[Floats, tuple[Floats, Floats]]:
    """Return the embeddings of the types learned from, and the greatest values in the layers."""
    network = Network(parameters, np.random.default_rng(0))
    narrow = np.zeros(parameters["squeeze"].shape[1], np.float32)
    second = np.zeros(len(parameters["hidden_bias"]), np.float32)
    for low in range(0, len(data.candidates), _ROWS):
        at = data.candidates[low : low + _ROWS]
        layers = network.layers(data, at, types)
        narrow = np.maximum(narrow, np.abs(layers[0]).max(0))
        second = np.maximum(second, np.abs(layers[1]).max(0))
    return types @ parameters["embedding"], (narrow, second)


def _consistent(data: Data) -> Indices:
    """Return the candidates of paragraphs whose gold labels obey the grammar of the labels."""
    labels, paragraph = data.labels[data.candidates], data.tokens.paragraph[data.candidates]
    first, stop = _paragraphs(data, data.candidates)
    broken = np.zeros(int(paragraph[-1]) + 1, np.bool_)
    allowed = allowed_transitions()[labels[:-1], labels[1:]] | (paragraph[1:] != paragraph[:-1])
    broken[paragraph[1:][~allowed]] = True
    broken[paragraph[first][~allowed_first()[labels[first]]]] = True
    broken[paragraph[first][~allowed_last()[labels[stop - 1]]]] = True
    good: Indices = data.candidates[~broken[paragraph]]
    return good
