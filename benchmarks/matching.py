"""What lexicons cost: seconds to load and compile, and matching against a bare regex pass.

    python -m benchmarks.matching [--data FILE_OR_FOLDER] [--rounds 9]

Matching is timed given tokens, on the shipped entries topped up with invented ones to 5,000 and
50,000, in CPU time; the bare pass is ``re.findall(r"\\w+")`` over the same texts. Each round times
everything in turn; ratios are taken round by round and their median printed. Invented entries
are made from the texts' own types that occur at most three times and from words that occur
nowhere: 70 % single words, 25 % of two or three words, 5 % stems, so that they hit about as
seldom as real ones do. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from framing.lexicon import Entry, Lexicon, lexicon_folder, read_lexicon, shipped_lexicons
from framing.matching import Matcher, compile_lexicons
from framing.reading import read_articles
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens, tokenize

_EXAMPLES = Path(__file__).parent.parent / "examples"
_SIZES = (5_000, 50_000)
_BATCH = 128
_RARE = 3
_SINGLE, _SEVERAL = 0.70, 0.95


def main(arguments: Sequence[str] | None = None) -> int:
    """Print seconds and ratios, and one JSON object on the last line."""
    options = _options(arguments)
    load, compiling, shipped = _startup(options.rounds)
    n_entries = sum(len(lexicon.entries) for lexicon in shipped)
    print(f"{n_entries} shipped entries: {load:.3f} s to load, {compiling:.3f} s to compile")
    texts = [article.text for article in read_articles(options.data, clean=False)]
    while len(texts) < options.at_least:
        texts = texts + texts
    vocabulary = Vocabulary()
    batches = [
        tokenize(texts[i : i + _BATCH], vocabulary=vocabulary) for i in range(0, len(texts), _BATCH)
    ]
    word = re.compile(r"\w+")
    stages: dict[str, Callable[[], object]] = {"bare": lambda: [word.findall(t) for t in texts]}
    hits = {}
    for size in (n_entries, *_SIZES):
        lexicons = [*shipped, invented(size - n_entries, texts)]
        matcher = Matcher(compile_lexicons(lexicons), vocabulary)
        hits[size] = sum(len(matcher.match(tokens)) for tokens in batches)
        stages[str(size)] = _matching(matcher, batches)
    times = _interleaved(stages, options.rounds)
    n_words = sum(len(tokens) for tokens in batches)
    ratio = {}
    for size in hits:
        ratios = [t / b for t, b in zip(times[str(size)], times["bare"], strict=True)]
        ratio[size] = statistics.median(ratios)
        density = 1000 * hits[size] / n_words
        print(f"{size:>6} entries: {ratio[size]:.3f} F, {density:.1f} hits per 1,000 words")
    print(
        json.dumps(
            {
                "shipped_entries": n_entries,
                "load_seconds": round(load, 3),
                "compile_seconds": round(compiling, 3),
                **{f"ratio_{size}": round(value, 3) for size, value in ratio.items()},
            }
        )
    )
    return 0


def invented(size: int, texts: Sequence[str], *, seed: int = 2026) -> Lexicon:
    """Return a lexicon of *size* invented entries of rare and absent words, seeded."""
    chance = random.Random(seed)
    counts = Counter(word for text in texts[:_BATCH] for word in re.findall(r"[a-z]{5,}", text))
    rare = sorted(word for word, count in counts.items() if count <= _RARE)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er")]

    def absent() -> str:
        return "".join(chance.choice(syllables) for _ in range(chance.randint(3, 5)))

    terms: dict[str, None] = {}
    while len(terms) < size:
        kind = chance.random()
        first = chance.choice(rare) if chance.random() < len(rare) / (4 * size) else absent()
        if kind < _SINGLE:
            terms[first] = None
        elif kind < _SEVERAL:
            rest = [chance.choice(rare) for _ in range(chance.randint(1, 2))]
            terms[" ".join([chance.choice(rare), *rest])] = None
        else:
            terms[f"{absent()[: chance.randint(5, 7)]}*"] = None
    entries = tuple(Entry(term=term, category=f"c{n % 20}") for n, term in enumerate(terms))
    return Lexicon(name="invented", entries=entries)


def _startup(rounds: int) -> tuple[float, float, list[Lexicon]]:
    """Return median seconds to load and to compile every shipped lexicon, and the lexicons."""
    load, compiling = [], []
    lexicons: list[Lexicon] = []
    for _ in range(rounds):
        lexicons = []
        gc.collect()
        begin = time.process_time()
        lexicons = [read_lexicon(lexicon_folder() / f"{key}.toml") for key in shipped_lexicons()]
        loaded = time.process_time()
        Matcher(compile_lexicons(lexicons), Vocabulary())
        load.append(loaded - begin)
        compiling.append(time.process_time() - loaded)
    return statistics.median(load), statistics.median(compiling), lexicons


def _matching(matcher: Matcher, batches: Sequence[Tokens]) -> Callable[[], object]:
    return lambda: [matcher.match(tokens) for tokens in batches]


def _interleaved(stages: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Return CPU seconds of each stage in each round; a first round is for warming up."""
    times: dict[str, list[float]] = {name: [] for name in stages}
    for number in range(rounds + 1):
        for name, stage in stages.items():
            begin = time.process_time()
            stage()
            if number:
                times[name].append(time.process_time() - begin)
    return times


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.matching", description=__doc__)
    parser.add_argument("--data", default=str(_EXAMPLES), help="default: the example articles")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--at-least", type=int, default=256, help="repeat to so many articles")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
