"""Harm told by verbs: active, passive, intransitive, or as an attribute of its victim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.harm import word_classes as wc
from framing.harm.agents import agents_after, means_after, split_attacks, targets_of
from framing.harm.clauses import Clauses
from framing.harm.gap_marks import BLANK, BREAK, COMMA, SPACE
from framing.harm.mention import (
    ACTIVE,
    INTRANSITIVE,
    NOMINAL,
    PASSIVE_AGENTLESS,
    PASSIVE_WITH_AGENT,
    Mentions,
    mentions,
)
from framing.harm.nouns import are_demonyms
from framing.harm.phrases import (
    BE,
    NO_AUXILIARY,
    antecedents,
    are_complements,
    clause_subjects,
    next_in_clause,
    object_spans,
    start_objects,
    subject_spans,
    verb_groups,
    without_clauses,
)
from framing.harm.readings import readings
from framing.harm.spans import Flags, Indices, Spans, choose, no_spans
from framing.harm.subjects import or_who_did, own_subjects
from framing.harm.words import BASE, GERUND, HARM_CLASSES, NEEDS, PARTICIPLE, PAST, THIRD
from framing.numerals.numbers import CARDINAL
from framing.numerals.numerals import number_columns
from framing.tokens import CAPITALIZED

_DEATH = HARM_CLASSES.index("death")
_CAPTIVITY = HARM_CLASSES.index("captivity")
_NEEDS_ATTACK, _NEEDS_CAPTIVE, _NEEDS_HOME = map(NEEDS.index, ("attack", "captive", "home"))
_REACH_OF_BY, _REACH_OF_CAPTIVE = 12, 8
_MOST_COORDINATED, _MOST_COORDINATED_BEFORE, _LONGEST_NUMBER, _LONGEST_RELATIVE = 2, 3, 5, 4


@dataclass(frozen=True, slots=True, eq=False)
class Verbs:
    """Harm verbs in use: the verb and the last token of it, its group, reading and harm.

    ``start`` and ``end`` are where the pair or triple of verbs begins and ends that it stands in
    ("were killed or wounded"), those of the verb itself where there is none. ``subject`` stands
    before that, an object after it where it ``takes_object``, and before the verb where it has an
    ``earlier_object``: "the men that rebels abducted".
    """

    at: Indices
    last: Indices
    first: Indices
    auxiliary: Indices
    reading: Indices
    harm: Indices
    start: Indices
    end: Indices
    subject: Spans
    takes_object: Flags
    earlier_object: Spans

    @property
    def kinds(self) -> Indices:
        """The forms that each verb may have, as bits."""
        return readings().kinds[self.reading]

    def take(self, rows: Indices) -> Verbs:
        """Return the verbs numbered *rows*."""
        return Verbs(*(getattr(self, name).take(rows) for name in self.__slots__))


def verbs_at(clauses: Clauses, at: Indices, reading: Indices) -> Verbs:
    """Return the verbs *at*, with what belongs to them: "down" of "gunned", "dead" of "shot"."""
    last, dies = _ends_of_verbs(clauses, at, reading)
    first, auxiliary = verb_groups(clauses, at)
    kinds, transitive = readings().kinds[reading], readings().transitive[reading]
    alone = (kinds & GERUND > 0) & transitive
    start = np.where(alone, first, _before_coordination(clauses, first))
    end = _past_coordination(clauses, last)
    earlier_object = no_spans(len(at))
    rows = np.flatnonzero((kinds & PAST > 0) & transitive & (auxiliary == NO_AUXILIARY))
    earlier_object.put(rows, _objects_before(clauses, at[rows], first[rows]))
    return Verbs(
        at=at,
        last=last,
        first=first,
        auxiliary=auxiliary,
        reading=reading,
        harm=np.where(dies, _DEATH, readings().harm[reading]),
        start=start,
        end=end,
        subject=subject_spans(clauses, start),
        takes_object=start_objects(clauses, end),
        earlier_object=earlier_object,
    )


def _ends_of_verbs(clauses: Clauses, at: Indices, reading: Indices) -> tuple[Indices, Flags]:
    """Return the last tokens of verbs *at*, and which of them end in "dead" or "to death"."""
    last, may_die = at + readings().has_next[reading], readings().may_end_in_death[reading]
    dead = may_die & (clauses.here.near(last + 1, last) & wc.DEAD > 0)
    to_death = may_die & _to_death(clauses, last)
    return last + dead + 2 * to_death, dead | to_death


def _to_death(clauses: Clauses, last: Indices) -> Flags:
    here = clauses.here
    to_death: Flags = here.near(last + 1, last) & wc.TO > 0
    return to_death & (here.near(last + 2, last) & wc.DEATH > 0)


def are_gerund_nouns(clauses: Clauses, verbs: Verbs) -> Flags:
    """Tell "the killing of" and "Ruritanian shelling" from "killing two men"."""
    here, at = clauses.here, verbs.at
    modified = (here.near(at - 1, at) & wc.DETERMINER > 0) | are_demonyms(clauses, at - 1)
    modified &= clauses.is_verb.take(at + 1, mode="wrap") | ~start_objects(clauses, at)
    modified |= here.near(at + 1, at) & wc.OF > 0
    return modified & (verbs.kinds & GERUND > 0)


def are_attributes(clauses: Clauses, verbs: Verbs) -> Flags:
    """Tell "her slain son" and "the murdered women": participles before their nouns."""
    here, roles, at = clauses.here, clauses.roles, verbs.at
    attribute: Flags = verbs.kinds & (PARTICIPLE | BASE) == PARTICIPLE
    attribute &= roles.near(at - 1, at) & wc.BEFORE_ATTRIBUTE > 0
    noun = at + 1 + are_demonyms(clauses, at + 1)
    attribute &= roles.near(noun, at) & (wc.PERSON | wc.PRONOUN) == wc.PERSON
    attribute &= (here.gap(at) & BLANK > 0) & (here.gap(noun - 1) & BLANK > 0)
    return attribute


def read_attributes(clauses: Clauses, verbs: Verbs) -> Mentions:
    """Read verbs that are attributes of their victims: "captured Ruritanian soldiers"."""
    at, form = verbs.at, np.full(len(verbs.at), PASSIVE_AGENTLESS)
    victim = Spans(at + 1, at + 1 + are_demonyms(clauses, at + 1))
    return mentions(at, verbs.reading, form, harm=verbs.harm, victim=victim)


def are_passive(clauses: Clauses, verbs: Verbs) -> Flags:
    """Tell passives by their auxiliary, or where neither an object nor a relative shows one."""
    kinds, participle = verbs.kinds, verbs.kinds & PARTICIPLE > 0
    passive: Flags = participle & (verbs.auxiliary == BE)
    bare = participle & (verbs.auxiliary == NO_AUXILIARY)
    bare &= (kinds & BASE == 0) | clauses.here.same(verbs.at - 1, verbs.at)
    passive |= bare & ~verbs.takes_object & ~verbs.earlier_object.told
    return passive


def _past_coordination(clauses: Clauses, last: Indices) -> Indices:
    """Go on from "killed" in "killed and wounded many" to the last verb of the pair or triple."""
    here, last = clauses.here, last.copy()
    rows = np.arange(len(last))
    for _ in range(_MOST_COORDINATED):
        at = last[rows]
        joined = here.near(at + 1, at) & wc.AND_OR > 0
        rows = rows[joined & (here.near(at + 2, at) & wc.HARM_VERB > 0)]
        last[rows] += 2
    return last


def _before_coordination(clauses: Clauses, first: Indices) -> Indices:
    """Go back from "held" in "were killed, wounded or held" to the group of the first verb."""
    here, first = clauses.here, first.copy()
    rows = np.arange(len(first))
    for _ in range(_MOST_COORDINATED_BEFORE):
        at = first[rows]
        joined = here.near(at - 1, at) & wc.AND_OR > 0
        verb = at - 1 - joined
        harm = joined | (here.gap(verb) & COMMA > 0)
        harm &= here.near(verb, at) & wc.HARM_VERB > 0
        harm &= here.near(verb - 1, verb) & wc.DETERMINER == 0  # "took part in the assault and"
        rows = rows[harm]
        if not len(rows):
            break
        first[rows] = verb_groups(clauses, verb[harm])[0]
    return first


def _subjects_before(clauses: Clauses, verbs: Verbs) -> Spans:
    """Return the subjects of passives and intransitives, also "The man walked home and died"."""
    start = verbs.start
    finite = (start < verbs.at) | ~readings().transitive[verbs.reading]
    shared = finite & (clauses.here.near(start - 1, start) & wc.AND_BUT > 0)
    shared &= verbs.kinds & GERUND == 0
    return choose(shared, clause_subjects(clauses, start), verbs.subject)


def _objects_before(clauses: Clauses, verb: Indices, first: Indices) -> Spans:
    """Return the victims in "the men that rebels abducted" and "the men they abducted"."""
    here, subject = clauses.here, subject_spans(clauses, first)
    pronoun = subject.first - 1
    role = clauses.roles.near(pronoun, verb)
    relative = role & wc.OBJECT_RELATIVE > 0
    contact = (here.word(subject.first) & wc.SUBJECT > 0) & (subject.first == subject.last)
    contact &= role & (wc.PERSON | wc.PRONOUN) == wc.PERSON
    contact &= here.gap(pronoun) & BREAK == 0
    before = pronoun + contact
    may_be = subject.told & (relative | contact)
    may_be &= subject.last - subject.first <= _LONGEST_RELATIVE
    may_be &= here.gap(before - 1) & BREAK == 0
    may_be &= here.word(subject.first) & wc.LEADS == 0  # "said that of the men killed"
    found, rows = no_spans(len(before)), np.flatnonzero(may_be)
    if len(rows):
        found.put(rows, antecedents(clauses, subject_spans(clauses, before[rows])))
    return found


def read_passives(clauses: Clauses, verbs: Verbs) -> Mentions:
    """Read "were killed by rebels in a raid" and "9 wounded"."""
    at, last, first = verbs.at, verbs.last, verbs.first
    number = _numbers_before(clauses, at).where(first == at)
    victim = number.or_else(_subjects_before(clauses, verbs))
    by = next_in_clause(clauses, clauses.words(wc.BY), last, _REACH_OF_BY)
    by = np.where(_other_verbs(clauses, last + 1), -1, by)
    named = _are_named(clauses, verbs, number.told)
    victim = choose(named, Spans(np.where(number.told, number.first, at), at), victim)
    by = np.where(named, -1, by)
    agent, inside = split_attacks(clauses, agents_after(clauses, by))
    means = means_after(clauses, last)
    form = np.where(agent.told, PASSIVE_WITH_AGENT, PASSIVE_AGENTLESS)
    return mentions(
        at,
        verbs.reading,
        np.where(named, NOMINAL, form),
        harm=verbs.harm,
        last=last,
        group=first,
        victim=victim,
        agent=agent,
        means=means,
        target=targets_of(clauses, inside, means),
        result=_captives_after(clauses, verbs),
    )


def _captives_after(clauses: Clauses, verbs: Verbs) -> Indices:
    """Return the "hostage" of "were held hostage", else -1."""
    needs = readings().needs[verbs.reading] == _NEEDS_CAPTIVE
    told = needs & are_complements(clauses, verbs.last + 1)
    return np.where(told, verbs.last + 1, -1)


def _are_named(clauses: Clauses, verbs: Verbs, counted: Flags) -> Flags:
    """Tell "60 of the injured" and "60 wounded examined by nurses", who are named by it."""
    roles, at = clauses.roles, verbs.at
    named: Flags = roles.near(at - 1, at) & wc.THE_OR_OF > 0
    named |= counted & _other_verbs(clauses, verbs.last + 1)
    named &= (verbs.first == verbs.last) & (roles.word(at) & wc.WOUNDED > 0)
    return named


def _other_verbs(clauses: Clauses, at: Indices) -> Flags:
    """Tell the "examined" of "12 wounded examined by nurses"."""
    others: Flags = clauses.here.word(at) & wc.HARM_VERB == 0
    others &= clauses.is_finite.take(at, mode="wrap")
    return others


def _numbers_before(clauses: Clauses, at: Indices) -> Spans:
    """Return the bare numbers of "9 dead and 30 wounded", which stand for their victims."""
    here, first = clauses.here, at.copy()
    kinds, _ = number_columns(here.tokens.vocabulary)
    rows = np.arange(len(at))
    for back in range(1, _LONGEST_NUMBER + 1):
        before = at[rows] - back
        number = (kinds.take(here.type_id.take(before)) > 0) & here.same(before, at[rows])
        rows = rows[number & (here.gap(before) & SPACE > 0)]
        first[rows] -= 1
        if not len(rows):
            break
    return Spans(first, at - 1).where(first < at)


def read_intransitives(clauses: Clauses, verbs: Verbs) -> Mentions:
    """Read "two men died in a raid on the town"."""
    at, means = verbs.at, means_after(clauses, verbs.at)
    return mentions(
        at,
        verbs.reading,
        np.full(len(at), INTRANSITIVE),
        harm=verbs.harm,
        group=verbs.first,
        victim=_subjects_before(clauses, verbs),
        means=means,
        target=targets_of(clauses, no_spans(len(at)), means),
    )


def read_actives(clauses: Clauses, verbs: Verbs) -> Mentions:
    """Read "rebels killed two men", "killing two men" and "shot the man dead"."""
    victim = object_spans(clauses, verbs.end).where(verbs.takes_object)
    victim = without_clauses(clauses, victim)
    victim, captive = _without_captive(clauses, victim, verbs.reading)
    agent = _agents_before(clauses, verbs)
    plain = (verbs.kinds & GERUND == 0) & (verbs.auxiliary == NO_AUXILIARY)
    victim = choose(plain & ~victim.told, verbs.earlier_object, victim)
    victim, result = _until_death(clauses, victim, verbs.reading)
    result = np.maximum(result, captive)
    agent, target = split_attacks(clauses, agent)
    found = mentions(
        verbs.at,
        verbs.reading,
        np.full(len(verbs.at), ACTIVE),
        harm=np.where(result > captive, _DEATH, verbs.harm),
        last=verbs.last,
        group=verbs.first,
        victim=victim,
        agent=agent,
        target=target,
        result=result,
    )
    may_harm = (clauses.here.word(verbs.first) & wc.TO > 0) & (verbs.harm != _CAPTIVITY)
    lone = ~agent.told & (verbs.kinds & (BASE | THIRD) > 0) & ~may_harm
    plain = (verbs.kinds & (PAST | PARTICIPLE | GERUND) == 0) & (verbs.auxiliary == NO_AUXILIARY)
    lone |= plain & ~readings().is_noun[verbs.reading]  # "a shell", "Royal Dorma Shell"
    return found.take(np.flatnonzero(victim.told | ~lone))


def _agents_before(clauses: Clauses, verbs: Verbs) -> Spans:
    """Return the subjects of active verbs; of their main clauses where verbs share them."""
    here, at, start = clauses.here, verbs.at, verbs.start
    gerund, main = verbs.kinds & GERUND > 0, clause_subjects(clauses, at)
    own = own_subjects(clauses, start, gerund, verbs.subject)
    before = here.near(start - 1, start)
    shared = (before & wc.AND_BUT > 0) | ((before & wc.THEN > 0) & _then_follows(clauses, start))
    shared |= ~own.told & (here.gap(verbs.first - 1) & COMMA > 0)
    loose = (here.gap(at - 1) & COMMA > 0) | (here.near(at - 1, at) & wc.AND > 0)
    own = own.where(gerund | ~shared)
    main = or_who_did(clauses, main, at).where(np.where(gerund, loose, shared))
    found = main.or_else(own)
    verbal = here.word(found.first) & (wc.COMMON_VERB | wc.AUXILIARY) > 0
    return found.where(~verbal)


def _then_follows(clauses: Clauses, start: Indices) -> Flags:
    """Tell ", then killed" and "and then killed" from "soldiers then killed"."""
    here, before = clauses.here, start - 2
    follows = (here.gap(before) & BREAK > 0) | (here.near(before, start) & wc.AND_BUT > 0)
    return follows | ~here.same(before, start)


def _until_death(clauses: Clauses, victim: Spans, reading: Indices) -> tuple[Spans, Indices]:
    """Return the victims and the last word of "both of them dead" or "him to death", else -1."""
    first, last = victim
    may_die = victim.told & readings().may_end_in_death[reading]
    dead = may_die & (clauses.here.word(last) & wc.DEAD > 0) & (last > first)
    to_death = may_die & ~dead & _to_death(clauses, last)
    result = np.where(dead, last, np.where(to_death, last + 2, -1))
    return Spans(first, last - dead), result


def _without_captive(clauses: Clauses, victim: Spans, reading: Indices) -> tuple[Spans, Indices]:
    """Return the victims and the "hostage" of "held the crew hostage", else -1."""
    first, last = victim
    told = victim.told & (readings().needs[reading] == _NEEDS_CAPTIVE)
    told &= (last > first) & are_complements(clauses, last)
    return Spans(first, last - told), np.where(told, last, -1)


def meet_needs(clauses: Clauses, found: Mentions) -> Flags:
    """Tell whether the victims are what the verbs need: people, homes, either, or captives."""
    needs, victim, roles = readings().needs[found.reading], found.victim, clauses.roles
    tokens = victim.tokens()
    role = roles.word(tokens.token)
    home = tokens.any(role & wc.HOME > 0) & ((needs == _NEEDS_ATTACK) | (needs == _NEEDS_HOME))
    person = (role & wc.PERSON > 0) | (roles.shape(tokens.token) == CAPITALIZED)
    kinds, _ = number_columns(roles.tokens.vocabulary)
    counted = kinds.take(roles.type_id.take(tokens.token)) == CARDINAL
    person |= counted & (tokens.token == victim.last[tokens.owner])  # "two were shot"
    person_or_home = home | (tokens.any(person) & (needs != _NEEDS_HOME))
    captive = clauses.roles_of(wc.CAPTIVE).next(found.last + 1)
    taken = (captive <= found.last + _REACH_OF_CAPTIVE) & roles.same(captive, found.last)
    met: Flags = victim.told & np.where(needs == _NEEDS_CAPTIVE, taken, person_or_home)
    ends_in_death = (found.harm == _DEATH) & (readings().harm[found.reading] != _DEATH)
    met |= (needs == 0) | ends_in_death
    return met
