"""The words of a sentence that carry what it reports, and which of them mean one thing."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from framing.linkage.background import load_background, term
from framing.numerals.word_classes import MONTHS, WEEKDAYS

_COMMONEST = 0.2
_NUMERALS = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty".split(),
        map(str, range(2, 21)),
        strict=True,
    )
)
# Closed classes, which carry no fact. What nearly every text holds is left out by its count.
_FUNCTION = frozenset(
    "about above across after again against ago all almost along already also although always am"
    " amid among an and another any are around as at away back be because been before behind being"
    " below between both but by came can come could did do does doing down during each either else"
    " even ever every few for from further get go going had has have he her here hers him his how"
    " however i if in including instead into is it its itself just last least less let like made"
    " make many may me meanwhile might more most much must my near nearly next no nor not now of"
    " off often on once one only onto or other others our out over own per put quite rather"
    " really same"
    " say says said see several shall she should since so some soon still such take than that the"
    " their them then there these they this those though through thus to together told too took"
    " toward towards under until up upon us use used very via was way we well went were what when"
    " where whether which while who whom whose why will with within without would yet you your"
    " according added".split()
)
# Words that outlets use for one thing; they align sentences and are marked as differences all the
# same. Only what news calls by several names in any conflict or country belongs here.
_SAME_THING = (
    "hostage captive detainee abductee captured detained abducted kidnapped",
    "attack assault massacre raid strike offensive onslaught invasion invaded incursion operation"
    " bombing bombardment aggression attacked launched massacred",
    "kill die death dead died murder slain slaughter massacred toll fatality",
    "free release freed",
    "truce ceasefire pause lull",
    "injure wound hurt",
    "fighter militant gunman terrorist rebel insurgent",
    "army military troops forces soldier",
    "government administration regime authorities",
    "protester demonstrator rioter activist",
    "protest demonstration riot rally unrest",
    "migrant refugee asylum immigrant alien",
    "spokesman spokeswoman spokesperson",
    "cop police officer",
    "extend extension prolong",
    "agreement deal accord pact",
    "bill law legislation measure",
    "jail prison",
)
_CONTRACTED = re.compile(r"(\w+)'(?:re|ve|ll|d|m|t)$")
_SUFFIX = re.compile(r"(?:ing|ed|es|s|e)$")


class Traits(NamedTuple):
    """What depends on a word alone.

    ``stem`` is shared by inflected forms, ``key`` also by words for one thing. Only words with
    ``content`` count; ``capital`` are those of them that are written with one. A number beside a
    ``month`` is a date.
    """

    stem: str
    key: str
    content: bool
    capital: bool
    name: bool
    number: bool
    month: bool


@lru_cache(maxsize=1 << 16)
def describe(word: str) -> Traits:
    """Return the traits of *word*.

    >>> [describe(word).key for word in ("freed", "two", "hostages")]
    ['fre', '2', 'hostag']
    >>> [describe(word).content for word in ("They", "We’ve", "don't")]
    [False, False, False]
    """
    background = load_background()
    folded = term(word)
    number = folded[0].isdigit() or folded in _NUMERALS
    common = background.document_frequency.get(folded, 0) > _COMMONEST * background.n_documents
    bare = _NUMERALS.get(folded, folded) if number else stem(folded)
    contracted = _CONTRACTED.match(folded)
    function = bool(contracted and (contracted[1] in _FUNCTION or folded.endswith("n't")))
    function |= folded in _FUNCTION and not (word.isupper() and len(word) > 1)
    content = number or (len(folded) > 1 and not common and not function)
    capital = content and word[0].isupper()
    dated = word[0].isupper() and folded in MONTHS | WEEKDAYS
    name = not number and not dated and word[0].isupper() and background.is_name(word)
    month = dated and folded in MONTHS
    return Traits(bare, concepts().get(bare, bare), content, capital, name, number, month)


@cache
def key_frequency() -> Counter[str]:
    """Return in how many texts of the background the words of each key occur, added up."""
    common: Counter[str] = Counter()
    group = concepts()
    for word, count in load_background().document_frequency.items():
        bare = word if word[0].isdigit() else stem(word)
        common[group.get(bare, bare)] += count
    return common


def stem(word: str) -> str:
    """Return what *word* shares with its inflected forms, roughly.

    >>> stem("hostages") == stem("hostage"), stem("released") == stem("releasing")
    (True, True)
    """
    if len(word) > 3:
        word = _SUFFIX.sub("", word) if len(_SUFFIX.sub("", word)) >= 3 else word
    return word[:6]


@cache
def concepts() -> dict[str, str]:
    """Return the stem of the first word of its group for each stem of ``_SAME_THING``."""
    groups = [[stem(word) for word in group.split()] for group in _SAME_THING]
    return {key: group[0] for group in reversed(groups) for key in group}
