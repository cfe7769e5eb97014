"""What matching articles to events costs in time and memory, on invented articles.

    python -m benchmarks.events_scale [--articles 20000] [--words 400] [--undated]

An invented event has words of its own, among them names and figures; its reports draw a third of
their words from those and the rest from the background's, as often as news uses them. Events are
of one to twelve reports within a day, spread evenly over a year for every 100,000 articles. Every
fiftieth report is a copy of another. Printed are seconds of CPU, in all and as a ratio to a bare
``re.findall`` pass, the peak memory before and after, and how well the events were found
(B-cubed F1, without stories). The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from framing.article import Article
from framing.events import match_events
from framing.linkage.background import load_background

_MOST_REPORTS = 12
_OWN_WORDS = 60
_OWN_SHARE = 1 / 3
_COPY = 50
_SYLLABLES = "ba de fo gu li mar nes or pal ris sul tov ul ven wic yor zan".split()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print time, memory and agreement, and one JSON object on the last line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=400, help="of each article")
    parser.add_argument("--undated", action="store_true", help="leave out all dates")
    options = parser.parse_args(arguments)
    articles, told = invent(options.articles, options.words, dated=not options.undated)
    before = _peak_mb()
    bare = time.process_time()
    for article in articles:
        re.findall(r"\w+", article.text)
    bare = time.process_time() - bare
    seconds = time.process_time()
    match = match_events(articles)
    seconds = time.process_time() - seconds
    result = {
        "articles": len(articles),
        "words": options.words,
        "dated": not options.undated,
        "cpu_seconds": round(seconds, 1),
        "ratio_to_findall": round(seconds / bare, 1),
        "peak_mb_before": round(before),
        "peak_mb": round(_peak_mb()),
        "events": len(set(told)),
        "events_found": len(set(match.event)),
        "bcubed_f1": round(bcubed_f1(told, match.event), 3),
    }
    for name, value in result.items():
        print(f"{name:<18} {value}")
    print(json.dumps(result))
    return 0


def invent(n_articles: int, n_words: int, *, dated: bool) -> tuple[list[Article], list[int]]:
    """Return invented articles, shuffled, and the number of each one's event."""
    rng = random.Random(0)
    background = load_background().document_frequency
    common = sorted(background)
    shares = list(accumulate(background[word] for word in common))
    year = timedelta(days=365 * n_articles / 100_000)
    articles: list[Article] = []
    told: list[int] = []
    event = 0
    while len(articles) < n_articles:
        own = [_own_word(rng) for _ in range(_OWN_WORDS)]
        begin = datetime(2026, 1, 1, tzinfo=UTC) + year * rng.random()
        for _ in range(min(rng.randint(1, _MOST_REPORTS), n_articles - len(articles))):
            if told and told[-1] == event and len(articles) % _COPY == 0:
                text = articles[-1].text
            else:
                plain = rng.choices(common, cum_weights=shares, k=n_words)
                text = " ".join(
                    rng.choice(own) if rng.random() < _OWN_SHARE else word for word in plain
                )
            published = begin + timedelta(hours=24 * rng.random()) if dated else None
            articles.append(Article(id=f"{len(articles):07}", text=text, published=published))
            told.append(event)
        event += 1
    order = rng.sample(range(len(articles)), len(articles))
    return [articles[k] for k in order], [told[k] for k in order]


def _own_word(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.1:
        return str(rng.randint(2, 3000))
    word = "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3)))
    return word.capitalize() if kind < 0.4 else word


def bcubed_f1(gold: Sequence[int], found: Sequence[str]) -> float:
    """Return the B-cubed F1 of clusters (Bagga and Baldwin 1998).

    >>> bcubed_f1([1, 1, 2], ["a", "a", "b"])
    1.0
    """
    both = Counter(zip(gold, found, strict=True))
    in_gold, in_found = Counter(gold), Counter(found)
    precision = sum(n * n / in_found[b] for (_, b), n in both.items()) / len(gold)
    recall = sum(n * n / in_gold[a] for (a, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
