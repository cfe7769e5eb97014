"""Who did the harm and with what: by-phrases, attacks as subjects, and what they were on."""

from __future__ import annotations

from framing.harm import word_classes as wc
from framing.harm.word_classes import words_of
from framing.text.token_lists import TokenLists
from framing.tokens import NUMERIC
from tests.harm.plain import clauses
from tests.harm.plain.mention import Span

_MEANS = words_of(wc.MEANS, wc.ROLES)
_MEANS_NOUNS = words_of(wc.MEANS_NOUN, wc.ROLES)
_ATTACK_NOUNS = words_of(wc.ATTACK, wc.ROLES)
_TARGETS = words_of(wc.TARGET, wc.ROLES)
_LEFT_STOPS = words_of(wc.LEFT_STOP, wc.ROLES)
_NOT_AGENT = words_of(wc.NOT_AGENT, wc.ROLES)


def split_attack(lists: TokenLists, span: Span | None) -> tuple[Span | None, Span | None]:
    """Split "the rebel attack on a northern town" into who attacked and what was attacked."""
    if span is None:
        return None, None
    head = next((j for j in range(span[1], span[0] - 1, -1) if _is_attack(lists, j)), None)
    if head is None:
        return span, None
    first = head
    while first > span[0] and not _ends_modifiers(lists, first - 1):
        first -= 1
    last, target = head, None
    for j in range(head + 1, span[1] + 1):
        if lists.words[j] == "by" and target is None:
            last = span[1]
            break
        if lists.words[j] in _TARGETS and j < span[1]:
            target = (j + 1, span[1])
            break
    return (first, last), target


def _is_attack(lists: TokenLists, j: int) -> bool:
    return lists.words[j] in _ATTACK_NOUNS


def _ends_modifiers(lists: TokenLists, j: int) -> bool:
    word = lists.words[j]
    if lists.breaks[j]:
        return True
    if word == "and":
        return not _is_attack(lists, j - 1)
    return word in _LEFT_STOPS or (clauses.is_verb(lists, j) and not word.endswith("ing"))


def agent_after(lists: TokenLists, by: int) -> Span | None:
    if lists.near(by, by + 1) in _NOT_AGENT or lists.near(by, by + 1).endswith("ing"):
        return None
    if lists.shape_near(by, by + 1) == NUMERIC:
        return None
    return clauses.object_span(lists, by)


def means_after(lists: TokenLists, last: int) -> Span | None:
    at = clauses.phrase_after(lists, last, _MEANS, 10)
    if at is None:
        return None
    end = at
    while lists.same_sentence(at, end + 1) and end < at + 7:
        end += 1
        if lists.words[end] in _MEANS_NOUNS:
            return (at, end)
        if end > at + 1 and lists.breaks[end - 1]:
            return None
    return None


def target_of(lists: TokenLists, agent: Span | None, means: Span | None) -> Span | None:
    """Return what the attack was on: inside the by-phrase, or right after the means."""
    inside = split_attack(lists, agent)[1]
    if inside is not None or means is None:
        return inside
    if lists.near(means[1], means[1] + 1) in _TARGETS and not lists.breaks[means[1]]:
        return clauses.object_span(lists, means[1] + 1)
    return None
