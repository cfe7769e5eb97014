"""Figures in words, as people read them: "60,000 emails", "447 billion dollars", "2nd term"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from framing.numerals.names import singular

if TYPE_CHECKING:
    from framing.analysis import Analysis
    from framing.corpus.frames import Frame
    from framing.counts import Indices

_WORD = re.compile(r"[^\W\d_]+")
_BEHIND = 60  # characters behind a number in which its noun stands
_SIZES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_LARGEST_PART = 20  # of a fraction
_ROUNDING = 1e-6
_TOLD_BY_UNIT = ("duration", "money", "share")


def plurals_of(analysis: Analysis, figures: Frame, rows: Indices) -> dict[str, str]:
    """Return the plurals of what the figures *rows* count, as the articles write them.

    Of several the first by alphabet is taken, so that the figures of all outlets are called alike.
    """
    found: dict[str, str] = {}
    columns = (figures[name][rows].tolist() for name in ("article", "end", "quantity"))
    for n, end, quantity in zip(*columns, strict=True):
        noun = quantity.removeprefix("share of ")
        for word in _WORD.findall(analysis.corpus[n].text, end, end + _BEHIND):
            many = word.lower()
            if many != noun and singular(many) == noun:
                found[noun] = min(many, found.get(noun, many))
    return found


def figure_in_words(
    value: float, unit: str | None, quantity: str, plurals: Mapping[str, str]
) -> str:
    """Return a figure in words; *plurals* are those of nouns.

    >>> figure_in_words(3, None, "dock", {"dock": "docks"})
    '3 docks'
    >>> figure_in_words(4.5e9, "dollar", "money", {}), figure_in_words(2, None, "ordinal term", {})
    ('4.5 billion dollars', '2nd term')
    >>> figure_in_words(35, "percent", "share of voter", {"voter": "voters"})
    '35 percent of voters'
    """
    kind, _, what = quantity.partition(" ")
    if kind == "ordinal":
        return f"{_ordinal(int(value))} {what}"
    if quantity.startswith("share of "):
        whole = what.removeprefix("of ")
        part = f"{_number(value)} {unit}" if unit else _fraction(value)
        return f"{part} of {plurals.get(whole, whole)}"
    if unit is not None and quantity in (*_TOLD_BY_UNIT, unit):
        return f"{_number(value)} {_units(unit, value)}"
    counted = plurals.get(quantity, quantity) if value != 1 else quantity
    return " ".join(part for part in (_number(value), unit, counted) if part)


def _units(unit: str, value: float) -> str:
    if value == 1 or unit == "percent":
        return unit
    return "feet" if unit == "foot" else f"{unit}s"


def _number(value: float) -> str:
    size, name = next(((s, n) for s, n in _SIZES if abs(value) >= s), (1.0, ""))
    scaled = value / size
    if name and round(scaled, 2) == scaled:
        return f"{scaled:,g} {name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def _fraction(value: float) -> str:
    """Return a share as a fraction of small numbers, else as a decimal number."""
    near = Fraction(value).limit_denominator(_LARGEST_PART)
    return str(near) if abs(value - near) < _ROUNDING else _number(value)


def _ordinal(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value:,}{'th' if 10 < value % 100 < 14 else ending}"
