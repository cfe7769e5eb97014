"""Outlet against outlet from counts alone, where there are too many articles to keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from framing.compared.contrasts import contrast_estimates, contrasts_table
from framing.compared.selection import Selection
from framing.compared.settings import Settings
from framing.counts import Counts
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd


def compare_counts(
    counts: Counts,
    *,
    primary: Iterable[str] = (),
    pairs: Iterable[tuple[str, str]] | None = None,
    against_rest: bool = False,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the contrasts of outlets on the events they share, from *counts* alone.

    The rows are those of ``comparison.contrasts`` for articles whose events are given; the
    passages behind them are found in the tables of the archive. *primary*, *pairs*,
    *against_rest* and *seed* are those of :func:`framing.compare`.
    """
    if not isinstance(counts, Counts):
        raise FramingError(
            f"compare_counts takes Counts, got {type(counts).__name__}: framing.count and"
            " Archive.counts give them; an Analysis is compared by framing.compare"
        )
    settings = Settings(
        primary=tuple(primary),
        pairs=None if pairs is None else tuple((a, b) for a, b in pairs),
        against_rest=against_rest,
        seed=seed,
    )
    estimates = tuple(contrast_estimates(counts, selection_of(counts), settings))
    return contrasts_table(estimates, counts)


def selection_of(counts: Counts) -> Selection:
    """Return outlets, events and shared events of *counts*; the articles are not known."""
    covering: dict[str, set[str]] = defaultdict(set)
    for outlet, event in counts.read:
        covering[event].add(outlet)
    return Selection(
        outlet=(),
        event=(),
        counted=np.zeros(0, np.bool_),
        why_not=(),
        outlets=tuple(sorted({outlet for outlet, _ in counts.read})),
        events=tuple(sorted(covering)),
        shared=tuple(sorted(e for e, outlets in covering.items() if e and len(outlets) > 1)),
        matched="event",
        simultaneous=True,
    )
