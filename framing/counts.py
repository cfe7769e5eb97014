"""Counts of features and of what they are out of, by outlet, event, voice and section; additive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from framing.article import SECTIONS
from framing.corpus.findings import Findings
from framing.corpus.occurrences import WORDS, Occurrences
from framing.text.sections import CAPTION
from framing.voice import VOICES

TEXT = "text"
SECTION_KEYS = (TEXT, *SECTIONS)

Key = tuple[str, str, str, str, str]
K = TypeVar("K")
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Counts of one voice and section; ``codes`` index the outlets, events, features ``names``."""

    names: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    codes: tuple[Indices, Indices, Indices]
    hits: Indices
    articles: Indices


@dataclass(frozen=True, slots=True)
class Counts:
    """Additive counts; ``+`` is associative and commutative, and ``Counts()`` is its zero.

    ``hits`` and ``articles`` (with a hit) go by (outlet, event, feature, voice, section); words
    are a feature too, the unit of many. ``unit`` tells what a feature is counted out of;
    ``read`` counts articles by (outlet, event). The section ``text`` is all but captions.

    >>> one = Counts(hits={("A", "e", "f", "own", "text"): 2})
    >>> (one + one).hits
    {('A', 'e', 'f', 'own', 'text'): 4}
    """

    hits: Mapping[Key, int] = field(default_factory=dict)
    articles: Mapping[Key, int] = field(default_factory=dict)
    unit: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[tuple[str, str], int] = field(default_factory=dict)
    _columns: dict[tuple[str, str], Columns] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def columns(self) -> Mapping[tuple[str, str], Columns]:
        """The counts of each (voice, section) as columns; made once."""
        if not self._columns and self.hits:
            self._columns.update(_as_columns(self))
        return self._columns

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            hits=_sum(self.hits, other.hits),
            articles=_sum(self.articles, other.articles),
            unit={**self.unit, **other.unit},
            read=_sum(self.read, other.read),
        )


def _sum(one: Mapping[K, int], other: Mapping[K, int]) -> dict[K, int]:
    total = dict(one)
    for key, count in other.items():
        total[key] = total.get(key, 0) + count
    return total


def _as_columns(counts: Counts) -> dict[tuple[str, str], Columns]:
    codes, names = [], []
    for values in zip(*counts.hits, strict=True):
        name = tuple(dict.fromkeys(values))
        number = {value: n for n, value in enumerate(name)}
        codes.append(np.array([number[value] for value in values], np.int64))
        names.append(name)
    hits = np.array(list(counts.hits.values()), np.int64)
    articles = np.array([counts.articles.get(key, 0) for key in counts.hits], np.int64)
    kind = codes[3] * len(names[4]) + codes[4]
    columns = {}
    for number in np.unique(kind).tolist():
        rows = np.flatnonzero(kind == number)
        voice, section = divmod(number, len(names[4]))
        columns[names[3][voice], names[4][section]] = Columns(
            (names[0], names[1], names[2]),
            (codes[0][rows], codes[1][rows], codes[2][rows]),
            hits[rows],
            articles[rows],
        )
    return columns


def count_occurrences(
    occurrences: Occurrences,
    findings: Findings,
    *,
    outlet: Sequence[str],
    event: Sequence[str],
    counted: Flags,
    words: Indices | None = None,
) -> Counts:
    """Return the counts of the articles that are *counted*.

    *outlet*, *event* and *counted* have one value an article; *words* by article, voice and
    section are those of *findings* unless given.
    """
    cells = sorted({(o, e) for o, e, c in zip(outlet, event, counted, strict=True) if c})
    number = {cell: n for n, cell in enumerate(cells)}
    pairs = zip(outlet, event, counted, strict=True)
    cell = np.array([number[o, e] if c else -1 for o, e, c in pairs], np.int64)
    keep = cell[occurrences.article] >= 0
    of_text = keep & (occurrences.section != CAPTION)
    hits: dict[Key, int] = {}
    articles: dict[Key, int] = {}
    for rows, section in (
        (np.flatnonzero(of_text), np.zeros(int(of_text.sum()), np.int64)),
        (np.flatnonzero(keep), occurrences.section[keep] + 1),
    ):
        _count_into(hits, articles, occurrences, rows, section, cell, cells)
    _count_words(hits, articles, findings.words if words is None else words, cell, cells)
    read: dict[tuple[str, str], int] = {}
    for n in cell[cell >= 0].tolist():
        read[cells[n]] = read.get(cells[n], 0) + 1
    units = dict(zip(occurrences.features, occurrences.units, strict=True))
    return Counts(hits, articles, units, read)


