"""To whom, where and since when a figure applies, and as of what date."""

from __future__ import annotations

import numpy as np

from framing.numerals import word_classes as wc
from framing.text.marked import Marked, marked
from framing.text.nearby import Flags, Indices, Nearby
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, NUMERIC

_REACH, _LONGEST_NAME, _LONGEST_DATE = 10, 4, 4
_YEAR_LENGTH = 4
_DATE_WORDS = frozenset("morning evening night noon today yesterday early late".split())


def places_and_periods(here: Nearby, head: Indices) -> tuple[dict[int, str], dict[int, str]]:
    """Return by the numbers of tokens *head* the first places and periods named after them.

    As normalized text with the preposition: "in east tellam", "since january".
    """
    rows, at = _prepositions(here, head)
    first = at + 1 + (here.near(at + 1, at) & (wc.THE | wc.ARTICLE_A) > 0)
    stop = _ends_of_names(here, first)
    word = here.word(at)
    named = (stop > first) & ~_modify_next(here, stop)
    named &= (word & wc.PERIOD_BEFORE == 0) | _dated(here, first, stop)
    before, ids, types = here.words(at), here.type_id, here.tokens.vocabulary.types
    found: list[dict[int, str]] = []
    for kind in (wc.PLACE_BEFORE, wc.PERIOD_BEFORE):
        own = np.flatnonzero(named & (word & kind > 0))[::-1]  # so that the first one stays
        texts: dict[int, str] = {}
        for row, k in dict(zip(rows[own].tolist(), own.tolist(), strict=True)).items():
            name = (types[i] for i in ids[first[k] : stop[k]].tolist())
            texts[row] = " ".join((before[k], *name))
        found.append(texts)
    return found[0], found[1]


def _prepositions(here: Nearby, head: Indices) -> tuple[Indices, Indices]:
    """Return row and token of each preposition in the ten words after *head*, up to a mark."""
    stop = np.minimum(_ends_of_phrases(here).next(head + 1), head + 1 + _REACH)
    return marked(here.classes & (wc.PLACE_BEFORE | wc.PERIOD_BEFORE) > 0).between(head + 1, stop)


def _ends_of_phrases(here: Nearby) -> Marked:
    """Return the tokens before which a sentence ends or a mark stands, and numbers but of days."""
    ends = here.shapes == NUMERIC
    ends[1:] &= here.classes[:-1] & wc.MONTH == 0
    ends[1:] |= (here.gaps[:-1] & wc.QUOTE_GAP == 0) | (here.sentence[1:] != here.sentence[:-1])
    return marked(ends)


def _ends_of_names(here: Nearby, first: Indices) -> Indices:
    """Return the tokens after the capitalized words, or dates, that begin at tokens *first*."""
    stop = first.copy()
    rows = np.arange(len(first))
    for step in range(_LONGEST_NAME):
        at = first[rows] + step
        shape = here.shape(at)
        named = (shape == CAPITALIZED) | (shape == ALL_CAPS)
        named |= (shape == NUMERIC) & (here.word(at - 1) & wc.MONTH > 0)
        named &= here.same(at, first[rows] - 1)
        if step:
            named &= here.gap(at - 1) & wc.DATE_GAP > 0
        rows = rows[named]
        stop[rows] += 1
    return stop


def _modify_next(here: Nearby, stop: Indices) -> Flags:
    """Tell "in Ruritanian prisons" from "in Ruritania": an adjective before a plain noun."""
    demonym = here.word(stop - 1) & wc.DEMONYM > 0
    plain = here.same(stop - 1, stop) & (here.shape(stop) == LOWERCASE)
    plain &= here.word(stop) & wc.FUNCTION == 0
    modifies: Flags = demonym & plain & (here.gap(stop - 1) & wc.SPACE > 0)
    return modifies


def _dated(here: Nearby, first: Indices, stop: Indices) -> Flags:
    dated = np.zeros(len(first), np.bool_)
    for step in range(_LONGEST_NAME):
        at = first + step
        date = (here.word(at) & (wc.MONTH | wc.WEEKDAY) > 0) | (here.shape(at) == NUMERIC)
        dated |= date & (at < stop)
    return dated


def as_of_dates(here: Nearby) -> dict[int, str]:
    """Return for each sentence that has one the date after its "as of", or its weekday after "by".

    Sentences are numbered as in the batch; the first such date of a sentence counts.
    """
    at = np.flatnonzero(here.classes & (wc.OF | wc.BY) > 0)
    word = here.word(at)
    opens = (word & wc.OF > 0) & (here.word(at - 1) & wc.AS > 0)
    opens |= (word & wc.BY > 0) & (here.near(at + 1, at) & (wc.MONTH | wc.WEEKDAY) > 0)
    at = at[opens]
    found: dict[int, str] = {}
    for sentence, first in zip(here.sentence[at].tolist(), (at + 1).tolist(), strict=True):
        date = _date_text(here, sentence, first)
        if date is not None:
            found.setdefault(sentence, date)
    return found


def _date_text(here: Nearby, sentence: int, first: int) -> str | None:
    date: list[str] = []
    for at in range(first, first + _LONGEST_DATE):
        word = here.tokens.vocabulary.types[here.type_id[at]]
        named = int(here.classes[at]) & (wc.MONTH | wc.WEEKDAY)
        dated = named or word.isdecimal() or word in _DATE_WORDS
        if not dated or here.sentence[at] != sentence:
            break
        if date and len(word) != _YEAR_LENGTH and here.gaps[at - 1] & wc.HAS_COMMA:
            break
        date.append(word)
    return " ".join(date) or None
