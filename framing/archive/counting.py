"""Counting a stream of articles: nothing is kept of an article but what it adds to the counts."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from framing.analysis import resolve_lexicons
from framing.archive.stream import as_stream
from framing.article import Article
from framing.compared.selection import is_translated
from framing.corpus.findings import Finder, Findings
from framing.corpus.occurrences import find_occurrences
from framing.corpus.progress import progress_bar
from framing.corpus.workers import run_in_processes, starting_workers, warm_finder
from framing.counts import Counts, count_occurrences

BATCH = 128
_CHARACTERS = 20_000  # of an article, on average: longer ones make a task or part smaller
_FOUND_AT_ONCE = 400_000  # characters; what is worked out of each takes about fifty bytes


def count(
    articles: Any,
    *,
    lexicons: Iterable[Any] | None = None,
    translated: bool = False,
    n_jobs: int = 1,
    progress: bool | None = None,
) -> Counts:
    """Count the features of a stream of *articles*, keeping nothing else of them.

    *articles* is anything :func:`framing.iter_articles` takes, or an iterator of Article. Counted
    are articles of known outlet, by outlet, event, feature, voice and section; the events are
    those that are given with the articles, and an article without one counts under the event
    ``""``, which is never compared. Machine-*translated* articles are counted only if asked for;
    near-duplicates are not looked for. Raises FramingError if a worker dies.

    >>> counts = count([Article(id="a", text="So-called aid came.", outlet="A", event="aid")],
    ...     lexicons=["distancing"])
    >>> counts.hits[("A", "aid", "distancing.attribution_doubt", "own", "text")]
    1
    """
    bar = progress_bar(len(articles) if isinstance(articles, Sequence) else None, progress)
    with starting_workers(n_jobs):
        packed = pickle.dumps(tuple(resolve_lexicons(lexicons)))
        tasks = ((part, packed, translated) for part in in_batches(as_stream(articles), BATCH))
        counted = run_in_processes(count_packed, tasks, n_jobs=n_jobs)

        def parts() -> Iterator[Counts]:
            for counts, n_articles in counted:
                bar(n_articles)
                yield counts

        return sum_counts(parts())


def count_packed(
    articles: Iterable[Article], packed: bytes, translated: bool
) -> tuple[Counts, int]:
    """Return the counts of *articles* and how many they are; *packed* are pickled lexicons."""
    finder = warm_finder(packed)
    counts, n_articles = [], 0
    for batch in small_batches(articles):
        n_articles += len(batch)
        counts.append(count_findings(finder, batch, finder.find(batch), translated=translated))
    return sum_counts(counts), n_articles


def count_findings(
    finder: Finder, articles: Sequence[Article], findings: Findings, *, translated: bool
) -> Counts:
    """Return the counts of *findings* in *articles*, by outlet and given event."""
    counted = [bool(a.outlet) and (translated or not is_translated(a)) for a in articles]
    return count_occurrences(
        find_occurrences(findings, finder.lexicons, finder.referents.names),
        findings,
        outlet=[article.outlet or "" for article in articles],
        event=[article.event or "" for article in articles],
        counted=np.array(counted, np.bool_),
    )


def sum_counts(parts: Iterable[Counts]) -> Counts:
    """Return the sum of *parts*, adding like to like in size, so that no part is copied often."""
    waiting: list[tuple[int, Counts]] = []
    for part in parts:
        size, total = 1, part
        while waiting and waiting[-1][0] == size:
            total = waiting.pop()[1] + total
            size *= 2
        waiting.append((size, total))
    total = Counts()
    for _, part in reversed(waiting):
        total = part + total
    return total


def small_batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield *articles* in batches to find in, so small that memory holds little beside types."""
    return in_batches(articles, BATCH, characters=_FOUND_AT_ONCE)


def in_batches(
    articles: Iterable[Article], size: int, *, characters: int | None = None
) -> Iterator[list[Article]]:
    """Yield *articles* in lists of *size*, shorter where they are long and at the end.

    A list of several has no more than so many *characters*, by default 20,000 an article. How
    articles are put together changes nothing in what is found, but what is in memory.
    """
    most = _CHARACTERS * size if characters is None else characters
    batch: list[Article] = []
    held = 0
    for article in articles:
        if batch and (len(batch) == size or held + len(article.text) > most):
            yield batch
            batch, held = [], 0
        batch.append(article)
        held += len(article.text)
    if batch:
        yield batch
