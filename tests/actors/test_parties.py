from __future__ import annotations

import numpy as np

from framing.actors.actor_tokens import ACTOR_CODE, ActorTokens, actor_tokens
from framing.actors.parties import Parties
from framing.lexicon import Entry, Lexicon
from framing.matching import Matcher, compile_lexicons
from framing.tokens import tokenize

LEXICON = Lexicon(
    name="actors",
    entries=(
        Entry(term="northern", category="demonym", side="north"),
        Entry(term="northern league of miners", category="organization", side="south"),
        Entry(term="mayor of dale", category="office", side="north"),
        Entry(term="border", category="place"),
    ),
)


def parties_in(text: str) -> ActorTokens:
    tokens = tokenize([text])
    lexicons = compile_lexicons([LEXICON])
    return Parties(lexicons).find(Matcher(lexicons, tokens.vocabulary).match(tokens))


def test_every_token_of_a_name_has_side_and_role() -> None:
    found = parties_in("The mayor of Dale left.")
    assert found.by_token() == dict.fromkeys((1, 2, 3), ("north", "government"))


def test_the_longer_name_counts() -> None:
    found = parties_in("The Northern League of Miners met.")
    assert found.by_token() == dict.fromkeys((1, 2, 3, 4), ("south", "organization"))


def test_a_name_without_a_side_is_none_of_a_party() -> None:
    assert not len(parties_in("They crossed the border."))


def test_an_unknown_role_has_no_code() -> None:
    codes = actor_tokens([(0, 0, "north", "place"), (1, 1, "north", "choir")]).role_codes(3)
    np.testing.assert_array_equal(codes, [ACTOR_CODE["place"], 0, 0])


def test_where_names_overlap_the_later_counts() -> None:
    found = actor_tokens([(0, 2, "north", "place"), (1, 1, "south", "person")])
    assert found.by_token() == {
        0: ("north", "place"),
        1: ("south", "person"),
        2: ("north", "place"),
    }