def _count_into(
    hits: dict[Key, int],
    articles: dict[Key, int],
    occurrences: Occurrences,
    rows: Indices,
    section: Indices,
    cell: Indices,
    cells: Sequence[tuple[str, str]],
) -> None:
    article = occurrences.article[rows]
    shape = (len(cells), max(len(occurrences.features), 1), len(VOICES), len(SECTION_KEYS))
    columns = (cell[article], occurrences.feature[rows], occurrences.voice[rows], section)
    if not len(rows):
        return
    place = np.ravel_multi_index(columns, shape)
    found, count = np.unique(place, return_counts=True)
    once = np.unique(np.stack([place, article]), axis=1)[0]
    with_hit = np.unique(once, return_counts=True)[1]
    for c, f, v, s, n, m in zip(
        *(part.tolist() for part in np.unravel_index(found, shape)),
        count.tolist(),
        with_hit.tolist(),
        strict=True,
    ):
        key = (*cells[c], occurrences.features[f], VOICES[v], SECTION_KEYS[s])
        hits[key], articles[key] = n, m


def _count_words(
    hits: dict[Key, int],
    articles: dict[Key, int],
    found: Indices,
    cell: Indices,
    cells: Sequence[tuple[str, str]],
) -> None:
    of_text = found.sum(axis=2) - found[:, :, CAPTION]
    words = np.concatenate((of_text[:, :, None], found), axis=2)
    order = np.argsort(cell, kind="stable")
    bounds = np.searchsorted(cell[order], np.arange(len(cells) + 1))
    for number, place in enumerate(cells):
        own = words[order[bounds[number] : bounds[number + 1]]]
        total, with_words = own.sum(axis=0), (own > 0).sum(axis=0)
        for v, s in zip(*np.nonzero(total), strict=True):
            key = (*place, WORDS, VOICES[v], SECTION_KEYS[s])
            hits[key], articles[key] = int(total[v, s]), int(with_words[v, s])


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Counts as arrays of shape (outlets, events, features), for one voice and section.

    ``exposure`` counts each feature's unit; ``covered`` (outlets, events) tells where an outlet
    has an article.
    """

    outlets: tuple[str, ...]
    events: tuple[str, ...]
    features: tuple[str, ...]
    units: tuple[str, ...]
    hits: npt.NDArray[np.float64]
    articles: Indices
    exposure: npt.NDArray[np.float64]
    covered: Flags


def cells_of(
    counts: Counts,
    *,
    features: Sequence[str],
    outlets: Sequence[str],
    events: Sequence[str],
    voice: str = "own",
    section: str = TEXT,
) -> Cells:
    """Return *counts* of *features* in one voice and section as arrays."""
    units = tuple(counts.unit.get(feature, WORDS) for feature in features)
    wanted = (*features, *sorted(set(units) - set(features)))
    hits = np.zeros((len(outlets), len(events), len(wanted)))
    articles = np.zeros(hits.shape, np.int64)
    row = {name: n for n, name in enumerate(outlets)}
    column = {name: n for n, name in enumerate(events)}
    number = {name: n for n, name in enumerate(wanted)}
    rows = counts.columns.get((voice, section))
    if rows is not None:
        place = [
            np.array([known.get(name, -1) for name in names], np.int64)[code]
            for known, names, code in zip(
                (row, column, number), rows.names, rows.codes, strict=True
            )
        ]
        keep = (place[0] >= 0) & (place[1] >= 0) & (place[2] >= 0)
        at = tuple(part[keep] for part in place)
        hits[at], articles[at] = rows.hits[keep], rows.articles[keep]
    covered = np.zeros(hits.shape[:2], np.bool_)
    for o, e in counts.read:
        if o in row and e in column:
            covered[row[o], column[e]] = True
    exposure = hits[:, :, [number[unit] for unit in units]]
    return Cells(
        tuple(outlets),
        tuple(events),
        tuple(features),
        units,
        hits[:, :, : len(features)],
        articles[:, :, : len(features)],
        exposure,
        covered,
    )
