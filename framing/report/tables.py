"""The tables of a report: outlets across, categories down, each number a way to its passages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isclose
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from framing.charts.quotation import places_of_uses
from framing.charts.style import SMALL_N
from framing.charts.words import least_q_of, top_words
from framing.compared.words import term_places
from framing.report.plain_names import (
    event_name,
    form_name,
    harm_name,
    number,
    outlet_name,
    plain,
    quantity_name,
    referent_name,
)
from framing.report.sentences import p_words
from framing.report.spelling import written_as, written_in

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison import Comparison
    from framing.report.evidence import Evidence, Place


LEFT_OPEN = "whom or what the context leaves open"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as shown: columns with their totals, and rows of cells.

    ``others`` are the rows of what the outlets do not say in their own voice.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Markup, ...]], ...]
    others: tuple[tuple[str, tuple[Markup, ...]], ...] = ()


def _grid(
    evidence: Evidence,
    title: str,
    found: Iterable[tuple[str, str, Place]],
    outlets: Sequence[str],
    total: Mapping[str, int] | None,
) -> Grid:
    """Return a grid of (category, outlet, place): counts, the commonest first.

    Shares stand beside them where there is a *total* of each outlet, and it is not too small.
    """
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    size: Counter[str] = Counter()
    for what, outlet, place in found:
        places[what, outlet].append(place)
        size[what] += 1
    body = []
    for what in sorted(size, key=lambda w: (-size[w], w)):
        line = []
        for outlet in outlets:
            here = sorted(places.get((what, outlet), ()))
            text = _count(len(here), None if total is None else total.get(outlet, 0))
            line.append(evidence.button(here, text, f"{what}, {outlet_name(outlet)}"))
        body.append((what, tuple(line)))
    columns = [outlet_name(outlet) for outlet in outlets]
    if total is not None:
        sizes = [total.get(outlet, 0) for outlet in outlets]
        columns = [f"{c} (n\u00a0=\u00a0{n})" for c, n in zip(columns, sizes, strict=True)]
    return Grid(title, tuple(columns), tuple(body))


def _count(count: int, of: int | None) -> str:
    """Return a count, with its share of a total that is no small one; a dash where that is 0."""
    if of == 0:
        return "–"
    share = f" ({count / of:.0%})" if count and of and of >= SMALL_N else ""
    return number(count) + share


def _totals(table: pd.DataFrame) -> dict[str, int]:
    return {str(outlet): int(n) for outlet, n in table["outlet"].value_counts().items()}


def naming_grids(comparison: Comparison, evidence: Evidence) -> list[Grid]:
    """Return a grid a referent: labels down, own voice before others; the most named first.

    The last grid holds the labels whose referent the context leaves open.
    """
    hits = comparison.analysis.hits
    hits = evidence.counted(hits[hits["lexicon"] == "naming"])
    left_open = hits["referent"].isna()
    lexicons = comparison.analysis.lexicons.lexicons
    grids = []
    for referent, rows in hits[~left_open].groupby("referent", sort=True):
        grid = _naming_grid(evidence, referent_name(str(referent), lexicons), rows)
        grids.append((int((rows["voice"] == "own").sum()), grid))
    grids.sort(key=lambda pair: (-pair[0], pair[1].title))
    found = [grid for _, grid in grids]
    if left_open.any():
        found.append(_naming_grid(evidence, LEFT_OPEN, hits[left_open], shares=False))
    return found


def _naming_grid(
    evidence: Evidence, title: str, rows: pd.DataFrame, *, shares: bool = True
) -> Grid:
    """Return the labels of one referent, those in own voice above those that others use."""
    own, others = rows[rows["voice"] == "own"], rows[rows["voice"] != "own"]
    outlets = evidence.comparison.selection.outlets
    grid = _grid(evidence, title, _labels(own), outlets, _totals(own) if shares else None)
    reported = _grid(evidence, title, _labels(others), outlets, None)
    return replace(grid, others=reported.rows)


def _labels(rows: pd.DataFrame) -> list[tuple[str, str, Place]]:
    columns = (rows[c] for c in ("label", "stance", "voice", "outlet", "place"))
    found = []
    for label, stance, voice, outlet, place in zip(*columns, strict=True):
        said = f" – said to be {plain(stance)}" if isinstance(stance, str) else ""
        heard = "" if voice == "own" else f", {voice}"
        found.append((f"“{plain(label)}”{heard}{said}", outlet, place))
    return found


def sourcing_grids(comparison: Comparison, evidence: Evidence) -> list[Grid]:
    """Return how sources are identified, what they are, and with which stance they are cited."""
    table = evidence.counted(comparison.analysis.attributions)
    titles = {
        "source_type": "how the source is identified",
        "source_role": "what the source is",
        "side": "whose side the source is of",
        "cue_stance": "stance of the reporting word",
    }
    grids = []
    for column, title in titles.items():
        if table[column].notna().any():
            named = [plain(v) if isinstance(v, str) else "not known" for v in table[column]]
            found = zip(named, table["outlet"], table["place"], strict=True)
            outlets = comparison.selection.outlets
            grids.append(_grid(evidence, title, found, outlets, _totals(table)))
    return grids


def _by_side(table: pd.DataFrame) -> dict[tuple[str, str], list[Place]]:
    """Return the places of attributions by side of the source and outlet."""
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for side, outlet, place in zip(table["side"], table["outlet"], table["place"], strict=True):
        places[side, outlet].append(place)
    return places


def doubt_grid(comparison: Comparison, evidence: Evidence) -> Grid | None:
    """Return the doubting attributions by side of the source, out of all to that side."""
    table = evidence.counted(comparison.analysis.attributions)
    table = table[table["side"].notna()]
    is_doubting = (table["cue_stance"] == "doubting").fillna(False).to_numpy(bool)
    if not is_doubting.any():
        return None
    cited, doubted = _by_side(table), _by_side(table[is_doubting])
    of_side = table["side"].value_counts()
    rows = []
    for side in sorted(of_side.index, key=lambda side: (-of_side[side], side)):
        line = []
        for outlet in comparison.selection.outlets:
            here, everything = sorted(doubted[side, outlet]), sorted(cited[side, outlet])
            about = f"for {plain(side)}, {outlet_name(outlet)}"
            part = evidence.button(here, number(len(here)), f"doubting words {about}")
            whole = evidence.button(everything, number(len(everything)), f"attributions {about}")
            line.append(Markup("{} of {}").format(part, whole) if everything else Markup("–"))
        rows.append((plain(side), tuple(line)))
    columns = tuple(outlet_name(outlet) for outlet in comparison.selection.outlets)
    return Grid("doubting words, of all attributions to sources of that side", columns, tuple(rows))


def harm_grids(comparison: Comparison, evidence: Evidence) -> list[Grid]:
    """Return the grammatical forms of each class of harm, the commonest class first.

    A grid of all its mentions, and where the side of any victims is known one for each side.
    """
    table = comparison.analysis.harm
    table = evidence.counted(table[table["voice"] != "quoted"])
    size = table["harm_class"].value_counts()
    grids = []
    for harm_class in sorted(size.index, key=lambda name: (-size[name], name)):
        rows = table[table["harm_class"] == harm_class]
        grids.append(_harm_grid(evidence, harm_name(harm_class), harm_class, rows))
        if rows["victim_side"].notna().any():
            for side, part in rows.groupby("victim_side", sort=True, dropna=False):
                title = harm_name(harm_class, side if isinstance(side, str) else None)
                grids.append(_harm_grid(evidence, title, harm_class, part))
    return grids


def _harm_grid(evidence: Evidence, title: str, harm_class: str, rows: pd.DataFrame) -> Grid:
    forms = [form_name(form, harm_class) for form in rows["form"]]
    found = zip(forms, rows["outlet"], rows["place"], strict=True)
    outlets = evidence.comparison.selection.outlets
    return _grid(evidence, title, found, outlets, _totals(rows))


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The figures of one quantity of an event in one unit, by outlet."""

    event: str
    quantity: str
    conflict: bool
    cells: tuple[tuple[Markup, ...], ...]


