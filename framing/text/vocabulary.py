"""The types (distinct words) met so far, numbered, so that much is decided once a type."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.text.characters import (
    INVISIBLE_JOINER,
    OUTSIDE_ALPHABET,
    character_tables,
    code_units,
    few_where,
    fold_codes,
    invisible_joiners,
)
from framing.text.gap_types import GapTypes
from framing.text.type_columns import TypeColumn

Codes = npt.NDArray[np.uint8]
Ids = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

_KEY_CHARACTERS = 16  # 8 in each of two numbers
_FULL = np.uint64(1 << 56)  # the least key of 8 characters
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

    ``gaps`` numbers what stands between words.

    A word of up to 16 characters of the 8-bit alphabet is looked up by its folded codes in an
    open-addressing hash table held in arrays, all words of a batch at once; only new types and
    long or foreign words reach Python. Ids depend on the order of meeting, so nothing that
    leaves the process may depend on them.
    """

    def __init__(self) -> None:
        self.types: list[str] = [""]
        self.gaps = GapTypes()
        self._surface_ids: dict[str, int] = {}
        self._other_ids: dict[str, int] = {}
        self._columns: dict[Hashable, TypeColumn] = {}
        self._first = np.zeros(1 << 14, np.uint64)  # the keys of each type, 0 where it has none
        self._second = np.zeros(1 << 14, np.uint64)
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
        name: Hashable,
        decide: Callable[[Sequence[str]], npt.ArrayLike],
        dtype: npt.DTypeLike = np.uint8,
    ) -> TypeColumn:
        """Return the column called *name*, made with *decide* when first asked for."""
        if name not in self._columns:
            self._columns[name] = TypeColumn(self.types, decide, dtype)
        return self._columns[name]

    def _allocate(self, bits: int) -> None:
        self._bits = bits
        self._slots = np.zeros(1 << bits, np.int64)

    def lookup(
        self,
        folded: Codes,
        start: Indices,
        end: Indices,
        text: str,
        *,
        outside: Indices | None = None,
    ) -> Ids:
        """Return the ids of ``text[start:end]``, adding types that are new.

        *folded* has the codes that `fold_codes` gives for *text*; *start* and *end* have shape
        (n_words,), and so has the result. *outside* has the offsets of the characters that the
        8-bit alphabet does not hold, where they are known.
        """
        outside = _outside_alphabet(folded) if outside is None else outside
        keys, slow = _keys(folded, start, end, outside)
        ids = self._probe(keys)
        ids[slow] = 0
        missing = np.flatnonzero(ids == 0)
        if len(missing) > len(slow):
            missing = np.setdiff1d(missing, slow, assume_unique=True)
            ids[missing] = self._add(keys.take(missing))
        places = zip(start.take(slow).tolist(), end.take(slow).tolist(), strict=True)
        ids[slow] = self.ids_of([text[begin:stop] for begin, stop in places])
        return ids.astype(np.int32)

    def id_of(self, word: str) -> int:
        """Return the id of *word* as the tokenizer would give it, adding it if it is new."""
        return self.ids_of([word])[0]

    def ids_of(self, words: Sequence[str]) -> list[int]:
        """Return the ids of *words* as `id_of` does, many at once faster than one by one."""
        known = self._surface_ids
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            known.update(zip(new, self._ids_of_types(list(map(normalize_word, new))), strict=True))
        return [known[word] for word in words]

    def _ids_of_types(self, types: Sequence[str]) -> list[int]:
        """Return the ids of *types*, adding those that are new."""
        folded = fold_codes(code_units("".join(types)))
        bounds = np.cumsum([0, *map(len, types)])
        keys, slow = _keys(folded, bounds[:-1], bounds[1:], _outside_alphabet(folded))
        ids = self._probe(keys)
        missing = np.setdiff1d(np.flatnonzero(ids == 0), slow, assume_unique=True)
        if len(missing):
            ids[missing] = self._add(keys.take(missing))
        for i in slow.tolist():
            ids[i] = self._other_ids.setdefault(types[i], len(self.types))
            if ids[i] == len(self.types):
                self.types.append(types[i])
        return ids.tolist()  # type: ignore[no-any-return]

    def _hash(self, keys: _Keys) -> Indices:
        mixed = keys.first * _MIX_FIRST
        mixed += keys.second * _MIX_SECOND
        mixed >>= np.uint64(64 - self._bits)
        return mixed.view(np.int64)

    def _probe(self, keys: _Keys) -> Indices:
        """Return the ids of the types with these keys, 0 for a type that is new."""
        slot = self._hash(keys)
        ids = self._slots.take(slot)
        differs = self._first.take(ids) != keys.first
        second = self._second.take(ids.take(keys.long))
        differs[keys.long] |= second != keys.second.take(keys.long)
        displaced = np.flatnonzero(differs)
        displaced = displaced[ids.take(displaced) != 0]
        last_slot = (1 << self._bits) - 1
        while len(displaced):
            slot[displaced] = at = (slot[displaced] + 1) & last_slot
            ids[displaced] = found = self._slots.take(at)
            differs = self._first.take(found) != keys.first.take(displaced)
            differs |= self._second.take(found) != keys.second.take(displaced)
            displaced = displaced[differs & (found != 0)]
        return ids

    def _add(self, keys: _Keys) -> Indices:
        """Add the types with these keys, of which several may be the same; return their ids.

        The more frequent of them get the lower ids: what is asked for most lies together.
        """
        order = np.lexsort((keys.first, keys.second))
        ordered = keys.take(order)
        is_new = np.ones(len(order), np.bool_)
        is_new[1:] = ordered.first[1:] != ordered.first[:-1]
        is_new[1:] |= ordered.second[1:] != ordered.second[:-1]
        begins = np.flatnonzero(is_new)
        by_count = np.argsort(-np.diff(begins, append=len(order)), kind="stable")
        new = ordered.take(begins.take(by_count))
        ids = np.arange(len(self.types), len(self.types) + len(begins))
        codes = np.stack((new.first, new.second), axis=1).view(np.uint8)
        self.types.extend(character_tables().letters[codes].view("U16").ravel().tolist())
        self._make_room(len(self.types))
        self._first[ids], self._second[ids] = new.first, new.second
        self._insert(new, ids)
        id_of_run = np.empty(len(begins), np.int64)
        id_of_run[by_count] = ids
        result = np.empty(len(order), np.int64)
        result[order] = id_of_run[np.cumsum(is_new) - 1]
        return result

    def _make_room(self, size: int) -> None:
        if size > len(self._first):
            more = np.zeros(size, np.uint64)
            self._first = np.append(self._first, more)
            self._second = np.append(self._second, more)
        if size * 2 > 1 << self._bits:
            ids = np.sort(self._slots[self._slots != 0])
            self._allocate((size * 2 - 1).bit_length())
            self._insert(_keys_from(self._first[ids], self._second[ids]), ids)

    def _insert(self, keys: _Keys, ids: Indices) -> None:
        slot, left = self._hash(keys), np.arange(len(ids))
        while len(left):
            at, mine = slot.take(left), ids.take(left)
            free = self._slots.take(at) == 0
            # Of several for one slot the one written last stays: the most frequent.
            self._slots[at[free][::-1]] = mine[free][::-1]
            left = left[self._slots.take(at) != mine]
            slot[left] = (slot.take(left) + 1) & ((1 << self._bits) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Keys:
    """The fold codes of words, 8 in ``first`` and 8 more in ``second``, shape (n_words,).

    ``long`` numbers the words of 8 characters or more. Of the others ``second`` is 0, and their
    ``first`` differs from that of any other word.
    """

    first: Words
    second: Words
    long: Indices

    def take(self, rows: Indices) -> _Keys:
        return _keys_from(self.first.take(rows), self.second.take(rows))


def _keys_from(first: Words, second: Words) -> _Keys:
    return _Keys(first, second, np.flatnonzero(first >= _FULL))


def _keys(folded: Codes, start: Indices, end: Indices, outside: Indices) -> tuple[_Keys, Indices]:
    """Return the keys of words, and which words these cannot hold."""
    windows = np.lib.stride_tricks.as_strided(folded[:8].view(np.uint64), (len(folded) - 8,), (1,))
    length = end - start
    first = windows[start]
    first &= _KEEP_BYTES.take(length, mode="clip")
    keys = _keys_from(first, np.zeros(len(start), np.uint64))
    long, rest = keys.long, length.take(keys.long) - 8
    keys.second[long] = windows[start.take(long) + 8] & _KEEP_BYTES.take(rest, mode="clip")
    too_long = long[rest > _KEY_CHARACTERS - 8]
    word = np.searchsorted(start, outside, "right") - 1
    outside, word = outside[word >= 0], word[word >= 0]
    return keys, np.union1d(too_long, word[end[word] > outside])


def _outside_alphabet(folded: Codes) -> Indices:
    return few_where(folded - np.uint8(INVISIBLE_JOINER) <= OUTSIDE_ALPHABET - INVISIBLE_JOINER)
