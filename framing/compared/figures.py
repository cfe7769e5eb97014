"""The figures of each event side by side, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.figures import align_figures
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection
_THING = ("event", "quantity", "unit", "side", "scope", "as_of")


def figures_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return the figures that two outlets or more give of the same quantity of an event.

    ``agrees`` is NA unless scope and date match, and where an outlet gives several values of the
    quantity under that scope: which of them is the total is then not known.
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
    values = defaultdict(set)
    for row in aligned:
        values[_same_thing(row), row["outlet"]].add(row["value"])
    several = {thing for (thing, _), said in values.items() if len(said) > 1}
    for row in aligned:
        if row["agrees"] is False and _same_thing(row) in several:
            row["agrees"] = None
    return make_table(schema, {name: [row.get(name) for row in aligned] for name in schema})


def _same_thing(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row.get(name) for name in _THING)


def _without_na(row: dict[str, object]) -> dict[str, object]:
    import pandas as pd

    return {key: None if pd.isna(value) else value for key, value in row.items()}
