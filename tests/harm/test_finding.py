"""Mentions of harm: cases as data, certainty, details of victims, sides and laws."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.actors.actor_tokens import ActorTokens, actor_tokens
from framing.harm.finding import CERTAINTIES, FORMS, Harm, find_harm
from framing.harm.words import HARM_CLASSES
from framing.tokens import Tokens, tokenize

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "harm.toml").read_text("utf-8"))[
    "case"
]


def _parameters() -> list[Any]:
    return [
        pytest.param(
            case["text"],
            case["mentions"],
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
            id=case["text"][:40],
        )
        for case in CASES
    ]


@pytest.mark.parametrize(("text", "mentions"), _parameters())
def test_case(text: str, mentions: list[list[str]]) -> None:
    found = find_harm(tokenize([text]))
    rows = [
        [
            text[found.start[i] : found.end[i]],
            found.harm_class[i],
            found.verb_class[i],
            found.form[i],
            found.victim[i] or "",
            found.agent[i] or "",
        ]
        for i in range(len(found))
    ]
    assert rows == mentions


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Two men were killed.", "asserted"),
        ("Two men were reportedly killed.", "hedged"),
        ("Two men may have been killed.", "hedged"),
        ("Nobody was killed.", "negated"),
        ("The man did not kill the nurse.", "negated"),
        ("They threatened to kill the nurse.", "hypothetical"),
        ("They agreed to flee the town.", "hypothetical"),
        ("Families were forced to flee the town.", "asserted"),
        ("The flood of fire sent no one away, forcing nine families to flee.", "asserted"),
        ("The fleet sailed in response to attacks.", "asserted"),
        ("They could be forced to flee the town.", "hypothetical"),
        ("The count had grown to 12 people killed.", "asserted"),
    ],
)
def test_certainty(text: str, certainty: str) -> None:
    assert find_harm(tokenize([text])).certainty == [certainty]


def _only(text: str) -> Harm:
    found = find_harm(tokenize([text]))
    assert len(found) == 1
    return found


def test_details_of_a_named_victim() -> None:
    found = _only("Her brother Anto Grel, 26, was murdered.")
    assert (found.victim_named[0], found.age[0], found.kinship[0]) == (True, 26.0, "sibling")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Rebels killed Anto Grel near the pier.", True),
        ("Rebels destroyed Anto Grel's house.", True),
        ("Rebels attacked the Salt Plain.", False),
        ("Rebels raided Old Harbor refugee camp.", False),
        ("Rebels bombed Mill Street.", False),
        ("Rebels Killed Three Men.", False),
    ],
)
def test_a_place_is_no_named_victim(text: str, named: bool) -> None:
    assert _only(text).victim_named.tolist() == [named]


def test_ages_of_several_are_the_age_of_none() -> None:
    assert np.isnan(_only("Nine pupils, ages 7 to 12, were killed.").age).all()


def test_child_by_age() -> None:
    assert _only("A 15-year-old from Dorma was killed.").child.tolist() == [True]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Three civilians were killed.", "civilian"),
        ("Three soldiers were killed.", "combatant"),
        ("Three soldiers and a nurse were killed.", "both"),
        ("Three people were killed.", None),
        ("The ministry counted civilian casualties.", "civilian"),
        ("Rebels raided the refugee camp.", None),
    ],
)
def test_civilian_status(text: str, status: str | None) -> None:
    assert _only(text).civilian_status == [status]


def test_count_of_a_broken_numeral_is_missing() -> None:
    assert _only("The siege left 30,<> dead.").victim_count.tolist() != [30.0]


_NAMES = {
    "Ruritanian": ("ruritania", "demonym"),
    "Ruritanians": ("ruritania", "demonym"),
    "Strelsau": ("ruritania", "place"),
    "Borovian": ("borovia", "demonym"),
    "Borovians": ("borovia", "demonym"),
    "Dorma": ("borovia", "place"),
}


def _actors(tokens: Tokens) -> ActorTokens:
    texts = (tokens.joined[s:e] for s, e in zip(tokens.start, tokens.end, strict=True))
    return actor_tokens((i, i, *_NAMES[t]) for i, t in enumerate(texts) if t in _NAMES)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The fund of $3 million is for the families of the four men who died.", 4.0),
        ("One of the two beams fell on Monday and three men were killed.", 3.0),
        ("Rebels killed 2000 people.", 2000.0),
        ("One of the three men was killed.", 1.0),
        ("At least nine people were killed.", 9.0),
        ("Of the crew, 12 were killed.", 12.0),
    ],
)
def test_a_count_is_of_people(text: str, count: float) -> None:
    assert _only(text).victim_count.tolist() == [count]


@pytest.mark.parametrize(
    "text",
    [
        "Two cranes collapsed on Monday and a docker was killed.",
        "Rebels attacked the soldiers of 2012.",
        "The siege left 40 men dead and scores of others fled.",
    ],
)
def test_the_number_of_something_else_is_no_count(text: str) -> None:
    assert np.isnan(find_harm(tokenize([text])).victim_count[-1])


def _sides(text: str) -> list[str | None]:
    tokens = tokenize([text])
    return find_harm(tokens, actors=_actors(tokens)).victim_side


# A conflict with its names swapped: what is decided for one nation is decided for the other.
_NATIONS = [
    {"nation": "Ruritanian", "place": "Strelsau", "other": "Borovian", "side": "ruritania"},
    {"nation": "Borovian", "place": "Dorma", "other": "Ruritanian", "side": "borovia"},
]
_DECIDED = [
    "Four {nation}s were killed.",
    "Four people were killed in {place}.",
    "In {place}, four people were killed.",
    "Gunmen killed four {nation} nurses.",
]
_OPEN = ["{nation}s and {other}s were killed.", "Four people were killed."]


@pytest.mark.parametrize("nation", _NATIONS)
@pytest.mark.parametrize("verb", ["killed", "murdered", "massacred", "slain"])
@pytest.mark.parametrize("template", _DECIDED)
def test_side_whatever_the_nation_and_the_verb(
    template: str, verb: str, nation: dict[str, str]
) -> None:
    assert _sides(template.format(**nation).replace("killed", verb)) == [nation["side"]]


@pytest.mark.parametrize("nation", _NATIONS)
@pytest.mark.parametrize("template", _OPEN)
def test_side_is_left_open(template: str, nation: dict[str, str]) -> None:
    assert _sides(template.format(**nation)) == [None]


@pytest.mark.parametrize(
    "text", ["Twelve hostages in Dorma ask for letters.", "In Dorma, the captives ask for letters."]
)
def test_captives_are_held_at_the_place_of_others(text: str) -> None:
    assert _sides(text) == [None]


def test_captives_of_a_named_nation_are_of_its_side() -> None:
    assert _sides("Twelve Ruritanian hostages in Dorma ask for letters.") == ["ruritania"]


def test_a_place_of_both_sides_does_not_tell_who_was_hurt() -> None:
    tokens = tokenize(["Two people were killed in Dorma."])
    shared = actor_tokens([(5, 5, "borovia", "shared_place")])
    assert find_harm(tokens, actors=shared).victim_side == [None]


@pytest.mark.parametrize("agent", ["", " by Borovian troops", " by Ruritanian troops", " by fire"])
def test_side_does_not_look_at_the_agent(agent: str) -> None:
    assert _sides(f"Four people were killed{agent}.")[0] is None
    assert _sides(f"Four Ruritanian nurses were killed{agent}.")[0] == "ruritania"


PIECES = st.sampled_from(
    ["killed", "were", "by", "two", "men", ",", ".", "dead", "shot", "the", "attack", "on",
     "Dorma", "hostages", "took", "and", "that", "strike", "of", "\n", "killing", "toll", "26"]
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=12).map(" ".join), min_size=1, max_size=4))
@example(["killed by and", "killed"])
def test_batching_changes_nothing_and_codes_are_known(texts: list[str]) -> None:
    def rows(tokens: Tokens) -> list[tuple[object, ...]]:
        found = find_harm(tokens)
        assert set(found.form) <= set(FORMS)
        assert set(found.harm_class) <= set(HARM_CLASSES)
        assert set(found.certainty) <= set(CERTAINTIES)
        begin = tokens.text_start[found.article]
        columns = (found.start - begin, found.end - begin, found.form, found.victim, found.agent)
        return [
            (int(a), int(s), int(e), *rest)
            for a, s, e, *rest in zip(found.article, *columns, found.certainty, strict=True)
        ]

    alone = [(n, *row[1:]) for n, text in enumerate(texts) for row in rows(tokenize([text]))]
    assert rows(tokenize(texts)) == alone


def test_no_text_no_mentions() -> None:
    assert len(find_harm(tokenize([""]))) == 0


@pytest.mark.parametrize("unit", ["killed ", "killed and ", "attack on ", "12 dead ", "by killed "])
def test_time_is_linear_in_the_text(unit: str) -> None:
    def seconds(n: int) -> float:
        tokens = tokenize([unit * n])
        begin = time.process_time()
        find_harm(tokens)
        return time.process_time() - begin

    def least_seconds(n: int) -> float:
        """Return the shortest of three runs, into which no collection of garbage falls."""
        return min(seconds(n) for _ in range(3))

    assert least_seconds(2_000) < 24 * max(least_seconds(250), 0.002)
