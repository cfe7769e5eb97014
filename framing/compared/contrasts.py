"""Every feature, pair by pair of outlets, on the events both covered; own voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.corpus.occurrences import WORDS
from framing.counts import WHOLE_TEXT, Counts, cells_of
from framing.estimate import Estimates, join_estimates
from framing.statistics.contrasts import contrasts
from framing.tables import COMPARISON_TABLES, make_table, sort_rows

if TYPE_CHECKING:
    import pandas as pd

    from framing.compared.selection import Selection
    from framing.compared.settings import Settings

Floats = npt.NDArray[np.float64]

_TABLE = COMPARISON_TABLES["contrasts"]
_FIELDS = {
    "rate_ratio": "value",
    "rate_difference": "difference",
    "equal_weight_ratio": "equal_weight",
}
# What is covered rather than how: counted in the rates, never contrasted.
_NOT_CONTRASTED = ("actors.", "context.", "labels of ", "mentions of ", "attributions", WORDS)


def contrast_estimates(
    counts: Counts, selection: Selection, settings: Settings
) -> Iterator[tuple[str, Estimates]]:
    """Yield (section, estimates) of every family that is found in own voice on shared events.

    Of too many outlets for pairs each is compared with the rest.
    """
    for section in (WHOLE_TEXT, "title"):
        for family, features in families(counts, selection, section).items():
            cells = cells_of(
                counts,
                features=features,
                outlets=selection.outlets,
                events=selection.shared,
                section=section,
            )
            yield (
                section,
                contrasts(
                    cells.hits,
                    cells.exposure,
                    cells.articles,
                    outlets=cells.outlets,
                    features=cells.features,
                    pairs=settings.pairs,
                    against_rest=settings.against_rest
                    or (not settings.pairs and selection.too_many),
                    primary=[
                        f for f in settings.primary if f in features and section == WHOLE_TEXT
                    ],
                    matched=selection.matched,
                    family=family,
                    seed=settings.seed,
                ),
            )


def families(counts: Counts, selection: Selection, section: str) -> dict[str, list[str]]:
    """Return the features of each family that occur in own voice on the shared events."""
    found: dict[str, list[str]] = {}
    for name in counts.features("own", section, selection.shared):
        if name.startswith(_NOT_CONTRASTED):
            continue
        kind = name.split(".", 1)[0]
        family = kind if kind in ("naming", "harm") else "contrasts"
        found.setdefault(family if section == WHOLE_TEXT else f"{family}, titles", []).append(name)
    return found


def contrasts_table(families: Sequence[tuple[str, Estimates]], counts: Counts) -> pd.DataFrame:
    """Return the estimates of sections as a table: those that differ first, then by distance."""
    joined = join_estimates([estimates for _, estimates in families]).columns
    columns: dict[str, Any] = {name: joined.get(_FIELDS.get(name, name), []) for name in _TABLE}
    columns["section"] = [section for section, estimates in families for _ in range(len(estimates))]
    columns["exposure_unit"] = [counts.unit.get(f, WORDS) for f in columns["feature"]]
    others = [verdict != "differs" for verdict in columns["verdict"]]
    low, high = (np.asarray(columns[name], float) for name in ("low", "high"))
    names = (columns[name] for name in ("feature", "voice", "section", "target", "reference"))
    return make_table(_TABLE, sort_rows(columns, others, _nearness(low, high), *names))


def _nearness(low: Floats, high: Floats) -> list[float]:
    """Return minus how far the nearer bound of a ratio's interval lies from 1, in logs; 0 across 1.

    Rounded, so that the last bits of a sum do not order features that are alike.
    """
    above, below = low > 1, (high > 0) & (high < 1)
    nearer = np.where(above, low, np.where(below, high, 1.0))
    return [-round(distance, 12) for distance in np.abs(np.log(nearer)).tolist()]
