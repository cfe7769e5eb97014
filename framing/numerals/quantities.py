"""What figures count: a name that is the same across outlets, its unit and who was counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.numerals import word_classes as wc
from framing.numerals.numbers import COMPOUND, FRACTION, ORDINAL, read_number_word
from framing.numerals.numerals import Numerals
from framing.text.characters import is_one_of
from framing.text.nearby import Flags, Indices, Nearby
from framing.tokens import CAPITALIZED, NUMERIC

SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "₪": "shekel", "¥": "yen", "₹": "rupee"}
CURRENCY_SIGNS = "".join(SIGNS)
_DOLLAR_SIGN, _PERCENT_SIGN = ord("$"), ord("%")
_MONEY = frozenset(("dollar", "euro", "pound", "shekel", "ruble"))
_ANYONE = frozenset(("people", "persons", "person", "lives", "others"))
_CAPTIVE_OUTCOMES = frozenset(("released", "taken", "held"))
_LONGEST_PHRASE = 6
_REACH, _RELATIVE_REACH, _REACH_BEFORE = 7, 12, 8

# How a quantity is told: by a sign, by its own compound, by the head noun, by a bare outcome.
(
    NOTHING, SIGN, OWN, SHARE, SHARE_OF, ORDINAL_OF, UNIT, CAPTIVE, STATE, PERSON, NOUN,
    BROKEN_PERSON,
) = range(12)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Quantities:
    """What numerals count, columns of one length.

    ``told`` says how; ``head`` is the last token that says so; ``outcome`` is the token that
    tells what befell the counted, -1 for none. ``percent`` and ``dollar`` flag these units.
    """

    told: npt.NDArray[np.uint8]
    head: Indices
    outcome: Indices
    percent: Flags
    dollar: Flags

    @property
    def nameless(self) -> Flags:
        """Tell for which nothing is said."""
        nameless: Flags = (self.told == NOTHING) & (self.outcome < 0)
        return nameless

    def take(self, rows: Indices) -> Quantities:
        """Return the quantities numbered *rows*."""
        return Quantities(
            self.told.take(rows),
            self.head.take(rows),
            self.outcome.take(rows),
            self.percent.take(rows),
            self.dollar.take(rows),
        )


class Quantity(NamedTuple):
    """The name of what is counted, its unit, and who it was that the name's outcome befell."""

    name: str | None
    unit: str | None = None
    who: str | None = None


def find_quantities(here: Nearby, numerals: Numerals) -> Quantities:
    """Return what *numerals* count, read from the words after them and the verb of their clause."""
    last, kind = numerals.last, numerals.kind
    mark = here.mark_before(numerals.first)
    sign = is_one_of(mark, CURRENCY_SIGNS)
    own = ~sign & (kind == COMPOUND)
    after = here.near(last + 1, last)
    percent_sign = _percent_follows(here, here.end(last))
    per_cent = _per_cent_follows(here, last, after)
    share = percent_sign | (kind == FRACTION)
    share |= (kind != ORDINAL) & ((after & wc.PERCENT > 0) | per_cent)
    share &= ~sign & (percent_sign | ~own)
    own &= ~share
    base, percent, end = _share_base(here, last, after, per_cent)
    begin = np.where(share, base, last)
    head = begin.copy()
    phrases = np.flatnonzero(~sign & ~own)
    head[phrases] = find_heads(here, begin[phrases])
    counted = np.flatnonzero(~sign & ~own & ~share & (kind != ORDINAL))
    told, outcome, counted_head = _counted(here, numerals.take(counted), head[counted])
    word = here.word(head)
    headed = head != begin
    found = np.zeros(len(numerals), np.uint8)
    found[sign], found[own] = SIGN, OWN
    found[share] = np.where(headed, SHARE_OF, SHARE)[share]
    found[share & headed & (kind == FRACTION) & (word & wc.TIME_UNIT > 0)] = UNIT
    found[(kind == ORDINAL) & ~sign & ~share & headed] = ORDINAL_OF
    found[counted] = told
    head[counted] = counted_head
    head[share & ~headed] = end[share & ~headed]
    outcomes = np.full(len(numerals), -1)
    outcomes[counted] = outcome
    dollar = mark == _DOLLAR_SIGN
    dollar |= (found == UNIT) & (word & wc.DOLLAR > 0)
    return Quantities(found, head, outcomes, share & (percent | (kind != FRACTION)), dollar)


def _percent_follows(here: Nearby, end: Indices) -> Flags:
    """Tell where "%" stands at offset *end* or one blank after it."""
    first, second = here.character(end), here.character(end + 1)
    follows: Flags = first == _PERCENT_SIGN
    for row in np.flatnonzero((second == _PERCENT_SIGN) & ~follows).tolist():
        follows[row] = here.tokens.joined[int(end[row])].isspace()
    return follows


