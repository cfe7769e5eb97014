"""Average-linkage clustering of a sparse graph, with pairs that must stay apart.

Only components of the graph are clustered, each in a square block of bounded size, so memory is
linear in what is clustered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

MOST_TOGETHER = 2000


@dataclass(frozen=True, slots=True)
class Merge:
    """Two clusters (rows of the block, in order) joined at a mean score."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    score: float


def components(n: int, i: Indices, j: Indices, strength: Numbers, least: float) -> list[Indices]:
    """Return the connected components of pairs (i, j), each of at most 2,000 members.

    A larger component is cut at its weakest links: the least *strength* that counts is raised,
    by a twentieth at a time, until its parts are small enough.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    keep = strength >= least
    i, j, strength = i[keep], j[keep], strength[keep]
    graph = csr_matrix((np.ones(len(i)), (i, j)), shape=(n, n))
    _, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(label[order])) + 1) if n else []
    out: list[Indices] = []
    for part in parts:
        if len(part) <= MOST_TOGETHER:
            out.append(part)
            continue
        place = np.full(n, -1)
        place[part] = np.arange(len(part))
        inside = place[i] >= 0
        if least >= 1.0:
            out.extend(np.array_split(part, -(-len(part) // MOST_TOGETHER)))
            continue
        smaller = components(
            len(part), place[i[inside]], place[j[inside]], strength[inside], least + 0.05
        )
        out.extend(part[piece] for piece in smaller)
    return out


def average_linkage(score: Numbers, least: float) -> tuple[list[list[int]], list[Merge]]:
    """Return clusters of the rows of *score* and the merges that made them, in order.

    *score* is symmetric, shape (n, n); two clusters are joined while their mean score is at least
    *least*, the best pair first. A score of minus infinity keeps two rows, and all that is joined
    to them, apart. The method is known as UPGMA.

    >>> import numpy as np
    >>> s = np.array([[1, 0.9, 0.2], [0.9, 1, 0.1], [0.2, 0.1, 1]])
    >>> average_linkage(s, 0.5)[0]
    [[0, 1], [2]]
    """
    n = len(score)
    if n == 0:
        return [], []
    total = score.astype(float).copy()
    np.fill_diagonal(total, -np.inf)
    size = np.ones(n)
    members: list[list[int]] = [[k] for k in range(n)]
    alive = np.ones(n, dtype=bool)
    partner = total.argmax(axis=1)
    best = total.max(axis=1, initial=-np.inf)
    merges: list[Merge] = []
    while n > 1:
        a = int(best.argmax())
        if not best[a] >= least:
            break
        b = int(partner[a])
        a, b = min(a, b), max(a, b)
        merges.append(Merge(tuple(members[a]), tuple(members[b]), float(best[a])))
        members[a] = sorted(members[a] + members[b])
        total[a] += total[b]
        total[:, a] = total[a]
        total[a, a] = -np.inf
        total[b], total[:, b] = -np.inf, -np.inf
        size[a] += size[b]
        alive[b], best[b] = False, -np.inf
        stale = alive & ((partner == a) | (partner == b))
        stale[a] = True
        for k in np.flatnonzero(stale):
            mean = total[k] / (size * size[k])
            partner[k] = int(mean.argmax())
            best[k] = mean[partner[k]]
    return [members[k] for k in range(n) if alive[k]], merges


def split_lookalikes(
    cluster: list[int],
    merges: list[Merge],
    score: Numbers,
    is_split: Callable[[Merge, Numbers], bool],
) -> tuple[list[list[int]], list[Merge]]:
    """Take *cluster* apart, from its last merge down, wherever *is_split* says so."""
    made = {merge.left + merge.right: merge for merge in merges}
    by_members = {tuple(sorted(key)): merge for key, merge in made.items()}
    whole: list[list[int]] = []
    undone: list[Merge] = []
    waiting = [tuple(cluster)]
    while waiting:
        merge = by_members.get(waiting[-1])
        if merge is not None and is_split(merge, score):
            waiting.pop()
            undone.append(merge)
            waiting += [merge.right, merge.left]
        else:
            whole.append(list(waiting.pop()))
    return whole, undone
