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


def _shingles(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node
