"""Calls that people get wrong: each error repeats what it got, says what it takes, the remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import framing
from framing.errors import FramingError

Call = Callable[[framing.Analysis], Any]
untyped: Any = framing  # for calls that a type checker refuses


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
        (lambda a: framing.coding_sheet(a.corpus), "coding_sheet takes an Analysis, got tuple"),
        (lambda a: framing.compare_counts(a), "compare_counts takes Counts, got Analysis"),
        (lambda a: framing.match_events(a), "match_events takes a list of articles, got Analysis"),
        (lambda a: untyped.match_events("news"), "match_events takes a list of articles, got str"),
        (lambda a: untyped.compare(a, groups="Courier"), "groups = 'Courier': it takes a dict"),
        (lambda a: untyped.count(a.corpus, n_jobs="2"), "n_jobs is '2'; it takes a number"),
        (lambda a: untyped.write_findings([], "x", part_size="2"), "part_size is '2'; it takes"),
        (lambda a: untyped.analyze("It rained.", lexicons=3), "lexicons = 3: it takes a list"),
        (lambda _: untyped.load_lexicon(None), "no lexicon None; it takes a key"),
        (lambda _: untyped.export_lexicon("hedges", "x.csv"), "takes a Lexicon, got str"),
        (
            lambda _: framing.export_lexicon(framing.load_lexicon("hedges"), "nowhere/x.csv"),
            r"^nowhere.x\.csv: could not be written \(No such file",
        ),
        (lambda _: framing.agreement(None), "sheets = None: give the coded sheets"),
        (lambda _: untyped.read_articles("It rained.", dayfirst="no"), "not 'no'"),
        (
            lambda _: untyped.read_articles("It rained.", furniture="Share"),
            "furniture = 'Share': it takes what learn_furniture returned",
        ),
        (lambda _: untyped.lexicon_from_frame([{"term": "x"}]), "takes a data frame, got list"),
    ],
)
def test_a_wrong_call(call: Call, says: str, analysis: framing.Analysis) -> None:
    with pytest.raises(FramingError, match=says):
        call(analysis)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda _: framing.power(0, rate=0.01, words=600), "ratio must be above 0, got 0"),
        (lambda _: untyped.power("3", rate=0.01, words=600), "ratio must be above 0, got '3'"),
        (lambda _: framing.power(3, rate=1, words=9, event_sd=-1), "event_sd must be 0 or more"),
        (lambda _: untyped.power(3, rate=1, words=9, n_events=8), r"n_events = 8: .* \[8, 20\]"),
        (lambda _: framing.power(3, rate=1, words=9, n_events=[]), r"n_events = \[\]: it takes"),
        (lambda _: framing.power(3, rate=1, words=9, runs=0), "runs must be a whole number from 1"),
        (lambda _: framing.power(3, rate=1, words=9, seed=-1), "seed must be .* from 0 on, got -1"),
        (lambda a: framing.match_events(a.corpus, window_hours=0), "window_hours is 0; give a"),
        (lambda a: untyped.match_events(a.corpus, window_hours="36"), "window_hours is '36'; give"),
        (lambda a: framing.learn_furniture(a.corpus, min_share=3), "min_share above 0 and at most"),
        (lambda a: framing.Article(id="a", text="It", raw="It rained."), "removed must list every"),
        (lambda _: framing.FramingVectorizer(["hedges"]).fit("It rained."), "put it into a list"),
    ],
)
def test_a_wrong_value_is_a_value_error_as_well(
    call: Call, says: str, analysis: framing.Analysis
) -> None:
    with pytest.raises(FramingError, match=says) as told:
        call(analysis)
    assert isinstance(told.value, ValueError)


@pytest.mark.parametrize("given", ["news", ["news"], None, 3])
def test_furniture_is_learned_from_articles_only(given: Any) -> None:
    with pytest.raises(FramingError, match="learn_furniture takes a list of articles, got"):
        framing.learn_furniture(given)


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


def test_an_analysis_is_no_sequence_but_knows_its_ids(analysis: framing.Analysis) -> None:
    assert analysis.corpus[0].id in analysis and "nowhere" not in analysis
    with pytest.raises(TypeError, match="not iterable"):
        list(analysis)  # type: ignore[call-overload]


def test_ids_that_come_twice_get_a_number() -> None:
    article = framing.Article(id="a", text="It rained.")
    twice = framing.analyze([article, article], lexicons=["hedges"])
    assert twice.articles["article"].tolist() == ["a", "a#2"]


@pytest.mark.parametrize("wrap", [lambda frame: frame, lambda frame: [frame, "hedges"]])
def test_a_data_frame_is_a_lexicon(wrap: Callable[[pd.DataFrame], Any]) -> None:
    frame = pd.DataFrame({"term": ["rained"], "category": ["weather"]})
    analysis = framing.analyze("It rained.", lexicons=wrap(frame))
    assert analysis.kwic("own.weather")["text"].tolist() == ["rained"]
    with pytest.raises(FramingError, match="unknown column 'word'"):
        framing.analyze("It rained.", lexicons=wrap(frame.rename(columns={"term": "word"})))


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (pd.DataFrame({"text": ["It rained."]}), r"a column of it, such as frame\['text'\]"),
        ([framing.Article(id="a", text="It rained.")], "text 0 is Article, not str: give"),
        (["It rained.", None], "text 1 is NoneType, not str"),
    ],
)
def test_what_is_no_list_of_texts_is_told(texts: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        framing.FramingVectorizer(lexicons=["hedges"]).fit(texts)


def test_what_is_printed_is_short(analysis: framing.Analysis) -> None:
    article = framing.Article(id="a", text="It rained. " * 99, outlet="A", title="It rained")
    assert repr(article) == "<Article 'a', A: 'It rained', 1,089 characters>"
    assert repr(framing.load_lexicon("hedges")).startswith("<Lexicon hedges: ")
    counts = framing.count([article], lexicons=["hedges"])
    assert repr(counts) == "<Counts: 1 articles, 1 outlets, 0 events>"


def test_public_names_are_completed() -> None:
    assert {*framing.__all__, "cluster", "coding"} <= set(dir(framing))
    assert callable(framing.coding.coding_key)
