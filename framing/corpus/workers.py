"""Finding in several processes what one would find: the same batches, joined in the same order."""

from __future__ import annotations

import pickle
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, TypeVar

from framing.article import Article
from framing.corpus.findings import Finder, Findings
from framing.corpus.garbage import garbage_collection_paused
from framing.errors import FramingError
from framing.lexicon import Lexicon

_LONGEST_TASK = 8  # batches; a task that fails or is stopped costs no more than that
_TASKS_A_WORKER = 4  # so that no worker waits long for the last one

_warm = threading.local()

Batch = Sequence[Article]
Result = TypeVar("Result")


def find_in_processes(
    batches: Sequence[Batch], lexicons: Sequence[Lexicon], *, n_jobs: int
) -> Iterator[Findings]:
    """Yield the findings of each of *batches*, in order, worked out by *n_jobs* processes.

    A worker compiles the lexicons once and stays warm between calls. Raises FramingError if a
    worker dies.
    """
    share = len(batches) // (n_jobs * _TASKS_A_WORKER)
    size = min(max(share, 1), _LONGEST_TASK)
    packed = pickle.dumps(tuple(lexicons))
    tasks = ((batches[i : i + size], packed) for i in range(0, len(batches), size))
    for found in run_in_processes(_find, tasks, n_jobs=n_jobs):
        yield from found


def run_in_processes(
    work: Callable[..., Result], tasks: Iterable[tuple[Any, ...]], *, n_jobs: int
) -> Iterator[Result]:
    """Yield ``work(*task)`` for each of *tasks*, in their order; few are held at a time.

    The workers are killed when the caller is interrupted or reads no further. Raises FramingError
    if a worker dies.
    """
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import BrokenProcessPool

    run = Parallel(
        n_jobs=n_jobs,
        backend="loky",
        return_as="generator",
        pre_dispatch="2*n_jobs",
        initializer=_leave_interrupts,
    )
    try:
        with closing(run(delayed(work)(*task) for task in tasks)) as results:
            yield from results
    except BrokenProcessPool as error:
        raise FramingError(
            f"a worker process died, most often for want of memory, while {n_jobs} were finding; "
            f"take fewer: n_jobs={max(n_jobs // 2, 1)}"
        ) from error


def _leave_interrupts() -> None:
    """Let Ctrl-C, which reaches every process of a terminal, be answered by the caller alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def count_processes(n_jobs: int, n_batches: int) -> int:
    """Return how many processes to use for *n_batches*: all cores for -1, all but one for -2.

    Raises FramingError if *n_jobs* is not a whole number other than 0.
    """
    if isinstance(n_jobs, bool) or not isinstance(n_jobs, int) or n_jobs == 0:
        raise FramingError(
            f"n_jobs is {n_jobs!r}; it takes a number of processes, or -1 for all cores"
        )
    if n_jobs == 1 or n_batches < 2:
        return 1
    from joblib import effective_n_jobs

    return min(int(effective_n_jobs(n_jobs)), n_batches)


def _find(batches: Sequence[Batch], packed: bytes) -> list[Findings]:
    finder = warm_finder(packed)
    return [finder.find(batch) for batch in batches]


def warm_finder(packed: bytes) -> Finder:
    """Return the finder of pickled lexicons, the same one in a thread while they stay the same.

    Threads share none: a finder numbers words as it meets them, one text after the other.
    """
    if getattr(_warm, "packed", None) != packed:
        with garbage_collection_paused():
            _warm.packed, _warm.finder = packed, Finder(pickle.loads(packed))
    finder: Finder = _warm.finder
    return finder
