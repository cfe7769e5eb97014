"""Which uses of a term count, and which of them are scare quotes."""

from __future__ import annotations

import framing
from framing.article import Article
from framing.compared.quotation import uses_of
from framing.compared.selection import select_articles

TEXT = (
    'The "reform" left every fee in place. The reform\'s cost is high. '
    '"The reform is good for all of us," the mayor said.'
)


def test_uses_in_speech_do_not_count_and_possessives_do() -> None:
    analysis = framing.analyze([Article(id="a", text=TEXT, outlet="A")], lexicons=["distancing"])
    selection = select_articles(
        analysis.corpus,
        ["fees"],
        apart=frozenset(),
        within="event",
        groups={},
        translated=False,
        wording="all",
    )
    found = [
        (TEXT[start:end], quoted) for _, start, end, *_, quoted in uses_of(analysis, selection)
    ]
    assert found == [("reform", True), ("reform", False)]
