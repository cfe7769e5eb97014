"""Who does what verbs tell that stand behind others or share a subject: "vowed to attack"."""

from __future__ import annotations

import numpy as np

from framing.harm import word_classes as wc
from framing.harm.agents import agents_after
from framing.harm.clauses import Clauses
from framing.harm.gap_marks import BREAK
from framing.harm.phrases import antecedents, clause_subjects, subject_spans, verb_groups
from framing.harm.spans import Flags, Indices, Spans, choose
from framing.tokens import CAPITALIZED


def own_subjects(clauses: Clauses, start: Indices, gerund: Flags, own: Spans) -> Spans:
    """Return the subjects of verbs that stand behind others: "The mayor vowed to attack".

    *own* is what stands before the groups that begin at tokens *start*. Behind a preposition,
    behind another verb ("began shelling") or before "to" that is seldom the subject: it is who is
    named there ("accused rebels of killing", "sent rebels to kill"), else that of the clause, but
    nobody has "a plan to kill".
    """
    here, role = clauses.here, clauses.roles.near(start - 1, start)
    behind = gerund & (role & wc.BEFORE_GERUND > 0)
    begins = gerund & clauses.is_finite.take(start - 1, mode="wrap") & here.same(start - 1, start)
    begins &= here.gap(start - 1) & BREAK == 0
    rows = np.flatnonzero(behind | begins | (~gerund & (here.near(start, start) & wc.TO > 0)))
    start, role, behind = start[rows], role[rows], behind[rows]
    before, tail = start - 1, start - 1 - behind
    finite = clauses.is_finite.take(tail, mode="wrap")
    noun = (here.near(before - 1, start) | here.near(before - 2, start)) & wc.DETERMINER > 0
    noun |= clauses.possessives.take(before - 1, mode="wrap")
    wants = ~behind & (finite | ((role & wc.WANTS > 0) & ~noun))
    controlled = np.where(behind, (role & wc.SHARES_SUBJECT > 0) | finite, role & wc.PLANS == 0)
    main = clause_subjects(clauses, np.where(behind, before, start))
    main = main.where(controlled & _name_somebody(clauses, main))
    begin = tail + 1
    begin[wants] = verb_groups(clauses, before[wants])[0]
    near = subject_spans(clauses, begin)
    found = choose(_name_persons(clauses, tail, start), antecedents(clauses, near), main)
    subjects = Spans(own.first.copy(), own.last.copy())
    subjects.put(rows, choose(wants, near, found))
    return subjects


def or_who_did(clauses: Clauses, main: Spans, at: Indices) -> Spans:
    """Return "shells" for the subject of "The town was hit by shells, killing nine"."""
    by = clauses.words(wc.BY).last(at)
    passive = main.told & (clauses.words(wc.BE).last(by) > main.last) & clauses.here.same(by, at)
    by = np.where(passive, by, -1)
    return agents_after(clauses, by).or_else(main)


def _name_somebody(clauses: Clauses, spans: Spans) -> Flags:
    """Tell which subjects have a name, a person, "the" or "they"."""
    here, words = clauses.here, spans.tokens()
    names: Flags = here.word(words.token) & (wc.SUBJECT | wc.DETERMINER) > 0
    names |= here.shape(words.token) == CAPITALIZED
    names |= clauses.roles.word(words.token) & wc.PERSON > 0
    return words.any(names)


def _name_persons(clauses: Clauses, at: Indices, of: Indices) -> Flags:
    """Tell which tokens *at* name somebody, in the sentences of tokens *of*."""
    names: Flags = clauses.here.shape_near(at, of) == CAPITALIZED
    names |= clauses.roles.near(at, of) & wc.PERSON > 0
    names &= clauses.here.word(at) & wc.DATE == 0
    return names
