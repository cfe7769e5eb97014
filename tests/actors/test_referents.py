from __future__ import annotations

import pytest

from framing.actors.referents import ReferentResolver
from framing.lexicon import Entry, Lexicon, Referent
from framing.matching import Matcher, compile_lexicons
from framing.tokens import tokenize

LEXICON = Lexicon(
    name="naming",
    topic="islands",
    entries=(
        Entry(
            term="(northern|southern)? captives", category="captives", referent=("north", "south")
        ),
        Entry(term="rebels", category="rebels", referent=("south",)),
        Entry(term="the occupation", category="occupation"),
    ),
    referents={
        "north": Referent(about="held in the south", cues=("northern*", "taken from the north")),
        "south": Referent(about="held in the north", cues=("southern*", "northern jail*")),
    },
)


def referents(text: str) -> list[str | None]:
    tokens = tokenize([text])
    compiled = compile_lexicons([LEXICON])
    resolver = ReferentResolver(compiled, tokens.vocabulary)
    matches = Matcher(compiled, tokens.vocabulary).match(tokens)
    return [
        resolver.names[n] if n >= 0 else None for n in resolver.resolve(tokens, matches).tolist()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels left.", ["south"]),
        ("They freed the captives.", [None]),
        ("They freed 80 northern captives for 240 southern ones.", ["north"]),
        ("The captives were taken from the north.", ["north"]),
        ("Southern men spoke. The captives waited.", [None]),
        ("Northern and southern captives came home.", ["south"]),
        ("A northern captain, captives, a southern captain.", [None]),
        ("The captives sat in a northern jail.", ["south"]),
        ("The occupation went on.", [None]),
    ],
)
def test_the_sentence_decides(text: str, expected: list[str | None]) -> None:
    assert referents(text) == expected
