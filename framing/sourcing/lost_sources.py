"""Sources that the model lost: cues with a subject, but without a source.

In "The rebels freed two men and confirmed that the truce holds" the subject stands far from the
cue, as in "Ann Lee backed the plan, warning of"; in "Ann Lee, a pilot, said" commas part the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

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
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_LONGEST = 16


def find_lost_sources(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Parts:
    """Return *parts* with the subjects of cues that have no source, where they are plain.

    *quoted* and *spoken* tell tokens within quotation marks and those that name an act of speaking.
    """
    forms = VerbForms(tokens)
    sources = np.flatnonzero(parts.kind == SOURCE)
    links = _lone_links(parts, sources, forms)
    parts = _without_verbs(parts, sources, tokens, quoted, forms)
    left = np.delete(sources, sources.searchsorted(links))
    owner, cue = _subjectless(parts, left, tokens, quoted, spoken, forms)
    taken, found = _taken(parts, links, cue).tolist(), []
    begin = tokens.sentence_first.take(tokens.sentence.take(cue))
    sentences = _sentences(tokens, forms, quoted, begin, cue)
    before = cue - 1 - forms.are(ADVERB, cue - 1)
    far = (forms.are(JOINS, before) | forms.are(ING, cue)).tolist()
    for own, is_far, reach, sentence in zip(owner.tolist(), far, taken, sentences, strict=True):
        source = sentence.far_subject() if is_far else sentence.subject(reach)
        if source:
            found.append((*source, own))
    first, stop, owner = np.array(found, np.int64).reshape(-1, 3).T
    return parts.changed(links, Parts(first, stop, np.full(len(owner), SOURCE, np.int8), owner))


def _lone_links(parts: Parts, sources: Indices, forms: VerbForms) -> Indices:
    """Return those of the parts *sources*, next to a cue, that are one "and", "by" or "had"."""
    own, first = parts.owner.take(sources), parts.first.take(sources)
    one = np.flatnonzero((parts.stop.take(sources) - first == 1) & parts.have(CUE).take(own))
    at = first.take(one)
    links = forms.are(JOINS | IN_FRONT, at)
    links |= forms.are(AUXILIARY | ADVERB, at) & ~forms.are_names(at)
    return sources.take(one.compress(links))


def _without_verbs(
    parts: Parts, sources: Indices, tokens: Tokens, quoted: Flags, forms: VerbForms
) -> Parts:
    """End *sources* that run on up to "and" with their subject: "The rebels freed two men and"."""
    rows = sources[parts.stop.take(sources) - parts.first.take(sources) > 1]
    rows = rows[forms.are(JOINS, parts.stop.take(rows) - 1)]
    stop = parts.stop.copy()
    sentences = _sentences(tokens, forms, quoted, parts.first[rows], stop[rows])
    for row, sentence in zip(rows.tolist(), sentences, strict=True):
        subject = sentence.far_subject()
        stop[row] = subject[1] if subject else stop[row]
    return replace(parts, stop=stop)


def _subjectless(
    parts: Parts, sources: Indices, tokens: Tokens, quoted: Flags, spoken: Flags, forms: VerbForms
) -> tuple[Indices, Indices]:
    """Return attributions with none of *sources* whose first cue is a verb, and that."""
    without = np.ones(parts.count(), np.bool_)
    without[parts.owner.take(sources)] = False
    cues = np.flatnonzero((parts.kind == CUE) & without.take(parts.owner))
    owner, which = np.unique(parts.owner.take(cues), return_index=True)
    at = parts.first.take(cues.take(which))
    verb = ~quoted[at] & (tokens.sentence_first[tokens.sentence[at]] < at)
    joined = forms.are(JOINS, at - 1)
    verb &= spoken[at] | forms.are(ING, at) | (joined & forms.are(VERB, at))
    return owner[verb], at[verb]


def _taken(parts: Parts, dropped: Indices, at: Indices) -> Indices:
    """Return where the parts, but those *dropped*, stop that begin before each of tokens *at*."""
    order = np.argsort(parts.first, kind="stable")
    stop = parts.stop.copy()
    stop[dropped] = 0
    reach = np.append(0, np.maximum.accumulate(stop.take(order)))
    return reach.take(parts.first.searchsorted(at, sorter=order))


class _Sentence:
    """The words of a sentence from token *begin* up to a cue, and what they are.

    That is their classes, and of each whether it has a capital, is quoted, and a comma follows.
    """

    def __init__(
        self,
        begin: int,
        classes: list[int],
        named: list[bool],
        quoted: list[bool],
        commas: list[bool],
    ) -> None:
        self._begin, self._cue = begin, begin + len(classes)
        self._classes, self._named, self._quoted, self._commas = classes, named, quoted, commas

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
        words = zip(self._classes[place:], self._named[place:], strict=True)
        verb = any(word & (AUXILIARY if name else VERB) for word, name in words)
        pairs = sum(self._commas[place:]) % 2 == 0
        return (first, self._cue) if opens and pairs and not verb else None

    def far_subject(self) -> tuple[int, int] | None:
        """Return the subject with which the sentence opens."""
        first, end = self._begin + self._is(JOINS, self._begin), self._cue
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
            stops = AUXILIARY if at == first + 1 else VERB | RELATIVE
            if not name and self._is(stops, at):
                return at if at > first + 1 and not self._is(RELATIVE, at) else 0
        return 0

    def _is(self, kind: int, at: int) -> bool:
        place = at - self._begin
        return place < len(self._classes) and bool(self._classes[place] & kind)


def _sentences(
    tokens: Tokens, forms: VerbForms, quoted: Flags, begin: Indices, cue: Indices
) -> Iterator[_Sentence]:
    """Yield the words from each *begin* up to a *cue*."""
    words = token_ranges(begin, cue)
    at, bounds = words.token, np.append(0, np.cumsum(words.stop - words.first))
    read = (forms.of(at), forms.are_names(at), quoted[at], comma_follows(tokens, at))
    columns = [column.tolist() for column in read]
    for place, (first, stop) in zip(begin.tolist(), pairwise(bounds.tolist()), strict=True):
        yield _Sentence(place, *(column[first:stop] for column in columns))
