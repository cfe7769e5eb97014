"""Contents that take in what the model gave to others: which ones, and how far."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from framing.sourcing.roles import Parts, keep_owners
from framing.sourcing.whole_clauses import make_clauses_whole
from framing.tokens import Tokens
from tests.sourcing.marked_parts import MarkedParts

Flags = npt.NDArray[np.bool_]


def whole_clauses(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Parts:
    """Return the attributions of *parts* that no content takes in, as the rules leave them."""
    parts, taken_in = make_clauses_whole(parts, tokens, quoted, spoken)
    return keep_owners(parts, ~taken_in)


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        pytest.param(
            "The lock, [c which was old, would close], [s the mayor] [q said].",
            ["the mayor | said | The lock, which was old, would close"],
            id="the words before it",
        ),
        pytest.param(
            "[s0 The crews] [q0 fear] [c0 a storm], and [c1 wages may fall], [q1 according to] "
            "[s1 a report].",
            ["a report | according to | The crews fear a storm, and wages may fall"],
            id="an attribution before it",
        ),
    ],
)
def test_a_closing_cue_has_the_sentence(marked: str, left: list[str]) -> None:
    assert MarkedParts(marked).left_by(whole_clauses) == left


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        pytest.param(
            "[s The board] [q claimed] [c that looters] robbed the ferry, and left.",
            ["The board | claimed | that looters robbed the ferry"],
            id="to the next mark",
        ),
        pytest.param(
            "[s The board] [q says] [c no pilot] has been charged. It is late.",
            ["The board | says | no pilot has been charged"],
            id="to the end of the sentence",
        ),
        pytest.param(
            "[s0 Lee] [q0 wrote] [c0 that talks with] [s1 the crews] [q1 would focus on] [c1 pay].",
            ["Lee | wrote | that talks with the crews would focus on pay"],
            id="over the next attribution",
        ),
        pytest.param(
            "[s0 It] [q0 said] [c0 that the pilot] [q1 told] the crew [c1 that it was late].",
            ["It | said | that the pilot told the crew that it was late"],
            id="over one without a source",
        ),
    ],
)
def test_a_clause_has_its_verb(marked: str, left: list[str]) -> None:
    assert MarkedParts(marked).left_by(whole_clauses) == left


def test_over_an_attribution_with_the_source_handed_on() -> None:
    case = MarkedParts(
        "[s0 The site] [q0 says] [c0 that the pilot] [q1 told] the crew [c1 that it was late]."
    )
    sources = case.parts.take((case.parts.kind == 0).nonzero()[0])
    sources.owner[:] = 1
    case.parts = case.parts.join(sources).in_order()
    left = ["The site | says | that the pilot told the crew that it was late"]
    assert case.left_by(whole_clauses) == left


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[c The lock would close], [s Lee] [q said].", id="the whole sentence"),
        pytest.param('"Aye." The lock, [c which is old], [s Lee] [q said] today.', id="in between"),
        pytest.param('"Aye," [c the lock is old], [s Lee] [q said].', id="a quotation before it"),
        pytest.param("[s Lee] [q said] [c that the lock was old] by then.", id="it has a verb"),
        pytest.param("[s Lee] [q backed] [c the plan] on Monday.", id="no that"),
        pytest.param("[s Lee] [q said] [c that the lock], a ruin, was old.", id="a comma follows"),
    ],
)
def test_others_stay(marked: str) -> None:
    case = MarkedParts(marked)
    assert case.left_by(whole_clauses) == case.shown()
