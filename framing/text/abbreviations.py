"""Abbreviations whose period ends no sentence, and words that usually begin one."""

from __future__ import annotations

import re
from collections.abc import Sequence

TITLE, ABBREVIATION, STARTER = 1, 2, 4

# A name or number always follows these.
_TITLES = frozenset(
    "mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col cmdr capt maj sgt cpl pvt adm rev"
    " fr hon pres supt det insp st mt ft messrs mme mlle brig vs no nos op ph fig vol pp".split()
)
# These may also stand at the end of a sentence.
_OTHERS = frozenset(
    "jr sr inc corp co ltd llc plc bros assn dept univ etc al est approx"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri"
    " ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb"
    " nev okla ore pa tenn tex va vt wash wis wyo blvd ave rd hwy km mph u.s u.k e.g i.e".split()
)
_STARTERS = frozenset(
    "the he she it they we you i in on at but and or so as a an this that these those there"
    " his her its their our my your if when while after before since until although though"
    " because for from by with without to of not no yes then now here however meanwhile also"
    " still yet once both each every some many most several few all such what who how why where"
    " which one two three according earlier later last".split()
)
_INITIALISM = re.compile(r"(?:\w\.)+\w?\.?|\w")


def sentence_class(types: Sequence[str]) -> list[int]:
    """Return for each type the sum of TITLE, ABBREVIATION and STARTER that apply.

    >>> sentence_class(["mr", "oct", "u.s.", "the", "j", "port"])
    [1, 2, 2, 4, 2, 0]
    """
    return [
        (TITLE if word in _TITLES else 0)
        | (ABBREVIATION if word in _OTHERS or _is_initialism(word) else 0)
        | (STARTER if word in _STARTERS else 0)
        for word in types
    ]


def _is_initialism(word: str) -> bool:
    if len(word) > 1 and "." not in word:
        return False
    letters = word.replace(".", "")
    return letters.isalpha() and word not in _STARTERS and bool(_INITIALISM.fullmatch(word))
