"""Paired dots: one contrast, one row an event, one dot an outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.figure import Figure

from framing.charts.labels import fit_names
from framing.charts.style import INK, PAPER, RULE, TEAL, bare, name_rows, note
from framing.compared.explanation import cells_of_row
from framing.corpus.occurrences import WORDS
from framing.errors import FramingError
from framing.report.plain_names import count_of, event_name, feature_name, number, outlet_name
from framing.report.sentences import interval_words, upright

if TYPE_CHECKING:
    from framing.comparison import Comparison

TITLE = "Event by event"
_MOST_EVENTS = 60


class EventRates(NamedTuple):
    """The rates and hits of both sides of a contrast on one event.

    Rates are per 1,000 words, or shares where the unit is not words.
    """

    event: str
    target: float
    reference: float
    target_hits: int
    reference_hits: int


def contrast_of(
    comparison: Comparison, *, feature: str | None, target: str | None, reference: str | None
) -> dict[str, Any] | None:
    """Return the first contrast of the table that fits, or None for an empty table.

    Raises FramingError for a feature or pair that the table does not hold.
    """
    table = comparison.contrasts
    table = table[
        (table["section"] == "text") & table["reference"].isin(comparison.selection.outlets)
    ]
    if feature is not None:
        table = table[table["feature"] == feature]
        if not len(table):
            raise FramingError(f"no contrast of {feature!r}; see comparison.contrasts['feature']")
    for outlet in (target, reference):
        if outlet is not None:
            table = table[(table["target"] == outlet) | (table["reference"] == outlet)]
    if not len(table):
        if feature or target or reference:
            raise FramingError(f"no contrast between {target!r} and {reference!r}")
        return None
    return upright(table.iloc[0])


def event_rates(comparison: Comparison, row: dict[str, Any]) -> list[EventRates]:
    """Return the rates on each event where both have exposure, the largest difference first."""
    outlets = [row["target"], row["reference"]]
    cells = cells_of_row(comparison, row, outlets)
    hits, exposure = cells.hits[:, :, 0], cells.exposure[:, :, 0]
    scale = 1000 if row["exposure_unit"] == WORDS else 1
    found = []
    for number_, event in enumerate(cells.events):
        n = exposure[:, number_]
        if (n > 0).all():
            k = hits[:, number_]
            rates = scale * k / n
            found.append(EventRates(event, rates[0], rates[1], int(k[0]), int(k[1])))
    return sorted(found, key=lambda e: (e.reference - e.target, e.event))


def draw(
    comparison: Comparison,
    *,
    feature: str | None = None,
    target: str | None = None,
    reference: str | None = None,
) -> Figure:
    """Return paired dots of a contrast; by default of the first of the table."""
    row = contrast_of(comparison, feature=feature, target=target, reference=reference)
    if row is None:
        raise FramingError("no contrast to draw: comparison.contrasts is empty")
    events = event_rates(comparison, row)
    told = [e for e in events if e.target_hits or e.reference_hits] or events
    without, left_out = len(events) - len(told), len(told) - _MOST_EVENTS
    events = told[:_MOST_EVENTS]
    figure = Figure(figsize=(7.6, 1.9 + 0.27 * max(len(events), 2)), layout="constrained")
    axes = figure.subplots()
    names = [outlet_name(row["target"]), outlet_name(row["reference"])]
    _draw_dots(axes, events, fit_names(names, 40, 1))
    short = fit_names([event_name(e.event) for e in events], 36, 1)
    counts = [f"({e.target_hits} : {e.reference_hits})" for e in events]
    name_rows(axes, [f"{s}  {n}" for s, n in zip(short, counts, strict=True)], width=50)
    unit = "per 1,000 words" if row["exposure_unit"] == WORDS else f"of {_unit(row)}"
    axes.set_xlabel(f"{feature_name(row['feature'])}, {unit}")
    if row["exposure_unit"] != WORDS:
        axes.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    most = max((rate for e in events for rate in (e.target, e.reference)), default=0) or 1
    axes.set_xlim(-0.03 * most, 1.03 * most)
    axes.grid(axis="x")
    bare(axes)
    more = f" {left_out} further events are not drawn." if left_out > 0 else ""
    none = f"; {count_of(without, 'event')} without a hit not drawn" if without else ""
    note(
        figure,
        f"One row an event that both outlets covered, the largest difference first{none}; in"
        f" parentheses the hits of {names[0]} and {names[1]}. {_verdict(row)}{more}",
    )
    return figure


def _draw_dots(axes: Any, events: list[EventRates], names: list[str]) -> None:
    """Draw a row an event: the target as a filled dot, the reference as a hollow square.

    Their names stand above in the order of the counts.
    """
    rows = range(len(events))
    for y, e in enumerate(events):
        axes.plot([e.target, e.reference], [y, y], color=RULE, linewidth=3, zorder=1)
    hollow = {"markerfacecolor": PAPER, "markersize": 7.5, "markeredgewidth": 1.4}
    reference, target = [e.reference for e in events], [e.target for e in events]
    squares = axes.plot(reference, rows, "s", color=INK, label=names[1], clip_on=False, **hollow)
    dots = axes.plot(target, rows, "o", color=TEAL, label=names[0], clip_on=False, markersize=6.5)
    axes.figure.legend(handles=dots + squares, loc="outside upper left", ncols=2)


def _unit(row: dict[str, Any]) -> str:
    unit = str(row["exposure_unit"])
    return feature_name(unit) if unit.startswith(("labels of ", "sourcing.")) else unit


def _verdict(row: dict[str, Any]) -> str:
    interval = interval_words(row)
    if not interval:
        return f"Together: {row['why']}." if row["why"] else "No interval."
    ratio = "" if row["rate_ratio"] is None else f"rate ratio {number(row['rate_ratio'])}, "
    bound = "" if row["low"] and row["high"] else " (one-sided 97.5 % bound)"
    return f"Over all events: {ratio}{interval}{bound}."


def describe(
    comparison: Comparison,
    *,
    feature: str | None = None,
    target: str | None = None,
    reference: str | None = None,
) -> str:
    """Return alt text, or nothing where there is no contrast."""
    row = contrast_of(comparison, feature=feature, target=target, reference=reference)
    if row is None:
        return ""
    events = event_rates(comparison, row)
    higher = sum(e.target > e.reference for e in events)
    lower = sum(e.target < e.reference for e in events)
    return (
        f"Paired dots of {feature_name(row['feature'])}: of {count_of(len(events), 'event')},"
        f" {outlet_name(row['target'])} has the higher rate in {higher} and"
        f" {outlet_name(row['reference'])} in {lower}; equal in {len(events) - higher - lower}."
        f" {_verdict(row)}"
    )
