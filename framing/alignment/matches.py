"""Which sentences of different outlets report the same fact.

Two sentences belong together when they share enough rare words, names and figures, and each is
the other's best match in its article. A figure counts only with a word beside it that the other
sentence has there too, because the same number often counts different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.alignment.sentence_words import Flags, Indices, Numbers, SentenceWords, holders
from framing.alignment.wording import key_frequency
from framing.article import Article
from framing.linkage.background import load_background

_FACTORS = np.array([1.0, 1.4, 1.6])  # of a plain word, a name and a number
_TITLES = 0.55
_PHRASE = 0.5
_TAIL = 0.4
# As if so many sentences stood beside those of the event, so that two short articles can match.
_CALM = 20
_REACH = 2
_LEAST_SHARED = 11.0
_WORTH_A_LOOK = 5.0
_LEAST_OVERLAP = 0.24
_FIGURE = 0.25
_NEAR_NUMBER = 4
_LEAST_SCORE = 0.1
_LEAST_KEYS = 2
_BLOCK = 256
_TINY = 1e-9
_DIGITS = 9  # to which scores are told apart: sums in another order are no other scores


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Sentences ``a`` and ``b`` on the same fact with the match's ``score``, best first.

    ``weight`` tells for each key how much sharing it says; ``unsound`` lists by match the keys of
    numbers that both sentences have, but of other things.
    """

    a: Indices
    b: Indices
    score: Numbers
    weight: Numbers
    unsound: dict[int, set[int]]

    def __len__(self) -> int:
        return len(self.a)


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    """What the two sentences of each pair (``a, b``) share; all columns of one length."""

    a: Indices
    b: Indices
    mass: Numbers
    n_keys: Numbers
    n_figures: Numbers
    n_stems: Numbers

    def select(self, rows: Indices | Flags) -> _Shared:
        return _Shared(*(getattr(self, name)[rows] for name in self.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class _Event:
    """The sentences of one event as sparse matrices: sentences × keys, stems or phrases."""

    keys: Any
    heads: Any
    stems: Any
    figures: Any
    phrases: Any
    phrase_keys: Indices
    weight: Numbers
    rarity: Numbers
    size: Numbers
    n_stems: Numbers
    ease: Numbers
    outlet: Indices
    beside: list[dict[int, set[int]]]


def match_sentences(sentences: SentenceWords, articles: Sequence[Article]) -> Matches:
    """Return mutual best matches between articles of different outlets, best first."""
    if not len(sentences):
        none = np.zeros(0, np.int64)
        return Matches(none, none, np.zeros(0), np.zeros(0), {})
    event = _event(sentences, articles)
    blocks = [
        _likely(event, begin, min(begin + _BLOCK, len(sentences)))
        for begin in range(0, len(sentences), _BLOCK)
    ]
    found = _Shared(
        *(np.concatenate([getattr(b, name) for b in blocks]) for name in _Shared.__slots__)
    )
    found, unsound = _without_unsound(found, event)
    score = _scores(found, event)
    best = _mutual_best(found, score, sentences.article)
    ids = np.array([article.id for article in articles], object)
    rank = np.unique(ids, return_inverse=True)[1].reshape(-1)[sentences.article]
    a, b = found.a[best], found.b[best]
    places = (sentences.start[b], rank[b], sentences.start[a], rank[a])
    order = np.lexsort((*places, -score[best].round(6)))
    numbers = best[order].tolist()
    return Matches(
        a[order],
        b[order],
        score[best][order],
        event.weight,
        {n: unsound[number] for n, number in enumerate(numbers) if number in unsound},
    )


def _event(sentences: SentenceWords, articles: Sequence[Article]) -> _Event:
    keys = sentences.holders(sentences.key, sentences.content)
    heads = sentences.holders(sentences.key, sentences.head)
    heads.resize(keys.shape)
    stems = sentences.holders(sentences.stem, sentences.content)
    number = np.array([key[0].isdigit() for key in sentences.keys])[: keys.shape[1]]
    phrases, phrase_keys = _phrases(sentences)
    n = len(sentences)
    weight = _weights(sentences, keys)
    times = np.asarray(phrases.sum(axis=0)).ravel()
    outlets = np.array([articles[k].outlet or f"\0{k}" for k in sentences.article.tolist()])
    return _Event(
        keys=keys,
        heads=heads,
        stems=stems,
        figures=keys[:, np.flatnonzero(number)],
        phrases=phrases,
        phrase_keys=phrase_keys,
        weight=weight,
        rarity=np.log((1 + n) / (0.5 + times)),
        size=_TAIL * (keys @ weight) + (1 - _TAIL) * (heads @ weight),
        n_stems=np.diff(stems.indptr).astype(np.float64),
        ease=np.where(sentences.title, _TITLES, 1.0),
        outlet=np.unique(outlets, return_inverse=True)[1].reshape(-1),
        beside=_beside(sentences),
    )


def _weights(sentences: SentenceWords, keys: Any) -> Numbers:
    """Return how much sharing each key says: rare in news, and rare in this event."""
    common, total = key_frequency(), load_background().n_documents
    factor = np.zeros(keys.shape[1], np.int64)
    chosen = sentences.content
    np.maximum.at(factor, sentences.key[chosen], sentences.factor[chosen])
    in_news = np.array([common[key] for key in sentences.keys[: keys.shape[1]]], np.float64)
    in_event = np.asarray(keys.sum(axis=0)).ravel()
    n = keys.shape[0]
    rarity = np.log((1 + total) / (0.5 + np.minimum(in_news, total / 2)))
    rarity *= np.log((_CALM + n) / (0.5 + np.minimum(in_event, n / 2)))
    weight: Numbers = _FACTORS[factor] * np.sqrt(rarity)
    return weight


def _phrases(sentences: SentenceWords) -> tuple[Any, Indices]:
    """Return sentences × phrases, and the two keys of each phrase: heads close to each other."""
    at = np.flatnonzero(sentences.head)
    key, of = sentences.key[at], sentences.sentence[at]
    parts = [np.zeros((3, 0), np.int64)]
    for step in range(1, _REACH + 1):
        same = (of[:-step] == of[step:]) & (key[:-step] != key[step:])
        parts.append(np.stack([of[:-step][same], key[:-step][same], key[step:][same]]))
    row, first, second = np.concatenate(parts, axis=1)
    width = len(sentences.keys)
    code, number = np.unique(first * width + second, return_inverse=True)
    return holders(row, number.reshape(-1), len(sentences)), np.stack([code // width, code % width])


def _beside(sentences: SentenceWords) -> list[dict[int, set[int]]]:
    """Return for each sentence the stems beside each of its numbers, by key."""
    near: list[dict[int, set[int]]] = [{} for _ in range(len(sentences))]
    of = sentences.sentence
    plain = sentences.content & (sentences.factor < 2)
    for at in np.flatnonzero(sentences.factor == 2).tolist():
        own = sentences.words_of(int(of[at]))
        around = range(max(own.start, at - 1), min(own.stop, at + _NEAR_NUMBER + 1))
        found = near[of[at]].setdefault(int(sentences.key[at]), set())
        found |= {int(sentences.stem[w]) for w in around if plain[w]}
    return near


def _likely(event: _Event, begin: int, end: int) -> _Shared:
    """Return the pairs, first sentences from *begin* to *end*, that share enough to be compared.

    Numbers that stand beside nothing shared are still counted: taking them out only lowers mass.
    """
    rows = slice(begin, end)

    weight_shared = _products(event.keys, rows, event.weight)
    mass = _TAIL * weight_shared + (1 - _TAIL) * _products(event.heads, rows, event.weight)
    mass += _PHRASE * _products(event.phrases, rows, event.rarity)
    ease = np.maximum(event.ease[rows, None], event.ease[None, begin:])
    size = np.sqrt(event.size[rows, None] * event.size[None, begin:])
    slack = 1 + _TINY
    likely = (weight_shared >= _WORTH_A_LOOK) & (mass * slack >= _LEAST_SHARED * ease)
    likely &= mass * slack >= _LEAST_OVERLAP * ease * size
    likely &= event.outlet[rows, None] != event.outlet[None, begin:]
    a, b = np.nonzero(np.triu(likely, 1))
    counts = (
        _in_common(matrix, a + begin, b + begin)
        for matrix in (event.keys, event.figures, event.stems)
    )
    return _Shared(a + begin, b + begin, mass[a, b], *counts)


def _products(matrix: Any, rows: slice, weight: Numbers) -> Numbers:
    """Return the weight of what each sentence in *rows* shares with each from the first on."""
    own = matrix[rows]
    own.data = weight[own.indices]
    across = matrix if rows.start == 0 else matrix[rows.start :]
    product: Numbers = (own @ across.T.tocsr()).toarray()
    return product


def _in_common(matrix: Any, a: Indices, b: Indices) -> Numbers:
    """Return how much of what *matrix* holds the sentences of each pair have in common."""
    common: Numbers = np.asarray(matrix[a].multiply(matrix[b]).sum(axis=1)).ravel()
    return common


def _without_unsound(found: _Shared, event: _Event) -> tuple[_Shared, dict[int, set[int]]]:
    """Take out of what pairs share the numbers that stand beside nothing both have there."""
    mass, n_keys, n_figures = found.mass.copy(), found.n_keys.copy(), found.n_figures.copy()
    unsound: dict[int, set[int]] = {}
    for pair in np.flatnonzero(n_figures).tolist():
        a, b = int(found.a[pair]), int(found.b[pair])
        one, other = event.beside[a], event.beside[b]
        lost = {key for key in one.keys() & other.keys() if not one[key] & other[key]}
        if not lost:
            continue
        unsound[pair] = lost
        mass[pair] -= sum(_worth_of(lost, a, b, event))
        n_keys[pair] -= len(lost)
        n_figures[pair] -= len(lost)
    return _Shared(found.a, found.b, mass, n_keys, n_figures, found.n_stems), unsound


def _worth_of(lost: set[int], a: int, b: int, event: _Event) -> Iterator[float]:
    """Yield what the keys in *lost* and the shared phrases with one add to the mass of a pair."""
    heads, phrases = (
        set(_row(matrix, a)) & set(_row(matrix, b)) for matrix in (event.heads, event.phrases)
    )
    for key in sorted(lost):
        yield float(event.weight[key]) * (1.0 if key in heads else _TAIL)
    for phrase in sorted(phrases):
        if not lost.isdisjoint(event.phrase_keys[:, phrase].tolist()):
            yield _PHRASE * float(event.rarity[phrase])


def _row(matrix: Any, row: int) -> list[int]:
    columns: list[int] = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].tolist()
    return columns


def _scores(found: _Shared, event: _Event) -> Numbers:
    """Return the score of each pair, 0 where the two do not report the same fact."""
    a, b, mass = found.a, found.b, found.mass
    size = np.sqrt(event.size[a] * event.size[b])
    overlap = np.divide(mass, size, out=np.zeros(len(a)), where=size > 0)
    ease = np.maximum(event.ease[a], event.ease[b])
    together = event.n_stems[a] + event.n_stems[b] - found.n_stems
    same = found.n_stems / np.maximum(together, 1)
    figures = np.minimum(found.n_figures, 2)
    strength = mass / (mass + 2 * _LEAST_SHARED) * (1 + _FIGURE * figures)
    # Nearly the same words are the same fact, but there is nothing to see.
    score: Numbers = (strength * np.minimum(overlap, 1.0) * (1 - same**3)).round(_DIGITS)
    enough = (found.n_keys >= _LEAST_KEYS) & (found.n_stems < together)
    enough &= (mass >= _LEAST_SHARED * ease) & (overlap >= _LEAST_OVERLAP * ease)
    return np.where(enough & (score >= _LEAST_SCORE * ease), score, 0.0)


def _mutual_best(found: _Shared, score: Numbers, article: Indices) -> Indices:
    """Return the pairs that are best for each of their sentences in the other's article.

    Of equal pairs the one that shares most is taken, whatever its figures count, then the first.
    """
    pairs = np.flatnonzero(score > 0)
    a, b = found.a[pairs], found.b[pairs]
    n_articles = int(article.max(initial=0)) + 1
    ends = np.concatenate([a * n_articles + article[b], b * n_articles + article[a]])
    twice = np.tile(np.arange(len(pairs)), 2)
    order = np.lexsort((twice, -score[pairs][twice], ends))
    opens = np.flatnonzero(np.diff(ends[order], prepend=-1))
    times = np.bincount(twice[order[opens]], minlength=len(pairs))
    best: Indices = pairs[times == 2]
    return best
