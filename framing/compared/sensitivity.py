"""Features whose verdict depends on what is counted: both verdicts, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.tables import make_table

if TYPE_CHECKING:
    import pandas as pd

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
_KEY = ["feature", "section", "target", "reference"]


def sensitivity_table(own: pd.DataFrame, others: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of contrasts whose verdict is another under one of the *others*' settings.

    A feature that another setting does not find at all is ``too_few`` there.
    """
    import pandas as pd

    parts = []
    names = ["verdict", "rate_ratio", "why"]
    for setting, other in others.items():
        both = own[_KEY + names].merge(
            other[_KEY + names], on=_KEY, how="outer", suffixes=("", "_other")
        )
        for name in ("verdict", "verdict_other"):
            both[name] = both[name].fillna("too_few")
        for name in ("why", "why_other"):
            both[name] = both[name].fillna("no hit")
        parts.append(both[both["verdict"] != both["verdict_other"]].assign(setting=setting))
    if not parts:
        return make_table(SENSITIVITY_COLUMNS, [])
    table = pd.concat(parts).sort_values(["setting", *_KEY], kind="stable")
    table = table.rename(columns={f"{name}_other": f"other_{name}" for name in names})
    return make_table(SENSITIVITY_COLUMNS, {name: table[name] for name in SENSITIVITY_COLUMNS})
