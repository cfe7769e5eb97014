"""The figures of each event side by side, and whether they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.figures import align_figures
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.selection import Selection


def figures_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return the figures that two outlets or more give of the same quantity of an event.

    ``agrees`` is NA unless scope and date match.
    """
    table = analysis.figures
    number = {article.id: n for n, article in enumerate(analysis.corpus)}
    given = []
    for row in table.to_dict("records"):
        n = number[row["article"]]
        if selection.counted[n] and isinstance(row["quantity"], str):
            given.append({**row, "event": selection.event[n], "outlet": selection.outlet[n]})
    aligned = align_figures([_without_na(row) for row in given])
    schema = COMPARISON_TABLES["figures"]
    return make_table(schema, {name: [row.get(name) for row in aligned] for name in schema})


def _without_na(row: dict[str, object]) -> dict[str, object]:
    import pandas as pd

    return {key: None if pd.isna(value) else value for key, value in row.items()}
