"""Which sentences of different outlets report the same fact.

Two sentences belong together when they share enough rare words, names and figures, and each is
the other's best match in its article. A figure counts only with a word beside it that the other
sentence has there too, because the same number often counts different things. Many events are
matched at once: no key is of two events, so neither is a pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from framing.alignment.sentence_words import (
    DAY,
    NAME,
    NUMBER,
    Flags,
    Indices,
    Numbers,
    SentenceWords,
    distinct,
    holders,
    is_among,
)
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
_NEAR_NUMBER = (-1, 1, 2, 3, 4)
_LEAST_SCORE = 0.1
_LEAST_KEYS = 2
_MOST_AT_ONCE = 4_000_000  # shared keys of pairs of sentences
_TINY = 1e-9
_DIGITS = 9  # to which scores are told apart: sums in another order are no other scores


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Sentences ``a`` and ``b`` on the same fact with the match's ``score``, best first by event.

    ``weight`` tells for each key how much sharing it says; ``unsound`` holds, as match times the
    number of keys plus key, the numbers that both sentences have, but of other things.
    """

    a: Indices
    b: Indices
    score: Numbers
    weight: Numbers
    unsound: Indices

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


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """What sentences hold as sparse matrices: sentences × keys, stems, phrases and so on.

    ``beside`` has a column for each number with a stem that stands beside it, and
    ``phrase_keys`` and ``number_beside`` tell the keys of those columns.
    """

    keys: Any
    heads: Any
    stems: Any
    figures: Any
    phrases: Any
    beside: Any
    phrase_keys: Indices
    number_beside: Indices
    weight: Numbers
    rarity: Numbers
    size: Numbers
    n_stems: Numbers
    ease: Numbers
    outlet: Indices


def match_sentences(sentences: SentenceWords, articles: Sequence[Article]) -> Matches:
    """Return mutual best matches between articles of different outlets, best first by event."""
    if not len(sentences):
        none = np.zeros(0, np.int64)
        return Matches(none, none, np.zeros(0), np.zeros(0), none)
    held = _held(sentences, articles)
    blocks = [_likely(held, rows) for rows in _blocks(held.keys)]
    found = _Shared(
        *(np.concatenate([getattr(b, name) for b in blocks]) for name in _Shared.__slots__)
    )
    n_keys = len(held.weight)
    unsound = _unsound(found, held)
    found = _without(found, unsound, held)
    score = _scores(found, held)
    best = _mutual_best(found, score, sentences.article)
    rank = _numbered([article.id for article in articles])[sentences.article]
    a, b = found.a[best], found.b[best]
    places = (sentences.start[b], rank[b], sentences.start[a], rank[a])
    order = np.lexsort((*places, -score[best].round(6), sentences.event[a]))
    number = np.full(len(found.a), -1)
    number[best[order]] = np.arange(len(order))
    pair, key = np.divmod(unsound, n_keys)
    kept = number[pair] >= 0
    unsound = np.sort(number[pair[kept]] * n_keys + key[kept])
    return Matches(a[order], b[order], score[best][order], held.weight, unsound)


def _numbered(values: Sequence[str]) -> Indices:
    """Return the place of each value among the distinct values in order."""
    return np.unique(np.array(values, object), return_inverse=True)[1].reshape(-1)


def _held(sentences: SentenceWords, articles: Sequence[Article]) -> _Held:
    n, n_keys = len(sentences), len(sentences.key_name)
    content, key, of = sentences.content, sentences.key, sentences.sentence
    keys = holders(of[content], key[content], (n, n_keys))
    heads = holders(of[sentences.head], key[sentences.head], (n, n_keys))
    numbers = content & (sentences.factor == NUMBER)
    n_stems = int(sentences.stem.max(initial=0)) + 1
    stems = holders(of[content], sentences.stem[content], (n, n_stems))
    phrases, phrase_keys = _phrases(sentences)
    beside, number_beside = _beside(sentences, numbers)
    weight = _weights(sentences, keys)
    n_in_event = np.bincount(sentences.event)[sentences.key_event[phrase_keys[0]]]
    outlets = _numbered([article.outlet or f"\0{k}" for k, article in enumerate(articles)])
    return _Held(
        keys=keys,
        heads=heads,
        stems=stems,
        figures=holders(of[numbers], key[numbers], (n, n_keys)),
        phrases=phrases,
        beside=beside,
        phrase_keys=phrase_keys,
        number_beside=number_beside,
        weight=weight,
        rarity=np.log((1 + n_in_event) / (0.5 + phrases.sum(axis=0))),
        size=_TAIL * (keys @ weight) + (1 - _TAIL) * (heads @ weight),
        n_stems=np.diff(stems.indptr).astype(np.float64),
        ease=np.where(sentences.title, _TITLES, 1.0),
        outlet=outlets[sentences.article],
    )


def _weights(sentences: SentenceWords, keys: Any) -> Numbers:
    """Return how much sharing each key says: rare in news, and rare in its event."""
    common, total = key_frequency(), load_background().n_documents
    factor = np.zeros(keys.shape[1], np.int64)
    for kind in (NAME, NUMBER):
        factor[sentences.key[sentences.content & (sentences.factor == kind)]] = kind
    of_name = np.array([common[name.removesuffix(DAY)] for name in sentences.names], np.float64)
    in_news = of_name[sentences.key_name]
    in_event = keys.sum(axis=0)
    n = np.bincount(sentences.event)[sentences.key_event]
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
    width = len(sentences.key_name)
    code, number = np.unique(first * width + second, return_inverse=True)
    phrases = holders(row, number.reshape(-1), (len(sentences), len(code)))
    return phrases, np.stack(np.divmod(code, width))


