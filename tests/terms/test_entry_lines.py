"""Entries read line by line, against the parser of all TOML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.lexicon import lexicon_folder, read_lexicon, shipped_lexicons
from framing.terms.entry_lines import read_entry_lines


def by_parser(text: str) -> list[dict[str, Any]]:
    """The plain version: what TOML says, lists as tuples."""
    rows = tomli.loads(text)["entries"]
    return [{k: tuple(v) if isinstance(v, list) else v for k, v in r.items()} for r in rows]


def file_of(*lines: str) -> str:
    return "\n".join(('name = "n"', "entries = [", *lines, "]", 'about = "after"', ""))


@pytest.mark.parametrize("key", shipped_lexicons())
def test_every_shipped_file_is_plain_and_read_as_toml(key: str) -> None:
    text = (lexicon_folder() / f"{key}.toml").read_text(encoding="utf-8")
    found = read_entry_lines(text)
    assert found is not None
    assert found.rows == by_parser(text)
    assert tomli.loads(found.rest) == {**tomli.loads(text), "entries": []}
    assert all("term = " in text.split("\n")[line - 1] for line in found.lines)


def entries_of(characters: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    texts = st.text(st.sampled_from(characters), max_size=9)
    values = st.one_of(texts, st.lists(texts, max_size=3), st.booleans(), st.integers(-20, 20))
    keys = st.sampled_from(["term", "category", "hit", "grade"])
    return st.lists(st.dictionaries(keys, values, min_size=1), max_size=4)


def written(row: dict[str, Any]) -> str:
    pairs = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items()]
    return "  { " + ", ".join(pairs) + " },"


PLAIN = "ab \"\\{}[,=#'é’—~*|()"


@given(entries_of(PLAIN))
def test_plain_entries_are_read_as_toml_says(rows: list[dict[str, Any]]) -> None:
    text = file_of("  # invented", *map(written, rows), "")
    found = read_entry_lines(text)
    assert found is not None
    assert found.rows == by_parser(text)
    assert found.lines == list(range(4, 4 + len(rows)))


@given(entries_of(PLAIN + "]\t"))
def test_entries_that_are_not_plain_are_read_right_or_not_at_all(
    rows: list[dict[str, Any]],
) -> None:
    text = file_of(*map(written, rows), "")
    found = read_entry_lines(text)
    assert found is None or found.rows == by_parser(text)


@pytest.mark.parametrize(
    "line",
    [
        '{ term = "a", category = "c" }',
        '{ term = "a", term = "b" },',
        '{ term = "a" }, # why',
        "{ term = 'a' },",
        '{ term = "a\\u00e9" },',
        '{ term = ["a", 1] },',
        '{ term = "a"; category = "c" },',
        '{ "term" = "a" },',
        "{ grade = 01 },",
        "nonsense",
    ],
)
def test_other_lines_are_left_to_the_parser(line: str) -> None:
    assert read_entry_lines(file_of('{ term = "a" },', line)) is None


def test_an_error_beside_plain_entries_has_its_place(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(file_of('{ term = "a", category = "c" },') + "version = \n")
    with pytest.raises(LexiconError, match="line 6"):
        read_lexicon(path)


def test_entries_of_another_table_are_not_those_of_the_lexicon(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('name = "n"\n[sources]\nentries = [\n{ term = "a", category = "c" },\n]\n')
    with pytest.raises(LexiconError, match="entries"):
        read_lexicon(path)
