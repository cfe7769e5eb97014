from __future__ import annotations

from dataclasses import replace
from datetime import datetime

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


def referents(
    text: str, *, published: datetime | None = None, lexicon: Lexicon = LEXICON
) -> list[str | None]:
    tokens = tokenize([text])
    compiled = compile_lexicons([lexicon])
    resolver = ReferentResolver(compiled, tokens.vocabulary)
    matches = Matcher(compiled, tokens.vocabulary).match(tokens)
    return [
        resolver.names[n] if n >= 0 else None
        for n in resolver.resolve(tokens, matches, [published]).tolist()
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


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The rebels left.", "2024-05-01", ["south"]),
        ("The rebels left.", "2024-04-30", [None]),
        ("The rebels left.", None, ["south"]),
        ("They freed the captives.", "2024-04-30", ["north"]),
        ("The captives sat in a northern jail.", "2024-04-30", ["north"]),
        ("The captives sat in a northern jail.", "2024-05-01", ["south"]),
    ],
)
def test_what_had_not_begun_is_not_named(
    text: str, published: str | None, expected: list[str | None]
) -> None:
    south = replace(LEXICON.referents["south"], begins="2024-05-01")
    lexicon = replace(LEXICON, referents={**LEXICON.referents, "south": south})
    when = datetime.fromisoformat(published) if published else None
    assert referents(text, published=when, lexicon=lexicon) == expected
