"""Features whose verdict depends on what is counted: both verdicts, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from framing.tables import make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.estimate import Estimate

SENSITIVITY_COLUMNS = {
    "feature": "string",
    "section": "string",
    "target": "string",
    "reference": "string",
    "setting": "string",
    "verdict": "string",
    "rate_ratio": "Float64",
    "other_verdict": "string",
    "other_rate_ratio": "Float64",
    "why": "string",
    "other_why": "string",
}


def sensitivity_table(
    own: Iterable[tuple[str, Estimate]], others: Mapping[str, Iterable[tuple[str, Estimate]]]
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
            (verdict, ratio, why), (other_verdict, other_ratio, other_why) = (
                (found[key].verdict, found[key].value, found[key].why)
                if key in found
                else ("too_few", None, "no hit")
                for found in (mine, theirs)
            )
            if verdict != other_verdict:
                both = (verdict, ratio, other_verdict, other_ratio, why, other_why)
                rows.append((*key, setting, *both))
    return make_table(SENSITIVITY_COLUMNS, rows)


def _by_key(
    estimates: Iterable[tuple[str, Estimate]],
) -> dict[tuple[str, str, str, str], Estimate]:
    return {(e.feature, section, e.target, e.reference or ""): e for section, e in estimates}
