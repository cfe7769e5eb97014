"""Words, sentences and paragraphs of a batch of texts, as columns with exact character offsets.

What is a word: a run of letters, digits, underscores and combining marks; inside it an apostrophe
or hyphen ("Israel's", "Hamas-run"), between digits a period, comma, colon or slash ("18,000",
"3.5", "18:40", "9/11"), and the periods of an initialism ("U.S.", "a.m."), its last one included.
A sentence ends at a terminator followed by white space and a capital, digit or letter without
case, unless an abbreviation stands before it; and with its paragraph. A paragraph ends at a line
break, unless the text is hard-wrapped, where it takes a blank line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.text import characters as ch
from framing.text.abbreviations import ABBREVIATION, STARTER, TITLE, sentence_class
from framing.text.vocabulary import PADDING, Vocabulary

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LOWERCASE, CAPITALIZED, ALL_CAPS, NUMERIC = 0, 1, 2, 3
_LONGEST_LOOK_INTO_GAP = 6
_GAP_BETWEEN_TEXTS = "\n\n"
_NEWLINE, _RETURN, _BLANK, _PERIOD = (ord(character) for character in "\n\r .")
_FEWEST_BREAKS = 8  # fewer tell nothing of a text


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of a batch of texts as columns.

    ``joined`` is the texts joined by two newlines; text *i* begins at ``text_start[i]`` in it and
    its tokens are ``first[i]`` to ``first[i + 1]``. The columns have shape (n_tokens,):
    ``start`` and ``end`` are offsets into ``joined``; ``type_id`` numbers types of
    ``vocabulary``; ``sentence`` and ``paragraph`` rise through the batch; ``shape`` is 0 for
    lower case, 1 capitalized, 2 all capitals, 3 a number. ``units`` has one UTF-16 code for each
    character of ``joined``, and ``breaks`` the offsets of its line breaks.
    """

    texts: tuple[str, ...]
    joined: str
    units: npt.NDArray[np.uint16]
    breaks: Indices
    text_start: Indices
    first: Indices
    start: Indices
    end: Indices
    type_id: npt.NDArray[np.int32]
    sentence: npt.NDArray[np.int32]
    paragraph: npt.NDArray[np.int32]
    shape: npt.NDArray[np.uint8]
    vocabulary: Vocabulary

    def __len__(self) -> int:
        return len(self.start)

    def words(self) -> list[str]:
        """Return the normalized words of the batch, in order."""
        return self.vocabulary.words(self.type_id)

    def text_of(self, offset: Indices) -> Indices:
        """Return the number of the text in which each *offset* of ``joined`` lies."""
        return np.searchsorted(self.text_start, offset, "right") - 1

    def sentence_starts(self) -> Indices:
        """Return the first token of each sentence of the batch, shape (n_sentences,)."""
        return _first_of_runs(self.sentence)

    def paragraph_starts(self) -> Indices:
        """Return the first token of each paragraph of the batch, shape (n_paragraphs,)."""
        return _first_of_runs(self.paragraph)


