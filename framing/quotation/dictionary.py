"""What a dictionary and other news texts know of a word: whether it is one, how common, for what.

A scare quote mostly holds an ordinary word, a term one that few texts use or no dictionary lists.
The table is made by ``benchmarks/build_word_knowledge.py`` from WordNet 3.0 (Princeton University,
2006; ``data/WORDNET-LICENSE.txt``) and the document frequencies of some news.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

PARTS = ("noun", "verb", "adjective", "adverb")
NOUN_FILES = (
    "tops act animal artifact attribute body cognition communication event feeling food group"
    " location motive object person phenomenon plant possession process quantity relation shape"
    " state substance time"
).split()
"""What a noun names first of all, by WordNet's lexicographers; numbered there from 3."""

_FIRST_NOUN_FILE = 3
# Endings by their last letter, and what to put in their place.
_ENDINGS = {
    "s": (("s", ""), ("es", ""), ("ies", "y")),
    "d": (("ed", ""), ("ed", "e")),
    "g": (("ing", ""), ("ing", "e")),
}


def news_counts(types: Sequence[str]) -> list[int]:
    """Return in how many news texts of the table each of *types* occurs, 0 for few or none."""
    counts = _table()[0]
    return [counts.get(word, 0) for word in types]


def senses(types: Sequence[str]) -> list[int]:
    """Return for each type a bit a part of speech, then a bit for what it names as a noun.

    A word that is not listed is looked up without its ending. The bits follow `PARTS`, then
    `NOUN_FILES`; 0 is a word that no dictionary lists.

    >>> bits, unknown = senses(["reforms", "birtherism"])
    >>> [name for i, name in enumerate((*PARTS, *NOUN_FILES)) if bits >> i & 1], unknown
    (['noun', 'verb', 'act'], 0)
    """
    listed = _table()[1]
    return [next((listed[form] for form in _forms(word) if form in listed), 0) for word in types]


def _forms(word: str) -> Iterator[str]:
    yield word
    for ending, instead in _ENDINGS.get(word[-1:], ()):
        if word.endswith(ending):
            yield word[: -len(ending)] + instead


@cache
def _table() -> tuple[dict[str, int], dict[str, int]]:
    source = Path(__file__).parents[1] / "data" / "word_knowledge.tsv.gz"
    counts: dict[str, int] = {}
    listed: dict[str, int] = {}
    for line in gzip.decompress(source.read_bytes()).decode("utf-8").splitlines()[1:]:
        parts, number, words = line.split("\t")
        if not parts:
            counts.update(dict.fromkeys(words.split(" "), int(number)))
            continue
        bits = sum(1 << "nvar".index(letter) for letter in parts)
        if number != "0":
            bits |= 1 << (len(PARTS) + int(number) - _FIRST_NOUN_FILE)
        listed.update(dict.fromkeys(words.split(" "), bits))
    return counts, listed
