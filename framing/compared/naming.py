"""Which label each outlet chooses for each referent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.compared.tally import Tally, tally
from framing.counts import Indices
from framing.tables import COMPARISON_TABLES, make_table
from framing.text.sections import CAPTION
from framing.voice import VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection

# The share of hits that stay unresolved beside a label, and the label's stance.
_About = tuple[float, str | None]


def naming_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return one row a referent, label, outlet and voice; pooled (event NA) and by event.

    ``share`` is out of the outlet's labels for the referent in that voice; ``unresolved`` is the
    share of hits that may name the referent but for which no context decides.
    """
    frame = analysis.findings.hits
    rows = naming_rows(analysis)
    rows = rows[selection.counted[frame["article"][rows]] & ~selection.wire.holds(frame)[rows]]
    resolved = frame["referent"][rows] >= 0
    unresolved = _unresolved(analysis, selection, rows[~resolved])
    rows = rows[resolved]
    article = frame["article"][rows]
    named = [analysis.referents[n] for n in frame["referent"][rows].tolist()]
    voices = [VOICES[n] for n in frame["voice"][rows].tolist()]
    outlets, labels = selection.outlets_of(article), labels_of(analysis, rows)
    found = tally([named, voices, outlets, labels], selection.event_numbers[article], n_group=3)
    stance = _stances(analysis, rows, named, labels)
    of_all = Counter(zip(named, outlets, voices, strict=True))
    about: list[_About] = []
    for name, voice, outlet, label in found.kinds:
        unknown = unresolved[name, outlet]
        missing = unknown / (unknown + of_all[name, outlet, voice]) if unknown else 0.0
        about.append((missing, stance.get((name, label))))
    table = [*_pooled(found, about), *_by_event(found, about, selection.events)]
    table.sort(key=lambda row: (row[0], row[4], row[3] is not None, row[3] or "", row[1], row[2]))
    return make_table(COMPARISON_TABLES["naming"], table)


def _pooled(found: Tally, about: Sequence[_About]) -> Iterator[tuple[Any, ...]]:
    """Yield the row of each kind over all events, *about* it last."""
    columns = (found.count, found.share, found.low, found.high, found.total)
    numbers = zip(*(column.tolist() for column in columns), strict=True)
    for (name, voice, outlet, label), counted, last in zip(
        found.kinds, numbers, about, strict=True
    ):
        yield (name, label, outlet, None, voice, *counted, *last)


def _by_event(
    found: Tally, about: Sequence[_About], events: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Yield the row of each kind and event, which has a share but no interval."""
    for kind, event, count, total in zip(*(c.tolist() for c in found.cells), strict=True):
        name, voice, outlet, label = found.kinds[kind]
        counted = (count, count / total, None, None, total)
        yield (name, label, outlet, events[event], voice, *counted, *about[kind])


def _stances(
    analysis: Analysis, rows: Indices, named: Sequence[str], labels: Sequence[str]
) -> dict[tuple[str, str], str]:
    """Return the stance of each label for each referent, that of the first hit that has one."""
    entries = (analysis.lexicons.entries[n] for n in analysis.findings.hits["entry"][rows].tolist())
    stance: dict[tuple[str, str], str] = {}
    for name, label, entry in zip(named, labels, entries, strict=True):
        if entry.stance is not None:
            stance.setdefault((name, label), entry.stance)
    return stance


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
