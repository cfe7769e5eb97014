"""The attribution model as it is learned: its layers and chain with their gradients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from framing.sourcing.model import (
    HIDDEN_OFFSETS,
    LABELS,
    LEAK_BITS,
    WORD_OFFSETS,
    allowed_first,
    allowed_last,
    allowed_transitions,
)
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Parameters = dict[str, Floats]

LEAK = np.float32(1 / (1 << LEAK_BITS))
_IMPOSSIBLE = np.float32(-30)


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How wide the layers are."""

    embedding: int = 32
    hidden: int = 48
    squeezed: int = 8
    second: int = 32


@dataclass(frozen=True, eq=False)
class Data:
    """Articles as tokens, of which candidates are labeled; columns are of all tokens.

    Each column of ``codes`` picks rows of a table of its own, which has ``n_codes`` rows.
    """

    tokens: Tokens
    candidates: Indices
    labels: npt.NDArray[np.int32]
    masked: npt.NDArray[np.int32]
    types: list[npt.NDArray[np.int32]]
    codes: list[npt.NDArray[np.int32]]
    n_codes: list[int]


def initial(
    n_features: int, n_codes: Sequence[int], sizes: Sizes, rng: np.random.Generator
) -> Parameters:
    """Return random weights; each table has as many rows as *n_codes* tells."""

    def draw(*shape: int, scale: float) -> Floats:
        return (rng.standard_normal(shape) * scale).astype(np.float32)

    d, h, z, h2 = sizes.embedding, sizes.hidden, sizes.squeezed, sizes.second
    n = len(LABELS)
    parameters = {
        "embedding": draw(n_features, d, scale=0.1),
        "words": draw(len(WORD_OFFSETS), d, h, scale=0.5 / np.sqrt(d)),
        "bias": np.zeros(h, np.float32),
        "output_bias": np.zeros(n, np.float32),
        "transition": np.zeros((n, n), np.float32),
        "first": np.zeros(n, np.float32),
        "squeeze": draw(h, z, scale=1 / np.sqrt(h)),
        "hidden": draw(len(HIDDEN_OFFSETS), z, h2, scale=1 / np.sqrt(3 * z)),
        "center": draw(h, h2, scale=1 / np.sqrt(h)),
        "hidden_bias": np.zeros(h2, np.float32),
        "output": draw(h2, n, scale=1 / np.sqrt(h2)),
    }
    for i, size in enumerate(n_codes):
        parameters[f"table{i}"] = draw(size, h, scale=0.05)
    return parameters


class Network:
    """The two layers with their gradients; `framing.sourcing.network` holds the fast form."""

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
        for i, code in enumerate(data.codes):
            hidden += p[f"table{i}"][code[at]]
        positive = hidden > 0
        layer, mask = self._drop(np.where(positive, hidden, LEAK * hidden), share)
        near = _neighbors(data.tokens.paragraph[at])
        squeezed = layer @ p["squeeze"]
        padded = np.vstack((squeezed, np.zeros((1, squeezed.shape[1]), np.float32)))
        second = layer @ p["center"] + p["hidden_bias"]
        for k, rows_near in enumerate(near):
            second += padded[rows_near] @ p["hidden"][k]
        positive2 = second > 0
        layer2, mask2 = self._drop(np.where(positive2, second, np.float32(0)), share)
        score = layer2 @ p["output"] + p["output_bias"]
        return score, (
            *(rank, rows, embedding, positive, mask, layer),
            *(padded, near, positive2, mask2, layer2),
        )

    def layers(self, data: Data, at: Indices, types: sparse.csr_matrix) -> tuple[Floats, Floats]:
        """Return the narrow and the second layer of the tokens *at*."""
        _, kept = self.forward(data, at, types)
        return kept[6], kept[-1]

    def backward(self, data: Data, at: Indices, kept: tuple[Any, ...], slope: Floats) -> Parameters:
        """Return the gradient of every weight, given that of the scores."""
        p = self.p
        rank, rows, embedding, positive, mask, layer, padded, near, positive2, mask2, layer2 = kept
        grown = {"output": layer2.T @ slope, "output_bias": slope.sum(0)}
        second = (slope @ p["output"].T) * mask2 * positive2
        grown["hidden_bias"] = second.sum(0)
        grown["hidden"] = np.stack([padded[n].T @ second for n in near])
        squeezed = np.zeros_like(padded[:-1])
        for k, rows_near in enumerate(near):
            inside = rows_near < len(squeezed)
            squeezed[rows_near[inside]] += (second @ p["hidden"][k].T)[inside]
        grown["squeeze"] = layer.T @ squeezed
        grown["center"] = layer.T @ second
        hidden = squeezed @ p["squeeze"].T + second @ p["center"].T
        hidden = hidden * mask * np.where(positive, np.float32(1), LEAK)
        grown["bias"] = hidden.sum(0)
        by_type = [_picks(rank[k], len(embedding)) @ hidden for k in range(len(WORD_OFFSETS))]
        grown["words"] = np.stack([embedding.T @ t for t in by_type])
        back = sum(t @ p["words"][k].T for k, t in enumerate(by_type))
        grown["embedding"] = rows.T @ back
        for i, code in enumerate(data.codes):
            grown[f"table{i}"] = _picks(code[at], len(p[f"table{i}"])) @ hidden
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


@dataclass(frozen=True, eq=False)
class Expected:
    """How often labels are expected: of candidates (n, n_labels), in pairs, and first of all."""

    labels: Floats
    pairs: Floats
    first: Floats


def expected_of_gold(labels: npt.NDArray[np.int32], first: Indices) -> Expected:
    """Return what to expect if *labels* are certain; *first* opens each paragraph."""
    one = np.eye(len(LABELS), dtype=np.float32)
    inner = np.ones(len(labels), np.bool_)
    inner[first] = False
    later = np.flatnonzero(inner)
    pairs = np.zeros((len(LABELS), len(LABELS)), np.float32)
    np.add.at(pairs, (labels[later - 1], labels[later]), 1)
    return Expected(one[labels], pairs, one[labels[first]].sum(0))


def expected_of_chain(
    score: Floats, first: Indices, stop: Indices, p: Parameters
) -> tuple[float, Expected]:
    """Return what a linear chain expects, and the logarithm of its norm (forward-backward)."""
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
    log_norm = float(np.log(norm).sum() + top.sum())
    return log_norm, Expected(marginal, pairs, marginal[first].sum(0))


def chain_loss(
    score: Floats, wanted: Expected, first: Indices, stop: Indices, p: Parameters
) -> tuple[float, Parameters]:
    """Return the cross-entropy of a linear chain to what is *wanted*, and its gradient."""
    log_norm, found = expected_of_chain(score, first, stop, p)
    reached = float((wanted.labels * score).sum() + (wanted.first * p["first"]).sum())
    reached += float((wanted.pairs * p["transition"]).sum())
    slope = {
        "score": found.labels - wanted.labels,
        "transition": found.pairs - wanted.pairs,
        "first": found.first - wanted.first,
    }
    return log_norm - reached, slope


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


class Average:
    """The mean of the weights over the last steps, which is steadier than the last of them."""

    def __init__(self) -> None:
        self.mean: Parameters = {}
        self._size = 0

    def add(self, parameters: Parameters) -> None:
        """Take the weights of one step into the mean."""
        self._size += 1
        for name, array in parameters.items():
            mean = self.mean.setdefault(name, array.copy())
            mean += (array - mean) / np.float32(self._size)
