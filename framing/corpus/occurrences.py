"""What is counted: every occurrence of every feature, and the row of findings it comes from.

Features and what they are out of (their unit):

- ``lexicon.category`` and ``marker.name``: words of the same voice;
- ``naming.label``: labels of the same referent; a label of several referents is one feature a
  referent, ``naming.label (referent)``, and hits whose referent is not resolved are not counted;
- ``sourcing.type.*, sourcing.role.*, sourcing.stance.*, sourcing.side.*`` and
  ``sourcing.doubting_side.*``: attributions (for the last, those to sources of that side);
- ``harm.death.form.*, harm.death.verb.*, harm.death.agent_named``, and the same by victim side:
  mentions of death (of that side).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.corpus.findings import Findings
from framing.markers import MARKERS
from framing.matching import CompiledLexicons

Indices = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.integer[Any]]
Frame = tuple[Indices, Indices, Indices]

# There are several occurrences to a finding, so their columns are narrow.
_DTYPES = (np.int32, np.int32, np.uint8, np.uint8, np.uint8, np.int32)
WORDS, ATTRIBUTIONS, DEATHS = "words", "attributions", "mentions of death"
HITS, ATTRIBUTION_ROWS, HARM_ROWS = 0, 1, 2
TABLES = ("hits", "attributions", "harm")


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """Occurrences as columns; ``feature`` indexes ``features``, whose units are ``units``.

    ``table`` indexes :data:`TABLES` and ``row`` the rows of that table of the analysis. Units
    other than words are features themselves, named by the unit, so that they can be counted.
    """

    features: tuple[str, ...]
    units: tuple[str, ...]
    article: Numbers
    feature: Numbers
    voice: Numbers
    section: Numbers
    table: Numbers
    row: Numbers

    def by_feature(self, *, at_once: int) -> Iterator[Occurrences]:
        """Yield all occurrences in parts of whole features, of about *at_once* occurrences."""
        ends = np.searchsorted(self.feature, np.arange(1, len(self.features) + 1)).tolist()
        begin = 0
        for end in ends:
            if end - begin >= at_once or (end == len(self.row) and end > begin):
                yield self._of(slice(begin, end))
                begin = end

    def without(self, left_out: Sequence[npt.NDArray[np.bool_]]) -> Occurrences:
        """Return the occurrences less those *left_out*: for each table a flag for every row."""
        keep = np.ones(len(self.row), np.bool_)
        for number, flags in enumerate(left_out):
            rows = np.flatnonzero(self.table == number)
            keep[rows] = ~flags[self.row[rows]]
        return self._of(keep)

    def _of(self, rows: slice | npt.NDArray[np.bool_]) -> Occurrences:
        columns = (self.article, self.feature, self.voice, self.section, self.table, self.row)
        return Occurrences(self.features, self.units, *(column[rows] for column in columns))


class _Collector:
    """Gathers columns of occurrences under names of features."""

    def __init__(self) -> None:
        self.units: dict[str, str] = {}
        self.parts: dict[str, list[tuple[Frame, int, Indices]]] = defaultdict(list)

    def add(self, name: str, unit: str, rows: Indices, frame: Frame, table: int) -> None:
        self.units[name] = unit
        self.parts[name].append((frame, table, rows))


def find_occurrences(
    findings: Findings, lexicons: CompiledLexicons, referents: Sequence[str]
) -> Occurrences:
    """Return every occurrence of every feature in *findings*; ``referents`` names referents."""
    collector = _Collector()
    _collect_hits(collector, findings, lexicons, referents)
    _collect_attributions(collector, findings)
    _collect_deaths(collector, findings)
    features = tuple(sorted(collector.parts))
    size = sum(len(rows) for parts in collector.parts.values() for _, _, rows in parts)
    columns: list[Numbers] = [np.zeros(size, dtype) for dtype in _DTYPES]
    begin = 0
    for number, name in enumerate(features):
        for frame, table, rows in collector.parts[name]:
            own = slice(begin, begin + len(rows))
            article, voice, section = (column[rows] for column in frame)
            values = (article, np.int64(number), voice, section, np.int64(table), rows)
            for column, value in zip(columns, values, strict=True):
                column[own] = value
            begin += len(rows)
    return Occurrences(features, tuple(collector.units[f] for f in features), *columns)


def _collect_hits(
    collector: _Collector,
    findings: Findings,
    lexicons: CompiledLexicons,
    referents: Sequence[str],
) -> None:
    hits = findings.hits
    frame = (hits["article"], hits["voice"], hits["section"])
    is_naming = np.array([x.name == "naming" for x in lexicons.lexicons], np.bool_)
    of_entry = is_naming[lexicons.lexicon_number] if len(lexicons.entries) else is_naming
    naming = np.zeros(len(hits["entry"]), np.bool_)
    naming[hits["entry"] >= 0] = of_entry[hits["entry"][hits["entry"] >= 0]]
    for name, rows in _by_feature(hits["entry"], lexicons):
        plain = rows[~naming[rows]]
        if len(plain):
            collector.add(name, WORDS, plain, frame, HITS)
        labels = rows[naming[rows] & (hits["referent"][rows] >= 0)]
        several = len(_possible_referents(name, lexicons)) > 1
        for referent in np.unique(hits["referent"][labels]).tolist():
            key = f"{name} ({referents[referent]})" if several else name
            unit = f"labels of {referents[referent]}"
            chosen = labels[hits["referent"][labels] == referent]
            collector.add(key, unit, chosen, frame, HITS)
            collector.add(unit, WORDS, chosen, frame, HITS)
    for number, marker in enumerate(MARKERS):
        rows = np.flatnonzero(hits["marker"] == number)
        if len(rows):
            collector.add(f"marker.{marker}", WORDS, rows, frame, HITS)


def _by_feature(entry: Indices, lexicons: CompiledLexicons) -> Iterator[tuple[str, Indices]]:
    names = sorted({lexicons.feature(i) for i in range(len(lexicons.entries))})
    number = {name: n for n, name in enumerate(names)}
    of_entry = np.array([number[lexicons.feature(i)] for i in range(len(lexicons.entries))] + [-1])
    feature = of_entry[entry]
    order = np.argsort(feature, kind="stable")
    bounds = np.searchsorted(feature[order], np.arange(len(names) + 1))
    for n, name in enumerate(names):
        if bounds[n] < bounds[n + 1]:
            yield name, order[bounds[n] : bounds[n + 1]]


def _possible_referents(feature: str, lexicons: CompiledLexicons) -> set[str]:
    name, category = feature.split(".", 1)
    return {
        referent
        for lexicon in lexicons.lexicons
        if lexicon.name == name
        for entry in lexicon.entries
        if entry.category == category
        for referent in entry.referent
    }


def _collect_attributions(collector: _Collector, findings: Findings) -> None:
    table = findings.attributions
    size = len(table["article"])
    own = np.zeros(size, np.int64)
    frame = (table["article"], own, table["section"])
    collector.add(ATTRIBUTIONS, WORDS, np.arange(size), frame, ATTRIBUTION_ROWS)
    for prefix, column in (
        ("type", "source_type"),
        ("role", "source_role"),
        ("stance", "cue_stance"),
        ("side", "side"),
    ):
        for value, rows in _by_value(table[column]):
            name = f"sourcing.{prefix}.{value}"
            collector.add(name, ATTRIBUTIONS, rows, frame, ATTRIBUTION_ROWS)
    doubting = table["cue_stance"] == "doubting"
    for side, rows in _by_value(table["side"]):
        name = f"sourcing.doubting_side.{side}"
        unit = f"sourcing.side.{side}"
        collector.add(name, unit, rows[doubting[rows]], frame, ATTRIBUTION_ROWS)


def _collect_deaths(collector: _Collector, findings: Findings) -> None:
    table = findings.harm
    frame = (table["article"], table["voice"], table["section"])
    deaths = np.flatnonzero(table["harm_class"] == "death")
    collector.add(DEATHS, WORDS, deaths, frame, HARM_ROWS)
    _collect_wordings(collector, findings, deaths, "harm.death", DEATHS)
    for side, rows in _by_value(table["victim_side"][deaths]):
        unit = f"{DEATHS} ({side})"
        collector.add(unit, WORDS, deaths[rows], frame, HARM_ROWS)
        _collect_wordings(collector, findings, deaths[rows], f"harm.death.{side}", unit)


def _collect_wordings(
    collector: _Collector, findings: Findings, rows: Indices, prefix: str, unit: str
) -> None:
    table = findings.harm
    frame = (table["article"], table["voice"], table["section"])
    for kind, column in (("form", "form"), ("verb", "verb_class")):
        for value, chosen in _by_value(table[column][rows]):
            collector.add(f"{prefix}.{kind}.{value}", unit, rows[chosen], frame, HARM_ROWS)
    named = rows[table["agent_expressed"][rows].astype(np.bool_)]
    collector.add(f"{prefix}.agent_named", unit, named, frame, HARM_ROWS)


def _by_value(values: npt.NDArray[np.object_]) -> Iterator[tuple[str, Indices]]:
    for value in sorted({v for v in values.tolist() if v is not None}):
        yield value, np.flatnonzero(values == value)
