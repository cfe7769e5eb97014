"""Harm named by a noun or by "dead": "the killing of", "death toll", "left 12 dead"."""

from __future__ import annotations

import numpy as np

from framing.harm import word_classes as wc
from framing.harm.agents import agents_after
from framing.harm.clauses import Clauses
from framing.harm.gap_marks import IN_COMPOUND
from framing.harm.mention import ACTIVE, INTRANSITIVE, NOMINAL, Mentions, mentions
from framing.harm.phrases import (
    clause_subjects,
    next_in_clause,
    object_spans,
    subject_spans,
    verb_groups,
)
from framing.harm.readings import readings
from framing.harm.spans import Flags, Indices, Spans, choose, no_spans
from framing.harm.words import HARM_CLASSES
from framing.text.marked import marked
from framing.tokens import CAPITALIZED, LOWERCASE, NUMERIC

_ATTACK = HARM_CLASSES.index("attack")
_REACH_OF_BY, _REACH_OF_ON, _REACH_OF_OF, _REACH_OF_LEFT = 10, 3, 2, 8
_MOST_MODIFIERS, _MOST_OWNERS = 5, 4


def are_demonyms(clauses: Clauses, at: Indices) -> Flags:
    """Tell which words *at* look like ones for a people: "Israeli", "German", "Irish"."""
    capital = clauses.here.shape_near(at, at + 1) == CAPITALIZED
    demonyms: Flags = capital & (clauses.here.word(at) & wc.DEMONYM_ENDING > 0)
    return demonyms


def read_dead(clauses: Clauses, at: Indices, reading: Indices) -> Mentions:
    """Read "left 12 dead", "12 dead", "the dead" and "were dead"."""
    here, roles = clauses.here, clauses.roles
    named = roles.near(at - 1, at) & wc.THE_OR_OF > 0
    paired = (here.near(at + 1, at) & wc.AND_OR > 0) & (roles.near(at + 2, at) & wc.WOUNDED > 0)
    person = roles.near(at + 1, at) & wc.PERSON > 0
    first = np.where(paired, at, verb_groups(clauses, at)[0])
    victim = choose(~paired & person, Spans(at, at + 1), subject_spans(clauses, first))
    victim = choose(named, Spans(at, at), victim)
    form = np.where(named, NOMINAL, INTRANSITIVE)
    left = clauses.roles_of(wc.LEFT).last(at - 1)
    rows = np.flatnonzero((left >= at - _REACH_OF_LEFT) & here.same(left, at))
    agent, left, dead = no_spans(len(at)), left[rows], at[rows]
    leaving = roles.word(left) & wc.LEAVING > 0
    subjects = choose(leaving, clause_subjects(clauses, left), subject_spans(clauses, left))
    agent.put(rows, subjects)
    victim.put(rows, Spans(left + 1, dead - 1).where(left + 1 < dead))
    form[rows] = ACTIVE
    harm = readings().harm[reading]
    return mentions(at, reading, form, harm=harm, victim=victim, agent=agent)


def read_nouns(clauses: Clauses, at: Indices, reading: Indices, harm: Indices) -> Mentions:
    """Read "the killing of nine men by rebels", "their airstrike", "a death toll of nine"."""
    rows = np.flatnonzero(~_mean_no_harm(clauses, at, reading))
    at, reading, harm = at[rows], reading[rows], harm[rows]
    attack = harm == _ATTACK
    modified = _first_modifiers(clauses, at)
    before = Spans(np.maximum(modified, at - _MOST_OWNERS), at - 1)
    owner = before.where(before.told & _may_own(clauses, before))
    by = next_in_clause(clauses, clauses.words(wc.BY), at, _REACH_OF_BY)
    person = clauses.roles.word(at) & wc.PERSON > 0
    does = clauses.roles.near(by - 1, by) & wc.TOLD_OF == 0
    does &= ~person | (clauses.words(wc.AUXILIARY).next(at) > by)  # "hostages were fed by"
    agent = agents_after(clauses, by).where(does)
    place = _name_places(clauses, owner)
    parties = owner.where(attack & ~place & _name_parties(clauses, owner))
    agent = agent.or_else(_without_kinds(clauses, parties))
    on = next_in_clause(clauses, clauses.roles_of(wc.ON), at, _REACH_OF_ON)
    on = np.where(_set_scenes(clauses, on + 1), -1, on)
    of = next_in_clause(clauses, clauses.roles_of(wc.AMONG), at, _REACH_OF_OF)
    link = np.where(attack, on, of)
    civilian = before.told & (clauses.roles.near(at - 1, at) & wc.CIVILIAN > 0)
    alone = choose(person, Spans(modified, at), owner)
    alone = alone.or_else(before.where(civilian))  # of "civilian casualties"
    alone = choose(attack, owner.where(place), alone)
    victim = choose(link >= 0, object_spans(clauses, link), alone)
    form = np.full(len(at), NOMINAL)
    return mentions(at, reading, form, harm=harm, victim=victim, agent=agent)


