"""Reading the entries of a lexicon file line by line, faster than a parser of all TOML.

Only plain files are read so: one entry a line, ``{ key = value, key = value },``, of texts, lists
of texts, whole numbers and truth values. A file with any other line among its entries is left to
the TOML parser, and so is every error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_TEXT = r'"[^"\\]*+(?:\\["\\][^"\\]*+)*+"'
_PAIR = rf"([a-z_]++) = ({_TEXT}|\[[^]]*+\]|true|false|0|-?[1-9][0-9]*+)"


@dataclass(frozen=True, slots=True)
class EntryLines:
    """The entries of a file as keys and values, the line of each, and the file without them."""

    rows: list[dict[str, Any]]
    lines: list[int]
    rest: str


def read_entry_lines(text: str) -> EntryLines | None:
    """Return the entries of a lexicon file, or None if they are not all on plain lines.

    >>> found = read_entry_lines('name = "n"\\nentries = [\\n{ term = "a", needs = ["b"] },\\n]\\n')
    >>> found.rows, found.lines, found.rest
    ([{'term': 'a', 'needs': ('b',)}], [3], 'name = "n"\\nentries = []\\n')
    """
    begin = re.search(r"^entries = \[(?=\n)", text, re.MULTILINE)
    stop = text.find("\n]", begin.end()) if begin else -1
    if begin is None or stop < 0:
        return None
    read = _LineReader()
    rows, lines = [], []
    first = text.count("\n", 0, begin.end()) + 1
    for number, line in enumerate(text[begin.end() : stop].split("\n"), first):
        content = line.strip(" ")
        if not content.isprintable():
            return None
        if content and not content.startswith("#"):
            row = read.row(content)
            if row is None:
                return None
            rows.append(row)
            lines.append(number)
    return EntryLines(rows, lines, text[: begin.end()] + text[stop + 1 :])


class _LineReader:
    """Reads plain lines; equal lists of a file become one object."""

    def __init__(self) -> None:
        self._pairs = re.compile(_PAIR)
        self._texts = re.compile(_TEXT)
        self._lists: dict[str, tuple[str, ...] | None] = {}

    def row(self, line: str) -> dict[str, Any] | None:
        """Return the keys and values of a *line*, or None if it is not plain."""
        pairs = self._pairs.findall(line)
        if line != "{ " + ", ".join([f"{key} = {value}" for key, value in pairs]) + " },":
            return None
        row = {
            key: value[1:-1] if value[0] == '"' and "\\" not in value else self._value(value)
            for key, value in pairs
        }
        return row if len(row) == len(pairs) and None not in row.values() else None

    def _value(self, written: str) -> Any:
        kind = written[0]
        if kind == '"':
            return _unquoted(written)
        if kind == "[":
            if written not in self._lists:
                self._lists[written] = self._list(written)
            return self._lists[written]
        return written == "true" if kind in "tf" else int(written)

    def _list(self, written: str) -> tuple[str, ...] | None:
        texts = self._texts.findall(written)
        return tuple(map(_unquoted, texts)) if written == f"[{', '.join(texts)}]" else None


def _unquoted(written: str) -> str:
    inner = written[1:-1]
    return re.sub(r"\\(.)", r"\1", inner) if "\\" in inner else inner
