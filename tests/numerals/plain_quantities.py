"""What one figure counts, read token by token: the rules that ``framing.numerals`` must equal."""

from __future__ import annotations

import re
from typing import NamedTuple

from framing.numerals import word_classes as wc
from framing.numerals.names import SIGNS, singular, unit_of
from framing.numerals.numbers import FRACTION, ORDINAL, TALLY, Numeral
from framing.numerals.quantities import are_plurals
from framing.text.token_lists import TokenLists


def words_of(number_class: int) -> frozenset[str]:
    """Return the words that are listed in a class."""
    return frozenset(wc.WORDS[number_class].split())


_PERSONS, _SKIP = words_of(wc.PERSON), words_of(wc.SKIPPED)
_COUNTED = _PERSONS | wc.CAPTIVES.keys()
_CAPTIVE_OUTCOMES = frozenset(("released", "taken", "held"))
_FUNCTION_WORDS = words_of(wc.FUNCTION)
_DAYS = words_of(wc.WEEKDAY)
_CLOSING = re.compile("[;:()—–]")


class Quantity(NamedTuple):
    """What a numeral counts, and the last token that says so."""

    name: str | None
    unit: str | None
    head: int
    who: str | None = None


def is_function(word: str) -> bool:
    """Tell whether *word* is listed as a function word, or is a negated auxiliary."""
    return word in _FUNCTION_WORDS or word.endswith("n't")


def is_adverb(word: str) -> bool:
    """Tell whether *word* ends as adverbs do."""
    return bool(wc.number_word_classes([word])[0] & wc.ADVERB) if word[-2:] == "ly" else False


def quantity_of(lists: TokenLists, numeral: Numeral) -> Quantity:
    """Return what *numeral* counts, read from the words after it and the verb of its clause."""
    after = numeral.last
    sign = lists.joined[max(lists.start[numeral.first] - 3, 0) : lists.start[numeral.first]]
    if sign[-1:] in SIGNS:
        return Quantity("money", SIGNS[sign[-1]], after)
    if lists.joined[lists.end[after] : lists.end[after] + 2].strip()[:1] == "%":
        return _share(lists, numeral, after)
    if numeral.rest and numeral.kind != TALLY:
        return _from_compound(lists, numeral)
    if numeral.kind == ORDINAL:
        head = _head(lists, after, several=False)
        if head == after:
            return Quantity(None, None, after)
        unit = unit_of(lists.words[head])
        return Quantity(f"ordinal {singular(lists.words[head])}", unit, head)
    percent = lists.near(after, after + 1) in ("percent", "pct") or _per_cent(lists, after)
    if numeral.kind == FRACTION or percent:
        return _share(lists, numeral, after)
    return _counted(lists, numeral)


def _from_compound(lists: TokenLists, numeral: Numeral) -> Quantity:
    unit = unit_of(numeral.rest.split("-")[0])
    if unit in wc.TIME_UNITS:
        return Quantity("duration", unit, numeral.last)
    if numeral.rest == "scaled":
        return _counted(lists, numeral)
    return Quantity(unit or singular(numeral.rest), unit, numeral.last)


def is_measured(rest: str) -> bool:
    """Tell whether the rest of "six-week" or "four-story" is something that a number counts."""
    noun = rest.split("-")[0]
    return unit_of(noun) is not None or noun in wc.COUNTED_AFTER_HYPHEN


def _per_cent(lists: TokenLists, after: int) -> bool:
    rate = lists.near(after, after + 1) in wc.WORDS[wc.RATE_BEFORE].split()
    return rate and lists.near(after, after + 2) == "cent"


def _share(lists: TokenLists, numeral: Numeral, after: int) -> Quantity:
    unit = "percent" if numeral.kind != FRACTION else None
    if lists.near(after, after + 1) in ("percent", "pct", "percentage"):
        unit, after = "percent", after + 1
    elif _per_cent(lists, after):
        unit, after = "percent", after + 2
    base = after + 1 if lists.near(after, after + 1) == "of" else after
    head = _head(lists, base, several=numeral.value != 1)
    if head == base:
        return Quantity("share", unit, after)
    if numeral.kind == FRACTION and (time := unit_of(lists.words[head])) in wc.TIME_UNITS:
        return Quantity("duration", time, head)
    word = lists.words[head]
    return Quantity(f"share of {wc.STATE_NOUNS.get(word, singular(word))}", unit, head)


def _counted(lists: TokenLists, numeral: Numeral) -> Quantity:
    after = numeral.last
    head = _head(lists, after, several=numeral.value != 1)
    if head == after:
        word = lists.near(after, after + 1)
        if word in wc.STATE_NOUNS and lists.gap(after).isspace():
            return Quantity(wc.STATE_NOUNS[word], None, after + 1)
        outcome = _outcome(lists, numeral, after)
        return Quantity(outcome, None, after)
    word = lists.words[head]
    unit = unit_of(word)
    if unit is not None:
        name = "duration" if unit in wc.TIME_UNITS else unit
        if unit in ("dollar", "euro", "pound", "shekel", "ruble"):
            name = "money"
        return Quantity(name, unit, head)
    if word in wc.CAPTIVES:
        outcome = _outcome(lists, numeral, head)
        name = wc.CAPTIVES[word]
        if outcome in _CAPTIVE_OUTCOMES:
            return Quantity(f"{name} {outcome}", None, head)
        return Quantity(outcome or name, None, head, name if outcome else None)
    if word in wc.STATE_NOUNS:
        return Quantity(wc.STATE_NOUNS[word], None, head)
    if word in _PERSONS or (word.endswith(("ans", "is", "ese")) and lists.shape[head] == 1):
        outcome = _outcome(lists, numeral, head)
        who = None if word in ("people", "persons", "person", "lives", "others") else singular(word)
        if who == word and lists.shape[head] == 1 and word.endswith("is"):
            who = word[:-1]
        if outcome in ("released", "taken", "held"):
            outcome = f"people {outcome}"
        return Quantity(outcome or singular(word), None, head, who if outcome else None)
    return Quantity(singular(word), None, head)


