"""The rules of passages, told plainly and slowly, sentence by sentence: what arrays must equal."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from framing.alignment.wording import describe, key_frequency
from framing.article import Article
from framing.linkage.background import load_background, words

Pair = tuple[tuple[str, int], tuple[str, int], float, list[str], list[str]]


@dataclass(frozen=True)
class Word:
    text: str
    stem: str
    key: str
    content: bool
    head: bool
    number: bool
    name: bool


@dataclass(frozen=True)
class Sentence:
    article: Article
    start: int
    title: bool
    words: tuple[Word, ...]

    def __hash__(self) -> int:
        return hash((self.article.id, self.start))

    @property
    def keys(self) -> set[str]:
        return {w.key for w in self.words if w.content}

    @property
    def heads(self) -> set[str]:
        return {w.key for w in self.words if w.head}

    @property
    def stems(self) -> set[str]:
        return {w.stem for w in self.words if w.content}

    @property
    def phrases(self) -> set[tuple[str, str]]:
        heads = [w.key for w in self.words if w.head]
        return {(x, y) for m, x in enumerate(heads) for y in heads[m + 1 : m + 3] if x != y}

    @property
    def beside(self) -> dict[str, set[str]]:
        near: dict[str, set[str]] = {}
        for k, word in enumerate(self.words):
            if word.number:
                around = self.words[max(0, k - 1) : k + 5]
                found = near.setdefault(word.key, set())
                found |= {w.stem for w in around if w.content and not w.number}
        return near


def read(article: Article, start: int, end: int) -> Sentence:
    found, last, text = [], None, article.text[start:end]
    for match in words(text):
        traits = describe(match.group())
        tail = traits.capital and last is not None
        tail = tail and text[last : match.start()] in (" ", " of ", ". ")
        head = traits.content and not tail
        found.append(
            Word(
                match.group(),
                traits.stem,
                traits.key,
                traits.content,
                head,
                traits.number,
                traits.name,
            )
        )
        if traits.capital:
            last = match.end()
        elif traits.content:
            last = None
    months = [describe(word.text).month for word in found]
    for k, word in enumerate(found):
        if word.number and len(word.key) < 3 and any(months[max(0, k - 1) : k + 2]):
            day = f"{word.key} of a month"
            found[k] = replace(word, key=day, stem=day, number=False)
    return Sentence(article, start, start < article.body_start, tuple(found))


def pairs(articles: Sequence[Article], spans: Sequence[Sequence[tuple[int, int]]]) -> list[Pair]:
    """Return mutual best matches: both places, the score, and what only one side says."""
    every = [read(a, s, e) for a, own in zip(articles, spans, strict=True) for s, e in own]
    found = [s for s in every if sum(w.content for w in s.words) > 1]
    weight = weights(found)
    times = Counter(phrase for s in found for phrase in s.phrases)
    rarity = {p: math.log((1 + len(found)) / (0.5 + n)) for p, n in times.items()}
    scored = [
        (score, a, b)
        for a, b in combinations(found, 2)
        if a.article.outlet != b.article.outlet and (score := compare(a, b, weight, rarity))
    ]
    best: dict[tuple[Sentence, str], tuple[float, Sentence, Sentence]] = {}
    for match in scored:
        for own, other in (match[1:], match[:0:-1]):
            end = (own, other.article.id)
            if end not in best or match[0] > best[end][0]:
                best[end] = match
    kept = [m for m, n in Counter(best.values()).items() if n == 2]
    rows = []
    for score, a, b in kept:
        a, b = sorted((a, b), key=lambda s: (s.article.outlet, s.article.id, s.start))
        places = ((a.article.id, a.start), (b.article.id, b.start))
        if only(a, b) or only(b, a):
            rows.append((*places, round(score, 6), only(a, b), only(b, a)))
    return sorted(rows)


def weights(found: Sequence[Sentence]) -> dict[str, float]:
    total, n, out = load_background().n_documents, len(found), {}
    for key in {key for s in found for key in s.keys}:
        said = [w for s in found for w in s.words if w.content and w.key == key]
        factor = max(1.6 if w.number else 1.4 if w.name else 1.0 for w in said)
        in_event = sum(key in s.keys for s in found)
        news = math.log(
            (1 + total) / (0.5 + min(key_frequency()[key.removesuffix(" of a month")], total / 2))
        )
        here = math.log((20 + n) / (0.5 + min(in_event, n / 2)))
        out[key] = factor * math.sqrt(news * here)
    return out


def mass(keys: set[str], heads: set[str], weight: dict[str, float]) -> float:
    return math.fsum(weight[key] * (1 if key in heads else 0.4) for key in keys)


def compare(
    a: Sentence, b: Sentence, weight: dict[str, float], rarity: dict[tuple[str, str], float]
) -> float:
    """Return the score of two sentences on the same fact, 0 if they are not."""
    counted = {
        key for key in a.keys & b.keys if key not in a.beside or a.beside[key] & b.beside[key]
    }
    if len(counted) < 2 or a.stems == b.stems:
        return 0.0
    shared = mass(counted, a.heads & b.heads, weight)
    shared += 0.5 * math.fsum(rarity[p] for p in a.phrases & b.phrases if set(p) <= counted)
    size = math.sqrt(mass(a.keys, a.heads, weight) * mass(b.keys, b.heads, weight))
    overlap, ease = shared / size, 0.55 if a.title and b.title else 1.0
    if shared < 11 * ease or overlap < 0.24 * ease:
        return 0.0
    same = len(a.stems & b.stems) / len(a.stems | b.stems)
    numbers = {w.key for w in a.words if w.number}
    figures = min(len(counted & numbers), 2)
    score = shared / (shared + 22) * (1 + 0.25 * figures) * min(overlap, 1) * (1 - same**3)
    return round(score, 9) if score >= 0.1 * ease else 0.0


def only(own: Sentence, other: Sentence) -> list[str]:
    """Return the content words only *own* has, near words that both have."""
    stems, keys = {w.stem for w in other.words}, {w.key for w in other.words}
    both = [k for k, w in enumerate(own.words) if w.content and w.key in keys]
    return [
        w.text
        for k, w in enumerate(own.words)
        if w.content and w.stem not in stems and any(abs(k - m) <= 5 for m in both)
    ]
