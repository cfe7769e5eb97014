"""Counts of features and of what they are out of, by outlet, event, voice and section; additive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt

from framing.article import SECTIONS
from framing.corpus.findings import Findings
from framing.corpus.occurrences import WORDS, Occurrences
from framing.text.sections import CAPTION
from framing.voice import VOICES

WHOLE_TEXT = "text"
SECTION_KEYS = (WHOLE_TEXT, *SECTIONS)

Key = tuple[str, str, str, str, str]
Names = tuple[tuple[str, ...], ...]
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_VOICE, _SECTION, _FEATURE, _OUTLET, _EVENT = range(5)
_OCCURRENCES_AT_ONCE = 200_000
_NONE = np.zeros(0, np.int64)
_NO_NAMES: Names = ((),) * 5


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Counts:
    """Additive counts as columns; ``+`` is associative and commutative, ``Counts()`` is its zero.

    A row is a voice, section, feature, outlet and event, given by its numbers in ``names``
    (``codes``, shape (5, rows), sorted), with its ``n_hits`` and ``n_articles`` (with a hit).
    Words are a feature too, the unit of many; ``unit`` tells what a feature is counted out of.
    ``read`` counts articles by (outlet, event). The section ``text`` is all but captions.

    >>> one = counts_from({("A", "e", "f", "own", "text"): 2})
    >>> (one + one).hits
    {('A', 'e', 'f', 'own', 'text'): 4}
    """

    names: Names = _NO_NAMES
    codes: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros((5, 0), np.int32))
    n_hits: Indices = field(default_factory=lambda: _NONE)
    n_articles: Indices = field(default_factory=lambda: _NONE)
    unit: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def __repr__(self) -> str:
        outlets, events = (len({cell[i] for cell in self.read} - {""}) for i in (0, 1))
        articles = f"{sum(self.read.values()):,} articles"
        return f"<Counts: {articles}, {outlets:,} outlets, {events:,} events>"

    def __add__(self, other: Counts) -> Counts:
        both = (self, other)
        names = tuple(
            tuple(sorted(set(chain(mine, theirs))))
            for mine, theirs in zip(self.names, other.names, strict=True)
        )
        places = [_place(names, _renamed(part, names)) for part in both]
        read = dict(self.read)
        for cell, count in other.read.items():
            read[cell] = read.get(cell, 0) + count
        return _summed(
            names,
            np.concatenate(places),
            np.concatenate([part.n_hits for part in both]),
            np.concatenate([part.n_articles for part in both]),
            unit={**self.unit, **other.unit},
            read=read,
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Counts):
            return NotImplemented
        mine, theirs = ((c.hits, c.articles, c.unit, c.read) for c in (self, other))
        return mine == theirs

    @property
    def hits(self) -> dict[Key, int]:
        """The hits by (outlet, event, feature, voice, section)."""
        return self._by_key(self.n_hits)

    @property
    def articles(self) -> dict[Key, int]:
        """The articles with a hit by (outlet, event, feature, voice, section)."""
        return self._by_key(self.n_articles)

    def _by_key(self, values: Indices) -> dict[Key, int]:
        order = (_OUTLET, _EVENT, _FEATURE, _VOICE, _SECTION)
        columns = ([self.names[k][c] for c in self.codes[k].tolist()] for k in order)
        return dict(zip(zip(*columns, strict=True), values.tolist(), strict=True))

    def rows(self, voice: str, section: str) -> slice:
        """Return where the rows of one *voice* and *section* lie."""
        voices, sections = self.names[_VOICE], self.names[_SECTION]
        if voice not in voices or section not in sections:
            return slice(0, 0)
        low, high = 0, self.codes.shape[1]
        for column, name, names in ((_VOICE, voice, voices), (_SECTION, section, sections)):
            number = names.index(name)
            rows = self.codes[column, low:high]
            low, high = (low + np.searchsorted(rows, (number, number + 1))).tolist()
        return slice(low, high)

    def features(self, voice: str, section: str, events: Sequence[str] | None = None) -> list[str]:
        """Return the features with hits in one *voice* and *section*, on *events* if given."""
        rows = self.rows(voice, section)
        feature = self.codes[_FEATURE, rows]
        if events is not None:
            among = np.isin(self.names[_EVENT], list(events))
            feature = feature[among[self.codes[_EVENT, rows]]]
        return [self.names[_FEATURE][c] for c in np.unique(feature).tolist()]


def counts_from(
    hits: Mapping[Key, int],
    articles: Mapping[Key, int] | None = None,
    *,
    unit: Mapping[str, str] | None = None,
    read: Mapping[tuple[str, str], int] | None = None,
) -> Counts:
    """Return *hits*, and *articles* with a hit, by (outlet, event, feature, voice, section)."""
    columns = list(zip(*hits, strict=True)) or [()] * 5
    outlet, event, feature, voice, section = columns
    names, codes = [], []
    for values in (voice, section, feature, outlet, event):
        names.append(tuple(sorted(set(values))))
        number = {value: n for n, value in enumerate(names[-1])}
        codes.append([number[value] for value in values])
    return _summed(
        tuple(names),
        _place(tuple(names), np.array(codes, np.int64).reshape(5, -1)),
        np.array(list(hits.values()), np.int64),
        np.array([(articles or {}).get(key, 0) for key in hits], np.int64),
        unit=dict(unit or {}),
        read=dict(read or {}),
    )


def _renamed(counts: Counts, names: Names) -> Indices:
    """Return the codes of *counts* as numbers in *names*, which hold its own."""
    codes = np.empty(counts.codes.shape, np.int64)
    for k, (old, new) in enumerate(zip(counts.names, names, strict=True)):
        number = {name: n for n, name in enumerate(new)}
        codes[k] = np.array([number[name] for name in old], np.int64)[counts.codes[k]]
    return codes


def _shape(names: Names) -> list[int]:
    return [max(len(name), 1) for name in names]


def _place(names: Names, codes: Sequence[Indices] | Indices) -> Indices:
    """Return one number for the voice, section, feature, outlet and event of each row."""
    place: Indices = np.ravel_multi_index(tuple(codes), _shape(names))
    return place


def _summed(
    names: Names,
    place: Indices,
    hits: Indices,
    articles: Indices,
    *,
    unit: Mapping[str, str],
    read: Mapping[tuple[str, str], int],
) -> Counts:
    """Return counts with the rows sorted by *place* and those of one place added up."""
    distinct, n_hits, n_articles = _totals(place, hits, articles)
    codes = np.stack([c.astype(np.int32) for c in np.unravel_index(distinct, _shape(names))])
    return Counts(names, codes, n_hits, n_articles, unit, read)


def _totals(place: Indices, *values: Indices) -> list[Indices]:
    """Return the distinct places, sorted, and the sum of each of *values* there."""
    distinct, number = np.unique(place, return_inverse=True)
    totals = []
    for value in values:
        total = np.zeros(len(distinct), np.int64)
        np.add.at(total, number.reshape(-1), value)
        totals.append(total)
    return [distinct, *totals]


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
    chosen = np.flatnonzero(counted).tolist()
    outlets = tuple(sorted({outlet[n] for n in chosen}))
    events = tuple(sorted({event[n] for n in chosen}))
    cell = np.full((2, len(outlet)), -1, np.int64)
    numbers = [{name: n for n, name in enumerate(names)} for names in (outlets, events)]
    cell[0, chosen] = [numbers[0][outlet[n]] for n in chosen]
    cell[1, chosen] = [numbers[1][event[n]] for n in chosen]
    features = tuple(sorted({*occurrences.features, WORDS}))
    names = (VOICES, SECTION_KEYS, features, outlets, events)
    parts = [
        _hits_by_place(part, names, cell)
        for part in occurrences.by_feature(at_once=_OCCURRENCES_AT_ONCE)
    ]
    parts.append(_words_by_place(findings.words if words is None else words, names, cell))
    read = Counter((outlet[n], event[n]) for n in chosen)
    units = dict(zip(occurrences.features, occurrences.units, strict=True))
    columns = (np.concatenate(column) for column in zip(*parts, strict=True))
    return _summed(names, *columns, unit=units, read=dict(read))


def _hits_by_place(occurrences: Occurrences, names: Names, cell: Indices) -> list[Indices]:
    """Return places, the hits there and the articles with a hit."""
    number = {name: n for n, name in enumerate(names[_FEATURE])}
    of_name = np.array([number[name] for name in occurrences.features], np.int64)
    keep = np.flatnonzero(cell[0, occurrences.article] >= 0)
    of_text = keep[occurrences.section[keep] != CAPTION]
    rows = np.concatenate([of_text, keep])
    section = np.zeros(len(rows), np.int64)
    section[len(of_text) :] = occurrences.section[keep] + 1
    columns = (occurrences.article, occurrences.voice, of_name[occurrences.feature])
    article, voice, feature = (column[rows] for column in columns)
    shape = (len(cell[0]), *_shape(names)[:3])
    held, hits = np.unique(
        np.ravel_multi_index((article, voice, section, feature), shape), return_counts=True
    )
    article, *kind = np.unravel_index(held, shape)
    return _totals(_place(names, (*kind, *cell[:, article])), hits, np.ones(len(held), np.int64))


def _words_by_place(found: Indices, names: Names, cell: Indices) -> list[Indices]:
    of_text = found.sum(axis=2) - found[:, :, CAPTION]
    words = np.concatenate((of_text[:, :, None], found), axis=2)
    words[cell[0] < 0] = 0
    article, voice, section = np.nonzero(words)
    feature = np.full(len(article), names[_FEATURE].index(WORDS))
    place = _place(names, (voice, section, feature, *cell[:, article]))
    return _totals(place, words[article, voice, section], np.ones(len(place), np.int64))


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
    section: str = WHOLE_TEXT,
) -> Cells:
    """Return *counts* of *features* in one voice and section as arrays."""
    units = tuple(counts.unit.get(feature, WORDS) for feature in features)
    wanted = (*features, *sorted(set(units) - set(features)))
    hits = np.zeros((len(outlets), len(events), len(wanted)))
    articles = np.zeros(hits.shape, np.int64)
    rows, at = _places(counts, counts.rows(voice, section), outlets, events, wanted)
    hits[at], articles[at] = counts.n_hits[rows], counts.n_articles[rows]
    number = {name: n for n, name in enumerate(wanted)}
    exposure = hits[:, :, [number[unit] for unit in units]]
    return Cells(
        tuple(outlets),
        tuple(events),
        tuple(features),
        units,
        hits[:, :, : len(features)],
        articles[:, :, : len(features)],
        exposure,
        np.array([[(o, e) in counts.read for e in events] for o in outlets], np.bool_).reshape(
            hits.shape[:2]
        ),
    )


def _places(
    counts: Counts,
    among: slice,
    outlets: Sequence[str],
    events: Sequence[str],
    features: Sequence[str],
) -> tuple[Indices, tuple[Indices, ...]]:
    """Return which rows *among* are of these outlets, events and features, and where they go."""
    place = []
    for k, wanted in ((_OUTLET, outlets), (_EVENT, events), (_FEATURE, features)):
        number = {name: n for n, name in enumerate(wanted)}
        new = np.array([number.get(name, -1) for name in counts.names[k]], np.int64)
        place.append(new[counts.codes[k, among]])
    keep = np.flatnonzero((place[0] >= 0) & (place[1] >= 0) & (place[2] >= 0))
    return among.start + keep, tuple(part[keep] for part in place)
