"""Sentences of different outlets that report the same fact, side by side.

What only one side says near what both say is marked. No statistics: two articles are enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.alignment.matches import Matches, match_sentences
from framing.alignment.sentence_words import (
    Flags,
    Indices,
    SentenceWords,
    distinct,
    find_sentence_words,
)
from framing.article import Article

Spans = npt.NDArray[np.int64]

MOST_ARTICLES = 40
MOST_ROWS = 500

_NEAR_SHARED = 5
_LABEL_WORDS = 4
_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class PassagePair:
    """Two sentences on the same fact; offsets are into the articles' texts.

    ``fact`` names the fact by what is shared, ``only_a`` and ``only_b`` are the spans that only
    one side has, ``differences`` their wording, and ``score`` orders the pairs of an event.
    """

    event: str
    fact: str
    outlet_a: str | None
    article_a: str
    start_a: int
    end_a: int
    outlet_b: str | None
    article_b: str
    start_b: int
    end_b: int
    differences: str
    only_a: tuple[tuple[int, int], ...]
    only_b: tuple[tuple[int, int], ...]
    score: float


def align_passages(
    articles: Sequence[Article], sentences: Sequence[Spans], *, event: str
) -> list[PassagePair]:
    """Return pairs of sentences on the same fact in articles of different outlets, best first.

    *sentences* holds for each article its sentences' offsets, shape (n, 2). The articles are those
    of one *event*. Articles of one outlet are not paired, nor sentences worded alike. Of articles
    with the same text one is kept, of the rest the first 40, outlet by outlet in turn, and of the
    pairs the best 500. Raises ValueError when *sentences* does not fit *articles*.

    >>> import numpy as np
    >>> texts = ["Rebels massacred 40 villagers at Oru.", "In Oru 40 villagers died in the attack."]
    >>> pair, = align_passages(
    ...     [Article(id=t[:2], outlet=t[:2], text=t) for t in texts],
    ...     [np.array([[0, len(t)]]) for t in texts],
    ...     event="oru",
    ... )
    >>> pair.fact, pair.differences
    ('Oru 40 villagers attack', 'died; attack | Rebels massacred')
    """
    if len(articles) != len(sentences):
        raise ValueError(f"{len(articles)} articles but sentences of {len(sentences)}")
    found = find_sentence_words(articles, sentences, _choose(articles))
    matches = match_sentences(found, articles)
    facts = _facts(matches, found, articles)
    said = _Said(found)
    rows: list[PassagePair] = []
    for begin in range(0, len(matches), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        for row in _rows(matches, part, facts, said, event, articles):
            if row.differences:
                rows.append(row)
            if len(rows) == MOST_ROWS:
                return rows
    return rows


def _choose(articles: Sequence[Article]) -> list[int]:
    """Return the articles to pair: one of each text, outlets in turn, at most 40."""
    order = sorted(range(len(articles)), key=lambda k: (articles[k].id, articles[k].text))
    seen: set[tuple[str, ...]] = set()
    turn: Counter[str] = Counter()
    queue: list[tuple[int, int, int]] = []
    for rank, k in enumerate(order):
        text = tuple(articles[k].text.split())
        if text in seen:
            continue
        seen.add(text)
        outlet = articles[k].outlet or f"\0{k}"
        queue.append((turn[outlet], rank, k))
        turn[outlet] += 1
    return [k for _, _, k in sorted(queue)[:MOST_ARTICLES]]


def _facts(
    matches: Matches, sentences: SentenceWords, articles: Sequence[Article]
) -> Iterator[str]:
    """Name each pair's fact; pairs that share a sentence share its fact."""
    fact: dict[int, str] = {}
    inside: dict[str, dict[int, int]] = {}
    times: Counter[str] = Counter()
    article = sentences.article.tolist()
    for number, ends in enumerate(zip(matches.a.tolist(), matches.b.tolist(), strict=True)):
        name = next((fact[end] for end in ends if end in fact), None)
        if name is None or any(inside[name].get(article[s], s) != s for s in ends):
            label = _label(matches, number, sentences, articles)
            times[label] += 1
            name = label if times[label] == 1 else f"{label} ({times[label]})"
            inside[name] = {}
        for end in ends:
            fact.setdefault(end, name)
            inside[name].setdefault(article[end], end)
        yield name


