"""What surrounds a span, found for all spans at once, is what a look at each of them finds."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.quotation.context import Context
from framing.quotation.marks import find_marked_spans
from framing.tokens import tokenize

marked_texts = st.text(st.sampled_from("ab s.,\n(=-\"\"''“”‘’«»"), max_size=40)


@given(st.lists(marked_texts, max_size=3))
@example(["«='a='(a`\n“«--’ a"])
@settings(max_examples=100, deadline=None)
def test_each_token_is_of_the_last_outermost_span_that_holds_it(texts: list[str]) -> None:
    tokens = tokenize(texts)
    spans = find_marked_spans(tokens)
    if not len(spans):
        return
    expected = np.full(len(tokens), -1)
    for i in np.flatnonzero(spans.depth == 0).tolist():
        expected[spans.first[i] : spans.last[i]] = i
    assert Context(tokens, spans).span_of_token.tolist() == expected.tolist()
