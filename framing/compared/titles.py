"""Titles against bodies: how much more often an outlet uses a feature above than in the text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from framing.compared.contrasts import families
from framing.counts import WHOLE_TEXT, Counts, cells_of
from framing.estimate import number_or_none, why_too_few
from framing.statistics.rate_ratio import rate_ratios
from framing.tables import NUMBER, TEXT, WHOLE, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.compared.selection import Selection

TITLE_COLUMNS = {
    "feature": TEXT,
    "outlet": TEXT,
    "voice": TEXT,
    "rate_ratio": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    "rate_difference": NUMBER,
    "n_title": NUMBER,
    "n_body": NUMBER,
    "exposure_title": NUMBER,
    "exposure_body": NUMBER,
    "n_events": WHOLE,
    "n_informative": WHOLE,
    "n_articles": WHOLE,
    "verdict": TEXT,
    "why": TEXT,
}
_WHY = "interval by delete-one-event jackknife; not tested, since titles are so much shorter"


def titles_table(counts: Counts, selection: Selection) -> pd.DataFrame:
    """Return one row a feature and outlet: its rate in titles over that in bodies, own voice.

    Every outlet is compared with itself, so events need not be shared. There is no test: a title
    is so much shorter than a body that exchanging the two, as outlets' cells are exchanged, is not
    what equal rates would look like. ``verdict`` is ``described`` or ``too_few``.
    """
    features = sorted(
        {f for names in families(counts, selection, WHOLE_TEXT).values() for f in names}
    )
    cells = partial(
        cells_of, counts, features=features, outlets=selection.outlets, events=selection.events
    )
    title, text = cells(section="title"), cells(section=WHOLE_TEXT)
    rows = []
    for o, outlet in enumerate(selection.outlets if features else ()):
        body, length = text.hits[o] - title.hits[o], text.exposure[o] - title.exposure[o]
        found = rate_ratios(title.hits[o].T, title.exposure[o].T, body.T, length.T)
        both = (title.exposure[o] > 0) & (length > 0)
        articles = np.where(both, text.articles[o], 0).sum(axis=0)
        for i, feature in enumerate(features):
            sizes = (int(found.n_events[i]), int(found.n_informative[i]), int(articles[i]))
            hits = (float(found.n_target[i]), float(found.n_reference[i]))
            if not sum(hits):
                continue
            lacking = why_too_few(sizes[1], sum(hits), sizes[2])
            bounds = (None, None) if lacking else (found.low[i], found.high[i])
            rows.append(
                (
                    *(feature, outlet, "own", _number(found.ratio[i])),
                    *(map(_number, bounds)),
                    *(_number(found.difference[i]), *hits),
                    *(float(found.exposure_target[i]), float(found.exposure_reference[i])),
                    *(*sizes, "too_few" if lacking else "described", lacking or _WHY),
                )
            )
    rows.sort(key=lambda row: (row[0], row[1]))
    return make_table(TITLE_COLUMNS, rows)


def _number(value: float | None) -> float | None:
    return None if value is None else number_or_none(value)
