"""Whose side the victims of a harm are on, decided without the verb and without the agent."""

from __future__ import annotations

from framing.harm import word_classes as wc
from framing.harm.word_classes import words_of
from framing.text.token_lists import TokenLists, is_break
from framing.tokens import LOWERCASE
from tests.harm.plain.mention import Mention
from tests.harm.plain.victims import is_person

_IN = words_of(wc.PLACE_BEFORE, wc.ROLES)
_BORDER = words_of(wc.BORDER, wc.ROLES)
_REACH = 8
_SHARED = "shared_place"

Actors = dict[int, tuple[str | None, str]]  # side and role by token


def decide_side(lists: TokenLists, mention: Mention, actors: Actors) -> str | None:
    """Return the side of the victims of *mention*, or None where the masked text does not say.

    Harm word, agent and the phrase that names the attack are masked: they are what a comparison
    of wording measures, and a side read from them would make that comparison circular. What
    remains, strongest first: a party in the victim phrase (its members before its places); what
    the attack was on; the place right after the mention; the place before it in its clause (but
    captives are held at the place of others). Two sides at one step leave the side open.
    """
    hidden = {
        k
        for span in ((mention.first, mention.last), mention.agent, mention.means)
        if span
        for k in range(span[0], span[1] + 1)
    }
    captives = (
        mention.harm == "captivity"
        and mention.form == "nominal"
        and is_person(lists.words[mention.first], LOWERCASE)
    )
    places = () if captives else (_place_after, _place_before)
    for step in (_in_victim, _in_target, *places):
        seen = (k for k in step(lists, mention, actors) if k not in hidden)
        sides = {actors[k][0] for k in seen if actors[k][1] != _SHARED}
        if sides:
            return sides.pop() if len(sides) == 1 else None
    return None


def _in_victim(lists: TokenLists, mention: Mention, actors: Actors) -> list[int]:
    span = mention.victim
    named = [k for k in range(span[0], span[1] + 1) if k in actors] if span else []
    return [k for k in named if actors[k][1] not in ("place", _SHARED, "event")] or named


def _in_target(lists: TokenLists, mention: Mention, actors: Actors) -> list[int]:
    span = mention.target
    return [k for k in range(span[0], span[1] + 1) if k in actors] if span else []


def _place_after(lists: TokenLists, mention: Mention, actors: Actors) -> list[int]:
    begin = max(mention.last, mention.victim[1] if mention.victim else -1)
    for k in range(begin + 1, begin + 1 + _REACH):
        if not lists.same_sentence(begin, k) or lists.breaks[k - 1]:
            return []
        if k in actors and actors[k][1] == "place" and _follows_preposition(lists, k):
            return [k]
    return []


def _place_before(lists: TokenLists, mention: Mention, actors: Actors) -> list[int]:
    begin = min(mention.first, mention.victim[0] if mention.victim else mention.first)
    for k in range(begin - 1, begin - 1 - _REACH, -1):
        if not lists.same_sentence(begin, k) or _ends_clause(lists, k):
            return []
        if k in actors and actors[k][1] == "place" and _follows_preposition(lists, k):
            return [k]
    return []


def _ends_clause(lists: TokenLists, k: int) -> bool:
    return lists.breaks[k] and is_break(lists.gaps[k].replace(",", ""))


def _follows_preposition(lists: TokenLists, k: int) -> bool:
    """Tell that token *k* is where it happened: after "in", and not "near the northern border"."""
    if lists.near(k, k + 1) in _BORDER:
        return False
    return any(
        lists.near(k, k - back) in _IN for back in (1, 2, 3) if lists.same_sentence(k - back, k)
    )
