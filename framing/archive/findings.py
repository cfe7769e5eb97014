"""Findings as Parquet while they are found, part by part; a run that was cut off goes on."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from framing.analysis import resolve_lexicons
from framing.archive.archive import COUNTS, COUNTS_SCHEMA, Archive, counts_columns
from framing.archive.counting import count_findings, in_batches, small_batches
from framing.archive.folder import (
    FINISHED,
    Part,
    agree_on_run,
    digest_of,
    is_whole,
    local_folder,
    only_writer,
    put_part,
    put_whole,
    read_part,
    remove_unfinished,
    what_is_whole_is_told,
    whole_parts,
)
from framing.archive.stream import as_stream, given_events
from framing.arrow_tables import arrow_columns, parquet_bytes
from framing.article import Article
from framing.corpus.analysis_tables import COLUMNS_OF, articles_columns, hits_columns
from framing.corpus.findings import Finder, Findings, join_findings
from framing.corpus.progress import progress_bar
from framing.corpus.workers import run_in_processes, starting_workers, warm_finder
from framing.errors import FramingError
from framing.lexicon import Lexicon
from framing.table_columns import join_texts
from framing.tables import ANALYSIS_TABLES

PART_SIZE = 1024
TABLES_OF_PARTS = (*ANALYSIS_TABLES, COUNTS)


def write_findings(
    articles: Any,
    folder: str | Path,
    *,
    lexicons: Iterable[Any] | None = None,
    part_size: int = PART_SIZE,
    translated: bool = False,
    n_jobs: int = 1,
    progress: bool | None = None,
) -> Archive:
    """Find the framing markers and sources of a stream of *articles*, and keep them as Parquet.

    *articles* is anything :func:`framing.iter_articles` takes, or an iterator of Article; no more
    than a few parts of *part_size* articles are in memory. Every table of an analysis is written
    to ``folder/<table>/00000.parquet`` and so on, and the counts beside them. A run that was cut
    off is called again with the same articles: parts that are whole are passed over. The events
    are those that are given with the articles. Machine-*translated* articles are found in, but
    counted only if asked for. The same articles and *part_size* give the same bytes for any
    *n_jobs*. Raises FramingError if another run writes into the folder, if the folder was begun
    with other articles, lexicons or settings, if a worker dies or memory runs out, and where
    writing fails; it tells how many parts are whole, and these stay.
    """
    if isinstance(part_size, bool) or not isinstance(part_size, int) or part_size < 1:
        raise FramingError(f"part_size is {part_size!r}; it takes a number of articles, from 1")
    target = local_folder(folder)
    bar = progress_bar(len(articles) if isinstance(articles, Sequence) else None, progress)
    with starting_workers(n_jobs):
        known = tuple(resolve_lexicons(lexicons))
        with only_writer(target):
            agree_on_run(target, run_of(known, part_size=part_size, translated=translated))
            packed = pickle.dumps(known)
            n_parts = 0

            def tasks() -> Iterator[tuple[Any, ...]]:
                nonlocal n_parts
                for number, part in enumerate(in_batches(as_stream(articles), part_size)):
                    n_parts = number + 1
                    if is_whole(target, number, TABLES_OF_PARTS):
                        check_part(target, number, part)
                        bar(len(part))
                    else:
                        yield target, number, part, packed, translated

            with what_is_whole_is_told(target):
                for n_articles in run_in_processes(write_part, tasks(), n_jobs=n_jobs):
                    bar(n_articles)
                finish(target, n_parts)
    return Archive(target)


def run_of(lexicons: Sequence[Lexicon], **settings: Any) -> dict[str, Any]:
    """Return what must stay the same for a run to go on."""
    hashed = {x.key: sha256(repr(x.entries).encode()).hexdigest() for x in lexicons}
    return {
        "version": version("media-framing"),
        "lexicons": dict(sorted(hashed.items())),
        **settings,
    }


def check_part(folder: Path, number: int, articles: Sequence[Article]) -> None:
    """Raise FramingError unless a whole part was made of these *articles*."""
    part = read_part(folder, number)
    if part.digest != digest_of(articles):
        raise FramingError(
            f"{folder}: part {number} was made of other articles"
            f" ({part.n_articles}, now {len(articles)}), or of what is now known otherwise of"
            " their outlets, events or dates; give those again in the same order, or a new folder"
        )


def finish(folder: Path, n_parts: int) -> None:
    """Say that the articles came to their end.

    Raises FramingError if there were more before, or parts have gone.
    """
    whole = whole_parts(folder)
    if len(whole) > n_parts:
        raise FramingError(
            f"{folder}: holds {len(whole)} parts, but these articles make {n_parts}; give all"
            " articles that the run was begun with, or a new folder"
        )
    if len(whole) < n_parts:
        raise FramingError(f"{folder}: files were removed from it while it was written to")
    remove_unfinished(folder)
    put_whole(folder / FINISHED, json.dumps({"n_parts": n_parts}).encode())


def write_part(
    folder: Path, number: int, articles: list[Article], packed: bytes, translated: bool
) -> int:
    """Find in *articles*, write them as one part, and return how many they are.

    *packed* are pickled lexicons.
    """
    finder = warm_finder(packed)
    batches = list(small_batches(articles)) or [[]]  # a partition may be empty
    findings = join_findings([finder.find(batch) for batch in batches])
    counts = count_findings(finder, articles, findings, translated=translated)
    files = {
        name: parquet_bytes(arrow_columns(ANALYSIS_TABLES[name], columns))
        for name, columns in _tables(articles, findings, finder)
    }
    files[COUNTS] = parquet_bytes(arrow_columns(COUNTS_SCHEMA, counts_columns(counts)))
    part = Part(
        number=number,
        n_articles=len(articles),
        digest=digest_of(articles),
        units=dict(sorted(counts.unit.items())),
        read=tuple((outlet, event, n) for (outlet, event), n in sorted(counts.read.items())),
    )
    put_part(folder, part, files)
    return len(articles)


def _tables(
    articles: Sequence[Article], findings: Findings, finder: Finder
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the columns of each table of an analysis."""
    events, named = given_events(articles), finder.referents.names
    texts = join_texts(article.text for article in articles)
    yield "articles", articles_columns(articles, findings, events)
    yield "hits", hits_columns(articles, texts, findings, events, finder.lexicons, named)
    for name, columns in COLUMNS_OF.items():
        yield name, columns(articles, texts, findings)
