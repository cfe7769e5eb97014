"""Harm found for a whole batch at once is what plain rules find word by word."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.actors.actor_tokens import ROLES, ActorTokens, actor_tokens
from framing.harm import word_classes as wc
from framing.harm.finding import find_harm
from framing.reading import read_articles
from framing.tokens import Tokens, tokenize
from tests.conftest import ROOT
from tests.harm.plain.finding import Row, plain_harm

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "harm.toml").read_text("utf-8"))


def fast_harm(tokens: Tokens, actors: ActorTokens) -> list[Row]:
    found = find_harm(tokens, actors=actors)
    columns = (
        found.start.tolist(),
        found.end.tolist(),
        found.harm_class,
        found.verb_class,
        found.form,
        found.certainty,
        found.victim_start.tolist(),
        found.victim_end.tolist(),
        found.victim,
        found.agent,
        found.victim_side,
        map(str, found.victim_count.tolist()),
        found.victim_named.tolist(),
        map(str, found.age.tolist()),
        found.kinship,
        found.child.tolist(),
        found.civilian_status,
    )
    return list(zip(*columns, strict=True))


PIECES = st.sampled_from(
    """killed killing kill kills shot beaten to death dead died wounded and or but then who that
    which whom were was been had have did not may reportedly allegedly if no by in from during on
    against at of to the a an his her their two 12 26 2026 1,200 one of three hundred 26-year-old
    aged years old rebels soldiers men women nurse boy brother people hostage hostages captive house
    town Ruritanian Borovians Anto Grel Dr Sgt Strelsau Dorma border attack attacks airstrike
    airstrikes raid strike strikes shelling bombing toll murder murdered took taken held hold
    struck level leveled gunned down burned alive left leaving said told fired as many least over
    more including mostly civilian air drone military Monday May am pm , . ; ( ) : — - “ ” $ <>
    execution order slain expelled targeted arrested arrest displaced refugees camp casualties these
    this so last quickly later since when while up about led near across Crane 7 tents vowed want
    rebels' army's convicted without collapsed In it they 1996 shell bombs eliminated
    driver record plans press line TV assaulted attacked those cannot among began risen believed
    than clear saw after 34""".split()
)
TEXTS = st.lists(PIECES, max_size=22).map(" ".join)
MENTIONS = st.tuples(
    st.sampled_from(["Two rebels", "Anto Grel, 26,", "The soldiers", "A raid on Dorma", "He", ""]),
    st.sampled_from(["", "who", "have", "were", "may have been", "and then", "reportedly"]),
    st.sampled_from(
        ["killed", "shot", "struck", "killing", "died", "took", "wounded", "murder of"]
    ),
    st.sampled_from(["", "two men", "and wounded nine", "the town", "him dead", "her to death"]),
    st.sampled_from(["", "by rebels", "in a Borovian raid", "by the attack on Dorma", "hostage"]),
    st.sampled_from(["", "on Monday", "in Strelsau", ", including three children", "near Dorma"]),
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(TEXTS | MENTIONS, min_size=1, max_size=6),
    st.integers(1, 7),
    st.lists(st.sampled_from(ROLES), min_size=1, max_size=3),
)
def test_any_words(texts: list[str], apart: int, roles: list[str]) -> None:
    tokens = tokenize(texts)
    named = enumerate(range(apart, len(tokens), apart))
    sides = ("north", "south")
    actors = actor_tokens((i, i, sides[n % 5 > 2], roles[n % len(roles)]) for n, i in named)
    assert fast_harm(tokens, actors) == plain_harm(tokens, actors)


def test_the_cases() -> None:
    tokens = tokenize([case["text"] for case in CASES["case"]])
    assert fast_harm(tokens, ActorTokens()) == plain_harm(tokens, ActorTokens())


def test_the_example_corpus() -> None:
    texts = [article.text for article in read_articles(ROOT / "examples" / "corpus")]
    tokens = tokenize(texts)
    actors = actor_tokens((i, i, f"side {i % 2}", ROLES[i % 7]) for i in range(0, len(tokens), 3))
    plain = plain_harm(tokens, actors)
    assert len(plain) > 100
    assert fast_harm(tokens, actors) == plain


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("weren't", wc.BE),
        ("wouldn't", wc.NOT_ENDING),
        ("quickly", wc.LY),
        ("killed", wc.HARM_VERB),
        ("May".lower(), wc.MONTH),
        ("israel's", wc.POSSESSIVE),
        ("ruritanian", wc.DEMONYM_ENDING),
    ],
)
def test_syntax(word: str, kind: int) -> None:
    assert wc.syntax_classes([word])[0] & kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("nurse", wc.PERSON),
        ("brother", wc.PERSON),
        ("borovians", wc.PEOPLE_ENDING),
        ("2026", wc.FOUR_LONG),
        ("troops", wc.NOT_SINGULAR),
        ("fishermen", wc.NOT_SINGULAR),
    ],
)
def test_roles(word: str, kind: int) -> None:
    assert wc.role_classes([word])[0] & kind
