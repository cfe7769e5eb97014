"""The Markdown summary says what the page says, and no article can add markup to it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from framing.analysis import Analyzer
from framing.comparison import Comparison, compare
from framing.report.evidence import Evidence
from framing.report.findings import top_findings
from framing.report.page import detector_accuracy
from framing.report.summary import escape_markdown, markdown_files
from tests.charts.invented import LEXICONS, invented
from tests.conftest import ROOT


def summary(comparison: Comparison) -> str:
    return markdown_files(comparison)["summary.md"].decode()


def test_it_keeps_the_order_of_the_page(comparison: Comparison) -> None:
    text = summary(comparison)
    heads = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    assert heads == [
        "Who covered what",
        "What differs",
        "What cannot be said",
        "How accurate the detectors are",
        "What this is, and is not",
        "How it was made",
    ]


def test_few_events_give_passages_and_no_findings() -> None:
    text = summary(invented(2, 1))
    assert "cannot support outlet-level comparison" in text
    assert "## What differs" not in text


def test_articles_cannot_become_markup() -> None:
    articles = [
        replace(a, title="<script>alert(1)</script> [x](http://y) | **b**")
        for a in invented(2, 1).analysis.corpus
    ]
    text = summary(compare(Analyzer(lexicons=LEXICONS).analyze(articles)))
    assert "<script>" not in text
    assert "[x](" not in text


@pytest.mark.parametrize("text", ["a\n# head", "a | b", "*a*", "`code`", "<b>"])
def test_what_marks_means_itself(text: str) -> None:
    escaped = escape_markdown(text)
    assert "\n" not in escaped
    assert escaped.replace("\\", "") == " ".join(text.split())


def test_findings_stand_in_it(comparison: Comparison) -> None:
    first = top_findings(comparison, Evidence(comparison, lambda _: ""))[0]
    assert escape_markdown(first.sentence) in summary(comparison)


def test_the_accuracy_it_tells_is_that_of_the_docs() -> None:
    docs = (ROOT / "docs/explanation/validity.md").read_text("utf-8")
    row = next(line for line in docs.splitlines() if line.startswith("| attributions |"))
    detector = next(d for d in detector_accuracy() if d["name"] == "attributions")
    told = [v for m in detector["measured"] for v in re.findall(r"0\.\d{3}", m["value"])]
    assert len(told) == 5
    assert [f"{100 * float(value):.1f}" in row for value in told] == [True] * 5
