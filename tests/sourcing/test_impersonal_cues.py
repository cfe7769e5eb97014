"""Cues that name nobody: whose subject belongs to what is held, and whose stays a source."""

from __future__ import annotations

import pytest

from framing.sourcing.impersonal_cues import free_impersonal_cues
from tests.sourcing.marked_parts import MarkedParts


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        pytest.param(
            "[s The ferry] [q is expected] [c to sail at dawn].",
            " | is expected | The ferry .. to sail at dawn",
            id="a passive",
        ),
        pytest.param(
            "[s The old quay] [q has long been widely considered] [c unsafe].",
            " | has long been widely considered | The old quay .. unsafe",
            id="adverbs before the participle",
        ),
        pytest.param(
            "[s The warden] [q was told] [c that the lock would close].",
            " | was told | that the lock would close",
            id="who is told something says nothing",
        ),
        pytest.param(
            "[s It] [q was announced] [c that the fares would rise].",
            " | was announced | that the fares would rise",
            id="it",
        ),
        pytest.param(
            "[s It] [q remains to be seen] [c whether the lock will hold].",
            " | remains to be seen | whether the lock will hold",
            id="it remains to be seen",
        ),
        pytest.param(
            "[s The council] [q seems] [c to favor the tunnel].",
            " | seems | The council .. to favor the tunnel",
            id="seems",
        ),
        pytest.param(
            "[s The pilot] [q has reportedly left] [c the harbor].",
            " | reportedly | The pilot has .. left the harbor",
            id="reportedly",
        ),
        pytest.param(
            "[c On Monday] [s the lock] [q was closed, reportedly] [c for repairs].",
            " | reportedly | On Monday .. the lock was closed .. for repairs",
            id="reportedly behind a verb",
        ),
    ],
)
def test_nobody_says_it(marked: str, left: str) -> None:
    assert MarkedParts(marked).left_by(free_impersonal_cues) == [left]


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        pytest.param(
            "[s Ann Lee] [q said] [c the ferry was late].",
            "Ann Lee | said | the ferry was late",
            id="a verb of speech",
        ),
        pytest.param(
            "[s Residents] [q are worried] [c that the quay may sink].",
            "Residents | are worried | that the quay may sink",
            id="a feeling is the subject's own",
        ),
        pytest.param(
            "[s Ann Lee] [q is expecting] [c a storm].",
            "Ann Lee | is expecting | a storm",
            id="not a passive",
        ),
        pytest.param(
            "[s The mayor] [q seemed to promise] [c a new bridge].",
            "The mayor | seemed to promise | a new bridge",
            id="a cue behind seems",
        ),
        pytest.param(
            "[s The clerk] [q did not wish to be named discussing] [c the fares].",
            "The clerk | did not wish to be named discussing | the fares",
            id="who wishes it",
        ),
        pytest.param(
            "[s The plan] [q was criticized] [c by the ferrymen].",
            "The plan | was criticized | by the ferrymen",
            id="an agent follows",
        ),
        pytest.param(
            "[s Ann Lee], whose lock [q is expected] [c to close], left.",
            "Ann Lee | is expected | to close",
            id="the source is not the subject",
        ),
    ],
)
def test_somebody_says_it(marked: str, left: str) -> None:
    assert MarkedParts(marked).left_by(free_impersonal_cues) == [left]


def test_the_words_behind_reportedly_are_not_taken_from_the_next_attribution() -> None:
    case = MarkedParts(
        "[c0 On Monday] [s0 the lock] [q0 was reportedly closed]; [s1 Ann Lee] [q1 said] [c1 so]."
    )
    assert case.left_by(free_impersonal_cues)[1] == "Ann Lee | said | so"
