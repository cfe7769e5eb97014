"""The figures of an event side by side: each where it stands, several values of one told apart."""

from __future__ import annotations

import framing
from framing.article import Article


def report(outlet: str, text: str) -> Article:
    return Article(id=outlet.lower(), outlet=outlet, event="blast", text=text)


def figures(*reports: Article) -> list[tuple[str, float, object]]:
    """Return outlet, value and agreement of each row."""
    table = framing.compare(framing.analyze(list(reports), lexicons=["hedges"])).figures
    agrees = table["agrees"].astype(object).where(table["agrees"].notna(), None)
    return list(zip(table["outlet"], table["value"], agrees, strict=True))


def test_every_figure_stands_in_its_article(comparison: framing.Comparison) -> None:
    texts = {article.id: article.text for article in comparison.analysis.corpus}
    rows = comparison.figures
    assert len(rows)
    told = [texts[r.article][r.start : r.end] for r in rows.itertuples()]
    assert told == rows["text"].tolist()


def test_a_figure_of_one_outlet_alone_is_not_listed() -> None:
    alpha = report("Alpha", "The blast killed 15 people.")
    assert figures(alpha, report("Beta", "The blast shook the town.")) == []


def test_agreement_does_not_depend_on_the_order_of_articles() -> None:
    alpha = report("Alpha", "The blast killed 15 people.")
    beta = report("Beta", "The blast killed 17 people.")
    assert figures(alpha, beta) == figures(beta, alpha)
    assert figures(alpha, beta) == [("Alpha", 15.0, False), ("Beta", 17.0, False)]


def test_of_several_values_nobody_knows_the_total() -> None:
    alpha = report("Alpha", "The blast killed 15 people. The fire killed 4 people.")
    beta = report("Beta", "The blast killed 19 people.")
    assert {agrees for _, _, agrees in figures(alpha, beta)} == {None}
