"""What each outlet covered, kept apart from how."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection


def coverage_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return one row an outlet and event that it covers: articles, words, first report.

    Articles that are left out of counting are not covered by anyone here.
    """
    cells = defaultdict(list)
    for n in range(len(analysis.corpus)):
        if selection.counted[n]:
            cells[selection.event[n], selection.outlet[n]].append(n)
    words = analysis.findings.words.sum(axis=(1, 2))
    rows = []
    for (event, outlet), members in sorted(cells.items()):
        dates = [analysis.corpus[n].published for n in members]
        known = [date for date in dates if date is not None]
        first = min(known) if known else None
        rows.append((event, outlet, len(members), int(words[members].sum()), first))
    return make_table(COMPARISON_TABLES["coverage"], rows)
