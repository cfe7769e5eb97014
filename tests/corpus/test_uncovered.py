from __future__ import annotations

import pytest

import framing
from framing.corpus.uncovered import COLUMNS, uncovered_wordings
from framing.lexicon import Entry, Lexicon

ACTORS = Lexicon(
    name="actors",
    entries=(
        Entry(term="(northern|northerner*)", category="demonym", side="north"),
        Entry(term="northern league", category="organization", side="north"),
        Entry(term="(southern|south)", category="demonym", side="south"),
    ),
)
NAMING = Lexicon(name="naming", entries=(Entry(term="gunmen", category="gunmen"),))
VERBS = Lexicon(name="reporting_verbs", entries=(Entry(term="deny", category="denying"),))


def found(*texts: str) -> list[tuple[str, str, str, int]]:
    articles = [
        framing.Article(id=f"a{n}", outlet="Herald" if n else "Gazette", text=text, raw=text)
        for n, text in enumerate(texts)
    ]
    analysis = framing.analyze(articles, lexicons=[ACTORS, NAMING, VERBS], progress=False)
    table = uncovered_wordings(analysis)
    columns = ("kind", "side", "wording", "count")
    return list(zip(*(table[c].tolist() for c in columns), strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The northern raiders came.", [("head", "north", "raiders", 1)]),
        ("Masked northern border guards fired.", [("head", "north", "border guards", 1)]),
        ("Northern armed groups met.", [("head", "north", "armed groups", 1)]),
        ("The northern leader spoke of it.", [("head", "north", "leader spoke", 1)]),
        ("Northern officials deny it.", [("head", "north", "officials", 1)]),
        ("Northern gunmen came.", []),
        ("The northern and southern shores.", [("head", "south", "shores", 1)]),
        ("Northern. Raiders came.", []),
        ("South-backed northern raiders fought the south.", [("head", "north", "raiders", 1)]),
        (
            "The south sent south-backed fighters.",
            [("head", "south", "fighters", 1), ("head", "south", "sent", 1)],
        ),
        (
            "Northern League, the largest militia there, met.",
            [("appositive", "north", "largest militia", 1)],
        ),
        ("Northern League, who met, left.", []),
    ],
)
def test_what_is_uncovered(text: str, expected: list[tuple[str, str, str, int]]) -> None:
    assert found(text) == expected


def test_rows_are_by_outlet_and_the_most_frequent_come_first() -> None:
    texts = ["Northern raiders, southern envoys.", "Northern raiders.", "Northern raiders."]
    assert [(w, n) for _, _, w, n in found(*texts)] == [
        ("raiders", 2),
        ("raiders", 1),
        ("envoys", 1),
    ]


def test_nothing_found_is_an_empty_table() -> None:
    analysis = framing.analyze("There is nothing here to see.", lexicons=[ACTORS], progress=False)
    table = uncovered_wordings(analysis)
    assert list(table.columns) == list(COLUMNS)
    assert table.empty
