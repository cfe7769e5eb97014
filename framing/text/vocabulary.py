"""The types (distinct words) met so far, numbered, and columns that are decided once a type."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.text.characters import (
    INVISIBLE_JOINER,
    character_tables,
    code_units,
    invisible_joiners,
)

Ids = npt.NDArray[np.int32]
Words = npt.NDArray[np.uint64]

_KEY_CHARACTERS = 16
PADDING = 24
_MIX_FIRST, _MIX_SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_KEEP_BYTES = np.array([(1 << (8 * k)) - 1 for k in range(8)] + [(1 << 64) - 1], np.uint64)
_HIDDEN = str.maketrans({"’": "'", "‐": "-", "‑": "-", **dict.fromkeys(invisible_joiners(), None)})


def normalize_word(word: str) -> str:
    """Return the type of *word*: lower case, one apostrophe, one hyphen, composed characters.

    >>> normalize_word("Israel’s"), normalize_word("Cafe\\u0301")
    ("israel's", 'café')
    """
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word.lower().translate(_HIDDEN))


class Vocabulary:
    """Numbers the types of the texts it has seen; id 0 stands for no type.

    A word of up to 16 characters of the 8-bit alphabet is looked up by its folded codes in an
    open-addressing hash table held in arrays, all words of a batch at once; only new types and
    long or foreign words reach Python. Ids depend on the order of meeting, so nothing that
    leaves the process may depend on them.
    """

    def __init__(self) -> None:
        self.types: list[str] = [""]
        self._surface_ids: dict[str, int] = {}
        self._other_ids: dict[str, int] = {}
        self._columns: dict[str, TypeColumn] = {}
        self._allocate(16)

    def __len__(self) -> int:
        return len(self.types)

    def words(self, ids: npt.NDArray[np.integer]) -> list[str]:
        """Return the types numbered *ids*; many at once faster than from ``types``.

        >>> vocabulary = Vocabulary()
        >>> vocabulary.words(np.array([vocabulary.id_of("port"), 0]))
        ['port', '']
        """
        words: list[str] = self.column("words", list, object).values().take(ids).tolist()
        return words

    def column(
        self,
        name: str,
        decide: Callable[[Sequence[str]], Sequence[float] | Sequence[str]],
        dtype: npt.DTypeLike = np.uint8,
    ) -> TypeColumn:
        """Return the column called *name*, made with *decide* when first asked for."""
        if name not in self._columns:
            self._columns[name] = TypeColumn(self, decide, dtype)
        return self._columns[name]

    def _allocate(self, bits: int) -> None:
        self._bits = bits
        self._first = np.zeros(1 << bits, np.uint64)
        self._second = np.zeros(1 << bits, np.uint64)
        self._ids = np.zeros(1 << bits, np.int32)

    def lookup(
        self,
        folded: npt.NDArray[np.uint8],
        start: npt.NDArray[np.int64],
        end: npt.NDArray[np.int64],
        text: str,
    ) -> Ids:
        """Return the ids of ``text[start:end]``, adding types that are new.

        *folded* holds the fold code of every character, padded by 24 zeros; *start* and *end*
        have shape (n_words,), and so has the result.
        """
        first, second, slow = _keys(folded, start, end)
        ids = self._probe(first, second)
        slow_at = np.flatnonzero(slow)
        ids[slow_at] = 0
        missing = np.flatnonzero((ids == 0) & ~slow)
        if len(missing):
            ids[missing] = self._add(first[missing], second[missing])
        for at, begin, stop in zip(
            slow_at.tolist(), start[slow_at].tolist(), end[slow_at].tolist(), strict=True
        ):
            ids[at] = self._surface_id(text[begin:stop])
        return ids

    def id_of(self, word: str) -> int:
        """Return the id of *word* as the tokenizer would give it, adding it if it is new."""
        return self._surface_id(word)

    def _surface_id(self, surface: str) -> int:
        known = self._surface_ids.get(surface)
        if known is None:
            known = self._surface_ids[surface] = self._id_of(normalize_word(surface))
        return known

    def _id_of(self, word: str) -> int:
        folded = np.zeros(len(word) + PADDING, np.uint8)
        folded[: len(word)] = character_tables().fold[code_units(word)]
        first, second, slow = _keys(folded, np.array([0]), np.array([len(word)]))
        if not slow[0]:
            fast = int(self._probe(first, second)[0])
            return fast or int(self._add(first, second)[0])
        known = self._other_ids.get(word, 0)
        if not known:
            known = self._other_ids[word] = len(self.types)
            self.types.append(word)
        return known

    def _hash(self, first: Words, second: Words) -> npt.NDArray[np.int64]:
        mixed = second * _MIX_SECOND
        mixed += first
        mixed *= _MIX_FIRST
        mixed >>= np.uint64(64 - self._bits)
        return mixed.view(np.int64)

    def _probe(self, first: Words, second: Words) -> Ids:
        slot = self._hash(first, second)
        ids = self._ids.take(slot)
        differs = (self._first.take(slot) != first) | (self._second.take(slot) != second)
        displaced = np.flatnonzero(differs & (ids != 0))
        last_slot = (1 << self._bits) - 1
        while len(displaced):
            slot[displaced] = (slot[displaced] + 1) & last_slot
            at = slot[displaced]
            found = self._ids[at]
            ids[displaced] = found
            differs = (self._first[at] != first[displaced]) | (
                self._second[at] != second[displaced]
            )
            displaced = displaced[differs & (found != 0)]
        return ids

    def _add(self, first: Words, second: Words) -> Ids:
        pairs = np.empty(len(first), [("first", "<u8"), ("second", "<u8")])
        pairs["first"], pairs["second"] = first, second
        order = np.lexsort((first, second))
        ordered = pairs[order]
        is_new = np.ones(len(order), np.bool_)
        is_new[1:] = ordered[1:] != ordered[:-1]
        new = ordered[is_new]
        ids = np.arange(len(self.types), len(self.types) + len(new), dtype=np.int32)
        codes = np.ascontiguousarray(new).view(np.uint8).reshape(-1, _KEY_CHARACTERS)
        self.types.extend(character_tables().letters[codes].view("U16").ravel().tolist())
        self._make_room(len(self.types))
        self._insert(new["first"].copy(), new["second"].copy(), ids)
        result = np.empty(len(first), np.int32)
        result[order] = ids[np.cumsum(is_new) - 1]
        return result

    def _make_room(self, size: int) -> None:
        if size * 2 <= 1 << self._bits:
            return
        live = np.flatnonzero(self._ids)
        first, second, ids = self._first[live], self._second[live], self._ids[live]
        bits = self._bits
        while size * 2 > 1 << bits:
            bits += 1
        self._allocate(bits)
        self._insert(first, second, ids)

    def _insert(self, first: Words, second: Words, ids: Ids) -> None:
        last_slot = (1 << self._bits) - 1
        slots = self._hash(first, second).tolist()
        for one, two, slot, number in zip(
            first.tolist(), second.tolist(), slots, ids.tolist(), strict=True
        ):
            while self._ids[slot]:
                slot = (slot + 1) & last_slot
            self._first[slot], self._second[slot], self._ids[slot] = one, two, number


def _keys(
    folded: npt.NDArray[np.uint8], start: npt.NDArray[np.int64], end: npt.NDArray[np.int64]
) -> tuple[Words, Words, npt.NDArray[np.bool_]]:
    """Return two 8-byte keys a word, and which words the keys cannot hold."""
    windows = np.lib.stride_tricks.as_strided(folded[:8].view(np.uint64), (len(folded) - 8,), (1,))
    length = end - start
    first = windows[start]
    first &= _KEEP_BYTES.take(length, mode="clip")
    second = np.zeros(len(start), np.uint64)
    long = np.flatnonzero(length > 8)
    second[long] = windows[start[long] + 8] & _KEEP_BYTES.take(length[long] - 8, mode="clip")
    slow = length > _KEY_CHARACTERS
    outside = np.flatnonzero(folded >= INVISIBLE_JOINER)
    if len(outside):
        word = np.searchsorted(start, outside, "right") - 1
        outside, word = outside[word >= 0], word[word >= 0]
        slow[word[end[word] > outside]] = True
    return first, second, slow


class TypeColumn:
    """A value for every type of one vocabulary, decided once a type.

    *decide* takes a list of types and returns as many values; it sees each type once.

    >>> vocabulary = Vocabulary()
    >>> lengths = TypeColumn(vocabulary, lambda types: [len(t) for t in types], np.int8)
    >>> number = vocabulary.id_of("word")
    >>> int(lengths.values()[number])
    4
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        decide: Callable[[Sequence[str]], Sequence[float] | Sequence[str]],
        dtype: npt.DTypeLike = np.uint8,
    ) -> None:
        self._vocabulary = vocabulary
        self._decide = decide
        self._known = 0
        self._values: npt.NDArray[Any] = np.zeros(1 << 14, dtype)

    def values(self) -> npt.NDArray[Any]:
        """Return the values of all types so far, shape (len(vocabulary),) or longer."""
        size = len(self._vocabulary)
        if self._known < size:
            if len(self._values) < size:
                grown = np.zeros(max(size, 2 * len(self._values)), self._values.dtype)
                grown[: self._known] = self._values[: self._known]
                self._values = grown
            new = self._vocabulary.types[self._known : size]
            self._values[self._known : size] = self._decide(new)
            self._known = size
        return self._values
