"""Where phrases and clauses end, by closed word classes and marks: told of every token once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from framing.harm import word_classes as wc
from framing.harm.gap_marks import BREAK, CLOSES, COMMA, GLUED, POSSESSES, gap_marks
from framing.harm.spans import Flags, Indices
from framing.text.marked import Marked, marked
from framing.text.nearby import Nearby, nearby
from framing.tokens import CAPITALIZED, LOWERCASE, NUMERIC, Tokens

Column = npt.NDArray[Any]

_FREQUENT = wc.COMMON_VERB | wc.AUXILIARY
_BEFORE_ATTRIBUTE = wc.DETERMINER | wc.OPENS_OBJECT | wc.OPENS_SETTING | wc.LEADS


class Conjoined(NamedTuple):
    """Clauses behind an "and", by their first tokens: "collapsed on Tuesday and three men".

    ``verb`` is the predicate before each, ``until`` the next one. Before the first stands -1.
    """

    first: Indices
    verb: Indices
    until: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Clauses:
    """The sentences that hold harm words, and where in them phrases and clauses end.

    ``here`` tells words by their classes of ``SYNTAX``, ``roles`` by those of ``ROLES``; places
    are counted in them. ``is_verb`` flags what looks like a verb: a frequent one, or a lower-case
    "-ed" or "-ing"; ``is_finite`` and ``finite`` leave out the "-ing". ``possessives`` are "army's"
    and the "rebels" of "rebels' ". ``opens`` marks the first tokens of sentences, ``breaks`` those
    before a mark that ends a phrase.

    ``opens_phrase`` flags what begins a noun phrase for sure ("three", "the", "about", "men"),
    ``begins_object`` of these the ones right after a verb; ``bounds_number`` "at least", "as many
    as" and "over 40", which end no phrase; ``opening_gerunds`` the "prompting" of ", prompting a
    fierce assault"; ``stands_alone`` "they", and the "those" of "the families of those killed".

    An object ends before a token of ``ends_object`` and, unless it begins there, of
    ``ends_objects``; a subject, read backward, after one of ``ends_subject`` and
    ``ends_subjects``, and not before one of the ``conjoined`` clauses. ``before_clause`` stands
    before a clause, ``ends_start`` ends the noun phrase it begins with, and ``ends_clause`` begins
    another one.
    """

    here: Nearby
    roles: Nearby
    is_verb: Flags
    is_finite: Flags
    finite: Marked
    possessives: Flags
    opens: Marked
    breaks: Marked
    opens_phrase: Flags
    begins_object: Flags
    bounds_number: Flags
    opening_gerunds: Flags
    stands_alone: Flags
    ends_object: Flags
    ends_objects: Marked
    ends_subject: Flags
    ends_subjects: Marked
    conjoined: Conjoined
    before_clause: Marked
    ends_start: Marked
    ends_clause: Marked
    _words: dict[int, Marked] = field(default_factory=dict)
    _roles: dict[int, Marked] = field(default_factory=dict)

    def words(self, kind: int) -> Marked:
        """Return the words of the classes *kind* of ``SYNTAX``."""
        if kind not in self._words:
            self._words[kind] = marked(self.here.classes & kind > 0)
        return self._words[kind]

    def roles_of(self, kind: int) -> Marked:
        """Return the words of the classes *kind* of ``ROLES``."""
        if kind not in self._roles:
            self._roles[kind] = marked(self.roles.classes & kind > 0)
        return self._roles[kind]


def clauses_around(tokens: Tokens, harm_words: Indices) -> Clauses:
    """Return the clauses of the sentences in which *harm_words*, tokens of the batch, stand."""
    syntax = tokens.vocabulary.column("harm_syntax", wc.syntax_classes, np.int64)
    roles = tokens.vocabulary.column("harm_roles", wc.role_classes, np.int64)
    here = nearby(tokens, syntax, gap_marks, around=harm_words)
    seen = here.seen_as(roles)
    word = here.classes
    opens = here.sentence != of_previous(here.sentence)
    breaks = here.gaps & BREAK > 0
    after_break = of_previous(breaks)
    is_verb = _look_like_verbs(here)
    is_finite = is_verb & (word & wc.ING == 0)
    finite = marked(is_finite)
    opens_phrase = _open_phrases(here, seen, is_verb)
    bounds_number = _bound_numbers(here)
    ends_object = opens | _ends_object(here, is_verb, bounds_number)
    ends_subject = _ends_subject(here)
    before_clause = (word & (wc.SUBORDINATOR | wc.SAYS) > 0) | (here.gaps & GLUED > 0)
    return Clauses(
        here=here,
        roles=seen,
        is_verb=is_verb,
        is_finite=is_finite,
        finite=finite,
        possessives=_possessives(here),
        opens=marked(opens),
        breaks=marked(breaks),
        opens_phrase=opens_phrase,
        begins_object=_begin_objects(here, finite, opens_phrase, bounds_number),
        bounds_number=bounds_number,
        opening_gerunds=is_verb & ~is_finite & after_break,
        stands_alone=_stand_alone(here),
        ends_object=ends_object,
        ends_objects=marked(ends_object | is_finite | (after_break & ~_goes_on(here, after_break))),
        ends_subject=ends_subject,
        ends_subjects=marked(ends_subject | _of_next(opens) | _breaks_subject(here, breaks)),
        conjoined=_conjoined(here, opens_phrase, marked(_predicates(here, finite))),
        before_clause=marked(before_clause),
        ends_start=marked((word & (wc.COMMON_VERB | wc.MODAL | wc.ED) > 0) | after_break),
        ends_clause=marked(opens | after_break | (word & wc.OPENS_CLAUSE > 0)),
    )


def _look_like_verbs(here: Nearby) -> Flags:
    word = here.classes
    ending = word & (wc.VERB_ENDING | wc.NOT_VERB) == wc.VERB_ENDING
    verbs: Flags = (word & _FREQUENT > 0) | (ending & (here.shapes == LOWERCASE))
    return verbs


def _possessives(here: Nearby) -> Flags:
    possessives = here.classes & wc.POSSESSIVE > 0
    plural = np.flatnonzero(here.gaps & POSSESSES > 0)
    possessives[plural] = here.word(plural) & wc.ENDS_IN_S > 0
    return possessives


def of_previous(column: Column) -> Column:
    """Return for each token what *column* says of the one before it, of the last for the first."""
    return np.concatenate((column[-1:], column[:-1]))


def _of_next(column: Column) -> Column:
    return np.concatenate((column[1:], column[:1]))


def _ends_object(here: Nearby, is_verb: Flags, bounds_number: Flags) -> Flags:
    """Tell which tokens no object goes beyond: "in", "after", "and fled"."""
    ends = here.classes & wc.ENDS_OBJECT > 0
    ends &= ~(bounds_number & (here.classes & wc.LIMIT > 0))
    pairs = np.flatnonzero(here.classes & wc.AND_OR > 0)
    after = here.near(pairs + 1, pairs)
    harms = (after & wc.HARM_VERB > 0) & (after & wc.VERB_ENDING > 0)  # "and killing his sister"
    ends[pairs] |= harms | (is_verb.take(pairs + 1, mode="wrap") & here.same(pairs, pairs + 1))
    return ends


def _predicates(here: Nearby, finite: Marked) -> Flags:
    """Tell the verbs that leave no subject to what follows: "collapsed on", "12 people dead"."""
    ends = here.classes & wc.DEAD > 0
    verbs = finite.places[1:-1]
    after = here.near(verbs + 1, verbs)
    ends[verbs] = (after & (wc.NO_OBJECT | wc.DETERMINER) > 0) & (after & (wc.BY | wc.AND_OR) == 0)
    harm = np.flatnonzero(here.classes & wc.HARM_VERB > 0)
    ends[harm] |= here.near(harm + 1, harm) & wc.AND > 0
    return ends


def _conjoined(here: Nearby, opens_phrase: Flags, predicates: Marked) -> Conjoined:
    """Return the noun phrases behind the first "and" after each predicate, up to the next one."""
    verb, until = predicates.places[1:-1], predicates.places[2:]
    first = marked(here.classes & wc.AND > 0).next(verb + 1) + 1
    rows = np.flatnonzero(first <= until)
    begins = opens_phrase.take(first[rows], mode="wrap")
    rows = rows[begins & (here.word(first[rows]) & wc.HARM_VERB == 0)]
    return Conjoined(*(np.append(-1, column[rows]) for column in (first, verb, until)))


def _open_phrases(here: Nearby, roles: Nearby, is_verb: Flags) -> Flags:
    opens = here.classes & (wc.OPENS_OBJECT | wc.DETERMINER) > 0
    opens |= (here.shapes == NUMERIC) | (roles.classes & wc.PERSON > 0)
    return opens & ~is_verb


def _bound_numbers(here: Nearby) -> Flags:
    bounds = np.zeros(len(here), np.bool_)
    at = np.flatnonzero(here.classes & (wc.LIMIT | wc.OPENS_SETTING) > 0)
    word = here.word(at)
    bounds[at] = np.where(
        word & wc.AS > 0,
        here.near(at - 1, at) & wc.MANY > 0,
        (word & wc.OVER > 0) & (here.shape_near(at + 1, at) == NUMERIC),
    )
    bounds[at] |= here.near(at + 1, at) & wc.LIMITED > 0
    return bounds


def _begin_objects(
    here: Nearby, finite: Marked, opens_phrase: Flags, bounds_number: Flags
) -> Flags:
    begins, at = np.zeros(len(here), np.bool_), finite.places[1:-1] + 1
    at = at[opens_phrase.take(at, mode="wrap")]
    begins[at] = (here.word(at) & wc.LIMIT == 0) | bounds_number[at]  # "known as Anto"
    begins[at] &= here.word(at - 1) & wc.TO == 0  # "aged 7 to 12"
    begins[at] &= here.word(at - 2) & _BEFORE_ATTRIBUTE == 0
    return begins


def _stand_alone(here: Nearby) -> Flags:
    """Tell "they", and the "those" of "the families of those killed"; not "twelve of those"."""
    alone: Flags = here.classes & (wc.SUBJECT | wc.THOSE) > 0
    those = np.flatnonzero(here.classes & wc.THOSE > 0)
    part = here.near(those - 2, those) & wc.OPENS_PART > 0
    part |= here.shape_near(those - 2, those) == NUMERIC
    alone[those] = ~(part & (here.near(those - 1, those) & wc.OF > 0))
    return alone


def _goes_on(here: Nearby, after_break: Flags) -> Flags:
    """Tell where a phrase goes on after a comma: "12 people, including three children"."""
    goes_on = np.zeros(len(here), np.bool_)
    at = np.flatnonzero(after_break)
    at = at[here.gap(at - 1) & COMMA > 0]
    aged = (here.shape(at) == NUMERIC) & (here.shape_near(at - 1, at) == CAPITALIZED)
    goes_on[at] = aged | (here.word(at) & wc.GOES_ON > 0)
    return goes_on


def _breaks_subject(here: Nearby, breaks: Flags) -> Flags:
    """Tell the marks that a subject, read backward, begins behind: not ", 26," or ", a nurse,"."""
    breaks, at = breaks.copy(), np.flatnonzero(breaks)
    aged = (here.shape(at) == CAPITALIZED) & (here.shape(at + 1) == NUMERIC)
    aged &= (here.gap(at) & COMMA > 0) & (here.gap(at + 1) & BREAK > 0)
    goes_on = aged | (here.word(at + 1) & wc.OPENS_ASIDE > 0)
    breaks[at[goes_on & (here.gap(at) & CLOSES == 0)]] = False
    return breaks


def _ends_subject(here: Nearby) -> Flags:
    """Tell which tokens a subject begins after: "that", "said"; not "of said"."""
    ends = here.classes & wc.SUBORDINATOR > 0
    verbs = np.flatnonzero(here.classes & wc.COMMON_VERB > 0)
    ends[verbs[here.near(verbs - 1, verbs) & wc.OF == 0]] = True
    return ends
