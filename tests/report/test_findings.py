"""The findings that a report begins with: ranked, at most five, each observation once."""

from __future__ import annotations

import pytest

from framing.comparison import Comparison
from framing.report.codebook import found_categories
from framing.report.evidence import Evidence
from framing.report.findings import MOST, _mostly_same, top_findings


def test_at_most_five_and_each_with_its_passages(comparison: Comparison) -> None:
    findings = top_findings(comparison, Evidence(comparison, lambda _: ""))
    assert 0 < len(findings) <= MOST
    assert all("<button" in finding.passages for finding in findings)


def test_no_two_findings_tell_the_same_feature(comparison: Comparison) -> None:
    told = [
        f.chart["feature"] for f in top_findings(comparison, Evidence(comparison, lambda _: ""))
    ]
    assert len(told) == len(set(told))


def test_one_observation_counted_in_two_ways_is_one_finding(comparison: Comparison) -> None:
    findings = top_findings(comparison, Evidence(comparison, lambda _: ""))
    first = next(f for f in findings if f.chart["feature"] == "reporting_verbs.doubting")
    assert any(also.startswith("doubting cues, ") for also in first.also)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({(0, 1, 2), (0, 4, 5)}, {(0, 1, 2), (0, 4, 5)}, True),
        ({(0, 1, 2), (0, 4, 5)}, {(0, 1, 2)}, False),
        ({(0, 1, 2)}, {(1, 1, 2)}, False),
    ],
)
def test_mostly_the_same(
    first: set[tuple[int, int, int]], second: set[tuple[int, int, int]], same: bool
) -> None:
    assert _mostly_same(first, second) is same


def test_a_finding_leads_to_its_part_of_the_codebook(comparison: Comparison) -> None:
    features = {category.feature for category in found_categories(comparison)}
    findings = top_findings(comparison, Evidence(comparison, lambda _: ""), features)
    linked = [f for f in findings if f.codebook]
    assert linked
    assert all(f.codebook == f"codebook.html#{f.chart['feature']}" for f in linked)


def test_the_codebook_counts_what_was_found(comparison: Comparison) -> None:
    counts: dict[str, int] = {}
    for category in found_categories(comparison):
        total = sum(entry.count for entry in category.found)
        counts[category.feature] = counts.get(category.feature, 0) + total
    hits = comparison.analysis.hits
    expected = hits[hits["entry"].notna()].groupby("feature").size().to_dict()
    assert counts == expected
