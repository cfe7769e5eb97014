"""How harm words are used: as verb, noun or "dead", in which form, by whom and to whom."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from framing.harm import word_classes as wc
from framing.harm.clauses import Clauses
from framing.harm.guards import are_guarded
from framing.harm.mention import Mentions, join_mentions
from framing.harm.nouns import are_demonyms, read_dead, read_nouns
from framing.harm.phrases import start_objects, without_settings
from framing.harm.readings import noun_readings, readings, verb_readings
from framing.harm.spans import Flags, Indices, Spans, join_spans
from framing.harm.verbs import (
    Verbs,
    are_attributes,
    are_gerund_nouns,
    are_passive,
    meet_needs,
    read_actives,
    read_attributes,
    read_intransitives,
    read_passives,
    verbs_at,
)
from framing.harm.words import ADJECTIVE, GERUND, PARTICIPLE, PAST, THIRD
from framing.tokens import LOWERCASE


def read_mentions(clauses: Clauses, at: Indices) -> Mentions:
    """Return how the harm words at tokens *at* are used, but for those that mean something else."""
    at = at[~are_guarded(clauses, at)]
    if not len(at):
        return join_mentions([])
    vocabulary, types = clauses.here.tokens.vocabulary, clauses.here.type_id[at]
    verb = vocabulary.column("harm_verb", verb_readings, np.uint16).of(types)
    noun = vocabulary.column("harm_noun", noun_readings, np.uint16).of(types)
    as_verb = (verb > 0) & ~((noun > 0) & _stand_as_nouns(clauses, at, verb))
    as_verb &= ~_follow_articles(clauses, at, verb)
    verbal, gerunds = _read_verbs(clauses, at[as_verb], verb[as_verb])
    may_be_noun = np.zeros(len(clauses.here), np.bool_)
    may_be_noun[at] = noun > 0
    for read in (gerunds.at, *(found.first for found in verbal)):
        may_be_noun[read] = False
    others = np.flatnonzero(may_be_noun.take(at))
    adjective = readings().kinds[noun[others]] & ADJECTIVE > 0
    dead, nouns = others[adjective], others[~adjective]
    nominal = read_nouns(
        clauses,
        np.concatenate((gerunds.at, at[nouns])),
        np.concatenate((gerunds.reading, noun[nouns])),
        np.concatenate((gerunds.harm, readings().harm[noun[nouns]])),
    )
    found = join_mentions([*verbal, read_dead(clauses, at[dead], noun[dead]), nominal])
    spans = without_settings(clauses, join_spans([found.victim, found.agent]))
    victim, agent = zip(*(np.split(column, 2) for column in spans), strict=True)
    found = replace(found, victim=Spans(*victim), agent=Spans(*agent))
    return found.take(np.flatnonzero(~_are_verbal(clauses, found)))


def _are_verbal(clauses: Clauses, found: Mentions) -> Flags:
    """Tell the attack on a senator's record, a plan or the press from one on people or places."""
    roles, verbal = clauses.roles, np.zeros(len(found), np.bool_)
    rows = np.flatnonzero(readings().may_be_verbal[found.reading] & found.victim.told)
    words = found.victim.take(rows).tokens()
    head = words.first_where(clauses.here.word(words.token) & (wc.OF | wc.AND_OR) > 0) - 1
    somebody = words.any(roles.word(words.token) & (wc.PERSON | wc.HOME) > 0)
    verbal[rows] = (roles.word(head) & wc.IDEA > 0) & ~somebody
    return verbal


def _stand_as_nouns(clauses: Clauses, at: Indices, verb: Indices) -> Flags:
    """Tell the noun from the verb of one spelling ("attack", "strikes", "shelling")."""
    here, roles = clauses.here, clauses.roles
    before, role_before = here.near(at - 1, at), roles.near(at - 1, at)
    be, no_object = before & wc.BE > 0, ~start_objects(clauses, at)
    noun = (before & (wc.DETERMINER | wc.POSSESSIVE) > 0) | (role_before & wc.BEFORE_NOUN > 0)
    noun |= are_demonyms(clauses, at - 1) | clauses.is_verb.take(at + 1, mode="wrap")
    noun |= _lack_subjects(clauses, at, verb) | no_object
    noun |= (roles.near(at + 1, at) & wc.AFTER_NOUN > 0) | ~here.same(at + 1, at)
    noun = np.where(role_before & wc.BEFORE_VERB > 0, False, noun)
    noun = np.where(be, roles.word(at) & wc.MURDER > 0, noun)
    return np.where(here.same(at - 1, at), noun, no_object)


def _follow_articles(clauses: Clauses, at: Indices, verb: Indices) -> Flags:
    """Tell the noun "crush" of "in the crush" from a base form; it needs no reading as a noun."""
    base: Flags = readings().kinds[verb] & (PAST | PARTICIPLE | GERUND) == 0
    return base & (clauses.roles.near(at - 1, at) & wc.ARTICLE > 0)


def _lack_subjects(clauses: Clauses, at: Indices, verb: Indices) -> Flags:
    """Tell base forms without auxiliary after a singular: "drone strike"."""
    lack: Flags = readings().kinds[verb] & (PAST | PARTICIPLE | GERUND | THIRD) == 0
    lack &= clauses.roles.near(at - 1, at) & wc.NOT_SINGULAR == 0
    lack &= clauses.here.shape_near(at - 1, at) == LOWERCASE
    return lack


def _read_verbs(clauses: Clauses, at: Indices, reading: Indices) -> tuple[list[Mentions], Verbs]:
    """Return how the harm words *at* are used as verbs, and those that are nouns made of verbs."""
    rows = np.flatnonzero(_complete(clauses, at, reading))
    verbs = verbs_at(clauses, at[rows], reading[rows])
    uses = (
        are_gerund_nouns(clauses, verbs),
        (verbs.kinds & THIRD > 0) & are_demonyms(clauses, verbs.at - 1),
        are_attributes(clauses, verbs),
        ~readings().transitive[verbs.reading],
        are_passive(clauses, verbs),
    )
    use = np.select(uses, range(len(uses)), len(uses))
    gerunds, _, attributes, intransitive, passive, active = (
        verbs.take(np.flatnonzero(use == number)) for number in range(len(uses) + 1)
    )
    readers = (
        (read_intransitives, intransitive),
        (read_passives, passive),
        (read_actives, active),
    )
    found = join_mentions([read(clauses, some) for read, some in readers if len(some.at)])
    met = found.take(np.flatnonzero(meet_needs(clauses, found)))
    return [read_attributes(clauses, attributes), met], gerunds


def _complete(clauses: Clauses, at: Indices, reading: Indices) -> Flags:
    """Tell which verbs have the word after them that they need: "down" after "gunned"."""
    complete = np.ones(len(at), np.bool_)
    rows = np.flatnonzero(readings().has_next[reading])
    words = clauses.here.words_near(at[rows] + 1, at[rows])
    needed = (readings().words[number].next_word for number in reading[rows].tolist())
    complete[rows] = [word == next_word for word, next_word in zip(words, needed, strict=True)]
    return complete
