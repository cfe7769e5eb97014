"""The words of the sentences of one event as columns, and which sentences hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.alignment.wording import describe
from framing.article import Article
from framing.linkage.background import words

Indices = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_LEAST_WORDS = 2
# "Secretary of State Jane Doe" is one name, however many words it has.
_WITHIN_NAMES = (" ", " of ", ". ")


@dataclass(frozen=True, slots=True, eq=False)
class SentenceWords:
    """Sentences (``article, start, end, title``) and their words, from ``first[i]`` on.

    A word stands at ``word_start`` to ``word_end`` of its article. ``stem`` is shared by its
    inflected forms, ``key``, an index into ``keys`` (sorted), also by words for one thing. Only
    words with ``content`` count; ``head`` are those that do not go on a name begun before.
    ``factor`` weighs names (1) and numbers (2) apart from other words (0).
    """

    article: Indices
    start: Indices
    end: Indices
    title: Flags
    first: Indices
    word_start: Indices
    word_end: Indices
    stem: Indices
    key: Indices
    content: Flags
    head: Flags
    factor: Indices
    keys: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.article)

    @property
    def sentence(self) -> Indices:
        """The sentence of each word."""
        return np.repeat(np.arange(len(self)), np.diff(self.first))

    def words_of(self, sentence: int) -> range:
        """Return the numbers of the words of a sentence."""
        return range(int(self.first[sentence]), int(self.first[sentence + 1]))

    def holders(self, values: Indices, chosen: Flags) -> Any:
        """Return which sentences hold which of *values* among *chosen* words: sentences × values.

        The matrix is sparse, its entries 1 however often a sentence has the value.
        """
        return holders(self.sentence[chosen], values[chosen], len(self))


def holders(row: Indices, value: Indices, n_rows: int) -> Any:
    """Return a sparse matrix, rows × values, with 1 where a row has a value."""
    from scipy.sparse import csr_array

    width = int(value.max(initial=0)) + 1
    code = distinct(row * width + value)
    at = np.searchsorted(code, np.arange(n_rows + 1) * width)
    return csr_array((np.ones(len(code)), code % width, at), shape=(n_rows, width))


def distinct(values: Indices) -> Indices:
    """Return the distinct *values* in order; faster than ``numpy.unique`` for short arrays."""
    ordered = np.sort(values)
    once: Indices = ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0]
    return once


def find_sentence_words(
    articles: Sequence[Article], spans: Sequence[npt.NDArray[np.int64]], chosen: Sequence[int]
) -> SentenceWords:
    """Return the sentences of the *chosen* articles that say something, with their words.

    *spans* are the sentences' offsets in each article. Captions, and sentences with fewer than
    two content words, are left out; a sentence that runs from the title into the body is cut.
    """
    places: list[tuple[int, int, int, bool]] = []
    sizes: list[int] = []
    found: list[tuple[int, int]] = []
    said: list[str] = []
    for k in chosen:
        text, body = articles[k].text, articles[k].body_start
        captions = [(s.start, s.end) for s in articles[k].sections if s.section == "caption"]
        for start, end in _split_at(body, spans[k]):
            if any(start < e and end > s for s, e in captions):
                continue
            here = [match.span() for match in words(text, start, end)]
            trail = end - start - len(text[start:end].rstrip())
            places.append((k, start, end - trail, start < body))
            sizes.append(len(here))
            found += here
            said += [text[s:e] for s, e in here]
    first = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    span = np.array(found, np.int64).reshape(-1, 2)
    return _columns(articles, np.array(places, np.int64).reshape(-1, 4), first, span, said)


def _split_at(body_start: int, spans: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the spans, one that runs from the title into the body cut in two."""
    out: list[tuple[int, int]] = []
    for start, end in np.asarray(spans, dtype=np.int64).reshape(-1, 2).tolist():
        cut = body_start if start < body_start < end else end
        out += [(start, cut), (cut, end)] if cut < end else [(start, end)]
    return out


def _columns(
    articles: Sequence[Article], place: Indices, first: Indices, span: Indices, said: list[str]
) -> SentenceWords:
    types = {word: n for n, word in enumerate(dict.fromkeys(said))}
    of_type = np.array([types[word] for word in said], np.int64)
    traits = [describe(word) for word in types]
    names = tuple(sorted({trait.key for trait in traits}))
    keys = {key: n for n, key in enumerate(names)}
    stems = {stem: n for n, stem in enumerate(dict.fromkeys(trait.stem for trait in traits))}
    stem = np.array([stems[trait.stem] for trait in traits], np.int64)[of_type]
    key = np.array([keys[trait.key] for trait in traits], np.int64)[of_type]
    factor = np.array([2 * t.number + t.name for t in traits], np.int64)[of_type]
    content = np.array([trait.content for trait in traits], np.bool_)[of_type]
    capital = np.array([trait.capital for trait in traits], np.bool_)[of_type]
    sentence = np.repeat(np.arange(len(place)), np.diff(first))
    texts = [articles[k].text for k in place[:, 0].tolist()]
    head = content & ~_tails(texts, sentence, span, content, capital)
    kept = np.bincount(sentence[content], minlength=len(place)) >= _LEAST_WORDS
    said_in = kept[sentence]
    return SentenceWords(
        article=place[kept, 0],
        start=place[kept, 1],
        end=place[kept, 2],
        title=place[kept, 3].astype(np.bool_),
        first=np.concatenate(([0], np.cumsum(np.diff(first)[kept]))),
        word_start=span[said_in, 0],
        word_end=span[said_in, 1],
        stem=stem[said_in],
        key=key[said_in],
        content=content[said_in],
        head=head[said_in],
        factor=factor[said_in],
        keys=names,
    )


def _tails(
    texts: Sequence[str], sentence: Indices, span: Indices, content: Flags, capital: Flags
) -> Flags:
    """Tell which words go on a name: capitals after a capital with no content word between."""
    tail = np.zeros(len(span), np.bool_)
    at = np.flatnonzero(content)
    before, here = at[:-1], at[1:]
    gap = span[here, 0] - span[before, 1]
    may = capital[before] & capital[here] & (sentence[before] == sentence[here]) & (gap <= 4)
    for a, b in zip(before[may].tolist(), here[may].tolist(), strict=True):
        tail[b] = texts[sentence[b]][span[a, 1] : span[b, 0]] in _WITHIN_NAMES
    return tail
