"""Runs of capitalized words, and which of them may tell of a source."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.attributions import find_attributions
from framing.sourcing.name_runs import capital_runs, name_runs
from framing.sourcing.source_heads import SourceHeads, source_heads
from framing.sourcing.word_classes import bare_types
from framing.text.gaps import texts_of
from framing.tokens import Tokens, tokenize
from tests.sourcing.test_plain_sources import Sentence, attributions, sentences, written


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("“It is shut,” Lee said. Mayor Ann Lee left Dale.", ["Lee", "Mayor Ann Lee"]),
        ("“It is shut,” the Reeds said. Tom Reed left Dale.", ["Reeds", "Tom Reed"]),
        ("“It is shut,” Lee’s aide said. Ann Lee left Dale.", ["Lee’s", "Ann Lee"]),
        ("“It is shut,” his aide, Ann Lee, said. Lee left Dale.", ["Ann Lee", "Lee"]),
        ("Ann Lee met Tom in Dale. “It is shut,” she said.", ["Ann Lee"]),
        ("Mayor Ann Lee met Tom. “It is shut,” the mayor said.", ["Mayor Ann Lee"]),
        ("Banks Holdings grew in Dale. “It is shut,” Banks said.", ["Banks Holdings", "Banks"]),
        ("Ann Lee met Tom Reed in Dale. “It is shut,” residents said.", []),
    ],
)
def test_returns_the_runs_that_may_tell_of_a_source(text: str, runs: list[str]) -> None:
    tokens = tokenize([text])
    found = name_runs(tokens, source_heads(tokens, find_attributions(tokens)))
    assert texts_of(tokens, found.begin, found.stop) == runs


def _tokens_and_heads(stories: list[list[Sentence]]) -> tuple[Tokens, SourceHeads]:
    texts, spans = zip(*map(written, stories), strict=True)
    tokens = tokenize(texts)
    return tokens, source_heads(tokens, attributions(tokens, list(spans)))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(sentences, min_size=1, max_size=8), min_size=1, max_size=3))
def test_returns_all_runs_of_an_article_that_end_alike_or_none(
    stories: list[list[Sentence]],
) -> None:
    tokens, heads = _tokens_and_heads(stories)
    begin, stop = capital_runs(tokens, heads.capitalized)
    article = tokens.text_of(tokens.start[begin])
    last = bare_types(tokens.vocabulary, tokens.type_id[stop - 1])
    found = name_runs(tokens, heads)
    returned = np.isin(begin, found.begin)
    assert found.stop.tolist() == stop[returned].tolist()
    assert found.article.tolist() == article[returned].tolist()
    ends = list(zip(article.tolist(), last.tolist(), strict=True))
    some = {end for end, kept in zip(ends, returned.tolist(), strict=True) if kept}
    assert returned.tolist() == [end in some for end in ends]
