"""Where a content ends: the model breaks off within a clause, or reads on into the next one.

It sees a few words on either side. That "refused to" cannot end where it does, or that "When
the mayor warned of floods, the ferry left" holds a clause that nobody warned of, shows in the
words at the edge and in how the sentence opens.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.listed_words import listed_words
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.sourcing.verb_forms import AUXILIARIES
from framing.text.gap_types import BLANK_GAP
from framing.text.gaps import CLAUSE_MARK, classes_of_gaps, comma_follows, gap_holds
from framing.text.marked import Marked
from framing.text.token_ranges import first_of_runs, token_ranges
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_HANGS, _GOES_ON, _SUBJECT, _FINITE, _OPENS, _EVEN, _RELATIVE, _KEPT = (
    1 << bit for bit in range(8)
)
_CONJUNCTIONS = """and or but nor that whether because if when while where who whom whose which what
    how why although though since unless until before after so"""
_PREPOSITIONS = """of to in on at by for from with about into onto over under between among against
    during through without within toward towards upon like than as via per"""
_DETERMINERS = """a an the his her their its our my your this these those another every each no any
    some many several"""
_VERBS = f"{AUXILIARIES} be been being not cannot"
_CLASSES = {
    _HANGS: f"{_DETERMINERS} {_PREPOSITIONS} {_CONJUNCTIONS} {_VERBS}",
    _GOES_ON: f"{_CONJUNCTIONS} {_VERBS}",
    _SUBJECT: "he she it they i we you the there this that these those what who his her their our",
    _FINITE: AUXILIARIES,
    _OPENS: "while when if as after although though since before because unless once whereas",
    _EVEN: "even",
    _RELATIVE: "who which that",
    _KEPT: f"that but {AUXILIARIES}",
}
_FAR = 1 << 62
_BLANK, _MARKED, _CLOSES, _CLOSES_WITH_COMMA = (1 << bit for bit in range(4))
_GAPS = {
    _BLANK: re.compile("\\s*$"),
    _MARKED: re.compile(f".*?(?:{CLAUSE_MARK})", re.DOTALL),
    _CLOSES: re.compile("(?:[”\"’']|'')\\s\\Z"),
    _CLOSES_WITH_COMMA: re.compile(".*?,\\s*(?:[”\"’']|'')", re.DOTALL),
}


class _Reader:
    """What the rules look at: classes of words and gaps, commas, quotations, sentences."""

    def __init__(self, tokens: Tokens, quotation: npt.NDArray[np.int32]) -> None:
        self.are = listed_words(tokens, "content_ends", _CLASSES)
        self.tokens, self.quotation = tokens, quotation

    def quoted(self, at: Indices) -> Flags:
        """Tell which of the tokens *at* stand within quotation marks."""
        quoted: Flags = self.quotation.take(at, mode="clip") >= 0
        return quoted

    def comma(self, at: Indices) -> Flags:
        """Tell for each of the tokens *at* whether a comma follows."""
        return comma_follows(self.tokens, at)

    def gap(self, kind: int, at: Indices) -> Flags:
        """Tell where what stands between token *at* and the next is of *kind*."""
        return classes_of_gaps(self.tokens, at, _gap_classes) & kind > 0

    def begin(self, at: Indices) -> Indices:
        """Return the first token of the sentence of each of the tokens *at*."""
        return self.tokens.sentence_first.take(self.tokens.sentence.take(at))

    def end(self, at: Indices) -> Indices:
        """Return one past the last token of the sentence of each of the tokens *at*."""
        ends = np.append(self.tokens.sentence_first[1:], len(self.tokens))
        return ends.take(self.tokens.sentence.take(at))

    def same_sentence(self, at: Indices, other: Indices) -> Flags:
        """Tell whether tokens *at* and *other* stand in the same sentence, clipped to the last."""
        sentence = self.tokens.sentence
        same: Flags = sentence.take(at) == sentence.take(other, mode="clip")
        return same


@dataclass(frozen=True, slots=True, eq=False)
class _Contents:
    """Contents behind the first cue of their attribution.

    ``row`` is that of the part, ``first`` its first token and ``opening`` the first of its
    attribution; ``alone`` tells those that are its only content.
    """

    row: Indices
    first: Indices
    opening: Indices
    alone: Flags

    def where(self, flags: Flags) -> _Contents:
        """Return the contents that *flags* tells."""
        which = np.flatnonzero(flags)
        return _Contents(
            self.row.take(which),
            self.first.take(which),
            self.opening.take(which),
            self.alone.take(which),
        )


def mend_content_ends(parts: Parts, tokens: Tokens, quotation: npt.NDArray[np.int32]) -> Parts:
    """Return *parts* with the ends of contents behind their cue put right.

    "When the mayor warned of floods, the ferry left" ends at "floods"; *quotation* is that of each
    token, or -1.
    """
    if not len(parts.owner):
        return parts
    reader, cue = _Reader(tokens, quotation), parts.firsts(CUE)
    opening = first_of_runs(parts.owner)
    begin = parts.first.take(opening)
    parts = _without_trailing_clauses(parts, opening, cue, reader)
    contents, by_place = _behind_cues(parts, begin, cue), np.argsort(parts.first, kind="stable")
    stop = parts.stop.copy()
    for cut in (_at_semicolon, _at_closing_mark, _at_main_clause, _at_main_verb):
        rows, ends = cut(replace(parts, stop=stop), contents, reader)
        stop[rows] = ends
    parts = _through_quotations(replace(parts, stop=stop), contents.row, by_place, reader)
    return _without_loose_ends(parts, contents.row, by_place, reader)


def _without_trailing_clauses(
    parts: Parts, opening: Indices, cue: Indices, reader: _Reader
) -> Parts:
    """Drop what comments on a quotation: '"Come," she said, pointing to the quay'.

    *opening* is the first part of each attribution, *cue* its first cue, or -1.
    """
    behind = np.append(opening[1:], len(parts.owner))
    said = np.flatnonzero((parts.kind.take(opening) == CONTENT) & (parts.first.take(opening) < cue))
    said = said.compress(_within_one(parts, opening.take(said), reader))
    others = token_ranges(opening.take(said) + 1, behind.take(said))
    rows, cue = others.token, cue[said][others.owner]
    first = parts.first[rows]
    loose = (parts.kind[rows] == CONTENT) & (cue < first) & reader.same_sentence(first, cue)
    loose &= reader.comma(first - 1) & ~reader.are(_KEPT, first) & ~reader.quoted(first)
    rows = rows[loose]
    words = token_ranges(parts.first[rows], parts.stop[rows])
    dropped = rows[~words.any(reader.quoted(words.token))]
    return parts.take(np.delete(np.arange(len(parts.owner)), dropped)) if len(dropped) else parts


def _within_one(parts: Parts, rows: Indices, reader: _Reader) -> Flags:
    """Tell which of the parts *rows* are within one quotation."""
    own = reader.quotation.take(parts.first.take(rows))
    within: Flags = (own >= 0) & (own == reader.quotation.take(parts.stop.take(rows) - 1))
    return within


def _behind_cues(parts: Parts, begin: Indices, cue: Indices) -> _Contents:
    """Return the contents behind *cue*, the first of each attribution, or -1; all *begin* so."""
    row = np.flatnonzero(parts.kind == CONTENT)
    owner, first = parts.owner.take(row), parts.first.take(row)
    changes = np.concatenate(([True], owner[1:] != owner[:-1], [True]))
    cue = cue.take(owner)
    return _Contents(row, first, begin.take(owner), changes[1:] & changes[:-1]).where(
        (cue >= 0) & (cue < first)
    )


def _at_semicolon(parts: Parts, contents: _Contents, reader: _Reader) -> tuple[Indices, Indices]:
    """End at a semicolon of the first sentence, outside marks: another clause follows."""
    marks = np.flatnonzero(reader.tokens.gap != BLANK_GAP)
    marks = marks[gap_holds(reader.tokens, marks, ";")]
    semicolons = Marked(np.append(marks[~reader.quoted(marks + 1)], _FAR))
    close = semicolons.next(contents.first)
    found = np.flatnonzero(close < parts.stop.take(contents.row) - 1)
    found = found.compress(reader.same_sentence(contents.first.take(found), close.take(found)))
    return contents.row[found], close[found] + 1


def _at_closing_mark(parts: Parts, contents: _Contents, reader: _Reader) -> tuple[Indices, Indices]:
    """End where the quotation that opens the content closes with a comma: '"Aye," to cheers'."""
    rows = contents.row.compress(reader.quoted(contents.first))
    rows = rows.compress(~_within_one(parts, rows, reader))
    words, quotation = token_ranges(parts.first[rows], parts.stop[rows]), reader.quotation
    close = words.first_where(quotation[words.token] != quotation[words.first][words.owner])
    ends = ~reader.quoted(close) & reader.gap(_CLOSES_WITH_COMMA, close - 1)
    return rows[ends], close[ends]


def _at_main_clause(parts: Parts, contents: _Contents, reader: _Reader) -> tuple[Indices, Indices]:
    """End at the comma behind an opening clause: "When he warned of floods, the ferry left"."""
    begin = reader.begin(contents.opening)
    opens = contents.alone & reader.are(_OPENS | _EVEN, begin)
    contents, begin = contents.where(opens), begin[opens]
    opens = reader.are(_OPENS, begin) | reader.are(_OPENS, begin + 1)
    for at in (begin, contents.opening, contents.first):
        opens &= ~reader.quoted(at)
    before = token_ranges(begin, contents.opening)
    opens &= ~before.any(reader.comma(before.token))

    def begins_clause(at: Indices) -> Flags:
        shape = reader.tokens.shape.take(at)
        named = (shape == CAPITALIZED) | (shape == ALL_CAPS)
        begins: Flags = (reader.are(_SUBJECT, at) | named) & ~reader.quoted(at)
        return begins

    return _at_comma(parts, contents.row[opens], reader, begins_clause)


def _at_main_verb(parts: Parts, contents: _Contents, reader: _Reader) -> tuple[Indices, Indices]:
    """End where the clause of "who" ends: "Lee, who backed the plan, has left"."""
    sources = parts.of_kind(SOURCE)
    relative = np.zeros(parts.count(), np.bool_)
    relative[sources.owner] = reader.are(_RELATIVE, sources.stop - 1)  # the last of each stays
    rows = contents.row[contents.alone]
    rows = rows[relative[parts.owner[rows]]]
    return _at_comma(parts, rows, reader, lambda at: reader.are(_FINITE, at))


def _at_comma(
    parts: Parts, rows: Indices, reader: _Reader, begins: Callable[[Indices], Flags]
) -> tuple[Indices, Indices]:
    """Return those of *rows* with a comma before a token that *begins* tells, and that token."""
    words = token_ranges(parts.first[rows], parts.stop[rows] - 1)
    at = words.token
    ends = words.first_where(reader.comma(at) & begins(at + 1) & reader.same_sentence(at, at + 1))
    found = ends < words.stop
    return rows[found], ends[found] + 1


def _through_quotations(parts: Parts, rows: Indices, by_place: Indices, reader: _Reader) -> Parts:
    """Read on to where the quotation closes in which a content ends, if nobody else says that.

    *by_place* has all parts in the order of the text.
    """
    behind, quotation = parts.stop.take(rows), reader.quotation
    own = quotation.take(behind - 1)
    goes_on = np.flatnonzero((own >= 0) & (quotation.take(behind, mode="clip") == own))
    goes_on = goes_on.compress(behind.take(goes_on) < len(reader.tokens))
    rows, behind = rows.take(goes_on), behind.take(goes_on)
    free, limit = _room(parts, by_place, behind)
    rows, behind = rows[free], behind[free]
    rest = token_ranges(behind, np.minimum(limit[free], len(reader.tokens)))
    stop = parts.stop.copy()
    stop[rows] = rest.first_where(quotation[rest.token] != quotation[behind][rest.owner])
    return replace(parts, stop=stop)


def _without_loose_ends(parts: Parts, rows: Indices, by_place: Indices, reader: _Reader) -> Parts:
    """Read on where a content cannot end: "has refused to", 'is "not ready" to go on strike'.

    It then goes on to the next mark, the next part *by_place* or the end of the sentence.
    """
    behind = parts.stop.take(rows)
    hangs = reader.are(_HANGS, behind - 1)
    quoted = reader.quoted(behind - 1)
    some = np.flatnonzero((hangs | quoted) & (behind < len(reader.tokens)))
    rows, behind, hangs = rows.take(some), behind.take(some), hangs.take(some)
    leaves_marks = quoted.take(some) & ~reader.quoted(behind) & ~reader.are(_GOES_ON, behind)
    leaves_marks &= reader.tokens.shape.take(behind) == LOWERCASE
    loose = (hangs | leaves_marks) & reader.same_sentence(behind - 1, behind)
    loose &= reader.gap(_BLANK, behind - 1) | (leaves_marks & reader.gap(_CLOSES, behind - 1))
    rows, behind = rows[loose], behind[loose]
    free, limit = _room(parts, by_place, behind)
    rows, behind = rows[free], behind[free]
    stop = parts.stop.copy()
    stop[rows] = _clause_ends(behind, limit[free], reader)
    return replace(parts, stop=stop)


def _room(parts: Parts, by_place: Indices, at: Indices) -> tuple[Flags, Indices]:
    """Tell the tokens *at* that are in no part, and return the first token of the next part."""
    first, reach = parts.first.take(by_place), np.maximum.accumulate(parts.stop.take(by_place))
    number = np.searchsorted(first, at, "right")
    return reach[number - 1] <= at, np.append(first, _FAR)[number]


def _clause_ends(at: Indices, limit: Indices, reader: _Reader) -> Indices:
    """Return where the clauses that go on at tokens *at* stop: at a mark, at most at *limit*."""
    words = token_ranges(at, np.minimum(limit, reader.end(at)) - 1)
    return words.first_where(reader.gap(_MARKED, words.token)) + 1


def _gap_classes(gap: str) -> int:
    """Return the classes that a *gap* between words is in, as bits."""
    return sum(kind for kind, pattern in _GAPS.items() if pattern.match(gap))
