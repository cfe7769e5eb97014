"""Second verbs of a subject: "Ann Lee backed the plan and warned of a storm" holds two reports.

The model takes the words behind "and" for more of what the first verb reports. A verb that is a cue
begins an attribution of its own there; another one ends a content that has no verb.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.model import SeenWords
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.sourcing.verb_forms import (
    ADVERB,
    DETERMINER,
    IN_FRONT,
    JOINS,
    OBJECT,
    PAST,
    THAT,
    THIRD,
    VerbForms,
)
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_A_CUE_AT_TIMES = 2
_MOST_ADVERBS = 2
_OPENS_OBJECT = DETERMINER | IN_FRONT | OBJECT | THAT


@dataclass(frozen=True, slots=True, eq=False)
class _Verbs:
    """Verbs behind "and" or "but" in contents.

    ``content`` is the range that holds each, ``joins`` its "and", ``at`` the verb itself and
    ``reports`` whether it is a cue.
    """

    content: Indices
    joins: Indices
    at: Indices
    reports: Flags

    def take(self, which: Indices) -> _Verbs:
        """Return the verbs that *which* picks."""
        return _Verbs(self.content[which], self.joins[which], self.at[which], self.reports[which])


def part_coordinate_verbs(parts: Parts, tokens: Tokens, quoted: Flags, words: SeenWords) -> Parts:
    """Return *parts* with contents that end before a second verb of their source.

    It stands behind "and" or "but", outside the marks that *quoted* tells, in the form of the
    first ("backed", "warned"). If it is a cue it reports the rest, for the same source.
    """
    rows = _last_contents(parts, tokens)
    if not len(rows):
        return parts
    forms = VerbForms(tokens)
    verbs = _further_verbs(parts, rows, forms, tokens, quoted, words)
    stop = parts.stop.copy()
    stop[rows[verbs.content]] = verbs.joins
    added = _reports(parts, rows, verbs.take(np.flatnonzero(verbs.reports)))
    return replace(parts, stop=stop).join(added) if len(added.owner) else replace(parts, stop=stop)


def _last_contents(parts: Parts, tokens: Tokens) -> Indices:
    """Return the last contents of attributions with a source whose cue stands before them."""
    count = parts.count()
    last = np.full(count, -1)
    contents = np.flatnonzero(parts.kind == CONTENT)
    last[parts.owner[contents]] = contents
    cue = parts.firsts(CUE)
    kept = (last >= 0) & (cue >= 0) & parts.have(SOURCE)
    rows = last[kept]
    first, cue = parts.first[rows], cue[kept]
    behind = (first > cue) & (parts.stop[rows] - first > 3)
    behind &= tokens.sentence[first] == tokens.sentence[cue]
    found: Indices = rows[behind]
    return found


def _further_verbs(
    parts: Parts, rows: Indices, forms: VerbForms, tokens: Tokens, quoted: Flags, words: SeenWords
) -> _Verbs:
    """Return the first verb of each of the contents *rows* that belongs to its source."""
    first, stop = parts.first[rows], parts.stop[rows]
    content = token_ranges(first, stop)
    inside = np.flatnonzero(
        forms.are(JOINS, content.token) & (content.token > first.take(content.owner))
    )
    own, joins = content.owner[inside], content.token[inside]
    at = joins + 1
    for _ in range(_MOST_ADVERBS):
        at += forms.are(ADVERB, at)
    fits = (at < stop[own] - 1) & ~quoted[joins] & ~quoted.take(at, mode="clip")
    fits &= tokens.sentence[joins] == tokens.sentence[first[own]]
    fits &= ~forms.are_names(at)
    verbs = _Verbs(own, joins, at, fits).take(np.flatnonzero(fits))
    same = _forms_of_cues(parts, rows[verbs.content], forms) & forms.of(verbs.at)
    at = verbs.at
    reports = (same > 0) & (words.spoken[at] | (words.strength[at] >= _A_CUE_AT_TIMES))
    ends = (same & PAST > 0) & ~reports & ~forms.are(THAT, first[verbs.content])
    ends &= forms.are(_OPENS_OBJECT, at + 1) | forms.are_names(at + 1)
    ends[ends] = _have_no_verb(first[verbs.content[ends]], verbs.joins[ends], forms)
    some = np.flatnonzero(reports | ends)
    earliest = np.unique(verbs.content[some], return_index=True)[1]
    return replace(verbs, reports=reports).take(some[earliest])


def _forms_of_cues(parts: Parts, rows: Indices, forms: VerbForms) -> npt.NDArray[np.uint16]:
    """Return the finite forms, as bits, that the last cue of each of the contents *rows* has."""
    cues = np.flatnonzero(parts.kind == CUE)
    last = np.zeros(parts.count(), np.int64)
    last[parts.owner[cues]] = cues
    cue = last[parts.owner[rows]]
    held = token_ranges(parts.first[cue], parts.stop[cue])
    found = np.zeros(len(rows), np.uint16)
    np.bitwise_or.at(found, held.owner, forms.of(held.token) & np.uint16(PAST | THIRD))
    return found


def _have_no_verb(first: Indices, stop: Indices, forms: VerbForms) -> Flags:
    """Tell which of the words from *first* up to *stop* hold no verb."""
    words = token_ranges(first, stop)
    return ~words.any(forms.have_verb(words.token))


def _reports(parts: Parts, rows: Indices, verbs: _Verbs) -> Parts:
    """Return the attributions that *verbs* begin, with the sources of the contents they leave."""
    content = rows[verbs.content]
    number = parts.count() + np.arange(len(content))
    own = np.full(parts.count(), -1)
    own[parts.owner[content]] = number
    sources = parts.where((parts.kind == SOURCE) & (own.take(parts.owner) >= 0))
    sources = replace(sources, owner=own[sources.owner])
    ends = verbs.at + 1

    def of_kind(kind: int, first: Indices, stop: Indices) -> Parts:
        return Parts(first, stop, np.full(len(content), kind, np.int8), number)

    cues = of_kind(CUE, verbs.joins + 1, ends)
    contents = of_kind(CONTENT, ends, parts.stop[content])
    return sources.join(cues).join(contents).in_order()
