from __future__ import annotations

from itertools import groupby

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.article import Article
from framing.attributions import find_attributions
from framing.corpus.findings import Finder
from framing.lexicon import lexicon_from_terms
from framing.quotes import find_quotes
from framing.text.sections import find_sections
from framing.tokens import tokenize
from framing.voice import OWN, assign_voice

_SENTENCES = (
    'Mayor Ann Lee said "the bridge is shut".',
    "The road was closed.",
    "“We are leaving,” Tom Reed said.",
    "Officials claimed that the ferry had sunk.",
    "\n\n",
    "Why?",
)
texts = st.lists(st.lists(st.sampled_from(_SENTENCES), max_size=5).map(" ".join), max_size=4)
FINDER = Finder([lexicon_from_terms(["ferry"])])


@given(texts)
@settings(max_examples=40, deadline=None)
def test_words_and_sentences_are_counted_as_one_by_one(written: list[str]) -> None:
    articles = [Article(id=t, outlet=None, title=None, text=t) for t in written]
    found = FINDER.find(articles)
    tokens = tokenize(written)
    section = find_sections(articles, tokens)
    quotes = find_quotes(tokens, section=section)
    attributions = find_attributions(tokens, quotes, section=section)
    voice = assign_voice(tokens, quotes, attributions).voice
    words, sentences, foreign = np.zeros_like(found.words), [], []
    for number in range(len(written)):
        own = range(int(tokens.first[number]), int(tokens.first[number + 1]))
        sentences.append(len({int(tokens.sentence[i]) for i in own}))
        for i in own:
            words[number, voice[i], section[i]] += 1
        for kind, run in groupby(own, key=lambda i: int(voice[i])):
            at, shift = list(run), int(tokens.text_start[number])
            if kind != OWN:
                foreign.append(
                    (number, tokens.start[at[0]] - shift, tokens.end[at[-1]] - shift, kind)
                )
    np.testing.assert_array_equal(found.words, words)
    assert found.n_sentences.tolist() == sentences
    assert list(map(tuple, found.foreign.tolist())) == foreign