def _beside(sentences: SentenceWords, numbers: Flags) -> tuple[Any, Indices]:
    """Return sentences × (number, stem beside it), and the key of each column's number."""
    of, plain = sentences.sentence, sentences.content & (sentences.factor != NUMBER)
    parts = [np.zeros((3, 0), np.int64)]
    for step in _NEAR_NUMBER:
        at = np.flatnonzero(numbers)
        at = at[(at + step >= 0) & (at + step < len(of))]
        at = at[(of[at] == of[at + step]) & plain[at + step]]
        parts.append(np.stack([of[at], sentences.key[at], sentences.stem[at + step]]))
    row, key, stem = np.concatenate(parts, axis=1)
    width = int(sentences.stem.max(initial=0)) + 1
    code, number = np.unique(key * width + stem, return_inverse=True)
    return holders(row, number.reshape(-1), (len(sentences), len(code))), code // width


def _blocks(keys: Any) -> Iterator[slice]:
    """Yield ranges of sentences whose products with all others are of bounded size."""
    cost = np.cumsum(keys @ keys.sum(axis=0))
    steps = np.arange(_MOST_AT_ONCE, cost[-1], _MOST_AT_ONCE)
    bounds = np.unique(np.concatenate(([0], np.searchsorted(cost, steps) + 1, [len(cost)])))
    yield from (slice(begin, end) for begin, end in pairwise(bounds.tolist()))


def _likely(held: _Held, rows: slice) -> _Shared:
    """Return the pairs, the first sentence in *rows*, that share enough to be compared.

    Numbers that stand beside nothing shared are still counted: taking them out only lowers mass.
    """
    own = held.keys[rows]
    own.data = held.weight[own.indices]
    product = (own @ held.keys.T.tocsr()).tocoo()
    a, b, weight = product.row.astype(np.int64) + rows.start, product.col, product.data
    worth = (weight >= _WORTH_A_LOOK) & (a < b) & (held.outlet[a] != held.outlet[b])
    a, b, weight = a[worth], b[worth].astype(np.int64), weight[worth]
    mass = _TAIL * weight + (1 - _TAIL) * _in_common(held.heads, a, b, held.weight)
    mass += _PHRASE * _in_common(held.phrases, a, b, held.rarity)
    least = np.maximum(held.ease[a], held.ease[b]) * (1 - _TINY)
    likely = mass >= least * _LEAST_SHARED
    likely &= mass >= least * _LEAST_OVERLAP * np.sqrt(held.size[a] * held.size[b])
    a, b, mass = a[likely], b[likely], mass[likely]
    order = np.lexsort((b, a))
    a, b = a[order], b[order]
    counts = (_in_common(matrix, a, b) for matrix in (held.keys, held.figures, held.stems))
    return _Shared(a, b, mass[order], *counts)


def _in_common(matrix: Any, a: Indices, b: Indices, weight: Numbers | None = None) -> Numbers:
    """Return how much, by *weight* or 1, of what *matrix* holds the two of each pair share."""
    own = matrix[a]
    if weight is not None:
        own.data = weight[own.indices]
    common: Numbers = own.multiply(matrix[b]).sum(axis=1)
    return common


def _columns_in_common(matrix: Any, a: Indices, b: Indices) -> tuple[Indices, Indices]:
    """Return the pairs, by number, and the columns of *matrix* that both of each pair hold."""
    common = matrix[a].multiply(matrix[b]).tocoo()
    return common.row.astype(np.int64), common.col.astype(np.int64)


def _unsound(found: _Shared, held: _Held) -> Indices:
    """Return pair and key, in one number, of figures beside nothing that both have there."""
    width = len(held.weight)
    pairs = np.flatnonzero(found.n_figures)
    a, b = found.a[pairs], found.b[pairs]
    row, key = _columns_in_common(held.figures, a, b)
    shared = np.sort(pairs[row] * width + key)
    row, column = _columns_in_common(held.beside, a, b)
    sound = distinct(pairs[row] * width + held.number_beside[column])
    return shared[~is_among(shared, sound)]


def _without(found: _Shared, unsound: Indices, held: _Held) -> _Shared:
    """Take out of what pairs share what *unsound* numbers and the phrases with them add."""
    n, width = len(found.a), len(held.weight)
    pair, key = np.divmod(unsound, width)
    a, b = found.a[pair], found.b[pair]
    heads = np.repeat(np.arange(held.heads.shape[0]), np.diff(held.heads.indptr)) * width
    heads += held.heads.indices
    both = is_among(a * width + key, heads) & is_among(b * width + key, heads)
    lost = np.bincount(pair, held.weight[key] * np.where(both, 1.0, _TAIL), n)
    times = np.bincount(pair, minlength=n)
    pairs = np.flatnonzero(times)
    row, phrase = _columns_in_common(held.phrases, found.a[pairs], found.b[pairs])
    first, second = (pairs[row] * width + keys[phrase] for keys in held.phrase_keys)
    broken = is_among(first, unsound) | is_among(second, unsound)
    lost += np.bincount(pairs[row[broken]], _PHRASE * held.rarity[phrase[broken]], n)
    return replace(
        found,
        mass=found.mass - lost,
        n_keys=found.n_keys - times,
        n_figures=found.n_figures - times,
    )


def _scores(found: _Shared, held: _Held) -> Numbers:
    """Return the score of each pair, 0 where the two do not report the same fact."""
    a, b, mass = found.a, found.b, found.mass
    size = np.sqrt(held.size[a] * held.size[b])
    overlap = np.divide(mass, size, out=np.zeros(len(a)), where=size > 0)
    ease = np.maximum(held.ease[a], held.ease[b])
    together = held.n_stems[a] + held.n_stems[b] - found.n_stems
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
