"""A small model of whose dead a sentence speaks of: conditional logit with side-free weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.victim_side_features import BOTH, GENERAL, PER_SIDE, SentenceFeatures

Floats = npt.NDArray[np.float64]

WEIGHTS_FILE = Path(__file__).parent / "data" / "victim_side_weights.json"
_PENALTY = 2.0
# Both sides are rare (one sentence in 27), so their probability is weighted up before the choice.
# Both numbers were chosen on the development sentences, one outlet left out at a time.
_BOTH_FACTOR = 2.5
# A headline tells less of a sentence than the sentence does, so its weights are held closer to 0:
# features at a third of their size are penalized eight times as much. Chosen in the same way.
_TITLE_SCALE = 0.35


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """``choice`` weighs the first side against the second; ``both`` weighs both against one."""

    choice: Floats
    both: Floats


def design(rows: Sequence[SentenceFeatures], titles: Sequence[SentenceFeatures] = ()) -> Design:
    """Return the design matrices of sentences, and of their headlines where given."""
    blocks = [_block(row) for row in rows]
    if titles:
        extra = [_block(title) for title in titles]
        blocks = [
            (
                np.concatenate((c, t * _TITLE_SCALE, t * silent)),
                np.concatenate((b, tb * _TITLE_SCALE)),
            )
            for (c, b), (t, tb), silent in zip(
                blocks, extra, (row.sides.sum() == 0 for row in rows), strict=True
            )
        ]
    return Design(np.array([c for c, _ in blocks]), np.array([b for _, b in blocks]))


def _block(row: SentenceFeatures) -> tuple[Floats, Floats]:
    """Differences between the sides, once more where no victim phrase or place decides."""
    difference = row.sides[0] - row.sides[1]
    victim_silent = row.sides[:, :4].sum() == 0
    silent = victim_silent and row.sides[:, 4:7].sum() == 0
    choice = (difference, row.general, difference * victim_silent, difference * silent)
    return np.concatenate(choice), np.concatenate((row.both, row.sides.min(axis=0)))


def fit(matrix: Design, target: npt.NDArray[np.int64]) -> Floats:
    """Return the weights that fit *target* (0 first side, 1 second side, 2 both) best."""
    from scipy.optimize import minimize

    wanted = np.eye(3)[target]

    def loss(weights: Floats) -> tuple[float, Floats]:
        share = probabilities(matrix, weights)
        error = share - wanted
        gradient = np.concatenate(
            (matrix.choice.T @ (error[:, 0] - error[:, 1]) / 2, matrix.both.T @ error[:, 2])
        )
        value = -np.log(np.maximum(share[np.arange(len(target)), target], 1e-300)).sum()
        return value + _PENALTY / 2 * weights @ weights, gradient + _PENALTY * weights

    start = np.zeros(matrix.choice.shape[1] + matrix.both.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x, np.float64)


def probabilities(matrix: Design, weights: Floats) -> Floats:
    """Return the probability of first side, second side and both, shape (n, 3)."""
    n = matrix.choice.shape[1]
    choice, both = matrix.choice @ weights[:n], matrix.both @ weights[n:]
    utility = np.stack((choice / 2, -choice / 2, both), axis=1)
    odds = np.exp(utility - utility.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), np.float64)


def decide(matrix: Design, weights: Floats) -> npt.NDArray[np.int64]:
    """Return the most probable of first side (0), second side (1) and both (2)."""
    odds = probabilities(matrix, weights) * np.array([1.0, 1.0, _BOTH_FACTOR])
    return np.asarray(odds.argmax(axis=1), np.int64)


def save_weights(weights: dict[str, Floats], path: Path = WEIGHTS_FILE) -> None:
    """Write weights by the outlet left out (``all`` for none), rounded to four places."""
    table = {name: [round(float(w), 4) for w in values] for name, values in weights.items()}
    names = {"per_side": PER_SIDE, "general": GENERAL, "both": BOTH}
    path.write_text(json.dumps({"features": names, "weights": table}) + "\n", encoding="utf-8")


def load_weights(path: Path = WEIGHTS_FILE) -> dict[str, Floats]:
    """Read what :func:`save_weights` wrote."""
    table = json.loads(path.read_text("utf-8"))["weights"]
    return {name: np.array(values, np.float64) for name, values in table.items()}
