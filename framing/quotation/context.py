"""The tokens around each quoted span, as arrays."""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from framing.quotation.marks import MarkedSpans
from framing.quotation.words import CLASSES, word_classes
from framing.text.characters import few_where
from framing.text.token_ranges import tokens_in
from framing.tokens import Tokens

Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]
Types = npt.NDArray[np.int32]
Classes = npt.NDArray[np.uint32]

_FAR = 10  # tokens looked at on each side within the sentence
_INSIDE = 64  # tokens looked at inside the span
_FIRST_INSIDE = 8  # of these, tokens looked at word by word
_BEFORE = 14  # tokens looked at in the sentences before
_AFTER = 8  # tokens looked at in the sentences after
_NO_SHAPE = 8
_COUNTED_AT_ONCE = 8


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
    Where no token is, the type and its classes are 0.
    """

    def __init__(self, tokens: Tokens, spans: MarkedSpans) -> None:
        self.tokens, self.spans = tokens, spans
        self.size = spans.last - spans.first
        self._class_of = tokens.vocabulary.column("quotation_words", word_classes, np.uint32)
        self._find_surroundings()
        self._read_inside()
        self._read_marks()

    def _find_surroundings(self) -> None:
        """Read the tokens left and right in the span's sentences, and beyond these."""
        tokens, spans = self.tokens, self.spans
        starts = tokens.sentence_first
        ends = np.append(starts[1:], len(tokens))
        begin = starts.take(tokens.sentence.take(spans.first))
        stop = ends.take(tokens.sentence.take(spans.last - 1))
        self.opens_sentence, self.closes_sentence = begin == spans.first, stop == spans.last
        step = np.arange(_FAR)[:, None]
        left, right = spans.first - 1 - step, spans.last + step
        beyond_left, beyond_right = left < begin, right >= stop
        before, after = begin - 1 - np.arange(_BEFORE)[:, None], stop + np.arange(_AFTER)[:, None]
        beyond_after = after >= tokens.first.take(spans.article + 1)
        self.left_types = self._types(left, beyond_left)
        self.right_types = self._types(right, beyond_right)
        self.before_types = self._types(before, before < tokens.first.take(spans.article))
        self.after_types = self._types(after, beyond_after)
        classes = self._class_of.values()
        self.left_classes = classes.take(self.left_types)
        self.right_classes = classes.take(self.right_types)
        self.before_classes = classes.take(self.before_types)
        self.after_classes = classes.take(self.after_types)
        self.left_shapes = self._shapes(left, beyond_left)
        self.right_shapes = self._shapes(right, beyond_right)
        self.after_shapes = self._shapes(after, beyond_after)

    def _types(self, at: Indices, beyond: Flags) -> Types:
        """Return the types of the tokens *at*, 0 for those that are *beyond* what is looked at."""
        return self.tokens.type_id.take(at, mode="clip") * ~beyond

    def _shapes(self, at: Indices, beyond: Flags) -> npt.NDArray[np.uint8]:
        """Return the shapes of the tokens *at*, `_NO_SHAPE` or more for those that are *beyond*."""
        shapes = self.tokens.shape.take(at, mode="clip")
        shapes |= beyond.view(np.uint8) * np.uint8(_NO_SHAPE)
        return shapes

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
        """Read the tokens in each span, of long ones the first `_INSIDE`."""
        tokens, spans, classes = self.tokens, self.spans, self._class_of.values()
        inner = tokens_in(spans.first, np.minimum(spans.last, spans.first + _INSIDE))
        size = np.minimum(self.size, _INSIDE)
        self._inner_start = np.cumsum(size) - size
        self.inner_shapes = tokens.shape.take(inner)
        self.inner_classes = classes.take(tokens.type_id.take(inner))
        self._inside_classes = np.bitwise_or.reduceat(self.inner_classes, self._inner_start)
        self.first_classes = self.inner_classes.take(self._inner_start)
        self.first_shapes = self.inner_shapes.take(self._inner_start)
        self.last_types = tokens.type_id.take(spans.last - 1)
        at = spans.first + np.arange(_FIRST_INSIDE)[:, None]
        self.inside_types = self._types(at, at >= spans.last)

    def inside_counts(self, *flags: Flags) -> list[npt.NDArray[np.uint8]]:
        """Count for each span its tokens for which each of *flags* holds, 8 of these at most.

        Flags have a value for each of `inner_classes`. The counts are the bytes of one sum.
        """
        columns = np.zeros((len(self.inner_classes), _COUNTED_AT_ONCE), np.uint8)
        for k, column in enumerate(flags):
            columns[:, k] = column
        sums = np.add.reduceat(columns.view(np.uint64)[:, 0], self._inner_start)
        counts = sums.view(np.uint8).reshape(-1, _COUNTED_AT_ONCE)
        return [counts[:, k] for k in range(len(flags))]

    def inside(self, *names: str) -> Flags:
        """Tell whether a word of any of the classes *names* stands in the span."""
        return of_class(self._inside_classes, *names)

    @cached_property
    def span_of_token(self) -> npt.NDArray[np.int32]:
        """The outermost span around each token, -1 for none; shape (n_tokens,)."""
        spans = self.spans
        outer = np.flatnonzero(spans.depth == 0)
        first, size = spans.first[outer], len(self.tokens)
        # What is not closed may run into the next span.
        stop = np.minimum(spans.last[outer], np.append(first[1:], size))
        # One after the other: tokens outside, those of a span, tokens outside, and so on.
        bounds = np.stack((first, stop), axis=1).ravel()
        span = np.full(len(bounds) + 1, -1, np.int32)
        span[1::2] = outer
        return np.repeat(span, np.diff(bounds, prepend=0, append=size))

    def own_words(self, *names: str) -> list[Indices]:
        """Count in each text the words of each class *names* outside quotations."""
        tokens = self.tokens
        classes = self._class_of.values()
        at = few_where(of_class(classes, *names).take(tokens.type_id))
        at = at[self.span_of_token.take(at) < 0]
        found = classes.take(tokens.type_id.take(at))
        of_each = (at[of_class(found, name)] for name in names)
        return [np.diff(np.searchsorted(places, tokens.first)) for places in of_each]
