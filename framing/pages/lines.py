"""The lines of a text, and which of them are plain paragraphs that need no second look."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from framing.pages.blocks import LONG, PROSE_LENGTH, ends_like_sentence
from framing.pages.screens import may_hold_credit, starts_like_furniture

# What ends a line beside the line feed: such texts are left to split_units.
_OTHER_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_OPENERS = frozenset("\"'“‘(")
_BRACKETS = (")", "]", ").", "].")


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

    def span(self, i: int) -> tuple[int, int]:
        """Return the range of line *i* in the text."""
        return self.starts[i], self.starts[i] + len(self.texts[i])


def read_lines(raw: str, at: int = 0) -> Lines | None:
    r"""Return the lines of *raw* from offset *at*; None where lines end in other than ``"\n"``.

    >>> lines = read_lines("Port reopens\n\nThe port reopened on Monday after a week of talks.\n")
    >>> lines.starts, [kind.name for kind in lines.kinds]
    ([0, 14], ['SHORT', 'PLAIN'])
    """
    if any(map(raw.__contains__, _OTHER_BREAKS)):
        return None
    texts: list[str] = []
    starts: list[int] = []
    tight: set[int] = set()
    blank = at == 0
    for line in raw[at:].split("\n"):
        text = line.rstrip()
        if text:
            if not blank:
                tight.add(len(texts))
            texts.append(text)
            starts.append(at)
        blank = not text
        at += len(line) + 1
    return Lines(texts, starts, list(map(_kind, texts)), tight)


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
