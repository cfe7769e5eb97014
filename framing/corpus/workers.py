"""Finding in several processes what one would find: the same batches, joined in the same order."""

from __future__ import annotations

import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from functools import partial
from itertools import starmap
from typing import Any, TypeVar

from framing.article import Article
from framing.corpus.findings import Finder, Findings
from framing.errors import FramingError
from framing.garbage import garbage_collection_paused
from framing.interrupts import Interrupts, heeded_interrupts

_LONGEST_TASK = 8  # batches; a task that fails or is stopped costs no more than that
_TASKS_A_PROCESS = 8  # so that none waits long for the last one
_MOST_HELD = 8  # results and tasks a worker
_IDLE_SECONDS = 300  # until a warm worker ends
_LOOKOUT_SECONDS = 0.1
_THREADS_OF_LIBRARIES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

_LEAVE_INTERRUPTS = partial(signal.signal, signal.SIGINT, signal.SIG_IGN)

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

    with heeded_interrupts() as interrupts:
        workers = _Workers(n_jobs - 1, interrupts)
        done = False
        try:
            yield from _in_turn(workers, work, here or work, tasks)
            done = True
        except BrokenProcessPool as error:
            raise FramingError(
                "a worker process died, most often for want of memory, while"
                f" {n_jobs} were finding; take fewer: n_jobs={max(n_jobs // 2, 1)}"
            ) from error
        finally:
            if not done:
                workers.kill()


@contextmanager
def starting_workers(n_jobs: int) -> Iterator[None]:
    """Have the workers of a call start and import while its caller gets ready.

    They are killed if that fails or is interrupted, so that nobody waits for their start.
    """
    n_jobs = _n_processes(n_jobs)
    if n_jobs == 1:
        yield
        return
    with heeded_interrupts() as interrupts:
        workers = _Workers(n_jobs - 1, interrupts)
        try:
            workers.submit(_import_finder, ())
            yield
        except BaseException:
            workers.kill()
            raise


class _Workers:
    """So many processes, the same ones until they were idle for long.

    No step of theirs is cut short by an interrupt, which would leave their locks locked, nor do
    they hear of one: Ctrl-C reaches every process of a terminal, and the caller alone answers.
    """

    def __init__(self, number: int, interrupts: Interrupts) -> None:
        from multiprocessing import resource_tracker

        from joblib.externals.loky import get_reusable_executor

        self.number = number
        self._interrupts = interrupts
        self._latest: Future[Any] | None = None
        with interrupts.held():
            resource_tracker.ensure_running()  # which unblocks interrupts when it starts
            self._executor = get_reusable_executor(
                max_workers=number,
                timeout=_IDLE_SECONDS,
                initializer=_LEAVE_INTERRUPTS,  # one object: another would start other workers
                env=dict.fromkeys(_THREADS_OF_LIBRARIES, "1"),
            )

    def submit(self, work: Callable[..., Result], task: tuple[Any, ...]) -> Future[Result]:
        """Hand out a task."""
        with self._interrupts.held():
            future: Future[Result] = self._executor.submit(work, *task)
            self._latest = future
            return future

    def n_unfinished(self, futures: Iterable[Future[Any]]) -> int:
        """Return how many of *futures* wait for their results."""
        with self._interrupts.held():
            return sum(not future.done() for future in futures)

    def result(self, future: Future[Result]) -> Result:
        """Return the result of a task when it is there, looking out for interrupts meanwhile."""
        while self.n_unfinished([future]):
            with self._interrupts.held():
                wait([future], timeout=_LOOKOUT_SECONDS)
        return future.result()

    def kill(self) -> None:
        """End the processes at once, whatever they are doing."""
        latest = self._latest
        with self._interrupts.held():
            # Where a task is not passed on yet, the executor's thread fails at it and says so.
            until = time.monotonic() + _LOOKOUT_SECONDS
            while latest and not (latest.running() or latest.done()) and time.monotonic() < until:
                time.sleep(0.001)
            self._executor.shutdown(kill_workers=True)


def _in_turn(
    workers: _Workers,
    work: Callable[..., Result],
    here: Callable[..., Result],
    tasks: Iterable[tuple[Any, ...]],
) -> Iterator[Result]:
    """Yield the results of *tasks* in order: of each round one is done *here*, others elsewhere.

    No task is done here while a worker has none. Every worker has one to go on with, too; no more
    than a few results wait for one before.
    """
    left = iter(tasks)
    held: deque[Future[Result]] = deque()
    most = _MOST_HELD * workers.number

    def hand_out(number: int) -> None:
        while len(held) < most and workers.n_unfinished(held) < number:
            task = next(left, None)
            if task is None:
                return
            held.append(workers.submit(work, task))

    while True:
        hand_out(workers.number)
        own = next(left, None)
        if own is not None:
            mine: Future[Result] = Future()
            held.append(mine)
            hand_out(1 + 2 * workers.number)
            mine.set_result(here(*own))
        elif not held:
            return
        while held and (own is None or len(held) >= most or not workers.n_unfinished([held[0]])):
            yield workers.result(held.popleft())


def _import_finder() -> None:
    """Do nothing in a worker, which has to import this file for it and all that finding needs."""


def count_processes(n_jobs: int, n_batches: int) -> int:
    """Return how many processes to use for *n_batches*: all cores for -1, all but one for -2.

    Raises FramingError if *n_jobs* is not a whole number other than 0.
    """
    processes = _n_processes(n_jobs)
    return 1 if n_batches < 2 else min(processes, n_batches)


def _n_processes(n_jobs: int) -> int:
    if isinstance(n_jobs, bool) or not isinstance(n_jobs, int) or n_jobs == 0:
        raise FramingError(
            f"n_jobs is {n_jobs!r}; it takes a number of processes, or -1 for all cores"
        )
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
