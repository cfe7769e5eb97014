"""Whose side the victims of harms are on, decided without the verb and without the agent."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from framing.actors.actor_tokens import ACTOR_CODE, ActorTokens
from framing.harm import word_classes as wc
from framing.harm.clauses import Clauses
from framing.harm.gap_marks import ENDS_CLAUSE
from framing.harm.mention import NOMINAL, Mentions
from framing.harm.spans import Flags, Indices, Spans
from framing.harm.words import HARM_CLASSES
from framing.text.marked import Marked, marked

_REACH, _REACH_OF_IN = 8, 3
_PLACE, _SHARED, _EVENT = (ACTOR_CODE[role] for role in ("place", "shared_place", "event"))
_CAPTIVITY = HARM_CLASSES.index("captivity")


class _Named(NamedTuple):
    """Of each token of the clauses: the number of the side it names, and as what.

    ``side`` is 0 for no side; a shared place names none, though it ``is_named``. ``places`` are
    those where something happened: after "in", and not "near the northern border".
    """

    sides: tuple[str | None, ...]
    side: Indices
    is_named: Flags
    is_member: Flags
    places: Marked


def sides_of_victims(clauses: Clauses, found: Mentions, actors: ActorTokens) -> list[str | None]:
    """Return the sides of the victims of mentions, or None where the masked text does not say.

    Harm word, agent and the phrase that names the attack are masked: they are what a comparison
    of wording measures, and a side read from them would make that comparison circular. What
    remains, strongest first: a party in the victim phrase (its members before its places); what
    the attack was on; the place right after the mention; the place before it in its clause (but
    captives are held at the place of others). Two sides at one step leave the side open.
    """
    named = _named(clauses, actors) if len(actors) and len(found) else None
    if named is None or not named.side.any():
        return [None] * len(found)
    captives = _are_captives(clauses, found)
    decided = np.zeros(len(found), np.int64)
    for side, several in (
        _in_phrases(named, found, found.victim, members_first=True),
        _in_phrases(named, found, found.target),
        _at_places(named, found, _places_after(clauses, named, found), captives),
        _at_places(named, found, _places_before(clauses, named, found), captives),
    ):
        decided = np.where(decided == 0, np.where(several, -1, side), decided)
    return [named.sides[side] for side in np.maximum(decided, 0).tolist()]


def _named(clauses: Clauses, actors: ActorTokens) -> _Named:
    here = clauses.here
    known = np.flatnonzero(here.holds(actors.token))
    at, role = here.place(actors.token[known]), actors.role[known]
    side = np.zeros(len(here), np.int64)
    is_named, is_member, is_place = np.zeros((3, len(here)), np.bool_)
    side[at] = np.where(role == _SHARED, 0, actors.side[known])
    is_named[at] = True
    is_member[at] = ~np.isin(role, (_PLACE, _SHARED, _EVENT))
    is_place[at] = (role == _PLACE) & _follow_prepositions(clauses, at)
    return _Named(actors.sides, side, is_named, is_member, marked(is_place))


def _follow_prepositions(clauses: Clauses, at: Indices) -> Flags:
    roles = clauses.roles
    follow = np.zeros(len(at), np.bool_)
    for back in range(1, _REACH_OF_IN + 1):
        follow |= roles.near(at - back, at) & wc.PLACE_BEFORE > 0
    follow &= roles.near(at + 1, at) & wc.BORDER == 0
    return follow


def _in_phrases(
    named: _Named, found: Mentions, spans: Spans, *, members_first: bool = False
) -> tuple[Indices, Flags]:
    """Return the sides named first in phrases, 0 for none, and which name several."""
    words = spans.tokens()
    seen = named.is_named[words.token]
    if members_first:
        member = named.is_member[words.token]
        seen &= member | ~words.any(member)[words.owner]
    seen &= ~_masked(found, words.owner, words.token)
    side = named.side[words.token] * seen
    first = words.first_value(side)
    return first, words.any((side > 0) & (side != first[words.owner]))


def _masked(found: Mentions, row: Indices, at: Indices) -> Flags:
    """Tell which tokens *at* are the harm word, agent or means of the mentions numbered *row*."""
    masked = np.zeros(len(at), np.bool_)
    for first, last in (Spans(found.first, found.last), found.agent, found.means):
        masked |= (at >= first[row]) & (at <= last[row])
    return masked


def _places_after(clauses: Clauses, named: _Named, found: Mentions) -> Indices:
    """Return the places in the words after mentions and victims, up to a mark; -1 for none."""
    begin = np.maximum(found.last, found.victim.last)
    at = named.places.next(begin + 1)
    near = (at <= begin + _REACH) & clauses.here.same(begin, at)
    return np.where(near & (clauses.breaks.next(begin) >= at), at, -1)


def _places_before(clauses: Clauses, named: _Named, found: Mentions) -> Indices:
    """Return the places in the words before mentions and victims, in their clause; -1 for none."""
    begin = np.where(found.victim.told, np.minimum(found.first, found.victim.first), found.first)
    at = named.places.last(begin - 1)
    ends_clause = marked(clauses.here.gaps & ENDS_CLAUSE > 0)
    near = (at >= begin - _REACH) & clauses.here.same(begin, at)
    return np.where(near & (ends_clause.last(begin - 1) < at), at, -1)


def _are_captives(clauses: Clauses, found: Mentions) -> Flags:
    """Tell "hostages in the capital", whose place is their captors'."""
    person = clauses.roles.word(found.first) & wc.PERSON > 0
    captives: Flags = person & (found.form == NOMINAL) & (found.harm == _CAPTIVITY)
    return captives


def _at_places(
    named: _Named, found: Mentions, at: Indices, captives: Flags
) -> tuple[Indices, Flags]:
    told = (at >= 0) & ~_masked(found, np.arange(len(at)), at) & ~captives
    return np.where(told, named.side.take(at, mode="clip"), 0), np.zeros(len(at), np.bool_)
