"""What only one of two sentences says, near what both say."""

from __future__ import annotations

import numpy as np

from framing.alignment.sentence_words import Flags, Indices, SentenceWords, distinct, is_among

Spans = tuple[tuple[int, int], ...]

_NEAR_SHARED = 5


class Differences:
    """Looks up what sentences say, of content words or not, by stem and by key."""

    def __init__(self, sentences: SentenceWords) -> None:
        self._sentences = sentences
        self._held = [
            (value, width, distinct(sentences.sentence * width + value))
            for value in (sentences.stem, sentences.key)
            for width in (int(value.max(initial=0)) + 1,)
        ]

    def only_in(self, own: Indices, other: Indices) -> list[Spans]:
        """Return for each pair the spans of content words only *own* has, near words both have."""
        sentences = self._sentences
        pair, word = sentences.words_of(own)
        content = sentences.content[word]
        there, both = self._lookup(pair, word, content, other)
        sizes = np.bincount(pair, minlength=len(own))
        ends = np.cumsum(sizes)
        before = np.concatenate(([0], np.cumsum(both)))
        at = np.arange(len(pair))
        low = np.maximum(at - _NEAR_SHARED, (ends - sizes)[pair])
        high = np.minimum(at + _NEAR_SHARED + 1, ends[pair])
        alone = content & ~there & (before[high] > before[low])
        joins = np.concatenate(([False], alone[:-1] & alone[1:] & (pair[:-1] == pair[1:])))
        opens = alone & ~joins
        closes = alone & ~np.append(joins[1:], False)
        starts = sentences.word_start[word[opens]].tolist()
        stops = sentences.word_end[word[closes]].tolist()
        runs = list(zip(starts, stops, strict=True))
        bounds = np.cumsum(np.bincount(pair[opens], minlength=len(own))).tolist()
        return [tuple(runs[a:b]) for a, b in zip([0, *bounds], bounds, strict=False)]

    def _lookup(
        self, pair: Indices, word: Indices, content: Flags, other: Indices
    ) -> tuple[Flags, Flags]:
        """Tell which words the other sentence has by their stem, and which by their key."""
        found = []
        at = np.flatnonzero(content)
        for value, width, held in reversed(self._held):
            at = at[is_among(other[pair[at]] * width + value[word[at]], held)]
            found.append(np.zeros(len(word), np.bool_))
            found[-1][at] = True  # of words with a key in common some have the stem in common
        both, there = found
        return there, both
