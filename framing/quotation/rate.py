"""How often a term stands in scare quotes, out of all its uses in the outlet's own voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.quotation.kind import SCARE_QUOTE, TERM_OR_TITLE
from framing.quotes import Quotes
from framing.tokens import Tokens
from framing.voice import OWN, Voice

Indices = npt.NDArray[np.int64]

_DETERMINERS = frozenset("a an the this that these those his her its their our my your".split())


@dataclass(frozen=True, slots=True, eq=False)
class TermUses:
    """Uses of terms by article, columns of shape (n_rows,), sorted by (article, term).

    ``term`` indexes the terms asked for. ``uses`` counts every use in own voice, ``scare_quoted``
    those that are the whole of a scare quote, ``in_marks`` those that are the whole of any marks
    of the writer's own (scare quote, term or title). Rows without a use are left out.
    """

    article: Indices
    term: Indices
    uses: Indices
    scare_quoted: Indices
    in_marks: Indices


def term_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a span as a term: less a determiner before and a possessive after.

    >>> term_of(["the", "peace", "camp's"])
    ('peace', 'camp')
    """
    first = 1 if len(words) > 1 and words[0] in _DETERMINERS else 0
    if not words:
        return ()
    return (*words[first:-1], words[-1].removesuffix("'s"))


def scare_quoted_terms(tokens: Tokens, quotes: Quotes, *, longest: int = 4) -> list[str]:
    """Return the terms that stand in scare quotes anywhere in the batch, sorted.

    >>> from framing.quotes import find_quotes
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(['The "reform" left every fee in place. Delegates met for a "dialogue".'])
    >>> scare_quoted_terms(tokens, find_quotes(tokens))
    ['dialogue', 'reform']
    """
    found = set()
    for i in np.flatnonzero(quotes.kind == SCARE_QUOTE).tolist():
        term = term_of(_words(tokens, int(quotes.first[i]), int(quotes.last[i])))
        if 0 < len(term) <= longest:
            found.add(" ".join(term))
    return sorted(found)


def count_term_uses(tokens: Tokens, quotes: Quotes, voice: Voice, terms: Sequence[str]) -> TermUses:
    """Count the uses of *terms* (normalized words joined by spaces) in each text of *tokens*.

    Uses inside speech or the content of an attribution are a source's and do not count.
    Possessives count as uses of the term.
    """
    by_first: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for number, term in enumerate(terms):
        words = tuple(term.split())
        if words:
            by_first[words[0]].append((words, number))
    begins = _positions(tokens, by_first)
    whole = _whole_marks(quotes)
    counts: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    articles = np.searchsorted(tokens.first, begins, "right") - 1
    for at, article in zip(begins.tolist(), articles.tolist(), strict=True):
        if voice.voice[at] != OWN:
            continue
        for words, number in by_first[_base(_words(tokens, at, at + 1)[0], by_first)]:
            last = at + len(words)
            if last > tokens.first[article + 1] or term_of(_words(tokens, at, last)) != words:
                continue
            kinds = _kinds_around(tokens, whole, at, last)
            row = counts[article, number]
            row[0] += 1
            row[1] += SCARE_QUOTE in kinds
            row[2] += SCARE_QUOTE in kinds or TERM_OR_TITLE in kinds
    keys = sorted(counts)
    table = np.array([[*key, *counts[key]] for key in keys], np.int64).reshape(-1, 5)
    return TermUses(*(table[:, k] for k in range(5)))


def _words(tokens: Tokens, first: int, last: int) -> list[str]:
    types = tokens.vocabulary.types
    return [types[t] for t in tokens.type_id[first:last]]


def _base(word: str, known: dict[str, list[tuple[tuple[str, ...], int]]]) -> str:
    return word if word in known else word.removesuffix("'s")


def _positions(tokens: Tokens, by_first: dict[str, list[tuple[tuple[str, ...], int]]]) -> Indices:
    """Return the tokens with which a use may begin."""
    types = tokens.vocabulary.types
    wanted = [
        i for i in np.unique(tokens.type_id).tolist() if _base(types[i], by_first) in by_first
    ]
    return np.flatnonzero(np.isin(tokens.type_id, wanted))


def _whole_marks(quotes: Quotes) -> dict[tuple[int, int], int]:
    """Return the kind of the marks around each range of tokens."""
    ranges = zip(quotes.first.tolist(), quotes.last.tolist(), strict=True)
    return dict(zip(ranges, quotes.kind.tolist(), strict=True))


def _kinds_around(
    tokens: Tokens, whole: dict[tuple[int, int], int], first: int, last: int
) -> set[int]:
    kinds = {whole.get((first, last), -1)}
    if first and _words(tokens, first - 1, first)[0] in _DETERMINERS:
        kinds.add(whole.get((first - 1, last), -1))
    return kinds
