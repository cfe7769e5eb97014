"""How sure it is that two articles report one event: words first, then dates and given events.

The constants were chosen together on ECB+ and BASIL (benchmarks/validity_events.py); the plateau
is wide.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.linkage.clusters import Merge
from framing.linkage.times import Times

Numbers = npt.NDArray[np.float64]

EVEN_COSINE = 0.26
EVEN_COSINE_DATED = 0.24
LEAST_MEAN_SCORE = 0.3
_STEEPNESS = 22.0
_LOOKALIKE_RATIO = 0.65
_LOOKALIKE_CEILING = 0.6
_LOOKALIKE_PRIOR_PAIRS = 3
_FEWEST_TO_SPLIT = 2


def score_of(cosine: Numbers, even: float | Numbers) -> Numbers:
    """Return how sure *cosine* makes one event, 0 to 1; where it is *even*, one half.

    >>> score_of(np.array([0.16, 0.26, 0.36]), 0.26).round(1).tolist()
    [0.1, 0.5, 0.9]
    """
    return np.asarray(1 / (1 + np.exp(-_STEEPNESS * (cosine - even))))


def cosine_of(score: float, even: float) -> float:
    """Return the cosine that has the *score*.

    >>> round(cosine_of(0.9, 0.26), 2)
    0.36
    """
    return even + float(np.log(score / (1 - score))) / _STEEPNESS


def score_pairs(
    times: Times, given: Sequence[str | None], cosines: Numbers, window: float
) -> Numbers:
    """Return how sure each pair is of one event, 0 to 1; minus infinity where it cannot be."""
    apart = np.maximum.outer(times.last_start, times.last_start)
    apart -= np.minimum.outer(times.first_end, times.first_end)
    own = times.apart()
    dated = ~np.isnan(apart)
    score = score_of(cosines, np.where(dated, EVEN_COSINE_DATED, EVEN_COSINE))
    allowed = np.fmax(np.fmax.outer(own, own), window)
    score[dated & (apart > allowed)] = -np.inf
    if any(given):
        names = np.array([name or "" for name in given])
        has = names != ""
        score[(names[:, None] != names[None, :]) & has[:, None] & has[None, :]] = -np.inf
    return score


def is_lookalike(merge: Merge, cosines: Numbers) -> bool:
    """Say whether two clusters are each much more alike than they are to each other.

    The means within are drawn towards the mean between by a few pairs' worth, since a cluster of
    two says little; and they count as at most 0.6, since wire copies are more alike than that.
    """
    a, b = list(merge.left), list(merge.right)
    if min(len(a), len(b)) < _FEWEST_TO_SPLIT:
        return False
    between = float(cosines[np.ix_(a, b)].mean())
    within = []
    for side in (a, b):
        block = cosines[np.ix_(side, side)]
        pairs = len(side) * (len(side) - 1) / 2
        total = (block.sum() - np.trace(block)) / 2
        drawn = (total + between * _LOOKALIKE_PRIOR_PAIRS) / (pairs + _LOOKALIKE_PRIOR_PAIRS)
        within.append(min(drawn, _LOOKALIKE_CEILING))
    return between < _LOOKALIKE_RATIO * float(np.sqrt(within[0] * within[1]))
