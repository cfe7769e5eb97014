"""The layout of a page dump: lines, blocks, and which of them read like prose."""

from __future__ import annotations

import re
from typing import NamedTuple

_INDENT = re.compile(r"[\s\ufeff\u200b]*(?:[•·‣▪●◦*–-]\s+|[•·‣▪●◦]|#{1,6}[ \t]+)*")
_CLOSERS = "\"'”’)]»›*_ \t\xa0"
_QUOTES = "\"'“‘("
_TERMINAL = (".", "!", "?", "…", "。")
PROSE_LENGTH = 40
LONG = 200
_WRAP = range(45, 101)


class Unit(NamedTuple):
    """A paragraph of a page: ``raw[start:end]``, without indentation and bullet.

    ``block`` numbers the groups of lines between blank lines; ``bullet`` says that a bullet stood
    before it, ``ends`` that it closes like a sentence, ``prose`` that it is long enough and closes
    like a sentence.
    """

    start: int
    end: int
    text: str
    block: int
    bullet: bool
    ends: bool
    prose: bool
    n_words: int


def ends_like_sentence(text: str) -> bool:
    """Say whether *text* closes with a full stop or the like, before any quotation mark.

    >>> ends_like_sentence('"We are open."'), ends_like_sentence("Port reopens")
    (True, False)
    """
    if text[-1:].isalnum():
        return False
    return text.endswith(_TERMINAL) or text.rstrip(_CLOSERS).endswith(_TERMINAL)


def is_indented(text: str) -> bool:
    """Say whether white space or a bullet stands before the words of a line.

    >>> is_indented("- World"), is_indented("-World")
    (True, False)
    """
    first = text[:1]
    if first.isalnum() or first in _QUOTES:
        return False
    match = _INDENT.match(text)
    return match is not None and match.end() > 0


def split_units(raw: str) -> list[Unit]:
    """Split a page into its paragraphs; lines that were wrapped at a fixed width stay together.

    >>> [unit.text for unit in split_units("News\\n  • World\\n\\nPort reopens\\n")]
    ['News', 'World', 'Port reopens']
    """
    units: list[Unit] = []
    lines: list[tuple[int, str]] = []
    block = at = 0
    for line in raw.splitlines(keepends=True):
        if line.isspace():
            if lines:
                _add_block(units, raw, lines, block)
                lines, block = [], block + 1
        else:
            lines.append((at, line))
        at += len(line)
    if lines:
        _add_block(units, raw, lines, block)
    return units


def _add_block(units: list[Unit], raw: str, lines: list[tuple[int, str]], block: int) -> None:
    if len(lines) > 1 and _is_wrapped([line.strip() for _, line in lines]):
        last, tail = lines[-1]
        units.append(_unit(raw[lines[0][0] : last + len(tail)], lines[0][0], block))
    else:
        units.extend(_unit(line, at, block) for at, line in lines)


def _unit(line: str, start: int, block: int) -> Unit:
    text = line.rstrip()
    bullet = False
    if not text[0].isalnum():
        match = _INDENT.match(text)
        begin = match.end() if match else 0
        bullet = bool(text[:begin].strip(" \t\xa0\ufeff\u200b#"))
        text, start = text[begin:], start + begin
    length = len(text)
    ends = ends_like_sentence(text)
    prose = length >= LONG or (ends and length >= PROSE_LENGTH)
    n_words = text.count(" ") + 1
    return Unit(start, start + length, text, block, bullet, ends, prose, n_words)


def _is_wrapped(lines: list[str]) -> bool:
    """Say whether a block is one paragraph broken at a fixed width."""
    inner = lines[:-1]
    if not all(len(line) in _WRAP for line in inner) or len(lines[-1]) > _WRAP[-1]:
        return False
    if max(map(len, inner)) - min(map(len, inner)) > 25 or not ends_like_sentence(lines[-1]):
        return False
    unfinished = sum(not ends_like_sentence(line) for line in inner)
    lower = sum(line[:1].islower() for line in lines[1:])
    return 2 * unfinished > len(inner) and 3 * lower >= len(inner)


def normalize_line(line: str) -> str:
    """Return *line* as it is compared with other lines: case, marks and spacing aside.

    >>> normalize_line("  Port  reopens: ‘calm’ ")
    'port reopens calm'
    """
    return " ".join(re.findall(r"\w+", line.casefold()))


def begins_title(title: str, text: str) -> bool:
    """Say whether *text* may be the first of the lines that a headline was broken into.

    >>> begins_title("Port reopens; Crews return", "Port reopens;")
    True
    """
    return (
        3 <= len(text) < len(title)
        and text[:3].casefold() == title[:3].casefold()
        and normalize_line(title).startswith(normalize_line(text) + " ")
    )