def tokenize(texts: Sequence[str], *, vocabulary: Vocabulary | None = None) -> Tokens:
    """Return the tokens of *texts* as columns, growing *vocabulary*.

    >>> tokens = tokenize(["The U.S. envoy left. Mr. Ali’s 1,200 men did not."])
    >>> tokens.words()
    ['the', 'u.s.', 'envoy', 'left', 'mr', "ali's", '1,200', 'men', 'did', 'not']
    >>> tokens.sentence.tolist()
    [0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
    """
    vocabulary = Vocabulary() if vocabulary is None else vocabulary
    joined = _GAP_BETWEEN_TEXTS.join(texts)
    units = ch.code_units(joined)
    folded = np.zeros(len(units) + PADDING, np.uint8)
    ch.character_tables().fold.take(units, out=folded[: len(units)], mode="clip")
    start, end = _word_spans(folded, len(units))
    type_id = vocabulary.lookup(folded, start, end, joined)
    text_start = np.zeros(len(texts), np.int64)
    np.cumsum([len(t) + len(_GAP_BETWEEN_TEXTS) for t in texts[:-1]], out=text_start[1:])
    first = np.searchsorted(start, np.append(text_start, len(joined) + 1))
    ends_sentence, ends_paragraph = _boundaries(units, start, end, type_id, vocabulary)
    _break_between_texts(ends_sentence, ends_paragraph, first)
    breaks = np.flatnonzero((units == _NEWLINE) | (units == _RETURN))
    for number in _maybe_hard_wrapped(texts, text_start, breaks[units[breaks] == _NEWLINE]):
        own = slice(int(first[number]), int(first[number + 1]))
        if is_hard_wrapped(texts[number]):
            _join_lines(units, start[own], end[own], ends_sentence[own], ends_paragraph[own])
    return Tokens(
        texts=tuple(texts),
        joined=joined,
        units=units,
        breaks=breaks,
        text_start=text_start,
        first=first,
        start=start,
        end=end,
        type_id=type_id,
        sentence=_number_runs(ends_sentence, len(start)),
        paragraph=_number_runs(ends_paragraph, len(start)),
        shape=_shapes(units, start, end),
        vocabulary=vocabulary,
    )


def _first_of_runs(numbers: npt.NDArray[np.int32]) -> Indices:
    if not len(numbers):
        return np.zeros(0, np.int64)
    return np.concatenate(([0], np.flatnonzero(numbers[1:] != numbers[:-1]) + 1))


def _number_runs(ends: Flags, n_tokens: int) -> npt.NDArray[np.int32]:
    """Number the runs of tokens, of which each ends where *ends* tells, from 0."""
    starts = np.concatenate(([0], np.flatnonzero(ends) + 1, [n_tokens]))
    return np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))


def _word_spans(folded: npt.NDArray[np.uint8], size: int) -> tuple[Indices, Indices]:
    codes = folded[: size + 2]  # two of the padding, so that a period may end the text
    inside = np.zeros(size + 4, np.bool_)
    is_word = inside[1:-1]
    np.greater_equal(codes, ch.FIRST_WORD_CODE, out=is_word)
    _mark_joiners(codes, is_word)
    _unmark_loose_invisibles(codes, is_word)
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    return edges[0::2].copy(), edges[1::2].copy()  # whole columns are taken from, again and again


def _mark_joiners(codes: npt.NDArray[np.uint8], is_word: Flags) -> None:
    """Mark the apostrophes, hyphens, periods and so on that stand inside a word."""
    joiners = np.flatnonzero((codes - np.uint8(1)) < ch.FIRST_WORD_CODE - 1)
    joiners = joiners[joiners > 0]
    kind, before, after = codes[joiners], codes[joiners - 1], codes[joiners + 1]
    digits = _is_digit(before) & _is_digit(after) & (kind >= ch.PERIOD)
    periods = kind == ch.PERIOD
    _mark_initialisms(codes, is_word, joiners[periods & _is_letter(before)])
    is_word[joiners[digits]] = True
    links = joiners[kind <= ch.HYPHEN]
    is_word[links[is_word[links - 1] & is_word[links + 1]]] = True


def _mark_initialisms(codes: npt.NDArray[np.uint8], is_word: Flags, periods: Indices) -> None:
    """Mark the periods of "U.S." and "a.m.": after single letters, two or more of them."""
    single = periods[(periods < 2) | ~is_word[periods - 2]]
    inner = single[_is_letter(codes[single + 1])]
    inner = inner[(codes[inner + 2] == ch.PERIOD) | (codes[inner + 2] == 0)]
    is_word[inner] = True
    is_word[single[np.isin(single - 2, inner, assume_unique=True)]] = True


