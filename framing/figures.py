"""Figures: every number that counts or measures, with its bound, quantity, scope and date.

A figure is a cardinal, an ordinal, a fraction or a duration, in digits or in words. Dates, clock
times, years, ages, telephone and section numbers, scores and vague amounts ("dozens") are none.
Numerals that a machine broke ("30,<>") are figures without a value. Rules: docs/explanation/
harm-and-figures.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.actors.actor_tokens import ActorTokens
from framing.numerals.numbers import CARDINAL, Numeral, number_kinds, read_numeral
from framing.numerals.quantities import quantity_after_break, quantity_of
from framing.numerals.rules import as_of_dates, bound_of, is_no_figure, is_no_number, scope_of
from framing.text.token_lists import TokenLists, place_in, token_lists
from framing.tokens import Tokens

BOUNDS = ("exact", "at_least", "at_most", "about")
_BROKEN = re.compile(r"(?:\d+|<>)(?:[.,](?:\d+|<>))*")


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """The figures of a batch, one a row, sorted by start and end.

    ``article`` numbers the text in the batch; ``start`` and ``end`` are offsets into
    ``tokens.joined``; ``token`` is the first token of the figure (its voice and source are that
    token's). ``value`` is NaN where ``malformed``; ``bound`` indexes :data:`BOUNDS`. ``quantity``,
    ``unit``, ``side``, ``scope`` and ``as_of`` hold text or None.
    """

    article: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    token: npt.NDArray[np.int64]
    value: npt.NDArray[np.float64]
    bound: npt.NDArray[np.uint8]
    quantity: list[str | None]
    unit: list[str | None]
    side: list[str | None]
    scope: list[str | None]
    as_of: list[str | None]
    malformed: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.start)


class _Row(NamedTuple):
    start: int
    end: int
    token: int
    value: float
    bound: int = 0
    quantity: str | None = None
    unit: str | None = None
    side: str | None = None
    scope: str | None = None
    as_of: str | None = None
    malformed: bool = False


def find_figures(
    tokens: Tokens,
    *,
    section: npt.NDArray[np.uint8] | None = None,
    actors: ActorTokens | None = None,
) -> Figures:
    """Find the figures of a batch of texts.

    *actors* tells which tokens name a party; a figure takes the side that its own noun phrase
    names. *section* changes nothing yet: figures of captions and
    titles count.

    >>> from framing.tokens import tokenize
    >>> found = find_figures(tokenize(["At least 18,000 people fled in the six-week siege."]))
    >>> found.value.tolist(), [BOUNDS[b] for b in found.bound], found.quantity, found.unit
    ([18000.0, 6.0], ['at_least', 'exact'], ['displaced', 'duration'], [None, 'week'])
    """
    kinds = tokens.vocabulary.column("number_kind", number_kinds).values()
    candidates = np.flatnonzero(kinds[tokens.type_id])
    rows = _malformed(tokens)
    broken = {row.token for row in rows if row.token >= 0}
    lists = token_lists(tokens, candidates)
    as_of = as_of_dates(tokens, lists)
    after = 0
    for i in place_in(lists, candidates):
        if i < after or lists.token[i] in broken:
            continue
        row, after = _figure_at(lists, i, actors, as_of)
        if row is not None:
            rows.append(row)
    rows.sort(key=lambda row: (row.start, row.end))
    return _columns(tokens, rows)


def _figure_at(
    lists: TokenLists, i: int, actors: ActorTokens | None, as_of: dict[int, str]
) -> tuple[_Row | None, int]:
    numeral = read_numeral(lists, i)
    if numeral is None:
        return None, i + 1
    if is_no_number(lists, numeral):
        return None, numeral.last + 1
    quantity = quantity_of(lists, numeral)
    if is_no_figure(lists, numeral, quantity):
        return None, numeral.last + 1
    bound = bound_of(lists, numeral)
    end = lists.end[numeral.last]
    end += lists.joined[end : end + 1] == "%"
    start = lists.start[numeral.first]
    start -= lists.joined[max(start - 1, 0) : start] in ("$", "€", "£", "₪", "¥", "₹")
    row = _Row(
        start=start,
        end=end,
        token=lists.token[numeral.first],
        value=numeral.value,
        bound=BOUNDS.index(bound),
        quantity=quantity.name,
        unit=quantity.unit,
        side=actors.side_within(lists.token[numeral.first], lists.token[quantity.head])
        if actors
        else None,
        scope=scope_of(lists, quantity),
        as_of=as_of.get(lists.sentence[i]),
    )
    return row, numeral.last + 1


def _malformed(tokens: Tokens) -> list[_Row]:
    """Find the numerals that a machine translation left with "<>" for some of their digits."""
    spans = _broken_spans(tokens.joined)
    if not spans or not len(tokens):
        return [_Row(start, stop, -1, np.nan, malformed=True) for start, stop in spans]
    start, stop = np.array(spans, np.int64).T
    token = np.searchsorted(tokens.start, start)
    after = np.searchsorted(tokens.start, stop)
    nearest = np.where(token < after, token, np.maximum(token - 1, 0))
    next_token = np.minimum(after, len(tokens) - 1)
    lists = token_lists(tokens, np.concatenate((nearest, next_token)))
    places = zip(place_in(lists, nearest), place_in(lists, next_token), strict=True)
    return [
        _broken_row(lists, span, here, there if there_is else None)
        for span, (here, there), there_is in zip(
            spans, places, (after < len(tokens)).tolist(), strict=True
        )
    ]


def _broken_spans(joined: str) -> list[tuple[int, int]]:
    spans = []
    at, stop = joined.find("<>"), 0
    while at >= 0:
        first = at
        while first > stop and joined[first - 1] in "0123456789<>,.":
            first -= 1
        found = _BROKEN.match(joined, first)
        stop = found.end() if found else at + 2
        if found and (stop - first) > 2 and "<>" in found[0]:
            spans.append((first, stop))
        at = joined.find("<>", max(stop, at + 2))
    return spans


def _broken_row(lists: TokenLists, span: tuple[int, int], nearest: int, after: int | None) -> _Row:
    start, stop = span
    token = lists.token[nearest]
    gap = "\n" if after is None else lists.joined[stop : lists.start[after]]
    if after is None or gap.strip() or "\n" in gap:
        return _Row(start, stop, token, np.nan, malformed=True)
    quantity = quantity_after_break(lists, after)
    before = nearest if lists.start[nearest] >= start else after
    bound = BOUNDS.index(bound_of(lists, Numeral(before, before, CARDINAL, 0.0)))
    return _Row(start, stop, token, np.nan, bound, quantity.name, quantity.unit, malformed=True)


def _columns(tokens: Tokens, rows: list[_Row]) -> Figures:
    start = np.array([row.start for row in rows], np.int64)
    return Figures(
        article=tokens.text_of(start),
        start=start,
        end=np.array([row.end for row in rows], np.int64),
        token=np.array([row.token for row in rows], np.int64),
        value=np.array([row.value for row in rows], np.float64),
        bound=np.array([row.bound for row in rows], np.uint8),
        quantity=[row.quantity for row in rows],
        unit=[row.unit for row in rows],
        side=[row.side for row in rows],
        scope=[row.scope for row in rows],
        as_of=[row.as_of for row in rows],
        malformed=np.array([row.malformed for row in rows], np.bool_),
    )


_TOLERANCE = 0.1  # how far from its number an "about" may lie


def align_figures(rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Lay figures of the same quantity side by side and say whether they agree.

    Each row maps ``event, quantity, unit, side, scope, as_of, outlet, value, bound`` (by name) and
    whatever else shall be kept. Returned are the rows of every event and quantity that two or more
    outlets give, sorted, with ``agrees``: True or False where scope and date match another
    outlet's, None where they do not, or where the number is malformed. Figures agree if one value
    can satisfy every bound: "more than 1,400" and "1,405" do, "240" and "at most 230" do not.

    >>> row = {"event": "e", "quantity": "killed", "scope": None, "as_of": None, "bound": "exact"}
    >>> pair = [row | {"outlet": "A", "value": 15}, row | {"outlet": "B", "value": 17}]
    >>> [r["agrees"] for r in align_figures(pair)]
    [False, False]
    """
    groups: dict[tuple[str, ...], list[Mapping[str, object]]] = {}
    for row in rows:
        if row.get("quantity") is None:
            continue
        key = tuple(str(row.get(name) or "") for name in ("event", "quantity", "unit", "side"))
        groups.setdefault(key, []).append(row)
    aligned: list[dict[str, object]] = []
    for key in sorted(groups):
        group = groups[key]
        if len({str(row["outlet"]) for row in group}) < 2:
            continue
        ordered = sorted(group, key=_order)
        aligned.extend({**row, "agrees": _agrees(row, ordered)} for row in ordered)
    return aligned


def _order(row: Mapping[str, object]) -> tuple[str, ...]:
    names = ("scope", "as_of", "outlet", "article", "start", "value", "bound")
    return tuple(
        f"{row.get(n):012d}" if isinstance(row.get(n), int) else str(row.get(n)) for n in names
    )


def _agrees(row: Mapping[str, object], group: Sequence[Mapping[str, object]]) -> bool | None:
    others = [
        other
        for other in group
        if other["outlet"] != row["outlet"]
        and other.get("scope") == row.get("scope")
        and other.get("as_of") == row.get("as_of")
        and _interval(other) is not None
    ]
    mine = _interval(row)
    if mine is None or not others:
        return None
    spans = [mine, *(s for s in map(_interval, others) if s is not None)]
    return max(low for low, _ in spans) <= min(high for _, high in spans)


def _interval(row: Mapping[str, object]) -> tuple[float, float] | None:
    value = row.get("value")
    if not isinstance(value, int | float) or value != value:
        return None
    slack = _TOLERANCE * abs(value)
    return {
        "at_least": (float(value), float("inf")),
        "at_most": (float("-inf"), float(value)),
        "about": (value - slack, value + slack),
    }.get(str(row.get("bound")), (float(value), float(value)))
