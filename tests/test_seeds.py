"""Real pages as people saved them; they may not be shipped, so this runs where they are."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

import framing
from tests.conftest import SEEDS

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no real pages in {SEEDS}")


@pytest.fixture(scope="module")
def seeds() -> framing.Analysis:
    return framing.analyze(framing.read_articles(SEEDS))


def hits_of(analysis: framing.Analysis, number: str) -> pd.DataFrame:
    hits = analysis.hits
    return hits[hits["article"].str.startswith(number)]


def test_the_page_dump_is_read(seeds: framing.Analysis) -> None:
    article = seeds.corpus[0]
    assert article.outlet == "Al Mayadeen English"
    assert article.published == datetime(2023, 12, 1, 18, 12)
    assert article.title is not None
    assert article.text.startswith(article.title)
    for furniture in ("Infographs", "BREAKING", "Related News", "Most Read", "Read Next"):
        assert furniture not in article.text


def test_the_name_in_marks_is_a_scare_quote(seeds: framing.Analysis) -> None:
    quotes = seeds.quotes
    own = quotes[quotes["article"].str.startswith("000") & quotes["text"].str.contains("Israel's")]
    assert set(own["kind"]) == {"scare_quote"}


def test_claims_in_the_title_doubts_in_own_voice(seeds: framing.Analysis) -> None:
    hits = hits_of(seeds, "000")
    claims = hits[(hits["section"] == "title") & (hits["text"] == "claims")]
    assert claims["feature"].tolist() == ["reporting_verbs.doubting"]
    assert claims["voice"].tolist() == ["own"]
    cues = seeds.attributions
    cues = cues[cues["article"].str.startswith("000") & (cues["section"] == "title")]
    doubting = cues[cues["cue"].str.contains("claims")]
    assert doubting["cue_stance"].tolist() == ["doubting"]
    assert doubting["source"].tolist() == ["US"]


def test_broken_numerals_have_no_value(seeds: framing.Analysis) -> None:
    figures = seeds.figures
    malformed = figures[figures["malformed"].fillna(False)]
    assert malformed["article"].str.startswith("001").all()
    assert malformed["text"].tolist() == ["30,<>", "<>,<>"]
    assert malformed["value"].isna().all()


def test_terror_organization_counts_three(seeds: framing.Analysis) -> None:
    hits = hits_of(seeds, "003")
    assert (hits["feature"] == "naming.terror_organization").sum() == 3


def test_a_label_in_a_quotation_is_not_the_outlets(seeds: framing.Analysis) -> None:
    hits = hits_of(seeds, "003")
    label = hits[hits["text"].str.contains("resistance movements")]
    assert len(label) == 1
    assert (label["voice"] != "own").all()


def test_four_pages_are_one_story(seeds: framing.Analysis) -> None:
    story = seeds.articles["story"].tolist()
    assert len(set(story[:4])) == 1
    assert story[4] != story[0]


def test_nothing_is_inferred_and_simultaneity_is_not_known(seeds: framing.Analysis) -> None:
    comparison = framing.compare(seeds)
    assert comparison.selection.matched == "story"
    assert not comparison.selection.simultaneous
    assert set(comparison.contrasts["verdict"]) <= {"too_few"}
