"""Figures in words, as people read them."""

from __future__ import annotations

import pytest

from framing.compared.figure_words import figure_in_words

PLURALS = {"dock": "docks", "voter": "voters", "city": "cities"}


@pytest.mark.parametrize(
    ("value", "unit", "quantity", "words"),
    [
        (3, None, "dock", "3 docks"),
        (1, None, "dock", "1 dock"),
        (2, None, "city", "2 cities"),
        (1250, None, "killed", "1,250 killed"),
        (60000, None, "people", "60,000 people"),
        (2.5, "percent", "share", "2.5 percent"),
        (35, "percent", "share of voter", "35 percent of voters"),
        (2 / 3, None, "share of voter", "2/3 of voters"),
        (0.123456, None, "share of voter", "0.123456 of voters"),
        (4.5e9, "dollar", "money", "4.5 billion dollars"),
        (1375000000, "dollar", "money", "1,375,000,000 dollars"),
        (1e6, "euro", "money", "1 million euros"),
        (1, "hour", "duration", "1 hour"),
        (6, "foot", "foot", "6 feet"),
        (1, None, "ordinal term", "1st term"),
        (2, None, "ordinal term", "2nd term"),
        (12, None, "ordinal term", "12th term"),
        (113, None, "ordinal congress", "113th congress"),
    ],
)
def test_a_figure_in_words(value: float, unit: str | None, quantity: str, words: str) -> None:
    assert figure_in_words(value, unit, quantity, PLURALS) == words
