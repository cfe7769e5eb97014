"""A mention of harm as it is read: its words, its form, who did what to whom, how certain."""

from __future__ import annotations

from typing import NamedTuple

from framing.harm import word_classes as wc
from framing.harm.word_classes import words_of
from framing.text.token_lists import TokenLists
from tests.harm.plain.clauses import opens_phrase

Span = tuple[int, int]
_TAKES_TO, _FORCED = (words_of(kind, wc.ROLES) for kind in (wc.TAKES_TO, wc.FORCED))
_HEDGES = words_of(wc.HEDGE, wc.SYNTAX)
_HYPOTHETICAL = words_of(wc.HYPOTHETICAL, wc.SYNTAX)
_NEGATIONS = words_of(wc.NEGATION, wc.SYNTAX)
_MARKS = _HEDGES | _HYPOTHETICAL | _NEGATIONS


class Mention(NamedTuple):
    """A harm word in use; spans are (first, last) tokens, None where not expressed.

    ``means`` is the phrase that names the attack it happened in ("in a rebel raid"), which may
    hold the agent; ``target`` is what that attack, or an attack that is the subject, was on ("on
    the northern town"). The side decision looks at the target only. ``result`` is the "dead" of
    "shot the man dead", which is no mention of its own; -1 where there is none.
    """

    first: int
    last: int
    harm: str
    verb_class: str
    form: str
    victim: Span | None = None
    agent: Span | None = None
    means: Span | None = None
    target: Span | None = None
    certainty: str = "asserted"
    result: int = -1


def certainty_of(lists: TokenLists, i: int, first: int) -> str:
    window = lists.words[max(first - 3, 0) : i + 1]
    if _MARKS.isdisjoint(window):
        return "asserted"
    window = [lists.near(i, j) for j in range(max(first - 3, 0), i + 1)]
    if _NEGATIONS.intersection(window):
        return "negated"
    if _HEDGES.intersection(window):
        return "hedged"
    marks = [j for j in range(first - 3, i + 1) if lists.near(i, j) in _HYPOTHETICAL]
    if marks and _leads_to_fact(lists, marks[-1]):
        marks.pop()
    return "hypothetical" if marks else "asserted"


def _leads_to_fact(lists: TokenLists, at: int) -> bool:
    """Tell the "to" of "in response to an attack" and "forced them to flee" from the others."""
    if lists.words[at] != "to":
        return False
    if lists.near(at, at - 1) in _TAKES_TO or opens_phrase(lists, at + 1):
        return True
    for j in range(at - 1, at - 13, -1):
        if not lists.same_sentence(j, at) or lists.breaks[j]:
            return False
        if lists.words[j] in _FORCED:
            return True
    return False
