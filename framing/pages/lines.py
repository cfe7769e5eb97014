"""The lines of a text, and which of them are plain paragraphs that need no second look."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from framing.pages.blocks import LONG, PROSE_LENGTH, ends_like_sentence
from framing.pages.screens import FIRST_WORD, may_hold_credit, starts_like_furniture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What ends a line beside the line feed: such texts are left to split_units.
_OTHER_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_OPENERS = frozenset("\"'“‘(")
_BRACKETS = (")", "]", ").", "].")
# Paragraphs that are surely plain, a blank line or the end below each; the group is the last of
# them. Each ends like a sentence. Words inside them are not looked at.
_PLAIN_RUN = re.compile(
    rf"(?:(?!{FIRST_WORD})([A-Za-z0-9\"'“‘(].{{{PROSE_LENGTH - 2},}}[.!?…][\"'”’]*)(?:\n\n+|\Z))++"
)


class Kind(IntEnum):
    """How a line reads: short, like prose, or like a paragraph that nothing makes furniture.

    A plain paragraph is prose without indentation, bullet, bracket or credit at its ends, whose
    first word is none that furniture begins with.
    """

    SHORT = 0
    PROSE = 1
    PLAIN = 2


class Lines(NamedTuple):
    """The lines of a text that are not blank, without the white space at their ends.

    ``tight`` holds the numbers of those that no blank line divides from the one above.
    """

    texts: list[str]
    starts: list[int]
    kinds: list[Kind]
    tight: set[int]

    def add(self, text: str, start: int, kind: Kind) -> None:
        """Append a line."""
        self.texts.append(text)
        self.starts.append(start)
        self.kinds.append(kind)

    def holding(self, places: Iterable[int]) -> set[int]:
        """Return the numbers of the lines that begin last before each of *places* of the text."""
        return {bisect_right(self.starts, place) - 1 for place in places}

    def span(self, i: int) -> tuple[int, int]:
        """Return the range of line *i* in the text."""
        return self.starts[i], self.starts[i] + len(self.texts[i])


def read_lines(
    raw: str, at: int = 0, *, places: Sequence[int] | None = None, head: int = 0
) -> Lines | None:
    r"""Return the lines of *raw* from offset *at*; None where lines end in other than ``"\n"``.

    With *places*, the offsets of the words that give lines away (``telling_places``), a regular
    expression steps over lines that mean nothing to others: below *head* characters and the first
    line of prose, of plain paragraphs that follow one another, a blank line between any two, only
    the first and the last are sure to be returned.

    >>> lines = read_lines("Port reopens\n\nThe port reopened on Monday after a week of talks.\n")
    >>> lines.starts, [kind.name for kind in lines.kinds]
    ([0, 14], ['SHORT', 'PLAIN'])
    """
    if any(map(raw.__contains__, _OTHER_BREAKS)):
        return None
    lines = Lines([], [], [], set())
    blank, prose = at == 0, False
    while at < len(raw):
        stop = raw.find("\n", at)
        stop = len(raw) if stop < 0 else stop
        text = raw[at:stop].rstrip()
        if text:
            if not blank:
                lines.tight.add(len(lines.texts))
            kind = _kind(text)
            lines.add(text, at, kind)
            prose = prose or kind is not Kind.SHORT
            head -= len(text) + 1
        blank = not text
        at = stop + 1
        if blank and prose and head < 0 and places is not None:
            run = _PLAIN_RUN.match(raw, at, _line_of_next(raw, at, places))
            if run is not None:
                lines.add(run[1], run.start(1), Kind.PLAIN)
                at = run.end()
    return lines


def _line_of_next(raw: str, at: int, places: Sequence[int]) -> int:
    """Return where the line begins that holds the first of *places* from *at* on, or the end."""
    following = bisect_left(places, at)
    return raw.rfind("\n", 0, places[following]) + 1 if following < len(places) else len(raw)


def _kind(text: str) -> Kind:
    size = len(text)
    if size < PROSE_LENGTH or (text[-1] != "." and size < LONG and not ends_like_sentence(text)):
        return Kind.SHORT
    first = text[0]
    if (
        (first.isalnum() or first in _OPENERS)
        and not text.endswith(_BRACKETS)
        and not starts_like_furniture(text)
        and not may_hold_credit(text)
    ):
        return Kind.PLAIN
    return Kind.PROSE
