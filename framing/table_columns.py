"""Columns that tell what a table holds: numbers of names, cuts out of texts, spans of each row.

A table repeats few names and cuts the rest out of articles. From such a column one of Arrow is made
without a Python object for every row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.integer[Any]]

BETWEEN_PIECES = " … "
_FIRST_OF_CHARACTER = -64  # as a signed byte; the further bytes of a character are less
_PIECES_AT_ONCE = 4096  # whose bytes are numbered at a time, at eight bytes each


@dataclass(frozen=True, slots=True, eq=False)
class JoinedTexts:
    """Texts one after the other as UTF-8, and what joins the pieces of a cut behind the last.

    Text *i* begins at the character ``start[i]``; the character at which the texts end is
    ``start[-1]``. One more byte precedes all characters from each of ``continued`` on. What UTF-8
    cannot hold, half of a surrogate pair, is a question mark.
    """

    texts: Sequence[str]
    start: npt.NDArray[np.int64]
    data: npt.NDArray[np.uint8] = field(repr=False)
    continued: npt.NDArray[np.int64] = field(repr=False)

    def bytes_before(self, characters: Indices) -> npt.NDArray[np.int64]:
        """Return how many bytes stand before these *characters* of all texts."""
        after: npt.NDArray[np.int64] = np.searchsorted(self.continued, characters, "right")
        return after + characters


def join_texts(texts: Iterable[str]) -> JoinedTexts:
    """Return *texts* as one buffer to cut from.

    >>> joined = join_texts(["né", "à"])
    >>> joined.start.tolist(), joined.bytes_before(np.array([1, 2, 3])).tolist()
    ([0, 2, 3], [1, 3, 5])
    """
    texts = list(texts)
    data = np.frombuffer("".join([*texts, BETWEEN_PIECES]).encode(errors="replace"), np.uint8)
    further = np.flatnonzero(data.view(np.int8) < _FIRST_OF_CHARACTER)
    start = np.array([0, *accumulate(map(len, texts))], np.int64)
    return JoinedTexts(texts, start, data, further - np.arange(len(further)))


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A column of texts cut out of ``joined``, from ``start`` to ``end`` of the text ``of``.

    Where ``first`` is given these are pieces, and row *i* joins those from ``first[i]`` up to, not
    including, ``first[i + 1]``; it is missing if there are none.

    >>> joined = join_texts(["one two", "three"])
    >>> whole = Cut(joined, np.array([0, 1]), np.array([4, 0]), np.array([7, 5]))
    >>> whole.strings()
    ['two', 'three']
    >>> Cut(joined, whole.of, whole.start, whole.end, first=np.array([0, 2, 2])).strings()
    ['two … three', None]
    """

    joined: JoinedTexts
    of: Indices
    start: Indices
    end: Indices
    first: Indices | None = None

    def strings(self) -> list[str | None]:
        """Return the texts as strings."""
        texts = self.joined.texts
        columns = (self.of.tolist(), self.start.tolist(), self.end.tolist())
        pieces = [texts[i][start:end] for i, start, end in zip(*columns, strict=True)]
        if self.first is None:
            return [*pieces]
        rows = pairwise(self.first.tolist())
        return [BETWEEN_PIECES.join(pieces[a:b]) if a < b else None for a, b in rows]

    def utf8(self) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
        """Return which rows are missing, where each begins and the last ends, and their bytes."""
        shift = self.joined.start[self.of]
        begin = self.joined.bytes_before(self.start + shift)
        end = self.joined.bytes_before(self.end + shift)
        if self.first is None:
            none = np.zeros(len(begin), np.bool_)
            return none, _from_zero(end - begin), _gathered(self.joined.data, begin, end)
        # Each piece but the last of its row is followed by what joins two.
        size = np.diff(self.first)
        goes_on = np.ones(len(begin), np.bool_)
        goes_on[self.first[1:][size > 0] - 1] = False
        behind_all = self.joined.start[-1] + np.array([0, len(BETWEEN_PIECES)])
        joint = self.joined.bytes_before(behind_all)
        behind = np.multiply.outer(goes_on, joint)
        begin = np.stack([begin, behind[:, 0]], axis=1).reshape(-1)
        end = np.stack([end, behind[:, 1]], axis=1).reshape(-1)
        rows = _from_zero(end - begin)[2 * self.first]
        return size == 0, rows, _gathered(self.joined.data, begin, end)


@dataclass(frozen=True, slots=True, eq=False)
class Picked:
    """A column of texts: ``names[number]`` for each of ``numbers``, missing where that is -1."""

    names: Sequence[str | None] | Cut
    numbers: Indices


