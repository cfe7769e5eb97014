"""Contents of which the model gave a part to another attribution.

"It may close, the union fears, and wages fall, the mayor said" is all the mayor's. "Lee said that
talks with the board would fail" is all Lee's, even where the board "would fail" for the model.
What others say in it is found when the content is read again.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.sourcing.verb_forms import AUXILIARY, THAT, VerbForms
from framing.text.gaps import CLAUSE_MARK, classes_of_gaps, comma_follows, gap_is_blank
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_MARK = re.compile(CLAUSE_MARK)


def make_clauses_whole(
    parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags
) -> tuple[Parts, Flags]:
    """Return *parts* with whole sentences before closing cues, and whole clauses behind "that".

    *quoted* and *spoken* tell tokens within quotation marks and those that name an act of speaking.
    Told are also the attributions that such a content takes in.
    """
    whole = _Clauses(parts, tokens, quoted)
    if len(parts.owner):
        whole.take_sentences(spoken)
        whole.take_verbs()
    return whole.left()


class _Clauses:
    """Attributions with one content each, and what it takes in."""

    def __init__(self, parts: Parts, tokens: Tokens, quoted: Flags) -> None:
        self._parts, self._tokens, self._quoted = parts, tokens, quoted
        self._forms = VerbForms(tokens)
        self._first, self._stop = parts.first.copy(), parts.stop.copy()
        count = parts.count()
        self._kept = np.ones(count, np.bool_)
        self._begin, self._end = np.full(count, len(tokens)), np.zeros(count, np.int64)
        np.minimum.at(self._begin, parts.owner, parts.first)
        np.maximum.at(self._end, parts.owner, parts.stop)
        self._order = np.argsort(self._begin, kind="stable")
        self._begins = self._begin.take(self._order)
        self._cue, self._source = parts.firsts(CUE), parts.firsts(SOURCE)
        number = np.bincount(3 * parts.owner + parts.kind, minlength=3 * count).reshape(-1, 3).T
        self._content = np.full(count, -1)
        contents = np.flatnonzero(parts.kind == CONTENT)
        self._content[parts.owner.take(contents)] = contents
        self._single = (number[CONTENT] == 1) & (number[CUE] > 0)
        self._plain = self._single & (number[CUE] == 1) & (number[SOURCE] == 1)

    def left(self) -> tuple[Parts, Flags]:
        """Return the parts as they are now, and which attributions another took in."""
        return replace(self._parts, first=self._first, stop=self._stop), ~self._kept

    def take_sentences(self, spoken: Flags) -> None:
        """Begin contents before a cue that closes the sentence where the sentence begins."""
        reach = np.append(0, np.maximum.accumulate(self._end.take(self._order)))
        for owner in self._closing(spoken).tolist():
            row = int(self._content[owner])
            mine, until = self._first[row], self._stop[row]
            begin = int(self._tokens.sentence_first[self._tokens.sentence[mine]])
            first, stop = self._begins.searchsorted((begin, mine)).tolist()
            others = self._order[first:stop]
            if reach[first] <= begin and (self._end[others] <= until).all():
                self._kept[others] = False
                self._first[row] = begin

    def _closing(self, spoken: Flags) -> Indices:
        """Return attributions that close a sentence without marks, behind a part of it."""
        sentence, starts = self._tokens.sentence, self._tokens.sentence_first
        frame = np.minimum(self._cue, self._source)
        owner = np.flatnonzero(self._plain & (self._begin < frame))
        row, frame = self._content.take(owner), frame.take(owner)
        closes = self._stop.take(row) == frame
        closes &= comma_follows(self._tokens, frame - 1)
        owner, row, frame = owner[closes], row[closes], frame[closes]
        first, cue = self._first[row], self._cue[owner]
        closes = (sentence[first] == sentence[frame]) & (starts[sentence[first]] < first)
        end = self._end[owner]
        over = end >= len(self._tokens)
        closes &= over | (sentence.take(end, mode="clip") != sentence[frame])
        closes &= spoken[cue] | (self._tokens.type_id[cue] == self._according())
        owner, first, frame = owner[closes], first[closes], frame[closes]
        words = token_ranges(starts[sentence[first]], frame + 1)
        closing: Indices = owner[~words.any(self._quoted[words.token])]
        return closing

    def _according(self) -> int:
        return self._tokens.vocabulary.id_of("according")

    def take_verbs(self) -> None:
        """Read contents on that break off before their verb: "that looters", "that no soldier"."""
        for owner in self._without_verb().tolist():
            row = int(self._content[owner])
            stop = int(self._stop[row])
            other = self._next_to(owner, stop)
            if other is not None:
                self._kept[other] = False
                self._stop[row] = self._end[other]
            else:
                following = self._begins[self._begins.searchsorted(stop) :]
                limit = int(following[0]) if len(following) else len(self._tokens)
                self._stop[row] = self._clause_end(stop, limit)

    def _without_verb(self) -> Indices:
        """Return attributions whose content behind the cue stops before its verb."""
        owner = np.flatnonzero(self._single & self._kept & (self._cue >= 0))
        row = self._content.take(owner)
        first, stop = self._first.take(row), self._stop.take(row)
        breaks = self._forms.are(THAT, first) | self._forms.are(AUXILIARY, stop)
        breaks &= (self._cue.take(owner) < first) & (stop < len(self._tokens))
        owner, first, stop = owner[breaks], first[breaks], stop[breaks]
        breaks = gap_is_blank(self._tokens, stop - 1)
        breaks &= self._tokens.sentence[stop - 1] == self._tokens.sentence[stop]
        for at in (first, stop - 1, stop):
            breaks &= ~self._quoted[at]
        owner, first, stop = owner[breaks], first[breaks], stop[breaks]
        words = token_ranges(first, stop)
        without: Indices = owner[~words.any(self._forms.have_verb(words.token))]
        return without

    def _next_to(self, owner: int, stop: int) -> int | None:
        """Return the attribution of which this one is a part that begins at token *stop*, if any.

        Its source may be that of *owner*, handed on.
        """
        handed_on = (self._cue == stop) & (self._source == self._source[owner])
        found = np.flatnonzero(((self._begin == stop) | handed_on) & self._kept)
        return int(found[0]) if len(found) else None

    def _clause_end(self, first: int, limit: int) -> int:
        """Return where the clause that goes on at token *first* stops: at a mark, or at *limit*."""
        tokens = self._tokens
        ends = tokens.sentence_first.searchsorted(first, "right")
        end = int(tokens.sentence_first[ends]) if ends < len(tokens.sentence_first) else len(tokens)
        at = np.arange(first, min(end, limit))
        marks = np.flatnonzero(classes_of_gaps(tokens, at, _is_marked) > 0)
        return int(at[marks[0]]) + 1 if len(marks) else int(at[-1]) + 1 if len(at) else first


def _is_marked(gap: str) -> bool:
    """Tell whether a *gap* between words holds a mark that may end a clause."""
    return bool(_MARK.search(gap))
