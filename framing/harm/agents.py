"""Who did the harm and with what: by-phrases, attacks as subjects, and what they were on."""

from __future__ import annotations

import numpy as np

from framing.harm import word_classes as wc
from framing.harm.clauses import Clauses, of_previous
from framing.harm.gap_marks import BREAK
from framing.harm.phrases import next_in_clause, object_spans
from framing.harm.spans import Indices, Spans, no_spans
from framing.text.marked import Marked, marked
from framing.tokens import NUMERIC

_REACH, _LONGEST_MEANS = 10, 7


def split_attacks(clauses: Clauses, spans: Spans) -> tuple[Spans, Spans]:
    """Split "the rebel attack on a northern town" into who attacked and what was attacked."""
    agents, targets = Spans(spans.first.copy(), spans.last.copy()), no_spans(len(spans.first))
    attacks = clauses.roles_of(wc.ATTACK)
    rows = np.flatnonzero(spans.told & (attacks.last(spans.last) >= spans.first))
    if not len(rows):
        return agents, targets
    first, last = spans.take(rows)
    head = attacks.last(last)
    by = clauses.words(wc.BY).next(head + 1)
    on = clauses.roles_of(wc.TARGET).next(head + 1)
    led = (by <= last) & (by < on)
    begin = np.maximum(_ends_of_modifiers(clauses).last(head - 1) + 1, first)
    agents.put(rows, Spans(begin, np.where(led, last, head)))
    targets.put(rows, Spans(on + 1, last).where(~led & (on < last)))
    return agents, targets


def _ends_of_modifiers(clauses: Clauses) -> Marked:
    """Return the tokens that the modifiers of an attack stand behind: "of", "said", a mark."""
    here, attack = clauses.here, clauses.roles.classes & wc.ATTACK > 0
    is_and = here.classes & wc.AND > 0
    ends = clauses.is_finite | (clauses.roles.classes & wc.LEFT_STOP > 0)
    ends = np.where(is_and, ~of_previous(attack), ends)
    return marked(ends | (here.gaps & BREAK > 0))


def agents_after(clauses: Clauses, by: Indices) -> Spans:
    """Return whom the by-phrases name; tokens *by* are -1 where there is none."""
    here, after = clauses.here, by + 1
    no_agent = (here.word(after) & wc.ING > 0) | (here.shape(after) == NUMERIC)
    no_agent |= clauses.roles.word(after) & wc.NOT_AGENT > 0
    return object_spans(clauses, by).where((by >= 0) & ~(no_agent & here.same(after, by)))


def means_after(clauses: Clauses, last: Indices) -> Spans:
    """Return the attacks in which it happened, "in a rebel raid", named after tokens *last*."""
    at = next_in_clause(clauses, clauses.roles_of(wc.MEANS), last, _REACH)
    noun = clauses.roles_of(wc.MEANS_NOUN).next(at + 1)
    told = (at >= 0) & (noun <= at + _LONGEST_MEANS) & clauses.here.same(at, noun)
    return Spans(at, noun).where(told & (clauses.breaks.next(at + 1) >= noun - 1))


def targets_of(clauses: Clauses, inside: Spans, means: Spans) -> Spans:
    """Return what the attacks were on: *inside* the by-phrases, or right after the *means*."""
    last = means.last
    after = means.told & (clauses.roles.near(last + 1, last) & wc.TARGET > 0)
    rows = np.flatnonzero(after & (clauses.here.gap(last) & BREAK == 0))
    found = no_spans(len(last))
    found.put(rows, object_spans(clauses, last[rows] + 1))
    return inside.or_else(found)