def _per_cent_follows(here: Nearby, last: Indices, after: npt.NDArray[np.int64]) -> Flags:
    """Tell where "per cent" stands after tokens *last*, as British papers write it."""
    follows: Flags = (after & wc.RATE_BEFORE > 0) & (here.near(last + 2, last) & wc.CENT > 0)
    return follows


def _share_base(
    here: Nearby, last: Indices, after: npt.NDArray[np.int64], per_cent: Flags
) -> tuple[Indices, Flags, Indices]:
    """Return where the phrase of a share begins, "percent" and "of" passed; and with "of" not."""
    percent = (after & wc.PERCENTAGE > 0) | per_cent
    end = last + percent + per_cent
    return end + (here.near(end + 1, last) & wc.OF > 0), percent, end


def find_heads(here: Nearby, after: Indices) -> Indices:
    """Return the head nouns of the phrases that follow tokens *after*, or *after* for none.

    The head is the last word before a function word, a verb of harm or a mark; at most six on.
    """
    head = after.copy()
    rows = np.arange(len(after))
    for step in range(1, _LONGEST_PHRASE + 1):
        at = after[rows] + step
        word, gap, bare = here.near(at, after[rows]), here.gap(at - 1), head[rows] == after[rows]
        goes_on = here.same(at, after[rows])
        goes_on &= (gap & wc.NO_MARK > 0) | (bare & (gap & wc.QUOTE_OPENS > 0))
        skipped = goes_on & bare & (word & wc.SKIPPED > 0)
        state = word & wc.STATE > 0
        ends = (word & wc.FUNCTION > 0) | ((word & wc.OUTCOME > 0) & ~state)
        ends |= state & ~bare & (word & wc.DEATHS == 0)
        ends |= (here.shape(at) == NUMERIC) | (word & wc.ADVERB > 0)
        is_head = goes_on & ~skipped & ~ends
        head[rows[is_head]] = at[is_head]
        counted = word & (wc.PERSON | wc.CAPTIVE | wc.UNIT) > 0
        complete = counted & (here.near(at + 1, at) & (wc.PERSON | wc.CAPTIVE) == 0)
        modified = (word & wc.PARTICIPLE > 0) & (step > 1) & ~state
        back = is_head & ~complete & modified
        head[rows[back]] = at[back] - 1
        rows = rows[skipped | (is_head & ~complete & ~modified)]
        if not len(rows):
            break
    return head


def _counted(
    here: Nearby, numerals: Numerals, head: Indices
) -> tuple[npt.NDArray[np.uint8], Indices, Indices]:
    """Return how plain numerals tell what they count, its outcome's token, and their heads."""
    after = numerals.last
    headed = head != after
    next_word = here.near(after + 1, after)
    bare_state = ~headed & (next_word & wc.STATE > 0) & (here.gap(after) & wc.SPACE > 0)
    word = here.word(head)
    demonym = (word & wc.DEMONYMS > 0) & (here.shape(head) == CAPITALIZED)
    told = np.select(
        [
            bare_state,
            ~headed,
            word & wc.UNIT > 0,
            word & wc.CAPTIVE > 0,
            word & wc.STATE > 0,
            (word & wc.PERSON > 0) | demonym,
        ],
        [STATE, NOTHING, UNIT, CAPTIVE, STATE, PERSON],
        NOUN,
    ).astype(np.uint8)
    outcome = np.full(len(head), -1)
    rows = np.flatnonzero((told == NOTHING) | (told == CAPTIVE) | (told == PERSON))
    outcome[rows] = find_outcomes(here, numerals.first[rows], head[rows])
    return told, outcome, head + bare_state


def find_outcomes(here: Nearby, first: Indices, head: Indices) -> Indices:
    """Return the tokens that tell what befell the counted, -1 for none.

    Read first after the noun *head*, then before the number, which begins at *first*.
    """
    before = _outcomes_before(here, first)
    found = np.full(len(head), -1)
    relative = here.near(head + 1, head) & wc.RELATIVE > 0
    rows = np.arange(len(head))
    for step in range(1, _RELATIVE_REACH + 1):
        if step == _REACH + 1:
            rows = rows[relative[rows]]
        at = head[rows] + step
        open_gap = here.same(at, head[rows])
        open_gap[open_gap] = here.gap(at[open_gap] - 1) & wc.CLOSES == 0
        rows, at = rows[open_gap], at[open_gap]
        if not len(rows):
            break
        word, after = here.word(at), here.near(at + 1, at)
        ends = (here.shape(at) == NUMERIC) & (here.word(at - 1) & wc.AND == 0)
        ends |= (word & wc.AND > 0) & (after & wc.OUTCOME > 0) & (before[rows] >= 0)
        ends |= (word & wc.HELD > 0) & (after & wc.PLACE_NOUN > 0)
        told = ~ends & (word & wc.OUTCOME > 0)
        found[rows[told]] = at[told]
        ends |= told & ~relative[rows]
        if step > 1:
            ends |= word & wc.CLAUSE_WORD > 0
        rows = rows[~ends]
    return np.where(found >= 0, found, before)


