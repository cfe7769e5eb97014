"""What a figure counts: a name that is the same across outlets, its unit and its scope."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from framing.numerals.numbers import CARDINAL, FRACTION, ORDINAL, Numeral
from framing.text.token_lists import TokenLists

_TIME = "second minute hour day night week month year decade century weekend".split()
_UNITS = {word: unit for unit in _TIME for word in (unit, unit + "s")} | {
    word: unit
    for unit, spellings in {
        "dollar": "dollar dollars usd",
        "euro": "euro euros eur",
        "pound": "pound pounds sterling",
        "shekel": "shekel shekels",
        "ruble": "ruble rubles rouble roubles",
        "percent": "percent percentage pct",
        "kilometer": "kilometer kilometers kilometre kilometres km kms",
        "meter": "meter meters metre metres",
        "mile": "mile miles",
        "foot": "foot feet ft",
        "hectare": "hectare hectares",
        "acre": "acre acres",
        "ton": "ton tons tonne tonnes",
        "kilogram": "kilogram kilograms kg kgs kilo kilos",
        "liter": "liter liters litre litres",
        "barrel": "barrel barrels",
        "degree": "degree degrees",
        "minute": "min mins",
        "hour": "hr hrs",
        "year": "yr yrs",
    }.items()
    for word in spellings.split()
}
TIME_UNITS = frozenset(_TIME)
SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "₪": "shekel", "¥": "yen", "₹": "rupee"}

_CAPTIVES = {
    w: kind
    for kind, words in {
        "hostages": "hostage hostages captive captives abductee abductees",
        "prisoners": "prisoner prisoners inmate inmates",
        "detainees": "detainee detainees internee internees",
    }.items()
    for w in words.split()
}
_PERSONS = frozenset(
    """people persons person men man women woman children child boys boy girls girl babies baby
    infants infant teenagers teenager adults civilians civilian residents resident citizens citizen
    nationals national villagers soldiers soldier troops fighters fighter militants militant
    gunmen gunman terrorists terrorist officers officer policemen police guards guard settlers
    settler journalists journalist reporters reporter medics medic doctors doctor nurses nurse
    patients patient workers worker staff employees employee protesters protester demonstrators
    demonstrator students student pupils teachers teacher members member families family relatives
    victims victim survivors survivor refugees refugee migrants migrant passengers passenger
    commanders commander operatives operative insurgents insurgent rebels rebel assailants
    attackers attacker others individuals youths youth mourners worshipers worshippers
    strikers striker miners dockers drivers driver pickets crew sailors pilots foreigners lives
    life bodies body mothers fathers brothers sisters personnel servicemen reservists firefighters
    rescuers volunteers farmers fishermen shoppers bystanders""".split()
)
_OUTCOMES = {
    word: outcome
    for outcome, words in {
        "killed": """killed kill kills killing dead died die dies dying slain murdered murder
            massacred massacring murdering slaughtered martyred perished deaths death toll
            fatalities fatality slaying executed""",
        "injured": """injured injuring injures wounded wounding wounds injuries hurt hurting
            casualties maimed""",
        "released": "released release releases releasing freed free freeing frees exchanged",
        "taken": """taken took taking captured capturing abducted abducting kidnapped kidnapping
            seized seizing""",
        "held": "held holding holds hold",
        "detained": """arrested arresting arrests arrest detained detaining detain jailed
            imprisoned""",
        "displaced": "displaced displacing displace displaces uprooted fled flee fleeing evacuated",
        "missing": "missing unaccounted",
        "shot": "shot",
    }.items()
    for word in words.split()
}
_COUNTED = _PERSONS | _CAPTIVES.keys()
_BE_FORMS = frozenset("was were is are been have has had".split())
_COUNTED_AFTER_HYPHEN = frozenset(
    """story storey man person member bedroom point part page strong room lane seat bed vehicle
    ship tier volume""".split()
)
_CAPTIVE_OUTCOMES = frozenset(("released", "taken", "held"))
_STATE_NOUNS = {"deaths": "killed", "fatalities": "killed", "injuries": "injured"} | {
    "arrests": "detained",
    "casualties": "casualties",
    "dead": "killed",
    "wounded": "injured",
    "injured": "injured",
    "missing": "missing",
}
FUNCTION_WORDS = frozenset(
    """a an the and or but nor so yet in on at by for from to into onto with without within over
    under after before since until till during through throughout against between among as than
    that which who whom whose where when while because if is are was were be been being am has have
    had do does did will would can could may might must shall should not no said says say told
    according he she it they we you i his her its their this these those there here then also only
    just still about around across near off out up down per via amid despite including about
    left made came went took gave got became remained""".split()
)
_CLOSING = re.compile("[;:()—–]")
_SKIP = frozenset("of the more other additional new extra such so-called its their his her".split())


class Quantity(NamedTuple):
    """What a numeral counts, and the last token that says so."""

    name: str | None
    unit: str | None
    head: int
    who: str | None = None


def unit_of(word: str) -> str | None:
    """Return the unit that *word* names, in the singular, or None.

    >>> unit_of("weeks"), unit_of("tonnes"), unit_of("people")
    ('week', 'ton', None)
    """
    return _UNITS.get(word)


@lru_cache(maxsize=16384)
def singular(word: str) -> str:
    """Return the singular of a regular plural noun, so that "trucks" and "truck" align.

    >>> [singular(w) for w in ("trucks", "cities", "buses", "glass", "houses")]
    ['truck', 'city', 'bus', 'glass', 'house']
    """
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "buses")):
        return word[:-2]
    return word[:-1]


def quantity_of(lists: TokenLists, numeral: Numeral) -> Quantity:
    """Return what *numeral* counts, read from the words after it and the verb of its clause."""
    after = numeral.last
    sign = lists.joined[max(lists.start[numeral.first] - 3, 0) : lists.start[numeral.first]]
    if sign[-1:] in SIGNS:
        return Quantity("money", SIGNS[sign[-1]], after)
    if lists.joined[lists.end[after] : lists.end[after] + 2].strip()[:1] == "%":
        return _share(lists, numeral, after)
    if numeral.rest:
        return _from_compound(lists, numeral)
    if numeral.kind == ORDINAL:
        head = _head(lists, after)
        if head == after:
            return Quantity(None, None, after)
        unit = unit_of(lists.words[head])
        return Quantity(f"ordinal {singular(lists.words[head])}", unit, head)
    if numeral.kind == FRACTION or lists.near(after, after + 1) in ("percent", "pct"):
        return _share(lists, numeral, after)
    return _counted(lists, numeral)


def _from_compound(lists: TokenLists, numeral: Numeral) -> Quantity:
    unit = unit_of(numeral.rest.split("-")[0])
    if unit in TIME_UNITS:
        return Quantity("duration", unit, numeral.last)
    if numeral.rest == "scaled":
        return _counted(lists, numeral)
    return Quantity(unit or singular(numeral.rest), unit, numeral.last)


def is_measured(rest: str) -> bool:
    """Tell whether the rest of "six-week" or "four-story" is something that a number counts."""
    noun = rest.split("-")[0]
    return unit_of(noun) is not None or noun in _COUNTED_AFTER_HYPHEN


def quantity_after_break(lists: TokenLists, i: int) -> Quantity:
    """Return what a broken numeral counts, where token *i* is the first one after it."""
    word = lists.word(i)
    if word in _STATE_NOUNS or word in _OUTCOMES:
        return Quantity(_STATE_NOUNS.get(word) or _OUTCOMES[word], None, i)
    if word in _BE_FORMS and lists.near(i, i + 1) in _OUTCOMES:
        return Quantity(_OUTCOMES[lists.words[i + 1]], None, i)
    if word in _PERSONS:
        outcome = _outcome(lists, Numeral(i, i, CARDINAL, 0.0), i)
        return Quantity(outcome or singular(word), None, i)
    return Quantity(singular(word) or None, None, i)


def _share(lists: TokenLists, numeral: Numeral, after: int) -> Quantity:
    unit = "percent" if numeral.kind != FRACTION else None
    if lists.near(after, after + 1) in ("percent", "pct", "percentage"):
        unit, after = "percent", after + 1
    if lists.near(after, after + 1) in ("cent",):
        after += 1
    base = after + 1 if lists.near(after, after + 1) == "of" else after
    head = _head(lists, base)
    if head == base:
        return Quantity("share", unit, after)
    if numeral.kind == FRACTION and (time := unit_of(lists.words[head])) in TIME_UNITS:
        return Quantity("duration", time, head)
    word = lists.words[head]
    return Quantity(f"share of {_STATE_NOUNS.get(word, singular(word))}", unit, head)


def _counted(lists: TokenLists, numeral: Numeral) -> Quantity:
    after = numeral.last
    head = _head(lists, after)
    if head == after:
        word = lists.near(after, after + 1)
        if word in _STATE_NOUNS and lists.gap(after).isspace():
            return Quantity(_STATE_NOUNS[word], None, after + 1)
        outcome = _outcome(lists, numeral, after)
        return Quantity(outcome, None, after)
    word = lists.words[head]
    unit = unit_of(word)
    if unit is not None:
        name = "duration" if unit in TIME_UNITS else unit
        if unit in ("dollar", "euro", "pound", "shekel", "ruble"):
            name = "money"
        return Quantity(name, unit, head)
    if word in _CAPTIVES:
        outcome = _outcome(lists, numeral, head)
        name = _CAPTIVES[word]
        if outcome in _CAPTIVE_OUTCOMES:
            return Quantity(f"{name} {outcome}", None, head)
        return Quantity(outcome or name, None, head, name if outcome else None)
    if word in _STATE_NOUNS:
        return Quantity(_STATE_NOUNS[word], None, head)
    if word in _PERSONS or (word.endswith(("ans", "is", "ese")) and lists.shape[head] == 1):
        outcome = _outcome(lists, numeral, head)
        who = None if word in ("people", "persons", "person", "lives", "others") else singular(word)
        if who == word and lists.shape[head] == 1 and word.endswith("is"):
            who = word[:-1]
        if outcome in ("released", "taken", "held"):
            outcome = f"people {outcome}"
        return Quantity(outcome or singular(word), None, head, who if outcome else None)
    return Quantity(singular(word), None, head)


def _head(lists: TokenLists, after: int) -> int:
    """Return the head noun of the phrase that follows token *after*, or *after* if there is none.

    The head is the last word before a function word, a verb of harm or a mark; at most six on.
    """
    head, j = after, after + 1
    while j <= after + 6 and lists.same_sentence(after, j):
        word, gap = lists.words[j], lists.gap(j - 1)
        if gap.strip() and not (head == after and gap.strip(" '\"“‘") == ""):
            break
        if word in _SKIP and head == after:
            j += 1
            continue
        if word in FUNCTION_WORDS or (word in _OUTCOMES and word not in _STATE_NOUNS):
            break
        if word in _STATE_NOUNS and head != after and word not in ("deaths", "arrests"):
            break
        if lists.shape[j] == 3 or word.endswith("ly"):
            break
        head = j
        ends = word in _PERSONS or word in _CAPTIVES or word in _UNITS
        if ends and lists.near(j, j + 1) not in _COUNTED:
            break
        if word.endswith(("ed", "ing")) and j > after + 1 and word not in _STATE_NOUNS:
            head = j - 1
            break
        j += 1
    return head


def _outcome(lists: TokenLists, numeral: Numeral, head: int) -> str | None:
    """Return what befell the counted: read first after the noun, then before the number."""
    relative = lists.near(head, head + 1) in ("who", "that", "which")
    found = None
    reach = head + (13 if relative else 8)
    if _OUTCOMES.keys().isdisjoint(lists.words[head + 1 : reach]):
        return _outcome_before(lists, numeral)
    for j in range(head + 1, reach):
        if not lists.same_sentence(head, j) or _closes(lists.gap(j - 1)):
            break
        word = lists.words[j]
        after = lists.near(j, j + 1)
        if lists.shape[j] == 3 and lists.words[j - 1] != "and":
            break
        coordinated = word == "and" and _OUTCOMES.get(after) is not None
        if coordinated and _outcome_before(lists, numeral) is not None:
            break
        if word in _OUTCOMES:
            if word in ("held", "holding", "hold", "taken") and lists.near(j, j + 1) == "place":
                break
            found = _OUTCOMES[word]
            if not relative:
                return found
        if word in ("and", "but", "that", "who", "said", "to") and j > head + 1 and word != "who":
            break
    return found or _outcome_before(lists, numeral)


def _outcome_before(lists: TokenLists, numeral: Numeral) -> str | None:
    found = None
    if _OUTCOMES.keys().isdisjoint(lists.words[max(numeral.first - 8, 0) : numeral.first]):
        return None
    for j in range(numeral.first - 1, numeral.first - 9, -1):
        if not lists.same_sentence(numeral.first, j) or _closes(lists.gap(j)):
            break
        if lists.words[j] in _OUTCOMES:
            found = _OUTCOMES[lists.words[j]]
            break
        if lists.words[j] in ("said", "that", "which", "but"):
            break
    return found


def _closes(gap: str) -> bool:
    return gap != " " and (_CLOSING.search(gap) is not None or gap.strip(" \"”’'") == ",")
