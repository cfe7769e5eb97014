"""The examples of docs/reference/lexicon-format.md are read as the page says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from framing.errors import LexiconError
from framing.lexicon import Entry, Lexicon, read_lexicon
from framing.matching import match_texts
from framing.shelf.check import check_lexicon
from framing.terms.grammar import read_term
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "reference" / "lexicon-format.md").read_text(encoding="utf-8")
LIST = PAGE.split("What terms stand for")[1].split("\n\n")[1]
ROWS = re.findall("^- (`[^`]*`): (.*)$", LIST, re.MULTILINE)


@pytest.mark.parametrize(("term", "meaning"), ROWS, ids=[row[0] for row in ROWS])
def test_a_term_stands_for_what_the_page_says(term: str, meaning: str) -> None:
    if meaning.startswith("error: "):
        with pytest.raises(LexiconError, match=re.escape(meaning.removeprefix("error: "))):
            read_term(term.strip("`"))
    else:
        readings = [" ".join(words) for words in read_term(term.strip("`"))]
        assert readings == re.findall("`([^`]*)`", meaning)


def test_the_example_file_passes_the_check(tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(PAGE.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert [str(problem) for problem in check_lexicon(read_lexicon(path))] == []


@pytest.mark.parametrize(("every_category", "found"), [(False, ["x.a"]), (True, ["x.a", "x.b"])])
def test_every_category_counts_as_the_page_says(every_category: bool, found: list[str]) -> None:
    terms = (("peace plan", "a"), ("peace", "a"), ("plan", "b"))
    entries = tuple(Entry(term=term, category=category) for term, category in terms)
    lexicon = replace(Lexicon(name="x", entries=entries), every_category=every_category)
    assert [f for f, _ in match_texts(["The peace plan failed."], [lexicon])[0]] == found
