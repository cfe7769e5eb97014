"""Sentences of two outlets on the same fact, side by side."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from framing.alignment.passages import PassagePair, align_passages
from framing.tables import COMPARISON_TABLES, make_table
from framing.text.sentences import sentence_spans

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis import Analysis
    from framing.compared.selection import Selection


def passage_pairs(analysis: Analysis, selection: Selection) -> list[PassagePair]:
    """Return the aligned passages of every event with articles of two outlets, event by event.

    Articles that are not counted are evidence all the same, if their outlet is known.
    """
    members = defaultdict(list)
    for number, article in enumerate(analysis.corpus):
        if selection.outlet[number]:
            members[selection.event[number]].append(article)
    pairs = []
    for event in sorted(members):
        articles = members[event]
        if len({article.outlet for article in articles}) > 1:
            sentences = sentence_spans([article.text for article in articles])
            pairs += align_passages(articles, sentences, event=event)
    return pairs


def passages_table(pairs: list[PassagePair]) -> pd.DataFrame:
    """Return *pairs* as a table."""
    schema = COMPARISON_TABLES["passages"]
    return make_table(schema, {name: [getattr(pair, name) for pair in pairs] for name in schema})
