"""How far apart two outlets' choices of label are, referent by referent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from framing.counts import Cells, Counts, cells_of
from framing.estimate import ALPHA
from framing.resampling import benjamini_hochberg
from framing.statistics.naming_distance import LabelChoice, naming_distances
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.compared.selection import Selection
    from framing.compared.settings import Settings
    from framing.estimate import Estimate

_UNIT = "labels of "


def naming_distance_table(counts: Counts, selection: Selection, settings: Settings) -> pd.DataFrame:
    """Return one row a referent and pair of outlets: Jensen–Shannon less its chance value.

    ``p_adj`` is Benjamini–Hochberg over all rows with a p; the verdict rests on it.
    """
    found = _distances(counts, selection, settings)
    adjusted = _adjusted([e.p for e in found])
    rows = []
    for e, p_adj in zip(found, adjusted, strict=True):
        fails = e.verdict == "differs" and p_adj is not None and p_adj > ALPHA
        size = (round(e.n_target), round(e.n_reference), e.n_events, e.matched)
        verdict = "no_evidence" if fails else e.verdict
        rows.append((e.feature, e.target, e.reference, e.value, e.p, p_adj, *size, verdict, e.why))
    return make_table(COMPARISON_TABLES["naming_distance"], rows)


def _adjusted(p: Sequence[float | None]) -> list[float | None]:
    adjusted = iter(benjamini_hochberg([value for value in p if value is not None]).tolist())
    return [None if value is None else next(adjusted) for value in p]


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
