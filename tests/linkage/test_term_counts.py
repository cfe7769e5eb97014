"""Weighted words against scikit-learn's TF-IDF, and terms against the plain rules."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfTransformer

from framing.article import Article
from framing.linkage.background import Background, load_background, term, words
from framing.linkage.term_counts import count_terms, title_and_body, weigh

NOTHING_KNOWN = Background(0, 1, {}, frozenset())


def test_without_names_or_background_it_is_tf_idf() -> None:
    texts = ["ore falls as mills close", "mills close and ore falls falls", "rain in the hills"]
    found = count_terms([Article(id=t[:4], text=t) for t in texts], NOTHING_KNOWN)
    ours = weigh(found, np.arange(3), NOTHING_KNOWN).toarray()
    theirs = TfidfTransformer(sublinear_tf=True).fit(found.counts)
    own = np.asarray((found.counts > 0).sum(axis=0)).ravel()
    theirs.idf_ = np.log((1 + 3) / (0.5 + own))
    assert ours == pytest.approx(theirs.transform(found.counts).toarray())


def test_names_and_numbers_weigh_more() -> None:
    article = Article(id="a", text="In Korvat 340 mills of Korvat closed while mills burned.")
    found = count_terms([article], load_background())
    weight = dict(zip(found.terms, found.weights.tolist(), strict=True))
    assert weight["340"] > weight["korvat"] > weight["mills"] == 1


def test_a_title_counts_whether_or_not_the_text_begins_with_it() -> None:
    inside = Article(id="a", text="Ore falls\n\nMills shut.", title="Ore falls", body_start=11)
    beside = Article(id="b", text="Mills shut.", title="Ore falls")
    found = count_terms([inside, beside], load_background())
    assert (found.counts[0] != found.counts[1]).nnz == 0


def plain_terms(article: Article, background: Background) -> dict[str, tuple[int, float]]:
    """Return count and weight of each term of an article, told word by word."""
    title, body = title_and_body(article)
    in_title, in_body = ([m.group() for m in words(text)] for text in (title, body))
    small = {word.replace("’", "'") for word in in_body if word[0].islower()}
    names = {
        term(word)
        for word in in_title + in_body
        if word[0].isupper() and word.lower().replace("’", "'") not in small
    }
    counted = Counter(term(word) for word in in_body + 3 * in_title)
    ceiling = 0.2 * background.n_documents
    return {
        t: (count, 2.0 if t[0].isdigit() else 1.75 if t in names and is_name(t) else 1.0)
        for t, count in counted.items()
        if len(t) > 1 and background.document_frequency.get(t, 0) <= ceiling
    }


def is_name(folded: str) -> bool:
    return load_background().is_name(folded.capitalize())


_WORDS = st.sampled_from(
    "Korvat korvat KORVAT'S Korvat’s korvat's mill Mill the The 12 1,200 a Ana-Bresk I’m".split()
)
_TEXTS = st.lists(_WORDS, max_size=12).map(" ".join)


@given(st.lists(st.tuples(_TEXTS, _TEXTS, st.booleans()), max_size=4))
def test_terms_are_those_of_the_plain_rules(told: list[tuple[str, str, bool]]) -> None:
    articles = [
        Article(id=str(n), text=f"{title} {body}", body_start=len(title) + 1)
        if inside
        else Article(id=str(n), text=body, title=title or None)
        for n, (title, body, inside) in enumerate(told)
    ]
    found = count_terms(articles, load_background())
    ends = found.counts.indptr.tolist()
    for n, article in enumerate(articles):
        cells = slice(ends[n], ends[n + 1])
        columns = (found.counts.indices[cells], found.counts.data[cells], found.weights[cells])
        got = {found.terms[t]: (count, weight) for t, count, weight in zip(*columns, strict=True)}
        assert got == plain_terms(article, load_background())
