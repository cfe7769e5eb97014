"""Input that nothing can be said about: a verdict and a sentence, no crash, no NaN, no number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

import framing
from framing.analysis import Analysis, Analyzer
from framing.article import Article
from framing.corpus.findings import article_findings, join_findings

TABLES = (
    "coverage rates contrasts titles words naming naming_distance quotation sourcing harm figures"
    " omissions passages wire sensitivity article_sources source_patterns only_sources"
).split()
TEXT = (
    "Militants killed 12 villagers near Oru, officials said. The army claimed that it had struck a"
    ' terrorist base. Ana Bresk called it a so-called truce. "Hostages were freed," an aide said.'
)
OTHER = (
    "Fighters reportedly took the town of Lira. The regime denied that 40 people had died there."
    " Aid groups warned of hunger, and Ivo Marn said that the army was to blame."
)


def corpus(places: Sequence[tuple[str, str, str]]) -> list[Article]:
    """Return articles of (outlet, event, text)."""
    return [
        Article(id=f"{n:05}", outlet=outlet, event=event, text=text)
        for n, (outlet, event, text) in enumerate(places)
    ]


def copies(analyzer: Analyzer, text: str, outlets: Sequence[str]) -> Analysis:
    """Return the analysis of one text in one event, an article an outlet, found in but once."""
    found = analyzer.analyze([Article(id="0", text=text)], progress=False)
    part = article_findings(found.findings, 0)
    return Analysis(
        corpus([(outlet, "e", text) for outlet in outlets]),
        join_findings([part] * len(outlets)),
        lexicons=found.lexicons,
        referents=found.referents,
    )


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


@pytest.fixture(scope="module")
def identical(analyzer: Analyzer) -> Analysis:
    """Return one text by two outlets in every event."""
    articles = corpus([(o, e, TEXT) for e in EVENTS for o in "AB"])
    return analyzer.analyze(articles, progress=False)


def check_tables(comparison: framing.Comparison) -> None:
    for name in TABLES:
        table = getattr(comparison, name)
        for column in table.select_dtypes("number"):
            values = table[column].astype("Float64").to_numpy(float, na_value=0.0)
            assert np.isfinite(values).all(), (name, column)


EVENTS = [f"e{n}" for n in range(12)]
LITTLE: dict[str, tuple[list[tuple[str, str, str]], str]] = {
    "nothing": ([], "No article is counted"),
    "one article": ([("A", "e", TEXT)], "A is the only outlet"),
    "one outlet": ([("A", e, TEXT) for e in EVENTS], "A is the only outlet"),
    "no shared events": ([("AB"[n % 2], e, TEXT) for n, e in enumerate(EVENTS)], "No event is"),
    "one event": ([(o, "e", t) for o in "AB" for t in (TEXT, OTHER)], "1 event covered by two"),
    "no outlets": ([("", e, TEXT) for e in EVENTS], "No article is counted"),
}


@pytest.mark.parametrize("case", LITTLE)
def test_too_little_is_said_to_be(case: str, analyzer: Analyzer) -> None:
    places, says = LITTLE[case]
    comparison = framing.compare(analyzer.analyze(corpus(places), progress=False))
    check_tables(comparison)
    assert any(note.startswith(says) for note in comparison.notes)
    assert set(comparison.contrasts["verdict"]) <= {"too_few"}
    assert comparison.contrasts["low"].isna().all()
    assert comparison.contrasts["why"].str.startswith("too few to say").all()


def test_an_outlet_with_one_article_is_too_few(analyzer: Analyzer) -> None:
    places = [(o, e, t) for e in EVENTS for o, t in (("A", TEXT), ("B", OTHER))]
    comparison = framing.compare(analyzer.analyze(corpus([*places, ("C", "e0", OTHER)])))
    check_tables(comparison)
    assert "One article only: C." in comparison.notes
    rows = comparison.contrasts.query("target == 'C' or reference == 'C'")
    assert len(rows) and set(rows["verdict"]) == {"too_few"}


def test_identical_articles_differ_in_nothing_and_claim_no_certainty(identical: Analysis) -> None:
    comparison = framing.compare(identical)
    check_tables(comparison)
    tested = comparison.contrasts[comparison.contrasts["verdict"] != "too_few"]
    assert len(tested) and set(tested["verdict"]) == {"no_evidence"}
    assert tested["low"].isna().all() and (tested["p"] == 1).all()
    assert tested["why"].str.startswith("the same rate in every event").all()
    assert set(comparison.words["verdict"]) <= {"no_evidence", "too_few"}


def test_without_dates_nothing_is_said_to_differ(analyzer: Analyzer) -> None:
    words = "Oru Lira Tamber Korvat Venn Marsk Dorel Ostia Pellan Quist Rhodd Selk".split()
    articles = [
        Article(id=f"{o}{n}", outlet=o, text=f"{word} mayor {word} speaks. " + said * 2)
        for n, word in enumerate(words)
        for o, said in (("A", f"{word} mobs came. "), ("B", f"{word} talks on. "))
    ]
    comparison = framing.compare(analyzer.analyze(articles, progress=False))
    check_tables(comparison)
    assert "It is not known whether" in " ".join(comparison.notes)
    assert "differs" not in set(comparison.contrasts["verdict"])
    assert set(comparison.contrasts["matched"]) <= {"story"}


def test_a_feature_that_never_occurs_has_no_row(identical: Analysis) -> None:
    never = next(f for f in identical.features if f not in set(identical.hits["feature"]))
    comparison = framing.compare(identical, primary=[never])
    check_tables(comparison)
    assert never not in set(comparison.contrasts["feature"])
    assert f"{never}: not found" in " ".join(comparison.notes)


def test_thousands_of_copies_of_a_wire_story_count_once_an_outlet(analyzer: Analyzer) -> None:
    comparison = framing.compare(copies(analyzer, TEXT, ["ABC"[n % 3] for n in range(5000)]))
    check_tables(comparison)
    assert int(comparison.selection.counted.sum()) == 3
    assert set(comparison.contrasts["verdict"]) == {"too_few"}
    assert len(comparison.wire) == 5000


@pytest.mark.parametrize("text", ["", "… — !!! 12", "Rain fell."])
def test_texts_without_any_feature_are_said_to_have_none(text: str, analyzer: Analyzer) -> None:
    places = [(outlet, event, text) for event in EVENTS for outlet in "AB"]
    comparison = framing.compare(analyzer.analyze(corpus(places), progress=False))
    check_tables(comparison)
    assert comparison.contrasts.empty
    assert comparison.notes == (
        "No feature is found in own voice on shared events, so nothing is contrasted.",
    )


def test_hundreds_of_outlets_are_compared_with_the_rest(analyzer: Analyzer) -> None:
    comparison = framing.compare(copies(analyzer, TEXT, [f"outlet {n}" for n in range(200)]))
    check_tables(comparison)
    assert set(comparison.contrasts["reference"]) == {"the rest"}
    assert set(comparison.contrasts["verdict"]) == {"too_few"}
    assert "too many pairs" in " ".join(comparison.notes)
