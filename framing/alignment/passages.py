"""Sentences of different outlets that report the same fact, side by side.

What only one side says near what both say is marked. No statistics: two articles are enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.alignment.batches import batches_of_events
from framing.alignment.differences import Differences, Spans
from framing.alignment.facts import name_facts
from framing.alignment.matches import Matches, match_sentences
from framing.alignment.sentence_words import Indices, SentenceWords, find_sentence_words
from framing.article import Article

_End = tuple[int, int, int, Spans]  # article, start and end of a sentence, and what only it says

MOST_ARTICLES = 40
MOST_ROWS = 500

_PAIRS_AT_ONCE = 600  # of one event; a few more than are listed, since some show no difference


class PassagePair(NamedTuple):
    """Two sentences on the same fact; offsets are into the articles' texts.

    ``fact`` names the fact by what is shared, ``only_a`` and ``only_b`` are the spans that only
    one side has, ``differences`` their wording, and ``score`` orders the pairs of an event.
    """

    event: str
    fact: str
    outlet_a: str | None
    article_a: str
    start_a: int
    end_a: int
    outlet_b: str | None
    article_b: str
    start_b: int
    end_b: int
    differences: str
    only_a: Spans
    only_b: Spans
    score: float


def align_passages(
    articles: Sequence[Article],
    sentences: Sequence[npt.NDArray[np.int64]],
    *,
    events: Sequence[str],
) -> list[PassagePair]:
    """Return pairs of sentences on the same fact in articles of different outlets, best first.

    *sentences* holds for each article its sentences' offsets, shape (n, 2), and *events* its
    event; only articles of one event are paired, and the pairs come event by event. Articles of
    one outlet are not paired, nor sentences worded alike. Of the articles of an event with the
    same text one is kept, of the rest the first 40, outlet by outlet in turn, and of its pairs
    the best 500. Raises ValueError when *sentences* or *events* do not fit *articles*.

    >>> import numpy as np
    >>> texts = ["Rebels massacred 40 villagers at Oru.", "In Oru 40 villagers died in the attack."]
    >>> pair, = align_passages(
    ...     [Article(id=t[:2], outlet=t[:2], text=t) for t in texts],
    ...     [np.array([[0, len(t)]]) for t in texts],
    ...     events=["oru", "oru"],
    ... )
    >>> pair.fact, pair.differences
    ('Oru 40 villagers attack', 'died; attack | Rebels massacred')
    """
    if not len(articles) == len(sentences) == len(events):
        raise ValueError(
            f"{len(articles)} articles but sentences of {len(sentences)}, events of {len(events)}"
        )
    rows: list[PassagePair] = []
    outlets = [article.outlet or number for number, article in enumerate(articles)]
    for members in batches_of_events(articles, events, outlets):
        chosen = [(n, k) for k, own in enumerate(members.values()) for n in _choose(articles, own)]
        batch = [articles[n] for n, _ in chosen]
        spans = [sentences[n] for n, _ in chosen]
        found = find_sentence_words(batch, spans, [k for _, k in chosen])
        rows += _rows(match_sentences(found, batch), found, batch, list(members))
    return rows


def _choose(articles: Sequence[Article], numbers: Sequence[int]) -> list[int]:
    """Return the articles to pair: one of each text, outlets in turn, at most 40."""
    order = sorted(numbers, key=lambda n: (articles[n].id, articles[n].text))
    seen: set[tuple[str, ...]] = set()
    turn: Counter[str] = Counter()
    queue: list[tuple[int, int, int]] = []
    for rank, n in enumerate(order):
        text = tuple(articles[n].text.split())
        if text in seen:
            continue
        seen.add(text)
        outlet = articles[n].outlet or f"\0{n}"
        queue.append((turn[outlet], rank, n))
        turn[outlet] += 1
    return [n for _, _, n in sorted(queue)[:MOST_ARTICLES]]


def _rows(
    matches: Matches, sentences: SentenceWords, articles: Sequence[Article], names: Sequence[str]
) -> list[PassagePair]:
    """Return the rows of the best matches of every event, those without a difference left out."""
    facts = name_facts(matches, sentences, articles)
    a, b = _sides(matches, sentences, articles)
    differences = Differences(sentences)
    event = sentences.event[a]
    rank = np.arange(len(a)) - np.searchsorted(event, event)
    rows: list[list[PassagePair]] = [[] for _ in names]
    for begin in range(0, int(rank.max(initial=-1)) + 1, _PAIRS_AT_ONCE):
        open_ = np.array([len(own) < MOST_ROWS for own in rows])[event]
        part = np.flatnonzero(open_ & (rank >= begin) & (rank < begin + _PAIRS_AT_ONCE))
        ends = [
            zip(
                *(getattr(sentences, name)[own].tolist() for name in ("article", "start", "end")),
                differences.only_in(own, other),
                strict=True,
            )
            for own, other in ((a[part], b[part]), (b[part], a[part]))
        ]
        score = [round(value, 6) for value in matches.score[part].tolist()]
        for k, n, one, other, value in zip(
            event[part].tolist(), part.tolist(), *ends, score, strict=True
        ):
            if one[3] or other[3]:
                rows[k].append(_pair(names[k], facts[n], articles, one, other, value))
    return [row for own in rows for row in own[:MOST_ROWS]]


def _pair(
    event: str, fact: str, articles: Sequence[Article], one: _End, other: _End, score: float
) -> PassagePair:
    a, start_a, end_a, only_a = one
    b, start_b, end_b, only_b = other
    first, second = articles[a], articles[b]
    alone_a = "; ".join([first.text[start:end] for start, end in only_a])
    alone_b = "; ".join([second.text[start:end] for start, end in only_b])
    return PassagePair(
        event,
        fact,
        first.outlet,
        first.id,
        start_a,
        end_a,
        second.outlet,
        second.id,
        start_b,
        end_b,
        f"{alone_a} | {alone_b}",
        only_a,
        only_b,
        score,
    )


def _sides(
    matches: Matches, sentences: SentenceWords, articles: Sequence[Article]
) -> tuple[Indices, Indices]:
    """Return the sentences of each match, the one of the outlet that comes first by name first."""
    names = [(article.outlet or "", article.id) for article in articles]
    place = {name: n for n, name in enumerate(sorted(set(names)))}
    rank = np.array([place[name] for name in names], np.int64)[sentences.article]
    a, b = matches.a, matches.b
    start = sentences.start
    swapped = (rank[a] > rank[b]) | ((rank[a] == rank[b]) & (start[a] > start[b]))
    return np.where(swapped, b, a), np.where(swapped, a, b)
