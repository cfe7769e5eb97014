"""Sentences of different outlets that report the same fact, side by side.

Two sentences belong together when they share enough rare words, names and figures, and each is
the other's best match in its article. A figure counts only with a word beside it that the other
sentence has there too, because the same number often counts different things. What only one side
says near what both say is marked. No statistics: two articles are enough.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.article import Article
from framing.background import Background, load_background
from framing.wording import ContentWord, concepts, content_words, stem

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
    background = load_background()
    chosen = _choose(articles)
    found = [
        sentence
        for k in chosen
        for sentence in _sentences(k, articles[k], sentences[k], background)
    ]
    weight = _weights(found, background)
    matches = _matches(found, weight, articles)
    facts = _facts(matches, weight, articles)
    rows = [_row(match, fact, event, articles) for match, fact in zip(matches, facts, strict=True)]
    return [row for row in rows if row.differences][:MOST_ROWS]


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


def _sentences(k: int, article: Article, spans: Spans, background: Background) -> list[_Sentence]:
    captions = [(s.start, s.end) for s in article.sections if s.section == "caption"]
    out = []
    for start, end in _split_at(article.body_start, spans):
        if any(start < e and end > s for s, e in captions):
            continue
        text = article.text[start:end]
        found = tuple(content_words(text, start, background))
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
    return _Sentence(k, start, end, title, found, keys, stems, keys - frozenset(heads), phrases)


def _split_at(body_start: int, spans: Spans) -> list[tuple[int, int]]:
    """Return the spans, one that runs from the title into the body cut in two."""
    out: list[tuple[int, int]] = []
    for start, end in np.asarray(spans, dtype=np.int64).reshape(-1, 2).tolist():
        cut = body_start if start < body_start < end else end
        out += [(start, cut), (cut, end)] if cut < end else [(start, end)]
    return out


def _weights(found: Sequence[_Sentence], background: Background) -> dict[str, float]:
    """Return how much sharing each word says: rare in news, and rare in this event."""
    common: Counter[str] = Counter()
    group = concepts()
    for word, count in background.document_frequency.items():
        bare = word if word[0].isdigit() else stem(word)
        common[group.get(bare, bare)] += count
    inside: Counter[str] = Counter()
    kind: dict[str, float] = {}
    for sentence in found:
        inside.update({word.key for word in sentence.words if word.content})
        for said in sentence.words:
            factor = _NUMBER if said.number else _NAME if said.name else 1.0
            kind[said.key] = max(kind.get(said.key, 0.0), factor)
    total = background.n_documents
    n = len(found)
    return {
        key: kind[key]
        * float(
            np.sqrt(
                np.log((1 + total) / (0.5 + min(common[key], total / 2)))
                * np.log((_CALM + n) / (0.5 + min(count, n / 2)))
            )
        )
        for key, count in inside.items()
    }


def _matches(
    found: Sequence[_Sentence], weight: dict[str, float], articles: Sequence[Article]
) -> list[_Match]:
    """Return mutual best matches between articles of different outlets, best first."""
    postings: dict[str, list[int]] = defaultdict(list)
    for k, sentence in enumerate(found):
        for key in sorted(sentence.keys):
            postings[key].append(k)
    times = Counter(phrase for sentence in found for phrase in sentence.phrases)
    rarity = {p: float(np.log((1 + len(found)) / (0.5 + count))) for p, count in times.items()}
    best: dict[tuple[int, int], tuple[float, _Match]] = {}
    for k, sentence in enumerate(found):
        overlap: defaultdict[int, float] = defaultdict(float)
        for key in sorted(sentence.keys):
            for m in postings[key]:
                if m > k:
                    overlap[m] += weight[key]
        for m in sorted(overlap):
            if overlap[m] < _WORTH_A_LOOK or not _may_pair(articles, sentence, found[m]):
                continue
            match = _compare(sentence, found[m], weight, rarity)
            if match is None:
                continue
            for own, other in ((k, found[m].article), (m, sentence.article)):
                earlier = best.get((own, other))
                if earlier is None or match.score > earlier[0]:
                    best[own, other] = (match.score, match)
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


def _place(sentence: _Sentence, articles: Sequence[Article]) -> tuple[str, int]:
    return articles[sentence.article].id, sentence.start


def _may_pair(articles: Sequence[Article], a: _Sentence, b: _Sentence) -> bool:
    first, second = articles[a.article].outlet, articles[b.article].outlet
    return a.article != b.article and (first is None or second is None or first != second)


def _compare(
    a: _Sentence, b: _Sentence, weight: dict[str, float], rarity: dict[tuple[str, str], float]
) -> _Match | None:
    """Return the pair if the two sentences report the same fact."""
    counted = _sound(a, b, set(a.keys & b.keys))
    tails = a.tails | b.tails
    mass = sum(weight[key] * (_TAIL if key in tails else 1) for key in sorted(counted))
    mass += _PHRASE * sum(
        rarity[x, y] for x, y in sorted(a.phrases & b.phrases) if {x, y} <= counted
    )
    of_a, of_b = (
        sum(weight[key] * (_TAIL if key in s.tails else 1) for key in sorted(s.keys))
        for s in (a, b)
    )
    overlap = mass / np.sqrt(of_a * of_b) if of_a * of_b else 0.0
    ease = _TITLES if a.title and b.title else 1.0
    if len(counted) < 2 or mass < _LEAST_SHARED * ease or overlap < _LEAST_OVERLAP * ease:
        return None
    if a.stems == b.stems:
        return None
    same = len(a.stems & b.stems) / len(a.stems | b.stems)
    figures = sum(key[0].isdigit() for key in counted)
    strength = mass / (mass + 2 * _LEAST_SHARED) * (1 + _FIGURE * min(figures, 2))
    # Nearly the same words are the same fact, but there is nothing to see.
    score = float(strength * min(overlap, 1.0) * (1 - same**3))
    if score < _LEAST_SCORE * ease:
        return None
    return _Match(a, b, tuple(sorted(counted, key=lambda key: (-weight[key], key))), score)


def _sound(a: _Sentence, b: _Sentence, shared: set[str]) -> set[str]:
    """Leave out numbers that stand beside nothing both sentences have beside them."""
    numbers = {word.key for word in (*a.words, *b.words) if word.number} & shared
    out = shared - numbers
    for number in numbers:
        if _beside(a, number) & _beside(b, number):
            out.add(number)
    return out


def _beside(sentence: _Sentence, number: str) -> set[str]:
    near: set[str] = set()
    for k, word in enumerate(sentence.words):
        if word.number and word.key == number:
            around = sentence.words[max(0, k - 1) : k + _NEAR_NUMBER + 1]
            near |= {w.stem for w in around if w.content and not w.number}
    return near


def _facts(
    matches: Sequence[_Match], weight: dict[str, float], articles: Sequence[Article]
) -> list[str]:
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
    there = {word.stem for word in other.words}
    meant = {word.key for word in other.words}
    both = [k for k, word in enumerate(sentence.words) if word.content and word.key in meant]
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
