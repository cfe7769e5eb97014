"""Where sources begin and end: what in front, put in or behind belongs to nobody."""

from __future__ import annotations

import pytest

from framing.sourcing.source_edges import mend_source_edges
from tests.sourcing.marked_parts import MarkedParts


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        pytest.param(
            "It rains. Ann Lee, [s a pilot of the board], [q said] [c so].",
            "Ann Lee, a pilot of the board",
            id="what she is",
        ),
        pytest.param(
            "Ann Lee, 44, [s who was visiting Harl], [q said] [c so].",
            "Ann Lee, 44, who was visiting Harl",
            id="what she did",
        ),
        pytest.param(
            "During a visit to Minister [s Ann Roe in Dale, Secretary Ben Lee] [q said] [c so].",
            "Secretary Ben Lee",
            id="a phrase in front",
        ),
        pytest.param(
            "In Harl, [s North Dale, President Ilo Vant] [q said] [c the quay was safe].",
            "President Ilo Vant",
            id="a place in front",
        ),
        pytest.param(
            "After [s a storm off Harl, the pilots and the crews] [q said] [c the quay was safe].",
            "the pilots and the crews",
            id="a list behind a phrase",
        ),
        pytest.param(
            "[s Ann Lee, in her last report,] [q said] [c the quay was safe].",
            "Ann Lee",
            id="a phrase put in",
        ),
        pytest.param(
            "[s The board, for instance,] [q said] [c the quay was safe].", "The board", id="aside"
        ),
        pytest.param(
            "[s Ann Lee, standing on the quay,] [q said] [c it was safe].",
            "Ann Lee",
            id="a participle put in",
        ),
        pytest.param(
            "[s HARL — The harbor board] [q said] [c the quay was safe].",
            "The harbor board",
            id="a place line",
        ),
        pytest.param(
            "Remarks [s that her husband] [q would back] [c the ferry] grew.",
            "her husband",
            id="a link in front",
        ),
        pytest.param(
            '[c "It is safe,"] [q said] [s Ann Lee, smiling at the crowd].',
            "Ann Lee",
            id="a comment behind",
        ),
        pytest.param(
            '[c "It is safe,"] [q said] [s Ann Lee in a short statement].',
            "Ann Lee",
            id="in a statement",
        ),
    ],
)
def test_source_is_cut(marked: str, source: str) -> None:
    (found,) = MarkedParts(marked).left_by(mend_source_edges)
    assert found.split(" | ")[0] == source


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(
            "Last month, [s the Lantern, a newspaper], [q said] [c so].",
            id="a time in front of a noun with its own",
        ),
        pytest.param("The board met, [s the crews], [q said] [c so].", id="a clause in front"),
        pytest.param("[c It] [q held], [s1 the crews], [q1 said] [c1 so].", id="parts in front"),
        pytest.param("In Harl, [s the crews], [q said] [c so].", id="no noun in front"),
        pytest.param("[s Ann Lee, the mayor,] [q said] [c it was safe].", id="who she is"),
        pytest.param("[s Lee, Roe and Vant] [q said] [c it was safe].", id="a list of names"),
        pytest.param("In Harl, [s Lee, Roe and Vant] [q said] [c so].", id="a list behind a place"),
        pytest.param("[s Ann Lee of Harl] [q said] [c it was safe].", id="no comma"),
        pytest.param("[s Ann Lee, who runs the lock,] [q said] [c so].", id="a relative clause"),
        pytest.param('[c "Aye,"] [q said] [s Ann Lee, the mayor of Harl].', id="behind its cue"),
        pytest.param("[s Who] [q said] [c it was safe]?", id="one word"),
        pytest.param("[s That ferry] [q suggests] [c so].", id="that before a noun"),
        pytest.param('He said: "[s Roe, Lee] [q said] [c so]."', id="within marks"),
    ],
)
def test_source_stays(marked: str) -> None:
    case = MarkedParts(marked)
    assert case.left_by(mend_source_edges) == case.shown()


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        pytest.param(
            '[c "It is safe,"] [s Ann Lee] [q said] of [s Ben Roe].',
            "Ann Lee | said | It is safe",
            id="the first of two",
        ),
        pytest.param(
            "[c The quay is safe], [s Ann Lee] said, [q according to] [s Radio Harl].",
            "Radio Harl | according to | The quay is safe",
            id="the last of two for according to",
        ),
        pytest.param(
            "[c The quay is safe], [q according to harbor records].",
            "harbor records | according to | The quay is safe",
            id="a source in the cue",
        ),
    ],
)
def test_one_source(marked: str, left: str) -> None:
    assert MarkedParts(marked).left_by(mend_source_edges) == [left]
