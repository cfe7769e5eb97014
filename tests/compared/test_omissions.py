"""What the table of omissions lists, and what it does not claim."""

from __future__ import annotations

import framing
from framing.article import Article


def omissions(*texts: str, outlets: str = "PQRSTU") -> list[tuple[str, str, str]]:
    articles = [
        Article(id=outlet, outlet=outlet, event="e", text=text)
        for outlet, text in zip(outlets, texts, strict=False)
    ]
    table = framing.compare(framing.analyze(articles)).omissions
    columns = (table[name] for name in ("kind", "item", "not_reported_by"))
    return list(zip(*columns, strict=True))


CITED = "The mill at Lira burned. Ana Bresk said the doors had been locked."


def test_a_person_named_by_most_is_left_out_by_one() -> None:
    rows = omissions(CITED, CITED + " It rained.", "The mill at Lira burned.")
    assert ("entity", "Ana Bresk", "R") in rows
    assert ("source", "Ana Bresk", "R") in rows


def test_a_person_named_near_what_somebody_said_is_not_left_out_as_a_source() -> None:
    third = "The mill at Lira burned. Ana Bresk came late. The doors, she said, had been locked."
    assert not [row for row in omissions(CITED, CITED + " It rained.", third) if row[0] == "source"]


def test_an_office_stands_for_the_one_who_holds_it() -> None:
    named = "The mill at Lira burned. President Ivo Marn came to Lira the next day."
    assert ("entity", "Ivo Marn", "R") in omissions(named, named + " It rained.", "Lira burned.")
    third = "The mill at Lira burned. The president came to Lira the next day."
    assert omissions(named, named + " It rained.", third) == []


def test_figures_are_written_out() -> None:
    text = "The fire at Lira killed 1,250 people."
    rows = omissions(text, text + " It rained.", "The fire at Lira was put out.")
    assert ("figure", "1,250 killed", "R") in rows


def test_figures_are_told_as_people_read_them() -> None:
    text = (
        "Three docks at Lira were shut. Winds of 24 knots were measured. Some 35 percent of voters"
        " stayed at home. Lira asked for $4.5 billion."
    )
    rows = omissions(text, text + " It rained.", "The mill at Lira was shut.")
    told = {item for kind, item, _ in rows if kind == "figure"}
    assert told == {"3 docks", "24 knots", "35 percent of voters", "4.5 billion dollars"}


def test_of_two_outlets_none_leaves_anything_out() -> None:
    assert omissions(CITED, "The mill at Lira burned.") == []


def test_figures_of_time_and_money_are_told_by_their_unit() -> None:
    text = "The mill at Lira was shut for five hours. The damage came to $3 million."
    rows = omissions(text, text + " It rained.", "The mill at Lira was shut.")
    assert {("figure", "5 hours", "R"), ("figure", "3 million dollars", "R")} <= set(rows)


def test_a_number_that_an_outlet_gives_under_another_name_is_not_left_out() -> None:
    text = "The fire at Lira killed 58 people."
    third = "The fire at Lira was put out. Of the miners 58 lost their lives."
    assert not [row for row in omissions(text, text + " It rained.", third) if row[0] == "figure"]
