"""What can go wrong, in words that repeat what was given and name file, row and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class FramingError(Exception):
    """Any error whose message is meant for the person who called the library."""


class ArgumentError(FramingError, ValueError):
    """A value that a call does not take; Python's own kind as well, for those who expect it."""


class ReadError(FramingError):
    """Articles that cannot be read: the message names the file, the row and the remedy."""


class ReadWarning(UserWarning):
    """Something that was not read while the rest was: names the file, the row and the remedy."""


class LexiconError(FramingError):
    """A lexicon that cannot be used: the message names the file, the line and the entry."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` for the known name closest to *word*, else nothing.

    >>> nearest("nameing", ["naming", "actors"])
    " (did you mean 'naming'?)"
    >>> nearest("zzz", ["naming"])
    ''
    """
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
