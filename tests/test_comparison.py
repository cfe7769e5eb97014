from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing
from framing.errors import FramingError

COUNTED = {
    "article_sources": lambda row: row.n_attributions,
    "contrasts": lambda row: row.n_target + row.n_reference,
    "coverage": lambda row: row.n_articles,
    "figures": lambda row: 1,
    "harm": lambda row: row["count"],
    "naming": lambda row: row["count"],
    "naming_distance": lambda row: row.n_target + row.n_reference,
    "omissions": lambda row: row.n_articles,
    "only_sources": lambda row: row["count"],
    "passages": lambda row: 2,
    "quotation": lambda row: row.uses,
    "rates": lambda row: row["count"],
    "sourcing": lambda row: row["count"],
    "titles": lambda row: row.n_title + row.n_body,
    "wire": lambda row: 1,
    "words": lambda row: row["count"],
}


@pytest.mark.parametrize("name", COUNTED)
def test_every_number_leads_to_its_passages(name: str, comparison: framing.Comparison) -> None:
    table = getattr(comparison, name)
    for i in range(0, len(table), max(1, len(table) // 25)):
        row = table.iloc[i]
        assert len(comparison.explain(row)) == COUNTED[name](row), row.to_dict()


def test_hits_of_the_rest_are_counted_as_they_stand(comparison: framing.Comparison) -> None:
    rest = framing.compare(comparison.analysis, against_rest=True)
    for _, row in rest.contrasts.head(8).iterrows():
        assert len(rest.explain(row)) == row.n_target + row.n_reference


def test_passages_stand_in_the_text(comparison: framing.Comparison) -> None:
    text_of = {article.id: article.text for article in comparison.analysis.corpus}
    row = comparison.contrasts.iloc[0]
    for passage in comparison.explain(row).itertuples():
        assert text_of[passage.article][passage.start : passage.end] == passage.text


def test_something_that_is_no_row() -> None:
    comparison = framing.compare(framing.analyze([]))
    with pytest.raises(FramingError, match="no row of a table"):
        comparison.explain({"a": 1})


@pytest.mark.parametrize("given", [None, framing.compare(framing.analyze([])).contrasts])
def test_something_that_is_not_one_row(given: object) -> None:
    comparison = framing.compare(framing.analyze([]))
    kind = type(given).__name__
    with pytest.raises(FramingError, match=f"takes a row of a table, got {kind}"):
        comparison.explain(given)  # type: ignore[arg-type]


def test_what_counts_words_has_no_passages(comparison: framing.Comparison) -> None:
    table = comparison.source_patterns
    with pytest.raises(FramingError, match="source_patterns counts words, not passages"):
        comparison.explain(table[table["pattern"] == "quoted_words"].iloc[0])


def test_a_group_of_an_outlet_that_is_not_there_is_noted(analysis: framing.Analysis) -> None:
    notes = framing.compare(analysis, groups={"Vantry Leger": "one"}).notes
    assert "groups: no article of 'Vantry Leger' (did you mean 'Vantry Ledger'?)." in notes


@pytest.mark.parametrize(
    ("target", "feature"),
    [
        ("Vantry Ledger", "reporting_verbs.doubting"),
        ("Ostermoor Dispatch", "anonymity.unnamed_source"),
        ("Calderfield Lantern", "marker.scare_quote"),
    ],
)
def test_planted_differences_are_found(
    target: str, feature: str, comparison: framing.Comparison
) -> None:
    table = comparison.contrasts
    rows = table[(table["feature"] == feature) & (table["section"] == "text")]
    rows = rows[(rows["target"] == target) | (rows["reference"] == target)]
    assert len(rows) == 3
    assert (rows["verdict"] == "differs").all()


def test_swapping_a_pair_turns_the_ratio_over(analysis: framing.Analysis) -> None:
    a, b = "Ostermoor Dispatch", "Vantry Ledger"
    one = framing.compare(analysis, pairs=[(a, b)]).contrasts.sort_values("feature")
    two = framing.compare(analysis, pairs=[(b, a)]).contrasts.sort_values("feature")
    one, two = (t[t["section"] == "text"].set_index("feature") for t in (one, two))
    both = one["rate_ratio"].notna() & two["rate_ratio"].notna() & (one["rate_ratio"] > 0)
    product = one["rate_ratio"][both].astype(float) * two["rate_ratio"][both].astype(float)
    np.testing.assert_allclose(product, 1.0)
    pd.testing.assert_series_equal(one["p"], two["p"])


def test_the_same_corpus_gives_the_same_tables(
    analysis: framing.Analysis, comparison: framing.Comparison
) -> None:
    again = framing.compare(framing.analyze(list(reversed(analysis.corpus))))
    for name in ("coverage", "contrasts", "naming", "words"):
        pd.testing.assert_frame_equal(getattr(comparison, name), getattr(again, name))


def article(name: str, outlet: str | None, event: str | None, text: str) -> framing.Article:
    return framing.Article(id=name, outlet=outlet, event=event, text=text)


@pytest.mark.parametrize(
    "articles",
    [
        [article("a", "A", "e", "The mob came.")],
        [article("a", "A", "e", "The mob came."), article("b", "A", "e", "Two died, it said.")],
        [article("a", "A", "e", "The mob came."), article("b", "B", "f", "Two died, it said.")],
        [article("a", None, "e", "The mob came."), article("b", "B", "e", "Two died.")],
        [article("a", "A", "e", ""), article("b", "B", "e", "")],
        [article(n, n.upper(), "e", "The mob killed two, he claimed.") for n in "abc"],
    ],
    ids=["one article", "one outlet", "nothing shared", "no outlet", "empty", "identical"],
)
def test_little_is_described_and_not_inferred(articles: list[framing.Article]) -> None:
    comparison = framing.compare(framing.analyze(articles))
    for name in COUNTED:
        getattr(comparison, name)
    assert set(comparison.contrasts["verdict"]) <= {"too_few"}


def test_articles_without_an_outlet_are_left_out_and_said_to_be() -> None:
    articles = [article("a", None, "e", "The mob came."), article("b", "B", "e", "Two died.")]
    chosen = framing.compare(framing.analyze(articles)).selection
    assert chosen.why_not == ("no outlet known", None)


def test_machine_translations_are_evidence_only() -> None:
    translated = framing.Article(
        id="t", outlet="T", event="e", text="A mob.", warnings=("machine_translated: it says so",)
    )
    analysis = framing.analyze([translated, article("a", "A", "e", "A mob.")])
    assert framing.compare(analysis).selection.outlets == ("A",)
    assert framing.compare(analysis, translated=True).selection.outlets == ("A", "T")


def test_groups_are_compared_in_place_of_outlets(analysis: framing.Analysis) -> None:
    groups = {"Brackwater Courier": "two", "Calderfield Lantern": "two"}
    chosen = framing.compare(analysis, groups=groups).selection
    assert chosen.outlets == ("Ostermoor Dispatch", "Vantry Ledger", "two")


def test_a_pair_given_twice_is_compared_once(analysis: framing.Analysis) -> None:
    pair = ("Vantry Ledger", "Ostermoor Dispatch")
    table = framing.compare(analysis, pairs=[pair, pair]).contrasts
    assert len(table) and not table.duplicated(["feature", "section"]).any()


def test_given_events_are_not_matched_by_text(
    analysis: framing.Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = framing.Analysis(
        analysis.corpus,
        analysis.findings,
        lexicons=analysis.lexicons,
        referents=analysis.referents,
    )
    assert all(article.event for article in given.corpus)
    monkeypatch.delattr("framing.events.match_events")
    assert framing.compare(given).selection.event == tuple(a.event for a in given.corpus)
    with pytest.raises(ImportError):
        framing.compare(given, within="story")


def test_terms_are_the_same_part_by_part(
    analysis: framing.Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = framing.compare(analysis).words
    monkeypatch.setattr("framing.compared.words._TERMS_AT_ONCE", 100)
    assert len(whole) and framing.compare(analysis).words.equals(whole)


def test_articles_are_analyzed_first() -> None:
    with pytest.raises(FramingError, match=r"got list: call framing\.analyze first"):
        framing.compare([])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"within": "week"}, "'event' or 'story'"),
        ({"primary": ["naming.mobb"]}, "no feature 'naming.mobb'"),
        ({"pairs": [("Vantry Ledger", "Vantry Leger")]}, "did you mean 'Vantry Ledger'"),
        ({"pairs": [("Vantry Ledger", "Vantry Ledger")]}, "not a pair of two outlets"),
        ({"pairs": "Vantry Ledger"}, "takes a list of pairs"),
        ({"pairs": ["Vantry Ledger"]}, "'Vantry Ledger' is not a pair"),
        ({"pairs": [], "against_rest": True}, "one of them, not both"),
        ({"primary": "naming.mob"}, "takes a list of features"),
        ({"primary": [f"naming.{n}" for n in range(21)]}, "at most 20 features, got 21"),
        ({"seed": -1}, "a whole number from 0 on"),
        ({"wording": "all"}, "'published' or 'staff'"),
    ],
)
def test_wrong_options(options: dict[str, object], says: str, analysis: framing.Analysis) -> None:
    with pytest.raises(FramingError, match=says):
        framing.compare(analysis, **options)  # type: ignore[arg-type]
