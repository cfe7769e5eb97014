"""Calls that people get wrong: each error repeats what it got, says what it takes, the remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import framing
from framing.errors import FramingError

Call = Callable[[framing.Analysis], Any]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (
            lambda a: a.kwic("doubting"),
            r"or 'reporting_verbs\.doubting'\?\).*analysis\.features lists",
        ),
        (lambda a: a.kwic(3), r"feature = 3: it takes a name"),
        (lambda a: a["nowhere"], r"no article 'nowhere'.*analysis\.articles lists ids"),
        (lambda a: a[3], r"no article 3"),
        (lambda a: framing.chart(a, "naming"), "chart takes a Comparison, got Analysis: call"),
        (lambda a: framing.write_report(a, "x"), "write_report takes a Comparison, got Analysis"),
        (
            lambda a: framing.chart(framing.compare(a), "contrasts", moost=3),
            r"no option 'moost' \(did you mean 'most'\?\); it takes: most",
        ),
        (
            lambda a: framing.chart(framing.compare(a), "coverage", most=3),
            "no option 'most'; it takes: none",
        ),
    ],
)
def test_a_wrong_call(call: Call, says: str, analysis: framing.Analysis) -> None:
    with pytest.raises(FramingError, match=says):
        call(analysis)


@pytest.mark.parametrize("layout", ["events/outlets", "event/outlets", "folder/file"])
def test_a_layout_without_its_levels(layout: str) -> None:
    with pytest.raises(FramingError, match=rf"layout = '{layout}'.*'event' or 'outlet' among them"):
        framing.read_articles("The port shut.", layout=layout)


def test_the_same_problem_is_told_once() -> None:
    with pytest.raises(FramingError, match=r"^nothing could be read: dict 1 .*\(and so 2 more\)$"):
        framing.read_articles([{"words": "The port shut."}] * 3)


@pytest.mark.parametrize("name", ["export.xls", "report.docx"])
def test_a_kind_that_is_not_read_is_told_with_a_remedy(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(
        FramingError, match=r"save an old workbook as \.xlsx and a document as \.txt"
    ):
        framing.read_articles(tmp_path / name)
