"""Which of many word patterns a word fits, asked once a type and of many types at once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from framing.terms.grammar import glob_to_regex

_BUCKET = 2
_WILD = re.compile("[*?]")
_AFTER_ALL = "\U0010ffff"


class _Glob(NamedTuple):
    """A pattern with ``*`` or ``?``: how words begin that may fit it, and what decides then."""

    begin: str
    fits: Callable[[str], object] | None
    number: int


class PatternIndex:
    """Numbered patterns of one word, sorted by how they can be found.

    Words without ``*`` and ``?`` are looked up, and mere endings asked for all at once. The
    others are looked for in the sorted words, where those that begin alike stand together.

    >>> patterns = PatternIndex({"strike*": 0, "strike": 1, "*": 2, "*load": 3})
    >>> patterns.fitting({"strike", "port"})
    {'strike': (0, 1)}
    """

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self.any_word = numbers.get("*", -1)
        self._exact: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._globs: dict[str, list[_Glob]] = defaultdict(list)
        for pattern, number in numbers.items():
            begin = pattern.partition("*")[0].partition("?")[0]
            if begin == pattern:
                self._exact[pattern] = number
            elif pattern[0] == "*" and pattern[1:] and not _WILD.search(pattern, 1):
                self._ends[pattern[1:]] = number
            elif pattern != "*":
                glob = _Glob(begin, _test_beyond(begin, pattern), number)
                self._globs[begin[:_BUCKET]].append(glob)

    def fitting(self, words: Collection[str]) -> dict[str, tuple[int, ...]]:
        """Return the numbers of the patterns that each of *words* fits, less that for any word.

        Words that fit none are left out.
        """
        found: dict[str, list[int]] = defaultdict(list)
        for word in self._exact.keys() & words:
            found[word].append(self._exact[word])
        ends = tuple(self._ends)
        for word in [word for word in words if word.endswith(ends)]:
            found[word].extend(n for end, n in self._ends.items() if word.endswith(end))
        ordered = sorted(words)
        begins = {word[:_BUCKET] for word in ordered}
        begins |= {begin[:1] for begin in begins} | {""}
        for begin in self._globs.keys() & begins:
            for glob in self._globs[begin]:
                first = bisect_left(ordered, glob.begin)
                stop = bisect_left(ordered, glob.begin + _AFTER_ALL, first)
                alike = ordered[first:stop]
                for word in alike if glob.fits is None else filter(glob.fits, alike):
                    found[word].append(glob.number)
        return {word: tuple(sorted(numbers)) for word, numbers in found.items()}


def _test_beyond(begin: str, pattern: str) -> Callable[[str], object] | None:
    """Return what tells of words with the *begin* of a pattern if they fit it; None if all do."""
    if pattern == f"{begin}*":
        return None
    return re.compile(glob_to_regex(pattern)).fullmatch
