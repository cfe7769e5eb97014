"""Cues that stand near each other: which of them reports what the model gives to one.

It closes an attribution before it opens the next. In '"Go," she said, noting the tide. "It is
high."' it gives the last words to "noting"; in "he backed the plan, saying it was cheap" it finds
one attribution.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.listed_words import listed_words
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts, number_anew
from framing.text.gaps import comma_follows
from framing.text.token_ranges import first_of_runs
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Row = tuple[int, int, int, int]

_PARTICIPLE = 1  # one that opens a clause on what somebody says
_CLASSES = {
    _PARTICIPLE: """accusing adding arguing asking asserting blasting calling citing claiming
        criticizing declaring denouncing describing explaining insisting noting pledging pointing
        predicting promising referring saying stating suggesting telling tweeting urging vowing
        warning writing"""
}


def part_neighboring_cues(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Parts:
    """Return *parts* with what each of several cues reports as its own content.

    "He backed the plan, saying it was cheap" holds two. *quoted* and *spoken* tell tokens within
    quotation marks and those that name an act of speaking.
    """
    if not len(parts.owner):
        return parts
    cue = parts.firsts(CUE)
    stop, given = _quotations_given_back(parts, cue, tokens, quoted)
    parts = replace(parts, stop=stop)
    stop, split = _split_at_participles(parts, cue, tokens, spoken & ~quoted)
    parts, added = replace(parts, stop=stop), given + split
    if not added:
        return parts
    first, stop, kind, owner = np.array(added, np.int64).T
    parts = parts.join(Parts(first, stop, kind.astype(np.int8), owner))
    left, reports = parts.stop > parts.first, np.zeros(parts.owner.max() + 1, np.bool_)
    reports[parts.owner[left & (parts.kind == CONTENT)]] = True
    return number_anew(parts.in_order(left & reports.take(parts.owner)), reports)


def _quotations_given_back(
    parts: Parts, cue: Indices, tokens: Tokens, quoted: Flags
) -> tuple[Indices, list[Row]]:
    """Give quoted sentences behind that of two cues to the first, which reports a quotation.

    '"Go," she said, noting the tide. "It is high."' is such; *cue* is the first one of each
    attribution. Returned are where parts stop then, some with nothing left, and what the first
    cues get.
    """
    stop, given = parts.stop.copy(), []
    for giver, taker, late in _quoting_neighbors(parts, cue, tokens, quoted):
        row = int(np.searchsorted(parts.owner, giver))
        while parts.kind[row] != CONTENT or stop[row] <= late:
            row += 1
        cut, end = max(int(parts.first[row]), late), int(stop[row])
        if quoted[cut:end].all():
            stop[row] = cut
            given.append((cut, end, CONTENT, taker))
    return stop, given


def _quoting_neighbors(
    parts: Parts, cue: Indices, tokens: Tokens, quoted: Flags
) -> list[tuple[int, int, int]]:
    """Return two attributions with cues in one sentence, and the first token behind that.

    The first ends quoted behind it. All that is said with the cue of the second, which stands
    before it, is quoted before that cue.
    """
    sentence, end = tokens.sentence, parts.stops(CONTENT)
    order = np.argsort(parts.first[first_of_runs(parts.owner)], kind="stable")
    giver, taker = order[1:], order[:-1]
    pairs = quoted.take(end.take(giver) - 1) & (cue.take(taker) >= end.take(taker))
    giver, taker = giver[pairs], taker[pairs]
    own = sentence[cue[taker]]
    pairs = (cue[giver] >= 0) & (sentence[cue[giver]] == own) & (sentence[end[giver] - 1] > own)
    pairs &= quoted[parts.firsts(CONTENT)[taker]] & quoted[end[taker] - 1]
    late = np.append(tokens.sentence_first, len(tokens))[own + 1]
    return list(zip(*(x[pairs].tolist() for x in (giver, taker, late)), strict=True))


def _split_at_participles(
    parts: Parts, cue: Indices, tokens: Tokens, spoken: Flags
) -> tuple[Indices, list[Row]]:
    """Begin an attribution at ", saying ..." within a content; its source is the same.

    In "Ann Lee backed the plan, saying it was cheap" Ann Lee says so, too. Returned are where
    parts stop then, and the parts of the new attributions.
    """
    stop, added, new = parts.stop.copy(), [], parts.count()
    for row, at in _speaking_participles(parts, cue, tokens, spoken):
        sources = np.flatnonzero((parts.owner == parts.owner[row]) & (parts.kind == SOURCE))
        runs = zip(parts.first[sources].tolist(), parts.stop[sources].tolist(), strict=True)
        frame = [(*run, SOURCE, new) for run in runs]
        if frame:
            frame += [(at, at + 1, CUE, new), (at + 1, int(stop[row]), CONTENT, new)]
            new += 1
        added += frame
        stop[row] = at
    return stop, added


def _speaking_participles(
    parts: Parts, cue: Indices, tokens: Tokens, spoken: Flags
) -> list[tuple[int, int]]:
    """Return contents behind their *cue* that hold ", saying ...", and the first such word."""
    are = listed_words(tokens, "neighboring_cues", _CLASSES)
    at = np.flatnonzero(spoken)
    at = at.compress(are(_PARTICIPLE, at) & (at > 0))
    at = at[comma_follows(tokens, at - 1)]
    at = at[tokens.sentence[at - 1] == tokens.sentence[at]]
    rows = np.flatnonzero((parts.kind == CONTENT) & (parts.stop > parts.first))
    first, cue = parts.first.take(rows), cue.take(parts.owner.take(rows))
    behind = np.flatnonzero((cue >= 0) & (cue < first))
    rows, first = rows.take(behind), first.take(behind)
    order = np.argsort(first, kind="stable")
    number = np.searchsorted(first, at - 1, sorter=order) - 1
    at, row = at[number >= 0], rows[order[number[number >= 0]]]
    inside = at + 1 < parts.stop[row]
    row, which = np.unique(row[inside], return_index=True)
    return list(zip(row.tolist(), at[inside][which].tolist(), strict=True))
