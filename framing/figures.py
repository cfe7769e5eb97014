"""Figures: every number that counts or measures, with its bound, quantity, scope and date.

A figure is a cardinal, an ordinal, a fraction or a duration, in digits or in words. Dates, clock
times, years, ages, telephone and section numbers and vague amounts ("dozens") are none.
Numerals that a machine broke ("30,<>") are figures without a value. Rules: docs/explanation/
harm-and-figures.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.actors.actor_tokens import ActorTokens
from framing.numerals.bounds import BOUNDS as BOUNDS
from framing.numerals.bounds import bounds_of
from framing.numerals.broken import BrokenNumerals, describe_broken, find_broken
from framing.numerals.candidates import may_be_figures
from framing.numerals.names import Names, join_names, name_quantities
from framing.numerals.neighbors import Neighbors, neighbors_of
from framing.numerals.numerals import Numerals, find_numerals
from framing.numerals.quantities import CURRENCY_SIGNS, find_quantities
from framing.numerals.ranges import bounds_of_ranges, find_ranges
from framing.numerals.rules import are_no_figures, are_no_numbers, may_be_years
from framing.numerals.scopes import as_of_dates, places_and_periods
from framing.numerals.tallies import are_no_tallies, name_tallies, parts_of
from framing.numerals.word_classes import gap_classes, number_word_classes
from framing.text.characters import is_one_of
from framing.text.nearby import Indices, Nearby, nearby
from framing.tokens import Tokens

Texts = npt.NDArray[np.object_]  # of text or None

_HARMED = frozenset(("killed", "injured", "displaced", "detained", "people"))


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
    classes = tokens.vocabulary.column("number_words", number_word_classes, np.int64)
    broken = find_broken(tokens)
    numerals = find_numerals(tokens, but=broken.token)
    numerals = numerals.take(np.flatnonzero(may_be_figures(tokens, classes, numerals)))
    around = np.concatenate((numerals.first, broken.neighbors(len(tokens))))
    here = nearby(tokens, classes, gap_classes, around=around)
    kept = _figures_among(here, numerals.placed(here))
    return _columns(tokens, here, kept, broken, actors)


class _Kept(NamedTuple):
    """The numerals that are figures, what is beside them and counted by them, bounds and names.

    A tally is two of them, and ``start`` and ``end`` those of either number.
    """

    numerals: Numerals
    beside: Neighbors
    head: Indices
    bound: npt.NDArray[np.uint8]
    names: Names
    start: Indices
    end: Indices


def _figures_among(here: Nearby, numerals: Numerals) -> _Kept:
    """Return those of *numerals* that are figures, with what they count."""
    beside = neighbors_of(here, numerals)
    rows = np.flatnonzero(~are_no_numbers(here, numerals, beside))
    numerals, beside = numerals.take(rows), beside.take(rows)
    counted = find_quantities(here, numerals, beside)
    rejected = are_no_figures(here, numerals, beside, counted)
    rows = np.flatnonzero(~(rejected | are_no_tallies(here, numerals, beside, counted)))
    numerals, beside, counted = numerals.take(rows), beside.take(rows), counted.take(rows)
    names = name_quantities(here, numerals.first, counted)
    bound = bounds_of(here, numerals, beside)
    is_year = may_be_years(numerals, beside, counted) & (bound == 0)
    years = np.flatnonzero(is_year)
    named = (names.distinct[number].name for number in names.number[years].tolist())
    is_year[years] = [name not in _HARMED for name in named]
    rows = np.flatnonzero(~is_year)
    numerals, counted = numerals.take(rows), counted.take(rows)
    names = name_tallies(here, numerals, counted, names.take(rows))
    lower = find_ranges(here, numerals, counted)
    namer = np.arange(len(rows))
    namer[lower] += 1  # the upper end names what both count
    parts = parts_of(here, numerals, counted, bounds_of_ranges(bound.take(rows), lower))
    return _Kept(
        replace(numerals.take(parts.row), value=parts.value),
        beside.take(rows.take(parts.row)),
        counted.head.take(namer.take(parts.row)),
        parts.bound,
        names.take(namer.take(parts.row)),
        parts.start,
        parts.end,
    )


def _columns(
    tokens: Tokens,
    here: Nearby,
    kept: _Kept,
    broken: BrokenNumerals,
    actors: ActorTokens | None,
) -> Figures:
    """Return the broken and the other figures, sorted by where they stand."""
    numerals, n_broken, n_kept = kept.numerals, len(broken), len(kept.numerals)
    broken_bound, broken_names = describe_broken(tokens, here, broken)
    start, end = _extents(here, kept)
    start, end = np.concatenate((broken.start, start)), np.concatenate((broken.end, end))
    order = np.lexsort((end, start))
    names = join_names(broken_names, kept.names).take(order)
    nothing = np.full(n_broken, None)
    texts = (_sides(here, kept, actors), _scopes(here, kept), _dates(here, numerals.first))
    side, scope, as_of = (np.concatenate((nothing, text))[order].tolist() for text in texts)
    start = start[order]
    return Figures(
        article=tokens.text_of(start),
        start=start,
        end=end[order],
        token=np.concatenate((broken.token, here.token[numerals.first]))[order],
        value=np.concatenate((np.full(n_broken, np.nan), numerals.value))[order],
        bound=np.concatenate((broken_bound, kept.bound))[order],
        quantity=names.each(attrgetter("name")).tolist(),
        unit=names.each(attrgetter("unit")).tolist(),
        side=side,
        scope=scope,
        as_of=as_of,
        malformed=np.repeat((True, False), (n_broken, n_kept))[order],
    )


def _extents(here: Nearby, kept: _Kept) -> tuple[Indices, Indices]:
    """Return the offsets of figures, a currency sign before and "%" after them included."""
    signed = is_one_of(kept.beside.mark_before, CURRENCY_SIGNS)
    signed &= kept.start == here.start(kept.numerals.first)
    percent = kept.beside.mark_after == ord("%")
    percent &= kept.end == here.end(kept.numerals.last)
    return kept.start - signed, kept.end + percent


def _sides(here: Nearby, kept: _Kept, actors: ActorTokens | None) -> Texts:
    first, head = here.token[kept.numerals.first], here.token[kept.head]
    sides = np.full(len(first), None)
    if actors is None:
        return sides
    holds = np.searchsorted(actors.token, first) < np.searchsorted(actors.token, head, "right")
    for row in np.flatnonzero(holds).tolist():
        sides[row] = actors.side_within(int(first[row]), int(head[row]))
    return sides


def _scopes(here: Nearby, kept: _Kept) -> Texts:
    """Return whom, where and since when the figures count, as normalized text."""
    scopes = kept.names.each(attrgetter("who"))
    rows = np.flatnonzero(~kept.names.each(attrgetter("is_measure"), np.bool_))
    for found in places_and_periods(here, kept.head[rows]):
        for number, text in found.items():
            row = rows[number]
            scopes[row] = f"{scopes[row]}; {text}" if scopes[row] else text
    return scopes


def _dates(here: Nearby, first: Indices) -> Texts:
    sentence, dates = here.sentence.take(first), np.full(len(first), None)
    for number, date in as_of_dates(here).items():
        dates[np.searchsorted(sentence, number) : np.searchsorted(sentence, number, "right")] = date
    return dates


_Bounds = dict[tuple[object, object], dict[object, tuple[float, float]]]

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
        said = _bounds_by_outlet(group)
        aligned.extend({**row, "agrees": _agrees(row, said)} for row in sorted(group, key=_order))
    return aligned


def _order(row: Mapping[str, object]) -> tuple[str, ...]:
    names = ("scope", "as_of", "outlet", "article", "start", "value", "bound")
    return tuple(
        f"{row.get(n):012d}" if isinstance(row.get(n), int) else str(row.get(n)) for n in names
    )


def _bounds_by_outlet(group: Sequence[Mapping[str, object]]) -> _Bounds:
    """Return the values that satisfy all an outlet says, by scope and date, then outlet."""
    found: _Bounds = {}
    for row in group:
        interval = _interval(row)
        if interval is not None:
            of_thing = found.setdefault((row.get("scope"), row.get("as_of")), {})
            low, high = of_thing.get(row["outlet"], interval)
            of_thing[row["outlet"]] = (max(low, interval[0]), min(high, interval[1]))
    return found


def _agrees(row: Mapping[str, object], said: _Bounds) -> bool | None:
    mine = _interval(row)
    of_thing = said.get((row.get("scope"), row.get("as_of")), {})
    others = [bounds for outlet, bounds in of_thing.items() if outlet != row["outlet"]]
    if mine is None or not others:
        return None
    return max(low for low, _ in (mine, *others)) <= min(high for _, high in (mine, *others))


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
