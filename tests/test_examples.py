"""The example notebooks run from top to bottom, and the example corpus is what its README says."""

from __future__ import annotations

import warnings
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import framing
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda p: p.stem)
def test_notebooks_run(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        NotebookClient(
            notebook, timeout=120, resources={"metadata": {"path": str(EXAMPLES)}}
        ).execute()
    assert any(
        "image/png" in output.get("data", {})
        for cell in notebook.cells
        for output in cell.get("outputs", ())
    ), "each notebook ends with a chart"


def test_each_outlet_tells_each_event_once(analysis: framing.Analysis) -> None:
    cells = {(article.event, article.outlet) for article in analysis.corpus}
    assert len(cells) == len(analysis.corpus) == 48
    assert len({outlet for _, outlet in cells}) == 4


def test_articles_are_short_and_dated(analysis: framing.Analysis) -> None:
    for article in analysis.corpus:
        assert article.raw is not None
        assert 150 <= len(article.raw.split()) <= 250, article.id
        assert article.published is not None, article.id


def test_reports_of_an_event_lie_within_36_hours(analysis: framing.Analysis) -> None:
    by_event = sorted(analysis.corpus, key=lambda article: str(article.event))
    for event, group in groupby(by_event, key=lambda article: article.event):
        dates = [article.published for article in group if article.published]
        assert max(dates) - min(dates) <= timedelta(hours=36), event
