"""The best sequence of labels of each paragraph, all paragraphs of a batch step by step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.sourcing.model import Weights, allowed_last
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

SHARPNESS = np.float32(2)
_LEAST_LOG = np.float32(-60)
_TINY = np.float32(1e-30)
_BLOCK = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Tokens in the order of the steps: the first of every paragraph, the second of every one...

    Within a step long paragraphs come first, so that those that go on are a slice. ``first`` and
    ``length`` are the paragraphs of the text; ``column`` has the place of each token in the order
    of the steps, ``token`` the token of each place; ``begin`` is the first place of each step,
    and at last the number of places.
    """

    first: Indices
    length: Indices
    column: Indices
    token: Indices
    begin: Indices

    @classmethod
    def of(cls, tokens: Tokens) -> Steps:
        """Return the steps through the paragraphs of *tokens*, of which there must be some."""
        first = tokens.paragraph_starts()
        length = np.diff(np.append(first, len(tokens)))
        order = np.argsort(-length, kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        going = np.searchsorted(-length[order], -np.arange(length.max()), "left")
        begin = np.append(0, np.cumsum(going))
        step = np.arange(len(tokens)) - np.repeat(first, length)
        column = begin.take(step) + np.repeat(rank, length)
        token = np.empty_like(column)
        token[column] = np.arange(len(tokens))
        return cls(first, length, column, token, begin)


def best_paths(
    hidden: Floats, place: Indices, steps: Steps, weights: Weights
) -> npt.NDArray[np.int8]:
    """Return the labels of all tokens; *place* is the row of each token in *hidden*.

    Scores are sharpened and summed rather than maximized, which makes a step one product of
    matrices; going back, each token takes the label that leads best to the one chosen after it.
    With ever sharper scores this is Viterbi's path; a forbidden order has no weight at all.
    """
    reach = _likelihoods(hidden, place.take(steps.token), weights)
    ends = steps.column[steps.first + steps.length - 1]
    reach[np.ix_(~allowed_last(), ends)] = 0
    _go_ahead(reach, steps, weights)
    chosen = _go_back(reach, steps, weights)
    return chosen.take(steps.column)


def scores(hidden: Floats, weights: Weights, *, out: Floats | None = None) -> Floats:
    """Return the score of each label for each token, shape (n_labels, n_tokens)."""
    found: Floats = np.matmul(weights.output.T, hidden.T, out=out)
    found += weights.output_bias[:, None]
    return found


def _likelihoods(hidden: Floats, rows: Indices, weights: Weights) -> Floats:
    """Return the sharpened likelihood of each label, 1 for the best one, at *rows* of *hidden*."""
    width, n_labels = weights.output.shape
    likely = np.empty((n_labels, len(rows)), np.float32)
    picked, block = np.empty((_BLOCK, width), np.float32), np.empty(n_labels * _BLOCK, np.float32)
    for low in range(0, len(rows), _BLOCK):
        some = rows[low : low + _BLOCK]
        taken = hidden.take(some, axis=0, out=picked[: len(some)], mode="clip")
        score = scores(taken, weights, out=block[: n_labels * len(some)].reshape(n_labels, -1))
        score -= score.max(0)
        score *= SHARPNESS * weights.unit
        np.maximum(score, _LEAST_LOG, out=score)
        np.exp(score, out=likely[:, low : low + _BLOCK])
    return likely


def _go_ahead(reach: Floats, steps: Steps, weights: Weights) -> None:
    """Multiply the likelihoods by how well each label can be reached, in place."""
    bounds = steps.begin.tolist()
    reach[:, : bounds[1]] *= np.exp(SHARPNESS * weights.first)[:, None]
    back = np.ascontiguousarray(np.exp(SHARPNESS * weights.transition).T)
    for step in range(1, len(bounds) - 1):
        low, high = bounds[step], bounds[step + 1]
        here = reach[:, low:high]
        here *= back @ reach[:, bounds[step - 1] : bounds[step - 1] + high - low]
        here /= here.max(0) + _TINY


def _go_back(reach: Floats, steps: Steps, weights: Weights) -> npt.NDArray[np.int8]:
    """Return the label of each token, from the last step to the first."""
    change = np.exp(SHARPNESS * weights.transition)
    number = np.arange(len(change), dtype=np.int8)[:, None]
    chosen = np.zeros(reach.shape[1], np.int8)
    bounds = steps.begin.tolist()
    going = 0
    for step in range(len(bounds) - 2, -1, -1):
        low, high = bounds[step], bounds[step + 1]
        if going:
            reach[:, low : low + going] *= change.take(chosen[high : high + going], axis=1)
        ways = reach[:, low:high]
        chosen[low:high] = ((ways == ways.max(0)) * number).max(0)
        going = high - low
    return chosen
