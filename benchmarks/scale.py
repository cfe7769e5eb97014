"""Memory and wall-clock time against articles and processes, each run in a process of its own.

    python -m benchmarks.scale [--data DATA] [--articles 20000] [--processes 6000] [--dask]

Articles are those of DATA, a file or folder, over and over under new ids. Printed are the
peak of resident memory over a process that only imports NumPy, for ``framing.count`` and
``framing.write_findings``; the time of one and two processes, for a first call, which starts the
workers, and for a second one, which finds them warm; and whether all gave the same bytes. Beside
the speed-up by the clock stands the one by CPU time, which is what two idle cores could give: twice
the CPU of one process over that of two and their caller. The most that the machine gives is the
work of two runs side by side that share nothing, over that of one alone: cores share caches, memory
and a clock. Modules are found compiled to bytecode, as installing leaves them. The last line is one
JSON object.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Any

_EXAMPLES = Path(__file__).parent.parent / "examples" / "corpus"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, and one JSON object on the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=_EXAMPLES)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=6_000)
    parser.add_argument("--dask", action="store_true")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.task:
        print(json.dumps(_task(options.data, **json.loads(options.task))))
        return 0
    with tempfile.TemporaryDirectory() as bytecode:
        os.environ["PYTHONPYCACHEPREFIX"] = bytecode
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        _run(options.data, kind="findings", size=1)  # compiles all modules
        print(json.dumps(_measured(options)))
    return 0


def _measured(options: argparse.Namespace) -> dict[str, Any]:
    """Print and return the figures."""
    figures: dict[str, Any] = {"numpy_mb": _run(options.data, kind="numpy")["mb"]}
    for kind in ("count", "findings"):
        for size in (options.articles // 10, options.articles):
            done = _run(options.data, kind=kind, size=size, n_jobs=1)
            over = round(done["mb"] - figures["numpy_mb"], 1)
            figures[f"{kind}_{size}_mb_over_numpy"] = over
            print(f"{kind:<10}{size:>8} articles{over:>9.1f} MB{done['seconds']:>9.1f} s")
    digests: set[tuple[str, str]] = set()
    for kind in ("count", "findings"):
        for name, figure in _speed_up(options.data, kind, options.processes, digests).items():
            figures[f"{kind}_{name}"] = figure
    if options.dask:
        done = _run(options.data, kind="dask", size=options.processes, n_jobs=2)
        digests.add(("count", done["digest"]))
        print(f"dask      {options.processes:>8} articles{done['seconds']:>9.1f} s by 2 workers")
        figures["dask_seconds"] = done["seconds"]
    figures["same_bytes"] = len(digests) == 2
    return figures


def _speed_up(data: Path, kind: str, size: int, digests: set[tuple[str, str]]) -> dict[str, float]:
    """Print and return how much faster two processes are than one, at first and once warm."""
    wall: dict[tuple[str, int], float] = {}
    cpu: dict[tuple[str, int], float] = {}
    for n_jobs in (1, 2):
        first = _run(data, kind=kind, size=size, n_jobs=n_jobs)
        both = _run(data, kind=kind, size=size, n_jobs=n_jobs, rounds=2)
        digests.update((kind, done["digest"]) for done in (first, both))
        wall["first", n_jobs], cpu["first", n_jobs] = first["seconds"], first["cpu"]
        wall["warm", n_jobs], cpu["warm", n_jobs] = both["seconds"], both["cpu"] - first["cpu"]
    figures = {}
    for call in ("first", "warm"):
        by_clock = wall[call, 1] / wall[call, 2]
        by_cpu = 2 * cpu[call, 1] / cpu[call, 2]
        print(
            f"{kind:<10}{size:>8} articles, {call} call: {wall[call, 1]:.1f} s by one,"
            f" {wall[call, 2]:.1f} s by two: {by_clock:.2f} times by the clock, {by_cpu:.2f} by CPU"
        )
        figures[f"speedup_of_2_{call}"] = round(by_clock, 2)
        figures[f"speedup_of_2_{call}_by_cpu"] = round(by_cpu, 2)
    with ThreadPoolExecutor(2) as runs:
        task = {"kind": kind, "size": size, "n_jobs": 1, "rounds": 2}
        apart = list(runs.map(lambda _: _run(data, **task)["seconds"], range(2)))
    most = sum(wall["warm", 1] / seconds for seconds in apart)
    print(f"{kind:<10}{size:>8} articles, warm, twice side by side: {most:.2f} times at most")
    figures["speedup_of_2_at_most"] = round(most, 2)
    return figures


def _run(data: Path, **task: Any) -> dict[str, Any]:
    """Run one task in a new process and return what it printed."""
    command = [sys.executable, "-m", "benchmarks.scale", "--data", str(data)]
    command += ["--task", json.dumps(task)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def _task(
    data: Path, *, kind: str, size: int = 0, n_jobs: int = 1, rounds: int = 1
) -> dict[str, Any]:
    """Do a task *rounds* times; ``seconds`` are of the last, ``cpu`` of all and their workers."""
    for _ in range(rounds):
        begin = time.perf_counter()
        if kind == "numpy":
            import numpy as np

            digest = np.__version__
        else:
            digest = _digest_of(kind, data, size, n_jobs)
        seconds = time.perf_counter() - begin
    if n_jobs > 1 and kind != "dask":
        from joblib.externals.loky import get_reusable_executor

        get_reusable_executor().shutdown(wait=True)  # only ended workers are accounted for
    return {
        "mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "seconds": seconds,
        "cpu": sum(_cpu_seconds(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)),
        "digest": digest,
    }


def _cpu_seconds(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _digest_of(kind: str, data: Path, size: int, n_jobs: int) -> str:
    """Do the task and return a digest of what it gave."""
    import framing

    digest = hashlib.sha256()
    if kind == "count":
        counts = framing.count(_articles(data, size), n_jobs=n_jobs)
        digest.update(json.dumps(sorted(counts.hits.items())).encode())
    elif kind == "dask":
        digest.update(json.dumps(sorted(_dask_counts(data, size).hits.items())).encode())
    else:
        with tempfile.TemporaryDirectory() as folder:
            framing.write_findings(_articles(data, size), Path(folder) / "f", n_jobs=n_jobs)
            for path in sorted((Path(folder) / "f").rglob("*.parquet")):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _dask_counts(data: Path, size: int) -> Any:
    import dask.bag as bags
    import distributed

    import framing.cluster

    workers: Any = distributed
    bag: Any = bags
    articles = list(_articles(data, size))
    with (
        workers.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local,
        workers.Client(local),
    ):
        return framing.cluster.count(bag.from_sequence(articles, npartitions=16))


def _articles(data: Path, size: int) -> Iterator[Any]:
    """Return *size* articles: those of *data*, read one by one as they are asked for, repeated."""
    from framing.reading import iter_articles

    def turns() -> Iterator[Any]:
        read = []
        for article in iter_articles(data, clean=False):
            read.append(article)
            yield replace(article, id=f"{article.id}-0")
        for turn in count(1):
            yield from (replace(article, id=f"{article.id}-{turn}") for article in read)

    return islice(turns(), size)


if __name__ == "__main__":
    sys.exit(main())
