from __future__ import annotations

import numpy as np

from framing.actors.actor_tokens import ACTOR_CODE, ActorTokens
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
    assert found.side == dict.fromkeys((1, 2, 3), "north")
    assert found.role == dict.fromkeys((1, 2, 3), "government")


def test_the_longer_name_counts() -> None:
    assert parties_in("The Northern League of Miners met.").side == dict.fromkeys(
        (1, 2, 3, 4), "south"
    )


def test_a_name_without_a_side_is_none_of_a_party() -> None:
    assert not parties_in("They crossed the border.").side


def test_an_unknown_role_has_no_code() -> None:
    codes = ActorTokens(role={0: "place", 1: "choir"}).role_codes(3)
    np.testing.assert_array_equal(codes, [ACTOR_CODE["place"], 0, 0])
