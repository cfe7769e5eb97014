"""Noun phrases around verbs: what stands before one, after one, and at the head of its clause."""

from __future__ import annotations

import numpy as np

from framing.harm import word_classes as wc
from framing.harm.clauses import Clauses
from framing.harm.gap_marks import BREAK, COMMA, OPENS_QUOTE
from framing.harm.spans import Flags, Indices, Spans
from framing.text.marked import Marked
from framing.tokens import CAPITALIZED, LOWERCASE, NUMERIC

NO_AUXILIARY, BE, OTHER_AUXILIARY = range(3)
_LONGEST_GROUP, _LONGEST_PHRASE, _LONGEST_ASIDE = 6, 14, 11
_LONGEST_CLAUSE, _LONGEST_START = 60, 9
_REACH_OF_FORCE = 12


def verb_groups(clauses: Clauses, verb: Indices) -> tuple[Indices, Indices]:
    """Return the first tokens of the groups that end at *verb*, and their auxiliaries.

    An auxiliary is ``NO_AUXILIARY``, ``BE`` or ``OTHER_AUXILIARY``: the one nearest the verb.
    """
    here, first = clauses.here, verb.copy()
    auxiliary = np.full(len(verb), NO_AUXILIARY)
    rows = np.arange(len(verb))
    for back in range(1, _LONGEST_GROUP + 1):
        at = verb[rows] - back
        word = here.near(at, verb[rows]) * (here.gap(at) & BREAK == 0)
        helps = word & (wc.AUXILIARY | wc.NOT_ENDING) > 0
        first[rows[helps]] = at[helps]
        nearest = helps & (auxiliary[rows] == NO_AUXILIARY)
        auxiliary[rows[nearest]] = np.where(word[nearest] & wc.BE > 0, BE, OTHER_AUXILIARY)
        rows = rows[helps | (word & (wc.ADVERB | wc.LY) > 0)]
        if not len(rows):
            break
    return first, auxiliary


def start_objects(clauses: Clauses, at: Indices) -> Flags:
    """Tell whether a noun phrase (an object) begins right after tokens *at*."""
    here, begin = clauses.here, at + 1
    word, shape, gap = here.word(begin), here.shape(begin), here.gap(at)
    measures = here.word(begin + 1) & wc.MEASURED > 0
    measures |= here.shape(begin + 1) == NUMERIC
    measures &= here.same(begin + 1, begin)
    plain = (word & wc.NO_OBJECT == 0) & ~clauses.is_finite.take(begin, mode="wrap")
    plain &= (word & (wc.OPENS_OBJECT | wc.LY) != wc.LY) | (shape != LOWERCASE)
    pointing = word & wc.THESE > 0
    starts = np.where(word & wc.POINTING > 0, pointing, plain)
    starts = np.where(word & wc.MEASURE > 0, measures, starts)
    starts = np.where(gap & BREAK > 0, gap & OPENS_QUOTE > 0, starts)
    starts &= here.same(at, begin) & ~are_complements(clauses, begin)
    return starts


def are_complements(clauses: Clauses, at: Indices) -> Flags:
    """Tell the "hostage" of "taken hostage" and "held them hostage" from "hostage Ana Grel"."""
    here = clauses.here
    captive: Flags = clauses.roles.word(at) & wc.CAPTIVE > 0
    captive &= here.word(at) & wc.ENDS_IN_S == 0
    follows = here.word(at + 1) & wc.OPENS_OBJECT > 0  # "holding hostage about 150"
    follows |= here.shape(at + 1) == CAPITALIZED
    return captive & ~(follows & here.same(at + 1, at))


def object_spans(clauses: Clauses, at: Indices) -> Spans:
    """Return the noun phrases after tokens *at*."""
    end = np.minimum(clauses.ends_objects.next(at + 2), at + 1 + _LONGEST_PHRASE)
    return Spans(at + 1, end - 1).where(~clauses.ends_object.take(at + 1, mode="wrap"))


def without_clauses(clauses: Clauses, spans: Spans) -> Spans:
    """Return "two men" for "two men and women", the objects before an auxiliary: "were hurt"."""
    here, (first, last) = clauses.here, spans
    joint, after = clauses.words(wc.AND).last(last), here.near(last + 1, last)
    follows = (after & (wc.AUXILIARY | wc.NOT_ENDING) > 0) & (after & wc.TO == 0)
    follows &= (here.gap(last) & BREAK == 0) & (joint > first) & (joint < last)
    return Spans(first, np.where(follows, joint - 1, last))


