"""In which words each outlet tells who was hurt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.compared.tally import tally
from framing.tables import COMPARISON_TABLES, make_table
from framing.voice import VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection


def harm_table(analysis: Analysis, selection: Selection) -> pd.DataFrame:
    """Return one row an outlet, harm class, victim side and wording, quoted voice left out.

    ``share`` is out of the outlet's mentions of that harm class to that side. The same wording
    may be right for one side's deaths and wrong for another's, since the manner of death differs:
    compare outlets on the same event, not sides within an outlet.
    """
    frame = analysis.findings.harm
    rows = np.flatnonzero(
        selection.counted[frame["article"]]
        & (frame["voice"] != VOICES.index("quoted"))
        & ~selection.wire.holds(frame)
    )
    article = frame["article"][rows]
    found = tally(
        [
            selection.outlets_of(article),
            *(frame[name][rows] for name in ("harm_class", "victim_side", "verb_class", "form")),
            frame["agent_expressed"][rows].astype(bool).tolist(),
        ],
        selection.event_numbers[article],
        n_group=3,
    )
    columns = (found.count, found.share, found.low, found.high)
    return make_table(
        COMPARISON_TABLES["harm"],
        [
            (*kind, *numbers)
            for kind, *numbers in zip(found.kinds, *(c.tolist() for c in columns), strict=True)
        ],
    )
