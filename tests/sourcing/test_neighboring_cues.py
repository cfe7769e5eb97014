"""Several cues in a sentence: what each of them reports."""

from __future__ import annotations

import pytest

from framing.sourcing.neighboring_cues import part_neighboring_cues
from tests.sourcing.marked_parts import MarkedParts


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        pytest.param(
            '[c0 "The lock is shut,"] [s0 Ann Lee] [q0 said], [q1 noting] [c1 the low tide. '
            '"We will wait for the moon."]',
            [
                "Ann Lee | said | The lock is shut .. We will wait for the moon",
                " | noting | the low tide",
            ],
            id="a quotation goes to the cue of the first",
        ),
        pytest.param(
            '[c0 "The lock is shut,"] [q0 said] [s0 Ann Lee], [s1 who] [q1 noted] [c1 that the '
            'tide was low]. [c1 "We will wait for the moon."]',
            [
                "Ann Lee | said | The lock is shut .. We will wait for the moon",
                "who | noted | that the tide was low",
            ],
            id="in a piece of its own",
        ),
        pytest.param(
            '[c0 "The lock is shut,"] [q0 said] [s0 Ann Lee] as [s1 Ben Roe] [q1 nodded]. '
            '[c1 "We will wait for the moon."]',
            ["Ann Lee | said | The lock is shut .. We will wait for the moon"],
            id="nothing is left for the second",
        ),
        pytest.param(
            "[s Ann Lee] [q backed] [c the new ferry, saying it would be safer].",
            ["Ann Lee | backed | the new ferry", "Ann Lee | saying | it would be safer"],
            id="a participle",
        ),
        pytest.param(
            "[q Told] [c to leave the quay, warning of a storm].",
            [" | Told | to leave the quay"],
            id="a participle without a source",
        ),
    ],
)
def test_each_cue_has_its_own(marked: str, left: list[str]) -> None:
    assert MarkedParts(marked).left_by(part_neighboring_cues) == left


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(
            "[s0 Ann Lee] [q0 said] [c0 the lock was shut] and [q1 noted] [c1 the tide. "
            '"We will wait for the moon."]',
            id="the first quotes nothing",
        ),
        pytest.param(
            '[c0 "The lock is shut,"] [s0 Ann Lee] [q0 said]. Later [s1 she] [q1 noted] [c1 the '
            'tide. "We will wait for the moon."]',
            id="another sentence",
        ),
        pytest.param(
            '[c0 "The lock is shut,"] [s0 Ann Lee] [q0 said], [q1 noting] [c1 the tide. It was '
            "low].",
            id="nothing is quoted behind",
        ),
        pytest.param(
            "[s Ann Lee] [q backed] [c the man saying it would be safer].", id="no comma before"
        ),
        pytest.param(
            "[s Ann Lee] [q backed] [c the ferry, sailing at dawn].", id="no word of speech"
        ),
        pytest.param('[s Ann Lee] [q wrote:] [c "He left, saying it was late."]', id="quoted"),
    ],
)
def test_others_stay(marked: str) -> None:
    case = MarkedParts(marked)
    assert case.left_by(part_neighboring_cues) == case.shown()
