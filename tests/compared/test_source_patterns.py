from __future__ import annotations

import framing
from framing.article import Article


def _comparison() -> framing.Comparison:
    texts = {
        "A": "Mira Holt said the dam had cracked. Nobody was hurt. Mira Holt said it would hold.",
        "B": 'Jonas Brand said the dam was safe. "It will hold," the mayor said. Rain fell.',
    }
    articles = [Article(id=n, outlet=n, event="e", text=t) for n, t in texts.items()]
    return framing.compare(framing.analyze(articles))


def test_an_article_with_one_source_heard_twice() -> None:
    row = _comparison().article_sources.set_index("article").loc["A"]
    assert (row.n_sentences, row.attributed_sentences, row.n_sources) == (3, 2, 1)


def test_single_source_articles_are_counted_out_of_all() -> None:
    table = _comparison().source_patterns
    single = table[table["pattern"] == "single_source"].set_index("outlet")
    assert single["count"].to_dict() == {"A": 1, "B": 0}
    assert single["out_of"].to_dict() == {"A": 1, "B": 1}


def test_sources_only_one_outlet_has() -> None:
    only = _comparison().only_sources
    assert ("Mira Holt", "A") in set(zip(only["source"], only["outlet"], strict=True))


def test_nothing_to_describe() -> None:
    comparison = framing.compare(framing.analyze([]))
    assert len(comparison.source_patterns) == len(comparison.only_sources) == 0