def _unmark_loose_invisibles(codes: npt.NDArray[np.uint8], is_word: Flags) -> None:
    """Let soft hyphens and zero-width joiners count only between word characters."""
    hidden = np.flatnonzero(codes == ch.INVISIBLE_JOINER)
    if not len(hidden):
        return
    run_begins = np.append(True, np.diff(hidden) > 1)
    first, last = hidden[run_begins], hidden[np.append(run_begins[1:], True)]
    is_word[hidden] = False
    between = (first > 0) & is_word[first - 1] & is_word[last + 1]
    is_word[hidden] = between[np.cumsum(run_begins) - 1]


def _is_digit(codes: npt.NDArray[np.uint8]) -> Flags:
    return (codes >= ch.FIRST_DIGIT_CODE) & (codes < ch.FIRST_LETTER_CODE)


def _is_letter(codes: npt.NDArray[np.uint8]) -> Flags:
    return codes >= ch.FIRST_LETTER_CODE


def _boundaries(
    units: npt.NDArray[np.uint16],
    start: Indices,
    end: Indices,
    type_id: npt.NDArray[np.int32],
    vocabulary: Vocabulary,
) -> tuple[Flags, Flags]:
    """Tell for each gap between tokens whether a sentence and a paragraph end there."""
    tables = ch.character_tables()
    ends_sentence = np.zeros(max(len(start) - 1, 0), np.bool_)
    ends_paragraph = np.zeros(max(len(start) - 1, 0), np.bool_)
    ends_in_period = units.take(end[:-1] - 1) == _PERIOD
    is_blank = (start[1:] - end[:-1] == 1) & (units.take(end[:-1]) == _BLANK)
    gaps = np.flatnonzero(ends_in_period | ~is_blank)
    at, stop, ends_in_period = end[gaps], start[gaps + 1], ends_in_period[gaps]
    seen, pause_after_mark = _read_gaps(units, at, stop, ends_in_period)
    ends_paragraph[gaps] = (seen & ch.NEWLINE) > 0
    marked = (seen & (ch.TERMINATOR | ch.PERIOD_MARK)) > 0
    opens = tables.case.take(units.take(stop)) != ch.LOWER
    abbreviated = _is_abbreviation(gaps, at, ends_in_period, seen, units, type_id, vocabulary)
    spaced = (stop - at >= 2) | ends_in_period | ((seen & ch.UNSPACED) > 0)
    ends_sentence[gaps] = ends_paragraph[gaps] | (
        marked & opens & spaced & ~pause_after_mark & ~abbreviated
    )
    return ends_sentence, ends_paragraph


def _read_gaps(
    units: npt.NDArray[np.uint16], at: Indices, stop: Indices, ends_in_period: Flags
) -> tuple[npt.NDArray[np.uint8], Flags]:
    """Return what stands in each gap, and whether a pause comes after a mark in it."""
    boundary = ch.character_tables().boundary
    seen = ends_in_period * np.uint8(ch.PERIOD_MARK)
    pause_after_mark = np.zeros(len(at), np.bool_)
    rows = np.arange(len(at))
    for step in range(_LONGEST_LOOK_INTO_GAP):
        rows = rows[at[rows] + step < stop[rows]]
        if not len(rows):
            break
        here = boundary.take(units.take(at[rows] + step))
        pause_after_mark[rows] |= (here == ch.PAUSE) & (seen[rows] != 0)
        seen[rows] |= here
    _read_long_gaps(units, at, stop, seen)
    return seen, pause_after_mark


def _read_long_gaps(
    units: npt.NDArray[np.uint16], at: Indices, stop: Indices, seen: npt.NDArray[np.uint8]
) -> None:
    boundary = ch.character_tables().boundary
    for i in np.flatnonzero(stop - at > _LONGEST_LOOK_INTO_GAP).tolist():
        seen[i] |= np.bitwise_or.reduce(boundary.take(units[at[i] : stop[i]]))


