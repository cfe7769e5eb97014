"""Lines that recur in many articles of one outlet are furniture: learned in a first pass."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.article import check_articles
from framing.errors import ArgumentError
from framing.pages.blocks import normalize_line, split_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from framing.article import Article

_MIN_ARTICLES = 5
_MIN_SHARE = 0.3
_MAX_WORDS = 40


@dataclass(frozen=True, slots=True)
class Furniture:
    """The recurring lines of each outlet, normalized, with the number of articles that hold them.

    Given to ``read_articles(..., furniture=furniture)``. Cleaning an article then is a function of
    that article and of this object, never of the other articles in the batch.
    """

    by_outlet: Mapping[str | None, Mapping[str, int]]
    n_articles: Mapping[str | None, int]

    def lines(self, outlet: str | None) -> Set[str]:
        """Return the recurring lines of *outlet*; none for an outlet that was not seen."""
        return self.by_outlet.get(outlet, {}).keys()


def learn_furniture(
    articles: Iterable[Article], *, min_articles: int = _MIN_ARTICLES, min_share: float = _MIN_SHARE
) -> Furniture:
    """Learn the lines that recur in many articles of one outlet.

    A line counts when it stands in at least *min_articles* articles of the outlet and in at least
    *min_share* of them; an article's own headline and sentences of more than 40 words never do.
    Near-duplicate articles count once: their lines would recur without being furniture. Raises
    FramingError unless *min_articles* is at least 2 and *min_share* lies above 0 and at most 1,
    and for what are no articles.

    >>> from framing.article import Article
    >>> corpus = [
    ...     Article(id=str(n), outlet="Courier", text=f"Story {n} is here.\\n\\nThe Courier app")
    ...     for n in range(5)
    ... ]
    >>> sorted(learn_furniture(corpus).lines("Courier"))
    ['the courier app']
    """
    if min_articles < 2 or not 0 < min_share <= 1:
        raise ArgumentError(
            f"min_articles must be 2 or more and min_share above 0 and at most 1, not"
            f" {min_articles} and {min_share}"
        )
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    totals: Counter[str | None] = Counter()
    seen: set[tuple[str | None, int]] = set()
    for article in articles if isinstance(articles, Iterable) else [articles]:
        check_articles(article, "learn_furniture")
        lines = {
            normalize_line(unit.text)
            for unit in split_units(article.raw or "")
            if unit.n_words <= _MAX_WORDS and unit.text != article.title
        } - {"", normalize_line(article.title or "")}
        body = (article.outlet, hash(normalize_line(article.text[article.body_start :][:400])))
        if body in seen:
            continue
        seen.add(body)
        totals[article.outlet] += 1
        counts[article.outlet].update(lines)
    recurring = {
        outlet: {
            line: count
            for line, count in sorted(lines.items())
            if count >= min_articles and count >= min_share * totals[outlet]
        }
        for outlet, lines in counts.items()
    }
    return Furniture(recurring, dict(totals))
