"""The narrow waist: what every statistic returns, and all that tables and charts may read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["differs", "no_evidence", "too_few"]
Matching = Literal["event", "story"]

MIN_EVENTS = 8
MIN_HITS = 10
MIN_ARTICLES = 5
ALPHA = 0.05
NOT_CORRECTED = "not corrected for detector error"


@dataclass(frozen=True, slots=True)
class Estimate:
    """One statistic for one feature, with what it rests on and a sentence that says so.

    What a statistic does not have is ``None``, never NaN. ``value`` is on the scale that
    ``statistic`` names: a ratio for ``rate_ratio``, a rate for ``rate``, a proportion for
    ``share``, natural-log odds for ``log_odds``, bits for ``naming_distance``. ``low`` and
    ``high`` bound ``value`` (95 %); one of them alone is a one-sided bound. ``difference`` is the
    rate difference in hits per unit of exposure. ``n_events`` counts the events both sides
    covered, ``n_informative`` those with a hit, ``n_articles`` the articles with a hit.
    ``n_target`` and ``n_reference`` are hits; they may be fractions after correction or weighting.

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
        for name in ("value", "low", "high", "difference", "equal_weight", "z", "p", "p_adj"):
            number = getattr(self, name)
            if number is not None and not math.isfinite(number):
                raise ValueError(
                    f"{name} of {self.statistic} for {self.feature!r} is {number}; "
                    "a missing number is None"
                )


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
    lacking = [
        f"{count:g} {what} ({needed} needed)"
        for count, needed, what in (
            (n_informative, MIN_EVENTS, "informative events"),
            (n_hits, MIN_HITS, "hits"),
            (n_articles, MIN_ARTICLES, "articles with hits"),
        )
        if count < needed
    ]
    return "too few to say: " + ", ".join(lacking) if lacking else None
