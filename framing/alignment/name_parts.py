"""Runs of capitalized words, and which of their words may be of a name."""

from __future__ import annotations

import re
from functools import lru_cache

from framing.linkage.background import load_background, term
from framing.numerals.numbers import read_number_word
from framing.numerals.word_classes import MONTHS, WEEKDAYS
from framing.sourcing.words import in_list, source_words

_WORD = r"[A-Z][\w’'-]*(?:(?:\.[A-Z])+\.?)?"
# Bodies whose names go on behind "of": the House of Representatives.
_BODIES = "House|Department|Ministry|Bank|University|Bureau|Board|Chamber|College|Institute|Office"
_NAME = rf"(?:(?:{_BODIES}) of (?:the )?)?{_WORD}"
# An initial goes on behind its full stop, an abbreviation does not: "Ana R. Bresk", "the U.S.".
_LINK = r"(?:(?<!\.) (?!U\.)| al-| bin | de |(?<=[ “\"(][A-Z])\. )"
RUN = re.compile(rf"{_NAME}(?:{_LINK}{_NAME})*")
_TITLES = frozenset(
    "mr mrs ms dr sir president vice prime minister foreign defense defence secretary senator"
    " sen rep representative governor gov mayor general gen colonel col king queen prince pope"
    " judge chief former spokesman spokeswoman spokesperson speaker leader state the a an ceo"
    " chancellor ambassador justice attorney director officer captain capt major maj lieutenant"
    " lt sergeant sgt republican democrat democratic sens reps coordinator adviser advisor"
    " chairman chairwoman chair nominee candidate host pres pro tem".split()
)
# Of these a body may be one: the Justice Department, the Republican Party.
_OF_BODIES = frozenset(
    "state defense defence foreign justice general republican democratic".split()
)
_CALENDAR = MONTHS | WEEKDAYS | {"today", "yesterday", "tomorrow"}
_PART = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"[’']s?$")
_CONTRACTION = re.compile(r"\w+[’'](?:d|ll|m|re|t|ve)")
_PARTICIPLE = re.compile(r"-(?:\w+ed|led|run|held|born|era|wide|style|like)$")
_SUFFIXES = frozenset(("jr", "sr"))

Part = tuple[str, int]  # a word and where it begins


@lru_cache(maxsize=1 << 16)
def name_parts(run: str) -> tuple[Part, ...]:
    """Return the words of a run of capitals after its last title or owner, and where they begin.

    In the name of a body an owner without a name stays: "the Teachers' Union".

    >>> name_parts("Foreign Minister Ivo R. Marn Jr"), name_parts("Party-led Justice Department")
    ((('Ivo', 17), ('R.', 21), ('Marn', 24)), (('Justice', 10), ('Department', 18)))
    """
    parts = [(match.group(), match.start()) for match in _PART.finditer(run)]
    last = _PARTICIPLE.sub("", _POSSESSIVE.sub("", parts[-1][0]))
    parts[-1] = (last, parts[-1][1])
    is_body = in_list(term(last), source_words()["words"]["organization"])
    titles = _TITLES - _OF_BODIES if is_body else _TITLES
    before = [
        k
        for k, (word, _) in enumerate(parts)
        if term(_POSSESSIVE.sub("", word)).strip(".") in titles
        or _CONTRACTION.fullmatch(word)
        or _PARTICIPLE.search(word)
        or (_POSSESSIVE.search(word) and not (is_body and _is_plain(word)))
    ]
    parts = parts[before[-1] + 1 :] if before else parts
    if len(parts) > 1 and term(parts[-1][0]) in _SUFFIXES:
        parts.pop()
    return tuple(parts)


def _is_plain(owner: str) -> bool:
    """Tell whether an owner is a common word, as in "the Teachers' Union"."""
    return not load_background().is_name(term(_POSSESSIVE.sub("", owner)))


def is_calendar_or_number(word: str) -> bool:
    """Tell whether a capitalized word is a month, a day or a number.

    >>> is_calendar_or_number("Monday"), is_calendar_or_number("Fifteen")
    (True, True)
    """
    number = read_number_word(word.lower())
    return term(word) in _CALENDAR or (number is not None and not number.rest)
