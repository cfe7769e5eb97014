"""The numbers of "a 182-140 vote" and "217 to 211", read one numeral after the other."""

from __future__ import annotations

from framing.numerals.numbers import CARDINAL, VOTES, Numeral
from framing.numerals.word_classes import CLOCK
from framing.text.token_lists import TokenLists
from tests.numerals.plain_quantities import Quantity, words_of

_CLOCK = words_of(CLOCK)


def second_value(numeral: Numeral) -> float:
    """Return the value of the second number of a tally."""
    return float(numeral.rest.replace(",", ""))


def is_no_tally(lists: TokenLists, numeral: Numeral, quantity: Quantity) -> bool:
    """Tell a tally that is a time or an age, or rises and neither counts nor is a vote."""
    after, before = (
        lists.near(numeral.last, numeral.last + 1),
        lists.near(numeral.first, numeral.first - 1),
    )
    if after in _CLOCK or before in ("aged", "age", "ages"):
        return True
    rises = numeral.value < second_value(numeral)
    return rises and not _counts(numeral, quantity) and not of_votes(lists, numeral, quantity)


def _counts(numeral: Numeral, quantity: Quantity) -> bool:
    return quantity.head != numeral.last or (quantity.name or "").startswith("share")


def of_votes(lists: TokenLists, numeral: Numeral, quantity: Quantity) -> bool:
    """Tell whether the noun counted or, if there is none, one of four words before is "vote"."""
    if lists.words[quantity.head] in VOTES:
        return True
    first = numeral.first
    before = any(lists.near(first, first - step) in VOTES for step in range(1, 5))
    return before and not _counts(numeral, quantity)


def named(lists: TokenLists, numeral: Numeral, quantity: Quantity) -> Quantity:
    """Return what a tally counts: votes, what its range does, or what nobody says."""
    if (quantity.name or "").startswith("share"):
        return quantity
    if of_votes(lists, numeral, quantity):
        return Quantity("vote", None, quantity.head)
    return (
        Quantity(None, None, quantity.head) if numeral.value >= second_value(numeral) else quantity
    )


def are_votes(lists: TokenLists, pair: list[tuple[Numeral, Quantity]]) -> bool:
    """Tell the votes of "217 to 211", which name nothing that they count."""
    if len(pair) < 2:
        return False
    (one, of_one), (other, of_other) = pair
    return (
        one.kind == other.kind == CARDINAL
        and of_one.name is None
        and of_other.name is None
        and other.first == one.last + 2
        and lists.near(one.last, one.last + 1) == "to"
        and of_votes(lists, one, of_one)
    )
