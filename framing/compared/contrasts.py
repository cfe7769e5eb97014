"""Every feature, pair by pair of outlets, on the events both covered; own voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from framing.corpus.occurrences import WORDS
from framing.counts import TEXT, Counts, cells_of
from framing.statistics.contrasts import contrasts
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.compared.selection import Selection
    from framing.compared.settings import Settings
    from framing.estimate import Estimate

# What is covered rather than how: counted in the rates, never contrasted.
_NOT_CONTRASTED = ("actors.", "context.", "labels of ", "mentions of ", "attributions", WORDS)
TITLES = "titles"


def contrast_estimates(
    counts: Counts, selection: Selection, settings: Settings
) -> Iterator[tuple[str, Estimate]]:
    """Yield (section, estimate) for every feature that is found in own voice on shared events.

    Of too many outlets for pairs each is compared with the rest.
    """
    for section in (TEXT, "title"):
        for family, features in families(counts, selection, section).items():
            cells = cells_of(
                counts,
                features=features,
                outlets=selection.outlets,
                events=selection.shared,
                section=section,
            )
            estimates = contrasts(
                cells.hits,
                cells.exposure,
                cells.articles,
                outlets=cells.outlets,
                features=cells.features,
                pairs=settings.pairs,
                against_rest=settings.against_rest or (not settings.pairs and selection.too_many),
                primary=[f for f in settings.primary if f in features and section == TEXT],
                matched=selection.matched,
                family=family,
                seed=settings.seed,
            )
            for estimate in estimates:
                yield section, estimate


def families(counts: Counts, selection: Selection, section: str) -> dict[str, list[str]]:
    """Return the features of each family that occur in own voice on the shared events."""
    found: dict[str, list[str]] = {}
    for name in counts.features("own", section, selection.shared):
        if name.startswith(_NOT_CONTRASTED):
            continue
        kind = name.split(".", 1)[0]
        family = kind if kind in ("naming", "harm") else "contrasts"
        found.setdefault(family if section == TEXT else f"{family}, titles", []).append(name)
    return found


def contrasts_table(estimates: Sequence[tuple[str, Estimate]], counts: Counts) -> pd.DataFrame:
    """Return *estimates* as a table, those that differ first, then by distance from 1."""
    rows = []
    for section, e in estimates:
        rows.append(
            (
                e.feature,
                e.voice,
                section,
                e.target,
                e.reference,
                e.value,
                e.low,
                e.high,
                e.difference,
                e.equal_weight,
                e.p,
                e.p_adj,
                e.family,
                e.n_target,
                e.n_reference,
                e.exposure_target,
                e.exposure_reference,
                counts.unit.get(e.feature, WORDS),
                e.n_events,
                e.n_informative,
                e.n_articles,
                e.matched,
                e.corrected,
                e.verdict,
                e.why,
            )
        )
    rows.sort(key=lambda row: (row[23] != "differs", -_distance(row[6], row[7]), *row[:5]))
    return make_table(COMPARISON_TABLES["contrasts"], rows)


def _distance(low: float | None, high: float | None) -> float:
    """Return how far the nearer bound of a ratio's interval lies from 1, in logs; 0 across 1.

    Rounded, so that the last bits of a sum do not order features that are alike.
    """
    if low is not None and low > 1:
        return round(float(np.log(low)), 12)
    if high is not None and 0 < high < 1:
        return round(float(-np.log(high)), 12)
    return 0.0
