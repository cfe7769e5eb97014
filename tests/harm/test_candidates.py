"""Places that are left out of account at once are places where the rules find no harm."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.harm.candidates import find_candidates
from framing.harm.words import is_harm_word
from framing.reading import read_articles
from framing.text.token_lists import place_in, token_lists
from framing.tokens import Tokens, tokenize
from tests.conftest import ROOT
from tests.harm.plain.forms import read_mention


def harmful_among_those_left_out(tokens: Tokens) -> list[str]:
    at = np.flatnonzero(is_harm_word(tokens.words()))
    left_out = np.setdiff1d(at, find_candidates(tokens))
    lists = token_lists(tokens)
    return [lists.words[i] for i in place_in(lists, left_out) if read_mention(lists, i)]


PIECES = st.sampled_from(
    """take took taking held holding hold gun gunned gunning level leveled leveling burned killed
    attack the a of an hostage hostages captive captives homes town down alive men Vardians
    Ruritanian two were was by rebels him his and , . ; to who said shelling for in place""".split()
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=16).map(" ".join), min_size=1, max_size=3))
def test_any_words(texts: list[str]) -> None:
    assert harmful_among_those_left_out(tokenize(texts)) == []


def test_the_example_corpus() -> None:
    articles = read_articles(ROOT / "examples" / "corpus")
    assert harmful_among_those_left_out(tokenize([article.text for article in articles])) == []


@pytest.mark.parametrize(
    ("text", "n_candidates"),
    [
        ("They took a vote.", 0),
        ("They took ten men hostage.", 1),
        ("The taking of the ten men.", 1),
        ("He bought a gun.", 0),
        ("She was gunned down.", 1),
        ("Taxes rose to a level unseen.", 1),
        ("They raised level taxes.", 0),
        ("Bombs leveled a village.", 1),
    ],
)
def test_what_is_left(text: str, n_candidates: int) -> None:
    tokens = tokenize([text])
    doubtful = {"took", "taking", "gun", "gunned", "level", "leveled"}
    words = tokens.words()
    found = [words[i] for i in find_candidates(tokens) if words[i] in doubtful]
    assert len(found) == n_candidates
