"""Evidence found for all spans at once is that found span by span, feature by feature."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.quotation.context import Context
from framing.quotation.marks import find_marked_spans
from framing.quotation.model import load_kind_model
from framing.quotation.span_features import named_features
from framing.quotation.word_scores import quoted_word_scores
from framing.quotes import find_quotes
from framing.tokens import tokenize

words = st.sampled_from(
    ["the", "mayor", "called", "it", '"reform"', "'Orr'", '"We', "know,”", "he", "said.", "\n"]
)


@given(st.lists(st.lists(words, max_size=20).map(" ".join), max_size=3))
@settings(max_examples=50, deadline=None)
def test_evidence_is_what_speaks_most_for_the_kind(texts: list[str]) -> None:
    tokens = tokenize(texts)
    quotes = find_quotes(tokens)
    if not len(quotes):
        return
    model, context = load_kind_model(), Context(tokens, find_marked_spans(tokens))
    named = named_features(context, model.words)
    of_words = quoted_word_scores(context, model.quoted_words)
    for i, kind in enumerate(quotes.kind.tolist()):
        speaks = [
            contrast * float(named[name][i])
            for name, contrast in zip(model.features, model.contrast[kind], strict=True)
        ]
        speaks.append(of_words[kind, i] - of_words[:, i].mean())
        best = sorted(range(len(speaks)), key=lambda j: -speaks[j])[:3]
        expected = [j if speaks[j] > 0 else -1 for j in best]
        assert quotes.evidence[i].tolist() == expected


def test_no_more_flags_than_a_byte_can_rank() -> None:
    assert len(load_kind_model().features) <= np.iinfo(np.uint8).max
