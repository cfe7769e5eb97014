"""Sources whom others quote "as saying"."""

from __future__ import annotations

import pytest

from framing.sourcing.quoted_sources import find_quoted_sources
from tests.sourcing.marked_parts import MarkedParts


def test_who_is_quoted_as_saying_is_a_source() -> None:
    marked = "[s Radio Harl] [q quoted] [c two aides as saying that the ferry was late]."
    rows, parent = MarkedParts(marked).left_with_parents_by(find_quoted_sources)
    assert (rows, parent) == (["two aides | saying | that the ferry was late"], [0])


def test_the_parent_is_the_attribution_that_quotes() -> None:
    marked = (
        "[s0 Lee] [q0 left] [c0 the quay]. [s1 Radio Harl] [q1 cited] [c1 her as saying it sank]."
    )
    rows, parent = MarkedParts(marked).left_with_parents_by(find_quoted_sources)
    assert (rows, parent) == (["her | saying | it sank"], [1])


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Radio quoted aides as saying so. [s Lee] [q said] [c so].", id="outside"),
        pytest.param("[s Lee] [q described] [c it as saying] little.", id="nothing is said"),
        pytest.param("[s Lee] [q sees] [c as saying no the crews].", id="nobody says it"),
        pytest.param('[s Lee] [q wrote] [c "I quote them as saying so"].', id="within marks"),
        pytest.param("[s Lee] [q heard] [c the crews saying so].", id="no as"),
    ],
)
def test_nobody_is_quoted(marked: str) -> None:
    assert MarkedParts(marked).left_with_parents_by(find_quoted_sources) == ([], [])
