from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.article import Article
from framing.counts import Counts, cells_of, count_occurrences, counts_from

KEYS = st.tuples(
    *(st.sampled_from(values) for values in (["A", "B"], ["e", "f"], ["x", "words"])),
    st.just("own"),
    st.just("text"),
)
COUNTS = st.builds(
    lambda hits: counts_from(hits, hits, unit={"x": "words"}),
    st.dictionaries(KEYS, st.integers(1, 9), max_size=5),
)


@given(COUNTS, COUNTS, COUNTS)
def test_addition_is_associative_and_commutative_with_a_zero(
    one: Counts, two: Counts, three: Counts
) -> None:
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one
    assert one + Counts() == one


@given(COUNTS, COUNTS)
def test_cells_of_a_sum_are_the_sum_of_cells(one: Counts, two: Counts) -> None:
    names = {"features": ["x"], "outlets": ["A", "B"], "events": ["e", "f"]}
    parts = [cells_of(part, **names) for part in (one, two)]
    whole = cells_of(one + two, **names)
    assert (whole.hits == parts[0].hits + parts[1].hits).all()
    assert (whole.exposure == parts[0].exposure + parts[1].exposure).all()


def test_counts_of_parts_add_up_to_counts_of_the_whole() -> None:
    texts = [
        "The so-called reform passed. Critics slammed it.",
        "The so-called reform failed.",
        "Reform fails, so-called experts say.",
        "They may try again.",
    ]
    articles = [
        Article(id=str(i), outlet="AB"[i % 2], event="ef"[i // 2], text=text)
        for i, text in enumerate(texts)
    ]
    whole = framing.compare(framing.analyze(articles)).counts
    parts = [framing.compare(framing.analyze(articles[i : i + 2])).counts for i in (0, 2)]
    total = parts[0] + parts[1]
    assert total.hits == whole.hits
    assert total.articles == whole.articles
    assert total.read == whole.read


def test_counting_some_features_at_a_time_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The so-called reform perhaps failed. Critics slammed it, officials said, and two died."
    articles = [Article(id=str(i), outlet="AB"[i % 2], event="e", text=text * i) for i in (1, 2)]
    comparison = framing.compare(framing.analyze(articles, progress=False))
    found, chosen = comparison.occurrences, comparison.selection
    parts = list(found.by_feature(at_once=2))
    assert len(parts) > 2 and sum(len(part.row) for part in parts) == len(found.row)
    monkeypatch.setattr("framing.counts._OCCURRENCES_AT_ONCE", 2)
    again = count_occurrences(
        found,
        comparison.analysis.findings,
        outlet=chosen.outlet,
        event=chosen.event,
        counted=chosen.counted,
    )
    assert again == comparison.counts and (again.codes == comparison.counts.codes).all()
