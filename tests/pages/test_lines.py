"""A plain paragraph is one that no pattern of furniture could fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.pages.lines import Kind, read_lines
from framing.pages.screens import FIRST_WORDS, holds_cue_words, may_hold_credit, telling_places

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


PARAGRAPHS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                PROSE,
                f"“{PROSE}”",
                f"Related: {PROSE}",
                "Monday",
                "It shut.",
                f"{PROSE} Ann Lee/Ledger",
                f"All rights reserved: {PROSE}",
                f"• {PROSE}",
                PROSE.replace("port", "pilot"),
            ]
        ),
        st.sampled_from(["\n", "\n\n", "\n\n", "\n\n\n", " \n\n"]),
    ),
    max_size=12,
).map(lambda parts: "".join(line + gap for line, gap in parts))


@given(PARAGRAPHS, st.sampled_from([0, 60, 200]))
def test_only_plain_paragraphs_by_themselves_are_stepped_over(raw: str, head: int) -> None:
    every = read_lines(raw)
    some = read_lines(raw, places=telling_places(raw), head=head)
    assert every is not None
    assert some is not None
    returned = dict(zip(some.starts, some.texts, strict=True))
    for i, (start, text, kind) in enumerate(
        zip(every.starts, every.texts, every.kinds, strict=True)
    ):
        alone = i not in every.tight and i + 1 not in every.tight
        assert returned.pop(start, text) == text
        if start not in some.starts:
            assert kind is Kind.PLAIN
            assert alone
            assert not holds_cue_words(text)
    assert not returned
    assert every.texts[-1:] == some.texts[-1:]
    assert {some.starts[i] for i in some.tight} == {every.starts[i] for i in every.tight}


@pytest.mark.parametrize("word", sorted(FIRST_WORDS))
def test_no_paragraph_that_begins_like_furniture_is_stepped_over(word: str) -> None:
    for form in (word, word.capitalize(), word.upper(), word.title()):
        for mark in ("", ":", ",", "!", "."):
            line = f"{form}{mark} {PROSE}"
            raw = "\n\n".join([PROSE, PROSE, line, PROSE, PROSE])
            lines = read_lines(raw, places=[])
            assert lines is not None
            assert line in lines.texts


@given(st.lists(st.sampled_from(["(@", "not be", "may ", "hoto", " via ", "/", "eserved", "a"])))
def test_a_text_without_telling_places_passes_the_screens_of_lines(parts: list[str]) -> None:
    text = "".join(parts)
    assert telling_places(text) or not (holds_cue_words(text) or may_hold_credit(text))


@pytest.mark.parametrize("end", ["\r\n", "\u2028", "\x0b"])
def test_other_line_ends_are_left_to_the_long_way(end: str) -> None:
    assert read_lines(f"{PROSE}{end}{PROSE}") is None
