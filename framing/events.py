"""Which articles report the same event, and which events belong to one story.

An event is one happening, reported within 36 hours where dates are known. A story is a chain of
events. Articles are joined by average linkage on how alike their weighted words are; afterwards
a cluster whose two halves are each much more alike than they are to each other is taken apart
(the same kind of happening to other people at another time is another event). That second step
compares likeness with likeness inside the corpus, so one setting serves corpora of short or long,
similar or different texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from math import isnan
from numbers import Real
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from framing.article import Article, check_articles
from framing.errors import ArgumentError
from framing.linkage.background import load_background
from framing.linkage.clusters import Merge, average_linkage, components, split_lookalikes
from framing.linkage.copies import first_copies
from framing.linkage.scores import (
    EVEN_COSINE_DATED,
    LEAST_MEAN_SCORE,
    cosine_of,
    is_lookalike,
    score_pairs,
)
from framing.linkage.similarity import cosines_within, likely_pairs
from framing.linkage.sparse_rows import heaviest_columns, scale_rows, sum_rows
from framing.linkage.stories import find_stories
from framing.linkage.term_counts import count_terms, weigh
from framing.linkage.times import Times

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

Decision = Literal["given", "matched", "alone"]

_BORDERLINE = (0.15, 0.45)
_MOST_BORDERLINE = 1000
_NAME_TERMS = 3


@dataclass(frozen=True, slots=True)
class BorderlinePair:
    """Two articles whose clusters were nearly joined, or nearly not, and why.

    ``score`` is the mean score between the clusters, from 0 to 1; 0.3 joins.
    """

    article_a: str
    article_b: str
    score: float
    together: bool
    why: str


@dataclass(frozen=True, slots=True)
class EventMatch:
    """The events of a batch of articles, in the order of the articles.

    ``event`` and ``story`` are names; ``decided`` says whether the event was ``given``,
    ``matched`` or the article stands ``alone``; ``simultaneous`` is None where the event holds an
    article without a date, so that simultaneity is not known, and else whether all its reports
    lie within the window. ``borderline`` lists the closest decisions, the closest first.
    """

    event: tuple[str, ...]
    story: tuple[str, ...]
    decided: tuple[Decision, ...]
    simultaneous: tuple[bool | None, ...]
    borderline: tuple[BorderlinePair, ...]
    window_hours: float


@dataclass(frozen=True, slots=True, eq=False)
class _Nodes:
    """What is clustered: articles with their copies, or articles of one given event."""

    members: list[list[int]]
    vectors: Any
    times: Times
    given: list[str | None]


def match_events(articles: Sequence[Article], *, window_hours: float = 36.0) -> EventMatch:
    """Say which of *articles* report the same event, and which events are one story.

    Reports of one event lie within *window_hours* of each other where both have a date; where
    one has none, words alone decide. An article's own ``event`` always holds: its articles stay
    together and apart from other given events, and articles without one may join it. The result
    does not depend on the order of *articles*. Raises FramingError unless *window_hours* > 0.

    >>> texts = ["Dam bursts at Lira, 12 missing.", "Twelve missing as Lira dam bursts; 12 sought."]
    >>> match = match_events([Article(id=str(i), text=text) for i, text in enumerate(texts)])
    >>> match.event[0] == match.event[1], match.simultaneous[0]
    (True, None)
    """
    if not isinstance(window_hours, Real) or not window_hours > 0:
        raise ArgumentError(f"window_hours is {window_hours!r}; give a positive number of hours")
    check_articles(articles, "match_events")
    keys = [(*_hours(article.published), article.id, article.text) for article in articles]
    order = sorted(range(len(keys)), key=lambda k: (np.isnan(keys[k][0]), *keys[k]))
    batch = [articles[k] for k in order]
    start = np.array([keys[k][0] for k in order])
    end = np.array([keys[k][1] for k in order])
    times = Times(start, start, end, end)
    terms, vectors, nodes = _nodes(batch, times, window_hours)
    clusters, borderline = _cluster(nodes, batch, window_hours)
    events = sorted(sorted(m for k in c for m in nodes.members[k]) for c in clusters)
    when = times.group(events)
    told = sum_rows(vectors, events)
    del nodes, vectors  # as large as all texts
    names = _name_events(events, batch, when, terms, told)
    stories = find_stories(scale_rows(told, [1 / len(members) for members in events]), when, names)
    undated = np.isnan(start)
    event, story = [""] * len(batch), [""] * len(batch)
    decided: list[Decision] = ["alone"] * len(batch)
    simultaneous: list[bool | None] = [None] * len(batch)
    for members, name, line, apart in zip(events, names, stories, when.apart(), strict=True):
        together = None if undated[members].any() else bool(apart <= window_hours)
        for m in members:
            at = order[m]
            event[at], story[at], simultaneous[at] = name, line, together
            decided[at] = "given" if batch[m].event else "matched" if len(members) > 1 else "alone"
    return EventMatch(
        tuple(event), tuple(story), tuple(decided), tuple(simultaneous), borderline, window_hours
    )


def _hours(published: datetime | None) -> tuple[float, float]:
    """Return when a report came, from and to, in hours; midnight is a date without a time."""
    if published is None:
        return float("nan"), float("nan")
    if published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    hours = (published - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 3600
    whole_day = published.time() == time.min
    return hours, hours + 24 * whole_day


def _nodes(
    batch: Sequence[Article], times: Times, window: float
) -> tuple[tuple[str, ...], Any, _Nodes]:
    """Return the terms, the vectors of all articles, and the nodes to cluster."""
    background = load_background()
    found = count_terms(batch, background)
    given = [article.event or None for article in batch]
    # Copies are looked for among articles of one window, all of which may be of one event.
    hour = times.first_start
    bins = np.where(np.isnan(hour), -1.0, np.floor(hour / window)).astype(np.int64)
    for k, name in enumerate(given):
        if name is not None:
            bins[k] = -2 - k
    first = first_copies(found, bins)
    terms, vectors = found.terms, weigh(found, np.unique(first), background)
    del found  # as large as the vectors
    groups: dict[tuple[str, str | int], list[int]] = defaultdict(list)
    for k, (name, leader) in enumerate(zip(given, first.tolist(), strict=True)):
        groups[("given", name) if name is not None else ("copies", leader)].append(k)
    members = sorted(groups.values())
    earliest = times.group(members).first_start
    order = np.lexsort((earliest, np.isnan(earliest)))
    members = [members[k] for k in order.tolist()]
    mean = scale_rows(sum_rows(vectors, members), [1 / len(group) for group in members])
    nodes = _Nodes(members, mean, times.group(members), [given[group[0]] for group in members])
    return terms, vectors, nodes


def _cluster(
    nodes: _Nodes, batch: Sequence[Article], window: float
) -> tuple[list[list[int]], tuple[BorderlinePair, ...]]:
    """Return clusters of nodes, and the closest decisions."""
    least = cosine_of(LEAST_MEAN_SCORE, EVEN_COSINE_DATED)
    i, j, cosine = likely_pairs(
        nodes.vectors, nodes.times.first_start, nodes.times.last_end, window, least
    )
    parts = components(len(nodes.members), i, j, cosine, least)
    out = [[int(part[0])] for part in parts if len(part) == 1]
    border: list[BorderlinePair] = []
    several = [part for part in parts if len(part) > 1]
    for part, cosines in cosines_within(nodes.vectors, several):
        score = score_pairs(
            nodes.times.select(part), [nodes.given[k] for k in part], cosines, window
        )
        clusters, merges = average_linkage(score, LEAST_MEAN_SCORE)
        undone: list[Merge] = []
        for cluster in clusters:
            whole, cut = split_lookalikes(cluster, merges, cosines, is_lookalike)
            out.extend(part[piece].tolist() for piece in whole)
            undone += cut
        ids = [batch[nodes.members[k][0]].id for k in part]
        border += _borderline(clusters, merges, undone, score, ids)
    border.sort(
        key=lambda pair: (abs(pair.score - LEAST_MEAN_SCORE), pair.article_a, pair.article_b)
    )
    return out, tuple(border[:_MOST_BORDERLINE])


def _borderline(
    clusters: list[list[int]],
    merges: list[Merge],
    undone: list[Merge],
    score: Numbers,
    ids: list[str],
) -> list[BorderlinePair]:
    """Return the merges that nearly failed, those that nearly came, and those taken back."""
    low, high = _BORDERLINE
    taken = set(undone)
    close: list[tuple[tuple[int, ...], tuple[int, ...], float, bool, str]] = []
    for merge in merges:
        if merge in taken:
            why = "each half is much more alike than the two are to each other"
            close.append((merge.left, merge.right, merge.score, False, why))
        elif merge.score < high:
            close.append((merge.left, merge.right, merge.score, True, "just alike enough"))
    finite = np.where(np.isfinite(score), score, 0.0)
    marks = np.zeros((len(clusters), len(score)))
    for k, cluster in enumerate(clusters):
        marks[k, cluster] = 1 / len(cluster)
    mean = marks @ finite @ marks.T
    for k, m in zip(*np.nonzero(np.triu(mean, 1) >= low), strict=True):
        a, b = tuple(clusters[k]), tuple(clusters[m])
        apart = not np.isfinite(score[np.ix_(a, b)]).all()
        why = "alike, but dates or given events keep them apart" if apart else "not alike enough"
        close.append((a, b, float(mean[k, m]), False, why))
    rows = []
    for a, b, value, together, why in close:
        block = finite[np.ix_(a, b)]
        x, y = np.unravel_index(int(block.argmax()), block.shape)
        first, second = sorted((ids[a[int(x)]], ids[b[int(y)]]))
        rows.append(BorderlinePair(first, second, round(value, 4), together, why))
    return rows


def _name_events(
    events: list[list[int]],
    batch: Sequence[Article],
    when: Times,
    terms: tuple[str, ...],
    told: Any,
) -> list[str]:
    """Return a name for each event: as given, or its day and its weightiest words."""
    taken = Counter(article.event for article in batch if article.event)
    words = np.array([not term[0].isdigit() for term in terms], np.bool_)
    heaviest = heaviest_columns(told, words, most=_NAME_TERMS)
    names: list[str] = []
    for members, first, top in zip(events, when.first_start.tolist(), heaviest, strict=True):
        given = next((batch[k].event for k in members if batch[k].event), None)
        if given:
            names.append(given)
            continue
        label = "-".join(terms[t] for t in top) or "empty"
        if not isnan(first):
            day = np.datetime64(int(first // 24), "D")
            label = f"{day}-{label}"
        taken[label] += 1
        names.append(label if taken[label] == 1 else f"{label}-{taken[label]}")
    return names