def _head(lists: TokenLists, after: int, *, several: bool) -> int:
    """Return the head noun of the phrase that follows token *after*, or *after* if there is none.

    The head is the last word before a function word, a verb of harm or a mark; at most six on.
    After a number of *several* a plural ends the phrase, and a singular person does not.
    """
    head, j = after, after + 1
    while j <= after + 6 and lists.same_sentence(after, j):
        word, gap = lists.words[j], lists.gap(j - 1)
        if gap.strip() and not (head == after and gap.strip(" '\"“‘") == ""):
            break
        if word in _SKIP and head == after:
            j += 1
            continue
        if is_function(word) and not _in_name_of_day(lists, j):
            break
        if word in wc.OUTCOMES and word not in wc.STATE_NOUNS:
            break
        if word in wc.STATE_NOUNS and head != after and word not in ("deaths", "arrests"):
            break
        if lists.shape[j] == 3 or is_adverb(word):
            break
        if several and head != after and word not in wc.STATE_NOUNS and _ends_plural(lists, j):
            break
        bare, head = head == after, j
        ends = word in _PERSONS or word in wc.CAPTIVES or word in wc.UNITS
        if several and word in _PERSONS and not are_plurals([word])[0]:
            ends = False
        if ends and lists.near(j, j + 1) not in _COUNTED:
            break
        if word.endswith(("ed", "ing")) and not bare and word not in wc.STATE_NOUNS:
            head = j - 1
            break
        j += 1
    word = lists.words[head]
    verb = re.search("..[^e]ed$", word) is not None and word not in wc.STATE_NOUNS
    return after if verb else head


def _ends_plural(lists: TokenLists, j: int) -> bool:
    """Tell the verb of "two remedies require" from the "police" of "Dallas police"."""
    if not are_plurals([lists.words[j - 1]])[0] or are_plurals([lists.words[j]])[0]:
        return False
    return lists.shape[j] == 0 and (lists.shape[j - 1] == 0 or lists.words[j] not in _PERSONS)


def _in_name_of_day(lists: TokenLists, j: int) -> bool:
    """Tell the day of "four Super Tuesday states", which ends no phrase."""
    if lists.words[j] not in _DAYS or lists.gap(j) != " ":
        return False
    if lists.shape_near(j, j - 1) != 1 or lists.shape_near(j, j + 1) != 0:
        return False
    beyond = lists.near(j, j + 1)
    known = beyond in wc.OUTCOMES or beyond in wc.STATE_NOUNS or unit_of(beyond) in wc.TIME_UNITS
    return not (known or is_function(beyond) or is_adverb(beyond))


def _outcome(lists: TokenLists, numeral: Numeral, head: int) -> str | None:
    """Return what befell the counted: read first after the noun, then before the number."""
    relative = lists.near(head, head + 1) in ("who", "that", "which")
    found = None
    reach = head + (13 if relative else 8)
    if wc.OUTCOMES.keys().isdisjoint(lists.words[head + 1 : reach]):
        return _outcome_before(lists, numeral)
    for j in range(head + 1, reach):
        if not lists.same_sentence(head, j) or _closes(lists.gap(j - 1)):
            break
        word = lists.words[j]
        after = lists.near(j, j + 1)
        if lists.shape[j] == 3 and lists.words[j - 1] != "and":
            break
        coordinated = word == "and" and wc.OUTCOMES.get(after) is not None
        if coordinated and _outcome_before(lists, numeral) is not None:
            break
        if word in wc.OUTCOMES:
            if word in ("held", "holding", "hold", "taken") and lists.near(j, j + 1) == "place":
                break
            found = wc.OUTCOMES[word]
            if not relative:
                return found
        if word in ("and", "but", "that", "who", "said", "to") and j > head + 1 and word != "who":
            break
    return found or _outcome_before(lists, numeral)


def _outcome_before(lists: TokenLists, numeral: Numeral) -> str | None:
    found = None
    if wc.OUTCOMES.keys().isdisjoint(lists.words[max(numeral.first - 8, 0) : numeral.first]):
        return None
    for j in range(numeral.first - 1, numeral.first - 9, -1):
        if not lists.same_sentence(numeral.first, j) or _closes(lists.gap(j)):
            break
        if lists.words[j] in wc.OUTCOMES:
            found = wc.OUTCOMES[lists.words[j]]
            break
        if lists.words[j] in ("said", "that", "which", "but"):
            break
    return found


def _closes(gap: str) -> bool:
    return gap != " " and (_CLOSING.search(gap) is not None or gap.strip(" \"”’'") == ",")
