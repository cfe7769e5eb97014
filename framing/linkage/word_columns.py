"""The words of a batch of texts, taken apart as the background counts them, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from framing.text import characters as ch
from framing.text.vocabulary import Vocabulary

Indices = npt.NDArray[np.int64]

SMALL, CAPITALIZED, ALL_CAPS = 0, 1, 2
N_CASES = 3
_BETWEEN_TEXTS = "\n\n"
_NONE, _LETTER, _DIGIT, _APOSTROPHE, _POINT = range(5)


@dataclass(frozen=True, slots=True, eq=False)
class WordColumns:
    """The words of a batch of texts; all columns but ``first`` have shape (n_words,).

    ``joined`` is the texts joined by two newlines; text *i* begins at ``text_start[i]`` in it and
    its words are ``first[i]`` to ``first[i + 1]``. ``start`` and ``end`` are offsets into
    ``joined``; ``type_id`` numbers types of ``vocabulary``; ``case`` is 0 for a small first
    letter or none, 1 for a capital, 2 where no letter is small.
    """

    joined: str
    text_start: Indices
    first: Indices
    start: Indices
    end: Indices
    type_id: npt.NDArray[np.int32]
    case: npt.NDArray[np.uint8]
    vocabulary: Vocabulary

    def __len__(self) -> int:
        return len(self.start)

    @property
    def text(self) -> Indices:
        """The number of each word's text."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    def surfaces(self) -> tuple[list[str], Indices]:
        """Return the words as written, each type in each case once, and which each word is."""
        code = self.type_id.astype(np.int64) * N_CASES + self.case
        place = np.full(N_CASES * len(self.vocabulary), -1)
        place[code[::-1]] = np.arange(len(code))[::-1]
        there = np.flatnonzero(place >= 0)
        number = np.empty(len(place), np.int64)
        number[there] = np.arange(len(there))
        spans = zip(self.start[place[there]].tolist(), self.end[place[there]].tolist(), strict=True)
        return [self.joined[start:end] for start, end in spans], number[code]


def find_words(texts: Sequence[str], *, vocabulary: Vocabulary | None = None) -> WordColumns:
    """Return the words that :func:`framing.linkage.background.words` yields for each text.

    >>> found = find_words(["Hamas-run offices, 1,200 of them: Gaza's.", "GAZA"])
    >>> [found.vocabulary.types[number] for number in found.type_id]
    ['hamas', 'run', 'offices', '1,200', 'of', 'them', "gaza's", 'gaza']
    >>> found.case.tolist(), found.first.tolist()
    ([1, 0, 0, 0, 0, 0, 1, 2], [0, 7, 8])
    """
    vocabulary = Vocabulary() if vocabulary is None else vocabulary
    joined = _BETWEEN_TEXTS.join(texts)
    units = ch.code_units(joined)
    start, end = _spans(_kinds().take(units))
    text_start = np.zeros(len(texts), np.int64)
    np.cumsum([len(t) + len(_BETWEEN_TEXTS) for t in texts[:-1]], out=text_start[1:])
    return WordColumns(
        joined=joined,
        text_start=text_start,
        first=np.searchsorted(start, np.append(text_start, len(joined) + 1)),
        start=start,
        end=end,
        type_id=vocabulary.lookup(ch.fold_codes(units), start, end, joined),
        case=_cases(units, start, end),
        vocabulary=vocabulary,
    )


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """Return what each UTF-16 code unit is to a word, as Python's ``\\w`` and ``\\d`` have it."""
    plane = [chr(point) for point in range(1 << 16)]
    kinds = np.where(np.fromiter(map(str.isalnum, plane), np.bool_), _LETTER, _NONE)
    kinds[np.fromiter(map(str.isdecimal, plane), np.bool_)] = _DIGIT
    kinds[[ord(mark) for mark in "'’"]] = _APOSTROPHE
    kinds[[ord(mark) for mark in ".,"]] = _POINT
    return kinds.astype(np.uint8)


def _spans(kinds: npt.NDArray[np.uint8]) -> tuple[Indices, Indices]:
    """Return where words begin and end: runs of letters or of digits, and what joins them."""
    inside = np.zeros(len(kinds) + 2, np.uint8)
    inside[1:-1] = np.where(kinds <= _DIGIT, kinds, _NONE)
    at = np.flatnonzero(kinds > _DIGIT)
    joined = np.where(kinds[at] == _APOSTROPHE, _LETTER, _DIGIT)
    joins = (inside[at] == joined) & (inside[at + 2] == joined)
    inside[at[joins] + 1] = joined[joins]
    changes = inside[1:] != inside[:-1]
    start = np.flatnonzero(changes & (inside[1:] != _NONE))
    end = np.flatnonzero(changes & (inside[:-1] != _NONE))
    return start, end


def _cases(units: npt.NDArray[np.uint16], start: Indices, end: Indices) -> npt.NDArray[np.uint8]:
    case_of = ch.character_tables().case
    capital = case_of.take(units.take(start)) == ch.UPPER
    cases: npt.NDArray[np.uint8] = capital.astype(np.uint8)
    # Most words with a capital have a small letter after it; only the others are read on.
    capital &= case_of.take(units.take(start + 1, mode="clip")) != ch.LOWER
    maybe = np.flatnonzero(capital)
    for step in range(2, int((end - start)[maybe].max(initial=0))):
        inside = start[maybe] + step < end[maybe]
        small = inside & (case_of.take(units.take(start[maybe] + step, mode="clip")) == ch.LOWER)
        maybe = maybe[~small]
    cases[maybe] = ALL_CAPS
    return cases
