"""Which numeral is a figure and its scope, read token by token: the rules to be equaled."""

from __future__ import annotations

import numpy as np

from framing.numerals import word_classes as wc
from framing.numerals.numbers import CARDINAL, COMPOUND, ORDINAL, TALLY, VOTES, Numeral
from framing.text.token_lists import TokenLists
from framing.tokens import Tokens
from tests.numerals.plain_bounds import bound_of
from tests.numerals.plain_quantities import Quantity, is_function, is_measured, words_of
from tests.numerals.plain_tallies import is_no_tally

MONTHS, _WEEKDAYS = words_of(wc.MONTH), words_of(wc.WEEKDAY)
_DATE_WORDS = MONTHS | _WEEKDAYS
_LABELS, _CLOCK, _NAME_PARTS = words_of(wc.LABEL), words_of(wc.CLOCK), words_of(wc.NAME_PART)
_HOUR_BEFORE, _YEAR_BEFORE = words_of(wc.HOUR_BEFORE), words_of(wc.YEAR_BEFORE)
_NOT_COUNTED_ONE = words_of(wc.AFTER_PRONOUN)
_PLACE, _PERIOD = words_of(wc.PLACE_BEFORE), words_of(wc.PERIOD_BEFORE)


def is_no_number(lists: TokenLists, numeral: Numeral) -> bool:
    """Tell whether *numeral* is a date, label, score or code, whatever it seems to count."""
    if numeral.kind in (ORDINAL, COMPOUND):
        return False
    before, after = _neighbors(lists, numeral)
    return (
        _is_date(lists, numeral, before, after)
        or _is_label(lists, numeral, before)
        or _is_score_or_code(lists, numeral)
    )


def is_no_figure(lists: TokenLists, numeral: Numeral, quantity: Quantity) -> bool:
    """Tell whether *numeral*, a number, is a time, year, age, pronoun or part of a name."""
    before, after = _neighbors(lists, numeral)
    if numeral.kind == ORDINAL:
        return _is_no_ordinal(lists, numeral, before, after, quantity)
    if numeral.kind == COMPOUND:
        return _is_no_compound(numeral)
    if numeral.kind == TALLY:
        return is_no_tally(lists, numeral, quantity)
    return (
        _is_year(lists, numeral, before, quantity)
        or _is_clock(lists, numeral, after, quantity)
        or _is_age(lists, numeral, before, after, quantity)
        or _is_pronoun(lists, numeral, after, quantity)
    )


def _neighbors(lists: TokenLists, numeral: Numeral) -> tuple[str, str]:
    first, last = numeral.first, numeral.last
    return lists.near(first, first - 1), lists.near(last, last + 1)


def _is_no_ordinal(
    lists: TokenLists, numeral: Numeral, before: str, after: str, quantity: Quantity
) -> bool:
    if before in MONTHS or (after in MONTHS and before != "a"):
        return True
    if after == "of" and lists.near(numeral.last, numeral.last + 2) in MONTHS:
        return True
    if quantity.name is None or after in _NAME_PARTS:
        return True
    if before in ("at", "per", "split", "each") and numeral.value <= 2:
        return True
    mid_sentence = lists.same_sentence(numeral.first - 1, numeral.first)
    return (
        lists.shape[numeral.first] == 1
        and mid_sentence
        and lists.shape_near(numeral.last, numeral.last + 1) == 1
    )


def _is_no_compound(numeral: Numeral) -> bool:
    parts = numeral.rest.split("-")
    return "old" in parts or "olds" in parts or not is_measured(numeral.rest)


