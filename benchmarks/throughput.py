"""What the analysis costs, as a ratio to a bare ``re.findall`` pass over the same texts.

    python -m benchmarks.throughput [--data FILE_OR_FOLDER] [--rounds 7] [--at-most N]

Each round times the bare pass and every stage in turn, in one process, in CPU time; the ratio is
taken round by round and its median printed. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from framing.analysis import Analyzer, resolve_lexicons
from framing.article import Article
from framing.attributions import find_attributions
from framing.corpus.findings import Finder
from framing.events import match_events
from framing.figures import find_figures
from framing.harm.finding import find_harm
from framing.quotes import find_quotes
from framing.reading import read_articles
from framing.text.vocabulary import Vocabulary
from framing.tokens import tokenize

_EXAMPLES = Path(__file__).parent.parent / "examples" / "corpus"
_BATCH = 256


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the ratios, and one JSON object on the last line."""
    options = _options(arguments)
    articles = spread(read_articles(options.data, clean=False), options.at_most)
    while len(articles) < options.at_least:
        articles = articles + articles
    stages = _stages(articles)
    bare = _bare_pass(articles)
    times: dict[str, list[float]] = {name: [] for name in ("bare", *stages)}
    for round_number in range(options.rounds + 1):
        for name, stage in {"bare": bare, **stages}.items():
            begin = time.process_time()
            stage()
            if round_number:
                times[name].append(time.process_time() - begin)
    ratio = {
        name: statistics.median(t / b for t, b in zip(times[name], times["bare"], strict=True))
        for name in stages
    }
    for name, value in ratio.items():
        print(f"{name:<32} {value:8.2f} F")
    seconds = statistics.median(times["analysis"])
    print(f"F = {statistics.median(times['bare']) / len(articles) * 1e6:.0f} µs an article")
    print(
        json.dumps(
            {
                "ratio_to_findall": round(ratio["analysis"], 3),
                "articles_per_second": round(len(articles) / seconds, 1),
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
                "articles": len(articles),
                **{f"ratio_{name.replace(' ', '_')}": round(v, 3) for name, v in ratio.items()},
            }
        )
    )
    return 0


def spread(articles: list[Article], most: int | None) -> list[Article]:
    """Return at most so many articles, taken evenly from first to last."""
    if most is None or len(articles) <= most:
        return articles
    return [articles[i * len(articles) // most] for i in range(most)]


def _bare_pass(articles: Sequence[Article]) -> Callable[[], None]:
    word = re.compile(r"\w+")

    def run() -> None:
        for article in articles:
            word.findall(article.text)

    return run


def _stages(articles: Sequence[Article]) -> dict[str, Callable[[], object]]:
    batches = [articles[i : i + _BATCH] for i in range(0, len(articles), _BATCH)]
    lexicons, vocabulary = resolve_lexicons(None), Vocabulary()
    analyzer = Analyzer(lexicons=lexicons)
    unattributed = Finder(lexicons, attributions=False)
    texts = [[article.text for article in batch] for batch in batches]
    tokens = [tokenize(batch, vocabulary=unattributed.vocabulary) for batch in texts]
    quotes = [find_quotes(batch) for batch in tokens]
    one = analyzer.analyze(articles[:_BATCH])
    one.events  # noqa: B018  matched once; a line of its own

    def tables() -> None:
        for _ in range(len(batches)):
            for name in ("articles", "hits", "quotes", "attributions", "figures", "harm"):
                one.__dict__.pop(name, None)
                getattr(one, name)

    return {
        "tokens": lambda: [tokenize(batch, vocabulary=vocabulary) for batch in texts],
        "matching": lambda: [unattributed.match(batch) for batch in tokens],
        "quotes": lambda: [find_quotes(batch) for batch in tokens],
        "attributions": lambda: [
            find_attributions(batch, found) for batch, found in zip(tokens, quotes, strict=True)
        ],
        "figures": lambda: [find_figures(batch) for batch in tokens],
        "harm": lambda: [find_harm(batch) for batch in tokens],
        "without attributions": lambda: [unattributed.find(batch) for batch in batches],
        "analysis": lambda: analyzer.analyze(articles, progress=False),
        "events": lambda: match_events(articles),
        "tables": tables,
    }


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.throughput", description=__doc__)
    parser.add_argument("--data", default=str(_EXAMPLES), help="default: the example corpus")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--at-most", type=int, help="take so many articles; default: all")
    parser.add_argument("--at-least", type=int, default=256, help="repeat to so many articles")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
