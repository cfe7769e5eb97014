"""Attributions without a cue: none at all, or a word of a name that the model took for one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts, keep_owners
from framing.text.gaps import gap_holds, gap_is_blank
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_STAND_INS = ":–—-"


def drop_without_cue(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Parts:
    """Return *parts* without the attributions whose words hold no cue.

    An unquoted content needs a cue, or a colon or dash behind its source. A capitalized word
    inside a name is no cue ("the Police Complaints Board"), unless it is *spoken*, a form of a
    verb of speech, or stands in a headline in which every word has a capital.
    """
    if not len(parts.owner):
        return parts
    without = _has_no_cue(parts, tokens, quoted) | _has_name_for_cue(parts, tokens, spoken)
    return keep_owners(parts, ~without)


def _has_no_cue(parts: Parts, tokens: Tokens, quoted: Flags) -> Flags:
    """Tell the attributions with a source, unquoted content and nothing between them."""
    without: Flags = (parts.firsts(SOURCE) >= 0) & (parts.firsts(CUE) < 0)
    without &= ~parts.holds(CONTENT, quoted)
    rows = np.flatnonzero(without)
    without[rows] = ~gap_holds(tokens, parts.stops(SOURCE)[rows] - 1, _STAND_INS)
    return without


def _has_name_for_cue(parts: Parts, tokens: Tokens, spoken: Flags) -> Flags:
    """Tell the attributions whose one cue is a capitalized word between two others."""
    cues = np.flatnonzero((parts.kind == CUE) & (parts.stop - parts.first == 1))
    at, owner = parts.first[cues], parts.owner[cues]
    inside = (at > 0) & (at < len(tokens) - 1) & ~spoken[at]
    at, owner = at[inside], owner[inside]
    name = np.ones(len(at), np.bool_)
    for neighbor in (at - 1, at, at + 1):
        name &= np.isin(tokens.shape[neighbor], (CAPITALIZED, ALL_CAPS))
    name &= gap_is_blank(tokens, at - 1) & gap_is_blank(tokens, at)
    name &= (tokens.sentence[at - 1] == tokens.sentence[at]) & (
        tokens.sentence[at + 1] == tokens.sentence[at]
    )
    at, owner = at[name], owner[name]
    has_name = np.zeros(parts.count(), np.bool_)
    has_name[owner[~_is_title_case(tokens, at)]] = True
    return has_name


def _is_title_case(tokens: Tokens, at: Indices) -> Flags:
    """Tell whether at most half of the words in the sentences of tokens *at* are lowercase."""
    first = np.searchsorted(tokens.sentence, tokens.sentence[at], "left")
    stop = np.searchsorted(tokens.sentence, tokens.sentence[at], "right")
    n_lower = np.array(
        [
            np.count_nonzero(tokens.shape[a:b] == LOWERCASE)
            for a, b in zip(first.tolist(), stop.tolist(), strict=True)
        ],
        np.int64,
    )
    is_title_case: Flags = 2 * n_lower <= stop - first
    return is_title_case
