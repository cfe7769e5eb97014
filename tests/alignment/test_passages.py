"""Passages: which sentences are laid side by side, and what is marked in them."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.alignment.passages import MOST_ARTICLES, MOST_ROWS, PassagePair, align_passages
from framing.article import Article
from framing.linkage.background import words
from tests.alignment.plain_passages import pairs

A = "Some 340 villagers were massacred at Oru on Monday. The bakery stays open."
B = "The army's operation at Oru on Monday left 340 villagers dead. Rain is expected."
C = "Rebels freed 80 captives at Oru bridge. Exports of tin fell by a fifth."


def spans(text: str) -> np.ndarray:
    found = [m.span() for m in re.finditer(r"[^.\n]+\.?", text)]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def align(texts: dict[str, str], outlets: dict[str, str] | None = None) -> list[PassagePair]:
    names = outlets or {}
    articles = [Article(id=k, text=t, outlet=names.get(k, k)) for k, t in texts.items()]
    return align_passages(articles, [spans(t) for t in texts.values()], events=["e"] * len(texts))


def test_the_same_fact_in_two_outlets() -> None:
    (pair,) = align({"a": A, "b": B})
    assert A[pair.start_a : pair.end_a].endswith("Monday.")
    assert B[pair.start_b : pair.end_b].endswith("dead.")
    assert "340" in pair.fact


def test_what_only_one_side_says_is_marked() -> None:
    (pair,) = align({"a": A, "b": B})
    only_a, only_b = pair.differences.split(" | ")
    assert "massacred" in only_a
    assert "operation" in only_b and "dead" in only_b
    assert [A[s:e] for s, e in pair.only_a] == only_a.split("; ")


def test_two_words_for_one_thing_align_and_are_marked() -> None:
    (pair,) = align({"a": "Rebels freed 80 hostages at Oru bridge.", "b": C})
    assert pair.differences == "hostages | captives"


def test_a_number_of_other_things_is_not_the_same_fact() -> None:
    texts = {
        "a": "Jailers in Tamber released 340 prisoners after dusk.",
        "b": "Gunmen took 340 hostages on the morning of the raid.",
    }
    assert align(texts) == []


def test_a_day_of_a_month_counts_nothing() -> None:
    one = "Rebels freed 24 hostages at Oru bridge."
    other = "On 24 May rebels freed their hostages at Oru bridge."
    counted = "Rebels let 24 captives go at Oru bridge."
    (dated,), (matched,) = align({"a": one, "b": other}), align({"a": one, "b": counted})
    assert dated.score < matched.score
    assert "24" not in dated.fact.split()


def test_a_contraction_is_no_difference() -> None:
    texts = {"a": "We’ve freed 80 hostages at Oru bridge.", "b": C}
    assert "We’ve" not in align(texts)[0].differences


def test_unrelated_sentences_are_not_paired() -> None:
    assert align({"a": "The bakery stays open.", "b": "Exports of tin fell by a fifth."}) == []


def test_one_outlet_is_not_paired_with_itself() -> None:
    assert align({"a": A, "b": B}, {"a": "Herald", "b": "Herald"}) == []


def test_sentences_worded_alike_are_not_listed() -> None:
    assert align({"a": A, "b": A.replace("bakery", "mill")}) == []


def test_a_span_that_runs_from_the_title_into_the_body_is_cut() -> None:
    title = "Oru mourns 340 villagers\n\n"
    one = Article(id="a", outlet="a", text=title + A, title=title.strip(), body_start=len(title))
    two = Article(id="b", outlet="b", text=B)
    whole = [np.array([[0, len(one.text)]]), spans(B)]
    for pair in align_passages([one, two], whole, events=["e", "e"]):
        assert pair.end_a <= len(title) or pair.start_a >= len(title)


@settings(max_examples=20, deadline=None)
@given(st.permutations(["a", "b", "c"]))
def test_order_does_not_matter(order: list[str]) -> None:
    texts = {"a": A, "b": B, "c": C + " " + A}
    assert align({k: texts[k] for k in order}) == align(texts)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_spans_lie_in_their_texts(texts: list[str]) -> None:
    named = {str(k): f"{A} {text}" for k, text in enumerate(texts)}
    for pair in align(named):
        assert 0 <= pair.start_a < pair.end_a <= len(named[pair.article_a])
        assert all(pair.start_a <= s < e <= pair.end_a for s, e in pair.only_a)
        assert all(pair.start_b <= s < e <= pair.end_b for s, e in pair.only_b)


def test_nothing_and_one_article() -> None:
    assert align({}) == []
    assert align({"a": A}) == []
    assert align({"a": "", "b": ""}) == []


def test_many_articles_are_bounded() -> None:
    texts = {f"{k:04}": f"{A if k % 2 else B} Bulletin {k} of the day." for k in range(3000)}
    pairs = align(texts)
    assert 0 < len(pairs) <= MOST_ROWS
    assert len({p.article_a for p in pairs} | {p.article_b for p in pairs}) <= MOST_ARTICLES


def test_sentences_must_fit_the_articles() -> None:
    with pytest.raises(ValueError, match="1 articles but sentences of 0, events of 1"):
        align_passages([Article(id="a", text=A)], [], events=["e"])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([A, B, C]), st.sampled_from("xyz")), max_size=8))
def test_events_aligned_together_are_as_each_alone(told: list[tuple[str, str]]) -> None:
    articles = [
        Article(id=f"{n}", outlet="PQR"[n % 3], text=f"{text} Bulletin {n} is out.")
        for n, (text, _) in enumerate(told)
    ]
    events = [event for _, event in told]
    places = [spans(article.text) for article in articles]
    alone = []
    for event in sorted(set(events)):
        own = [n for n, name in enumerate(events) if name == event]
        alone += align_passages(
            [articles[n] for n in own], [places[n] for n in own], events=[event] * len(own)
        )
    assert align_passages(articles, places, events=events) == alone


_PARTS = (
    *("Some 340 villagers", "Two soldiers", "The army", "Governor Ana Bresk", "Oru hospital"),
    *("killed", "massacred", "freed", "said 80 hostages left", "took 80 captives at"),
    *("since 24 November", "24 villagers", "May 24", "We’ve", "in May"),
    *("Oru bridge", "the town of Oru", "on Monday", "in the raid", "340 prisoners", "of Tamber"),
)
_SENTENCES = st.lists(st.sampled_from(_PARTS), min_size=3, max_size=6).map(" ".join)
_TEXTS = st.lists(st.lists(_SENTENCES, min_size=1, max_size=4), min_size=2, max_size=4)


@settings(max_examples=60, deadline=None)
@given(_TEXTS, st.booleans())
def test_arrays_find_what_the_plain_rules_find(texts: list[list[str]], titled: bool) -> None:
    articles, places = [], []
    for n, sentences in enumerate(texts):
        text, ends = ". ".join(sentences) + ".", np.cumsum([len(s) + 2 for s in sentences])
        begins = np.concatenate(([0], ends[:-1]))
        places.append(
            [(b, b + len(s) + 1) for b, s in zip(begins.tolist(), sentences, strict=True)]
        )
        body = int(ends[0]) if titled and len(ends) > 1 else 0
        articles.append(Article(id=str(n), outlet="ABC"[n % 3], text=text, body_start=body))
    distinct = {article.text for article in articles}
    if len(distinct) < len(articles):
        return
    found = align_passages(articles, [np.array(p) for p in places], events=["e"] * len(articles))
    text_of = {article.id: article.text for article in articles}
    rows = [
        (
            (pair.article_a, pair.start_a),
            (pair.article_b, pair.start_b),
            pair.score,
            [w for s, e in pair.only_a for w in _words(text_of[pair.article_a][s:e])],
            [w for s, e in pair.only_b for w in _words(text_of[pair.article_b][s:e])],
        )
        for pair in found
    ]
    assert sorted(rows) == pairs(articles, places)


def _words(text: str) -> list[str]:
    return [match.group() for match in words(text)]
