"""Harm named by a noun or by "dead": "the killing of", "death toll", "left 12 dead"."""

from __future__ import annotations

from framing.harm import word_classes as wc
from framing.harm.word_classes import words_of
from framing.harm.words import HarmWord
from framing.text.token_lists import TokenLists
from framing.tokens import CAPITALIZED, LOWERCASE, NUMERIC
from tests.harm.plain import clauses
from tests.harm.plain.agents import agent_after
from tests.harm.plain.mention import Mention, Span, certainty_of
from tests.harm.plain.victims import is_person

BY = frozenset(("by",))
_ON = words_of(wc.ON, wc.ROLES)
_OF = words_of(wc.AMONG, wc.ROLES)
_PLACES = words_of(wc.PLACE_NAME | wc.HOME, wc.ROLES)
_STRIKE_KINDS = words_of(wc.STRIKE_KIND, wc.ROLES)
_DEMONYM_ENDINGS = ("i", "an", "ish", "ese")
_NO_MODIFIERS = words_of(wc.NO_MODIFIER, wc.ROLES)
_NO_PARTY = words_of(wc.NO_PARTY, wc.ROLES)
_ON_AIR = words_of(wc.ON_AIR, wc.ROLES)
_TOLD_OF = words_of(wc.TOLD_OF, wc.ROLES)
_CIVILIANS = words_of(wc.CIVILIAN, wc.ROLES)
_MODIFIERS = words_of(wc.MODIFIER, wc.ROLES)
DETERMINERS = words_of(wc.DETERMINER, wc.SYNTAX)


def is_demonym(lists: TokenLists, j: int) -> bool:
    """Tell whether the word at *j* looks like one for a people: "Israeli", "German", "Irish"."""
    return lists.shape_near(j + 1, j) == CAPITALIZED and lists.words[j].endswith(_DEMONYM_ENDINGS)


def read_dead(lists: TokenLists, i: int, noun: HarmWord) -> Mention | None:
    """Read "left 12 dead", "12 dead", "the dead" and "were dead"."""
    before = lists.near(i, i - 1)
    form, agent, victim = "intransitive", None, None
    if before in ("the", "of"):
        form, victim = "nominal", (i, i)
    elif lists.near(i, i + 1) in ("and", "or") and lists.near(i, i + 2) in ("wounded", "injured"):
        victim = clauses.subject_span(lists, i)
    elif is_person(lists.near(i, i + 1), LOWERCASE):
        victim = (i, i + 1)
    else:
        first, _ = clauses.verb_group(lists, i)
        victim = clauses.subject_span(lists, first)
    left = next((j for j in range(i - 1, i - 9, -1) if lists.word(j) in ("left", "leaving")), None)
    if left is not None and lists.same_sentence(left, i):
        form, victim = "active", (left + 1, i - 1) if left + 1 <= i - 1 else None
        agent = (
            clauses.clause_subject(lists, left)
            if lists.words[left] == "leaving"
            else clauses.subject_span(lists, left)
        )
    return Mention(
        first=i,
        last=i,
        harm=noun.harm,
        verb_class=noun.verb_class,
        form=form,
        victim=victim,
        agent=agent,
        certainty=certainty_of(lists, i, i),
    )


def read_noun(lists: TokenLists, i: int, noun: HarmWord) -> Mention | None:
    """Read "the killing of nine men by rebels", "their airstrike", "a death toll of nine"."""
    if noun.verb_class == "toll":
        before = lists.near(i, i - 1)
        if before not in ("death", "the", "civilian", "human", "casualty", "overall", "combined"):
            return None
    if lists.words[i] in ("strike", "strikes") and not (
        lists.near(i, i - 1) in _STRIKE_KINDS or is_demonym(lists, i - 1)
    ):
        return None
    if lists.near(i, i - 1) == "of" and lists.near(i, i - 2) in ("line", "lines"):
        return None
    if lists.words[i] == "death" and lists.near(i, i + 1) == "toll":
        return None
    by = clauses.phrase_after(lists, i, BY, 10)
    agent = agent_after(lists, by) if by is not None and _does(lists, i, by) else None
    if agent is None and noun.harm == "attack":
        owner = _possessor(lists, i)
        named = owner and not _names_place(lists, owner) and _names_party(lists, owner)
        agent = _without_kind(lists, owner) if owner and named else None
    return Mention(
        first=i,
        last=i,
        harm=noun.harm,
        verb_class=noun.verb_class,
        form="nominal",
        victim=_noun_victim(lists, i, noun),
        agent=agent,
        certainty=certainty_of(lists, i, i),
    )


