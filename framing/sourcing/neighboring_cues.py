"""Cues that stand near each other: which of them reports what the model gives to one.

It closes an attribution before it opens the next. In '"Go," she said, noting the tide. "It is
high."' it gives the last words to "noting"; in "he backed the plan, saying it was cheap" it finds
one attribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts, keep_owners
from framing.text.token_ranges import first_of_runs
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Row = tuple[int, int, int, int]

_COMMA = ord(",")
_PARTICIPLES = """accusing adding arguing asking asserting blasting calling citing claiming
    criticizing declaring denouncing describing explaining insisting noting pledging pointing
    predicting promising referring saying stating suggesting telling tweeting urging vowing
    warning writing"""


def part_neighboring_cues(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Parts:
    """Return *parts* with what each of several cues reports as its own content.

    *quoted* and *spoken* tell tokens within quotation marks and those that name an act of
    speaking.
    """
    if not len(parts.owner):
        return parts
    parts = _with_quotations_given_back(parts, tokens, quoted)
    return _split_at_participles(parts, tokens, spoken & ~quoted)


def _with_quotations_given_back(parts: Parts, tokens: Tokens, quoted: Flags) -> Parts:
    """Give quoted sentences behind that of two cues to the first, which reports a quotation."""
    ends = np.append(tokens.sentence_first[1:], len(tokens))
    first = first_of_runs(parts.owner)
    cue, stop, added = parts.firsts(CUE), parts.stop.copy(), []
    for giver, taker in _quoting_neighbors(parts, tokens, quoted):
        late = int(ends[tokens.sentence[cue[giver]]])
        row = int(first[giver])
        while parts.kind[row] != CONTENT or stop[row] <= late:
            row += 1
        cut, end = max(int(parts.first[row]), late), int(stop[row])
        if quoted[cut:end].all():
            stop[row] = cut
            added.append((cut, end, CONTENT, taker))
    if not added:
        return parts
    parts = _with_rows(replace(parts, stop=stop), added)
    parts = parts.where(parts.stop > parts.first)
    return keep_owners(parts, parts.firsts(CONTENT) >= 0)


def _quoting_neighbors(parts: Parts, tokens: Tokens, quoted: Flags) -> list[tuple[int, int]]:
    """Return pairs of attributions with cues in one sentence; the first ends quoted behind it.

    All that is said with the cue of the second, which stands before it, is quoted before that cue.
    """
    sentence, cue, said = tokens.sentence, parts.firsts(CUE), parts.firsts(CONTENT)
    end, begin = parts.stops(CONTENT), parts.first[first_of_runs(parts.owner)]
    order = np.argsort(begin, kind="stable")
    giver, taker = order[1:], order[:-1]
    pairs = (cue[taker] >= end[taker]) & quoted[end[giver] - 1]
    giver, taker = giver[pairs], taker[pairs]
    pairs = (cue[giver] >= 0) & (sentence[cue[giver]] == sentence[cue[taker]])
    pairs &= sentence[end[giver] - 1] > sentence[cue[taker]]
    pairs &= quoted[said[taker]] & quoted[end[taker] - 1]
    return list(zip(giver[pairs].tolist(), taker[pairs].tolist(), strict=True))


def _split_at_participles(parts: Parts, tokens: Tokens, spoken: Flags) -> Parts:
    """Begin an attribution at ", saying ..." within a content; its source is the same."""
    stop, added, new = parts.stop.copy(), [], parts.count()
    for row, at in _speaking_participles(parts, tokens, spoken):
        sources = np.flatnonzero((parts.owner == parts.owner[row]) & (parts.kind == SOURCE))
        runs = zip(parts.first[sources].tolist(), parts.stop[sources].tolist(), strict=True)
        frame = [(*run, SOURCE, new) for run in runs]
        if frame:
            frame += [(at, at + 1, CUE, new), (at + 1, int(stop[row]), CONTENT, new)]
            new += 1
        added += frame
        stop[row] = at
    return _with_rows(replace(parts, stop=stop), added)


def _speaking_participles(parts: Parts, tokens: Tokens, spoken: Flags) -> list[tuple[int, int]]:
    """Return contents behind their cue that hold ", saying ...", and the first such word."""
    participle = tokens.vocabulary.column("participle", _is_participle, np.bool_).values()
    at = np.flatnonzero(spoken)
    at = at[participle[tokens.type_id[at]] & (at > 0)]
    at = at[tokens.units.take(tokens.end[at - 1], mode="clip") == _COMMA]
    cue = parts.firsts(CUE)[parts.owner]
    rows = np.flatnonzero((parts.kind == CONTENT) & (cue >= 0) & (cue < parts.first))
    rows = rows[np.argsort(parts.first[rows], kind="stable")]
    number = np.searchsorted(parts.first[rows], at, "right") - 1
    at, row = at[number >= 0], rows[number[number >= 0]]
    inside = (at > parts.first[row] + 1) & (at + 1 < parts.stop[row])
    inside &= tokens.sentence[at - 1] == tokens.sentence[at]
    row, which = np.unique(row[inside], return_index=True)
    return list(zip(row.tolist(), at[inside][which].tolist(), strict=True))


def _with_rows(parts: Parts, rows: Sequence[Row]) -> Parts:
    """Return *parts* with *rows*, each first, stop, kind and owner."""
    if not rows:
        return parts
    first, stop, kind, owner = np.array(rows, np.int64).T
    return parts.join(Parts(first, stop, kind.astype(np.int8), owner)).in_order()


def _is_participle(types: Sequence[str]) -> list[bool]:
    """Tell the *types* that open a clause on what somebody says; a type column."""
    listed = frozenset(_PARTICIPLES.split())
    return [word in listed for word in types]
