"""Sentences of two outlets on the same fact, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.alignment.passages import PassagePair, align_passages
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection


def passage_pairs(
    analysis: Analysis, selection: Selection, sentences: Sequence[npt.NDArray[np.int64]]
) -> list[PassagePair]:
    """Return the aligned passages of every event with articles of two outlets, event by event.

    Articles that are not counted are evidence all the same, if their outlet is known.
    *sentences* are the offsets of each article's sentences.
    """
    known = [number for number, outlet in enumerate(selection.outlet) if outlet]
    return align_passages(
        [analysis.corpus[number] for number in known],
        [sentences[number] for number in known],
        events=[selection.event[number] for number in known],
    )


def passages_table(pairs: list[PassagePair]) -> pd.DataFrame:
    """Return *pairs* as a table."""
    schema = COMPARISON_TABLES["passages"]
    columns = dict(zip(PassagePair._fields, zip(*pairs, strict=True), strict=False))
    return make_table(schema, {name: columns.get(name, ()) for name in schema})
