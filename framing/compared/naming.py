"""Which label each outlet chooses for each referent, and how far apart the choices are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.compared.tally import tally
from framing.counts import Cells, Counts, Indices, cells_of
from framing.resampling import benjamini_hochberg
from framing.statistics.naming_distance import LabelChoice, naming_distances
from framing.tables import COMPARISON_TABLES, make_table
from framing.text.sections import CAPTION
from framing.voice import VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection
    from framing.compared.settings import Settings
    from framing.estimate import Estimate

_UNIT = "labels of "


def naming_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return one row a referent, label, outlet and voice; pooled (event NA) and by event.

    ``share`` is out of the outlet's labels for the referent in that voice; ``unresolved`` is the
    share of hits that may name the referent but for which no context decides.
    """
    frame = analysis.findings.hits
    rows = naming_rows(analysis)
    rows = rows[selection.counted[frame["article"][rows]] & ~selection.wire.holds(frame)[rows]]
    article, referent = frame["article"][rows], frame["referent"][rows]
    unresolved = _unresolved(analysis, selection, rows[referent < 0])
    rows, article, referent = (column[referent >= 0] for column in (rows, article, referent))
    named = [analysis.referents[n] for n in referent.tolist()]
    entries = [analysis.lexicons.entries[n] for n in frame["entry"][rows].tolist()]
    labels = labels_of(analysis, rows)
    stance: dict[tuple[str, str], str] = {}
    for name, label, entry in zip(named, labels, entries, strict=True):
        if entry.stance is not None:
            stance.setdefault((name, label), entry.stance)
    voices = [VOICES[n] for n in frame["voice"][rows].tolist()]
    found = tally(
        [named, voices, selection.outlets_of(article), labels],
        selection.event_numbers[article],
        n_group=3,
    )
    of_all = Counter(zip(named, selection.outlets_of(article), voices, strict=True))
    table: list[tuple[Any, ...]] = []
    ends: list[tuple[Any, ...]] = []
    numbers = (found.count, found.share, found.low, found.high, found.total)
    for (name, voice, outlet, label), count, share, low, high, total in zip(
        found.kinds, *(column.tolist() for column in numbers), strict=True
    ):
        unknown = unresolved.get((name, outlet), 0)
        missing = unknown / (unknown + of_all[name, outlet, voice]) if unknown else 0.0
        ends.append((missing, stance.get((name, label))))
        table.append((name, label, outlet, None, voice, count, share, low, high, total, *ends[-1]))
    for row, event, count, total in zip(*(c.tolist() for c in found.cells), strict=True):
        name, voice, outlet, label = found.kinds[row]
        shares = (count / total, None, None, total)
        table.append(
            (name, label, outlet, selection.events[event], voice, count, *shares, *ends[row])
        )
    table.sort(key=lambda row: (row[0], row[4], row[3] is not None, row[3] or "", row[1], row[2]))
    return make_table(COMPARISON_TABLES["naming"], table)


def naming_rows(analysis: Analysis) -> Indices:
    """Return the rows of naming hits, captions left out."""
    frame, lexicons = analysis.findings.hits, analysis.lexicons
    naming = np.array([lexicon.name == "naming" for lexicon in lexicons.lexicons] or [False])
    entry = frame["entry"]
    if not len(lexicons.entries) or not len(entry):
        return np.zeros(0, np.int64)
    is_naming = (entry >= 0) & naming[lexicons.lexicon_number[np.maximum(entry, 0)]]
    return np.flatnonzero(is_naming & (frame["section"] != CAPTION))


def labels_of(analysis: Analysis, rows: Indices) -> list[str]:
    """Return the label of each naming hit in *rows*."""
    entries = (analysis.lexicons.entries[n] for n in analysis.findings.hits["entry"][rows].tolist())
    return [entry.label or entry.category.replace("_", " ") for entry in entries]


def counted_hits(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return the hits of counted articles less captions, under their cell's outlet and event."""
    hits = analysis.hits
    number = {article.id: n for n, article in enumerate(analysis.corpus)}
    article = hits["article"].map(number).astype(int).to_numpy()
    hits = hits.assign(
        outlet=np.array(selection.outlet, object)[article],
        event=np.array(selection.event, object)[article],
    )
    counted = selection.counted[article] & (hits["section"] != "caption").to_numpy()
    return hits[counted & ~selection.wire.holds(analysis.findings.hits)]


def _unresolved(
    analysis: Analysis, selection: Selection, rows: Indices
) -> Counter[tuple[str, str]]:
    """Count, by referent and outlet, the hits that may name it but are not resolved."""
    frame = analysis.findings.hits
    found: Counter[tuple[str, str]] = Counter()
    outlets = selection.outlets_of(frame["article"][rows])
    for entry, outlet in zip(frame["entry"][rows].tolist(), outlets, strict=True):
        for referent in analysis.lexicons.entries[entry].referent:
            found[referent, outlet] += 1
    return found


def naming_distance_table(counts: Counts, selection: Selection, settings: Settings) -> pd.DataFrame:
    """Return one row a referent and pair of outlets: Jensen-Shannon less its chance value."""
    rows = _distances(counts, selection, settings)
    tested = [e for e in rows if e.p is not None]
    adjusted = dict(
        zip(
            map(id, tested),
            benjamini_hochberg([e.p for e in tested if e.p is not None]).tolist() if tested else [],
            strict=True,
        )
    )
    return make_table(
        COMPARISON_TABLES["naming_distance"],
        [
            (
                e.feature,
                e.target,
                e.reference,
                e.value,
                e.p,
                adjusted.get(id(e)),
                round(e.n_target),
                round(e.n_reference),
                e.n_events,
                e.matched,
                e.verdict if e.verdict != "differs" or adjusted[id(e)] <= 0.05 else "no_evidence",
                e.why,
            )
            for e in rows
        ],
    )


def _distances(counts: Counts, selection: Selection, settings: Settings) -> list[Estimate]:
    """Return the distance of every pair of outlets for every referent."""
    labels = sorted(f for f, unit in counts.unit.items() if unit.startswith(_UNIT))
    cells = cells_of(counts, features=labels, outlets=selection.outlets, events=selection.shared)
    choices = [
        choice
        for unit in sorted(set(cells.units))
        for choice in _choices(cells, unit, settings.pairs or selection.pairs)
    ]
    return naming_distances(choices, matched=selection.matched, seed=settings.seed)


def _choices(cells: Cells, unit: str, pairs: Sequence[tuple[str, str]]) -> Iterator[LabelChoice]:
    """Yield the labels of one referent, whose labels are counted as *unit*, by pair of outlets."""
    of_unit = [n for n, own in enumerate(cells.units) if own == unit]
    hits, articles = cells.hits[:, :, of_unit], cells.articles[:, :, of_unit].max(axis=2)
    number = {outlet: n for n, outlet in enumerate(cells.outlets)}
    for target, reference in pairs:
        a, b = number[target], number[reference]
        both = cells.covered[a] & cells.covered[b]
        n_articles = int(articles[a, both].sum() + articles[b, both].sum())
        referent = unit.removeprefix(_UNIT)
        yield LabelChoice(hits[a, both], hits[b, both], referent, target, reference, n_articles)
