"""The tables say of every row what its columns and its article say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import framing
from framing.article import Article
from framing.corpus.findings import Findings
from framing.markers import MARKERS
from framing.voice import VOICES

TABLES = ("articles", "hits", "quotes", "attributions", "figures", "harm")


def span_text(text: str, findings: Findings, role: str, row: int) -> str | None:
    return " … ".join(text[s:e] for s, e in findings.spans[role].of(row)) or None


def plain_hit(analysis: framing.Analysis, row: int) -> dict[str, Any]:
    """One row of the hits table, read one cell at a time."""
    frame, lexicons = analysis.findings.hits, analysis.lexicons
    at = {name: column[row] for name, column in frame.items()}
    article = analysis.corpus[at["article"]]
    referent = analysis.referents[at["referent"]] if at["referent"] >= 0 else None
    sides = {name: r.side for x in lexicons.lexicons for name, r in x.referents.items()}
    source = None
    if at["attribution"] >= 0:
        source = span_text(article.text, analysis.findings, "source", at["attribution"])
    plain = {
        "article": article.id,
        "outlet": article.outlet,
        "text": article.text[at["start"] : at["end"]],
        "referent": referent,
        "side": sides.get(referent),
        "voice": VOICES[at["voice"]],
        "source": source,
    }
    if at["entry"] < 0:
        name = list(MARKERS)[at["marker"]]
        said = {"feature": f"marker.{name}", "lexicon": "marker", "category": name}
        return {**plain, **said, "entry": None, "label": at["label"], "reason": at["reason"]}
    entry, home = lexicons.entries[at["entry"]], lexicons.lexicon_of(at["entry"])
    label = entry.category.replace("_", " ") if home.name == "naming" else None
    return {
        **plain,
        "feature": lexicons.feature(at["entry"]),
        "lexicon": home.name,
        "category": entry.category,
        "entry": entry.term,
        "label": entry.label or label,
        "stance": entry.stance,
        "side": entry.side or plain["side"],
        "reason": f"{home.key}: {entry.term} ({', '.join(entry.source) or 'own'})",
    }


def test_hits_are_what_each_row_says(analysis: framing.Analysis) -> None:
    rows = np.linspace(0, len(analysis.hits) - 1, 300).astype(int).tolist()
    rows += np.flatnonzero(analysis.findings.hits["entry"] < 0).tolist()
    assert any(analysis.findings.hits["marker"][rows] >= 0)
    for row, got in zip(rows, analysis.hits.iloc[rows].to_dict("records"), strict=True):
        plain = plain_hit(analysis, row)
        assert {name: None if pd.isna(got[name]) else got[name] for name in plain} == plain


@pytest.mark.parametrize("role", ["source", "cue", "content"])
def test_attributions_have_the_text_of_their_spans(analysis: framing.Analysis, role: str) -> None:
    findings = analysis.findings
    texts = analysis.attributions[role].tolist()
    spans = analysis.attributions[f"{role}_spans"].tolist()
    for row, article in enumerate(findings.attributions["article"].tolist()):
        text = span_text(analysis.corpus[article].text, findings, role, row)
        assert (None if pd.isna(texts[row]) else texts[row]) == text
        assert spans[row] == [list(span) for span in findings.spans[role].of(row)]


@pytest.mark.parametrize("storage", ["python", "pyarrow"])
def test_tables_do_not_depend_on_how_pandas_keeps_text(
    analysis: framing.Analysis, storage: str
) -> None:
    again = framing.Analysis(
        analysis.corpus,
        analysis.findings,
        lexicons=analysis.lexicons,
        referents=analysis.referents,
    )
    with pd.option_context("mode.string_storage", storage):
        for name in TABLES:
            left, right = getattr(again, name), getattr(analysis, name)
            assert left.to_dict("list").__repr__() == right.to_dict("list").__repr__()


def test_tables_of_nothing() -> None:
    nothing = framing.analyze([Article(id="a", text="")])
    for name in TABLES[1:]:
        assert len(getattr(nothing, name)) == 0
