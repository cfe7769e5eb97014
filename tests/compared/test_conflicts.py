"""Which figures that differ conflict: like is compared with like, and nothing else."""

from __future__ import annotations

import pytest

import framing
from framing.article import Article
from framing.compared.conflicts import is_question_of_the_event

CASES = [
    ("The blast killed 15 people.", "The blast killed 17 people.", False),
    ("The blast killed 15 people.", "The blast killed 15 people.", True),
    # Which of two numbers is the total is not known, so no conflict is claimed.
    ("The blast killed 15 people. The flood killed 4 people.", "It killed 17 people.", None),
    # Some things are counted for many reasons; then the sentences have to say the same.
    ("Four officers came at dawn.", "Nine officers sat in the back row.", None),
    ("Four officers guarded the north gate.", "Nine officers guarded the north gate.", False),
    ("One officer guarded the north gate.", "Nine officers guarded the north gate.", None),
    # What befell people in a year is not what befell them on the day.
    ("The blast killed 15 people.", "Blasts have killed 90 people this year.", None),
    ("Blasts have killed 15 people this year.", "Blasts killed 90 people this year.", False),
    ("The strike at the mill took 36 days.", "Talks about the mill took nine days.", None),
]


@pytest.mark.parametrize(("first", "second", "agrees"), CASES)
def test_like_is_compared_with_like(first: str, second: str, agrees: bool | None) -> None:
    articles = [
        Article(id=name, outlet=name, event="e", text=text)
        for name, text in (("A", first), ("B", second))
    ]
    table = framing.compare(framing.analyze(articles)).figures
    found = {
        None if row is None or row != row else bool(row)
        for row in table["agrees"].astype(object).where(table["agrees"].notna(), None)
    }
    assert found == {agrees}


@pytest.mark.parametrize(
    ("quantity", "is_question"),
    [
        ("killed", True),
        ("injured", True),
        ("prisoners released", True),
        ("people held", True),
        # Said of things too: rockets are released, seats are taken.
        ("released", False),
        ("taken", False),
        ("officer", False),
        ("day", False),
    ],
)
def test_victims_are_a_question_of_the_event(quantity: str, is_question: bool) -> None:
    assert is_question_of_the_event(quantity) is is_question
