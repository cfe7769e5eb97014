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


def _with_wire() -> framing.Analysis:
    wire = (
        "Mira Holt, the warden of the upper valley, said that the old dam had cracked in two"
        " places and that the lower gate would have to stay shut until the spring."
    )
    ends = {
        "A": "Jonas Brand said nobody below the mill was hurt, though two barns, a bridge, one"
        " orchard, several fences and the chapel road were gone by noon.",
        "B": "Rain fell on the valley, as it had all week: shops closed early, trains ran late,"
        " schools kept children inside, ferries stayed tied up, farmers moved cattle uphill.",
    }
    articles = [Article(id=n, outlet=n, event="e", text=f"{wire}\n\n{t}") for n, t in ends.items()]
    return framing.analyze(articles)


def test_staff_wording_leaves_shared_attributions_out() -> None:
    analysis = _with_wire()
    published, staff = (
        framing.compare(analysis, wording=wording).article_sources.set_index("article")
        for wording in ("published", "staff")
    )
    sizes = ["n_sentences", "attributed_sentences", "n_attributions", "n_sources"]
    assert published[sizes].to_numpy().tolist() == [[2, 2, 2, 2], [2, 1, 1, 1]]
    assert staff[sizes].to_numpy().tolist() == [[1, 1, 1, 1], [1, 0, 0, 0]]
    assert staff["n_words"].tolist() == [26, 28]
    assert staff["first_source"].tolist()[0] == "Jonas Brand"


def test_staff_wording_knows_no_source_that_stands_in_shared_passages_alone() -> None:
    comparison = framing.compare(_with_wire(), wording="staff")
    assert comparison.only_sources["source"].tolist() == ["Jonas Brand"]
    for table in (comparison.article_sources, comparison.only_sources):
        count = "n_attributions" if "n_attributions" in table else "count"
        for number, row in table.iterrows():
            assert len(comparison.explain(table.loc[number])) == row[count]
