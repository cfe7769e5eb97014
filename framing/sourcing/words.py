"""The word lists by which sources are typed, read once from ``data/source_words.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "data" / "source_words.toml"


@lru_cache(maxsize=1)
def source_words() -> dict[str, dict[str, frozenset[str]]]:
    """Return the lists by table and key, each a set of words.

    >>> "spokesman" in source_words()["type"]["official_unnamed"]
    True
    """
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        name: {key: frozenset(words.split()) for key, words in table.items()}
        for name, table in tables.items()
    }


@lru_cache(maxsize=1 << 16)
def in_list(word: str, words: frozenset[str]) -> bool:
    """Tell whether *word*, or what its plural or possessive is made of, is one of *words*.

    >>> in_list("ministries", frozenset(["ministry"])), in_list("king's", frozenset(["king"]))
    (True, True)
    """
    if word in words:
        return True
    bare = word[:-2] if word.endswith("'s") else word.rstrip("'")
    if bare in words:
        return True
    if bare.endswith("ies"):
        return bare[:-3] + "y" in words
    if bare.endswith("es") and bare[:-2] in words:
        return True
    return bare.endswith("s") and bare[:-1] in words
