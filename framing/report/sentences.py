"""Findings of a comparison in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose
from typing import Any

from framing.corpus.occurrences import WORDS
from framing.report.plain_names import count_of, feature_name, number, outlet_name
from framing.resampling import EXACT_EVENTS, SWAPS


def finding_sentence(row: Mapping[str, Any]) -> str:
    """Return what an upright contrast (target has the higher rate) says, without its figures.

    >>> finding_sentence({"feature": "reporting_verbs.doubting", "target": "A", "reference": "B",
    ...     "rate_ratio": 9.46, "section": "text", "low": 3.6, "high": 24.9})
    'A uses doubting reporting verbs about 9.5 times as often as B.'
    >>> finding_sentence({"feature": "anonymity.unnamed_source", "target": "A", "reference": "B",
    ...     "rate_ratio": None, "section": "text", "low": 3.6, "high": None})
    'A uses unnamed sources; in B none were found on the same events.'
    """
    who, other = outlet_name(row["target"]), outlet_name(row["reference"])
    what = feature_name(row["feature"])
    where = " in titles" if row["section"] == "title" else ""
    verb = "tells of" if row["feature"].startswith("harm.") else "uses"
    if row["feature"].startswith("sourcing."):
        verb = "cites" if "stance" not in row["feature"] else "uses"
    if row["rate_ratio"]:
        times = number(row["rate_ratio"])
        return f"{who} {verb} {what}{where} about {times} times as often as {other}."
    return f"{who} {verb} {what}{where}; in {other} none were found on the same events."


def finding_figures(row: Mapping[str, Any]) -> str:
    """Return ratio, interval and rates of an upright contrast in words."""
    parts = []
    if row["rate_ratio"]:
        parts.append(f"rate ratio {number(row['rate_ratio'])}")
    if found := interval_words(row):
        both = row["low"] and row["high"]
        parts.append(found if both else f"the ratio is {found} (one-sided 97.5 % bound)")
    parts.append(f"{_rate(row, 'target')} against {_rate(row, 'reference')}")
    return "; ".join(parts)


def interval_words(row: Mapping[str, Any]) -> str:
    """Return the interval of a contrast in words, or its bound, or nothing.

    >>> interval_words({"low": 1.2, "high": 3.4}), interval_words({"low": 2.04, "high": None})
    ('95 % interval 1.2 to 3.4', 'at least 2')
    """
    if row["low"] and row["high"]:
        return f"95 % interval {number(row['low'])} to {number(row['high'])}"
    if row["low"]:
        return f"at least {number(row['low'])}"
    return f"at most {number(row['high'])}" if row["high"] else ""


def _rate(row: Mapping[str, Any], which: str) -> str:
    exposure = row[f"exposure_{which}"]
    if not exposure:
        return "no exposure"
    rate = row[f"n_{which}"] / exposure
    if row["exposure_unit"] == WORDS:
        return f"{number(1000 * rate)} per 1,000 words"
    unit = str(row["exposure_unit"])
    named = feature_name(unit) if unit.startswith(("labels of ", "sourcing.")) else unit
    return f"{rate:.0%} of {number(exposure)} {named}"


def finding_basis(row: Mapping[str, Any]) -> str:
    """Return what an upright contrast rests on, in words."""
    together = "on the events both covered"
    if row["matched"] == "story":
        together = "on the same stories (not known to be of the same time)"
    adjusted = ""
    if row["p_adj"] is not None:
        least = ", the least that exchanges of these events can give" if is_least_p(row) else ""
        adjusted = f", adjusted p {p_words(row['p_adj'])}{least}"
    return (
        f"{together}: {count_of(row['n_events'], 'event')}, {row['n_informative']} of them with a"
        f" hit; {count_of(row['n_articles'], 'article')} with a hit{adjusted}"
    )


def p_words(p: float) -> str:
    """Return a p value after the letter, no smaller than is told.

    >>> p_words(0.0052), p_words(0.0002)
    ('= 0.005', '< 0.001')
    """
    return "< 0.001" if p < 0.0005 else f"= {p:.3f}"


def is_least_p(row: Mapping[str, Any]) -> bool:
    """Say whether the p of a contrast is the smallest that its exchanges can give.

    These are all that the events allow where they are few, and else those drawn at random. Rows
    for which more were drawn have a p that this number does not bound.

    >>> is_least_p({"p": 2 / 2**11, "n_informative": 11})
    True
    >>> is_least_p({"p": 4 / 2**11, "n_informative": 11})
    False
    """
    if row["p"] is None:
        return False
    drawn = isclose(row["p"], 1 / (SWAPS + 1))
    few = row["n_informative"] <= EXACT_EVENTS
    return drawn or (few and isclose(row["p"], 2 / 2 ** row["n_informative"]))


def upright(row: Any) -> dict[str, Any]:
    """Return a contrast so that target is the outlet with the higher rate, if that is known.

    Ratio and bounds turn over with the outlets; nothing else changes.
    """
    found = known(row)
    return turned_over(found) if (found["rate_difference"] or 0) < 0 else found


def known(row: Any) -> dict[str, Any]:
    """Return *row* with None for what is missing."""
    return {k: None if _missing(v) else v for k, v in dict(row).items()}


def turned_over(row: Any) -> dict[str, Any]:
    """Return a contrast with target and reference exchanged."""
    found = known(row)
    found["target"], found["reference"] = found["reference"], found["target"]
    low, high = found["low"], found["high"]
    found["low"] = 1 / high if high else None
    found["high"] = 1 / low if low else None
    for name in ("rate_ratio", "equal_weight_ratio"):
        found[name] = 1 / found[name] if found[name] else None
    if found["rate_difference"] is not None:
        found["rate_difference"] = -found["rate_difference"]
    for name in ("n", "exposure"):
        a, b = f"{name}_target", f"{name}_reference"
        found[a], found[b] = found[b], found[a]
    return found


def _missing(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value