def _outcomes_before(here: Nearby, first: Indices) -> Indices:
    found = np.full(len(first), -1)
    rows = np.arange(len(first))
    for step in range(1, _REACH_BEFORE + 1):
        at = first[rows] - step
        open_gap = here.same(at, first[rows])
        open_gap[open_gap] = here.gap(at[open_gap]) & wc.CLOSES == 0
        rows, at = rows[open_gap], at[open_gap]
        if not len(rows):
            break
        word = here.word(at)
        told = word & wc.OUTCOME > 0
        found[rows[told]] = at[told]
        rows = rows[~told & (word & wc.CLAUSE_OPENER == 0)]
    return found


def quantities_after_break(here: Nearby, at: Indices) -> Quantities:
    """Return what broken numerals count, where tokens *at* are the first ones after them."""
    word = here.word(at)
    state, outcome = word & wc.STATE > 0, word & wc.OUTCOME > 0
    next_told = (word & wc.BE_FORM > 0) & (here.near(at + 1, at) & wc.OUTCOME > 0)
    person = word & wc.PERSON > 0
    told = np.select(
        [state, outcome | next_told, person], [STATE, NOTHING, BROKEN_PERSON], NOUN
    ).astype(np.uint8)
    outcomes = np.where(outcome, at, np.where(next_told, at + 1, -1))
    rows = np.flatnonzero(told == BROKEN_PERSON)
    outcomes[rows] = find_outcomes(here, at[rows], at[rows])
    no = np.zeros(len(at), np.bool_)
    return Quantities(told, at, outcomes, no, no)


def name_quantities(here: Nearby, first: Indices, found: Quantities) -> list[Quantity]:
    """Return the names of what the numerals that begin at tokens *first* count."""
    at = np.where(found.told == OWN, first, found.head)
    befell: list[str | None] = [None] * len(first)
    told = np.flatnonzero(found.outcome >= 0)
    for row, word in zip(told.tolist(), here.words(found.outcome[told]), strict=True):
        befell[row] = wc.OUTCOMES[word]
    capital = (here.shape(at) == CAPITALIZED).tolist()
    how, percent = found.told.tolist(), found.percent.tolist()
    names = list(map(_name, how, here.words(at), capital, befell, percent))
    signed = np.flatnonzero(found.told == SIGN)
    signs = here.mark_before(first[signed])
    for row, sign in zip(signed.tolist(), signs.tolist(), strict=True):
        names[row] = Quantity("money", SIGNS[chr(sign)])
    return names


@lru_cache(maxsize=16384)
def _name(told: int, word: str, capital: bool, outcome: str | None, percent: bool) -> Quantity:
    unit = "percent" if percent else None
    if told == NOTHING:
        return Quantity(outcome)
    if told == OWN:
        return _compound(word)
    if told == SHARE:
        return Quantity("share", unit)
    if told == SHARE_OF:
        return Quantity(f"share of {wc.STATE_NOUNS.get(word, singular(word))}", unit)
    if told == ORDINAL_OF:
        return Quantity(f"ordinal {singular(word)}", unit_of(word))
    if told == UNIT:
        return _measured(wc.UNITS[word])
    if told == CAPTIVE:
        return _captives(wc.CAPTIVES[word], outcome)
    if told == STATE:
        return Quantity(wc.STATE_NOUNS[word])
    if told == PERSON:
        return _persons(word, capital, outcome)
    return Quantity(outcome or singular(word))


def _compound(word: str) -> Quantity:
    number = read_number_word(word)
    noun = number.rest if number else ""
    unit = unit_of(noun.split("-")[0])
    if unit in wc.TIME_UNITS:
        return Quantity("duration", unit)
    return Quantity(unit or singular(noun), unit)


def _measured(unit: str) -> Quantity:
    name = "duration" if unit in wc.TIME_UNITS else "money" if unit in _MONEY else unit
    return Quantity(name, unit)


def _captives(kind: str, outcome: str | None) -> Quantity:
    if outcome in _CAPTIVE_OUTCOMES:
        return Quantity(f"{kind} {outcome}")
    return Quantity(outcome or kind, who=kind if outcome else None)


def _persons(word: str, capital: bool, outcome: str | None) -> Quantity:
    who = None if word in _ANYONE else singular(word)
    if who == word and capital and word.endswith("is"):
        who = word[:-1]
    if outcome in _CAPTIVE_OUTCOMES:
        outcome = f"people {outcome}"
    return Quantity(outcome or singular(word), who=who if outcome else None)


def unit_of(word: str) -> str | None:
    """Return the unit that *word* names, in the singular, or None.

    >>> unit_of("weeks"), unit_of("tonnes"), unit_of("people")
    ('week', 'ton', None)
    """
    return wc.UNITS.get(word)


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