def _is_abbreviation(
    gaps: Indices,
    at: Indices,
    ends_in_period: Flags,
    seen: npt.NDArray[np.uint8],
    units: npt.NDArray[np.uint16],
    type_id: npt.NDArray[np.int32],
    vocabulary: Vocabulary,
) -> Flags:
    """Tell whether the period in each gap belongs to an abbreviation and ends no sentence."""
    classes = vocabulary.column("sentence_class", sentence_class).values()
    before, after = classes.take(type_id[gaps]), classes.take(type_id[gaps + 1])
    period_first = ch.character_tables().boundary.take(units.take(at)) == ch.PERIOD_MARK
    period_first |= ends_in_period
    abbreviation = (
        period_first & ((seen & ch.TERMINATOR) == 0) & ((before & (TITLE | ABBREVIATION)) > 0)
    )
    ends_none: Flags = abbreviation & (((before & TITLE) > 0) | ((after & STARTER) == 0))
    return ends_none


def _break_between_texts(ends_sentence: Flags, ends_paragraph: Flags, first: Indices) -> None:
    between = first[1:-1] - 1
    between = between[(between >= 0) & (between < len(ends_sentence))]
    ends_sentence[between] = True
    ends_paragraph[between] = True


def _join_lines(
    units: npt.NDArray[np.uint16],
    start: Indices,
    end: Indices,
    ends_sentence: Flags,
    ends_paragraph: Flags,
) -> None:
    """Join the lines of a text that was broken at a fixed width."""
    tables = ch.character_tables()
    for i in range(len(start) - 1):
        kinds = tables.boundary.take(units[end[i] : start[i + 1]])
        if np.count_nonzero(kinds == ch.NEWLINE) != 1:
            continue
        ends_paragraph[i] = False
        stops = bool((kinds & (ch.TERMINATOR | ch.PERIOD_MARK)).any())
        ends_sentence[i] = stops and tables.case[units[start[i + 1]]] != ch.LOWER


def _maybe_hard_wrapped(texts: Sequence[str], text_start: Indices, newlines: Indices) -> list[int]:
    """Return the numbers of the texts that have more line breaks than paragraphs would need."""
    text = np.searchsorted(text_start, newlines, "right") - 1
    ends = text_start + np.array([len(t) for t in texts], np.int64)
    inside = newlines < ends.take(text)
    newlines, text = newlines[inside], text[inside]
    begins = np.flatnonzero(np.diff(newlines, prepend=-2) > 1)
    pairs = np.diff(begins, append=len(newlines)) // 2
    n_breaks = np.bincount(text, minlength=len(texts))
    n_pairs = np.bincount(text[begins], pairs, minlength=len(texts))
    many = (n_breaks >= _FEWEST_BREAKS) & (n_breaks > 3 * n_pairs)
    numbers: list[int] = np.flatnonzero(many).tolist()
    return numbers


def is_hard_wrapped(text: str) -> bool:
    """Tell whether *text* has its lines broken at a fixed width, as database exports do.

    >>> is_hard_wrapped("A short line.\\nAnother paragraph.\\n")
    False
    """
    breaks = text.count("\n")
    if breaks < _FEWEST_BREAKS or breaks <= 3 * text.count("\n\n"):
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    longest = max(map(len, lines), default=0)
    if not 40 <= longest <= 100:
        return False
    full = [line for line in lines if len(line) > 0.8 * longest]
    unfinished = [line for line in full if line.rstrip()[-1] not in ".!?\"'”’…:"]
    return len(full) > 0.5 * len(lines) and len(unfinished) > 0.5 * len(full)


def _shapes(units: npt.NDArray[np.uint16], start: Indices, end: Indices) -> npt.NDArray[np.uint8]:
    case = ch.character_tables().case
    first = case.take(units.take(start))
    shape = np.full(len(start), LOWERCASE, np.uint8)
    shape[first == ch.DIGIT] = NUMERIC
    upper = np.flatnonzero(first == ch.UPPER)
    shape[upper] = CAPITALIZED
    second = start.take(upper) + 1
    upper = upper[
        (second < end.take(upper)) & (case.take(units.take(second, mode="clip")) == ch.UPPER)
    ]
    shape[upper] = ALL_CAPS
    return shape
