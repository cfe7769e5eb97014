"""A plain paragraph is one that no pattern of furniture could fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.pages.lines import Kind, read_lines

PROSE = "The port reopened on Monday after a week of talks, its director said."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (PROSE, Kind.PLAIN),
        (f"“{PROSE[:-1]},” she said.", Kind.PLAIN),
        (f"“{PROSE}”", Kind.PLAIN),
        (f"''{PROSE}''", Kind.PLAIN),
        ("Port reopens after a week of talks on the quay", Kind.SHORT),
        ("It shut.", Kind.SHORT),
        (f"• {PROSE}", Kind.PROSE),
        (f"Related: {PROSE}", Kind.PROSE),
        (f"{PROSE} Photo by A. Writer.", Kind.PROSE),
        (f"{PROSE[:-1]} (A. Writer/Ledger).", Kind.PROSE),
    ],
)
def test_the_kind_of_a_line(line: str, kind: Kind) -> None:
    lines = read_lines(line)
    assert lines is not None
    assert lines.kinds == [kind]


@given(st.text(alphabet="ab. \n\t", max_size=60))
def test_lines_lie_where_they_say_and_hold_all_that_is_not_blank(raw: str) -> None:
    lines = read_lines(raw)
    assert lines is not None
    assert [raw[slice(*lines.span(i))] for i in range(len(lines.texts))] == lines.texts
    assert "".join("".join(lines.texts).split()) == "".join(raw.split())


@pytest.mark.parametrize("end", ["\r\n", "\u2028", "\x0b"])
def test_other_line_ends_are_left_to_the_long_way(end: str) -> None:
    assert read_lines(f"{PROSE}{end}{PROSE}") is None
