"""Attributions whose parts the model took for others, put right by the order of the words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.sourcing.inserted_cues import mend_inserted_cues
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.tokens import tokenize
from tests.sourcing.plain_inserted_cues import plain_mend_inserted_cues

KINDS = {"S": SOURCE, "Q": CUE, "C": CONTENT}
LETTERS = {kind: letter for letter, kind in KINDS.items()}

# Each word of the text with the part that the model gave it ("-" for none), and what comes out.
CASES = [
    pytest.param(
        "The/S bridge/S said/Q the/C mayor/C will/C reopen/C",
        "The bridge, said the mayor, will reopen.",
        "C The bridge|Q said|S the mayor|C will reopen",
        id="the report was the source",
    ),
    pytest.param(
        "Ships/- were/- held/- said/Q Ann/C Lee/C of/C the/C Dock/C Board/C",
        "Ships were held, said Ann Lee of the Dock Board.",
        "C Ships were held|Q said|S Ann Lee of the Dock Board",
        id="the source was the content",
    ),
    pytest.param(
        "Ships/- were/- held/- said/Q he/C had/C wished/C to/C wait/C",
        "Ships were held, said he had wished to wait.",
        "Q said|C he had wished to wait",
        id="a clause is no source",
    ),
    pytest.param(
        "Guards/C used/C batons/C hospital/C staff/C said/Q",
        "Guards used batons, hospital staff said.",
        "C Guards used batons|S hospital staff|Q said",
        id="the source was the end of the content",
    ),
    pytest.param(
        "Guards/C used/C batons/C as/C staff/C said/Q",
        "Guards used batons, as staff said.",
        "C Guards used batons as staff|Q said",
        id="a conjunction opens no source",
    ),
    pytest.param(
        "Ships/S were/S held/S a/S clerk/S told/Q us/- crews/C left/C",
        "Ships were held, a clerk told us, crews left.",
        "C Ships were held|S a clerk|Q told|C crews left",
        id="the content was part of the source",
    ),
    pytest.param(
        "Lee/S who/S was/S away/S a/S clerk/S told/Q us/- crews/C left/C",
        "Lee, who was away, a clerk, told us crews left.",
        "S Lee who was away a clerk|Q told|C crews left",
        id="a relative clause is part of a source",
    ),
    pytest.param(
        "Ann/S May/S 60/S a/S clerk/S said/Q crews/C left/C",
        "Ann May, 60, a clerk, said crews left.",
        "S Ann May 60 a clerk|Q said|C crews left",
        id="a name that is written like a verb",
    ),
    pytest.param(
        "According/Q to/Q a/S survey/S by/S the/C board/C wells/C ran/C dry/C",
        "According to a survey by the board, wells ran dry.",
        "Q According to|S a survey by the board|C wells ran dry",
        id="the source went on in the content",
    ),
    pytest.param(
        "According/Q to/Q Lee/S wells/C by/C the/C quay/C ran/C dry/C",
        "According to Lee, wells by the quay, ran dry.",
        "Q According to|S Lee|C wells by the quay ran dry",
        id="the source stops at its comma",
    ),
    pytest.param(
        "Wells/C ran/C dry/C According/Q to/Q Lee/S prices/S rose/S",
        "Wells ran dry. According to Lee, prices rose.",
        "Q According to|S Lee|C prices rose",
        id="the content was the sentence before",
    ),
]


@pytest.mark.parametrize(("given", "text", "expected"), CASES)
def test_parts(given: str, text: str, expected: str) -> None:
    tokens = tokenize([text])
    letters = [word.rsplit("/", 1)[1] for word in given.split()]
    assert [word.rsplit("/", 1)[0].lower() for word in given.split()] == tokens.words()
    edges = [i for i, x in enumerate(letters) if i == 0 or x != letters[i - 1]]
    runs = list(zip(edges, [*edges[1:], len(letters)], strict=True))
    runs = [(first, stop) for first, stop in runs if letters[first] != "-"]
    parts = Parts(
        np.array([first for first, _ in runs]),
        np.array([stop for _, stop in runs]),
        np.array([KINDS[letters[first]] for first, _ in runs], np.int8),
        np.zeros(len(runs), np.int64),
    )
    none, spoken = np.zeros(len(tokens), np.bool_), np.array([x == "Q" for x in letters])
    mended = mend_inserted_cues(parts, tokens, none, spoken)
    surface = [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)]
    columns = zip(mended.kind.tolist(), mended.first.tolist(), mended.stop.tolist(), strict=True)
    found = [f"{LETTERS[kind]} {' '.join(surface[first:stop])}" for kind, first, stop in columns]
    assert "|".join(found) == expected


# Attributions in the orders that the rules know, of words of every class that they know.
INSIDE, BEHIND = st.sampled_from([" ", " ", ", "]), st.sampled_from([" ", ", ", ", ", ". "])
WORDS = st.sampled_from("Lee Will clerks was who to the he and of".split())
CUES = st.sampled_from(["said", "said", "told", "according"])


def worded(kind: str) -> st.SearchStrategy[tuple[str, list[tuple[str, str]]]]:
    inner = st.lists(st.tuples(WORDS, INSIDE), max_size=0 if kind == "Q" else 5)
    last = st.tuples(CUES if kind == "Q" else WORDS, BEHIND)
    return st.builds(lambda words, end: (kind, [*words, end]), inner, last)


ORDERS = st.sampled_from("SQC SQC CSQ- CQS- CQS -QC CQ QSC- QC SQ- CSQ-C".split())
ATTRIBUTIONS = st.lists(ORDERS.flatmap(lambda kinds: st.tuples(*map(worded, kinds))), max_size=4)


@settings(max_examples=150, deadline=None)
@given(ATTRIBUTIONS, st.lists(st.integers(0, 60), max_size=3))
def test_fast_rules_are_the_plain_ones(
    given: list[tuple[tuple[str, list[tuple[str, str]]], ...]], quotations: list[int]
) -> None:
    runs = [(owner, kind, words) for owner, parts in enumerate(given) for kind, words in parts]
    tokens = tokenize(["".join(word + gap for _, _, words in runs for word, gap in words)])
    size = np.array([len(words) for _, _, words in runs], np.int64)
    stop = np.cumsum(size)
    kept = np.flatnonzero([kind != "-" for _, kind, _ in runs])
    owner = np.array([runs[i][0] for i in kept], np.int64)
    parts = Parts(
        (stop - size)[kept],
        stop[kept],
        np.array([KINDS[runs[i][1]] for i in kept], np.int8),
        np.unique(owner, return_inverse=True)[1],
    )
    spoken = np.array([word in ("said", "told") for word in tokens.words()], np.bool_)
    quoted = np.isin(np.arange(len(tokens)), quotations)
    fast = mend_inserted_cues(parts, tokens, quoted, spoken)
    plain = plain_mend_inserted_cues(parts, tokens, quoted, spoken)
    for column in ("first", "stop", "kind", "owner"):
        np.testing.assert_array_equal(getattr(fast, column), getattr(plain, column), column)