def _does(lists: TokenLists, i: int, by: int) -> bool:
    """Tell "attacks by rebels" from "attacks condemned by rebels" and "hostages were fed by"."""
    person = is_person(lists.words[i], LOWERCASE)
    other_verb = any(lists.words[j] in clauses.AUXILIARIES for j in range(i, by))
    return lists.near(by, by - 1) not in _TOLD_OF and not (person and other_verb)


def _names_place(lists: TokenLists, owner: Span) -> bool:
    """Tell what an attack was on, "the Harl Road bombing", from whose it was."""
    first, last = owner
    place = lists.words[last] in _PLACES and lists.shape[last] == CAPITALIZED
    return place and first < last and not possesses(lists, last)


def _without_kind(lists: TokenLists, owner: Span) -> Span:
    """Return "Ruritanian" for "Ruritanian air", of strikes."""
    first, last = owner
    kind = lists.words[last] in _STRIKE_KINDS and lists.shape[last] == LOWERCASE
    return first, last - (kind and last > first)


def _noun_victim(lists: TokenLists, i: int, noun: HarmWord) -> Span | None:
    if noun.harm == "attack":
        on = clauses.phrase_after(lists, i, _ON, 3)
        if on is None or _sets_scene(lists, on + 1):
            owner = _possessor(lists, i)
            return owner if owner and _names_place(lists, owner) else None
        return clauses.object_span(lists, on)
    of = clauses.phrase_after(lists, i, _OF, 2)
    if of is not None:
        return clauses.object_span(lists, of)
    if is_person(lists.words[i], LOWERCASE):
        first = i
        while lists.same_sentence(first - 1, i) and first > i - 5 and _modifies(lists, first - 1):
            first -= 1
        return (first, i)
    return _possessor(lists, i) or _civilians_before(lists, i)


def _sets_scene(lists: TokenLists, j: int) -> bool:
    """Tell "the attack on Sept. 3" and "on television" from one on somebody."""
    word = lists.words[j]
    return word in _ON_AIR or (word in clauses.DATES and lists.shape[j] != LOWERCASE)


def _names_party(lists: TokenLists, owner: Span) -> bool:
    """Tell the "Ruritanian" of an attack from its "Tuesday's", "Fourteen" and "October 7"."""
    return lists.words[owner[0]] in ("his", "her", "their", "its") or any(
        (lists.shape[k] not in (LOWERCASE, NUMERIC) or possesses(lists, k))
        and lists.words[k] not in _NO_PARTY
        for k in range(owner[0], owner[1] + 1)
    )


def _civilians_before(lists: TokenLists, i: int) -> Span | None:
    """Return the "civilian" of "civilian casualties", with what stands before it."""
    first = _first_modifier(lists, i)
    return (first, i - 1) if first < i and lists.near(i, i - 1) in _CIVILIANS else None


def _possessor(lists: TokenLists, i: int) -> Span | None:
    """Return the modifiers right before a noun that may name its party: "Ruritanian", "his"."""
    first = _first_modifier(lists, i)
    if first == i:
        return None
    named = any(lists.shape[k] != LOWERCASE or possesses(lists, k) for k in range(first, i))
    owned = lists.words[first] in ("his", "her", "their", "its")
    return (first, i - 1) if named or owned else None


def possesses(lists: TokenLists, j: int) -> bool:
    """Tell "army's" and the "rebels" of "the rebels' attacks"."""
    word = lists.words[j]
    return word.endswith("'s") or (word.endswith("s") and lists.gap(j) in ("' ", "’ "))


def _first_modifier(lists: TokenLists, i: int) -> int:
    first = i
    while first > i - 4 and lists.same_sentence(first - 1, i) and _modifies(lists, first - 1):
        first -= 1
    return first


def _modifies(lists: TokenLists, j: int) -> bool:
    if j < 0 or (lists.gap(j).strip(" -\u00a0") and not possesses(lists, j)):
        return False
    word = lists.words[j]
    if word in _NO_MODIFIERS:
        return False
    if possesses(lists, j):
        return True
    plain = lists.shape[j] == LOWERCASE
    return not plain or word in _MODIFIERS or word.endswith(("an", "al", "ish", "ese", "i", "'s"))
