"""What a page tells of itself: byline, dateline and date."""

from __future__ import annotations

from datetime import datetime

import pytest

from framing.reading import read_articles
from tests.pages_to_read import PROSE


@pytest.mark.parametrize(
    ("above", "byline"),
    [
        ("Saturday, May 3, 2031 | By Mara Quill", "Mara Quill"),
        ("By \u200fسامي حداد\u200f\n3 May 2031", "سامي حداد"),
        ("Mara Quill in Northport\nMAY 3 2031", "Mara Quill"),
        ("Mara Quill and Tom Oak in Eastwick\nMAY 3 2031", None),
    ],
)
def test_a_byline_in_its_forms(above: str, byline: str | None) -> None:
    [article] = read_articles(f"Port reopens after talks\n\n{above}\n\n{PROSE}")
    assert article.byline == byline
    assert article.published == datetime(2031, 5, 3)


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("NORTHPORT, May 3 (Newswire) - ", "NORTHPORT"),
        ("NORTHPORT, Eastland — ", "NORTHPORT, Eastland"),
        ("NORTHPORT: ", "NORTHPORT"),
        ("MARA QUILL, HOST: Good morning.\n\nNED ALDER: Good morning.\n\nQUILL: ", None),
    ],
)
def test_a_dateline_in_its_forms(start: str, place: str | None) -> None:
    [article] = read_articles(f"Port reopens after talks\n\n{start}{PROSE}")
    assert article.dateline == place


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("NORTHPORT, 3 May 2031 - ", datetime(2031, 5, 3)),
        ("Northport, May 3, 2031 (Newswire) — ", datetime(2031, 5, 3)),
        ("NORTHPORT, Eastland, 3 May 2031 — ", datetime(2031, 5, 3)),
        ("NORTHPORT, May 3 (Newswire) - ", None),
        ("On Monday, 3 May 2031 - a feast - ", None),
        ("It began in Northport, 3 May 2031 - ", None),
    ],
)
def test_the_day_of_a_dateline_is_that_of_the_article(start: str, day: datetime | None) -> None:
    [article] = read_articles(f"Port reopens after talks\n\n{start}{PROSE}")
    assert article.published == day
    [dated] = read_articles(f"Port reopens after talks\n\n4 May 2031\n\n{start}{PROSE}")
    assert dated.published == datetime(2031, 5, 4)


def test_a_place_and_day_on_a_line_of_their_own_are_no_title() -> None:
    [article] = read_articles(f"Port reopens after talks\nNORTHPORT, 3 May 2031 -\n\n{PROSE}")
    assert article.title == "Port reopens after talks"
    assert article.published == datetime(2031, 5, 3)
