"""Words, sentences and paragraphs of a batch of texts, as columns with exact character offsets.

What is a word `framing.text.word_spans` says, where sentences end `framing.text.boundaries`. A
paragraph ends at a line break, unless the text is hard-wrapped, where it takes a blank line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from framing.text import characters as ch
from framing.text.boundaries import find_boundaries
from framing.text.token_ranges import first_of_runs
from framing.text.vocabulary import Vocabulary
from framing.text.word_spans import WordSpans, find_word_spans

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LOWERCASE, CAPITALIZED, ALL_CAPS, NUMERIC = 0, 1, 2, 3
_GAP_BETWEEN_TEXTS = "\n\n"
_NEWLINE, _RETURN, _A, _Z = ord("\n"), ord("\r"), ord("a"), ord("z")
_FEWEST_BREAKS = 8  # fewer tell nothing of a text


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of a batch of texts as columns.

    ``joined`` is the texts joined by two newlines; text *i* begins at ``text_start[i]`` in it and
    its tokens are ``first[i]`` to ``first[i + 1]``. The columns have shape (n_tokens,):
    ``start`` and ``end`` are offsets into ``joined``; ``type_id`` numbers types of
    ``vocabulary``; ``gap`` numbers, among its ``gaps``, what stands between the token and the
    next of the batch, 0 for a single blank; ``sentence`` and ``paragraph`` rise through the batch;
    ``shape`` is 0 for lower case, 1 capitalized, 2 all capitals, 3 a number. ``sentence_first``
    and ``paragraph_first`` have the first token of each sentence and of each paragraph. ``units``
    has one UTF-16 code for each character of ``joined``; ``breaks`` and ``quotation_marks`` are
    the offsets of its line breaks, and of its quotation marks and apostrophes.
    """

    texts: tuple[str, ...]
    joined: str
    units: npt.NDArray[np.uint16]
    breaks: Indices
    quotation_marks: Indices
    text_start: Indices
    first: Indices
    start: Indices
    end: Indices
    type_id: npt.NDArray[np.int32]
    gap: npt.NDArray[np.int32]
    sentence: npt.NDArray[np.int32]
    sentence_first: Indices
    paragraph: npt.NDArray[np.int32]
    paragraph_first: Indices
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

    def part(
        self,
        at: Indices,
        first: Indices,
        *,
        sentence: npt.NDArray[np.int32] | None = None,
        paragraph: npt.NDArray[np.int32] | None = None,
    ) -> Tokens:
        """Return the tokens *at* alone, those of each text from *first* on.

        Sentences and paragraphs keep their numbers if no others are given.
        """
        sentence = self.sentence[at] if sentence is None else sentence
        paragraph = self.paragraph[at] if paragraph is None else paragraph
        return replace(
            self,
            first=first,
            start=self.start[at],
            end=self.end[at],
            type_id=self.type_id[at],
            gap=self.gap[at],
            sentence=sentence,
            sentence_first=first_of_runs(sentence),
            paragraph=paragraph,
            paragraph_first=first_of_runs(paragraph),
            shape=self.shape[at],
        )


