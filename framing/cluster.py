"""Counts and findings of an archive on a cluster: Dask brings the work to the articles.

    from dask.distributed import Client
    import framing.cluster

    Client("scheduler:8786")
    articles = framing.cluster.read("s3://archive/2031/*.jsonl.gz")
    counts = framing.cluster.count(articles)
    contrasts = framing.compare_counts(counts)

Only counts, which add up, travel; they are the same to the last bit for any number of workers,
any partitioning and any order, and so are the parts that are written. Without a cluster the same
calls run on the scheduler that Dask is set to.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import IO, Any
from uuid import uuid4

from framing.analysis import resolve_lexicons
from framing.archive.archive import Archive
from framing.archive.counting import count_packed, sum_counts
from framing.archive.findings import TABLES_OF_PARTS, check_part, finish, run_of, write_part
from framing.archive.folder import (
    agree_on_run,
    is_whole,
    local_folder,
    only_writer,
    what_is_whole_is_told,
)
from framing.article import Article
from framing.counts import Counts
from framing.errors import FramingError
from framing.formats.columns import COLUMNS
from framing.formats.record import Source
from framing.reading import iter_articles

Bag = Any  # dask.bag.Bag, whose methods carry no types

_SPLIT = 16


@dataclass(frozen=True, slots=True)
class _Remote:
    """Opens one file of a file system that fsspec knows, wherever it is unpickled."""

    url: str
    options: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self) -> IO[bytes]:
        import fsspec

        stream: IO[bytes] = fsspec.open(self.url, "rb", **self.options).open()
        return stream


def read(
    urls: str | Path | Sequence[str | Path],
    *,
    storage_options: Mapping[str, Any] | None = None,
    **columns: Any,
) -> Bag:
    """Return a bag of articles, a partition a file.

    *urls* are paths or patterns on any file system that fsspec knows (``/data/*.jsonl``,
    ``s3://bucket/*.warc.gz``, ``gs://...``), of files that :func:`framing.iter_articles` reads;
    *storage_options* are that file system's, credentials among them, and *columns* are passed on
    to it. Nothing is read until something is computed. Raises FramingError where Dask or the file
    system's library is not installed, for credentials that are missing, and if nothing is there.
    """
    dask = _dask()
    given = [urls] if isinstance(urls, str | Path) else list(urls)
    options = dict(storage_options or {})
    found = list(chain.from_iterable(_expand(str(url), options) for url in given))
    sources = [
        Source(url, PurePosixPath(url.split("://")[-1]).parts[-2:], _Remote(url, options))
        for url in found
    ]
    return dask.bag.from_sequence(sources, npartitions=len(sources)).map_partitions(
        partial(_articles_of_sources, columns=columns)
    )


def from_frame(frame: Any, **columns: Any) -> Bag:
    """Return a bag of the articles in a Dask DataFrame, a partition of it a partition.

    *columns* are those of :func:`framing.read_articles` (``text_column=`` and so on). A row
    without an id is named by its partition and its place in it.
    """
    dask = _dask()
    parts = [
        dask.delayed(_articles_of_frame)(part, number, columns)
        for number, part in enumerate(frame.to_delayed())
    ]
    return dask.bag.from_delayed(parts)


def count(
    articles: Bag, *, lexicons: Iterable[Any] | None = None, translated: bool = False
) -> Counts:
    """Count the features of a bag of articles, or of dicts; see :func:`framing.count`.

    Raises FramingError for a partition at which one worker after the other dies.
    """
    dask = _dask()
    packed = dask.delayed(pickle.dumps(tuple(resolve_lexicons(lexicons))), pure=True)
    parts = enumerate(articles.to_delayed())
    task, name = dask.delayed(_count), f"framing-count-{uuid4()}"
    counted = [task(part, n, packed, translated, dask_key_name=(name, n)) for n, part in parts]
    while len(counted) > 1:
        counted = [
            dask.delayed(sum_counts)(counted[i : i + _SPLIT])
            for i in range(0, len(counted), _SPLIT)
        ]
    with _dead_workers_are_told():
        total: Counts = counted[0].compute() if counted else Counts()
    return total


def write_findings(
    articles: Bag,
    folder: str | Path,
    *,
    lexicons: Iterable[Any] | None = None,
    translated: bool = False,
) -> Archive:
    """Write the findings of a bag of articles, a part a partition; see ``framing.write_findings``.

    *folder* is one that every worker reaches. A run that was cut off is called again with the
    same bag: parts that are whole are passed over. Raises FramingError for a partition at which
    one worker after the other dies, and as ``framing.write_findings`` does.
    """
    target = local_folder(folder)
    known = tuple(resolve_lexicons(lexicons))
    dask = _dask()
    with only_writer(target):
        agree_on_run(target, run_of(known, partitions=articles.npartitions, translated=translated))
        packed = dask.delayed(pickle.dumps(known), pure=True)
        parts = enumerate(articles.to_delayed())
        task, name = dask.delayed(_write), f"framing-write-{uuid4()}"
        with what_is_whole_is_told(target), _dead_workers_are_told():
            dask.compute(
                *(
                    task(target, n, part, packed, translated, dask_key_name=(name, n))
                    for n, part in parts
                )
            )
            finish(target, articles.npartitions)
    return Archive(target)


def _dask() -> Any:
    try:
        import dask.bag
    except ImportError:
        raise FramingError("a cluster needs pip install 'media-framing[dask]'") from None
    return dask


@contextmanager
def _dead_workers_are_told() -> Iterator[None]:
    """Raise FramingError where Dask gives up on a partition that its workers do not survive."""
    try:
        yield
    except _deaths() as error:
        key = getattr(error, "task", None)
        place = f"partition {key[-1]}: " if isinstance(key, tuple) else ""
        raise FramingError(
            f"{place}the workers that tried it died ({type(error).__name__}), most often for want"
            " of memory: give them more, or leave out what is too large with bag.filter, which"
            " keeps the other partitions as they are"
        ) from error


def _deaths() -> tuple[type[Exception], ...]:
    """Return what Dask raises of workers that died: on a cluster, and in processes at home."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        from distributed import KilledWorker
    except ImportError:
        return (BrokenProcessPool,)
    return (KilledWorker, BrokenProcessPool)


def _expand(url: str, options: Mapping[str, Any]) -> list[str]:
    """Return the files that *url*, a path or pattern, stands for, sorted."""
    import fsspec

    try:
        system, _, paths = fsspec.get_fs_token_paths(url, mode="rb", storage_options=dict(options))
        files = sorted(path for path in paths if system.isfile(path))
    except Exception as error:  # every file system has errors of its own
        raise FramingError(
            f"{url}: cannot be reached ({type(error).__name__}: {error}); credentials and the like"
            " go into storage_options, and a file system may need a library of its own"
        ) from error
    if not files:
        raise FramingError(
            f"{url}: no such file; give a path, or a pattern such as 'folder/*.jsonl'"
        )
    return [system.unstrip_protocol(path) if "://" in url else path for path in files]


def _articles_of_sources(sources: Iterable[Source], columns: Mapping[str, Any]) -> list[Article]:
    return [article for source in sources for article in iter_articles(source, **columns)]


def _articles_of_frame(frame: Any, number: int, columns: Mapping[str, Any]) -> list[Article]:
    if "id_column" not in columns and not {c.lower() for c in frame.columns} & set(COLUMNS["id"]):
        frame = frame.assign(id=[f"{number}-{row}" for row in range(1, len(frame) + 1)])
    return list(iter_articles(frame, **columns)) if len(frame) else []


def _as_articles(items: Iterable[Any], number: int) -> Iterator[Article]:
    """Yield the articles of partition *number*, reading dicts; one without an id is named."""
    for place, item in enumerate(items, 1):
        if isinstance(item, Article):
            yield item
        else:
            named = item if set(COLUMNS["id"]) & set(item) else {**item, "id": f"{number}-{place}"}
            yield from iter_articles([named])


def _count(items: Iterable[Any], number: int, packed: bytes, translated: bool) -> Counts:
    return count_packed(_as_articles(items, number), packed, translated)[0]


def _write(folder: Path, number: int, items: Any, packed: bytes, translated: bool) -> int:
    articles = list(_as_articles(items, number))
    if not is_whole(folder, number, TABLES_OF_PARTS):
        return write_part(folder, number, articles, packed, translated)
    check_part(folder, number, articles)
    return len(articles)
