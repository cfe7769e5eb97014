"""Articles that are nearly the same text: wire copy and reprints, found over a whole corpus."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.article import Article

_WORD = re.compile(r"\w+")
_SHINGLE = 5
# Among so few articles every pair is looked at; MinHash would take longer and may miss some.
_FEW = 200


def find_near_duplicates(
    articles: Sequence[Article], *, threshold: float = 0.7
) -> list[tuple[str, ...]]:
    """Return groups of articles whose bodies are nearly the same, as sorted tuples of ids.

    Alike are articles whose runs of five words have a Jaccard similarity of at least *threshold*.
    Of more than 200 different articles only those are compared that MinHash finds likely
    (Broder 1997, with the datasketch library). Groups are the connected components. Raises
    ValueError unless 0 < threshold <= 1.

    >>> from framing.article import Article
    >>> text = "The port closed on Monday after a week of talks between owners and crews."
    >>> articles = [Article(id=name, text=text) for name in "ab"] + [Article(id="c", text="No.")]
    >>> find_near_duplicates(articles)
    [('a', 'b')]
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must lie above 0 and at most 1, not {threshold}")
    shingles = [_shingles(article.text[article.body_start :]) for article in articles]
    parent = list(range(len(articles)))
    different: dict[frozenset[str], int] = {}
    for here, mine in enumerate(shingles):
        if mine:
            parent[here] = different.setdefault(mine, here)
    if len(different) <= _FEW:
        for here, other in combinations(different.values(), 2):
            _join(parent, here, other, shingles, threshold)
    else:
        _join_likely(parent, list(different.values()), shingles, threshold)
    groups: dict[int, list[str]] = {}
    for here, article in enumerate(articles):
        groups.setdefault(_root(parent, here), []).append(article.id)
    return sorted(tuple(sorted(group)) for group in groups.values() if len(group) > 1)


def _join(
    parent: list[int], here: int, other: int, shingles: Sequence[frozenset[str]], threshold: float
) -> bool:
    """Join the groups of two articles if the two are alike; say whether they are of one group."""
    one, two = _root(parent, here), _root(parent, other)
    if one == two:
        return True
    mine, theirs = shingles[here], shingles[other]
    small, large = sorted((len(mine), len(theirs)))
    common = len(mine & theirs) if small >= threshold * large else 0
    if not common or common < threshold * (small + large - common):
        return False
    parent[max(one, two)] = min(one, two)
    return True


def _join_likely(
    parent: list[int], numbers: Sequence[int], shingles: Sequence[frozenset[str]], threshold: float
) -> None:
    """Join the groups of articles that are alike and share a band of MinHash values.

    An article that joins the group of one in its bucket does not stay there to be compared, so
    thousands of copies of one text cost no more than as many different texts.
    """
    from datasketch import MinHash, MinHashLSH

    bands = MinHashLSH(threshold=max(0.1, threshold - 0.15), num_perm=64).hashranges
    buckets: dict[tuple[int, bytes], list[int]] = {}
    for here in numbers:
        sketch = MinHash(num_perm=64, seed=1)
        sketch.update_batch([shingle.encode() for shingle in shingles[here]])
        for begin, end in bands:
            bucket = buckets.setdefault((begin, sketch.hashvalues[begin:end].tobytes()), [])
            alike = [_join(parent, here, other, shingles, threshold) for other in bucket]
            if not any(alike):
                bucket.append(here)


def find_shared_passages(
    articles: Sequence[Article], *, min_words: int = 15
) -> dict[str, list[tuple[int, int]]]:
    """Return, for each article, the passages that another outlet's article holds word for word.

    A passage is a run of at least *min_words* words, case and punctuation aside; quotations count
    like other text. Ranges are offsets of ``article.text``. Articles of the same outlet, and those
    without an outlet, are compared with all others but not with one another. Raises ValueError
    for *min_words* below 5.

    >>> from framing.article import Article
    >>> text = "The port closed on Monday after talks."
    >>> first = Article(id="a", outlet="A", text=text)
    >>> second = Article(id="b", outlet="B", text="But " + text)
    >>> find_shared_passages([first, second], min_words=5)
    {'a': [(0, 37)], 'b': [(4, 41)]}
    """
    if min_words < 5:
        raise ValueError(f"min_words must be 5 or more, not {min_words}")
    words = [list(_WORD.finditer(article.text)) for article in articles]
    owners: dict[int, str | None] = {}
    shared: set[int] = set()
    for article, found in zip(articles, words, strict=True):
        for run in set(_runs(found, min_words)):
            if owners.setdefault(run, article.outlet) != article.outlet:
                shared.add(run)
    result = {}
    for article, found in zip(articles, words, strict=True):
        spans: list[tuple[int, int]] = []
        for at, run in enumerate(_runs(found, min_words)):
            if run not in shared:
                continue
            start, end = found[at].start(), found[at + min_words - 1].end()
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        if spans:
            result[article.id] = spans
    return result


def _shingles(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _runs(words: list[re.Match[str]], length: int) -> list[int]:
    texts = [word[0].casefold() for word in words]
    return [hash(tuple(texts[i : i + length])) for i in range(len(texts) - length + 1)]


def _root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node