def tokenize(texts: Sequence[str], *, vocabulary: Vocabulary | None = None) -> Tokens:
    """Return the tokens of *texts* as columns, growing *vocabulary*.

    >>> tokens = tokenize(["The U.S. envoy left. Mr. Ali’s 1,200 fled."])
    >>> tokens.words(), tokens.sentence.tolist()
    (['the', 'u.s.', 'envoy', 'left', 'mr', "ali's", '1,200', 'fled'], [0, 0, 0, 0, 1, 1, 1, 1])
    """
    vocabulary = Vocabulary() if vocabulary is None else vocabulary
    joined = _GAP_BETWEEN_TEXTS.join(texts)
    units = ch.code_units(joined)
    folded = ch.fold_codes(units)
    words = find_word_spans(folded, len(units))
    type_id = vocabulary.lookup(folded, words.start, words.end, joined, outside=words.outside)
    text_start, first = _bounds_of(texts, words.start)
    special = units.take(words.special)
    kind = ch.character_tables().boundary.take(special)
    gap, marked_gaps = vocabulary.gaps.behind(words.start, words.end, units, joined)
    ends = find_boundaries(units, words, type_id, gap, marked_gaps, vocabulary)
    _break_between_texts(*ends, first)
    for number in _hard_wrapped(texts, text_start, words.special.compress(special == _NEWLINE)):
        _join_lines(units, words, slice(int(first[number]), int(first[number + 1])), *ends)
    sentence, sentence_first = _number_runs(ends[0], len(words.start))
    paragraph, paragraph_first = _number_runs(ends[1], len(words.start))
    return Tokens(
        texts=tuple(texts),
        joined=joined,
        units=units,
        breaks=words.special.compress((special == _NEWLINE) | (special == _RETURN)),
        quotation_marks=words.special.compress(kind == ch.QUOTATION),
        text_start=text_start,
        first=first,
        start=words.start,
        end=words.end,
        type_id=type_id,
        gap=gap,
        sentence=sentence,
        sentence_first=sentence_first,
        paragraph=paragraph,
        paragraph_first=paragraph_first,
        shape=_shapes(units, words.start, words.end),
        vocabulary=vocabulary,
    )


def _bounds_of(texts: Sequence[str], start: Indices) -> tuple[Indices, Indices]:
    """Return where each text begins in the joined ones, and at which of the words that *start*."""
    text_start = np.zeros(len(texts), np.int64)
    np.cumsum([len(t) + len(_GAP_BETWEEN_TEXTS) for t in texts[:-1]], out=text_start[1:])
    after_all = start[-1] + 1 if len(start) else 0
    return text_start, np.searchsorted(start, np.append(text_start, after_all))


def _number_runs(ends: Flags, n_tokens: int) -> tuple[npt.NDArray[np.int32], Indices]:
    """Number the runs of tokens, of which each ends where *ends* tells; and where they begin."""
    first = np.append(0, ch.few_where(ends) + 1)[:n_tokens]
    size = np.diff(first, append=n_tokens)
    return np.repeat(np.arange(len(first), dtype=np.int32), size), first


def _break_between_texts(ends_sentence: Flags, ends_paragraph: Flags, first: Indices) -> None:
    between = first[1:-1] - 1
    between = between[(between >= 0) & (between < len(ends_sentence))]
    ends_sentence[between] = True
    ends_paragraph[between] = True


def _join_lines(
    units: npt.NDArray[np.uint16],
    words: WordSpans,
    own: slice,
    ends_sentence: Flags,
    ends_paragraph: Flags,
) -> None:
    """Join the lines of the text whose words are its *own*, which was broken at a fixed width."""
    tables = ch.character_tables()
    for i in range(own.start, own.stop - 1):
        start = int(words.start[i + 1])
        kinds = tables.boundary.take(units[words.end[i] : start])
        if np.count_nonzero(kinds == ch.NEWLINE) != 1:
            continue
        ends_paragraph[i] = False
        stops = bool((kinds & (ch.TERMINATOR | ch.PERIOD_MARK)).any())
        ends_sentence[i] = stops and tables.case[units[start]] != ch.LOWER


def _hard_wrapped(texts: Sequence[str], text_start: Indices, newlines: Indices) -> list[int]:
    """Return the numbers of the texts that are hard-wrapped; *newlines* lie in the joined ones."""
    maybe = _maybe_hard_wrapped(texts, text_start, newlines)
    return [number for number in maybe if is_hard_wrapped(texts[number])]


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
    first = units.take(start)
    other = np.flatnonzero(first - np.uint16(_A) > _Z - _A)  # most words begin with one of a to z
    of_other = case.take(first.take(other))
    shape = np.zeros(len(start), np.uint8)
    shape[other] = of_other * (of_other != ch.LOWER)  # else shapes are numbered as cases are
    upper = other.compress(of_other == ch.UPPER)
    second = case.take(units.take(start.take(upper) + 1, mode="clip"))
    upper = upper.compress(second == ch.UPPER)
    shape[upper.compress(end.take(upper) - start.take(upper) > 1)] = ALL_CAPS
    return shape
