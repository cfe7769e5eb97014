"""Where a content ends: the model breaks off within a clause, or reads on into the next one.

It sees a few words on either side. That "refused to" cannot end where it does, or that "When
the mayor warned of floods, the ferry left" holds a clause that nobody warned of, shows in the
words at the edge and in how the sentence opens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.text.token_ranges import first_of_runs, token_ranges
from framing.text.type_columns import bits_of_words
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_HANGS, _GOES_ON, _SUBJECT, _FINITE, _OPENS, _EVEN, _RELATIVE, _KEPT = (
    1 << bit for bit in range(8)
)
_CONJUNCTIONS = """and or but nor that whether because if when while where who whom whose which what
    how why although though since unless until before after so"""
_VERBS = "is are was were has have had will would can could may might must should do does did"
_PREPOSITIONS = """of to in on at by for from with about into onto over under between among against
    during through without within toward towards upon like than as via per"""
_DETERMINERS = """a an the his her their its our my your this these those another every each no any
    some many several"""
_CLASSES = {
    _HANGS: f"{_DETERMINERS} {_PREPOSITIONS} {_CONJUNCTIONS} {_VERBS} be been being not cannot",
    _GOES_ON: f"{_CONJUNCTIONS} {_VERBS} be been being not cannot",
    _SUBJECT: "he she it they i we you the there this that these those what who his her their our",
    _FINITE: _VERBS,
    _OPENS: "while when if as after although though since before because unless once whereas",
    _EVEN: "even",
    _RELATIVE: "who which that",
    _KEPT: f"that but {_VERBS}",
}
_COMMA = ord(",")
_FAR = 1 << 62
_MARK = re.compile("[,;:()\\[\\]–—\"“”]|--|''| - ")
_CLOSES_ONLY = re.compile("(?:”|\"|''|’|')\\s")
_CLOSES_WITH_COMMA = re.compile(",\\s*(?:['\"”’]|'')")


class _Reader:
    """What the rules look at: classes of words, commas, quotations, sentences."""

    def __init__(self, tokens: Tokens, quotation: npt.NDArray[np.int32]) -> None:
        self._classes = tokens.vocabulary.column("content_ends", _word_classes, np.uint8).values()
        self.tokens, self.quotation = tokens, quotation
        self.quoted = quotation >= 0

    def word(self, at: Indices) -> npt.NDArray[np.uint8]:
        """Return the classes of the tokens *at*, beyond the last token those of that one."""
        words: npt.NDArray[np.uint8] = self._classes.take(self.tokens.type_id.take(at, mode="clip"))
        return words

    def comma(self, at: Indices) -> Flags:
        """Tell for each of the tokens *at* whether a comma follows."""
        units = self.tokens.units
        behind: Flags = units.take(self.tokens.end.take(at), mode="clip") == _COMMA
        return behind

    def same_sentence(self, at: Indices, other: Indices) -> Flags:
        """Tell whether tokens *at* and *other* stand in the same sentence, clipped to the last."""
        sentence = self.tokens.sentence
        same: Flags = sentence.take(at) == sentence.take(other, mode="clip")
        return same

    def gap(self, at: int) -> str:
        """Return what stands between token *at* and the next."""
        return self.tokens.joined[int(self.tokens.end[at]) : int(self.tokens.start[at + 1])]


def mend_content_ends(parts: Parts, tokens: Tokens, quotation: npt.NDArray[np.int32]) -> Parts:
    """Return *parts* with the ends of contents behind their cue put right.

    *quotation* is that of each token, or -1.
    """
    if not len(parts.owner):
        return parts
    reader = _Reader(tokens, quotation)
    parts = _without_trailing_clauses(parts, reader)
    rows = _behind_cues(parts)
    stop = parts.stop.copy()
    for cut in (_at_closing_mark, _at_main_clause, _at_main_verb):
        chosen, ends = cut(replace(parts, stop=stop), rows, reader)
        stop[chosen] = ends
    return _without_loose_ends(replace(parts, stop=stop), rows, reader)


def _behind_cues(parts: Parts) -> Indices:
    """Return the contents that stand behind the first cue of their attribution."""
    cue = parts.firsts(CUE)[parts.owner]
    return np.flatnonzero((parts.kind == CONTENT) & (cue >= 0) & (cue < parts.first))


def _without_trailing_clauses(parts: Parts, reader: _Reader) -> Parts:
    """Drop what comments on a quotation: '"Come," she said, pointing to the quay'."""
    quotation = reader.quotation
    cue = parts.firsts(CUE)[parts.owner]
    said = parts.firsts(CONTENT)[parts.owner]
    rows = np.flatnonzero((parts.kind == CONTENT) & (said < cue) & (cue < parts.first))
    first, opening = parts.first[rows], first_of_runs(parts.owner)[parts.owner[rows]]
    loose = reader.same_sentence(first, cue[rows]) & reader.comma(first - 1)
    loose &= (reader.word(first) & _KEPT == 0) & (parts.kind[opening] == CONTENT)
    loose &= _within_one(quotation, parts.first[opening], parts.stop[opening])
    rows, first = rows[loose], first[loose]
    words = token_ranges(first, parts.stop[rows])
    kept = np.ones(len(parts.owner), np.bool_)
    kept[rows[~words.any(reader.quoted[words.token])]] = False
    return parts.where(kept)


def _within_one(quotation: npt.NDArray[np.int32], first: Indices, stop: Indices) -> Flags:
    """Tell the runs from *first* up to *stop* that are within one quotation."""
    own = quotation[first]
    within: Flags = (own >= 0) & (own == quotation[stop - 1])
    return within


def _at_closing_mark(parts: Parts, rows: Indices, reader: _Reader) -> tuple[Indices, Indices]:
    """End where the quotation that opens the content closes with a comma: '"Aye," to cheers'."""
    first, stop, quotation = parts.first[rows], parts.stop[rows], reader.quotation
    rows = rows[(quotation[first] >= 0) & (quotation[first] != quotation[stop - 1])]
    words = token_ranges(parts.first[rows], parts.stop[rows])
    own = quotation[parts.first[rows]][words.owner]
    close = words.first_where(quotation[words.token] != own)
    commas = [
        quotation[at] < 0 and bool(_CLOSES_WITH_COMMA.search(reader.gap(at - 1)))
        for at in close.tolist()
    ]
    ends = np.array(commas, np.bool_)
    return rows[ends], close[ends]


def _at_main_clause(parts: Parts, rows: Indices, reader: _Reader) -> tuple[Indices, Indices]:
    """End at the comma behind an opening clause: "When he warned of floods, the ferry left"."""
    tokens, rows = reader.tokens, rows[_alone(parts, rows)]
    opening = parts.first[first_of_runs(parts.owner)[parts.owner[rows]]]
    begin = tokens.sentence_first.take(tokens.sentence.take(opening))
    word = reader.word(begin)
    opens = (word & _OPENS > 0) | (word & _EVEN > 0) & (reader.word(begin + 1) & _OPENS > 0)
    opens &= ~(reader.quoted[begin] | reader.quoted[opening] | reader.quoted[parts.first[rows]])
    rows, begin, opening = rows[opens], begin[opens], opening[opens]
    before = token_ranges(begin, opening)
    rows = rows[~before.any(reader.comma(before.token))]

    def begins_clause(at: Indices) -> Flags:
        named = np.isin(tokens.shape.take(at), (CAPITALIZED, ALL_CAPS))
        return ((reader.word(at) & _SUBJECT > 0) | named) & ~reader.quoted.take(at)

    return _at_comma(parts, rows, reader, begins_clause)


def _at_main_verb(parts: Parts, rows: Indices, reader: _Reader) -> tuple[Indices, Indices]:
    """End where the clause of "who" ends: "Lee, who backed the plan, has left"."""
    source = parts.stops(SOURCE)[parts.owner[rows]]
    relative = _alone(parts, rows) & (source > 0) & (reader.word(source - 1) & _RELATIVE > 0)
    return _at_comma(parts, rows[relative], reader, lambda at: reader.word(at) & _FINITE > 0)


def _alone(parts: Parts, rows: Indices) -> Flags:
    """Tell the contents *rows* that are the only one of their attribution."""
    contents = np.bincount(parts.owner[parts.kind == CONTENT])
    alone: Flags = contents[parts.owner[rows]] == 1
    return alone


def _at_comma(
    parts: Parts, rows: Indices, reader: _Reader, begins: Callable[[Indices], Flags]
) -> tuple[Indices, Indices]:
    """Return those of *rows* with a comma before a token that *begins* tells, and that token."""
    words = token_ranges(parts.first[rows], parts.stop[rows] - 1)
    at = words.token
    ends = words.first_where(reader.comma(at) & begins(at + 1) & reader.same_sentence(at, at + 1))
    found = ends < words.stop
    return rows[found], ends[found] + 1


def _without_loose_ends(parts: Parts, rows: Indices, reader: _Reader) -> Parts:
    """Read on where a content cannot end: "has refused to", 'is "not ready" to go on strike'.

    It then goes on to the next mark, the next part of an attribution or the end of the sentence.
    """
    tokens, stop = reader.tokens, parts.stop.copy()
    rows = rows[stop[rows] < len(tokens)]
    last, behind = stop[rows] - 1, stop[rows]
    leaves_marks = reader.quoted[last] & ~reader.quoted[behind]
    leaves_marks &= (reader.word(behind) & _GOES_ON == 0) & (tokens.shape[behind] == LOWERCASE)
    loose = (reader.word(last) & _HANGS > 0) | leaves_marks
    loose &= reader.same_sentence(last, behind)
    rows, leaves_marks = rows[loose], leaves_marks[loose]
    free, limit = _room(parts, stop[rows])
    for row, marks, end in zip(
        rows[free].tolist(), leaves_marks[free].tolist(), limit[free].tolist(), strict=True
    ):
        at = int(stop[row])
        gap = reader.gap(at - 1)
        if not gap.strip() or (marks and _CLOSES_ONLY.fullmatch(gap)):
            stop[row] = _clause_end(at, end, reader)
    return replace(parts, stop=stop)


def _room(parts: Parts, at: Indices) -> tuple[Flags, Indices]:
    """Tell the tokens *at* that are in no part, and return the first token of the next part."""
    order = np.argsort(parts.first, kind="stable")
    first, reach = parts.first[order], np.maximum.accumulate(parts.stop[order])
    number = np.searchsorted(first, at, "right")
    return reach[number - 1] <= at, np.append(first, _FAR)[number]


def _clause_end(at: int, limit: int, reader: _Reader) -> int:
    """Return one past the last token of the clause that goes on at token *at*, at most *limit*."""
    tokens = reader.tokens
    number = int(tokens.sentence[at]) + 1
    first = tokens.sentence_first
    end = min(limit, int(first[number]) if number < len(first) else len(tokens))
    inside = (i + 1 for i in range(at, end - 1) if _MARK.search(reader.gap(i)))
    return next(inside, end)


def _word_classes(types: Sequence[str]) -> list[int]:
    """Return for each of *types* the classes it is in, as bits; a type column."""
    listed = bits_of_words(_CLASSES)
    return [listed.get(word, 0) for word in types]
