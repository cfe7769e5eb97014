"""What most outlets report of an event and some do not.

An omission is claimed with care: only where three or more outlets are compared and most of the
others have the item, and never where the outlet has as much as the item's last word, its initials
or the office of the person named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

FEWEST_OUTLETS = 3


class Mention(NamedTuple):
    """An ``item`` of some ``kind`` (entity, figure, source, label) in an outlet's article."""

    item: str
    kind: str
    outlet: str
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Omission:
    """An item that outlets of one event report and others do not.

    ``n_articles`` counts the articles that have it; ``share`` is the share of the event's outlets
    that do, and orders the rows; ``mentions`` is the evidence.
    """

    event: str
    item: str
    kind: str
    reported_by: tuple[str, ...]
    not_reported_by: tuple[str, ...]
    n_articles: int
    share: float
    mentions: tuple[Mention, ...]


def find_omissions(
    mentions: Iterable[Mention], outlets: Iterable[str], *, event: str
) -> list[Omission]:
    """Return the items that more than half of *outlets*, but not all, report; none below three.

    >>> has = [Mention("Lira", "entity", outlet, outlet, 0, 4) for outlet in ("a", "b")]
    >>> row, = find_omissions(has, ["a", "b", "c"], event="e")
    >>> row.item, row.reported_by, row.not_reported_by
    ('Lira', ('a', 'b'), ('c',))
    >>> find_omissions(has, ["a", "b"], event="e")
    []
    """
    all_outlets = sorted(set(outlets))
    if len(all_outlets) < FEWEST_OUTLETS:
        return []
    places: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        places[mention.kind, mention.item].append(mention)
    rows = []
    for (kind, item), found in places.items():
        having = {mention.outlet for mention in found}
        lacking = tuple(outlet for outlet in all_outlets if outlet not in having)
        if not lacking or 2 * len(having) <= len(all_outlets):
            continue
        rows.append(
            Omission(
                event,
                item,
                kind,
                tuple(sorted(having)),
                lacking,
                len({mention.article for mention in found}),
                len(having) / len(all_outlets),
                tuple(sorted(found, key=lambda m: (m.outlet, m.article, m.start))),
            )
        )
    rows = [row for row in rows if not any(_is_part(row, other) for other in rows)]
    return sorted(rows, key=lambda row: (-row.share, -row.n_articles, row.kind, row.item))


def _is_part(row: Omission, other: Omission) -> bool:
    """Say whether *other* is the same omission under a longer name."""
    same = (row.kind, row.not_reported_by) == (other.kind, other.not_reported_by)
    return same and set(row.item.split()) < set(other.item.split())
