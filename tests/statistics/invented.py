"""Invented counts of three outlets, compared in as few words as the tests can do with."""

from __future__ import annotations

import numpy as np

from framing.estimate import Estimate
from framing.statistics.contrasts import contrasts

OUTLETS = ["A", "B", "C"]


def compare(counts: np.ndarray, exposure: np.ndarray, **options: object) -> list[Estimate]:
    outlets, _, features = counts.shape
    found = contrasts(
        counts,
        exposure,
        counts > 0,
        outlets=OUTLETS[:outlets],
        features=[f"f{i}" for i in range(features)],
        swaps=499,
        **options,  # type: ignore[arg-type]
    )
    return list(found)


def corpus(outlets: int = 3, events: int = 16, features: int = 6) -> tuple[np.ndarray, np.ndarray]:
    """Return counts and exposures; the first outlet has four times as much of ``f0``."""
    rng = np.random.default_rng(11)
    factor = np.ones((outlets, 1, features))
    factor[0, :, 0] = 4
    counts = rng.poisson(1.5 * factor, (outlets, events, features))
    return counts, rng.integers(300, 900, (outlets, events))
