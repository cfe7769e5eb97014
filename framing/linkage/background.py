"""How many ordinary news texts a word occurs in: document frequencies for small corpora.

The table is counts only, made by ``benchmarks/build_background.py``. With two articles there is
no telling from them alone which of their words are rare; with many, their own counts outweigh it.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"'s?$")
_TABLE = "background_df.tsv.gz"


@dataclass(frozen=True, slots=True)
class Background:
    """Document frequencies of words in ``n_documents`` news texts.

    ``document_frequency`` maps a lower-cased word to the number of texts that hold it; words in
    fewer than ``least`` texts are left out. ``names`` are the words mostly written with a capital.
    """

    n_documents: int
    least: int
    document_frequency: Mapping[str, int]
    names: frozenset[str]

    def is_name(self, word: str) -> bool:
        """Say whether a capitalized *word* can be a name: one that is usually written so.

        >>> load_background().is_name("However"), load_background().is_name("Qatar")
        (False, True)
        """
        folded = word.lower().replace("’", "'")
        return folded in self.names or folded not in self.document_frequency


def words(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """Yield the words and numbers of *text* (from *start* to *end*), hyphenated ones taken apart.

    >>> [match.group() for match in words("Hamas-run offices, 1,200 of them: Gaza's.")]
    ['Hamas', 'run', 'offices', '1,200', 'of', 'them', "Gaza's"]
    """
    return _WORD.finditer(text, start, end)


@lru_cache(maxsize=1 << 16)
def term(word: str) -> str:
    """Return the form under which *word* is counted: lower case, no possessive, no commas.

    >>> term("Gaza's"), term("1,200"), term("3.5")
    ('gaza', '1200', '3.5')
    """
    if word[0].isdigit():
        return word.replace(",", "")
    folded = word.lower().replace("’", "'")
    return _POSSESSIVE.sub("", folded) or folded


@cache
def load_background() -> Background:
    """Return the table shipped with the package (read once).

    >>> table = load_background()
    >>> table.document_frequency["the"] > table.document_frequency["senate"] > 0
    True
    """
    packed = resources.files("framing").joinpath("data", _TABLE).read_bytes()
    head, *lines = gzip.decompress(packed).decode("utf-8").splitlines()
    n_documents, least = (int(field) for field in head.split("\t")[:2])
    rows = [line.split("\t") for line in lines]
    return Background(
        n_documents=n_documents,
        least=least,
        document_frequency={word: int(count) for word, count, _ in rows},
        names=frozenset(word for word, _, name in rows if name == "1"),
    )
