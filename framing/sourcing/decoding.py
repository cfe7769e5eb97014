"""The best sequence of labels of each paragraph, all paragraphs of a batch step by step."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from framing.sourcing.model import LABELS, Weights, allowed_last

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

SHARPNESS = np.float32(2)
LEAST = np.float32(-60)  # of the logarithm of a sharpened likelihood
_BLOCK = 2048
# A row has a column for each label and, last of all, one for their sum.
_LABELS = slice(0, len(LABELS))
_WIDTH = len(LABELS) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Candidates in the order of the steps: the first of every paragraph, the second, and so on.

    Within a step long paragraphs come first, so that those that go on are a slice. ``row`` is
    the candidate at each place in this order, ``begin`` the first place of each step, and at last
    the number of places; ``last`` has the places of the last candidates of paragraphs.
    """

    row: Indices
    begin: list[int]
    last: Indices

    @classmethod
    def of(cls, length: Indices) -> Steps:
        """Return the steps, given how many candidates each paragraph has: at least one."""
        order = np.argsort(-length, kind="stable")
        first, length = (np.cumsum(length) - length)[order], length[order]
        going = np.searchsorted(-length, -np.arange(length[0]), "left")
        begin = np.append(0, np.cumsum(going))
        row = np.concatenate([first[:n] + step for step, n in enumerate(going.tolist())])
        last = begin[length - 1] + np.arange(len(length))
        return cls(row, begin.tolist(), last)


def best_paths(
    hidden: npt.NDArray[np.int16], steps: Steps, weights: Weights
) -> npt.NDArray[np.int8]:
    """Return the labels of all candidates; *hidden* has a row for each.

    Scores are sharpened and summed rather than maximized, which makes a step one product of
    matrices; going back, each takes the label that leads best to the one chosen after it.
    With ever sharper scores this is Viterbi's path; a forbidden order has no weight at all.
    """
    reach = _likelihoods(hidden, steps.row, weights)
    _go_ahead(reach, steps.begin, weights)
    reach[steps.last] *= np.append(allowed_last(), False)
    labels = np.empty(len(reach), np.int8)
    labels[steps.row] = _go_back(reach, steps.begin, weights)
    return labels


def scores(hidden: Floats, weights: Weights) -> Floats:
    """Return the score of each label for each row of *hidden*, shape (n_labels, n_rows)."""
    found: Floats = weights.output.T @ hidden.T
    found += weights.output_bias[:, None]
    return found


def _likelihoods(hidden: npt.NDArray[np.int16], rows: Indices, weights: Weights) -> Floats:
    """Return the sharpened likelihood of each label for *rows* of *hidden*, and 1 for the sum.

    The bias of the labels is left to the chain. Scores lie around zero; none is too much for
    `exp`, and those under `LEAST` count as that, lest nothing be left of all ways to a label.
    """
    output = np.zeros((hidden.shape[1], _WIDTH), np.float32)
    output[:, _LABELS] = weights.output
    sharp = SHARPNESS * weights.unit
    likely = np.empty((len(rows), _WIDTH), np.float32)
    picked = np.empty((_BLOCK, hidden.shape[1]), np.int16)
    values = np.empty(picked.shape, np.float32)
    for low in range(0, len(rows), _BLOCK):
        block = likely[low : low + _BLOCK]
        size = len(block)
        hidden.take(rows[low : low + size], axis=0, out=picked[:size], mode="clip")
        values[:size] = picked[:size]
        np.matmul(values[:size], output, out=block)
        block *= sharp
        np.maximum(block, LEAST, out=block)
        np.exp(block, out=block)
    return likely


def _go_ahead(reach: Floats, begin: list[int], weights: Weights) -> None:
    """Multiply the likelihoods by how well each label can be reached, in place.

    A step is taken as a share of all that was reached before it, lest the products grow.
    """
    bias = weights.unit * weights.output_bias
    change = np.zeros((_WIDTH, _WIDTH), np.float32)
    change[_LABELS, _LABELS] = np.exp(SHARPNESS * (weights.transition + bias))
    change[_LABELS, -1] = 1
    reach[: begin[1], _LABELS] *= np.exp(SHARPNESS * (weights.first + bias))
    before = 0
    for low, high in pairwise(begin[1:]):
        here = reach[low:high]
        here *= reach[before : before + high - low] @ change
        here *= 1 / here[:, -1:]
        before = low


def _go_back(reach: Floats, begin: list[int], weights: Weights) -> Indices:
    """Return the best label at each place, from the last step to the first."""
    change = np.zeros((len(LABELS), _WIDTH), np.float32)
    change[:, _LABELS] = np.exp(SHARPNESS * weights.transition).T
    best = np.empty(len(reach), np.int64)
    after, going = len(reach), 0
    for low, high in pairwise(reversed(begin)):
        low, high = high, low
        reach[low : low + going] *= change.take(best[after : after + going], axis=0)
        reach[low:high].argmax(axis=1, out=best[low:high])
        after, going = low, high - low
    return best