def _is_date(lists: TokenLists, numeral: Numeral, before: str, after: str) -> bool:
    if (
        numeral.value > 31
        or numeral.value != int(numeral.value)
        or "," in lists.words[numeral.first]
    ):
        return False
    if (
        after in MONTHS
        and lists.shape_near(numeral.last, numeral.last + 1)
        and lists.gap(numeral.last).isspace()
    ):
        return True
    first = numeral.first
    for _ in range(3):  # "Oct. 7", "Oct. 7-9", "Oct. 7 and 9"
        word = lists.near(first, first - 1)
        if (
            word in MONTHS
            and lists.shape_near(first, first - 1)
            and lists.same_sentence(first - 1, first)
        ):
            return not lists.gap(first - 1).strip(" .\u00a0")
        if word in ("and", "to", "through") or lists.shape_near(first, first - 1) == 3:
            first -= 1
        else:
            return False
    return False


def _is_year(lists: TokenLists, numeral: Numeral, before: str, quantity: Quantity) -> bool:
    word = lists.words[numeral.first]
    if _is_short_year(lists, numeral, before, quantity):
        return True
    if not (len(word) == 4 and word.isdecimal() and 1000 <= numeral.value <= 2100):
        return False
    if (
        quantity.unit == "dollar"
        or lists.joined[lists.end[numeral.last] : lists.end[numeral.last] + 1] == "%"
    ):
        return False
    if (
        before in MONTHS
        or lists.shape_near(numeral.first, numeral.first - 1) == 3
        or before in _YEAR_BEFORE
    ):
        return True
    if quantity.head == numeral.last:
        return True
    harmed = quantity.name in ("killed", "injured", "displaced", "detained", "people")
    return numeral.value >= 1900 and not harmed and bound_of(lists, numeral) == "exact"


def _is_short_year(lists: TokenLists, numeral: Numeral, before: str, quantity: Quantity) -> bool:
    """Tell "in '08" and "the ’12 race" from a number that opens a quotation."""
    start, end = lists.start[numeral.first], lists.end[numeral.last]
    mark = lists.joined[max(start - 1, 0) : start]
    if mark not in ("'", "’") or numeral.value >= 100 or lists.joined[end : end + 1] == "%":
        return False
    dated = mark == "’" or before in _YEAR_BEFORE or before in MONTHS
    return dated or quantity.name is None or lists.words[numeral.first].startswith("0")


def _is_clock(lists: TokenLists, numeral: Numeral, after: str, quantity: Quantity) -> bool:
    if after in _CLOCK and lists.gap(numeral.last) in ("", " ", ".", ". "):
        return True
    before, word = lists.near(numeral.first, numeral.first - 1), lists.words[numeral.first]
    if before in _HOUR_BEFORE and quantity.name is None and numeral.value in range(1, 13):
        return True
    hour, _, minute = word.partition(".")
    if not (len(minute) == 2 and minute.isdecimal() and int(minute) < 60 and numeral.value < 24):
        return False
    return quantity.name is None and (
        lists.shape_near(numeral.first, numeral.first - 1) == 3
        or before in _HOUR_BEFORE
        or hour.startswith("0")
    )


_LABEL_GAP = frozenset((" ", ". ", "\u00a0", " #", ".", " No. "))


def _is_label(lists: TokenLists, numeral: Numeral, before: str) -> bool:
    gap = lists.gap(numeral.first - 1)
    if gap.endswith("#") or gap.endswith("№ "):
        return True
    if before not in _LABELS or gap not in _LABEL_GAP:
        return False
    plain = lists.shape_near(numeral.first, numeral.first - 1) == 0
    article = lists.near(numeral.first, numeral.first - 2) in ("", "the")
    return before not in ("number", "numbers") or article or not plain


