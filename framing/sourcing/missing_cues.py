"""Attributions without a cue: none at all, or a word of a name that the model took for one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.text.gaps import gap_holds, gap_is_blank
from framing.text.token_ranges import token_ranges
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_STAND_INS = ":–—-"


def lack_cues(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Flags:
    """Tell the attributions whose words hold no cue.

    An unquoted content needs a cue, or a colon or dash behind its source. A capitalized word
    inside a name is no cue ("the Police Complaints Board"), unless it is *spoken*, a form of a
    verb of speech, or stands in a headline in which every word has a capital.
    """
    return _has_no_cue(parts, tokens, quoted) | _has_name_for_cue(parts, tokens, spoken)


def _has_no_cue(parts: Parts, tokens: Tokens, quoted: Flags) -> Flags:
    """Tell the attributions with a source, unquoted content and nothing between them."""
    without: Flags = (parts.firsts(SOURCE) >= 0) & (parts.firsts(CUE) < 0)
    without &= ~parts.holds(CONTENT, quoted, asked=without)
    rows = np.flatnonzero(without)
    without[rows] = ~gap_holds(tokens, parts.stops(SOURCE)[rows] - 1, _STAND_INS)
    return without


def _has_name_for_cue(parts: Parts, tokens: Tokens, spoken: Flags) -> Flags:
    """Tell the attributions whose one cue is a capitalized word between two others."""
    at, owner = parts.first, parts.owner
    one_word = (parts.kind == CUE) & (parts.stop - at == 1) & (at > 0) & (at < len(tokens) - 1)
    name = np.flatnonzero(one_word & ~spoken[at] & _is_capitalized(tokens, at))
    at, owner = at[name], owner[name]
    named = _is_capitalized(tokens, at - 1) & _is_capitalized(tokens, at + 1)
    named &= gap_is_blank(tokens, at - 1) & gap_is_blank(tokens, at)
    named &= (tokens.sentence[at - 1] == tokens.sentence[at]) & (
        tokens.sentence[at + 1] == tokens.sentence[at]
    )
    at, owner = at[named], owner[named]
    has_name = np.zeros(parts.count(), np.bool_)
    has_name[owner[~_is_title_case(tokens, at)]] = True
    return has_name


def _is_capitalized(tokens: Tokens, at: Indices) -> Flags:
    shape = tokens.shape[at]
    capitalized: Flags = (shape == CAPITALIZED) | (shape == ALL_CAPS)
    return capitalized


def _is_title_case(tokens: Tokens, at: Indices) -> Flags:
    """Tell whether at most half of the words in the sentences of tokens *at* are lowercase."""
    starts, sentence = np.append(tokens.sentence_first, len(tokens)), tokens.sentence[at]
    words = token_ranges(starts[sentence], starts[sentence + 1])
    n_lower = words.count(tokens.shape[words.token] == LOWERCASE)
    is_title_case: Flags = 2 * n_lower <= words.stop - words.first
    return is_title_case
