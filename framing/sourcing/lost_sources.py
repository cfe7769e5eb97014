"""Sources that the model lost: cues with a subject, but without a source.

In "The rebels freed two men and confirmed that the truce holds" the subject stands far from the
cue; in "Ann Lee, a pilot, said" commas part the two.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CUE, SOURCE, Parts
from framing.sourcing.verb_forms import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    IN_FRONT,
    ING,
    JOINS,
    PRONOUN,
    RELATIVE,
    THIRD,
    VERB,
    VerbForms,
)
from framing.text.gaps import comma_follows
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_LONGEST = 16


def find_lost_sources(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Parts:
    """Return *parts* with the subjects of cues that have no source, where they are plain.

    *quoted* and *spoken* tell tokens within quotation marks and those that name an act of speaking.
    """
    forms = VerbForms(tokens)
    parts = _without_verbs(_without_lone_links(parts, forms), tokens, quoted, forms)
    cues = _subjectless(parts, tokens, quoted, spoken, forms)
    if not len(cues):
        return parts
    found = []
    for owner, at in zip(parts.owner[cues].tolist(), parts.first[cues].tolist(), strict=True):
        begin = int(tokens.sentence_first[tokens.sentence[at]])
        sentence = _Sentence(tokens, forms, quoted, begin, at)
        far = sentence.joins(at - 1)
        source = sentence.far_subject() if far else sentence.subject(_taken(parts, at))
        if source:
            found.append((*source, owner))
    if not found:
        return parts
    first, stop, own = np.array(found, np.int64).T
    return parts.join(Parts(first, stop, np.full(len(own), SOURCE, np.int8), own)).in_order()


def _without_lone_links(parts: Parts, forms: VerbForms) -> Parts:
    """Drop sources that are one "and" or "but"."""
    link = (parts.kind == SOURCE) & (parts.stop - parts.first == 1)
    rows = np.flatnonzero(link)
    rows = rows[forms.are(JOINS, parts.first[rows])]
    return parts.take(np.delete(np.arange(len(parts.owner)), rows)) if len(rows) else parts


def _without_verbs(parts: Parts, tokens: Tokens, quoted: Flags, forms: VerbForms) -> Parts:
    """End sources that run on up to "and" with their subject: "The rebels freed two men and"."""
    rows = np.flatnonzero((parts.kind == SOURCE) & (parts.stop - parts.first > 1))
    rows = rows[forms.are(JOINS, parts.stop[rows] - 1)]
    stop = parts.stop.copy()
    for row, begin, end in zip(rows, parts.first[rows].tolist(), stop[rows].tolist(), strict=True):
        subject = _Sentence(tokens, forms, quoted, begin, end).far_subject()
        stop[row] = subject[1] if subject else end
    return replace(parts, stop=stop)


def _subjectless(
    parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags, forms: VerbForms
) -> Indices:
    """Return the first cues of attributions without a source that are finite verbs."""
    none = np.flatnonzero((parts.firsts(SOURCE) < 0) & (parts.firsts(CUE) >= 0))
    cue_rows = np.flatnonzero(parts.kind == CUE)[::-1]
    row = np.full(parts.count(), -1)
    row[parts.owner[cue_rows]] = cue_rows
    rows = row[none]
    at = parts.first[rows]
    finite = ~quoted[at] & ~forms.are(ING, at) & (tokens.sentence_first[tokens.sentence[at]] < at)
    joined = forms.are(JOINS, at - 1)
    finite &= np.where(joined, spoken[at] | forms.are(VERB, at), spoken[at])
    found: Indices = rows[finite]
    return found


def _taken(parts: Parts, at: int) -> int:
    """Return where the parts stop that begin before token *at*."""
    return int(parts.stop[parts.first < at].max(initial=0))


class _Sentence:
    """The words of a sentence from token *begin* up to its cue, and what they are."""

    def __init__(
        self, tokens: Tokens, forms: VerbForms, quoted: Flags, begin: int, cue: int
    ) -> None:
        at = np.arange(begin, cue)
        self._begin, self._cue = begin, cue
        self._classes: list[int] = forms.of(at).tolist()
        self._named: list[bool] = forms.are_names(at).tolist()
        self._quoted: list[bool] = quoted[at].tolist()
        self._commas: list[bool] = comma_follows(tokens, at).tolist()

    def joins(self, at: int) -> bool:
        """Tell whether token *at* is "and" or "but"."""
        return self._is(JOINS, at)

    def subject(self, taken: int) -> tuple[int, int] | None:
        """Return what stands right before the cue, behind token *taken* and marks, if a phrase."""
        first = max(self._begin, taken)
        marks = [at for at in range(first, self._cue) if self._quoted[at - self._begin]]
        first = marks[-1] + 1 if marks else first
        first += self._is(JOINS, first)
        first += self._is(ADVERB, first)
        size, place = self._cue - first, first - self._begin
        if not 0 < size <= _LONGEST or self._is(IN_FRONT | RELATIVE, first):
            return None
        opens = self._is(DETERMINER | PRONOUN, first) or self._named[place]
        verb = any(word & AUXILIARY for word in self._classes[place:])
        pairs = sum(self._commas[place:]) % 2 == 0
        return (first, self._cue) if opens and pairs and not verb else None

    def far_subject(self) -> tuple[int, int] | None:
        """Return the subject with which the sentence opens."""
        first, end = self._begin + self.joins(self._begin), self._cue - 1
        if self._is(IN_FRONT | ING | ADVERB, first):
            commas = (at + 1 for at in range(first, end) if self._commas[at - self._begin])
            first = next(commas, end)
        if first >= end or self._quoted[first - self._begin]:
            return None
        if self._is(PRONOUN, first):
            return first, first + 1
        stop = self._subject_stop(first, end)
        return (first, stop) if stop else None

    def _subject_stop(self, first: int, end: int) -> int:
        """Return where the noun phrase stops that opens at token *first*, at its verb, or 0."""
        named = not self._is(DETERMINER, first)
        if named and not self._named[first - self._begin]:
            return 0
        for at in range(first + 1, end):
            name = self._named[at - self._begin]
            if self._commas[at - 1 - self._begin]:
                return 0
            if named and not name:
                return at if self._is(VERB | THIRD | ADVERB, at) else 0
            if at > first + 1 and not name and self._is(VERB | RELATIVE, at):
                return 0 if self._is(RELATIVE, at) else at
        return 0

    def _is(self, kind: int, at: int) -> bool:
        place = at - self._begin
        return place < len(self._classes) and bool(self._classes[place] & kind)
