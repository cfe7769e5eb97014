"""Finding in several processes what one would find: the same batches, joined in the same order."""

from __future__ import annotations

import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from itertools import islice, starmap
from typing import Any, TypeVar

from framing.article import Article
from framing.corpus.findings import Finder, Findings
from framing.errors import FramingError
from framing.garbage import garbage_collection_paused

_LONGEST_TASK = 8  # batches; a task that fails or is stopped costs no more than that
_TASKS_A_PROCESS = 8  # so that none waits long for the last one
_MOST_HELD = 8  # results and tasks a worker
_IDLE_SECONDS = 300  # until a warm worker ends
_THREADS_OF_LIBRARIES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

_warm = threading.local()

Batch = Sequence[Article]
Result = TypeVar("Result")


def find_in_processes(
    batches: Sequence[Batch], finder: Finder, *, n_jobs: int
) -> Iterator[Findings]:
    """Yield the findings of each of *batches*, in order, worked out by *n_jobs* processes.

    This process is one of them, with its *finder*; the others compile the lexicons once and stay
    warm between calls. Raises FramingError if a worker dies.
    """
    share = len(batches) // (n_jobs * _TASKS_A_PROCESS)
    size = min(max(share, 1), _LONGEST_TASK)
    packed = pickle.dumps(tuple(finder.lexicons.lexicons))
    tasks = ((batches[i : i + size], packed) for i in range(0, len(batches), size))

    def find_here(batches: Sequence[Batch], _: bytes) -> list[Findings]:
        return [finder.find(batch) for batch in batches]

    for found in run_in_processes(_find, tasks, n_jobs=n_jobs, here=find_here):
        yield from found


def run_in_processes(
    work: Callable[..., Result],
    tasks: Iterable[tuple[Any, ...]],
    *,
    n_jobs: int,
    here: Callable[..., Result] | None = None,
) -> Iterator[Result]:
    """Yield ``work(*task)`` for each of *tasks*, in their order; few are held at a time.

    This process does tasks as well, by *here* if given, so that none is idle while the others
    start. They are killed when the caller is interrupted or reads no further. Raises FramingError
    if one dies.
    """
    n_jobs = _n_processes(n_jobs)
    if n_jobs == 1:
        yield from starmap(here or work, tasks)
        return
    from joblib.externals.loky.process_executor import BrokenProcessPool

    workers = _workers(n_jobs - 1)
    done = False
    try:
        yield from _in_turn(partial(workers.submit, work), here or work, tasks, n_jobs - 1)
        done = True
    except BrokenProcessPool as error:
        raise FramingError(
            f"a worker process died, most often for want of memory, while {n_jobs} were finding; "
            f"take fewer: n_jobs={max(n_jobs // 2, 1)}"
        ) from error
    finally:
        if not done:
            workers.shutdown(kill_workers=True)


def start_workers(n_jobs: int) -> None:
    """Have the workers that a call will need start and import while its caller gets ready."""
    n_jobs = _n_processes(n_jobs)
    if n_jobs > 1:
        _workers(n_jobs - 1).submit(_leave_interrupts)


def _workers(number: int) -> Any:
    """Return the executor of this many workers, the same one until they were idle for long."""
    from joblib.externals.loky import get_reusable_executor

    return get_reusable_executor(
        max_workers=number,
        timeout=_IDLE_SECONDS,
        initializer=_leave_interrupts,
        env=dict.fromkeys(_THREADS_OF_LIBRARIES, "1"),
    )


def _in_turn(
    submit: Callable[..., Future[Result]],
    here: Callable[..., Result],
    tasks: Iterable[tuple[Any, ...]],
    n_workers: int,
) -> Iterator[Result]:
    """Yield the results of *tasks* in order: of each round one is done *here*, others elsewhere.

    Every worker has a task and one to go on with; no more than a few results wait for one before.
    """
    left = iter(tasks)
    held: deque[Future[Result]] = deque()
    while True:
        own = next(left, None)
        if own is not None:
            held.append(Future())
            mine = held[-1]
            n_free = 2 * n_workers - sum(not one.done() for one in held if one is not mine)
            held.extend(submit(*task) for task in islice(left, max(n_free, 0)))
            mine.set_result(here(*own))
        elif not held:
            return
        most = _MOST_HELD * n_workers if own is not None else 0
        while held and (held[0].done() or len(held) > most):
            yield held.popleft().result()


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
    return 1 if n_batches < 2 else min(_n_processes(n_jobs), n_batches)


def _n_processes(n_jobs: int) -> int:
    if n_jobs == 1:
        return 1
    from joblib import effective_n_jobs

    return int(effective_n_jobs(n_jobs))


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