def subject_spans(clauses: Clauses, first: Indices) -> Spans:
    """Return the noun phrases before tokens *first*, each of which opens a verb group.

    A relative pronoun stands for the phrase before it; asides between commas are passed over.
    """
    here, last = clauses.here, first - 1
    word = here.near(last, first)
    relative = word & wc.RELATIVE > 0
    last = last - relative
    broken = ~relative & (here.gap(last) & BREAK > 0)
    asked = relative & (clauses.roles.near(last, first) & wc.ASKS > 0)  # "not clear who"
    plain = (relative & ~asked) | ((word & wc.SUBORDINATOR == 0) & ~broken)
    found = _phrases_ending_at(clauses, last).where(plain)
    rows = np.flatnonzero(broken)
    if len(rows):
        found.put(rows, _subjects_before_aside(clauses, last[rows]))
    return antecedents(clauses, found).where(here.same(first, last))


def _phrases_ending_at(clauses: Clauses, last: Indices) -> Spans:
    begin = np.maximum(clauses.ends_subjects.last(last - 1), last - _LONGEST_PHRASE) + 1
    begin = _past_clauses(clauses, begin, last)
    begin += (begin < last) & clauses.opening_gerunds.take(begin, mode="wrap")
    begin = np.where(clauses.stands_alone.take(last, mode="wrap"), last, begin)
    return Spans(begin, last).where(~clauses.ends_subject.take(last, mode="wrap"))


def _past_clauses(clauses: Clauses, begin: Indices, last: Indices) -> Indices:
    """Begin at "three men" in "one of the two collapsed on Tuesday and three men"."""
    first, verb, until = clauses.conjoined
    row = first.searchsorted(last, "right") - 1
    past = (until.take(row) >= last) & (verb.take(row) >= begin)
    return np.where(past, first.take(row), begin)


def antecedents(clauses: Clauses, spans: Spans) -> Spans:
    """Return the phrases *spans* without a verb whose object they end with: "accused rebels"."""
    first = clauses.finite.last(spans.last - 1) + 1
    begins = (first > spans.first) & (first <= spans.last)
    begins &= clauses.begins_object.take(first, mode="wrap")
    return Spans(np.where(begins, first, spans.first), spans.last)


def _subjects_before_aside(clauses: Clauses, last: Indices) -> Spans:
    """Pass over ", 26," or ", including five children," to the noun phrases before it.

    The aside belongs to the phrase, but not ", said the mayor," and ", after a raid,".
    """
    mark = clauses.breaks.last(last - 1)
    found = _phrases_ending_at(clauses, mark)
    near = (mark >= last - _LONGEST_ASIDE) & clauses.here.same(mark, last)
    apart = clauses.words(wc.SAYS).within(mark + 1, last)
    apart |= clauses.roles.near(mark + 1, last) & wc.ASIDE > 0
    return Spans(found.first, np.where(apart, mark, last)).where(found.told & near)


def clause_subjects(clauses: Clauses, at: Indices) -> Spans:
    """Return the subjects of the main clauses before tokens *at*: their first noun phrases.

    Of a relative clause that is what its pronoun stands for, but "the army" in "The army fought
    rebels who held the town, killing nine".
    """
    before, opens = clauses.before_clause.last(at - 1), clauses.opens.last(at)
    relative = _relatives(clauses, before, at)
    main = clauses.here.gap(at[relative] - 1) & COMMA > 0
    own, relative = relative[~main], relative[main]
    before[relative] = clauses.before_clause.last(before[relative] - 1)
    begin = np.maximum(np.maximum(before + 1, opens), at - _LONGEST_CLAUSE)
    begin = _past_settings(clauses, Spans(begin, np.minimum(begin + _LONGEST_START, at) - 1))
    end = np.minimum(clauses.ends_start.next(begin + 1), begin + _LONGEST_START)
    found = Spans(begin, np.minimum(end, at) - 1).where(begin < at)
    if len(own):
        last = before[own] - 1
        phrases = antecedents(clauses, _phrases_ending_at(clauses, last))
        found.put(own, phrases.where(clauses.roles.word(last) & wc.ASKS == 0))
    return found


def _relatives(clauses: Clauses, before: Indices, at: Indices) -> Indices:
    """Return where tokens *before* are pronouns whose clauses tokens *at* stand in."""
    here = clauses.here
    rows = np.flatnonzero(here.near(before, at) & wc.RELATIVE)
    pronoun = before[rows]
    relative = here.same(pronoun - 1, pronoun) & ~_begin_phrases(clauses, pronoun)
    return rows[relative & ~clauses.is_finite.take(pronoun - 1, mode="wrap")]


def _begin_phrases(clauses: Clauses, at: Indices) -> Flags:
    """Tell "that the army took" and "which, by then," from "that took"."""
    here, after = clauses.here, at + 1
    begins = clauses.opens_phrase.take(after, mode="wrap")
    begins |= (here.shape(after) != LOWERCASE) | (here.word(after) & wc.SUBJECT > 0)
    return begins | (here.gap(at) & BREAK > 0)


