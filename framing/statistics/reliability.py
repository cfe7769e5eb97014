"""Do coders agree? Krippendorff's alpha with an interval by article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.estimate import number_or_none
from framing.statistics.rate_ratio import LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS = 1000
MIN_CLUSTERS = 5


@dataclass(frozen=True, slots=True)
class Reliability:
    """Krippendorff's alpha, None where codes never vary, and on how much it rests."""

    alpha: float | None
    low: float | None
    high: float | None
    n_units: int
    n_articles: int
    n_coders: int


def krippendorff_alpha(
    coder: Sequence[str],
    unit: Sequence[str],
    article: Sequence[str],
    code: Sequence[Any],
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> Reliability:
    """Return how well coders agree on units that two or more of them coded.

    One entry per code given. Numbers are compared by their squared difference, text as equal or
    not. The value is that of ``nltk.metrics.agreement.AnnotationTask`` (Krippendorff 1980); the
    interval is the percentile bootstrap over articles, from 5 articles on: units of one article
    stay together.

    >>> krippendorff_alpha(["a", "b"] * 3, ["1", "1", "2", "2", "3", "3"], ["x"] * 6,
    ...                    ["yes", "yes", "no", "no", "no", "yes"]).alpha.__round__(3)
    0.444
    """
    table = _paired(coder, unit, article, code)
    if not table or len({row[3] for row in table}) < 2:
        return _without_alpha(table)
    distance = _squared if isinstance(table[0][3], int | float) else _differs
    from nltk.metrics.agreement import AnnotationTask

    task = AnnotationTask([(c, u, v) for c, u, _, v in table], distance=distance)
    low, high = _interval(table, distance, draws, seed)
    return Reliability(
        float(task.alpha()),
        low,
        high,
        len({u for _, u, _, _ in table}),
        len({a for _, _, a, _ in table}),
        len({c for c, _, _, _ in table}),
    )


def _squared(one: float, other: float) -> float:
    return (one - other) ** 2


def _differs(one: Any, other: Any) -> float:
    return float(one != other)


def _paired(*columns: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of units that more than one coder coded."""
    rows = list(zip(*columns, strict=True))
    coders: dict[Any, set[Any]] = {}
    for c, u, _, _ in rows:
        coders.setdefault(u, set()).add(c)
    return [row for row in rows if len(coders[row[1]]) > 1]


def _without_alpha(table: Sequence[tuple[Any, ...]]) -> Reliability:
    counts = (len({row[i] for row in table}) for i in (1, 2, 0))
    return Reliability(None, None, None, *counts)


def _interval(
    table: Sequence[tuple[Any, ...]], distance: Any, draws: int, seed: int
) -> tuple[float | None, float | None]:
    """Resample articles; alpha is a function of sums over units, so weights stand for copies."""
    values = sorted({row[3] for row in table})
    number = {value: n for n, value in enumerate(values)}
    between = np.array([[distance(a, b) for b in values] for a in values])
    articles = sorted({row[2] for row in table})
    if len(articles) < MIN_CLUSTERS:
        return None, None
    of_unit: dict[Any, Floats] = {}
    of_article = {row[1]: articles.index(row[2]) for row in table}
    for _, unit, _, value in table:
        of_unit.setdefault(unit, np.zeros(len(values)))[number[value]] += 1
    observed, totals = np.zeros(len(articles)), np.zeros((len(articles), len(values)))
    for unit, counts in of_unit.items():
        observed[of_article[unit]] += counts @ between @ counts / (counts.sum() - 1)
        totals[of_article[unit]] += counts
    rng = np.random.default_rng(seed)
    weights = rng.multinomial(len(articles), np.full(len(articles), 1 / len(articles)), draws)
    pooled = weights @ totals
    expected = np.einsum("di,ij,dj->d", pooled, between, pooled) / (pooled.sum(axis=1) - 1)
    varied = expected > 0
    if not varied.any():
        return None, None
    alphas = 1 - (weights @ observed)[varied] / expected[varied]
    low, high = np.quantile(alphas, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return number_or_none(low), number_or_none(high)
