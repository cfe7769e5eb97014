"""Closing parentheticals: in "The port may shut, an aide said" the aide says all of it.

So it is in "Lee said the port may shut, according to an aide". The model may read the sentence as
an attribution of its own ("The port" "may" ...), and then finds the parenthetical within what it
takes for its content. Here the two change places.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.text.token_ranges import token_ranges
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
    rows, frame = _closing(parts, parent, tokens, quoted)
    if not len(rows):
        return parts, parent
    begins = _sentence_begins(parts, parent[rows], tokens, quoted)
    first, stop, above = parts.first.copy(), parts.stop.copy(), parent.copy()
    for row, begin, end in zip(rows.tolist(), begins.tolist(), frame.tolist(), strict=True):
        outer = int(parent[row])
        own = np.flatnonzero((parts.owner == row) & (parts.kind == CONTENT))
        whole = np.flatnonzero((parts.owner == outer) & (parts.kind == CONTENT))
        first[own[0]] = begin
        stop[whole] = np.minimum(stop[whole], end)
        above[row], above[outer] = above[outer], row
    return replace(parts, first=first, stop=stop), above


def _sentence_begins(parts: Parts, owners: Indices, tokens: Tokens, quoted: Flags) -> Indices:
    """Return where the sentence of each of *owners* begins, or it does if something is in front.

    That is a quotation, or another attribution.
    """
    begin, end = np.full(parts.count(), len(tokens)), np.zeros(parts.count(), np.int64)
    np.minimum.at(begin, parts.owner, parts.first)
    np.maximum.at(end, parts.owner, parts.stop)
    order = np.argsort(begin, kind="stable")
    reach, first = np.append(0, np.maximum.accumulate(end[order])), begin[owners]
    opens = tokens.sentence_first[tokens.sentence[first]]
    front = token_ranges(opens, first)
    free = reach[np.searchsorted(begin[order], first)] <= opens
    free &= ~front.any(quoted[front.token])
    return np.where(free, opens, first)


def _closing(
    parts: Parts, parent: Indices, tokens: Tokens, quoted: Flags
) -> tuple[Indices, Indices]:
    """Return the attributions that close the sentence of the one in whose content they stand.

    They open with the first word of that content or behind its "that"; their source follows a
    comma, or "according to" does, and after that comes at most what no further mark sets off
    ("on Monday"). Returned is also where the first of source and cue of each begins.
    """
    rows = np.flatnonzero(parent >= 0)
    outer, asked = parent[rows], np.zeros(len(parent), np.bool_)
    asked[rows] = asked[outer] = True
    parts = parts.where(asked.take(parts.owner))
    source, cue, content = (parts.firsts(kind) for kind in (SOURCE, CUE, CONTENT))
    according = tokens.vocabulary.id_of("according")
    said, frame = np.maximum(source, cue), np.minimum(source, cue)
    pieces = np.bincount(parts.owner[parts.kind == CONTENT], minlength=parts.count())
    rows = rows[
        (pieces[outer] == 1)
        & (content[rows] < frame[rows])
        & ((source[rows] < cue[rows]) | (tokens.type_id[cue[rows]] == according))
        & (content[rows] - content[outer] <= 1)
        & (cue[outer] < content[outer])
        & ~quoted[frame[rows]]
    ]
    last = np.zeros(parts.count(), np.int64)
    np.maximum.at(last, parts.owner, parts.stop)
    same = tokens.sentence[cue[parent[rows]]] == tokens.sentence[last[parent[rows]] - 1]
    closes = [
        _COMMA.match(tokens.joined, before) and not _MARK.search(tokens.joined, begin, end)
        for before, begin, end in zip(
            tokens.end[frame[rows] - 1].tolist(),
            tokens.start[said[rows]].tolist(),
            tokens.end[last[parent[rows]] - 1].tolist(),
            strict=True,
        )
    ]
    closing = rows[same & np.array(closes, np.bool_)]
    return closing, frame[closing]
