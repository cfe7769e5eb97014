"""How figures tell what they count: by a sign, a compound, a noun, or what befell the counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.numerals import word_classes as wc
from framing.numerals.neighbors import Neighbors
from framing.numerals.numbers import COMPOUND, FRACTION, ORDINAL
from framing.numerals.numerals import Numerals
from framing.text.characters import is_one_of
from framing.text.marked import Marked, marked
from framing.text.nearby import Flags, Indices, Nearby
from framing.tokens import CAPITALIZED, LOWERCASE, NUMERIC

CURRENCY_SIGNS = "$€£₪¥₹"
_DOLLAR_SIGN, _PERCENT_SIGN = ord("$"), ord("%")
_LONGEST_PHRASE = 6
_MODIFIERS_IN_S = frozenset(
    "news arms sports rights affairs sales operations goods savings customs politics".split()
)
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


def find_quantities(here: Nearby, numerals: Numerals, beside: Neighbors) -> Quantities:
    """Return what *numerals* count, read from the words after them and the verb of their clause."""
    last, kind, after = numerals.last, numerals.kind, beside.after
    sign = is_one_of(beside.mark_before, CURRENCY_SIGNS)
    own = ~sign & (kind == COMPOUND)
    percent_sign = _percent_follows(here, last, beside)
    per_cent = (after & wc.RATE_BEFORE > 0) & (beside.second_after & wc.CENT > 0)  # British
    share = percent_sign | (kind == FRACTION)
    share |= (kind != ORDINAL) & ((after & wc.PERCENT > 0) | per_cent)
    share &= ~sign & (percent_sign | ~own)
    own &= ~share
    base, percent, end = _share_base(here, last, after, per_cent)
    begin = np.where(share, base, last)
    head = begin.copy()
    phrases = np.flatnonzero(~sign & ~own)
    several = (numerals.value != 1) & (kind != ORDINAL)
    head[phrases] = find_heads(here, begin[phrases], several=several[phrases])
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
    dollar = beside.mark_before == _DOLLAR_SIGN
    dollar |= (found == UNIT) & (word & wc.DOLLAR > 0)
    return Quantities(found, head, outcomes, share & (percent | (kind != FRACTION)), dollar)


def _percent_follows(here: Nearby, last: Indices, beside: Neighbors) -> Flags:
    """Tell where "%" stands right after tokens *last* or one blank after them."""
    follows: Flags = beside.mark_after == _PERCENT_SIGN
    second = here.character(here.end(last) + 1)
    for row in np.flatnonzero((second == _PERCENT_SIGN) & ~follows).tolist():
        follows[row] = chr(beside.mark_after[row]).isspace()
    return follows


def _share_base(
    here: Nearby, last: Indices, after: npt.NDArray[np.int64], per_cent: Flags
) -> tuple[Indices, Flags, Indices]:
    """Return where the phrase of a share begins, "percent" and "of" passed; and with "of" not."""
    percent = (after & wc.PERCENTAGE > 0) | per_cent
    end = last + percent + per_cent
    return end + (here.near(end + 1, last) & wc.OF > 0), percent, end


def find_heads(here: Nearby, after: Indices, *, several: Flags) -> Indices:
    """Return the head nouns of the phrases that follow tokens *after*, or *after* for none.

    The head is the last word before a function word, a verb of harm or a mark; at most six on.
    A participle is none: "first reported", "12 needed". Where the number counts *several*, a
    plural ends the phrase ("two remedies require rules"), a singular does not ("four police cars").
    """
    head = after.copy()
    rows = np.arange(len(after))
    plurals = here.tokens.vocabulary.column("plural_noun", are_plurals, np.bool_).values()
    for step in range(1, _LONGEST_PHRASE + 1):
        at, bare = after[rows] + step, head[rows] == after[rows]
        gap = here.gap(at - 1)
        goes_on = (gap & wc.NO_MARK > 0) | (bare & (gap & wc.QUOTE_OPENS > 0))
        goes_on &= here.same(at, after[rows])
        rows, at, bare = rows[goes_on], at[goes_on], bare[goes_on]
        if not len(rows):
            break
        word = here.word(at)
        state, skipped = word & wc.STATE > 0, bare & (word & wc.SKIPPED > 0)
        plural, many = plurals.take(here.type_id.take(at, mode="wrap")), several[rows]
        ends = word & (wc.FUNCTION | wc.ADVERB) > 0
        days = np.flatnonzero(word & wc.WEEKDAY > 0)
        if len(days):
            ends[days] &= ~_in_names_of_days(here, at[days])
        ends |= here.shape(at) == NUMERIC
        plain = np.flatnonzero(many & ~(bare | plural | state | ends))
        ends[plain] = _end_plurals(here, plurals, at[plain])
        ends |= np.where(state, ~bare & (word & wc.DEATHS == 0), word & wc.OUTCOME > 0)
        is_head = ~skipped & ~ends
        head[rows[is_head]] = at[is_head]
        counted = word & (wc.PERSON | wc.CAPTIVE | wc.UNIT) > 0
        complete = counted & (here.near(at + 1, at) & (wc.PERSON | wc.CAPTIVE) == 0)
        complete &= plural | ~many | (word & wc.PERSON == 0)
        modified = (word & wc.PARTICIPLE > 0) & ~bare & ~state
        back = is_head & ~complete & modified
        head[rows[back]] = at[back] - 1
        rows = rows[skipped | (is_head & ~complete & ~modified)]
    is_verb = here.word(head) & (wc.PAST | wc.STATE) == wc.PAST
    return np.where(is_verb, after, head)


def _end_plurals(here: Nearby, plurals: Flags, at: Indices) -> Flags:
    """Tell which plain words *at* follow a plural, but for the "police" of "Dallas police"."""
    head = at - 1
    ends: Flags = plurals.take(here.type_id.take(head)) & (here.shape(at) == LOWERCASE)
    ends &= (here.shape(head) == LOWERCASE) | (here.word(at) & wc.PERSON == 0)
    return ends


def _in_names_of_days(here: Nearby, day: Indices) -> Flags:
    """Tell the days of "four Super Tuesday states", which end no phrase."""
    beyond = here.near(day + 1, day)
    inside: Flags = (here.shape_near(day - 1, day) == CAPITALIZED) & (here.gap(day) & wc.BLANK > 0)
    inside &= (here.shape_near(day + 1, day) == LOWERCASE) & (beyond & wc.ENDS_NAME_OF_DAY == 0)
    return inside


def are_plurals(types: Sequence[str]) -> list[bool]:
    """Tell which of *types* are plurals and modify no noun, as "arms" and "sports" do.

    >>> are_plurals(["states", "women", "police", "arms", "campus"])
    [True, True, False, False, False]
    """
    return [_is_plural(word) for word in types]


def _is_plural(word: str) -> bool:
    if word in _MODIFIERS_IN_S:
        return False
    regular = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
    return regular or word.endswith("men") or word in ("people", "children")


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
    outcomes = marked(here.classes & wc.OUTCOME > 0)
    before = _outcomes_before(here, first, outcomes)
    found = np.full(len(head), -1)
    relative = here.near(head + 1, head) & wc.RELATIVE > 0
    rows = np.flatnonzero(outcomes.within(head + 1, head + _RELATIVE_REACH))
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


def _outcomes_before(here: Nearby, first: Indices, outcomes: Marked) -> Indices:
    found = np.full(len(first), -1)
    rows = np.flatnonzero(outcomes.within(first - _REACH_BEFORE, first - 1))
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
