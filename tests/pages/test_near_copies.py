"""Near-copies and shared passages, against a count by hand of all pairs."""

from __future__ import annotations

import random
import re
from itertools import combinations

import pytest

from framing.article import Article
from framing.pages import near_copies
from framing.pages.near_copies import find_near_duplicates

WIRE = (
    "The port of Northport reopened on Monday after a week of talks, its director said, and forty"
    " ships that had waited outside the breakwater came in one after the other before nightfall."
)
CHANGED = WIRE.replace("nightfall", "midnight")
OTHER = "Shops on the outer islands have sold their last fresh milk and wait for the ferry to come."


def corpus() -> list[Article]:
    texts = {"a": WIRE, "b": CHANGED, "c": OTHER, "d": WIRE + " " + OTHER * 3, "e": OTHER}
    return [Article(id=key, outlet=key.upper(), text=text) for key, text in texts.items()]


def similarity(one: Article, two: Article) -> float:
    """Jaccard similarity of five-word runs, written down anew."""
    sets = []
    for article in (one, two):
        words = re.findall(r"\w+", article.text.lower())
        sets.append({tuple(words[i : i + 5]) for i in range(len(words) - 4)})
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def test_groups_are_the_pairs_that_are_alike() -> None:
    articles = corpus()
    pairs = {(a.id, b.id) for a, b in combinations(articles, 2) if similarity(a, b) >= 0.7}
    assert pairs == {("a", "b"), ("c", "e")}
    assert find_near_duplicates(articles) == sorted(pairs)
    assert find_near_duplicates(articles[::-1]) == sorted(pairs)


def test_among_many_articles_minhash_finds_the_same_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(0)
    articles = []
    for story in range(12):
        words = [f"w{rng.randrange(500)}" for _ in range(120)]
        for copy in range(rng.randrange(1, 5)):
            for _ in range(copy):
                words[rng.randrange(120)] = "other"
            articles.append(Article(id=f"{story:02}{copy}", text=" ".join(words)))
    groups = find_near_duplicates(articles)
    monkeypatch.setattr(near_copies, "_FEW", 1)
    assert len(groups) > 5
    assert find_near_duplicates(articles) == groups


@pytest.mark.parametrize("threshold", [0, 1.1])
def test_a_threshold_outside_its_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold must lie above 0"):
        find_near_duplicates([], threshold=threshold)
