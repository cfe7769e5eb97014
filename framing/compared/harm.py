"""In which words each outlet tells who was hurt."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from framing.statistics.shares import share
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.selection import Selection

_WORDING = ("verb_class", "form", "agent_expressed")


def harm_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return one row an outlet, harm class, victim side and wording, quoted voice left out.

    ``share`` is out of the outlet's mentions of that harm class to that side. The same wording
    may be right for one side's deaths and wrong for another's, since the manner of death differs:
    compare outlets on the same event, not sides within an outlet.
    """
    table = analysis.harm
    number = {article.id: n for n, article in enumerate(analysis.corpus)}
    counts: dict[tuple[Any, ...], Counter[tuple[Any, ...]]] = defaultdict(Counter)
    for row in table.itertuples():
        n = number[row.article]
        if not selection.counted[n] or row.voice == "quoted":
            continue
        side = row.victim_side if isinstance(row.victim_side, str) else None
        group = (selection.outlet[n], row.harm_class, side)
        wording = (row.verb_class, row.form, bool(row.agent_expressed))
        counts[group][selection.event[n], wording] += 1
    rows = []
    for group in sorted(counts, key=lambda g: tuple(map(str, g))):
        events = sorted({event for event, _ in counts[group]})
        total = [sum(n for (e, _), n in counts[group].items() if e == x) for x in events]
        for wording in sorted({w for _, w in counts[group]}):
            k = [counts[group][event, wording] for event in events]
            e = share(k, total, feature=wording[0], outlet=group[0])
            rows.append((*group, *wording, sum(k), e.value, e.low, e.high))
    return make_table(COMPARISON_TABLES["harm"], rows)
