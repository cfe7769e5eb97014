"""What a comparison costs, table by table, on invented articles.

    python -m benchmarks.compare_scale [--articles 2000] [--outlets 12] [--match-events]

The example corpus is found in once; its articles are then copied under new events and outlets,
with a third of their plain words exchanged for others of the same length, so that offsets hold and
no copy is a near-duplicate. Finding is not timed, comparing is: wall-clock and CPU seconds of each
table, and the peak memory. ``--match-events`` also times matching the articles to events by text.
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from framing.analysis import Analysis, Analyzer
from framing.article import Article
from framing.comparison import compare
from framing.corpus.findings import Findings, article_findings, join_findings
from framing.events import match_events
from framing.reading import read_articles

_EXAMPLES = Path(__file__).parent.parent / "examples" / "corpus"
_WORD = re.compile(r"\b[a-z]{4,}\b")
_EXCHANGED = 1 / 3
TABLES = (
    "selection",
    "occurrences",
    "counts",
    "coverage",
    "rates",
    "contrasts",
    "titles",
    "words",
    "naming",
    "naming_distance",
    "quotation",
    "sourcing",
    "harm",
    "figures",
    "omissions",
    "passages",
    "wire",
    "article_sources",
    "source_patterns",
    "only_sources",
    "sensitivity",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the seconds of every table, and one JSON object on the last line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--outlets", type=int, default=12)
    parser.add_argument("--match-events", action="store_true")
    parser.add_argument("--tables", nargs="*", default=TABLES, choices=TABLES)
    options = parser.parse_args(arguments)
    analysis = replicate(options.articles, options.outlets)
    before = _peak_mb()
    print(f"{len(analysis)} articles, {before:.0f} MB before comparing")
    seconds: dict[str, float] = {}
    if options.match_events:
        seconds["events matched by text"] = _time_matching(analysis)
    total, all_cpu = time.perf_counter(), time.process_time()
    comparison = compare(analysis)
    print(f"{'compare':<24} {time.perf_counter() - total:8.2f} s")
    for name in options.tables:
        begin, cpu = time.perf_counter(), time.process_time()
        table = getattr(comparison, name)
        seconds[name] = time.perf_counter() - begin
        cpu = time.process_time() - cpu
        rows = len(table) if hasattr(table, "dtypes") else ""
        print(f"{name:<24} {seconds[name]:8.2f} s {cpu:8.2f} s of CPU {rows:>9}", flush=True)
    all_seconds, all_cpu = time.perf_counter() - total, time.process_time() - all_cpu
    print(f"{'all':<24} {all_seconds:8.2f} s {all_cpu:8.2f} s of CPU; peak {_peak_mb():.0f} MB")
    print(
        json.dumps(
            {
                "articles": len(analysis),
                "seconds": round(all_seconds, 2),
                "cpu_seconds": round(all_cpu, 2),
                "peak_mb": round(_peak_mb()),
                "peak_mb_before": round(before),
                "tables": {name: round(value, 3) for name, value in seconds.items()},
            }
        )
    )
    return 0


def _time_matching(analysis: Analysis) -> float:
    """Print and return the seconds that finding the events of all articles by text takes."""
    begin = time.perf_counter()
    match_events([replace(article, event=None) for article in analysis.corpus])
    seconds = time.perf_counter() - begin
    print(f"{'events matched by text':<24} {seconds:8.2f} s")
    return seconds


def replicate(n_articles: int, n_outlets: int, *, seed: int = 0) -> Analysis:
    """Return the analysis of *n_articles* varied copies of the example corpus, events given."""
    corpus = read_articles(_EXAMPLES)
    analyzer = Analyzer()
    found = analyzer.analyze(corpus, progress=False)
    by_event: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(found.events.event):
        by_event[event].append(number)
    parts = [article_findings(found.findings, number) for number in range(len(corpus))]
    others = _words_by_length(corpus)
    rng = random.Random(seed)
    articles: list[Article] = []
    findings: list[Findings] = []
    names = sorted(by_event)
    number_of_event = 0
    while len(articles) < n_articles:
        members = by_event[names[number_of_event % len(names)]]
        for outlet in range(min(n_outlets, n_articles - len(articles))):
            number = members[outlet % len(members)]
            kept = _spans(parts[number])
            text = _varied(corpus[number].text, kept, others, rng)
            articles.append(
                replace(
                    corpus[number],
                    id=f"{number_of_event:05}-{outlet:02}",
                    outlet=f"Outlet {outlet:02}",
                    event=f"event {number_of_event:05}",
                    text=text,
                    raw=None,
                    removed=(),
                )
            )
            findings.append(parts[number])
        number_of_event += 1
    return Analysis(
        articles,
        join_findings(findings),
        lexicons=found.lexicons,
        referents=found.referents,
    )


def _words_by_length(articles: Sequence[Article]) -> dict[int, list[str]]:
    """Return all words of *articles*, as often as they occur, by how long they are."""
    words: dict[int, list[str]] = defaultdict(list)
    for article in articles:
        for match in _WORD.finditer(article.text):
            words[len(match[0])].append(match[0])
    return words


def _spans(findings: Findings) -> set[int]:
    """Return the offsets that carry a finding, so that its text stays."""
    frames = (findings.hits, findings.harm, findings.figures, findings.quotes)
    return {
        offset
        for frame in frames
        for start, end in np.stack([frame["start"], frame["end"]], axis=1).tolist()
        for offset in range(start, end)
    }


def _varied(text: str, kept: set[int], others: dict[int, list[str]], rng: random.Random) -> str:
    def exchange(match: re.Match[str]) -> str:
        if match.start() in kept or rng.random() > _EXCHANGED:
            return match[0]
        return rng.choice(others[len(match[0])])

    return _WORD.sub(exchange, text)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
