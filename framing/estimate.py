"""The narrow waist: what every statistic returns, and all that tables and charts may read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Verdict = Literal["differs", "no_evidence", "too_few"]
Matching = Literal["event", "story"]

MIN_EVENTS = 8
MIN_HITS = 10
MIN_ARTICLES = 5
ALPHA = 0.05
NOT_CORRECTED = "not corrected for detector error"
_MAY_LACK = ("value", "low", "high", "difference", "equal_weight", "z", "p", "p_adj")


@dataclass(frozen=True, slots=True)
class Estimate:
    """One statistic for one feature, with what it rests on and a sentence that says so.

    What a statistic does not have is ``None``, never NaN. ``value`` is on the scale that
    ``statistic`` names: a ratio for ``rate_ratio``, a rate for ``rate``, a proportion for
    ``share``, natural-log odds for ``log_odds``, bits for ``naming_distance``. ``low`` and
    ``high`` bound ``value`` (95 %); one of them alone is a one-sided bound (97.5 %).
    ``difference`` is the rate difference in hits per unit of exposure. ``n_events`` counts the
    events both sides covered, ``n_informative`` those with a hit, ``n_articles`` the articles with
    a hit. ``n_target`` and ``n_reference`` are hits; they may be fractions after correction or
    weighting.

    >>> Estimate(statistic="rate", feature="markers.hedge", target="A", value=0.5).low is None
    True
    >>> Estimate(statistic="rate", feature="markers.hedge", target="A", value=float("nan"))
    Traceback (most recent call last):
    ...
    ValueError: value of rate for 'markers.hedge' is nan; a missing number is None
    """

    statistic: str
    feature: str
    target: str
    reference: str | None = None
    voice: str = "own"
    value: float | None = None
    low: float | None = None
    high: float | None = None
    difference: float | None = None
    equal_weight: float | None = None
    z: float | None = None
    p: float | None = None
    p_adj: float | None = None
    family: str | None = None
    n_target: float = 0
    n_reference: float = 0
    exposure_target: float = 0
    exposure_reference: float = 0
    n_events: int = 0
    n_informative: int = 0
    n_articles: int = 0
    matched: Matching = "event"
    corrected: str = NOT_CORRECTED
    verdict: Verdict = "too_few"
    why: str = ""

    def __post_init__(self) -> None:
        for name in _MAY_LACK:
            number = getattr(self, name)
            if number is not None and not math.isfinite(number):
                raise ValueError(
                    f"{name} of {self.statistic} for {self.feature!r} is {number}; "
                    "a missing number is None"
                )


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """Many estimates as columns, named as the fields of an :class:`Estimate`, all of one length.

    A column is an array or a list; a number that is missing is NaN. An Estimate is made of a row
    when it is asked for. Fields without a column have their defaults.

    >>> columns = {"statistic": ["rate"], "feature": ["f"], "target": ["A"]}
    >>> Estimates({**columns, "value": np.array([np.nan])})[0].value is None
    True
    """

    columns: Mapping[str, NDArray[Any] | Sequence[Any]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __iter__(self) -> Iterator[Estimate]:
        columns = [_plain(name, values) for name, values in self.columns.items()]
        for row in zip(*columns, strict=True):
            yield Estimate(**dict(zip(self.columns, row, strict=True)))

    def __getitem__(self, row: int) -> Estimate:
        at = range(len(self))[row]
        own = {name: _plain(name, x[at : at + 1])[0] for name, x in self.columns.items()}
        return Estimate(**own)


def _plain(name: str, values: NDArray[Any] | Sequence[Any]) -> list[Any]:
    """Return plain numbers and texts, None for a number that is missing."""
    plain = values.tolist() if isinstance(values, np.ndarray) else list(values)
    return [number_or_none(number) for number in plain] if name in _MAY_LACK else plain


def join_estimates(parts: Sequence[Estimates]) -> Estimates:
    """Return the estimates of *parts*, which have the same columns, one after the other."""
    parts = [part for part in parts if len(part)]
    columns: dict[str, NDArray[Any] | Sequence[Any]] = {}
    for name, first in parts[0].columns.items() if parts else ():
        values = [part.columns[name] for part in parts]
        whole = isinstance(first, np.ndarray)
        columns[name] = np.concatenate(values) if whole else list(chain.from_iterable(values))
    return Estimates(columns)


def number_or_none(number: float) -> float | None:
    """Return *number* as a float, or ``None`` where it is NaN or infinite.

    >>> number_or_none(float("nan")), number_or_none(2)
    (None, 2.0)
    """
    return float(number) if math.isfinite(number) else None


def why_too_few(n_informative: int, n_hits: float, n_articles: int) -> str | None:
    """Say what is lacking for an inference, or ``None`` where nothing is.

    The rule sees pooled counts only, never which outlet they came from, so it cannot favor the
    rows that happen to differ.

    >>> why_too_few(5, 40, 12)
    'too few to say: 5 informative events (8 needed)'
    >>> why_too_few(8, 10, 5) is None
    True
    """
    if n_informative >= MIN_EVENTS and n_hits >= MIN_HITS and n_articles >= MIN_ARTICLES:
        return None
    lacking = [
        f"{count:g} {what} ({needed} needed)"
        for count, needed, what in (
            (n_informative, MIN_EVENTS, "informative events"),
            (n_hits, MIN_HITS, "hits"),
            (n_articles, MIN_ARTICLES, "articles with hits"),
        )
        if count < needed
    ]
    return "too few to say: " + ", ".join(lacking)


def whys_too_few(
    n_informative: NDArray[Any], n_hits: NDArray[Any], n_articles: NDArray[Any]
) -> list[str | None]:
    """Say of every row what :func:`why_too_few` says, once for all rows of the same counts."""
    rows = list(zip(n_informative.tolist(), n_hits.tolist(), n_articles.tolist(), strict=True))
    said = {row: why_too_few(*row) for row in set(rows)}
    return [said[row] for row in rows]