def next_in_clause(clauses: Clauses, words: Marked, at: Indices, reach: int) -> Indices:
    """Return the first of *words* at most *reach* after tokens *at*, in their clauses, or -1."""
    found = words.next(at + 1)
    end = np.minimum(clauses.ends_clause.next(at + 1), at + 1 + reach)
    return np.where(found < end, found, -1)


def without_settings(clauses: Clauses, spans: Spans) -> Spans:
    """Return noun phrases without what only sets the scene or joins them to another clause.

    That is dates before them ("In 2026 the army": "the army"), "In the north, the army", "then",
    "and" or "or" at the ends, "of" and "to" before them and "who" behind them.
    """
    here, first, last = clauses.here, _past_settings(clauses, spans), spans.last.copy()
    opening = wc.LOOSE | wc.LEADS | wc.DATE | wc.BEFORE_DATE
    rows = np.flatnonzero(spans.told & (here.word(first) & opening > 0))
    rows = rows[first[rows] < last[rows]]
    while len(rows):
        loose = here.word(first[rows]) & (wc.LOOSE | wc.LEADS) > 0
        after = np.where(loose, first[rows] + 1, _after_dates(clauses, first[rows], last[rows]))
        moved = (after > first[rows]) & (after <= last[rows])
        rows = rows[moved]
        first[rows] = after[moved]
        rows = rows[first[rows] < last[rows]]
    closing = wc.LOOSE | wc.RELATIVE
    rows = np.flatnonzero((last > first) & (here.word(last) & closing > 0))
    while len(rows):
        last[rows] -= 1
        rows = rows[(last[rows] > first[rows]) & (here.word(last[rows]) & closing > 0)]
    return Spans(first, last)


def _past_settings(clauses: Clauses, spans: Spans) -> Indices:
    """Return where phrases begin that a preposition opens, after the first comma within them."""
    here, first = clauses.here, spans.first.copy()
    rows = np.flatnonzero(spans.told & (here.word(first) & wc.OPENS_SETTING > 0))
    rows = rows[~clauses.bounds_number.take(first[rows], mode="wrap")]
    mark = clauses.breaks.next(first[rows])
    inside = (mark < spans.last[rows]) & (here.gap(mark) & COMMA > 0)
    first[rows[inside]] = mark[inside] + 1
    return first


def _after_dates(clauses: Clauses, first: Indices, last: Indices) -> Indices:
    """Return the tokens after the dates or times that begin at *first*, else *first*."""
    here = clauses.here
    word = here.word(first)
    at = first + (word & wc.BEFORE_DATE > 0)
    date = here.word(at)
    numeric, next_numeric = (here.shape_near(k, first) == NUMERIC for k in (at, at + 1))
    day_follows = next_numeric & (at < last) & (date & wc.MONTH > 0)
    year = (word & wc.BEFORE_YEAR > 0) & (clauses.roles.word(at) & wc.FOUR_LONG > 0)
    timed = (at > first) & numeric & ((word & wc.AT > 0) | year)
    clock = here.near(at + 1, first) & wc.CLOCK > 0
    after = np.where(timed, at + 1 + clock, first)
    after = np.where(date & wc.DATE > 0, at + 1 + day_follows, after)
    opens = (word & (wc.DATE | wc.BEFORE_DATE) > 0) & (at <= last)
    return np.where(opens, after, first)


def _lead_to_facts(clauses: Clauses, at: Indices) -> Flags:
    """Tell the "to" of "in response to an attack" and "forced them to flee" from the others.

    So does one before a noun phrase: "rose to 12 people killed".
    """
    here, forced = clauses.here, clauses.roles_of(wc.FORCED).last(at - 1)
    begin = np.maximum(at - _REACH_OF_FORCE, clauses.breaks.last(at - 1) + 1)
    leads = (forced >= begin) & here.same(forced, at)
    leads |= clauses.roles.near(at - 1, at) & wc.TAKES_TO > 0
    leads |= clauses.opens_phrase.take(at + 1, mode="wrap")
    facts: Flags = leads & (here.near(at, at) & wc.TO > 0)
    return facts


def certainties(clauses: Clauses, verb: Indices, first: Indices) -> Indices:
    """Return how certain it is told, as a number of ``CERTAINTIES``, by the words before."""
    found = np.zeros(len(verb), np.int64)
    begin = first - 3
    for code, kind in ((3, wc.HYPOTHETICAL), (1, wc.HEDGE), (2, wc.NEGATION)):
        at = clauses.words(kind).last(verb)
        if kind == wc.HYPOTHETICAL:
            at = np.where(_lead_to_facts(clauses, at), clauses.words(kind).last(at - 1), at)
        found[(at >= begin) & clauses.here.same(at, verb)] = code
    return found
