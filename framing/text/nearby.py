"""What stands beside many tokens at once: their words' classes, shapes, sentences and gaps.

The array counterpart of ``token_lists``: a rule is asked of all candidates of a batch in one go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.text.gaps import classes_of_gaps
from framing.text.token_ranges import tokens_in
from framing.text.type_columns import TypeColumn
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Classes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_PADDING = 16  # more tokens than a rule looks beyond either end of a batch
_BESIDE = 2  # tokens held on either side of a sentence
_NO_SHAPE = 255


@dataclass(frozen=True, slots=True, eq=False)
class Nearby:
    """Columns of a batch that rules read at places they compute, shape (n_held + padding,).

    ``token`` is the number of the token in the batch. Behind the last token stand empty ones of
    type 0, each a sentence of its own; a place before the first token counts from the end and so
    meets them too. ``classes`` says of each word, as bits, which classes it is in; ``gaps`` does
    so for the text between it and the next one.
    """

    tokens: Tokens
    token: Indices
    type_id: npt.NDArray[np.int32]
    sentence: npt.NDArray[np.int32]
    shapes: npt.NDArray[np.uint8]
    classes: Classes
    gaps: Classes

    def __len__(self) -> int:
        return len(self.token)

    def place(self, tokens: Indices) -> Indices:
        """Return where the *tokens* of a batch stand, which all must be held here."""
        return np.searchsorted(self.token[:-_PADDING], tokens)

    def holds(self, tokens: Indices) -> Flags:
        """Tell which *tokens* of the batch are held."""
        held = np.zeros(len(self.tokens), np.bool_)
        held[self.token[:-_PADDING]] = True
        return held.take(tokens)

    def seen_as(self, classes: TypeColumn) -> Nearby:
        """Return the same tokens with other *classes* of the types of the vocabulary."""
        return replace(self, classes=classes.of(self.type_id))

    def word(self, at: Indices) -> Classes:
        """Return the classes of the words *at*."""
        return self.classes.take(at, mode="wrap")

    def words(self, at: Indices) -> list[str]:
        """Return the normalized words *at*."""
        return self.tokens.vocabulary.words(self.type_id.take(at, mode="wrap"))

    def words_near(self, at: Indices, of: Indices) -> list[str]:
        """Return the normalized words *at* that stand in the sentence of *of*, "" elsewhere."""
        return self.tokens.vocabulary.words(self.type_id.take(at, mode="wrap") * self.same(at, of))

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
        """Return where the tokens *at*, none of them behind the last, begin in the text."""
        return self.tokens.start.take(self.token.take(at))

    def end(self, at: Indices) -> Indices:
        """Return where the tokens *at*, none of them behind the last, end in the text."""
        return self.tokens.end.take(self.token.take(at))

    def gap(self, at: Indices) -> Classes:
        """Return the classes of the texts between the tokens *at* and the next ones."""
        return self.gaps.take(at, mode="wrap")

    def mark_before(self, at: Indices) -> npt.NDArray[np.uint16]:
        """Return the code units right before the tokens *at*, 0 for none."""
        return self.character(self.start(at) - 1)

    def mark_after(self, at: Indices) -> npt.NDArray[np.uint16]:
        """Return the code units right after the tokens *at*, 0 for none."""
        return self.character(self.end(at))

    def character(self, at: Indices) -> npt.NDArray[np.uint16]:
        """Return the code units of the text *at* these offsets, 0 beyond either end."""
        units = self.tokens.units
        if not len(units):
            return np.zeros(len(at), np.uint16)
        return units.take(at, mode="clip") * ((at >= 0) & (at < len(units)))


def nearby(
    tokens: Tokens,
    classes: TypeColumn,
    gap_class: Callable[[str], int],
    *,
    around: Indices | None = None,
) -> Nearby:
    """Return the columns of *tokens* for rules, with *classes* of the types of its vocabulary.

    Where *around* is given, only the sentences of these tokens are held, and two tokens on either
    side of each; *around* then stands at ``place(around)``.

    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["Two men died. He fled."])
    >>> def named(types): return [t in ("two", "he") for t in types]
    >>> capitals = tokens.vocabulary.column("named", named, np.int64)
    >>> here = nearby(tokens, capitals, len)
    >>> first = np.array([0, 3])
    >>> here.near(first - 1, first).tolist(), here.word(first).tolist()
    ([0, 0], [1, 1])
    >>> here.gap(np.array([0, 2, 5])).tolist()
    [1, 2, 0]
    """
    held = np.arange(len(tokens)) if around is None else _in_sentences_of(tokens, around)
    type_id = _padded(tokens.type_id, held, 0)
    return Nearby(
        tokens=tokens,
        token=np.append(held, [-1] * _PADDING),
        type_id=type_id,
        sentence=_padded(tokens.sentence, held, -1 - np.arange(_PADDING)),
        shapes=_padded(tokens.shape, held, _NO_SHAPE),
        classes=classes.of(type_id),
        gaps=np.append(classes_of_gaps(tokens, held, gap_class), [gap_class("")] * _PADDING),
    )


def _padded(column: npt.NDArray[Any], held: Indices, value: int | Indices) -> npt.NDArray[Any]:
    """Return what *column* says of the tokens *held*, and *value* for those behind them."""
    padded = np.empty(len(held) + _PADDING, column.dtype)
    column.take(held, out=padded[: len(held)], mode="clip")
    padded[len(held) :] = value
    return padded


def _in_sentences_of(tokens: Tokens, around: Indices) -> Indices:
    """Return the tokens of the sentences of the tokens *around*, and two on either side."""
    begins, n = tokens.sentence_first, len(tokens)
    is_wanted = np.zeros(tokens.sentence[-1:].max(initial=0) + 1, np.bool_)
    is_wanted[tokens.sentence.take(around)] = True
    wanted = is_wanted.take(tokens.sentence.take(begins))
    first = np.maximum(begins.compress(wanted) - _BESIDE, 0)
    stop = np.minimum(np.append(begins[1:], n).compress(wanted) + _BESIDE, n)
    first[1:] = np.maximum(first[1:], stop[:-1])
    return tokens_in(first, stop)
