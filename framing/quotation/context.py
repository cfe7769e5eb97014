"""The tokens around each quoted span, as arrays."""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from framing.quotation.marks import MarkedSpans
from framing.quotation.words import CLASSES, word_classes
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]
Classes = npt.NDArray[np.uint32]

_FAR = 10  # tokens looked at on each side within the sentence
_INSIDE = 64  # tokens looked at inside the span
_NEIGHBOR = 14  # tokens looked at in the sentences before and after
_NO_SHAPE = 9


@cache
def _bits(*names: str) -> np.uint32:
    return np.uint32(sum(1 << CLASSES.index(name) for name in names))


def of_class(classes: Classes, *names: str) -> Flags:
    """Tell which of *classes* hold any of those named."""
    return (classes & _bits(*names)) > 0


def any_of(classes: Classes, *names: str) -> Flags:
    """Tell in which columns of *classes* any token is of any of the classes named."""
    return of_class(np.bitwise_or.reduce(classes, axis=0), *names)


class Context:
    """The tokens around each span as arrays of shape (distance, n_spans).

    A row for each distance, so that what is asked of the nearest word is asked of a whole row.
    """

    def __init__(self, tokens: Tokens, spans: MarkedSpans) -> None:
        self.tokens, self.spans = tokens, spans
        # One token of type and class 0 after the last stands for "none".
        self.none = len(tokens)
        column = tokens.vocabulary.column("quotation_words", word_classes, np.uint32)
        self.types = np.append(tokens.type_id, 0).astype(np.int64)
        self.classes = column.values().take(self.types)
        self.shape = np.append(tokens.shape, _NO_SHAPE)
        self.first_classes = self.classes[spans.first]
        self._find_surroundings()
        self._read_inside()
        self.left_types, self.right_types = self.types[self.left], self.types[self.right]
        self.left_classes, self.right_classes = self.classes[self.left], self.classes[self.right]
        self.before_classes = self.classes[self.before]
        self.after_classes = self.classes[self.after]
        self.left_shapes, self.right_shapes = self.shape[self.left], self.shape[self.right]
        self._read_marks()

    def _find_surroundings(self) -> None:
        """Number the tokens left and right in the span's sentences, and beyond these."""
        tokens, spans = self.tokens, self.spans
        starts = tokens.sentence_first
        ends = np.append(starts[1:], len(tokens))
        begin = starts[tokens.sentence[spans.first]]
        stop = ends[tokens.sentence[spans.last - 1]]
        step = np.arange(_FAR)[:, None]
        left, right = spans.first - 1 - step, spans.last + step
        self.left = np.where(left >= begin, left, self.none)
        self.right = np.where(right < stop, right, self.none)
        step = np.arange(_NEIGHBOR)[:, None]
        before, after = begin - 1 - step, stop + step
        self.before = np.where(before >= tokens.first[spans.article], before, self.none)
        self.after = np.where(after < tokens.first[spans.article + 1], after, self.none)

    def _read_marks(self) -> None:
        """Read the characters beside the marks, outside and inside."""
        units, spans = self.tokens.units, self.spans
        size = len(units)
        self.gap_left = units.take(np.maximum(spans.start - 1, 0))
        self.gap_left2 = units.take(np.maximum(spans.start - 2, 0))
        self.gap_right = units.take(np.minimum(spans.end, size - 1))
        self.gap_right[spans.end >= size] = ord("\n")
        self.gap_left[spans.start == 0] = ord("\n")
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

    def inside_count(self, flags: Flags) -> Indices:
        """Count for each span its tokens for which *flags*, one for each of `inner`, hold."""
        counts: Indices = np.add.reduceat(flags, self._inner_start, dtype=np.int64)
        return counts

    def inside(self, *names: str) -> Flags:
        """Tell whether a word of any of the classes *names* stands in the span."""
        return of_class(self._inside_classes, *names)

    @cached_property
    def span_of_token(self) -> Indices:
        """The outermost span around each token, -1 for none; shape (n_tokens,)."""
        spans = self.spans
        outer = np.flatnonzero(spans.depth == 0)
        inside = token_ranges(spans.first[outer], spans.last[outer])
        found = np.full(len(self.tokens), -1, np.int64)
        found[inside.token] = outer[inside.owner]
        return found

    def own_words(self, name: str) -> Indices:
        """Count in each text the words of class *name* outside quotations; shape (n_texts,)."""
        at = np.flatnonzero(of_class(self.classes[:-1], name))
        at = at[self.span_of_token[at] < 0]
        text = np.searchsorted(self.tokens.first, at, side="right") - 1
        counts: Indices = np.bincount(text, minlength=len(self.tokens.first) - 1)
        return counts
