"""Events in batches, so that many are worked on at once and memory stays bounded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from framing.article import Article

_CHARACTERS_AT_ONCE = 1_000_000


def batches_of_events(
    articles: Sequence[Article], events: Sequence[str], outlets: Sequence[Hashable]
) -> Iterator[dict[str, list[int]]]:
    """Yield the numbers of the articles of each event, in order, of some events at a time.

    *events* and *outlets* are those of each article; events of one outlet are left out. A batch
    has about a million characters, or one event.

    >>> articles = [Article(id=name, text="It shut.") for name in "abcd"]
    >>> list(batches_of_events(articles, ["x", "y", "x", "y"], ["A", "A", "B", "A"]))
    [{'x': [0, 2]}]
    """
    members = defaultdict(list)
    for number, event in enumerate(events):
        members[event].append(number)
    batch: dict[str, list[int]] = {}
    size = 0
    for event in sorted(members):
        if len({outlets[n] for n in members[event]}) < 2:
            continue
        batch[event] = members[event]
        size += sum(len(articles[n].text) for n in members[event])
        if size > _CHARACTERS_AT_ONCE:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch
