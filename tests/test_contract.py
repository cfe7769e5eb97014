"""The names that others rely on: public functions, tables, columns and dtypes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest

import framing
from framing.tables import ANALYSIS_TABLES, COMPARISON_TABLES
from tests.conftest import child_environment

ANALYSIS = {
    "articles": "article outlet title published event story url n_tokens n_sentences n_removed"
    " warnings",
    "hits": "article outlet event start end text feature lexicon category entry label referent"
    " side stance voice source section sentence reason",
    "quotes": "article start end text kind confidence section reason",
    "attributions": "article start end source cue content source_spans cue_spans content_spans"
    " directness speech cue_stance source_type source_role source_qualifier side gender speaker"
    " parent section",
    "figures": "article start end text value bound quantity unit side scope as_of source malformed",
    "harm": "article start end text harm_class verb_class victim_side victim_count victim_named"
    " age kinship child civilian_status agent agent_expressed form voice certainty sentence",
}
COMPARISON = {
    "coverage": "event outlet n_articles n_tokens first_published",
    "rates": "feature voice section outlet count exposure exposure_unit rate low high n_articles"
    " n_events",
    "contrasts": "feature voice target reference rate_ratio low high rate_difference"
    " equal_weight_ratio p p_adj family n_events n_informative n_articles matched corrected"
    " verdict why",
    "words": "term outlet count reference_count log_odds z q n_articles n_events matched",
    "naming": "referent label outlet event voice count share low high n_referent unresolved stance",
    "quotation": "term outlet uses scare_quoted share low high",
    "sourcing": "outlet source_type source_role side cue_stance count share words low high",
    "harm": "outlet harm_class victim_side verb_class form agent_expressed count share low high",
    "figures": "event quantity scope as_of outlet value bound article text agrees",
    "omissions": "event item kind reported_by not_reported_by n_articles",
    "passages": "event fact outlet_a article_a start_a end_a outlet_b article_b start_b end_b"
    " differences",
}
NO_ARTICLE: list[framing.Article] = []
TEXT = 'Mayor Lee claimed "five" died. So-called rebels killed two people, police said.'


def check(table: object, columns: str, schema: Mapping[str, str]) -> None:
    assert set(columns.split()) <= set(table.columns)  # type: ignore[attr-defined]
    assert table.dtypes.astype(str).to_dict() == dict(schema)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ANALYSIS)
@pytest.mark.parametrize("articles", [NO_ARTICLE, TEXT], ids=["none", "one"])
def test_tables_of_an_analysis(name: str, articles: object) -> None:
    table = getattr(framing.analyze(articles), name)
    check(table, ANALYSIS[name], ANALYSIS_TABLES[name])


@pytest.mark.parametrize("name", COMPARISON)
def test_empty_tables_of_a_comparison_keep_their_columns(name: str) -> None:
    table = getattr(framing.compare(framing.analyze(NO_ARTICLE)), name)
    check(table, COMPARISON[name], COMPARISON_TABLES[name])
    assert len(table) == 0


@pytest.mark.parametrize("name", COMPARISON)
def test_tables_of_a_comparison(name: str, comparison: framing.Comparison) -> None:
    table = getattr(comparison, name)
    check(table, COMPARISON[name], COMPARISON_TABLES[name])
    assert len(table) > 0


def test_public_names() -> None:
    assert set(framing.__all__) >= {
        "Analysis",
        "Analyzer",
        "Article",
        "Comparison",
        "analyze",
        "chart",
        "compare",
        "learn_furniture",
        "load_lexicon",
        "match_events",
        "power",
        "read_articles",
        "write_report",
    }
    assert all(getattr(framing, name) is not None for name in framing.__all__)


HEAVY = ("nltk", "sklearn", "scipy", "matplotlib", "pandas")


@pytest.mark.parametrize(
    "statement",
    [
        "import framing",
        "import framing; framing.analyze('The so-called reform passed, he claimed.')",
    ],
    ids=["import", "analyze"],
)
def test_heavy_libraries_are_not_imported(statement: str) -> None:
    program = f"import sys; {statement}; print([m for m in {HEAVY} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=child_environment(),
    )
    assert found.stdout.strip() == "[]"
