"""What cannot be said is summed up, not listed line by line."""

from __future__ import annotations

import numpy as np
import pytest

import framing
from framing.comparison import Comparison, compare
from framing.report.evidence import Evidence
from framing.report.judged import how_tested, judged_rows, too_few
from framing.report.sentences import is_least_p
from framing.resampling import SWAPS, swap_test
from framing.statistics.log_odds import least_q
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


@pytest.mark.parametrize(
    ("options", "adjusted"),
    [
        ({}, "Benjamini–Hochberg"),
        (
            {"primary": ["reporting_verbs.doubting"]},
            "Benjamini–Hochberg; max-T for wordings declared beforehand",
        ),
        (
            {"primary": ["reporting_verbs.doubting"], "against_rest": True},
            "Benjamini–Hochberg; Holm for wordings declared beforehand",
        ),
    ],
)
def test_the_adjustment_that_was_used_is_told(
    analysis: framing.Analysis, options: dict[str, object], adjusted: str
) -> None:
    assert how_tested(compare(analysis, **options))[1] == adjusted


def test_against_the_rest_no_two_outlets_are_exchanged(analysis: framing.Analysis) -> None:
    assert "two outlets" in how_tested(compare(analysis))[0]
    assert "two outlets" not in how_tested(compare(analysis, against_rest=True))[0]


@pytest.mark.parametrize("n_events", [8, 13, 30])
def test_a_p_that_could_not_be_smaller_is_told(n_events: int) -> None:
    differences = np.ones((2, n_events))
    differences[1, 0] = -1
    least, other = swap_test(differences).p.tolist()
    assert is_least_p({"p": least, "n_informative": n_events})
    if n_events < 30:  # of 30 events no drawn exchange reaches either
        assert not is_least_p({"p": other, "n_informative": n_events})


def test_a_p_of_drawn_exchanges_is_marked_once_any_other_reached_it() -> None:
    assert is_least_p({"p": 1 / (SWAPS + 1), "n_informative": 40})
    assert not is_least_p({"p": 2 / (SWAPS + 1), "n_informative": 40})


def test_the_page_marks_what_is_at_the_floor_only(comparison: Comparison) -> None:
    rows = judged_rows(comparison, Evidence(comparison, lambda _: ""), most=200)
    marked = {row.p.endswith(" (least)") for row in rows}
    assert marked == {True, False}
    tested = comparison.words["q"].dropna()
    assert tested.min() == pytest.approx(least_q(len(comparison.selection.outlets)))
