"""Contrasts of outlets corrected for the machine's errors by coded sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from framing.coding.codes import Codes, read_codes
from framing.coding.units import SENTENCE, Sentences, count_measures, find_sentences, unit_ids
from framing.compared.contrasts import contrasts_table
from framing.corpus.occurrences import WORDS
from framing.counts import cells_of
from framing.errors import FramingError
from framing.statistics.contrasts import contrasts
from framing.statistics.correction import corrected_counts

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection
    from framing.compared.settings import Settings
    from framing.counts import Counts

Floats = npt.NDArray[np.float64]

FAMILY = "corrected for detector error"


@dataclass(frozen=True, slots=True, eq=False)
class _SentenceCells:
    """The cell (outlet and shared event) of each sentence or -1, shape (n_sentences,).

    ``shape`` is (n_outlets, n_events).
    """

    cell: npt.NDArray[np.int64]
    shape: tuple[int, int]

    @property
    def counted(self) -> npt.NDArray[np.bool_]:
        """Whether each sentence is in a cell."""
        return self.cell >= 0


class Compared(Protocol):
    """What a correction needs of a comparison."""

    @property
    def analysis(self) -> Analysis: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def selection(self) -> Selection: ...
    @property
    def counts(self) -> Counts: ...


def corrected_contrasts(comparison: Compared, coded: Any, key: Any = None) -> pd.DataFrame:
    """Return the contrasts of the coded measures, with counts corrected for detector error.

    *coded* are coded sheets as :func:`framing.agreement` takes them; *key* by default is the
    comparison's analysis. In every cell of outlet and event the count is ``sum(yhat + (R / pi)
    (y - yhat))`` over its sentences (see :func:`framing.statistics.correction.corrected_counts`),
    unbiased whatever the machine misses where; a corrected count may be negative. Where a
    measure is out of attributions or mentions rather than words, and those were coded too, each
    outlet's exposure is scaled by the ratio of its corrected total to the machine's. Intervals by
    event hold the doubt that comes from coding only a sample.

    Columns are those of ``comparison.contrasts``; ``corrected`` says how many sentences were
    coded, and the rows are a family of their own. Raises FramingError where no sentence was coded,
    and for staff wording, whose passages the machine chose.
    """
    analysis, chosen = comparison.analysis, comparison.selection
    if comparison.settings.wording != "published":
        raise FramingError(
            "coded: only published wording can be corrected; compare without wording"
        )
    codes = read_codes(coded, analysis if key is None else key)
    measures = tuple(m for m in codes.measures if m in set(codes.rows["question"]))
    if not measures:
        raise FramingError("coded: no unit of kind 'sentence' is coded; only counts can correct")
    sentences = find_sentences(analysis)
    cells = _cells(comparison, sentences)
    units = {unit: n for n, unit in enumerate(unit_ids(analysis, sentences, SENTENCE))}
    found = count_measures(analysis, sentences, measures)
    corrected = {
        name: _corrected(found[name], *_as_columns(codes, name, units), cells) for name in measures
    }
    machine = cells_of(
        comparison.counts, features=measures, outlets=chosen.outlets, events=chosen.shared
    )
    n_coded = codes.rows.loc[codes.rows["question"].isin(measures), "unit"].nunique()
    settings = comparison.settings
    estimates = contrasts(
        np.stack([corrected[name] for name in measures], axis=2),
        _exposure(measures, machine.units, machine.exposure, corrected, found, cells),
        machine.articles,
        outlets=chosen.outlets,
        features=measures,
        pairs=settings.pairs,
        against_rest=settings.against_rest,
        matched=chosen.matched,
        family=FAMILY,
        corrected=f"{FAMILY}: {n_coded} of {len(sentences)} sentences coded",
        seed=settings.seed,
    )
    return contrasts_table([("text", estimates)], comparison.counts)


def _cells(comparison: Compared, sentences: Sentences) -> _SentenceCells:
    chosen = comparison.selection
    outlet = {name: n for n, name in enumerate(chosen.outlets)}
    event = {name: n for n, name in enumerate(chosen.shared)}
    of_article = np.array(
        [
            outlet[o] * len(event) + event[e] if counted and e in event else -1
            for o, e, counted in zip(chosen.outlet, chosen.event, chosen.counted, strict=True)
        ],
        np.int64,
    )
    return _SentenceCells(of_article[sentences.article], (len(outlet), len(event)))


def _corrected(
    found: npt.NDArray[np.int64], coded: Floats, chance: Floats, cells: _SentenceCells
) -> Floats:
    """Return the corrected counts of one measure, shape (n_outlets, n_events)."""
    own = cells.counted
    n_cells = cells.shape[0] * cells.shape[1]
    counts = corrected_counts(found[own], coded[own], chance[own], cells.cell[own], n_cells=n_cells)
    return counts.count.reshape(cells.shape)


def _as_columns(codes: Codes, measure: str, units: Mapping[str, int]) -> tuple[Floats, Floats]:
    """Return coders' mean count and the chance of each sentence; NaN and 1 where not coded."""
    rows = codes.settled(measure)
    coded, chance = np.full(len(units), np.nan), np.ones(len(units))
    mean = rows["code"].astype(float).groupby(rows["unit"]).mean()
    probability = rows.groupby("unit")["probability"].first()
    for unit, value in mean.items():
        if str(unit) not in units:
            raise FramingError(f"coded: unit {unit} is no sentence of the compared articles")
        coded[units[str(unit)]] = value
        chance[units[str(unit)]] = probability[unit]
    return coded, chance


def _exposure(
    measures: tuple[str, ...],
    units: tuple[str, ...],
    exposure: Floats,
    corrected: Mapping[str, Floats],
    found: Mapping[str, npt.NDArray[np.int64]],
    cells: _SentenceCells,
) -> Floats:
    """Return *exposure* scaled by corrected to found totals, where its unit was coded too."""
    counted, (n_outlets, n_events) = cells.counted, cells.shape
    scaled = exposure.copy()
    for i, unit in enumerate(units):
        if unit == WORDS or unit not in measures:
            continue
        total = corrected[unit].sum(axis=1)
        by_cell = np.bincount(cells.cell[counted], found[unit][counted], n_outlets * n_events)
        machine = by_cell.reshape(n_outlets, n_events).sum(axis=1)
        ratio = np.divide(total, machine, out=np.ones(n_outlets), where=machine > 0)
        scaled[:, :, i] *= np.where(ratio > 0, ratio, 1.0)[:, None]
    return scaled
