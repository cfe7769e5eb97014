"""Who does what a verb behind another verb tells: "The mayor vowed to attack"."""

from __future__ import annotations

from framing.harm import word_classes as wc
from framing.harm.word_classes import words_of
from framing.text.token_lists import TokenLists
from framing.tokens import CAPITALIZED
from tests.harm.plain import clauses
from tests.harm.plain.agents import agent_after
from tests.harm.plain.mention import Span
from tests.harm.plain.nouns import DETERMINERS, possesses

_BEFORE_GERUND, _SHARES_SUBJECT = (
    words_of(kind, wc.ROLES) for kind in (wc.BEFORE_GERUND, wc.SHARES_SUBJECT)
)
_VERBS = words_of(wc.COMMON_VERB | wc.AUXILIARY, wc.SYNTAX)
_WANTS, _PLANS, _PERSONS = (words_of(kind, wc.ROLES) for kind in (wc.WANTS, wc.PLANS, wc.PERSON))


def agent_before(
    lists: TokenLists, i: int, first: int, start: int, *, is_gerund: bool
) -> Span | None:
    """Return the subject of an active verb; of its main clause where verbs share it."""
    if is_gerund:
        shared = lists.gap(i - 1).strip() == "," or lists.near(i, i - 1) == "and"
        own = subject_of_gerund(lists, first)
    else:
        own = own_subject(lists, start)
        shared = lists.near(start, start - 1) in ("and", "but") or _then_follows(lists, start)
        own = None if shared else own
        shared = shared or (own is None and lists.gap(first - 1).strip() == ",")
    main = clauses.clause_subject(lists, i) if shared else None
    found = _or_who_did(lists, main, i) or own
    return None if found and lists.words[found[0]] in _VERBS else found


def _or_who_did(lists: TokenLists, main: Span | None, i: int) -> Span | None:
    """Return "shells" for the subject of "The town was hit by shells, killing nine"."""
    if main is None:
        return None
    tokens = range(main[1] + 1, i + 1)
    by = next((j for j in reversed(tokens) if lists.words[j] == "by"), None)
    passive = by is not None and any(lists.words[j] in clauses.BE for j in range(tokens[0], by))
    return (agent_after(lists, by) if by is not None and passive else None) or main


def subject_of_gerund(lists: TokenLists, first: int) -> Span | None:
    """Return what stands before a gerund; behind a preposition who is named, or the clause's."""
    before, verb = lists.near(first, first - 1), first - 1
    if before not in _BEFORE_GERUND:
        begins = lists.same_sentence(verb, first) and not lists.breaks[verb]
        begins = begins and clauses.is_finite(lists, verb)  # "began shelling"
        first = clauses.verb_group(lists, verb)[0] if begins else first
        return clauses.subject_span(lists, first)
    if _names_person(lists, first - 2, first):
        return clauses.antecedent(lists, clauses.subject_span(lists, first - 1))
    controlled = before in _SHARES_SUBJECT or clauses.is_finite(lists, first - 2)
    return _main_subject(lists, first - 1) if controlled else None


def own_subject(lists: TokenLists, start: int) -> Span | None:
    """Return the subject of a verb; "The mayor" in "The mayor vowed to attack"."""
    if lists.words[start] != "to":
        return clauses.subject_span(lists, start)
    verb = start - 1
    noun = not DETERMINERS.isdisjoint(lists.near(start, verb - k) for k in (1, 2))
    noun = noun or possesses(lists, verb - 1)
    if clauses.is_finite(lists, verb) or (lists.near(start, verb) in _WANTS and not noun):
        return clauses.subject_span(lists, clauses.verb_group(lists, verb)[0])
    if _names_person(lists, verb, start):
        return clauses.antecedent(lists, clauses.subject_span(lists, start))
    return None if lists.near(start, verb) in _PLANS else _main_subject(lists, start)


def _main_subject(lists: TokenLists, j: int) -> Span | None:
    """Return the subject of the clause if a name, a person, "the" or "they" is in it."""
    found = clauses.clause_subject(lists, j)
    opens = clauses.SUBJECTS | DETERMINERS | _PERSONS
    if found is None or any(
        lists.words[k] in opens or lists.shape[k] == CAPITALIZED
        for k in range(found[0], found[1] + 1)
    ):
        return found
    return None


def _names_person(lists: TokenLists, j: int, of: int) -> bool:
    named = lists.near(of, j) in _PERSONS or lists.shape_near(of, j) == CAPITALIZED
    return named and lists.words[j] not in clauses.DATES


def _then_follows(lists: TokenLists, start: int) -> bool:
    """Tell ", then killed" and "and then killed" from "soldiers then killed"."""
    if lists.near(start, start - 1) != "then":
        return False
    return lists.breaks[start - 2] or lists.near(start, start - 2) in ("and", "but", "")