def _is_age(
    lists: TokenLists, numeral: Numeral, before: str, after: str, quantity: Quantity
) -> bool:
    if numeral.value > 120:
        return False
    if before in ("aged", "age", "ages") or (
        after == "years" and lists.near(numeral.last, numeral.last + 2) == "old"
    ):
        return True
    if before in ("and", "to") and lists.near(numeral.first, numeral.first - 3) in ("aged", "ages"):
        return True
    if before == "of" and lists.near(numeral.first, numeral.first - 2) in ("aged", "age", "ages"):
        return True
    if before == "and" and lists.near(numeral.first, numeral.first - 4) in ("aged", "age", "ages"):
        return True
    bare = lists.words[numeral.last] if quantity.head == numeral.last else ""
    to_other = after == "to" and lists.shape_near(numeral.last, numeral.last + 2) == 3
    to_other = to_other and lists.near(numeral.last, numeral.last + 4) not in ("old", "olds")
    if before in words_of(wc.BE_OF_AGE) and quantity.name is None and not to_other:
        return True
    if bare and before in words_of(wc.BE_OF_AGE):
        somebody = lists.near(numeral.first, numeral.first - 2) in ("he", "she", "who", "i")
        if before in ("turned", "turns", "turning") or somebody:
            return True
    paired = after in ("or", "and") or before in words_of(wc.BE_OF_AGE)
    if bare and paired and lists.near(numeral.last, numeral.last + 2) in ("older", "younger"):
        return True
    if after in ("month", "months", "week", "weeks", "day", "days") and (
        lists.near(numeral.last, numeral.last + 2) in ("old", "olds")
    ):
        return True
    opens = lists.gap(numeral.first - 1).strip() in (",", "(")
    closes = lists.joined[lists.end[numeral.last] : lists.end[numeral.last] + 1] in (
        ",",
        ".",
        ")",
        ";",
        "—",
    )
    return opens and closes and lists.shape_near(numeral.first, numeral.first - 1) == 1


_CODE_AROUND = frozenset("@/_\\=")


def _is_score_or_code(lists: TokenLists, numeral: Numeral) -> bool:
    start, end = int(lists.start[numeral.first]), lists.end[numeral.last]
    if (
        lists.joined[start - 1 : start] in _CODE_AROUND
        or lists.joined[end : end + 1] in _CODE_AROUND
    ):
        return start > 0
    if lists.joined[max(start - 1, 0) : start] == "+":
        return True
    around = lists.shape[max(numeral.first - 2, 0) : numeral.first + 3]
    if around.count(3) - (lists.shape[numeral.first] == 3) < 2:
        return False
    digits = 0
    for way in (-1, 1):
        for j in (numeral.first + way, numeral.first + 2 * way):
            if lists.shape_near(numeral.first, j) != 3:
                break
            near = lists.gap(j) if way < 0 else lists.gap(j - 1)
            digits += "," not in lists.words[j] and near in (" ", "-", ".", " - ", ") ")
    return digits >= 2


def _is_pronoun(lists: TokenLists, numeral: Numeral, after: str, quantity: Quantity) -> bool:
    """Tell "one of them", "no one", "one must" from "one soldier was killed"."""
    if lists.words[numeral.first] != "one" or numeral.first != numeral.last:
        return False
    if lists.near(numeral.first, numeral.first - 1) in (
        "no", "any", "every", "each", "some", "this", "that", "the", "which", "another", "only"
    ):  # fmt: skip
        return True
    return quantity.head == numeral.last or after in _NOT_COUNTED_ONE


def scope_of(lists: TokenLists, quantity: Quantity) -> str | None:
    """Return whom, where and since when a figure counts, as normalized text."""
    if quantity.unit is not None and quantity.name != "share":
        return None
    parts = [quantity.who] if quantity.who else []
    place = _after_preposition(lists, quantity.head, _PLACE)
    period = _after_preposition(lists, quantity.head, _PERIOD)
    parts += [part for part in (place, period) if part]
    return "; ".join(parts) or None


