"""How accurate a detector is, outlet by outlet, by coded units; and whether that differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.estimate import MIN_ARTICLES, MIN_HITS, number_or_none
from framing.statistics.rate_ratio import LEVEL
from framing.statistics.reliability import DRAWS, MIN_CLUSTERS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]

EXCHANGES = 1_999


@dataclass(frozen=True, slots=True)
class Share:
    """A weighted share, its interval, and the number of hits and articles it rests on."""

    value: float | None
    low: float | None
    high: float | None
    n_hits: float
    n_articles: int


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Sums over the coded units of each article, weighted by the inverse of their chances.

    ``right`` counts what machine and coders have in common, ``machine`` and ``coders`` what each
    found; ``n_machine`` and ``n_coders`` are the last two without weights; ``outlet`` numbers the
    outlet of each article.
    """

    right: Floats
    machine: Floats
    coders: Floats
    n_machine: Floats
    n_coders: Floats
    outlet: Indices


def sum_by_article(
    machine: ArrayLike,
    coded: ArrayLike,
    weight: ArrayLike,
    article: Sequence[str],
    outlet: Indices,
    *,
    part: ArrayLike = 1.0,
) -> Coded:
    """Return the sums by article of units with the counts *machine* and *coded*.

    What is right in a unit is the smaller of the two counts. One entry per unit, or several of
    which each is a *part* of it, as where coders disagree; *weight* holds the part already.
    """
    found, truth = np.asarray(machine, float), np.asarray(coded, float)
    weights, parts = np.asarray(weight, float), np.asarray(part, float)
    _, first, at = np.unique(np.asarray(article, str), return_index=True, return_inverse=True)

    def total(values: Floats) -> Floats:
        return np.bincount(at, values, len(first)).astype(np.float64)

    return Coded(
        total(weights * np.minimum(found, truth)),
        total(weights * found),
        total(weights * truth),
        total(parts * found),
        total(parts * truth),
        np.asarray(outlet, np.intp)[first],
    )


def precision(coded: Coded, outlet: int | None = None, *, seed: int = 0) -> Share:
    """Return the share of what the machine found that coders found as well."""
    return _share(coded, coded.machine, coded.n_machine, outlet, seed)


def recall(coded: Coded, outlet: int | None = None, *, seed: int = 0) -> Share:
    """Return the share of what coders found that the machine found as well."""
    return _share(coded, coded.coders, coded.n_coders, outlet, seed)


def _share(coded: Coded, below: Floats, plain: Floats, outlet: int | None, seed: int) -> Share:
    own = np.ones(len(below), bool) if outlet is None else coded.outlet == outlet
    right, below = coded.right[own], below[own]
    with_hits = int((below > 0).sum())
    value = right.sum() / below.sum() if below.sum() > 0 else np.nan
    low = high = np.nan
    if with_hits >= MIN_CLUSTERS:
        n = len(below)
        draws = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), DRAWS)
        base = draws @ below
        shares = (draws @ right)[base > 0] / base[base > 0]
        low, high = np.quantile(shares, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
        # Resampling cannot show doubt where all articles agree; one trial an article can.
        bound = ((1 - LEVEL) / 2) ** (1 / with_hits)
        if low == high == 1:
            low = bound
        elif low == high == 0:
            high = 1 - bound
    return Share(
        number_or_none(value),
        number_or_none(low),
        number_or_none(high),
        float(plain[own].sum()),
        with_hits,
    )


@dataclass(frozen=True, slots=True)
class Differential:
    """A test whether a share is the same in all outlets; p is None where there is too little."""

    p: float | None
    why: str


def differential_error(
    coded: Coded, of: str, *, exchanges: int = EXCHANGES, seed: int = 0
) -> Differential:
    """Test whether ``"precision"`` or ``"recall"`` is the same in all outlets.

    Articles are exchanged among outlets, with all of their units and weights. The statistic sums
    the squared distances of the outlets' shares from the pooled one, each over its linearized
    variance under equality, so that it does not ask for equal base rates (studentized permutation:
    Janssen 1997; known, not opened). ``p = (b + 1) / (m + 1)``. Needs 10 hits in 5 articles.
    """
    below, plain = (
        (coded.machine, coded.n_machine) if of == "precision" else (coded.coders, coded.n_coders)
    )
    n_articles = int((below > 0).sum())
    n_outlets = len(np.unique(coded.outlet[below > 0]))
    if n_outlets < 2:
        return Differential(None, "too few to say: hits in fewer than two outlets")
    if plain.sum() < MIN_HITS or n_articles < MIN_ARTICLES:
        return Differential(
            None,
            f"too few to say: {plain.sum():g} hits ({MIN_HITS} needed) in {n_articles} articles"
            f" ({MIN_ARTICLES} needed)",
        )
    residual = coded.right - coded.right.sum() / below.sum() * below
    rng = np.random.default_rng(seed)
    observed = _statistic(residual, coded.outlet[None])[0]
    as_far, block = 0, 500
    for begin in range(0, exchanges, block):
        size = min(block, exchanges - begin)
        order = rng.permuted(np.tile(coded.outlet, (size, 1)), axis=1)
        as_far += int((_statistic(residual, order) >= observed - 1e-9).sum())
    return Differential(
        (as_far + 1) / (exchanges + 1), f"articles exchanged among {n_outlets} outlets"
    )


def _statistic(residual: Floats, outlet: Indices) -> Floats:
    """Sum over outlets (sum of residuals)² / (sum of squares), for rows of assignments."""
    total = np.zeros(len(outlet))
    for number in np.unique(outlet):
        own = outlet == number
        squares = own @ residual**2
        sums = own @ residual
        total += np.divide(sums**2, squares, out=np.zeros(len(outlet)), where=squares > 0)
    return total