def _label(
    matches: Matches, number: int, sentences: SentenceWords, articles: Sequence[Article]
) -> str:
    """Return up to four shared words as the first sentence writes them, in its order."""
    a, b = int(matches.a[number]), int(matches.b[number])
    own, other = ([w for w in sentences.words_of(s) if sentences.content[w]] for s in (a, b))
    shared = {int(sentences.key[w]) for w in own} & {int(sentences.key[w]) for w in other}
    shared -= matches.unsound.get(number, set())
    top = sorted(shared, key=lambda key: (-matches.weight[key], key))[:_LABEL_WORDS]
    text = articles[int(sentences.article[a])].text
    said: dict[int, str] = {}
    for word in own:
        key = int(sentences.key[word])
        if key in top and key not in said:
            said[key] = text[sentences.word_start[word] : sentences.word_end[word]]
    return " ".join(said.values())


def _rows(
    matches: Matches,
    part: slice,
    facts: Iterator[str],
    said: _Said,
    event: str,
    articles: Sequence[Article],
) -> Iterator[PassagePair]:
    """Yield the rows of some matches, the outlet that comes first by name as side a."""
    sides = np.stack([matches.a[part], matches.b[part]])
    sentences = said.sentences
    rank = _ranks(sentences, articles)
    sides = np.where(rank[sides[0]] > rank[sides[1]], sides[::-1], sides)
    only = [_only(said, own, other) for own, other in (sides, sides[::-1])]
    ends = np.stack([sentences.article, sentences.start, sentences.end], axis=1)[sides].tolist()
    for first, second, only_a, only_b, score in zip(
        *ends, *only, matches.score[part].tolist(), strict=True
    ):
        fact = next(facts)
        one, other = articles[first[0]], articles[second[0]]
        alone = [
            "; ".join([article.text[s:e] for s, e in spans])
            for article, spans in ((one, only_a), (other, only_b))
        ]
        yield PassagePair(
            event,
            fact,
            one.outlet,
            one.id,
            first[1],
            first[2],
            other.outlet,
            other.id,
            second[1],
            second[2],
            " | ".join(alone) if any(alone) else "",
            only_a,
            only_b,
            round(score, 6),
        )


def _ranks(sentences: SentenceWords, articles: Sequence[Article]) -> Indices:
    """Return the place of each sentence by outlet, article and start."""
    places = [
        (articles[k].outlet or "", articles[k].id, start)
        for k, start in zip(sentences.article.tolist(), sentences.start.tolist(), strict=True)
    ]
    number = {place: n for n, place in enumerate(sorted(set(places)))}
    return np.array([number[place] for place in places], np.int64)


class _Said:
    """The stems and the keys of every sentence, of content words or not, for looking up."""

    def __init__(self, sentences: SentenceWords) -> None:
        self.sentences = sentences
        self._held = [
            (value, width, distinct(sentences.sentence * width + value))
            for value in (sentences.stem, sentences.key)
            for width in (int(value.max(initial=0)) + 1,)
        ]

    def has_stem(self, sentence: Indices, word: Indices) -> Flags:
        """Tell whether each *sentence* has the stem of each *word*."""
        return self._has(0, sentence, word)

    def has_key(self, sentence: Indices, word: Indices) -> Flags:
        """Tell whether each *sentence* has the key of each *word*."""
        return self._has(1, sentence, word)

    def _has(self, kind: int, sentence: Indices, word: Indices) -> Flags:
        value, width, held = self._held[kind]
        wanted = sentence * width + value[word]
        found: Flags = held[np.minimum(np.searchsorted(held, wanted), len(held) - 1)] == wanted
        return found


def _only(said: _Said, own: Indices, other: Indices) -> list[tuple[tuple[int, int], ...]]:
    """Return for each pair the spans of content words only *own* has, near words both have."""
    sentences = said.sentences
    sizes = np.diff(sentences.first)[own]
    ends = np.cumsum(sizes)
    begins = ends - sizes
    pair = np.repeat(np.arange(len(own)), sizes)
    word = np.arange(len(pair)) - begins[pair] + sentences.first[own][pair]
    content = sentences.content[word]
    both = content & said.has_key(other[pair], word)
    there = said.has_stem(other[pair], word)
    before = np.concatenate(([0], np.cumsum(both)))
    at = np.arange(len(pair))
    low = np.maximum(at - _NEAR_SHARED, begins[pair])
    high = np.minimum(at + _NEAR_SHARED + 1, ends[pair])
    alone = content & ~there & (before[high] > before[low])
    joins = np.concatenate(([False], alone[:-1] & alone[1:] & (pair[:-1] == pair[1:])))
    opens = alone & ~joins
    closes = alone & ~np.append(joins[1:], False)
    spans = zip(
        sentences.word_start[word[opens]].tolist(),
        sentences.word_end[word[closes]].tolist(),
        strict=True,
    )
    runs = np.bincount(pair[opens], minlength=len(own)).tolist()
    return [tuple(next(spans) for _ in range(n)) for n in runs]