def _after_preposition(lists: TokenLists, head: int, prepositions: frozenset[str]) -> str | None:
    if prepositions.isdisjoint(lists.words[head + 1 : head + 11]):
        return None
    for j in range(head + 1, head + 11):
        if not lists.same_sentence(head, j) or lists.gap(j - 1).strip(" \"”’'\u00a0"):
            return None
        if lists.shape[j] == 3 and lists.words[j - 1] not in MONTHS:
            return None
        if lists.words[j] not in prepositions:
            continue
        k = j + 1 + (lists.near(j, j + 1) in ("the", "a"))
        first = k
        while lists.same_sentence(j, k) and k < first + 4 and _names(lists, first, k):
            k += 1
        if j > head and lists.words[j] in _PERIOD and not _dated(lists, first, k):
            continue
        if k > first and not _modifies_next(lists, k):
            return " ".join([lists.words[j], *lists.words[first:k]])
    return None


def _dated(lists: TokenLists, first: int, stop: int) -> bool:
    return any(
        lists.words[k] in MONTHS or lists.words[k] in _WEEKDAYS or lists.shape[k] == 3
        for k in range(first, stop)
    )


def _modifies_next(lists: TokenLists, k: int) -> bool:
    """Tell "in Ruritanian prisons" from "in Ruritania": an adjective before a plain noun."""
    demonym = lists.words[k - 1].endswith(("i", "an", "ish", "ese"))
    after = lists.word(k)
    plain = lists.same_sentence(k - 1, k) and lists.shape[k] == 0 and not is_function(after)
    return demonym and plain and lists.gap(k - 1).isspace()


def _names(lists: TokenLists, first: int, k: int) -> bool:
    if k > first and lists.gap(k - 1).strip(" .\u00a0"):
        return False
    return lists.shape[k] in (1, 2) or (lists.shape[k] == 3 and lists.words[k - 1] in MONTHS)


def is_range(lists: TokenLists, pair: list[tuple[Numeral, Quantity]]) -> bool:
    """Tell "10 to 15 men" and "between 10 and 15" from a pair of numbers that share no noun."""
    if len(pair) < 2:
        return False
    (low, of_low), (high, of_high) = pair
    if low.kind != CARDINAL or high.kind != CARDINAL or low.value >= high.value:
        return False
    alone = of_low.head == low.last and of_low.unit is None
    counts = of_high.name is not None and (of_high.name, of_high.head) != ("money", high.last)
    if not alone or not counts or high.first != low.last + 2:
        return False
    if high.last > high.first and low.last == low.first:
        return False
    blank = lists.gap(low.last).isspace() and lists.gap(low.last + 1).isspace()
    before, link = lists.near(low.first, low.first - 1), lists.word(low.last + 1)
    joins = before == "between" if link == "and" else link in ("to", "or") and before != "from"
    joins = joins and (link == "and" or before not in VOTES)
    return blank and joins and lists.same_sentence(low.last, high.first)


def as_of_dates(tokens: Tokens, lists: TokenLists) -> dict[int, str]:
    """Return for each sentence that has one the date after its "as of", or its weekday after "by".

    Sentences are numbered as in the batch; the first such date of a sentence counts.
    """
    known = tokens.vocabulary
    openers = np.array((known.id_of("of"), known.id_of("by")))
    at = np.flatnonzero(np.isin(tokens.type_id, openers))
    found: dict[int, str] = {}
    for i in at.tolist():
        if lists.words[i] == "of":
            dated = lists.words[i - 1] == "as"
        else:
            dated = lists.near(i, i + 1) in _DATE_WORDS
        date = _date_text(lists, i + 1) if dated and lists.same_sentence(i, i + 1) else None
        if date is not None:
            found.setdefault(lists.sentence[i], date)
    return found


def _date_text(lists: TokenLists, j: int) -> str | None:
    words = []
    for k in range(j, j + 4):
        word = lists.word(k)
        dated = word in MONTHS or word in _WEEKDAYS or word.isdecimal()
        named = word in (
            "morning",
            "evening",
            "night",
            "noon",
            "today",
            "yesterday",
            "early",
            "late",
        )
        comma = k > j and "," in lists.gap(k - 1) and len(word) != 4
        if comma or not (dated or named) or not lists.same_sentence(j, k):
            break
        words.append(word)
    return " ".join(words) or None
