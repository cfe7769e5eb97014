"""The figures of each event side by side, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from framing.compared.conflicts import settle_conflicts
from framing.figures import BOUNDS, align_figures
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection

_THING = ("event", "quantity", "unit", "side", "scope", "as_of")


def figures_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return the figures that two outlets or more give of the same quantity of an event.

    ``agrees`` is NA unless scope and date match; where an outlet gives several values under one
    scope, so that nobody knows which is the total; and where figures that differ may count
    different things. For staff wording, figures in passages that outlets share word for word are
    left out: one agency's figure in two outlets is not two reports that agree.
    """
    aligned = align_figures(_given(analysis, selection))
    schema = COMPARISON_TABLES["figures"]
    things = [_thing(row) for row in aligned]
    values = defaultdict(set)
    for row, thing in zip(aligned, things, strict=True):
        values[thing, row["outlet"]].add(row["value"])
    several = {thing for (thing, _), said in values.items() if len(said) > 1}
    differing = defaultdict(list)
    for row, thing in zip(aligned, things, strict=True):
        if row["agrees"] is False and thing in several:
            row["agrees"] = None
        elif row["agrees"] is False:
            differing[thing].append(row)
    texts = {article.id: article.text for article in analysis.corpus}
    settle_conflicts(list(differing.values()), texts)
    return make_table(schema, {name: [row.get(name) for row in aligned] for name in schema})


def _given(analysis: Analysis, selection: Selection) -> list[dict[str, object]]:
    """Return the figures of counted articles that count something, as rows."""
    frame = analysis.findings.figures
    counted = selection.counted[frame["article"]] & ~selection.wire.holds(frame)
    rows = np.flatnonzero(counted & (frame["quantity"] != None))  # noqa: E711
    columns = (frame[name][rows].tolist() for name in ("article", "start", "end", "value", "bound"))
    said = zip(*columns, strict=True)
    things = zip(*(frame[name][rows].tolist() for name in _THING[1:]), strict=True)
    given = []
    for (n, start, end, value, bound), thing in zip(said, things, strict=True):
        article = analysis.corpus[n]
        given.append(
            {
                **dict(zip(_THING, (selection.event[n], *thing), strict=True)),
                "outlet": selection.outlet[n],
                "value": value if value == value else None,
                "bound": BOUNDS[bound],
                "article": article.id,
                "start": start,
                "end": end,
                "text": article.text[start:end],
            }
        )
    return given


def _thing(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple([row[name] for name in _THING])
