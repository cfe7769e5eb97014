"""Events: what must hold whatever the articles, and cases of the look-alike kind."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.article import Article
from framing.events import match_events
from framing.reading import read_articles

DAM = [
    "Twelve people are missing after the Korvat dam burst above the town of Lira on Monday, mayor"
    " Ana Bresk said. Water reached the market in minutes.",
    "The Korvat dam above Lira gave way on Monday and swept through the market. Mayor Ana Bresk"
    " said 12 people could not be found.",
    "Rescuers search for 12 people in Lira. The Korvat dam failed on Monday; Ana Bresk, the mayor,"
    " blamed neglect by its owner.",
]
OTHER_DAM = [
    "Forty families fled as the Sundal dam burst above Pirova on Friday, governor Ivo Marn said."
    " Water covered the school.",
    "The Sundal dam over Pirova broke on Friday. Governor Ivo Marn said 40 families had left, and"
    " that the school was under water.",
    "In Pirova 40 families have left their homes. The Sundal dam broke on Friday, and governor Ivo"
    " Marn promised an inquiry.",
]
STRIKE = [
    "Bus drivers in Tamber walked out on Sunday over pay, halting 300 lines, union head Lea Orn"
    " said.",
    "A strike by drivers halted 300 bus lines in Tamber on Sunday. Lea Orn of the union asked for"
    " better pay.",
]


def articles(*groups: list[str], published: datetime | None = None) -> list[Article]:
    texts = [text for group in groups for text in group]
    return [Article(id=f"a{k}", text=text, published=published) for k, text in enumerate(texts)]


def partition(labels: tuple[str, ...], ids: list[str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for label, name in zip(labels, ids, strict=True):
        groups.setdefault(label, set()).add(name)
    return {frozenset(group) for group in groups.values()}


def test_lookalike_events_are_kept_apart() -> None:
    batch = articles(DAM, OTHER_DAM, STRIKE)
    event = match_events(batch).event
    assert partition(event, [a.id for a in batch]) == {
        frozenset({"a0", "a1", "a2"}),
        frozenset({"a3", "a4", "a5"}),
        frozenset({"a6", "a7"}),
    }


def test_two_articles_are_enough() -> None:
    same = match_events(articles(DAM[:2]))
    other = match_events(articles(DAM[:1], STRIKE[:1]))
    assert same.event[0] == same.event[1]
    assert other.event[0] != other.event[1]
    assert other.decided == ("alone", "alone")


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(8)), st.sets(st.integers(0, 7)))
def test_order_does_not_matter(order: list[int], dated: set[int]) -> None:
    day = datetime(2024, 5, 6, 9)
    batch = [
        replace(a, published=day + timedelta(hours=k) if k in dated else None)
        for k, a in enumerate(articles(DAM, OTHER_DAM, STRIKE))
    ]
    straight, shuffled = match_events(batch), match_events([batch[k] for k in order])
    assert [straight.event[k] for k in order] == list(shuffled.event)
    assert [straight.story[k] for k in order] == list(shuffled.story)
    assert straight.borderline == shuffled.borderline


def test_given_events_win() -> None:
    batch = articles(DAM, STRIKE)
    batch[0] = replace(batch[0], event="first")
    batch[1] = replace(batch[1], event="second")
    batch[3] = replace(batch[3], event="first")
    match = match_events(batch)
    assert match.event[:2] == ("first", "second")
    assert match.event[3] == "first"
    assert match.event[2] in {"first", "second"}
    assert match.decided[0] == match.decided[3] == "given"


@given(st.lists(st.sampled_from(["x", "y", "z"]), min_size=8, max_size=8))
@settings(max_examples=10, deadline=None)
def test_when_all_events_are_given_they_are_the_result(names: list[str]) -> None:
    batch = articles(DAM, OTHER_DAM, STRIKE)
    named = [replace(a, event=name) for a, name in zip(batch, names, strict=True)]
    assert match_events(named).event == tuple(names)


def test_reports_further_apart_than_the_window_are_other_events_of_one_story() -> None:
    batch = articles(DAM)
    days = [datetime(2024, 5, 6, 9), datetime(2024, 5, 6, 20), datetime(2024, 5, 10, 9)]
    batch = [replace(a, published=day) for a, day in zip(batch, days, strict=True)]
    match = match_events(batch)
    assert match.event[0] == match.event[1] != match.event[2]
    assert len(set(match.story)) == 1
    assert match.simultaneous == (True, True, True)


def test_a_story_ends_after_a_fortnight_of_silence() -> None:
    batch = articles(DAM[:2])
    days = [datetime(2024, 5, 6), datetime(2024, 7, 6)]
    match = match_events([replace(a, published=d) for a, d in zip(batch, days, strict=True)])
    assert match.story[0] != match.story[1]


def test_a_date_without_a_time_is_the_whole_day() -> None:
    batch = articles(DAM[:2])
    days = [datetime(2024, 5, 6), datetime(2024, 5, 8)]
    match = match_events([replace(a, published=d) for a, d in zip(batch, days, strict=True)])
    assert match.event[0] == match.event[1]


def test_without_dates_simultaneity_is_not_known() -> None:
    batch = articles(DAM)
    batch[0] = replace(batch[0], published=datetime(2024, 5, 6, 9))
    assert match_events(batch).simultaneous == (None, None, None)


@pytest.mark.parametrize("text", ["", " \n", "The.", "12", "ﷺ 𝔘"])
def test_one_article_whatever_its_text(text: str) -> None:
    match = match_events([Article(id="a", text=text)])
    assert len(match.event) == 1 and match.event[0]
    assert match.decided == ("alone",)


def test_no_articles() -> None:
    match = match_events([])
    assert (match.event, match.story, match.borderline) == ((), (), ())


def test_empty_articles_are_events_of_their_own() -> None:
    assert len(set(match_events([Article(id=str(k), text="") for k in range(3)]).event)) == 3


def test_identical_articles_are_one_event() -> None:
    assert len(set(match_events(articles(DAM[:1] * 5)).event)) == 1


def test_names_are_readable_and_begin_with_the_day() -> None:
    match = match_events(articles(DAM, published=datetime(2024, 5, 6, 9)))
    assert match.event[0].startswith("2024-05-06-")
    assert "lira" in match.event[0] or "korvat" in match.event[0]


def test_borderline_names_both_articles_and_the_reason() -> None:
    for pair in match_events(articles(DAM, OTHER_DAM, STRIKE)).borderline:
        assert pair.article_a < pair.article_b
        assert 0 <= pair.score <= 1
        assert pair.why


@pytest.mark.parametrize("hours", [0, -1, float("nan")])
def test_window_must_be_positive(hours: float) -> None:
    with pytest.raises(ValueError, match="window_hours is"):
        match_events([], window_hours=hours)


def test_copies_of_a_wire_story_cost_no_more_than_their_number() -> None:
    def run(n: int) -> float:
        batch = [
            Article(id=f"{k:05}", text=f"{DAM[0]} {OTHER_DAM[0]} {STRIKE[0]} Edition {k % 7}.")
            for k in range(n)
        ]
        began = time.process_time()
        assert len(set(match_events(batch).event)) == 1
        return time.process_time() - began

    run(10)
    assert run(5000) < 25 * max(run(500), 0.05)


SEEDS = Path("/work/shared/data/seeds")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not here")
def test_seeds_without_dates_are_two_stories() -> None:
    batch = [replace(a, published=None) for a in read_articles(SEEDS)]
    match = match_events(batch)
    together = partition(match.story, [a.id[:3] for a in batch])
    assert together == {frozenset({"000", "001", "002", "003"}), frozenset({"004"})}
    assert set(match.simultaneous) == {None}
