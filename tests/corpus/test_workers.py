"""Several processes find what one does, and say in a sentence what went wrong."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import framing
from framing.article import Article
from framing.corpus import workers
from framing.corpus.findings import Finder, Findings
from framing.corpus.workers import (
    count_processes,
    find_in_processes,
    run_in_processes,
    starting_workers,
    warm_finder,
)
from framing.errors import FramingError
from tests.conftest import child_environment

FRAMES = ("hits", "quotes", "attributions", "figures", "harm")


def assert_same(one: Findings, other: Findings) -> None:
    """Assert that both hold the same columns, to the last bit."""
    for name in FRAMES:
        mine, theirs = getattr(one, name), getattr(other, name)
        assert list(mine) == list(theirs)
        for column, values in mine.items():
            assert values.dtype == theirs[column].dtype, (name, column)
            if values.dtype == object:
                assert values.tolist() == theirs[column].tolist(), (name, column)
            else:
                assert values.tobytes() == theirs[column].tobytes(), (name, column)
    np.testing.assert_array_equal(one.words, other.words)
    np.testing.assert_array_equal(one.foreign, other.foreign)


def test_any_number_of_processes_finds_the_same(
    analysis: framing.Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("framing.analysis._BATCH", 10)
    lexicons = ["distancing", "actors/israel_palestine"]
    serial = framing.analyze(analysis.corpus, lexicons=lexicons)
    parallel = framing.analyze(analysis.corpus, lexicons=lexicons, n_jobs=2)
    assert_same(serial.findings, parallel.findings)


@pytest.mark.parametrize("n_jobs", [0, 1.5, "all", True, None])
def test_what_is_no_number_of_processes(n_jobs: object) -> None:
    with pytest.raises(FramingError, match=r"n_jobs is .*-1 for all cores"):
        count_processes(n_jobs, 9)  # type: ignore[arg-type]


@pytest.mark.parametrize(("n_jobs", "n_batches", "processes"), [(1, 9, 1), (-1, 1, 1), (7, 3, 3)])
def test_no_more_processes_than_batches(n_jobs: int, n_batches: int, processes: int) -> None:
    assert count_processes(n_jobs, n_batches) == processes


def test_all_cores() -> None:
    assert count_processes(-1, 10_000) == len(os.sched_getaffinity(0))


def _die(batches: Sequence[Sequence[Article]], packed: bytes) -> list[Findings]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def test_a_dead_worker_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_find", _die)
    batches = [[Article(id=str(i), text="One text.")] for i in range(4)]
    with pytest.raises(FramingError, match=r"a worker process died.*n_jobs=1"):
        list(find_in_processes(batches, Finder([]), n_jobs=2))


def test_the_worker_that_was_started_does_the_tasks_of_every_call() -> None:
    with starting_workers(2):
        started = workers_of(os.getpid())
        for _ in range(2):
            assert list(run_in_processes(abs, [(-1,), (-2,)], n_jobs=2)) == [1, 2]
    assert len(started) == 1
    assert workers_of(os.getpid()) == started


def test_workers_started_for_a_call_that_fails_are_ended() -> None:
    with pytest.raises(FramingError), starting_workers(2):
        assert workers_of(os.getpid())
        raise FramingError("there is no such lexicon")
    assert not workers_of(os.getpid())


def test_each_thread_has_a_finder_of_its_own() -> None:
    packed = pickle.dumps(())
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(warm_finder, packed).result()
    assert warm_finder(packed) is warm_finder(packed)
    assert warm_finder(packed) is not other


INTERRUPTED = """
import os, sys, time
import framing.analysis
from framing import cli
from framing.corpus import workers

def nap(batches, packed, folder=sys.argv[1]):
    open(os.path.join(folder, f"{os.getpid()}.working"), "w").close()
    time.sleep(60)

workers._find = nap
framing.analysis._BATCH = 1
sys.exit(cli.main(["analyze", sys.argv[1], "--jobs", "2"]))
"""


@pytest.mark.parametrize("moment", ["starts", "works"])
def test_an_interrupt_ends_the_command_and_its_workers(tmp_path: Path, moment: str) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("The bridge was shut, the mayor said.")
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path)]
    run = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=child_environment(),
    )
    try:
        if moment == "starts":
            wait_until(lambda: bool(workers_of(run.pid)))
        else:
            wait_until(lambda: len(list(tmp_path.glob("*.working"))) == 1)
        pids = workers_of(run.pid)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the workers too
        _, said = run.communicate(timeout=20)
        assert (run.returncode, said) == (130, "framing: interrupted\n")
        wait_until(lambda: not any(is_running(pid) for pid in pids))
    finally:
        run.kill()


DROPPED = """
import signal, sys, time, weakref
from framing.corpus.workers import run_in_processes

class Thing: pass

def drop_an_interrupt(seconds):
    thing = Thing()
    kept = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGINT))
    del thing  # what its callback raises is printed and dropped

try:
    list(run_in_processes(time.sleep, [(60,)] * 2, n_jobs=2, here=drop_an_interrupt))
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interrupt_that_is_dropped_in_a_callback_ends_the_wait_for_a_worker() -> None:
    done = python(DROPPED)
    assert "Exception ignored" in done.stderr
    assert done.stdout == "interrupted\n"


MOMENTS = """
import signal, sys, time
from framing.corpus.workers import run_in_processes

def interrupted(moment):
    passed = 0
    def interrupt(*_):
        nonlocal passed
        passed += 1
        if passed == moment:
            sys.setprofile(None)
            signal.raise_signal(signal.SIGINT)
    tasks = [(0.01,), (0.01,), (0.5 if moment is None else 60,)]
    run = run_in_processes(time.sleep, tasks, n_jobs=2, here=abs)
    sys.setprofile(interrupt)
    try:
        results = list(run)
    finally:
        sys.setprofile(None)
    return passed

interrupted(None)  # imports
calls = interrupted(None)
n_moments = 21
for number in range(1, n_moments):
    try:
        interrupted(number * calls // n_moments)
    except KeyboardInterrupt:
        print("interrupted")
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
print(list(run_in_processes(abs, [(-1,), (-2,), (-3,)], n_jobs=2)))
"""


def test_an_interrupt_at_any_call_or_return_ends_the_run_and_locks_nothing() -> None:
    done = python(MOMENTS)
    assert done.stderr == ""
    assert done.stdout == "interrupted\n" * 20 + "[1, 2, 3]\n"


def python(program: str) -> subprocess.CompletedProcess[str]:
    """Run a Python *program*, for at most 50 seconds; its workers sleep for longer."""
    command = [sys.executable, "-c", program]
    env = child_environment()
    return subprocess.run(command, capture_output=True, text=True, timeout=50, env=env)


def workers_of(caller: int) -> list[int]:
    """Return the processes that *caller* started as workers."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(") ")[2].split()[1])
            if parent == caller and b"popen_loky" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended
    return found


def wait_until(happens: Callable[[], bool]) -> None:
    """Wait until something *happens*, at most 30 seconds."""
    until = time.monotonic() + 30
    while not happens():
        assert time.monotonic() < until
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Tell whether process *pid* is there and no zombie."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
