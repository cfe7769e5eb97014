"""Where the words of a text begin and end, told from the fold codes of its characters.

What is a word: a run of letters, digits, underscores and combining marks; inside it an apostrophe
or hyphen ("Israel's", "Hamas-run"), between digits a period, comma, colon or slash ("18,000",
"3.5", "18:40", "9/11"), and the periods of an initialism ("U.S.", "a.m."), its last one included.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.text import characters as ch

Codes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class WordSpans:
    """Words as offsets ``start`` and ``end``, shape (n_words,).

    ``special`` has the offsets of all characters that are more than a part of one word or a
    separator: what may join words, marks (fold code `MARK`), and what the alphabet does not hold,
    whose offsets ``outside`` has alone. ``final_periods`` has the ends of the words that end in a
    period.
    """

    start: Indices
    end: Indices
    special: Indices
    outside: Indices
    final_periods: Indices


def find_word_spans(folded: Codes, size: int) -> WordSpans:
    """Return the words of a text of *size* characters from its fold codes, padded by zeros.

    >>> found = find_word_spans(ch.fold_codes(ch.code_units("The U.S. left.")), 14)
    >>> found.start.tolist(), found.end.tolist(), found.special.tolist()
    ([0, 4, 9], [3, 8, 13], [5, 7, 13])
    """
    codes = folded[: size + 2]  # two of the padding, so that a period may end the text
    inside = np.zeros(size + 4, np.bool_)
    is_word = inside[1:-1]
    np.greater_equal(codes, ch.FIRST_WORD_CODE, out=is_word)
    special = ch.few_where(codes - np.uint8(1) < ch.OUTSIDE_ALPHABET)
    kind = codes.take(special)
    periods = special.compress(kind == ch.PERIOD)
    _mark_initialisms(codes, is_word, periods)
    _mark_joiners(codes, is_word, special.compress(kind <= ch.SLASH))
    _unmark_loose_invisibles(is_word, special.compress(kind == ch.INVISIBLE_JOINER))
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    return WordSpans(
        # Whole columns are taken from, again and again.
        start=edges[0::2].copy(),
        end=edges[1::2].copy(),
        special=special,
        outside=special.compress(kind >= ch.INVISIBLE_JOINER),
        final_periods=periods.compress(is_word.take(periods) & ~is_word.take(periods + 1)) + 1,
    )


def _mark_initialisms(codes: Codes, is_word: Flags, periods: Indices) -> None:
    """Mark the periods of "U.S." and "a.m.": after single letters, two or more of them."""
    # What stands before the first character is the padding behind the last.
    single = periods.compress(_is_letter(codes.take(periods - 1)) & ~is_word.take(periods - 2))
    inner = single[_is_letter(codes[single + 1])]
    beyond = codes[inner + 2]
    inner = inner[(beyond == ch.PERIOD) | (beyond == 0) | (beyond == ch.MARK)]
    is_word[inner] = True
    is_word[single[is_word[single - 2]]] = True


def _mark_joiners(codes: Codes, is_word: Flags, joiners: Indices) -> None:
    """Mark the apostrophes, hyphens, periods and so on between two parts of a word."""
    joiners = joiners.compress(codes.take(joiners + 1) >= ch.FIRST_WORD_CODE)
    kind, before, after = codes.take(joiners), codes.take(joiners - 1), codes.take(joiners + 1)
    is_word[joiners[_is_digit(before) & _is_digit(after) & (kind >= ch.PERIOD)]] = True
    links = joiners[kind <= ch.HYPHEN]
    is_word[links[is_word[links - 1]]] = True


def _unmark_loose_invisibles(is_word: Flags, hidden: Indices) -> None:
    """Let soft hyphens and zero-width joiners count only between word characters."""
    if not len(hidden):
        return
    run_begins = np.append(True, np.diff(hidden) > 1)
    first, last = hidden[run_begins], hidden[np.append(run_begins[1:], True)]
    is_word[hidden] = False
    between = (first > 0) & is_word[first - 1] & is_word[last + 1]
    is_word[hidden] = between[np.cumsum(run_begins) - 1]


def _is_digit(codes: Codes) -> Flags:
    return codes >= ch.FIRST_DIGIT_CODE


def _is_letter(codes: Codes) -> Flags:
    return (codes >= ch.FIRST_WORD_CODE) & (codes < ch.FIRST_DIGIT_CODE)
