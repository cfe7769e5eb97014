"""What stands beside many tokens at once: their words' classes, shapes, sentences and gaps.

The array counterpart of ``token_lists``: a rule is asked of all candidates of a batch in one go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Classes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_PADDING = 16  # more tokens than a rule looks beyond either end of a batch
_NO_SHAPE = 255
_BLANK = ord(" ")


@dataclass(frozen=True, slots=True, eq=False)
class Nearby:
    """Columns of a batch that rules read at places they compute, shape (n_tokens + padding,).

    Behind the last token stand empty ones of type 0, each a sentence of its own; a place before
    the first token counts from the end and so meets them too. ``classes`` says of each word, as
    bits, which classes it is in; ``gap_class`` does so for the text between two tokens.
    """

    joined: str
    units: npt.NDArray[np.uint16]
    vocabulary: Vocabulary
    type_id: npt.NDArray[np.int32]
    sentence: npt.NDArray[np.int32]
    shapes: npt.NDArray[np.uint8]
    starts: Indices
    ends: Indices
    classes: Classes
    gap_class: Callable[[str], int]

    def word(self, at: Indices) -> Classes:
        """Return the classes of the words *at*."""
        return self.classes.take(at, mode="wrap")

    def words(self, at: Indices) -> list[str]:
        """Return the normalized words *at*."""
        return self.vocabulary.words(self.type_id.take(at, mode="wrap"))

    def same(self, one: Indices, other: Indices) -> Flags:
        """Tell which tokens of *one* and *other* stand in one sentence."""
        sentence = self.sentence
        same: Flags = sentence.take(one, mode="wrap") == sentence.take(other, mode="wrap")
        return same

    def near(self, at: Indices, of: Indices) -> Classes:
        """Return the classes of the words *at* that stand in the sentence of *of*, 0 elsewhere."""
        return self.word(at) * self.same(at, of)

    def shape(self, at: Indices) -> npt.NDArray[np.uint8]:
        """Return the shapes of the tokens *at*; 255 beyond either end."""
        return self.shapes.take(at, mode="wrap")

    def shape_near(self, at: Indices, of: Indices) -> npt.NDArray[np.uint8]:
        """Return the shapes of the tokens *at* in the sentence of *of*, 255 elsewhere."""
        return np.where(self.same(at, of), self.shape(at), np.uint8(_NO_SHAPE))

    def start(self, at: Indices) -> Indices:
        """Return where the tokens *at* begin in the text."""
        return self.starts.take(at, mode="wrap")

    def end(self, at: Indices) -> Indices:
        """Return where the tokens *at* end in the text."""
        return self.ends.take(at, mode="wrap")

    def gap(self, at: Indices) -> Classes:
        """Return the classes of the texts between the tokens *at* and the next ones."""
        end, beyond = self.end(at), self.start(at + 1)
        gaps = np.full(len(at), self.gap_class(" "), np.int64)
        is_blank = (beyond - end == 1) & (self.units.take(end, mode="clip") == _BLANK)
        marked = np.flatnonzero(~is_blank)
        spans = zip(end.take(marked).tolist(), beyond.take(marked).tolist(), strict=True)
        gaps[marked] = [self.gap_class(self.joined[first:stop]) for first, stop in spans]
        return gaps

    def character(self, at: Indices) -> npt.NDArray[np.uint16]:
        """Return the code units of the text *at* these offsets, 0 beyond either end."""
        if not len(self.units):
            return np.zeros(len(at), np.uint16)
        return self.units.take(at, mode="clip") * ((at >= 0) & (at < len(self.units)))


def nearby(tokens: Tokens, classes: Classes, gap_class: Callable[[str], int]) -> Nearby:
    """Return the columns of *tokens* for rules, with *classes* over the types of its vocabulary.

    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["Two men died. He fled."])
    >>> capitals = np.array([int(t in ("two", "he")) for t in tokens.vocabulary.types])
    >>> here = nearby(tokens, capitals, len)
    >>> first = np.array([0, 3])
    >>> here.near(first - 1, first).tolist(), here.word(first).tolist()
    ([0, 0], [1, 1])
    >>> here.gap(np.array([0, 2, 4])).tolist()
    [1, 2, 0]
    """
    here = len(tokens.joined)
    beyond = np.full(_PADDING, here)
    starts = np.concatenate((tokens.start, tokens.end[-1:], beyond[len(tokens.end[-1:]) :]))
    type_id = np.concatenate((tokens.type_id, np.zeros(_PADDING, np.int32)))
    return Nearby(
        joined=tokens.joined,
        units=tokens.units,
        vocabulary=tokens.vocabulary,
        type_id=type_id,
        sentence=np.concatenate((tokens.sentence, -1 - np.arange(_PADDING, dtype=np.int32))),
        shapes=np.concatenate((tokens.shape, np.full(_PADDING, _NO_SHAPE, np.uint8))),
        starts=starts,
        ends=np.concatenate((tokens.end, beyond)),
        classes=classes.take(type_id),
        gap_class=gap_class,
    )
