from __future__ import annotations

import fnmatch
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.terms.grammar import glob_to_regex, read_term


@pytest.mark.parametrize(
    ("term", "readings"),
    [
        ("walkout*", [("walkout*",)]),
        ("terror group", [("terror", "group")]),
        ("self-styled", [("self", "styled")]),
        ("(a|b) (c)? d", [("a", "c", "d"), ("a", "d"), ("b", "c", "d"), ("b", "d")]),
        ("state-*", [("state-*",)]),
        ("what * calls", [("what", "*", "calls")]),
        ("(freedom fighter|rebel)", [("freedom", "fighter"), ("rebel",)]),
        ("troops’ pay", [("troops", "pay")]),
        ("Israel’s", [("israel's",)]),
        ("organi?ation", [("organi?ation",)]),
        ("in the wake of", [("in", "the", "wake", "of")]),
        ("ประท้วง*", [("ประท้วง*",)]),
        ("حَرْب", [("حَرْب",)]),
    ],
)
def test_readings(term: str, readings: list[tuple[str, ...]]) -> None:
    assert list(read_term(term)) == readings


def test_capitals_are_kept_when_asked_for() -> None:
    assert read_term("US army", keep_case=True)[0] == ("US", "army")


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("*", "only"),
        ("the *", "only"),
        ("(a|b", "cannot be read"),
        ("a (b (c))", "cannot be read"),
        ("", "nothing"),
        ("(a)?", "nothing"),
        ("AT&T", "never one word"),
        ("(a|)", "empty"),
        ("(a)? *", "only"),
        ("(" + "|".join(f"w{n}" for n in range(10_000)) + ")", "words"),
    ],
)
def test_bad_terms(term: str, says: str) -> None:
    with pytest.raises(LexiconError, match=says):
        read_term(term)


@given(st.text("ab*?", max_size=8), st.text("ab", max_size=12))
def test_globs_are_those_of_file_names(pattern: str, word: str) -> None:
    found = re.fullmatch(glob_to_regex(pattern), word) is not None
    assert found == fnmatch.fnmatchcase(word, pattern)


def test_no_glob_is_slow_on_any_word() -> None:
    pattern = "a" + "*a" * 12 + "*b"
    assert re.fullmatch(glob_to_regex(pattern), "a" * 20_000) is None