def figure_rows(comparison: Comparison, evidence: Evidence) -> list[FigureRow]:
    """Return the figures side by side, event by event, those in conflict first within an event."""
    table = evidence.counted(comparison.figures)
    texts = {article.id: article.text for article in comparison.analysis.corpus}
    found = []
    things = table.groupby(["event", "quantity", "unit"], sort=True, dropna=False)
    for (event, quantity, unit), rows in things:
        name = quantity_name(str(quantity), unit)
        places: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for row in rows.to_dict("records"):
            places[row["outlet"], _figure(row, texts[row["article"]])].append(row["place"])
        cells = []
        for outlet in comparison.selection.outlets:
            about = f"{name}, {outlet_name(outlet)}"
            cells.append(
                tuple(
                    evidence.button(sorted(here), text, about)
                    for (who, text), here in places.items()
                    if who == outlet
                )
            )
        conflict = bool((~rows["agrees"].dropna().astype(bool)).any())
        found.append(FigureRow(event_name(str(event)), name, conflict, tuple(cells)))
    return sorted(found, key=lambda row: (row.event, not row.conflict, row.quantity))


def _figure(row: dict[str, Any], text: str) -> str:
    bound = "" if row["bound"] == "exact" else plain(row["bound"]) + " "
    extra = [plain(row["side"])] if isinstance(row["side"], str) else []
    extra += [written_in(text, row[k]) for k in ("scope", "as_of") if isinstance(row[k], str)]
    return f"{bound}{number(float(row['value']), 4)}" + (f" ({', '.join(extra)})" if extra else "")


