"""The classes of words and of gaps that rules about numerals ask for, as bits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from framing.numerals.numbers import COMPOUND, read_number_word
from framing.text.type_columns import bits_of_words

_TIME = "second minute hour day night week month year decade century weekend".split()
UNITS = {word: unit for unit in _TIME for word in (unit, unit + "s")} | {
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
        "gallon": "gallon gallons",
        "inch": "inch inches",
        "centimeter": "centimeter centimeters centimetre centimetres cm",
        "knot": "knot knots",
        "degree": "degree degrees",
        "minute": "min mins",
        "hour": "hr hrs",
        "year": "yr yrs",
    }.items()
    for word in spellings.split()
}
TIME_UNITS = frozenset(_TIME)
CAPTIVES = {
    w: kind
    for kind, words in {
        "hostages": "hostage hostages captive captives abductee abductees",
        "prisoners": "prisoner prisoners inmate inmates",
        "detainees": "detainee detainees internee internees",
    }.items()
    for w in words.split()
}
_PERSONS = """people persons person men man women woman children child boys boy girls girl babies
    baby infants infant teenagers teenager adults civilians civilian residents resident citizens
    citizen nationals national villagers soldiers soldier troops fighters fighter militants
    militant gunmen gunman terrorists terrorist officers officer policemen police guards guard
    settlers settler journalists journalist reporters reporter medics medic doctors doctor nurses
    nurse patients patient workers worker staff employees employee protesters protester
    demonstrators demonstrator students student pupils teachers teacher members member families
    family relatives victims victim survivors survivor refugees refugee migrants migrant passengers
    passenger commanders commander operatives operative insurgents insurgent rebels rebel
    assailants attackers attacker others individuals youths youth mourners worshipers worshippers
    strikers striker miners dockers drivers driver pickets crew sailors pilots foreigners lives
    life bodies body mothers fathers brothers sisters personnel servicemen reservists firefighters
    rescuers volunteers farmers fishermen shoppers bystanders rioters rioter looters looter
    suspects suspect smugglers smuggler traffickers activists activist"""
OUTCOMES = {
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
STATE_NOUNS = {"deaths": "killed", "fatalities": "killed", "injuries": "injured"} | {
    "arrests": "detained",
    "casualties": "casualties",
    "dead": "killed",
    "wounded": "injured",
    "injured": "injured",
    "missing": "missing",
}
_FUNCTION_WORDS = """a an the and or but nor so yet in on at by for from to into onto with without
    within over under after before since until till during through throughout against between among
    as than that which who whom whose where when while because if is are was were be been being am
    has have had do does did will would can could may might must shall should not no said says say
    told according he she it they we you i his her its their this these those there here then also
    only just still about around across near off out up down per via amid despite including about
    left made came went took gave got became remained began won ran met sent wrote brought cast shut
    spoke rose fell grew lost kept stood sat led come become make want believe agree know see go get
    of more such them him us me both once even ever now already again along each how many below
    nationwide away ahead today yesterday tonight tomorrow monday tuesday wednesday thursday friday
    saturday sunday never always often soon instead twice together aboard abroad ago"""
_NOT_ADVERBS = frozenset(
    "family assembly supply ally rally monopoly fly reply bully belly anomaly italy july".split()
)
COUNTED_AFTER_HYPHEN = frozenset(
    """story storey man person member bedroom point part page strong room lane seat bed vehicle
    ship tier volume""".split()
)
# fmt: off
(
    MONTH, WEEKDAY, LABEL, NUMBER_LABEL, CLOCK, HOUR_BEFORE, YEAR_BEFORE, AGED, YEARS, OLD, PAST,
    AGE_UNIT, BE_OF_AGE, RATE_BEFORE, NAME_PART, AFTER_PRONOUN, BEFORE_PRONOUN, ONE, ARTICLE_A, THE,
    OF, AS, BY, AND, OR, SO, MORE, ABOVE, TO, THROUGH, BETWEEN, BOUND_END, MOVED, PERCENT,
    PERCENTAGE, CENT, UNIT, TIME_UNIT, DOLLAR, CAPTIVE, PERSON, OUTCOME, STATE, DEATHS, SKIPPED,
    FUNCTION, BE_FORM, RELATIVE, CLAUSE_WORD, CLAUSE_OPENER, HELD, PLACE_NOUN, PLACE_BEFORE,
    PERIOD_BEFORE, ADVERB, PARTICIPLE, DEMONYM, DEMONYMS, FOUR_DIGITS, COMMA, MINUTES, ZERO_HOUR,
    MEASURED,
) = (1 << bit for bit in range(63))
# fmt: on
ENDS_NAME_OF_DAY = FUNCTION | ADVERB | OUTCOME | STATE | TIME_UNIT
WORDS = {
    MONTH: """january february march april may june july august september october november december
        jan feb mar apr jun jul aug sep sept oct nov dec""",
    WEEKDAY: "monday tuesday wednesday thursday friday saturday sunday",
    LABEL: """list section sections article articles chapter page pages no nos number numbers item
        part phase resolution resolutions paragraph clause amendment figure table route highway
        channel flight room gate line unit brigade battalion division act rule title verse appendix
        annex version level step stage psalm war apollo formula grade class platform terminal
        protocol schedule apartment dock pier berth crane hangar runway checkpoint bus tram exit
        sector zone block ward precinct camp barracks reactor shaft locomotive squadron regiment""",
    NUMBER_LABEL: "number numbers",
    CLOCK: "am pm a.m p.m a.m. p.m. gmt o'clock hrs utc est edt et bst",
    HOUR_BEFORE: "at by until till before after since around about",
    YEAR_BEFORE: """in since of from until till by before after during around through between and
        early late mid year years the to circa""",
    AGED: "aged age ages",
    YEARS: "years",
    OLD: "old olds",
    AGE_UNIT: "month months week weeks day days",
    BE_OF_AGE: "be is was turned turns turning were",
    RATE_BEFORE: "at per split each",
    NAME_PART: "lady aid minister hand party world person class amendment degree",
    AFTER_PRONOUN: """of day thing another reason way side point by more time can could would should
        must who that which and or is was has another's could for to on in at with may might will
        as""",
    BEFORE_PRONOUN: "no any every each some this that the which another only",
    ONE: "one",
    ARTICLE_A: "a",
    THE: "the",
    OF: "of",
    AS: "as",
    BY: "by",
    AND: "and",
    OR: "or",
    SO: "so",
    MORE: "more",
    ABOVE: "above",
    TO: "to",
    THROUGH: "through",
    BETWEEN: "a an another",
    BOUND_END: """as than least over above of exceeding exceeded exceeds exceed surpassed surpassing
        topped beyond past to under most nearly almost below some about around roughly
        approximately estimated circa near approx perhaps""",
    MOVED: "came went was is",
    PERCENT: "percent pct",
    PERCENTAGE: "percent pct percentage",
    CENT: "cent",
    DOLLAR: "dollar dollars usd",
    PERSON: _PERSONS,
    DEATHS: "deaths arrests",
    SKIPPED: """of the more other additional new extra such so-called its their his her daily
        weekly monthly yearly quarterly hourly nightly elderly deadly friendly costly likely""",
    FUNCTION: _FUNCTION_WORDS,
    BE_FORM: "was were is are been have has had",
    RELATIVE: "who that which",
    CLAUSE_WORD: "and but that said to",
    CLAUSE_OPENER: "said that which but",
    HELD: "held holding hold taken",
    PLACE_NOUN: "place",
    PLACE_BEFORE: "in across inside within throughout near at",
    PERIOD_BEFORE: "since during over between",
}
MONTHS, WEEKDAYS = (frozenset(WORDS[kind].split()) for kind in (MONTH, WEEKDAY))
_GLOSSARIES = ((UNIT, UNITS), (CAPTIVE, CAPTIVES), (OUTCOME, OUTCOMES), (STATE, STATE_NOUNS))
_ENDINGS = {
    "y": ((ADVERB, "ly"),),
    "t": ((FUNCTION, "n't"),),
    "d": ((PARTICIPLE, "ed"),),
    "g": ((PARTICIPLE, "ing"),),
    "i": ((DEMONYM, "i"),),
    "n": ((DEMONYM, "an"),),
    "h": ((DEMONYM, "ish"),),
    "e": ((DEMONYM | DEMONYMS, "ese"),),
    "s": ((DEMONYMS, "ans"), (DEMONYMS, "is")),
}
"""Classes of words by how they end, under the last letter."""


_PAST = re.compile("..[^e]ed$")  # "reported", not "speed" or "bed"


def number_word_classes(types: Sequence[str]) -> list[int]:
    """Return for each of *types* the classes that it is in, as bits; a type column."""
    listed = _listed()
    return [listed.get(word, 0) | _formal_classes(word) for word in types]


@cache
def _listed() -> dict[str, int]:
    found = bits_of_words(WORDS)
    for bit, glossary in _GLOSSARIES:
        for word in glossary:
            found[word] = found.get(word, 0) | bit
    for word, unit in UNITS.items():
        found[word] |= TIME_UNIT * (unit in TIME_UNITS)
    return found


def _formal_classes(word: str) -> int:
    """Return the classes that the form of *word* puts it in: its ending, its digits."""
    found = COMMA * ("," in word) | PAST * (_PAST.search(word) is not None)
    for bits, ending in _ENDINGS.get(word[-1:], ()):
        found |= bits * word.endswith(ending)
    if word in _NOT_ADVERBS:
        found &= ~ADVERB
    if word[:1].isdecimal():
        hour, _, minute = word.partition(".")
        found |= FOUR_DIGITS * (len(word) == 4 and word.isdecimal())
        found |= MINUTES * (len(minute) == 2 and minute.isdecimal() and int(minute) < 60)
        found |= ZERO_HOUR * hour.startswith("0")
    return found | MEASURED * ("-" in word and _is_measured_compound(word))


def _is_measured_compound(word: str) -> bool:
    """Tell "six-week" and "four-story", which a number counts, from "six-year-old"."""
    number = read_number_word(word)
    if number is None or number.kind != COMPOUND:
        return False
    parts = number.rest.split("-")
    measured = parts[0] in UNITS or parts[0] in COUNTED_AFTER_HYPHEN
    return measured and "old" not in parts and "olds" not in parts


# fmt: off
(
    SPACE, BLANK, NO_MARK, QUOTE_OPENS, CLOSES, DATE_GAP, BOUND_GAP, QUOTE_GAP, CLOCK_GAP,
    LABEL_GAP, NUMBER_SIGN, CODE_GAP, OPENS_AGE, HAS_COMMA,
) = (1 << bit for bit in range(14))
# fmt: on
_CLOSING = re.compile("[;:()—–]")


@lru_cache(maxsize=65536)
def gap_classes(gap: str) -> int:
    """Return the classes, as bits, of the text between two tokens.

    >>> gap_classes(" ") & CLOSES, gap_classes("; ") & CLOSES > 0
    (0, True)
    """
    closes = gap != " " and (_CLOSING.search(gap) is not None or gap.strip(" \"”’'") == ",")
    return sum(
        bit
        for bit, holds in (
            (SPACE, gap.isspace()),
            (BLANK, gap == " "),
            (NO_MARK, not gap.strip()),
            (QUOTE_OPENS, not gap.strip(" '\"“‘")),
            (CLOSES, closes),
            (DATE_GAP, not gap.strip(" .\u00a0")),
            (BOUND_GAP, not gap.strip(" $€£₪~\u00a0")),
            (QUOTE_GAP, not gap.strip(" \"”’'\u00a0")),
            (CLOCK_GAP, gap in ("", " ", ".", ". ")),
            (LABEL_GAP, gap in (" ", ". ", "\u00a0", " #", ".", " No. ")),
            (NUMBER_SIGN, gap.endswith(("#", "№ "))),
            (CODE_GAP, gap in (" ", "-", ".", " - ", ") ")),
            (OPENS_AGE, gap.strip() in (",", "(")),
            (HAS_COMMA, "," in gap),
        )
        if holds
    )
