"""The tokens around each quoted span, as arrays."""

from __future__ import annotations

from functools import cache, cached_property, reduce

import numpy as np
import numpy.typing as npt

from framing.quotation.marks import MarkedSpans
from framing.quotation.words import CLASSES, word_classes
from framing.tokens import Tokens

Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]

_FAR = 10  # tokens looked at on each side within the sentence
_INSIDE = 64  # tokens looked at inside the span
_NEIGHBOR = 14  # tokens looked at in the sentences before and after


@cache
def _bits(*names: str) -> np.uint32:
    return np.uint32(sum(1 << CLASSES.index(name) for name in names))


class Context:
    """The tokens around each span as arrays of shape (n_spans, distance)."""

    def __init__(self, tokens: Tokens, spans: MarkedSpans) -> None:
        self.tokens, self.spans = tokens, spans
        # One token of class 0 after the last stands for "none".
        self.none = len(tokens)
        classes = tokens.vocabulary.column("quotation_words", word_classes, np.uint32).values()
        self.classes = np.append(classes[tokens.type_id], 0).astype(np.uint32)
        self.types = np.append(tokens.type_id, 0)
        self.shape = np.append(tokens.shape, 9)
        sentence, paragraph = tokens.sentence, tokens.paragraph
        first, last = spans.first, spans.last - 1
        n = len(tokens)
        left = first[:, None] - 1 - np.arange(_FAR)
        right = last[:, None] + 1 + np.arange(_FAR)
        inside_left = np.maximum(left, 0)
        inside_right = np.minimum(right, n - 1)
        same_left = (left >= 0) & (paragraph[inside_left] == paragraph[first][:, None])
        same_right = (right < n) & (paragraph[inside_right] == paragraph[last][:, None])
        in_sentence = sentence[inside_left] == sentence[first][:, None]
        self.left = np.where(same_left & in_sentence, left, self.none)
        in_sentence = sentence[inside_right] == sentence[last][:, None]
        self.right = np.where(same_right & in_sentence, right, self.none)
        self._read_inside()
        before, after = self._neighbor_sentences(left, right)
        self.before, self.after = before, after
        self.left_classes, self.right_classes = self.classes[self.left], self.classes[self.right]
        self.before_classes, self.after_classes = self.classes[before], self.classes[after]
        units = tokens.units
        size = len(units)
        self.gap_left = units.take(np.maximum(spans.start - 1, 0))
        self.gap_left2 = units.take(np.maximum(spans.start - 2, 0))
        self.gap_right = units.take(np.minimum(spans.end, size - 1))
        self.gap_right[spans.end >= size] = 10
        self.gap_left[spans.start == 0] = 10
        self.inner_end = units.take(np.maximum(spans.end - 2, 0))
        doubled = self.inner_end == units.take(np.maximum(spans.end - 1, 0))
        self.inner_end = np.where(doubled, units.take(np.maximum(spans.end - 3, 0)), self.inner_end)

    def _read_inside(self) -> None:
        """Number the tokens in each span, of long ones the first `_INSIDE`."""
        size = np.minimum(self.spans.last - self.spans.first, _INSIDE)
        self._inner_start = np.cumsum(size) - size
        self.inner = np.repeat(self.spans.first - self._inner_start, size) + np.arange(size.sum())
        self.inner_classes = self.classes[self.inner]
        self._inside_classes = np.bitwise_or.reduceat(self.inner_classes, self._inner_start)

    def _neighbor_sentences(self, left: Indices, right: Indices) -> tuple[Indices, Indices]:
        """Return the last tokens before and the first tokens after the span's own sentences."""
        tokens, n = self.tokens, len(self.tokens)
        starts = tokens.sentence_starts()
        ends = np.append(starts[1:], n)
        first_sentence = tokens.sentence[self.spans.first]
        last_sentence = tokens.sentence[self.spans.last - 1]
        begin, stop = starts[first_sentence], ends[last_sentence]
        steps = np.arange(_NEIGHBOR)
        before = begin[:, None] - 1 - steps
        after = stop[:, None] + steps
        text_first = tokens.first[self.spans.article][:, None]
        text_last = tokens.first[self.spans.article + 1][:, None]
        return (
            np.where(before >= text_first, before, self.none),
            np.where(after < text_last, after, self.none),
        )

    def has(self, positions: Indices, name: str, *more: str) -> Flags:
        """Tell where the token at each of *positions* is of any of the classes named."""
        flags: Flags = (self.classes[positions] & _bits(name, *more)) > 0
        return flags

    def any_of(self, classes: npt.NDArray[np.uint32], name: str, *more: str) -> Flags:
        """Tell in which rows of *classes* any token is of any of the classes named."""
        # A column at a time, because NumPy reduces many short rows slowly.
        union = reduce(np.bitwise_or, classes.T)
        flags: Flags = (union & _bits(name, *more)) > 0
        return flags

    def inside_count(self, flags: Flags) -> Indices:
        """Count for each span its tokens for which *flags*, one for each of `inner`, hold."""
        counts: Indices = np.add.reduceat(flags, self._inner_start, dtype=np.int64)
        return counts

    def inside(self, *names: str) -> Flags:
        """Tell whether a word of any of the classes *names* stands in the span."""
        return (self._inside_classes & _bits(*names)) > 0

    @cached_property
    def span_of_token(self) -> Indices:
        """The outermost span around each token, -1 for none; shape (n_tokens,)."""
        spans = self.spans
        outer = np.flatnonzero(spans.depth == 0)
        found = np.full(len(self.tokens), -1, np.int64)
        inside = np.zeros(len(self.tokens) + 1, np.int64)
        inside[spans.first[outer]] += 1
        np.subtract.at(inside, spans.last[outer], 1)
        covered = np.cumsum(inside[:-1]) > 0
        found[covered] = np.repeat(outer, spans.last[outer] - spans.first[outer])
        return found

    def own_words(self, name: str) -> Indices:
        """Count in each text the words of class *name* outside quotations; shape (n_texts,)."""
        bit = np.uint32(1 << CLASSES.index(name))
        at = np.flatnonzero((self.classes[:-1] & bit) > 0)
        at = at[self.span_of_token[at] < 0]
        text = np.searchsorted(self.tokens.first, at, side="right") - 1
        counts: Indices = np.bincount(text, minlength=len(self.tokens.first) - 1)
        return counts
