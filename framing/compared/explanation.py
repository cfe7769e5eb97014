"""From a row of a comparison's table to the passages that were counted for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from framing.article import SECTIONS
from framing.compared.source_patterns import ARTICLE_COLUMNS, ONLY_COLUMNS, PATTERN_COLUMNS
from framing.compared.titles import TITLE_COLUMNS
from framing.compared.wire import WIRE_COLUMNS
from framing.compared.words import term_places
from framing.corpus.occurrences import TABLES
from framing.counts import WHOLE_TEXT, Cells, cells_of
from framing.errors import FramingError
from framing.tables import COMPARISON_TABLES
from framing.text.sections import CAPTION
from framing.voice import VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.alignment.omissions import Omission
    from framing.analysis import Analysis
    from framing.compared.quotation import Use
    from framing.compared.selection import Selection
    from framing.corpus.occurrences import Occurrences
    from framing.counts import Counts

Row = Mapping[str, Any]
Places = list[tuple[int, int, int]]

_WIDTH = 90
_EXAMPLE = "for example comparison.explain(comparison.contrasts.iloc[0])"


class Compared(Protocol):
    """What an explanation needs of a comparison."""

    @property
    def analysis(self) -> Analysis: ...
    @property
    def selection(self) -> Selection: ...
    @property
    def occurrences(self) -> Occurrences: ...
    @property
    def counts(self) -> Counts: ...
    @property
    def omitted(self) -> list[Omission]: ...
    @property
    def uses(self) -> list[Use]: ...


def explain(comparison: Compared, row: Row) -> pd.DataFrame:
    """Return the passages behind *row*, one a row, with the text before and after.

    Raises FramingError for something that is no row of a table of *comparison*.
    """
    return _passages(comparison, places_behind(comparison, row))


def places_behind(comparison: Compared, row: Row) -> Places:
    """Return article number, start and end of the passages behind *row*, in their order.

    Raises FramingError as `explain` does.
    """
    if not hasattr(row, "items") or hasattr(row, "columns"):
        raise FramingError(f"explain takes a row of a table, got {type(row).__name__}: {_EXAMPLE}")
    given = {key: None if _is_missing(value) else value for key, value in row.items()}
    for name, places in _PLACES.items():
        if set(_COLUMNS[name]) <= set(given):
            return sorted(places(comparison, given))
    if set(PATTERN_COLUMNS) <= set(given):
        raise FramingError(
            f"source_patterns counts {given['unit']}, not passages; explain a row of"
            f" comparison.article_sources of {given['outlet']!r}, or of comparison.sourcing"
        )
    raise FramingError(
        f"no row of a table: {sorted(given)}; give a row of {', '.join(_PLACES)}, {_EXAMPLE}"
    )


def _is_missing(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value


def _passages(comparison: Compared, places: Places) -> pd.DataFrame:
    import pandas as pd

    corpus, chosen = comparison.analysis.corpus, comparison.selection
    rows = []
    for number, start, end in places:
        text = corpus[number].text
        rows.append(
            (
                corpus[number].id,
                chosen.outlet[number],
                chosen.event[number],
                start,
                end,
                text[max(0, start - _WIDTH) : start].replace("\n", " "),
                text[start:end],
                text[end : end + _WIDTH].replace("\n", " "),
            )
        )
    names = ["article", "outlet", "event", "start", "end", "before", "text", "after"]
    table = pd.DataFrame(rows, columns=names)
    return table.astype({name: "string" for name in names if name not in ("start", "end")})


def cells_of_row(comparison: Compared, row: Mapping[str, Any], outlets: Sequence[str]) -> Cells:
    """Return the counts of *outlets* on shared events behind a *row* of contrasts."""
    return cells_of(
        comparison.counts,
        features=[row["feature"]],
        outlets=outlets,
        events=comparison.selection.shared,
        voice=row["voice"],
        section=row["section"],
    )


def _of_contrast(comparison: Compared, row: Row) -> Places:
    """Return the occurrences on events that target and reference both covered with that unit."""
    from framing.statistics.against_rest import REST

    outlets = comparison.selection.outlets
    target, reference = row["target"], row["reference"]
    references = [o for o in outlets if o != target] if reference == REST else [reference]
    cells = cells_of_row(comparison, row, outlets)
    exposed = cells.exposure[:, :, 0] > 0
    of_target = exposed[outlets.index(target)]
    places: Places = []
    for outlet in references:
        both = of_target & exposed[outlets.index(outlet)]
        events = {event for event, shared in zip(cells.events, both, strict=True) if shared}
        places += _of_feature(comparison, row, {target, outlet}, events)
    return sorted(set(places))


def _of_title(comparison: Compared, row: Row) -> Places:
    """Return the occurrences in title and body, on the events of which both have words."""
    cells = [
        cells_of(
            comparison.counts,
            features=[row["feature"]],
            outlets=[row["outlet"]],
            events=comparison.selection.events,
            voice=row["voice"],
            section=section,
        )
        for section in ("title", WHOLE_TEXT)
    ]
    title, text = (cell.exposure[0, :, 0] for cell in cells)
    both = (title > 0) & (text > title)
    events = {event for event, has in zip(cells[0].events, both, strict=True) if has}
    return _of_feature(comparison, {**row, "section": WHOLE_TEXT}, {row["outlet"]}, events)


def _of_naming_distance(comparison: Compared, row: Row) -> Places:
    """Return every label of the referent, own voice, on the events both outlets covered."""
    counts, chosen = comparison.counts, comparison.selection
    pair = (row["target"], row["reference"])
    covered = [
        {
            e
            for o, e, c in zip(chosen.outlet, chosen.event, chosen.counted, strict=True)
            if c and o == outlet
        }
        for outlet in pair
    ]
    labels = [f for f, unit in counts.unit.items() if unit == f"labels of {row['referent']}"]
    own = {"voice": "own", "section": WHOLE_TEXT}
    return [
        place
        for label in sorted(labels)
        for place in _of_feature(
            comparison, {**own, "feature": label}, set(pair), covered[0] & covered[1]
        )
    ]


def _of_rate(comparison: Compared, row: Row) -> Places:
    return _of_feature(comparison, row, {row["outlet"]}, None)


def _of_feature(
    comparison: Compared, row: Row, outlets: set[str], events: set[str] | None
) -> Places:
    """Return the occurrences of a feature in one voice and section, in some outlets and events."""
    found, chosen = comparison.occurrences, comparison.selection
    in_cell = np.array(
        [
            bool(counted) and outlet in outlets and (events is None or event in events)
            for counted, outlet, event in zip(
                chosen.counted, chosen.outlet, chosen.event, strict=True
            )
        ],
        np.bool_,
    )
    keep = in_cell[found.article] & (found.voice == VOICES.index(row["voice"]))
    keep &= found.feature == found.features.index(row["feature"])
    if row["section"] == WHOLE_TEXT:
        keep &= found.section != CAPTION
    else:
        keep &= found.section == SECTIONS.index(row["section"])
    places: Places = []
    for table, number in zip(found.table[keep].tolist(), found.row[keep].tolist(), strict=True):
        frame = getattr(comparison.analysis.findings, TABLES[table])
        article, start, end = (int(frame[c][number]) for c in ("article", "start", "end"))
        places.append((article, start, end))
    return places


def _of_naming(comparison: Compared, row: Row) -> Places:
    hits = _with_cells(comparison, "hits")
    hits = hits[(hits["lexicon"] == "naming") & (hits["section"] != "caption")]
    return _matching_rows(comparison, hits, row, ("referent", "label", "outlet", "voice"))


def _matching_rows(
    comparison: Compared, table: pd.DataFrame, row: Row, names: tuple[str, ...]
) -> Places:
    keep: npt.NDArray[np.bool_] = np.ones(len(table), np.bool_)
    for name in names:
        values = table[name]
        same = values.isna() if row[name] is None else values.eq(row[name]).fillna(False)
        keep &= same.to_numpy(np.bool_)
    if row.get("event") is not None:
        keep &= (table["event"] == row["event"]).to_numpy(np.bool_)
    number = {article.id: n for n, article in enumerate(comparison.analysis.corpus)}
    found = table[keep]
    return [
        (number[a], int(s), int(e))
        for a, s, e in zip(found["article"], found["start"], found["end"], strict=True)
    ]


def _with_cells(comparison: Compared, name: str) -> pd.DataFrame:
    """Return the counted rows of table *name* with the outlet and event of their cell."""
    table: pd.DataFrame = getattr(comparison.analysis, name)
    chosen = comparison.selection
    number = {article.id: n for n, article in enumerate(comparison.analysis.corpus)}
    article = table["article"].map(number).astype(int).to_numpy()
    table = table.assign(
        outlet=np.array(chosen.outlet, object)[article],
        event=np.array(chosen.event, object)[article],
    )
    shared = chosen.wire.holds(getattr(comparison.analysis.findings, name))
    return table[chosen.counted[article] & ~shared]


def _of_sourcing(comparison: Compared, row: Row) -> Places:
    table = _cited(comparison)
    names = ("outlet", "source_type", "source_role", "side", "cue_stance")
    return _matching_rows(comparison, table, row, names)


def _of_only_source(comparison: Compared, row: Row) -> Places:
    table = _cited(comparison)
    table = table[table["event"].isin(comparison.selection.shared)]
    table = table[table["speaker"].eq(row["source"]).fillna(False)]
    return _matching_rows(comparison, table, row, ("outlet",))


def _of_article_sources(comparison: Compared, row: Row) -> Places:
    return _matching_rows(comparison, _cited(comparison), row, ("article",))


def _cited(comparison: Compared) -> pd.DataFrame:
    """Return the counted attributions but for captions."""
    table = _with_cells(comparison, "attributions")
    return table[table["section"] != "caption"]


def _of_harm(comparison: Compared, row: Row) -> Places:
    table = _with_cells(comparison, "harm")
    table = table[table["voice"] != "quoted"]
    names = ("outlet", "harm_class", "victim_side", "verb_class", "form", "agent_expressed")
    return _matching_rows(comparison, table, row, names)


def _of_words(comparison: Compared, row: Row) -> Places:
    term, outlet = row["term"], row["outlet"]
    return term_places(comparison.analysis, comparison.selection, [term], outlet)[term]


def _of_quotation(comparison: Compared, row: Row) -> Places:
    return [
        (a, s, e)
        for a, s, e, term, outlet, _ in comparison.uses
        if (term, outlet) == (row["term"], row["outlet"])
    ]


def _of_span(comparison: Compared, row: Row) -> Places:
    number = {article.id: n for n, article in enumerate(comparison.analysis.corpus)}
    return [(number[row["article"]], int(row["start"]), int(row["end"]))]


def _of_passage(comparison: Compared, row: Row) -> Places:
    number = {article.id: n for n, article in enumerate(comparison.analysis.corpus)}
    return [
        (number[row[f"article_{side}"]], int(row[f"start_{side}"]), int(row[f"end_{side}"]))
        for side in ("a", "b")
    ]


def _of_coverage(comparison: Compared, row: Row) -> Places:
    chosen = comparison.selection
    cell = (row["outlet"], row["event"])
    return [
        (n, 0, len(article.title or article.text[:_WIDTH]))
        for n, article in enumerate(comparison.analysis.corpus)
        if chosen.counted[n] and (chosen.outlet[n], chosen.event[n]) == cell
    ]


def _of_omission(comparison: Compared, row: Row) -> Places:
    from framing.compared.omissions import places_of

    return places_of(comparison.analysis, comparison.omitted, row)


_PLACES: Mapping[str, Callable[[Compared, Row], Places]] = {
    "passages": _of_passage,
    "contrasts": _of_contrast,
    "naming": _of_naming,
    "rates": _of_rate,
    "words": _of_words,
    "quotation": _of_quotation,
    "harm": _of_harm,
    "sourcing": _of_sourcing,
    "figures": _of_span,
    "wire": _of_span,
    "omissions": _of_omission,
    "coverage": _of_coverage,
    "titles": _of_title,
    "naming_distance": _of_naming_distance,
    "only_sources": _of_only_source,
    "article_sources": _of_article_sources,
}
_COLUMNS: Mapping[str, Collection[str]] = {
    **COMPARISON_TABLES,
    "wire": WIRE_COLUMNS,
    "titles": TITLE_COLUMNS,
    "only_sources": ONLY_COLUMNS,
    "article_sources": ARTICLE_COLUMNS,
}
