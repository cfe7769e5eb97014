"""Closing parentheticals: in "The port may shut, an aide said" the aide says all of it.

The model may read the sentence as an attribution of its own ("The port" "may" ...), and then finds
the parenthetical within what it takes for its content. Here the two change places.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_COMMA = re.compile(",")
_MARK = re.compile("[,;:()–—]")


def lift_parentheticals(
    parts: Parts, parent: Indices, tokens: Tokens, quoted: Flags
) -> tuple[Parts, Indices]:
    """Return *parts* and *parent* with closing parentheticals around the attribution they close.

    *parent* is the attribution in whose content each one stands, or -1; *quoted* tells tokens in
    quotation marks, which nobody outside the marks has said.
    """
    rows = _closing(parts, parent, tokens, quoted)
    if not len(rows):
        return parts, parent
    source = parts.firsts(SOURCE)
    begin = np.full(parts.count(), len(tokens))
    np.minimum.at(begin, parts.owner, parts.first)
    first, stop, above = parts.first.copy(), parts.stop.copy(), parent.copy()
    for row in rows.tolist():
        outer = int(parent[row])
        own = np.flatnonzero((parts.owner == row) & (parts.kind == CONTENT))
        whole = np.flatnonzero((parts.owner == outer) & (parts.kind == CONTENT))
        first[own[0]] = begin[outer]
        stop[whole] = np.minimum(stop[whole], source[row])
        above[row], above[outer] = above[outer], row
    return replace(parts, first=first, stop=stop), above


def _closing(parts: Parts, parent: Indices, tokens: Tokens, quoted: Flags) -> Indices:
    """Return the attributions that close the sentence of the one in whose content they stand.

    They open with the first word of that content, their source follows a comma, and after their
    cue comes at most what no further mark sets off ("on Monday").
    """
    source, cue, content = (parts.firsts(kind) for kind in (SOURCE, CUE, CONTENT))
    rows = np.flatnonzero(parent >= 0)
    outer = parent[rows]
    pieces = np.bincount(parts.owner[parts.kind == CONTENT], minlength=parts.count())
    rows = rows[
        (pieces[outer] == 1)
        & (content[rows] < source[rows])
        & (source[rows] < cue[rows])
        & (content[rows] == content[outer])
        & (cue[outer] < content[outer])
        & ~quoted[source[rows]]
    ]
    last = np.zeros(parts.count(), np.int64)
    np.maximum.at(last, parts.owner, parts.stop)
    same = tokens.sentence[cue[parent[rows]]] == tokens.sentence[last[parent[rows]] - 1]
    closes = [
        _COMMA.match(tokens.joined, before) and not _MARK.search(tokens.joined, begin, end)
        for before, begin, end in zip(
            tokens.end[source[rows] - 1].tolist(),
            tokens.start[cue[rows]].tolist(),
            tokens.end[last[parent[rows]] - 1].tolist(),
            strict=True,
        )
    ]
    closing: Indices = rows[same & np.array(closes, np.bool_)]
    return closing
