"""CPU time of a whole process, from start to findings, against one that only looks for words.

    python -m benchmarks.cold [--data DATA] [--articles 2000] [--rounds 5]

Articles are those of DATA, over and over under new ids, in one JSONL file of headlines and texts.
The bare process parses each line, with orjson where that is installed (json is slower), and runs
``re.findall(r"\\w+")`` over the text; the other reads the file, analyzes it with everything on and
makes no table. Both are run in turn; printed are the medians, the ratio, and where the time of the
whole process goes: start-up, reading, and finding, which at first includes learning what each new
word is (what a second pass over the same articles takes less; that pass is not part of the ratio).
Modules are found compiled to bytecode, as installing leaves them. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from statistics import median

_EXAMPLES = Path(__file__).parent.parent / "examples" / "corpus"
_CPU = "import time; spent = [time.process_time()]\n"
_BARE = (
    _CPU
    + r"""
import re, sys
try:
    from orjson import loads
except ImportError:
    from json import loads
word = re.compile(r"\w+")
for line in open(sys.argv[1], "rb"):
    word.findall(loads(line)["text"])
print([time.process_time()])
"""
)
_WHOLE = (
    _CPU
    + """
import sys
import numpy
spent.append(time.process_time())
import framing, framing.reading, framing.analysis
spent.append(time.process_time())
analyzer = framing.Analyzer()
spent.append(time.process_time())
analyzer.analyze("One word.")
spent.append(time.process_time())
articles = framing.read_articles(sys.argv[1], clean=CLEAN)
spent.append(time.process_time())
analyzer.analyze(articles, progress=False)
spent.append(time.process_time())
analyzer.analyze(articles, progress=False)
print([*spent[1:], time.process_time()])
"""
)
# What a process spends before it reads an article, and then: reading, and finding. The second
# finding in the same articles knows all their words, so that what it takes less is learning them.
_START_UP = ("import numpy", "import framing", "lexicons", "models and tables")
_STAGES = (*_START_UP, "read", "analyze")
_LAST = len(_STAGES) - 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, and one JSON object on the last line."""
    parser = argparse.ArgumentParser(description="CPU time of a whole process.")
    parser.add_argument("--data", default=str(_EXAMPLES))
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clean", action="store_true", help="strip page furniture too")
    options = parser.parse_args(arguments)
    whole = _WHOLE.replace("CLEAN", str(options.clean))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        _write_articles(options.data, options.articles, path)
        _run(whole, path)  # leaves the bytecode, which an installed package brings along
        rounds = [(_run(_BARE, path), _run(whole, path)) for _ in range(options.rounds)]
    bare = median(one[-1] for one, _ in rounds)
    spent = _spent_by_stage([whole_run for _, whole_run in rounds])
    total = median(whole_run[_LAST] for _, whole_run in rounds)
    ratio = median(whole_run[_LAST] / bare_run[-1] for bare_run, whole_run in rounds)
    start_up = sum(spent[name] for name in _START_UP)
    learning = max(spent["analyze"] - spent["again"], 0.0)
    parser_name = "orjson" if find_spec("orjson") else "json"
    print(f"{options.articles} articles, bare with {parser_name}")
    print(f"bare {bare:.2f} s, whole {total:.2f} s: {ratio:.1f} times")
    for name in _STAGES:
        print(f"  {name:18} {spent[name]:.2f} s, {spent[name] / bare:.2f} times the bare process")
    print(f"start-up {start_up / bare:.1f} times, learning words {learning / bare:.1f} times")
    print(
        json.dumps(
            {
                "ratio": round(ratio, 2),
                "start_up": round(start_up / bare, 2),
                "learning_words": round(learning / bare, 2),
                "bare": bare,
                "whole": total,
                "stages": spent,
            }
        )
    )
    return 0


def _spent_by_stage(runs: Sequence[Sequence[float]]) -> dict[str, float]:
    """Return the median seconds of each stage, and of finding ``again``, from running totals."""
    return {
        name: median(run[i] - (run[i - 1] if i else 0.0) for run in runs)
        for i, name in enumerate((*_STAGES, "again"))
    }


def _write_articles(data: str, n_articles: int, path: Path) -> None:
    from framing.reading import read_articles

    articles = cycle(read_articles(data, clean=False))
    with path.open("w", encoding="utf-8") as file:
        for i, article in enumerate(islice(articles, n_articles)):
            row = {"id": f"a{i}", "outlet": article.outlet, "title": article.title}
            row["text"] = article.text.removeprefix(article.title or "").lstrip()
            file.write(json.dumps(row) + "\n")


def _run(program: str, path: Path) -> list[float]:
    """Return the CPU seconds that a process of *program* had used at each of its stages."""
    cache = str(path.parent / "bytecode")
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPYCACHEPREFIX": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
    seconds: list[float] = json.loads(done.stdout)
    return seconds


if __name__ == "__main__":
    sys.exit(main())
