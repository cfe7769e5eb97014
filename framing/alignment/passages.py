"""Sentences of different outlets that report the same fact, side by side.

Two sentences belong together when they share enough rare words, names and figures, and each is
the other's best match in its article. A figure counts only with a word beside it that the other
sentence has there too, because the same number often counts different things. What only one side
says near what both say is marked. No statistics: two articles are enough.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.alignment.wording import ContentWord, content_words, key_frequency
from framing.article import Article
from framing.linkage.background import load_background

Spans = npt.NDArray[np.int64]

MOST_ARTICLES = 40
MOST_ROWS = 500

_NAME, _NUMBER, _TITLES = 1.4, 1.6, 0.55
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
_NEAR_SHARED = 5
_LEAST_SCORE = 0.1
_DISTINCT_WORDS = 3
_TINY = 1e-9


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


@dataclass(frozen=True, slots=True)
class _Sentence:
    article: int
    start: int
    end: int
    title: bool
    words: tuple[ContentWord, ...]
    keys: frozenset[str]
    stems: frozenset[str]
    tails: frozenset[str]
    phrases: frozenset[tuple[str, str]]
    said: frozenset[str]
    meant: frozenset[str]
    beside: dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class _Match:
    a: _Sentence
    b: _Sentence
    shared: tuple[str, ...]
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
    chosen = _choose(articles)
    found = [sentence for k in chosen for sentence in _sentences(k, articles[k], sentences[k])]
    matches = _matches(found, _weights(found), articles)
    rows = []
    for match, fact in zip(matches, _facts(matches, articles), strict=True):
        row = _row(match, fact, event, articles)
        if row.differences:
            rows.append(row)
        if len(rows) == MOST_ROWS:
            break
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


def _sentences(k: int, article: Article, spans: Spans) -> list[_Sentence]:
    captions = [(s.start, s.end) for s in article.sections if s.section == "caption"]
    out = []
    for start, end in _split_at(article.body_start, spans):
        if any(start < e and end > s for s, e in captions):
            continue
        text = article.text[start:end]
        found = tuple(content_words(text, start))
        trail = len(text) - len(text.rstrip())
        if sum(word.content for word in found) >= _DISTINCT_WORDS - 1:
            out.append(_sentence(k, start, end - trail, start < article.body_start, found))
    return out


def _sentence(
    k: int, start: int, end: int, title: bool, found: tuple[ContentWord, ...]
) -> _Sentence:
    keys = frozenset(word.key for word in found if word.content)
    heads = [word.key for word in found if word.content and not word.tail]
    phrases = frozenset(
        (x, y) for m, x in enumerate(heads) for y in heads[m + 1 : m + 1 + _REACH] if x != y
    )
    stems = frozenset(word.stem for word in found if word.content)
    return _Sentence(
        article=k,
        start=start,
        end=end,
        title=title,
        words=found,
        keys=keys,
        stems=stems,
        tails=keys - frozenset(heads),
        phrases=phrases,
        said=frozenset(word.stem for word in found),
        meant=frozenset(word.key for word in found),
        beside=_beside(found),
    )


def _split_at(body_start: int, spans: Spans) -> list[tuple[int, int]]:
    """Return the spans, one that runs from the title into the body cut in two."""
    out: list[tuple[int, int]] = []
    for start, end in np.asarray(spans, dtype=np.int64).reshape(-1, 2).tolist():
        cut = body_start if start < body_start < end else end
        out += [(start, cut), (cut, end)] if cut < end else [(start, end)]
    return out


def _weights(found: Sequence[_Sentence]) -> dict[str, float]:
    """Return how much sharing each word says: rare in news, and rare in this event."""
    inside: Counter[str] = Counter()
    kind: dict[str, float] = {}
    for sentence in found:
        inside.update(sentence.keys)
        for said in sentence.words:
            if said.content:
                factor = _NUMBER if said.number else _NAME if said.name else 1.0
                kind[said.key] = max(kind.get(said.key, 0.0), factor)
    common, total = key_frequency(), load_background().n_documents
    n = len(found)
    return {
        key: kind[key]
        * math.sqrt(
            math.log((1 + total) / (0.5 + min(common[key], total / 2)))
            * math.log((_CALM + n) / (0.5 + min(count, n / 2)))
        )
        for key, count in inside.items()
    }


def _matches(
    found: Sequence[_Sentence], weight: dict[str, float], articles: Sequence[Article]
) -> list[_Match]:
    """Return mutual best matches between articles of different outlets, best first."""
    if not found:
        return []
    size = [_mass(s.keys, s.tails, weight) for s in found]
    times = Counter(phrase for sentence in found for phrase in sentence.phrases)
    rarity = {p: math.log((1 + len(found)) / (0.5 + count)) for p, count in times.items()}
    best: dict[tuple[int, int], tuple[float, _Match]] = {}
    for k, m, bound in _candidates(found, weight, rarity, np.array(size), articles):
        ends = ((k, found[m].article), (m, found[k].article))
        if all(end in best and best[end][0] >= bound for end in ends):
            continue
        match = _compare(found[k], found[m], weight, rarity, math.sqrt(size[k] * size[m]))
        if match is None:
            continue
        for end in ends:
            if end not in best or match.score > best[end][0]:
                best[end] = (match.score, match)
    counted = Counter(id(match) for _, match in best.values())
    mutual = {id(match): match for _, match in best.values() if counted[id(match)] == 2}
    return sorted(
        mutual.values(),
        key=lambda match: (
            -round(match.score, 6),
            *_place(match.a, articles),
            *_place(match.b, articles),
        ),
    )


def _candidates(
    found: Sequence[_Sentence],
    weight: dict[str, float],
    rarity: dict[tuple[str, str], float],
    size: npt.NDArray[np.float64],
    articles: Sequence[Article],
) -> list[tuple[int, int, float]]:
    """Return pairs of sentences that may match, with a bound on their score, the highest first.

    Numbers that stand beside nothing shared are still counted here: taking them out only lowers
    the score.
    """
    heads = [sentence.keys - sentence.tails for sentence in found]
    shared = _products([s.keys for s in found], weight)
    mass = _TAIL * shared + (1 - _TAIL) * _products(heads, weight)
    mass += _PHRASE * _products([s.phrases for s in found], rarity)
    title = np.array([s.title for s in found])
    ease = np.where(title[:, None] & title[None, :], _TITLES, 1.0)
    overlap = mass / np.maximum(np.sqrt(size[:, None] * size[None, :]), _TINY)
    slack = 1 + _TINY
    likely = (shared >= _WORTH_A_LOOK) & (mass * slack >= _LEAST_SHARED * ease)
    likely &= overlap * slack >= _LEAST_OVERLAP * ease
    outlet = np.array([articles[s.article].outlet or f"\0{s.article}" for s in found])
    likely &= np.triu(outlet[:, None] != outlet[None, :], 1)
    k, m = np.nonzero(likely)
    strength = mass[k, m] / (mass[k, m] + 2 * _LEAST_SHARED) * (1 + 2 * _FIGURE)
    bound = (strength * np.minimum(overlap[k, m], 1.0) * slack).round(9)
    order = np.lexsort((m, k, -bound))
    return list(zip(k[order].tolist(), m[order].tolist(), bound[order].tolist(), strict=True))


def _products(
    sets: Sequence[frozenset[Any]], weight: Mapping[Any, float]
) -> npt.NDArray[np.float64]:
    """Return the weight of what each two of *sets* share."""
    from scipy.sparse import csr_array

    number = {key: n for n, key in enumerate(sorted(set().union(*sets)))}
    rows = [sorted(number[key] for key in keys) for keys in sets]
    column = np.array([n for row in rows for n in row], np.int64)
    ends = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
    held = csr_array((np.ones(len(column)), column, ends), shape=(len(sets), max(len(number), 1)))
    weights = np.array([weight[key] for key in number] or [0.0])
    return np.asarray((held.multiply(weights[None, :]).tocsr() @ held.T).toarray())


def _mass(
    keys: frozenset[str] | set[str], tails: frozenset[str], weight: dict[str, float]
) -> float:
    return math.fsum(weight[key] * (_TAIL if key in tails else 1) for key in keys)


def _place(sentence: _Sentence, articles: Sequence[Article]) -> tuple[str, int]:
    return articles[sentence.article].id, sentence.start


def _compare(
    a: _Sentence,
    b: _Sentence,
    weight: dict[str, float],
    rarity: dict[tuple[str, str], float],
    size: float,
) -> _Match | None:
    """Return the pair if the two sentences, of mean *size*, report the same fact."""
    counted = _sound(a, b, set(a.keys & b.keys))
    if len(counted) < 2 or a.stems == b.stems:
        return None
    mass = _mass(counted, a.tails | b.tails, weight)
    mass += _PHRASE * math.fsum(
        rarity[x, y] for x, y in a.phrases & b.phrases if x in counted and y in counted
    )
    overlap = mass / size if size else 0.0
    ease = _TITLES if a.title and b.title else 1.0
    if mass < _LEAST_SHARED * ease or overlap < _LEAST_OVERLAP * ease:
        return None
    same = len(a.stems & b.stems) / len(a.stems | b.stems)
    figures = sum(key[0].isdigit() for key in counted)
    strength = mass / (mass + 2 * _LEAST_SHARED) * (1 + _FIGURE * min(figures, 2))
    # Nearly the same words are the same fact, but there is nothing to see.
    score = strength * min(overlap, 1.0) * (1 - same**3)
    if score < _LEAST_SCORE * ease:
        return None
    return _Match(a, b, tuple(sorted(counted, key=lambda key: (-weight[key], key))), score)


def _sound(a: _Sentence, b: _Sentence, shared: set[str]) -> set[str]:
    """Leave out numbers that stand beside nothing both sentences have beside them."""
    none: set[str] = set()
    return {
        key
        for key in shared
        if (key not in a.beside and key not in b.beside)
        or a.beside.get(key, none) & b.beside.get(key, none)
    }


def _beside(words: Sequence[ContentWord]) -> dict[str, set[str]]:
    """Return, for each number, the words around it."""
    near: dict[str, set[str]] = {}
    for k, word in enumerate(words):
        if word.number:
            around = words[max(0, k - 1) : k + _NEAR_NUMBER + 1]
            found = near.setdefault(word.key, set())
            found |= {w.stem for w in around if w.content and not w.number}
    return near


def _facts(matches: Sequence[_Match], articles: Sequence[Article]) -> list[str]:
    """Name each pair's fact; pairs that share a sentence share its fact."""
    fact: dict[tuple[int, int], int] = {}
    label: list[str] = []
    inside: list[dict[int, int]] = []
    out: list[int] = []
    for match in matches:
        ends = [(s.article, s.start) for s in (match.a, match.b)]
        known = [fact[end] for end in ends if end in fact]
        number = known[0] if known else len(label)
        if known and any(inside[number].get(k, start) != start for k, start in ends):
            number = len(label)
        if number == len(label):
            label.append(_label(match, articles))
            inside.append({})
        for end in ends:
            fact.setdefault(end, number)
            inside[number].setdefault(*end)
        out.append(number)
    times: Counter[str] = Counter()
    unique: list[str] = []
    for text in label:
        times[text] += 1
        unique.append(text if times[text] == 1 else f"{text} ({times[text]})")
    return [unique[number] for number in out]