def _mean_no_harm(clauses: Clauses, at: Indices, reading: Indices) -> Flags:
    """Tell a toll on a road, a strike of workers, the "death" of "death toll", lines of attack."""
    here, roles, role = clauses.here, clauses.roles, clauses.roles.word(at)
    before = roles.near(at - 1, at)
    means_none: Flags = readings().is_toll[reading] & (before & wc.BEFORE_TOLL == 0)
    kind = (before & wc.STRIKE_KIND > 0) | are_demonyms(clauses, at - 1)
    means_none |= (role & wc.STRIKE > 0) & ~kind
    means_none |= (here.near(at - 1, at) & wc.OF > 0) & (roles.near(at - 2, at) & wc.LINE > 0)
    means_none |= (here.word(at) & wc.DEATH > 0) & (roles.near(at + 1, at) & wc.TOLL > 0)
    return means_none


def _set_scenes(clauses: Clauses, at: Indices) -> Flags:
    """Tell "the attack on Sept. 3" and "on television" from one on somebody."""
    scenes: Flags = (clauses.here.word(at) & wc.DATE > 0) & (clauses.here.shape(at) != LOWERCASE)
    return scenes | (clauses.roles.word(at) & wc.ON_AIR > 0)


def _may_own(clauses: Clauses, modifiers: Spans) -> Flags:
    """Tell which modifiers may name a party: "Ruritanian", "rebels'", "their"."""
    capital = clauses.here.shapes != LOWERCASE
    named = marked(capital | clauses.possessives).within(*modifiers)
    return named | (clauses.roles.word(modifiers.first) & wc.OWNER > 0)


def _name_parties(clauses: Clauses, owners: Spans) -> Flags:
    """Tell the "Ruritanian" of an attack from its "Tuesday's", "Fourteen" and "October 7"."""
    shapes, roles = clauses.here.shapes, clauses.roles
    names = ((shapes != LOWERCASE) & (shapes != NUMERIC)) | clauses.possessives
    names &= roles.classes & wc.NO_PARTY == 0
    return marked(names).within(*owners) | (roles.word(owners.first) & wc.OWNER > 0)


def _name_places(clauses: Clauses, owners: Spans) -> Flags:
    """Tell what an attack was on, "the Harl Road bombing", from whose it was."""
    here, last = clauses.here, owners.last
    places: Flags = clauses.roles.word(last) & (wc.PLACE_NAME | wc.HOME) > 0
    places &= (here.shape(last) == CAPITALIZED) & (owners.first < last)
    return places & ~clauses.possessives.take(last, mode="wrap")


def _without_kinds(clauses: Clauses, owners: Spans) -> Spans:
    """Return "Ruritanian" for "Ruritanian air", of strikes."""
    last, roles = owners.last, clauses.roles
    kind = (roles.word(last) & wc.STRIKE_KIND > 0) & (roles.shape(last) == LOWERCASE)
    return Spans(owners.first, last - (kind & (last > owners.first)))


def _first_modifiers(clauses: Clauses, at: Indices) -> Indices:
    """Return the first of the modifiers right before nouns *at*, or the nouns for none."""
    here, first = clauses.here, at.copy()
    rows = np.arange(len(at))
    for back in range(1, _MOST_MODIFIERS + 1):
        before = at[rows] - back
        role = clauses.roles.word(before)
        possessive = clauses.possessives.take(before, mode="wrap")
        modifies = (here.shape(before) != LOWERCASE) | (role & wc.MODIFIER > 0) | possessive
        modifies &= (here.gap(before) & IN_COMPOUND > 0) | possessive
        modifies &= role & wc.NO_MODIFIER == 0
        modifies &= here.same(before, at[rows])
        rows = rows[modifies]
        first[rows] -= 1
        if not len(rows):
            break
    return first
