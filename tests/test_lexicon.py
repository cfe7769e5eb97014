from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from framing.errors import LexiconError
from framing.lexicon import (
    Lexicon,
    lexicon_from_terms,
    load_lexicon,
    read_lexicon,
    shipped_lexicons,
)
from framing.shelf.check import check_lexicon

HEAD = """\
name = "toy"
version = "1"
about = "a"
scope = "b"
licence = "CC-BY-4.0"
sources.book = { title = "T", isbn = "1", read = "on paper" }
categories.a = { about = "first" }
entries = [
"""
GOOD = (
    '{ term = "strike*", category = "a", source = "book", hit = "A strike.", miss = "A stroke." },'
)

_OTHERS = [GOOD.replace("strike", "siege"), GOOD.replace("strike", "lockout")]


def write(tmp_path: Path, *lines: str, head: str = HEAD) -> Path:
    path = tmp_path / "toy.toml"
    path.write_text(head + "\n".join(lines) + "\n]\n", encoding="utf-8")
    return path


def problems(tmp_path: Path, *lines: str, head: str = HEAD) -> list[str]:
    return [str(p) for p in check_lexicon(read_lexicon(write(tmp_path, *lines, head=head)))]


def test_a_good_lexicon_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('source = "book"', 'source = "bok"'), "unknown source 'bok' (did you mean 'book'?)"),
        (('source = "book"', 'source = "own"'), "needs a reason"),
        (('category = "a"', 'category = "b"'), "unknown category 'b'"),
        (('hit = "A strike."', 'hit = "A stroke."'), "does not match in its hit"),
        (('miss = "A stroke."', 'miss = "Two strikes."'), "matches in its miss"),
        (("strike*", "*"), "only * or ?"),
        (('source = "book"', 'source = "book", stance = "rude"'), "stance 'rude'"),
        (('source = "book"', 'source = "book", stance = "delegitimizing"'), "said_by"),
        (('source = "book"', 'source = "book", referent = "x"'), "unknown referent 'x'"),
        (('source = "book"', 'source = "book", grade = 7'), "grade 7"),
        ((', miss = "A stroke."', ""), "no miss"),
    ],
)
def test_problems_name_line_and_entry(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    found = problems(tmp_path, *_OTHERS, GOOD.replace(*change))
    assert any(says in p and ":11: " in p for p in found), found


def test_duplicates_and_shadows(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD, GOOD)
    assert any("matches the same as line 9" in p for p in found)
    assert any("is shadowed in its hit by line 9" in p for p in found)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{ term = "a", category = "a", sorce = "book" },', "toy.toml:9: entry 1 .* 'source'"),
        ('{ term = "a", category = "a" "b" },', "not valid TOML.*line 9"),
        ('{ category = "a" },', "term = None is missing"),
        ('"strike",', "is no entry"),
    ],
)
def test_unreadable_files_name_the_line(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(LexiconError, match=says):
        read_lexicon(write(tmp_path, line))


def test_a_lexicon_includes_no_other(tmp_path: Path) -> None:
    """So that no file can include itself."""
    with pytest.raises(LexiconError, match=r"toy\.toml: unknown key 'include'"):
        read_lexicon(write(tmp_path, GOOD, head='include = ["toy.toml"]\n' + HEAD))


def test_a_term_of_ten_thousand_alternatives_is_not_repeated_whole(tmp_path: Path) -> None:
    many = "|".join(f"w{number}" for number in range(10_000))
    found = problems(tmp_path, GOOD.replace("strike*", f"({many})"))
    assert any("split it into several" in p and ":9: " in p and len(p) < 400 for p in found), found


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "toy.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LexiconError, match="UTF-8"):
        read_lexicon(path)


def test_an_unknown_lexicon_names_the_nearest() -> None:
    with pytest.raises(LexiconError, match="did you mean 'hedges'"):
        load_lexicon("hedge")


def test_keys_and_features() -> None:
    lexicon = lexicon_from_terms({"b": ["x"], "a": "y"}, name="mine")
    assert lexicon.key == "mine"
    assert lexicon.features() == ("mine.a", "mine.b")
    assert Lexicon(name="n", topic="t", entries=()).key == "n/t"


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"doubt": [None]}, "terms of 'doubt': term 1 is None, not text"),
        ({"doubt": ["so-called", 3]}, "terms of 'doubt': term 2 is 3, not text"),
        ({"doubt": None}, "terms of 'doubt': None is no term and no list of terms"),
        ({"doubt": b"claims"}, "terms of 'doubt': b'claims' is no term"),
        ([None], "terms of 'own': term 1 is None, not text"),
    ],
)
def test_terms_of_ones_own_that_are_no_text_are_refused(terms: Any, says: str) -> None:
    with pytest.raises(LexiconError, match=re.escape(says)):
        lexicon_from_terms(terms)


@pytest.mark.parametrize("key", shipped_lexicons())
def test_shipped_lexicons_have_no_problem(key: str) -> None:
    assert [str(p) for p in check_lexicon(load_lexicon(key))] == []


@pytest.mark.parametrize(
    ("key", "remedy"),
    [
        ("own.toml", r"lexicons=\[framing.import_lexicon\('own.toml'\)\]"),
        ("harbor pilots", r"lexicons=\[\['harbor pilots'\]\]"),
    ],
)
def test_what_is_no_key_is_told_how_to_be_given(key: str, remedy: str) -> None:
    with pytest.raises(LexiconError, match=remedy):
        load_lexicon(key)
