"""What facts pairs of sentences report, and what each fact is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from framing.alignment.matches import Matches
from framing.alignment.sentence_words import Indices, SentenceWords, distinct, is_among
from framing.article import Article

_LABEL_WORDS = 4


def name_facts(
    matches: Matches, sentences: SentenceWords, articles: Sequence[Article]
) -> list[str]:
    """Return the name of each pair's fact: the words that its first pair shares.

    Pairs that share a sentence share its fact, unless it would then hold two sentences of one
    article. Facts of one event with the same words are numbered.
    """
    fact, founders = _facts(matches, sentences)
    events = sentences.event[matches.a[founders]].tolist()
    times: Counter[tuple[int, str]] = Counter()
    names = []
    for event, label in zip(events, _labels(matches, founders, sentences, articles), strict=True):
        times[event, label] += 1
        n = times[event, label]
        names.append(label if n == 1 else f"{label} ({n})")
    return [names[number] for number in fact]


def _facts(matches: Matches, sentences: SentenceWords) -> tuple[list[int], Indices]:
    """Return the number of each pair's fact, and the first pair of each fact."""
    fact_of: dict[int, int] = {}
    sentence_in: list[dict[int, int]] = []
    founders: list[int] = []
    facts: list[int] = []
    columns = [c for own in (matches.a, matches.b) for c in (own, sentences.article[own])]
    ends = zip(*(column.tolist() for column in columns), strict=True)
    for number, (a, article_a, b, article_b) in enumerate(ends):
        fact = fact_of.get(a, fact_of.get(b, -1))
        held = sentence_in[fact] if fact >= 0 else {}
        if fact < 0 or held.get(article_a, a) != a or held.get(article_b, b) != b:
            fact, held = len(founders), {}
            founders.append(number)
            sentence_in.append(held)
        fact_of.setdefault(a, fact)
        fact_of.setdefault(b, fact)
        held.setdefault(article_a, a)
        held.setdefault(article_b, b)
        facts.append(fact)
    return facts, np.array(founders, np.int64)


def _labels(
    matches: Matches, chosen: Indices, sentences: SentenceWords, articles: Sequence[Article]
) -> list[str]:
    """Return up to four words that *chosen* pairs share, as the first writes them, in order."""
    width = len(sentences.key_name)
    held = distinct((sentences.sentence * width + sentences.key)[sentences.content])
    pair, word = sentences.words_of(matches.a[chosen])
    key = sentences.key[word]
    shared = sentences.content[word] & is_among(matches.b[chosen][pair] * width + key, held)
    shared &= ~is_among(chosen[pair] * width + key, matches.unsound)
    _, first = np.unique((pair * width + key)[shared], return_index=True)
    pair, word, key = (column[shared][first] for column in (pair, word, key))
    order = np.lexsort((key, -matches.weight[key], pair))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order)) - np.searchsorted(pair, pair)
    top = np.flatnonzero(place < _LABEL_WORDS)
    top = top[np.lexsort((word[top], pair[top]))]
    said: list[list[str]] = [[] for _ in chosen]
    texts = [articles[k].text for k in sentences.article[matches.a[chosen]].tolist()]
    starts, ends = (c[word[top]].tolist() for c in (sentences.word_start, sentences.word_end))
    for number, start, end in zip(pair[top].tolist(), starts, ends, strict=True):
        said[number].append(texts[number][start:end])
    return [" ".join(words) for words in said]
