"""Second verbs of a subject: where a content ends before them, and what they report."""

from __future__ import annotations

import pytest

from framing.sourcing.coordinate_verbs import part_coordinate_verbs
from tests.sourcing.marked_parts import MarkedParts


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        pytest.param(
            "[s Ann Lee] [q backed] [c the ferry and warned that the lock was old].",
            ["Ann Lee | backed | the ferry", "Ann Lee | warned | that the lock was old"],
            id="and",
        ),
        pytest.param(
            "[s Ann Lee] [q says] [c the quay is safe, but also insists it will close].",
            ["Ann Lee | says | the quay is safe", "Ann Lee | also insists | it will close"],
            id="but, and an adverb",
        ),
        pytest.param(
            "[s The board] [q praised] [c the crews and sailed to Harl].",
            ["The board | praised | the crews"],
            id="a verb that reports nothing",
        ),
        pytest.param(
            "[s0 Ann Lee] [q0 backed] [c0 the ferry and warned of a storm]. [s1 She] [q1 said] "
            "[c1 so].",
            ["Ann Lee | backed | the ferry", "She | said | so", "Ann Lee | warned | of a storm"],
            id="before another attribution",
        ),
    ],
)
def test_content_ends_before_the_verb(marked: str, left: list[str]) -> None:
    assert MarkedParts(marked).left_by(part_coordinate_verbs) == left


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[s Lee] [q says] [c the crews left and warned of a storm].", id="tense"),
        pytest.param("[s Lee] [q backed] [c the ferry and the lock].", id="nouns"),
        pytest.param("[s Lee] [q praised] [c the crews and tired pilots].", id="an adjective"),
        pytest.param("[s Lee] [q said] [c that the ferry left and sailed to Harl].", id="that"),
        pytest.param("[s Lee] [q said] [c the ferry has left and sailed to Harl].", id="its verb"),
        pytest.param('[s Lee] [q wrote:] [c "I left and warned the crews of it."]', id="quoted"),
        pytest.param("[q Told] [c to leave and warned of a storm], they left.", id="no source"),
        pytest.param("[c The ferry left and warned all], [s Lee] [q said].", id="before the cue"),
    ],
)
def test_content_stays(marked: str) -> None:
    case = MarkedParts(marked)
    assert case.left_by(part_coordinate_verbs) == case.shown()