def pick(values: Iterable[str | None]) -> Picked:
    """Return texts that repeat as a column of names and their numbers.

    >>> pick(["b", None, "b"]).names
    ['b']
    """
    return Picked(*numbered(values))


def numbered(values: Iterable[str | None]) -> tuple[list[str], npt.NDArray[np.int32]]:
    """Return the different texts, in the order they are met, and the number of each, or -1.

    >>> names, numbers = numbered(["b", None, "a", "b"])
    >>> names, numbers.tolist()
    (['b', 'a'], [0, -1, 1, 0])
    """
    values = list(values)
    names = [name for name in dict.fromkeys(values) if name is not None]
    number: dict[str | None, int] = {name: n for n, name in enumerate(names)}
    number[None] = -1
    return names, np.fromiter(map(number.__getitem__, values), np.int32, len(values))


@dataclass(frozen=True, slots=True, eq=False)
class SpanLists:
    """A column of lists of [start, end]: row *i* has ``span[first[i]:first[i + 1]]``."""

    span: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]

    def lists(self) -> list[list[list[int]]]:
        """Return the rows as lists."""
        each = self.span.tolist()
        return [each[a:b] for a, b in pairwise(self.first.tolist())]


def _from_zero(sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    ends = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=ends[1:])
    return ends


def _gathered(
    data: npt.NDArray[np.uint8], begin: npt.NDArray[np.int64], end: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint8]:
    """Return the bytes of *data* from each of *begin* to its *end*, one after the other."""
    first = _from_zero(end - begin)
    gathered = np.empty(first[-1], np.uint8)
    for some in range(0, len(begin), _PIECES_AT_ONCE):
        pieces = slice(some, some + _PIECES_AT_ONCE)
        size = (end - begin)[pieces]
        low, high = first[some], first[some + len(size)]
        place = np.arange(low, high) + np.repeat(begin[pieces] - first[:-1][pieces], size)
        data.take(place, out=gathered[low:high], mode="clip")
    return gathered


def arrow_texts(values: Sequence[str | None] | Cut | Picked) -> Any:
    """Return a column of texts as an Arrow array of large strings."""
    import pyarrow as pa

    if isinstance(values, Picked):
        return arrow_texts(values.names).take(arrow_numbers(values.numbers))
    if isinstance(values, Cut):
        return arrow_array(pa.large_string(), *values.utf8())
    missing = np.fromiter((value is None for value in values), np.bool_, len(values))
    encoded = [value.encode() if value else b"" for value in values]
    ends = _from_zero(np.fromiter(map(len, encoded), np.int64, len(encoded)))
    return arrow_array(pa.large_string(), missing, ends, b"".join(encoded))


def arrow_dictionary(values: Picked) -> Any:
    """Return a column of texts that repeat as an Arrow array that holds each of them once."""
    import pyarrow as pa

    names = arrow_texts(values.names).cast(pa.string()).dictionary_encode()
    numbers = names.indices.take(arrow_numbers(values.numbers))
    return pa.DictionaryArray.from_arrays(numbers, names.dictionary)


def arrow_spans(values: SpanLists) -> Any:
    """Return lists of start and end as an Arrow array."""
    import pyarrow as pa

    pairs = np.arange(0, values.span.size + 1, 2, dtype=np.int32)
    offsets = arrow_array(pa.int64(), np.zeros(values.span.size, np.bool_), values.span)
    none = np.zeros(len(values.span), np.bool_)
    inner = arrow_array(pa.list_(pa.int64()), none, pairs, of=offsets)
    none = np.zeros(len(values.first) - 1, np.bool_)
    rows = values.first.astype(np.int32)
    return arrow_array(pa.list_(inner.type), none, rows, of=inner)


def arrow_numbers(numbers: Indices) -> Any:
    """Return whole numbers as an Arrow array, missing where they are negative."""
    import pyarrow as pa

    return arrow_array(pa.from_numpy_dtype(numbers.dtype), numbers < 0, numbers)


def arrow_array(kind: Any, missing: npt.NDArray[np.bool_], *data: Any, of: Any = None) -> Any:
    """Return an Arrow array of buffers, since ``pyarrow.array`` imports pandas.

    *of* is the array that an array of lists is made of.
    """
    import pyarrow as pa

    valid = pa.py_buffer(np.packbits(~missing, bitorder="little")) if missing.any() else None
    buffers = [valid, *(pa.py_buffer(np.ascontiguousarray(part)) for part in data)]
    return pa.Array.from_buffers(kind, len(missing), buffers, children=None if of is None else [of])
