"""The word lists by which sources are typed, read once from ``data/source_words.toml``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

import tomli

_FILE = Path(__file__).parents[1] / "data" / "source_words.toml"


@lru_cache(maxsize=1)
def source_words() -> dict[str, dict[str, frozenset[str]]]:
    """Return the lists by table and key, each a set of words.

    >>> "spokesman" in source_words()["type"]["official_unnamed"]
    True
    """
    tables = tomli.loads(_FILE.read_text(encoding="utf-8"))
    return {
        name: {key: frozenset(words.split()) for key, words in table.items()}
        for name, table in tables.items()
    }


def base_forms(word: str) -> Iterator[str]:
    """Yield *word* and what its plural or possessive may be made of.

    >>> list(base_forms("ministries")), list(base_forms("king's"))
    (['ministries', 'ministry'], ["king's", 'king'])
    """
    yield word
    if not word.endswith(("s", "'")):
        return
    bare = word[:-2] if word.endswith("'s") else word.rstrip("'")
    if bare != word:
        yield bare
    if bare.endswith("ies"):
        yield bare[:-3] + "y"
    elif bare.endswith("s"):
        if bare.endswith("es"):
            yield bare[:-2]
        yield bare[:-1]


def in_list(word: str, words: Collection[str]) -> bool:
    """Tell whether *word*, or what its plural or possessive is made of, is one of *words*.

    >>> in_list("ministries", frozenset(["ministry"])), in_list("king's", frozenset(["king"]))
    (True, True)
    """
    return any(form in words for form in base_forms(word))
