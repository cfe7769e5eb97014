"""Sources that the model lost: which cues get a subject, and which none."""

from __future__ import annotations

import pytest

from framing.sourcing.lost_sources import find_lost_sources
from tests.sourcing.marked_parts import MarkedParts


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        pytest.param(
            "The rebels freed two men and [q confirmed] [c that the truce held].",
            "The rebels",
            id="a noun",
        ),
        pytest.param(
            "Ann Lee left for Harl and [q said] [c that the truce held].", "Ann Lee", id="a name"
        ),
        pytest.param(
            "But she met the crews, and [q stated] [c that the truce held].",
            "she",
            id="a pronoun",
        ),
        pytest.param(
            "During the storm, the old board sold ships and [q said] [c so].",
            "the old board",
            id="behind a phrase in front",
        ),
        pytest.param(
            "The rebels freed two men [s and] [q confirmed] [c that the truce held].",
            "The rebels",
            id="and is no source",
        ),
        pytest.param(
            "[s The rebels freed two men and] [q confirmed] [c that the truce held].",
            "The rebels",
            id="a source up to the second verb",
        ),
        pytest.param(
            "Later [s boats from Harl and] [q said] [c so].",
            "boats from Harl and",
            id="no subject that is plain",
        ),
        pytest.param("She left, [q saying] [c that it was late].", "She", id="before a participle"),
        pytest.param(
            "Ann Lee backed the plan [s by] [q saying] [c so].", "Ann Lee", id="by is no source"
        ),
        pytest.param(
            "The new board met there, [s possibly] [q asking] [c for more].",
            "The new board",
            id="an adverb is no source",
        ),
        pytest.param(
            "The board held it and [s never] [q told] [c why].", "The board", id="never and and"
        ),
        pytest.param("At the quay [s there] [q were calls] [c for more].", "", id="nor is there"),
        pytest.param("[s May] [q said] [c that it was late].", "May", id="a name like a verb"),
        pytest.param(
            "Publicly the board [q says] [c that the quay is safe].", "the board", id="an adverb"
        ),
        pytest.param(
            "Captain Ann Lee, for the board, [q said] [c that the quay was safe].",
            "Captain Ann Lee, for the board",
            id="a phrase between commas",
        ),
        pytest.param(
            '[c "It is safe,"] Ben Roe, a pilot, [q said].',
            "Ben Roe, a pilot",
            id="behind a quotation",
        ),
    ],
)
def test_subject_is_the_source(marked: str, source: str) -> None:
    (row,) = MarkedParts(marked).left_by(find_lost_sources)
    assert row.split(" | ")[0] == source


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(
            "The ferry was late and [q seen] [c as old].",
            id="a passive",
            marks=pytest.mark.xfail(strict=True, reason="a passive whose auxiliary stands apart"),
        ),
        pytest.param("In Harl [q said] [c the quay was safe].", id="a phrase is no subject"),
        pytest.param("What was old [q said] [c a lot].", id="a clause is no subject"),
        pytest.param("The rebels who left sold ships and [q said] [c so].", id="a relative clause"),
        pytest.param("The board, the crews [q said] [c so].", id="one comma"),
        pytest.param("[q Told] [c to leave], they left.", id="the cue opens the sentence"),
        pytest.param("[q Saying] [c that it was late], she left.", id="a participle in front"),
        pytest.param("The board held it, so they went [q said] [c so].", id="a clause with a verb"),
        pytest.param("This had failed, [q asking] [c for more].", id="a pronoun with its verb"),
        pytest.param("[s Ann Lee] left and [q said] [c so].", id="it has a source"),
        pytest.param("[c The ferry is late], :[c so].", id="no cue"),
    ],
)
def test_no_subject(marked: str) -> None:
    case = MarkedParts(marked)
    assert case.left_by(find_lost_sources) == case.shown()
