"""What cannot be said is summed up, not listed line by line."""

from __future__ import annotations

from framing.comparison import Comparison
from framing.report.evidence import Evidence
from framing.report.judged import judged_rows, too_few
from tests.charts.invented import invented


def test_wordings_are_grouped_by_the_events_they_have() -> None:
    comparison = invented(2, 1)
    few = too_few(comparison)
    named = [name for _, names in few.features for name in names]
    counts = [n for n, _ in few.features]
    assert counts == sorted(set(counts), reverse=True)
    rows = comparison.contrasts.groupby(["feature", "section"]).size()
    assert len(named) == len(set(named)) == len(rows)


def test_a_wording_that_some_pairs_bear_out_is_not_among_those_that_none_does(
    comparison: Comparison,
) -> None:
    few, table = too_few(comparison), comparison.contrasts
    none = {name for _, names in few.features for name in names}
    partly = {name: (n, of) for name, n, of in few.partly}
    assert partly
    assert not none & set(partly)
    verdicts = table[(table["feature"] == "marker.scare_quote") & (table["section"] == "text")]
    n_few = int((verdicts["verdict"] == "too_few").sum())
    assert partly["scare quotes"] == (n_few, len(verdicts))
    assert "scare quotes (titles)" in none
    assert few.differ == (table["verdict"] == "differs").sum()


def test_what_is_lacking_is_told_in_the_words_of_the_rule(comparison: Comparison) -> None:
    assert {name for name, _ in too_few(comparison).lacking} == {
        "events with a hit",
        "hits",
        "articles with hits",
    }


def test_a_bound_is_told_as_a_bound(comparison: Comparison) -> None:
    rows = judged_rows(comparison, Evidence(comparison, lambda _: ""), most=200)
    assert any(row.interval.startswith("at least") for row in rows)
    assert not any("–" in row.interval for row in rows)
