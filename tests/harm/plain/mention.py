"""A mention of harm as it is read: its words, its form, who did what to whom, how certain."""

from __future__ import annotations

from typing import NamedTuple

from framing.harm import word_classes as wc
from framing.harm.word_classes import words_of
from framing.text.token_lists import TokenLists

Span = tuple[int, int]
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
    return "hypothetical" if _HYPOTHETICAL.intersection(window) else "asserted"
