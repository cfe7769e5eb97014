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
from framing.table_columns import numbered

Indices = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.integer[Any]]

# There are several occurrences to a finding, so their columns are narrow.
_DTYPES = (np.int32, np.int32, np.uint8, np.uint8, np.uint8, np.int32)
WORDS, ATTRIBUTIONS, DEATHS = "words", "attributions", "mentions of death"
_NAMING = "naming."
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
    """Gathers rows of tables under names of features."""

    def __init__(self) -> None:
        self.units: dict[str, str] = {}
        self.parts: dict[str, list[tuple[int, Indices]]] = defaultdict(list)

    def add(self, name: str, unit: str, rows: Indices, table: int) -> None:
        self.units[name] = unit
        self.parts[name].append((table, rows))


def find_occurrences(
    findings: Findings, lexicons: CompiledLexicons, referents: Sequence[str]
) -> Occurrences:
    """Return every occurrence of every feature in *findings*; ``referents`` names referents."""
    collector = _Collector()
    _collect_hits(collector, findings, lexicons, referents)
    _collect_attributions(collector, findings)
    _collect_deaths(collector, findings)
    features = tuple(sorted(collector.parts))
    parts = [
        (number, table, rows)
        for number, name in enumerate(features)
        for table, rows in collector.parts[name]
    ]
    sizes = [len(rows) for _, _, rows in parts]
    feature, table = np.repeat(np.array([part[:2] for part in parts]).T, sizes, axis=1)
    row = np.concatenate([rows for _, _, rows in parts])
    place = np.zeros((3, len(row)), np.int64)  # article, voice and section
    for number, columns in enumerate(_places(findings)):
        at = np.flatnonzero(table == number)
        place[:, at] = [column[row[at]] for column in columns]
    values = (place[0], feature, *place[1:], table, row)
    narrow = (value.astype(dtype) for value, dtype in zip(values, _DTYPES, strict=True))
    return Occurrences(features, tuple(collector.units[f] for f in features), *narrow)


def _places(findings: Findings) -> list[tuple[Indices, Indices, Indices]]:
    """Return article, voice and section of the rows of each table; who cites does so as its own."""
    hits, attributions, harm = findings.hits, findings.attributions, findings.harm
    own = np.zeros(len(attributions["article"]), np.int64)
    return [
        (hits["article"], hits["voice"], hits["section"]),
        (attributions["article"], own, attributions["section"]),
        (harm["article"], harm["voice"], harm["section"]),
    ]


def _collect_hits(
    collector: _Collector,
    findings: Findings,
    lexicons: CompiledLexicons,
    referents: Sequence[str],
) -> None:
    hits = findings.hits
    several = _of_several_referents(lexicons)
    for name, referent, rows in _by_feature(findings, lexicons, len(referents)):
        if not name.startswith(_NAMING):
            collector.add(name, WORDS, rows, HITS)
        elif referent >= 0:
            key = f"{name} ({referents[referent]})" if name in several else name
            unit = f"labels of {referents[referent]}"
            collector.add(key, unit, rows, HITS)
            collector.add(unit, WORDS, rows, HITS)
    for number, marker in enumerate(MARKERS):
        rows = np.flatnonzero(hits["marker"] == number)
        if len(rows):
            collector.add(f"marker.{marker}", WORDS, rows, HITS)


def _by_feature(
    findings: Findings, lexicons: CompiledLexicons, n_referents: int
) -> Iterator[tuple[str, int, Indices]]:
    """Yield the hits of each feature: of a label, those of each referent, -1 for none."""
    hits = findings.hits
    at = np.flatnonzero(hits["entry"] >= 0)
    feature = lexicons.feature_number[hits["entry"][at]].astype(np.int64)
    is_naming = np.array([name.startswith(_NAMING) for name in lexicons.features], np.bool_)
    referent = np.where(is_naming[feature], hits["referent"][at], -1)
    key = feature * (n_referents + 1) + referent + 1
    order = np.argsort(key, kind="stable")
    begins = np.flatnonzero(np.diff(key[order], prepend=-1))
    for rows in np.split(order, begins[1:]) if len(order) else ():
        yield lexicons.features[feature[rows[0]]], int(referent[rows[0]]), at[rows]


def _of_several_referents(lexicons: CompiledLexicons) -> set[str]:
    """Return the labels whose entries may stand for one of several referents."""
    possible: dict[str, set[str]] = defaultdict(set)
    for lexicon in lexicons.lexicons:
        for entry in lexicon.entries if f"{lexicon.name}." == _NAMING else ():
            possible[_NAMING + entry.category].update(entry.referent)
    return {name for name, among in possible.items() if len(among) > 1}


def _collect_attributions(collector: _Collector, findings: Findings) -> None:
    table = findings.attributions
    size = len(table["article"])
    collector.add(ATTRIBUTIONS, WORDS, np.arange(size), ATTRIBUTION_ROWS)
    for prefix, column in (
        ("type", "source_type"),
        ("role", "source_role"),
        ("stance", "cue_stance"),
        ("side", "side"),
    ):
        for value, rows in _by_value(table[column]):
            name = f"sourcing.{prefix}.{value}"
            collector.add(name, ATTRIBUTIONS, rows, ATTRIBUTION_ROWS)
    doubting = table["cue_stance"] == "doubting"
    for side, rows in _by_value(table["side"]):
        name = f"sourcing.doubting_side.{side}"
        unit = f"sourcing.side.{side}"
        collector.add(name, unit, rows[doubting[rows]], ATTRIBUTION_ROWS)


def _collect_deaths(collector: _Collector, findings: Findings) -> None:
    table = findings.harm
    deaths = np.flatnonzero(table["harm_class"] == "death")
    collector.add(DEATHS, WORDS, deaths, HARM_ROWS)
    _collect_wordings(collector, findings, deaths, "harm.death", DEATHS)
    for side, rows in _by_value(table["victim_side"][deaths]):
        unit = f"{DEATHS} ({side})"
        collector.add(unit, WORDS, deaths[rows], HARM_ROWS)
        _collect_wordings(collector, findings, deaths[rows], f"harm.death.{side}", unit)


def _collect_wordings(
    collector: _Collector, findings: Findings, rows: Indices, prefix: str, unit: str
) -> None:
    table = findings.harm
    for kind, column in (("form", "form"), ("verb", "verb_class")):
        for value, chosen in _by_value(table[column][rows]):
            collector.add(f"{prefix}.{kind}.{value}", unit, rows[chosen], HARM_ROWS)
    named = rows[table["agent_expressed"][rows].astype(np.bool_)]
    collector.add(f"{prefix}.agent_named", unit, named, HARM_ROWS)


def _by_value(values: npt.NDArray[np.object_]) -> Iterator[tuple[str, Indices]]:
    names, numbers = numbered(values)
    for name in sorted(names):
        yield name, np.flatnonzero(numbers == names.index(name))
