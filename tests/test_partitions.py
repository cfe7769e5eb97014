"""What is found in an article is a function of that article, never of its neighbors."""

from __future__ import annotations

import pandas as pd
import pytest

import framing

TABLES = ("hits", "quotes", "attributions", "figures", "harm")


def rows(table: pd.DataFrame, article: str) -> pd.DataFrame:
    """Return the rows of one article, numbered from 0, without what the corpus decides."""
    own = table[table["article"] == article]
    if "parent" in own and len(own):
        own = own.assign(parent=own["parent"] - own.index[0])
    own = own.drop(columns=["event"], errors="ignore").reset_index(drop=True).astype("string")
    # How pandas stores names of columns depends on whether pyarrow could be imported at the time.
    return own.set_axis(own.columns.astype(object), axis="columns")


@pytest.mark.parametrize("name", TABLES)
def test_neighbors_change_nothing(name: str, analysis: framing.Analysis) -> None:
    analyzer = framing.Analyzer()
    for article in analysis.corpus[::6]:
        alone = rows(getattr(analyzer.analyze([article]), name), article.id)
        among = rows(getattr(analysis, name), article.id)
        pd.testing.assert_frame_equal(alone, among, obj=article.id)


@pytest.mark.parametrize("name", TABLES)
def test_one_article_of_an_analysis(name: str, analysis: framing.Analysis) -> None:
    for article in analysis.corpus[::12]:
        alone = rows(getattr(analysis[article.id], name), article.id)
        pd.testing.assert_frame_equal(alone, rows(getattr(analysis, name), article.id))
