"""Features whose verdict depends on what is counted: both verdicts, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from framing.estimate import number_or_none
from framing.tables import NUMBER, TEXT, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.estimate import Estimates

    Family = tuple[str, Estimates]

SENSITIVITY_COLUMNS = {
    "feature": TEXT,
    "section": TEXT,
    "target": TEXT,
    "reference": TEXT,
    "setting": TEXT,
    "verdict": TEXT,
    "rate_ratio": NUMBER,
    "other_verdict": TEXT,
    "other_rate_ratio": NUMBER,
    "why": TEXT,
    "other_why": TEXT,
}
_NOT_FOUND = ("too_few", None, "no hit")


def sensitivity_table(
    own: Iterable[Family], others: Mapping[str, Iterable[Family]]
) -> pd.DataFrame:
    """Return the contrasts whose verdict is another under one of the *others*' settings.

    Contrasts are sections and estimates. A feature that another setting does not find at all is
    ``too_few`` there.
    """
    mine = _by_key(own)
    rows = []
    for setting, other in sorted(others.items()):
        theirs = _by_key(other)
        for key in sorted(mine.keys() | theirs.keys()):
            verdict, ratio, why = mine.get(key, _NOT_FOUND)
            other_verdict, other_ratio, other_why = theirs.get(key, _NOT_FOUND)
            if verdict != other_verdict:
                both = (verdict, ratio, other_verdict, other_ratio, why, other_why)
                rows.append((*key, setting, *both))
    return make_table(SENSITIVITY_COLUMNS, rows)


def _by_key(families: Iterable[Family]) -> dict[tuple[str, ...], tuple[str, float | None, str]]:
    """Return verdict, ratio and reason by feature, section, target and reference."""
    found: dict[tuple[str, ...], tuple[str, float | None, str]] = {}
    for section, estimates in families:
        names = ("feature", "target", "reference", "verdict", "value", "why")
        columns = (estimates.columns.get(name, ()) for name in names)
        for feature, target, reference, verdict, ratio, why in zip(*columns, strict=True):
            told = (verdict, number_or_none(ratio), why)
            found[feature, section, target, reference] = told
    return found
