"""Passages shared word for word, against runs of words compared as tuples."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.alignment.shared_passages import find_shared_passages
from framing.article import Article

WIRE = (
    "The port of Northport reopened on Monday after a week of talks, its director said, and forty"
    " ships that had waited outside the breakwater came in one after the other before nightfall."
)
OTHER = "Shops on the outer islands have sold their last fresh milk and wait for the ferry to come."


def plain(articles: list[Article], events: list[int], length: int) -> list[list[tuple[int, int]]]:
    """Return the shared passages of each article, run by run."""
    found = [list(re.finditer(r"\w+", article.text)) for article in articles]
    runs = [
        [
            (event, *(m[0].lower() for m in words[i : i + length]))
            for i in range(len(words) - length + 1)
        ]
        for words, event in zip(found, events, strict=True)
    ]
    out = []
    for n, words in enumerate(found):
        others = [k for k, a in enumerate(articles) if a.outlet != articles[n].outlet]
        theirs = {run for k in others for run in runs[k]}
        spans: list[tuple[int, int]] = []
        for at, run in enumerate(runs[n]):
            if run in theirs:
                start, end = words[at].start(), words[at + length - 1].end()
                if spans and start <= spans[-1][1]:
                    start = spans.pop()[0]
                spans.append((start, end))
        out.append(spans)
    return out


_TEXT = st.lists(st.sampled_from("ab AB c_ 9 é -x.".split()), max_size=20).map(" ".join)


@given(
    st.lists(st.tuples(_TEXT, st.sampled_from(["A", "B", None]), st.integers(0, 1)), max_size=5),
    st.integers(5, 7),
)
def test_arrays_find_what_the_plain_rules_find(
    told: list[tuple[str, str | None, int]], length: int
) -> None:
    articles = [Article(id=str(n), outlet=o, text=text) for n, (text, o, _) in enumerate(told)]
    events = [event for *_, event in told]
    found = find_shared_passages(articles, events=events, min_words=length)
    assert found == plain(articles, events, length)


def test_a_passage_shared_between_outlets_is_found_in_both() -> None:
    changed = WIRE.replace("nightfall", "midnight")
    texts = [WIRE, changed, WIRE + " " + OTHER * 3]
    articles = [Article(id=f"{n}", outlet=f"{n}", text=text) for n, text in enumerate(texts)]
    spans = find_shared_passages(articles)
    assert [[t[s:e] for s, e in own] for t, own in zip(texts, spans, strict=True)] == [
        [WIRE[:-1]],
        [changed[: -len(" midnight.")]],
        [WIRE[:-1]],
    ]


def test_an_outlet_shares_nothing_with_itself() -> None:
    twice = [Article(id=key, outlet="A", text=WIRE) for key in "ab"]
    assert find_shared_passages(twice) == [[], []]


def test_a_run_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="min_words must be 5 or more, not 4"):
        find_shared_passages([], min_words=4)