def quotation_grid(comparison: Comparison, evidence: Evidence) -> Grid | None:
    """Return the words that are in scare quotes somewhere: quoted of all uses, by outlet."""
    table = comparison.quotation
    quoted = table.groupby("term")["scare_quoted"].sum()
    terms = quoted[quoted > 0].sort_values(ascending=False, kind="stable").index
    if not len(terms):
        return None
    places = places_of_uses(comparison)
    rows = []
    for term in terms:
        line, shown = [], written_as(comparison.analysis, places[term], term)
        for outlet in comparison.selection.outlets:
            chosen = table[(table["term"] == term) & (table["outlet"] == outlet)].to_dict("records")
            if chosen and chosen[0]["uses"]:
                text = f"{chosen[0]['scare_quoted']} of {chosen[0]['uses']}"
                line.append(evidence.of_row(chosen[0], text, f"“{shown}”, {outlet_name(outlet)}"))
            else:
                line.append(Markup("–"))
        rows.append((f"“{shown}”", tuple(line)))
    columns = tuple(outlet_name(outlet) for outlet in comparison.selection.outlets)
    return Grid("in scare quotes, of all own-voice uses", columns, tuple(rows))


def word_grids(comparison: Comparison, evidence: Evidence, *, most: int = 10) -> list[Grid]:
    """Return each outlet's most distinctive words with their verdicts."""
    outlets = comparison.selection.outlets
    tables = {outlet: top_words(comparison, outlet=outlet, most=most) for outlet in outlets}
    terms = sorted({term for table in tables.values() for term in table["term"]})
    places = {
        outlet: term_places(comparison.analysis, comparison.selection, terms, outlet)
        for outlet in (outlets if terms else ())
    }
    forms = {
        term: written_as(comparison.analysis, (p for o in outlets for p in places[o][term]), term)
        for term in terms
    }
    least = least_q_of(comparison)
    columns = ("uses here", "uses elsewhere", "z", "adjusted p", "verdict")
    grids = []
    for outlet, table in tables.items():
        rows = []
        for row in table.to_dict("records"):
            term, name = row["term"], outlet_name(outlet)
            shown, q = forms[term], _p(row["q"], least)
            here = sorted(places[outlet][term])
            others = sorted(p for o in outlets if o != outlet for p in places[o][term])
            cells = (
                evidence.button(here, number(row["count"]), f"“{shown}”, {name}"),
                evidence.button(others, number(row["reference_count"]), f"“{shown}”, not {name}"),
                *map(escape, (f"{row['z']:.1f}", q, plain(row["verdict"]))),
            )
            rows.append((shown, cells))
        if rows:
            grids.append(Grid(outlet_name(outlet), columns, tuple(rows)))
    return grids


def _p(value: Any, least: float) -> str:
    if not isinstance(value, float) or value != value:
        return "–"
    return p_words(value).removeprefix("= ") + (" (least)" if isclose(value, least) else "")


def omission_grid(
    comparison: Comparison, evidence: Evidence
) -> list[tuple[str, str, str, Markup, str]]:
    """Return (event, kind, item, outlets that report it with passages, outlets that do not)."""
    found = []
    for row in comparison.omissions.to_dict("records"):
        item = plain(row["item"]) if row["kind"] == "label" else row["item"]
        by = evidence.of_row(row, row["reported_by"], item)
        found.append(
            (event_name(row["event"]), plain(row["kind"]), item, by, row["not_reported_by"])
        )
    return found
