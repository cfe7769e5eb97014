"""How often each outlet uses each feature, by voice and section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from framing.corpus.occurrences import WORDS
from framing.counts import SECTION_KEYS, Counts, cells_of
from framing.estimate import Estimates, join_estimates
from framing.statistics.rates import rates
from framing.tables import COMPARISON_TABLES, make_table, sort_rows
from framing.voice import VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.compared.selection import Selection

_FIELDS = {
    "feature": "feature",
    "voice": "voice",
    "outlet": "target",
    "count": "n_target",
    "exposure": "exposure_target",
    "rate": "value",
    "low": "low",
    "high": "high",
    "n_articles": "n_articles",
    "n_events": "n_informative",
}


def rates_table(counts: Counts, selection: Selection) -> pd.DataFrame:
    """Return one row a feature, voice, section and outlet, over all events the outlet covered.

    ``rate`` is hits per unit of exposure, and per word where the unit is words. A feature has
    rows for all outlets wherever any of them uses it.
    """
    parts = []
    for voice in VOICES:
        for section in SECTION_KEYS:
            features = [f for f in counts.features(voice, section) if f != WORDS]
            if features:
                parts.append((section, _rates(counts, selection, features, voice, section)))
    joined = join_estimates([estimates for _, estimates in parts]).columns
    columns: dict[str, Any] = {name: joined.get(field, []) for name, field in _FIELDS.items()}
    columns["section"] = [section for section, estimates in parts for _ in range(len(estimates))]
    columns["exposure_unit"] = [counts.unit.get(f, WORDS) for f in columns["feature"]]
    by = (columns[name] for name in ("feature", "voice", "section", "outlet"))
    return make_table(COMPARISON_TABLES["rates"], sort_rows(columns, *by))


def _rates(
    counts: Counts, selection: Selection, features: Sequence[str], voice: str, section: str
) -> Estimates:
    cells = cells_of(
        counts,
        features=features,
        outlets=selection.outlets,
        events=selection.events,
        voice=voice,
        section=section,
    )
    return rates(
        cells.hits,
        cells.exposure,
        cells.articles,
        outlets=cells.outlets,
        features=cells.features,
        voice=voice,
    )
