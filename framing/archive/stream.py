"""Articles one by one, from whatever holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from framing.article import Article
from framing.events import EventMatch
from framing.reading import iter_articles


def as_stream(articles: Any) -> Iterator[Article]:
    """Yield *articles*, reading them one by one if they are not Articles yet.

    >>> [article.text for article in as_stream(iter([Article(id="a", text="One.")]))]
    ['One.']
    """
    if isinstance(articles, Article):
        yield articles
    elif isinstance(articles, Sequence) and len(articles) and isinstance(articles[0], Article):
        yield from articles
    elif isinstance(articles, Iterator):
        first = next(articles, None)
        if isinstance(first, Article):
            yield first
            for article in articles:
                yield from [article] if isinstance(article, Article) else iter_articles([article])
        elif first is not None:
            yield from iter_articles(chain([first], articles))
    else:
        yield from iter_articles(articles)


def given_events(articles: Sequence[Article]) -> EventMatch:
    """Return the events of *articles* as they are given; an article without one has none."""
    events = tuple(article.event or "" for article in articles)
    return EventMatch(
        event=events,
        story=events,
        decided=tuple("given" if event else "alone" for event in events),
        simultaneous=(None,) * len(articles),
        borderline=(),
        window_hours=0.0,
    )
