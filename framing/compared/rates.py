"""How often each outlet uses each feature, by voice and section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.corpus.occurrences import WORDS
from framing.counts import SECTION_KEYS, Counts, cells_of
from framing.statistics.rates import rates
from framing.tables import COMPARISON_TABLES, make_table
from framing.voice import VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.compared.selection import Selection


def rates_table(counts: Counts, selection: Selection) -> pd.DataFrame:
    """Return one row a feature, voice, section and outlet, over all events the outlet covered.

    ``rate`` is hits per unit of exposure, and per word where the unit is words. A feature has
    rows for all outlets wherever any of them uses it.
    """
    rows = []
    for voice in VOICES:
        for section in SECTION_KEYS:
            features = [f for f in counts.features(voice, section) if f != WORDS]
            if not features:
                continue
            cells = cells_of(
                counts,
                features=features,
                outlets=selection.outlets,
                events=selection.events,
                voice=voice,
                section=section,
            )
            for estimate in rates(
                cells.hits,
                cells.exposure,
                cells.articles,
                outlets=cells.outlets,
                features=cells.features,
                voice=voice,
            ):
                rows.append(
                    (
                        estimate.feature,
                        voice,
                        section,
                        estimate.target,
                        estimate.n_target,
                        estimate.exposure_target,
                        counts.unit.get(estimate.feature, WORDS),
                        estimate.value,
                        estimate.low,
                        estimate.high,
                        estimate.n_articles,
                        estimate.n_informative,
                    )
                )
    rows.sort(key=lambda row: row[:4])
    return make_table(COMPARISON_TABLES["rates"], rows)
