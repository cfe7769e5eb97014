"""Figures found for a whole batch at once are those that plain rules find one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.actors.actor_tokens import ActorTokens, actor_tokens
from framing.figures import BOUNDS, find_figures
from framing.numerals import word_classes as wc
from framing.numerals.bounds import BOUND_PHRASES
from framing.numerals.numbers import TALLY, Numeral, number_kinds, read_numeral
from framing.reading import read_articles
from framing.text.token_lists import TokenLists, place_in, token_lists
from framing.tokens import Tokens, tokenize
from tests.conftest import ROOT
from tests.numerals.plain_bounds import bound_of
from tests.numerals.plain_quantities import Quantity, quantity_of
from tests.numerals.plain_rules import (
    as_of_dates,
    is_no_figure,
    is_no_number,
    is_range,
    scope_of,
)
from tests.numerals.plain_tallies import are_votes, named, of_votes, second_value

Row = tuple[object, ...]
SIGNS = ("$", "€", "£", "₪", "¥", "₹")


def plain_figures(tokens: Tokens, actors: ActorTokens) -> list[Row]:
    kinds = tokens.vocabulary.column("number_kind", number_kinds).values()
    candidates = np.flatnonzero(kinds[tokens.type_id])
    lists = token_lists(tokens)
    as_of = as_of_dates(tokens, lists)
    found: list[tuple[Numeral, Quantity]] = []
    beyond = 0
    for i in place_in(lists, candidates):
        numeral = read_numeral(lists, i) if i >= beyond else None
        if numeral is not None:
            beyond = numeral.last + 1
            found += _figure_of(lists, numeral)
    rows = []
    for k, (numeral, quantity) in enumerate(found):
        bound = bound_of(lists, numeral)
        if is_range(lists, found[k : k + 2]):
            quantity, bound = found[k + 1][1], "at_least" if bound == "exact" else bound
        if is_range(lists, found[max(k - 1, 0) : k + 1]) and bound == "exact":
            bound = "at_most"
        if are_votes(lists, found[k : k + 2]) or are_votes(lists, found[max(k - 1, 0) : k + 1]):
            quantity = quantity._replace(name="vote")
        of_row = named(lists, numeral, quantity) if numeral.kind == TALLY else quantity
        row = _row(lists, numeral, of_row, bound, as_of, actors)
        rows += _rows(lists, numeral, quantity, row)
    return sorted(rows, key=lambda row: row[:2])


def _figure_of(lists: TokenLists, numeral: Numeral) -> list[tuple[Numeral, Quantity]]:
    if is_no_number(lists, numeral):
        return []
    quantity = quantity_of(lists, numeral)
    return [] if is_no_figure(lists, numeral, quantity) else [(numeral, quantity)]


def _rows(lists: TokenLists, numeral: Numeral, quantity: Quantity, row: Row) -> list[Row]:
    """Return the figure of a numeral, of a tally one for each number."""
    if numeral.kind != TALLY:
        return [row]
    start, end, token, value, bound, *others = row
    hyphen = lists.start[numeral.first] + lists.words[numeral.first].index("-")
    is_range = numeral.value < second_value(numeral) and bound == "exact"
    is_range = is_range and not of_votes(lists, numeral, quantity)
    low, high = ("at_least", "at_most") if is_range else (bound, bound)
    return [
        (start, hyphen, token, value, low, *others),
        (hyphen + 1, end, token, second_value(numeral), high, *others),
    ]


def _row(
    lists: TokenLists,
    numeral: Numeral,
    quantity: Quantity,
    bound: str,
    as_of: dict[int, str],
    actors: ActorTokens,
) -> Row:
    start, end = lists.start[numeral.first], lists.end[numeral.last]
    first = lists.token[numeral.first]
    return (
        start - (lists.joined[max(start - 1, 0) : start] in SIGNS),
        end + (lists.joined[end : end + 1] == "%"),
        first,
        numeral.value,
        bound,
        quantity.name,
        quantity.unit,
        actors.side_within(first, lists.token[quantity.head]),
        scope_of(lists, quantity),
        as_of.get(lists.sentence[numeral.first]),
    )


def fast_figures(tokens: Tokens, actors: ActorTokens) -> list[Row]:
    found = find_figures(tokens, actors=actors)
    columns = (
        found.start.tolist(),
        found.end.tolist(),
        found.token.tolist(),
        found.value.tolist(),
        [BOUNDS[bound] for bound in found.bound],
        found.quantity,
        found.unit,
        found.side,
        found.scope,
        found.as_of,
    )
    assert not any(math.isnan(value) for value in columns[3])
    return list(zip(*columns, strict=True))


PIECES = st.sampled_from(
    """12 two 7 1999 2,000 1990 3.5 18.30 0.45 one hundred million thousand twenty half thirds a an
    the of and or in out to at by on no more less than least over about nearly up some just under
    many as people hostages children troops Tellamians prisoners dead killed wounded freed taken
    place held who that was were said, fled (Vard) Ann Orlan, May Oct. Friday early since Tellam
    eastern Ruritanian hotels per percent % $ € ~ +3 #5 @ No. section Resolution p.m. o'clock aged
    years old years-old six-week four-story 17-year-old third first second Third World weeks month
    dollars km kilograms trucks quickly so far above ( ) — ; . . “ ” such such- of&the 5-4 12:30
    half-million twenty-three two-thirds dozen bn 40m July, morning 2nd 3rd another only day
    cent times score 3-2 across during between from 10 15 the 182-140 25-28 voted vote didn't Super
    Tuesday states require police daily family past few '08 ’12 turned older arms 40-60""".split()
)
TEXTS = st.lists(PIECES, max_size=24).map(" ".join)


@settings(max_examples=250, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.integers(0, 3))
def test_any_words(texts: list[str], named: int) -> None:
    tokens = tokenize(texts)
    spans = [(i, i, "north", "place") for i in range(named, len(tokens), 4)]
    actors = actor_tokens(spans)
    assert fast_figures(tokens, actors) == plain_figures(tokens, actors)


def test_the_example_corpus() -> None:
    texts = [article.text for article in read_articles(ROOT / "examples" / "corpus")]
    tokens, actors = tokenize(texts), ActorTokens()
    plain = plain_figures(tokens, actors)
    assert len(plain) > 50
    assert fast_figures(tokens, actors) == plain


def test_every_bound_is_looked_for() -> None:
    assert {phrase[-1] for phrase in BOUND_PHRASES} == set(wc.WORDS[wc.BOUND_END].split())


@pytest.mark.parametrize(
    ("word", "number_class"),
    [
        ("may", wc.MONTH),
        ("weeks", wc.TIME_UNIT),
        ("six-week", wc.MEASURED),
        ("1999", wc.FOUR_DIGITS),
        ("18.30", wc.MINUTES),
        ("1,200", wc.COMMA),
        ("ruritanians", wc.DEMONYMS),
    ],
)
def test_word_classes(word: str, number_class: int) -> None:
    assert wc.number_word_classes([word])[0] & number_class


@pytest.mark.parametrize("word", ["six-year-old", "week", "weekly", "two-faced"])
def test_no_measure(word: str) -> None:
    assert not wc.number_word_classes([word])[0] & wc.MEASURED
