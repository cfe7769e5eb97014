"""Sentences of two outlets on the same fact, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.alignment.passages import PassagePair, Spans, align_passages
from framing.tables import COMPARISON_TABLES, make_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection


def passage_pairs(
    analysis: Analysis, selection: Selection, sentences: Sequence[Spans]
) -> list[PassagePair]:
    """Return the aligned passages of every event with articles of two outlets, event by event.

    Articles that are not counted are evidence all the same, if their outlet is known.
    *sentences* are the offsets of each article's sentences.
    """
    members = defaultdict(list)
    for number in range(len(analysis.corpus)):
        if selection.outlet[number]:
            members[selection.event[number]].append(number)
    pairs = []
    for event in sorted(members):
        articles = [analysis.corpus[n] for n in members[event]]
        if len({article.outlet for article in articles}) > 1:
            pairs += align_passages(articles, [sentences[n] for n in members[event]], event=event)
    return pairs


def passages_table(pairs: list[PassagePair]) -> pd.DataFrame:
    """Return *pairs* as a table."""
    schema = COMPARISON_TABLES["passages"]
    return make_table(schema, {name: [getattr(pair, name) for pair in pairs] for name in schema})
