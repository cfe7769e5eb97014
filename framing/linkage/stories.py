"""Which events are one story: alike whatever their dates, no more than 14 days apart."""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.linkage.clusters import average_linkage, components
from framing.linkage.scores import EVEN_COSINE, LEAST_MEAN_SCORE, cosine_of, score_of
from framing.linkage.similarity import cosines_within, likely_pairs
from framing.linkage.times import Times

_STORY_GAP_HOURS = 14 * 24.0


def find_stories(told: Any, when: Times, names: list[str]) -> list[str]:
    """Return the story of each event, which bears the name of its first event.

    *told* is the mean vector of each event's articles, shape (n_events, n_terms).
    """
    no_date = np.full(len(names), np.nan)
    least = cosine_of(LEAST_MEAN_SCORE, EVEN_COSINE)
    i, j, cosine = likely_pairs(told, no_date, no_date, 1.0, least)
    parts = components(len(names), i, j, cosine, least)
    story = list(names)
    for part, cosines in cosines_within(told, [part for part in parts if len(part) > 1]):
        score = score_of(cosines, EVEN_COSINE)
        for cluster in average_linkage(score, LEAST_MEAN_SCORE)[0]:
            for links in _chains(part[cluster].tolist(), when):
                for k in links:
                    story[k] = names[links[0]]
    return story


def _chains(cluster: list[int], when: Times) -> list[list[int]]:
    """Cut a story where more than 14 days lie between one event's last report and the next."""
    undated = [k for k in cluster if np.isnan(when.first_start[k])]
    dated = [k for k in cluster if not np.isnan(when.first_start[k])]
    dated.sort(key=lambda k: (when.first_start[k], k))
    chains: list[list[int]] = []
    reach = -np.inf
    for k in dated:
        if not chains or when.first_start[k] - reach > _STORY_GAP_HOURS:
            chains.append([])
        chains[-1].append(k)
        reach = max(reach, float(when.last_end[k]))
    if not chains:
        return [undated]
    chains[0] += undated
    return chains
