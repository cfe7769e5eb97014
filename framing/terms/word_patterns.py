"""Which of many word patterns a word fits, asked once a type."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from framing.terms.grammar import glob_to_regex

_BUCKET = 2


class PatternIndex:
    """Numbered patterns of one word, sorted by how they can be found.

    >>> PatternIndex({"strike*": 0, "strike": 1, "*": 2, "*load": 3}).numbers_of("strike")
    (1, 0)
    """

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self.any_word = numbers.get("*", -1)
        self._exact: dict[str, int] = {}
        self._prefix: dict[str, int] = {}
        self._general: dict[str, list[tuple[re.Pattern[str], int]]] = defaultdict(list)
        for pattern, number in numbers.items():
            if "*" not in pattern and "?" not in pattern:
                self._exact[pattern] = number
            elif pattern != "*" and pattern.find("*") == len(pattern) - 1 and "?" not in pattern:
                self._prefix[pattern[:-1]] = number
            elif pattern != "*":
                literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
                bucket = literal[:_BUCKET] if len(literal) >= _BUCKET else ""
                self._general[bucket].append((re.compile(glob_to_regex(pattern)), number))
        lengths: dict[str, set[int]] = defaultdict(set)
        for prefix in self._prefix:
            lengths[prefix[:_BUCKET]].add(len(prefix))
        self._lengths = {begin: sorted(found) for begin, found in lengths.items()}

    def numbers_of(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the patterns that *word* fits, without the one for any word."""
        found = []
        exact = self._exact.get(word)
        if exact is not None:
            found.append(exact)
        begins = (word[:1], word[:_BUCKET]) if len(word) > 1 else (word,)
        for begin in begins:
            for length in self._lengths.get(begin, ()):
                number = self._prefix.get(word[:length])
                if number is not None:
                    found.append(number)
        for bucket in (word[:_BUCKET], ""):
            for regex, number in self._general.get(bucket, ()):
                if regex.fullmatch(word):
                    found.append(number)
        return tuple(found)
