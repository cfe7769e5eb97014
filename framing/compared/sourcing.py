"""Whom each outlet cites, and with what stance."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.compared.tally import tally
from framing.tables import COMPARISON_TABLES, make_table
from framing.text.sections import CAPTION

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection

_KEYS = ("source_type", "source_role", "side", "cue_stance")


def sourcing_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return one row an outlet, source type, role, side and cue stance.

    ``share`` is out of all attributions of the outlet, over all events it covered; ``words``
    counts the words of the attributed contents.
    """
    frame = analysis.findings.attributions
    counted = selection.counted[frame["article"]] & (frame["section"] != CAPTION)
    rows = np.flatnonzero(counted & ~selection.wire.holds(frame))
    article = frame["article"][rows]
    outlet = selection.outlets_of(article)
    keys = [frame[name][rows].tolist() for name in _KEYS]
    found = tally([outlet, *keys], selection.event_numbers[article], n_group=1)
    words: Counter[tuple[Any, ...]] = Counter()
    spans = analysis.findings.spans["content"]
    for row, number, *key in zip(rows.tolist(), article.tolist(), outlet, *keys, strict=True):
        text = analysis.corpus[number].text
        words[tuple(key)] += sum(len(text[s:e].split()) for s, e in spans.of(row))
    return make_table(
        COMPARISON_TABLES["sourcing"],
        [
            (*kind, count, share, words[kind], low, high)
            for kind, count, share, low, high in zip(
                found.kinds,
                found.count.tolist(),
                found.share.tolist(),
                found.low.tolist(),
                found.high.tolist(),
                strict=True,
            )
        ],
    )
