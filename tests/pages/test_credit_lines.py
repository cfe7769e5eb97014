from __future__ import annotations

import pytest

from framing.cleaning import clean_text
from framing.pages.credit_lines import is_credit_line

HEAD = "Port of Orr shuts after a week of failed talks"
BODY = "The port shut on Monday and will stay shut until the owners pay, its director said."


@pytest.mark.parametrize(
    "line",
    [
        "By Imogen Hale | April 8, 2031 | 6:40 p.m.",
        "Simon Ashe | 31 March 2031 at 06:10",
        "Priya Venner, industrial editor. Friday 15 May 2031, 08:20",
        "RIMON JUNCTION, Feb. 24, 2031, 11:10 a.m. EST / By Miriam Salt",
        "Words: Aled Rowe. First published 28 April 2031 at 18:35",
    ],
)
def test_credit_lines(line: str) -> None:
    assert is_credit_line(line)
    cleaned = clean_text(f"{HEAD}\n\n{line}\n\n{BODY}")
    assert cleaned.text == f"{HEAD}\n\n{BODY}"


@pytest.mark.parametrize(
    "line",
    [
        "The port of Orr shut on 22 April 2031, its director said.",
        "3 May 2031",
        "By the time the strike of May 3, 2031 ended, forty ships lay idle in the roads.",
        "By Ann Lee, port reporter",
    ],
)
def test_what_is_no_credit_line(line: str) -> None:
    assert not is_credit_line(line)


def test_a_headline_of_two_sentences_is_known_by_the_credit_below_it() -> None:
    page = f"It Was Warned. Then It Fell.\n\nBy Ann Lee, May 6, 2031, 8:40 a.m.\n\n{BODY}"
    assert clean_text(page).title == "It Was Warned. Then It Fell."