def _label(match: _Match, articles: Sequence[Article]) -> str:
    """Return up to four shared words as the first sentence writes them, in its order."""
    top = set(match.shared[:4])
    text = articles[match.a.article].text
    said: dict[str, str] = {}
    for word in match.a.words:
        if word.key in top and word.key not in said:
            said[word.key] = text[word.start : word.end]
    return " ".join(said.values())


def _row(match: _Match, fact: str, event: str, articles: Sequence[Article]) -> PassagePair:
    a, b = match.a, match.b
    if (articles[a.article].outlet or "", *_place(a, articles)) > (
        articles[b.article].outlet or "",
        *_place(b, articles),
    ):
        a, b = b, a
    only_a, only_b = _only(a, b), _only(b, a)
    first, second = articles[a.article], articles[b.article]
    said = [
        "; ".join(x.text[s:e] for s, e in spans) for x, spans in ((first, only_a), (second, only_b))
    ]
    return PassagePair(
        event,
        fact,
        first.outlet,
        first.id,
        a.start,
        a.end,
        second.outlet,
        second.id,
        b.start,
        b.end,
        " | ".join(said) if any(said) else "",
        only_a,
        only_b,
        round(match.score, 6),
    )


def _only(sentence: _Sentence, other: _Sentence) -> tuple[tuple[int, int], ...]:
    """Return the spans of content words only *sentence* has, near words that both have."""
    there = other.said
    both = [k for k, word in enumerate(sentence.words) if word.content and word.key in other.meant]
    near = {m for k in both for m in range(k - _NEAR_SHARED, k + _NEAR_SHARED + 1)}
    own = [
        k
        for k, word in enumerate(sentence.words)
        if word.content and word.stem not in there and k in near
    ]
    runs: list[list[int]] = []
    for k in own:
        if runs and k - runs[-1][-1] == 1:
            runs[-1].append(k)
        else:
            runs.append([k])
    return tuple((sentence.words[r[0]].start, sentence.words[r[-1]].end) for r in runs)
