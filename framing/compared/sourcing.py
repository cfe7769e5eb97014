"""Whom each outlet cites, and with what stance."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.statistics.shares import share
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.selection import Selection

_KEYS = ("source_type", "source_role", "side", "cue_stance")


def sourcing_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return one row an outlet, source type, role, side and cue stance.

    ``share`` is out of all attributions of the outlet, over all events it covered; ``words``
    counts the words of the attributed contents.
    """
    table = analysis.attributions
    number = {article.id: n for n, article in enumerate(analysis.corpus)}
    counts: dict[str, Counter[tuple[Any, ...]]] = defaultdict(Counter)
    words: Counter[tuple[Any, ...]] = Counter()
    keys = [table[name].astype(object).where(table[name].notna(), None) for name in _KEYS]
    for article, section, content, *key in zip(
        table["article"], table["section"], table["content"].fillna(""), *keys, strict=True
    ):
        n = number[article]
        if selection.counted[n] and section != "caption":
            outlet = selection.outlet[n]
            counts[outlet][selection.event[n], tuple(key)] += 1
            words[outlet, tuple(key)] += len(content.split())
    rows = []
    for outlet in sorted(counts):
        events = sorted({event for event, _ in counts[outlet]})
        total = np.array([sum(n for (e, _), n in counts[outlet].items() if e == x) for x in events])
        for key in sorted({k for _, k in counts[outlet]}, key=lambda k: tuple(map(str, k))):
            k = [counts[outlet][event, key] for event in events]
            e = share(k, total, feature="/".join(map(str, key)), outlet=outlet)
            rows.append((outlet, *key, sum(k), e.value, words[outlet, key], e.low, e.high))
    return make_table(COMPARISON_TABLES["sourcing"], rows)
