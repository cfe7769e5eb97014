"""Attributions without a cue: none at all, or a word that the model took for one.

A word of a name is no cue, nor are "provided" before "that" and "released" before prisoners; and
who "asked not to be named" says nothing to the matter.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.sourcing.listed_words import WordTest, listed_words
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.text.gaps import gap_holds, gap_is_blank
from framing.text.token_ranges import token_ranges
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_STAND_INS = ":–—-"
_PROVIDED, _THAT, _ADDED, _TO, _SO, _CALLED, _FREED, _TOLD_IN, _STAY, _UNNAMED = (
    1 << bit for bit in range(10)
)
_BEFORE_UNNAMED = 4  # tokens, as in "not to be named"
_CLASSES = {
    _PROVIDED: "provided providing",
    _THAT: "that",
    _ADDED: "added adding adds add",
    _TO: "to",
    _SO: "so",
    _CALLED: "called named",
    _FREED: "release releases released releasing free frees freed freeing",
    _TOLD_IN: """statement report transcript letter video footage data figures memo email emails
        poll survey list ad plan study statements reports letters memos documents results""",
    _STAY: "be remain stay",
    _UNNAMED: "named identified quoted anonymous unnamed unidentified",
}


def lack_cues(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Flags:
    """Tell the attributions whose words hold no cue.

    An unquoted content needs a cue, or a colon or dash behind its source. A capitalized word
    inside a name is no cue ("the Police Complaints Board"), unless it is *spoken*, a form of a
    verb of speech, or stands in a headline in which every word has a capital.
    """
    none = _has_no_cue(parts, tokens, quoted) | _has_name_for_cue(parts, tokens, spoken)
    are = listed_words(tokens, "act_for_cue", _CLASSES)
    return none | _has_act_for_cue(parts, are, quoted) | _asks_for_no_name(parts, are)


def _has_no_cue(parts: Parts, tokens: Tokens, quoted: Flags) -> Flags:
    """Tell the attributions with a source, unquoted content and nothing between them."""
    without: Flags = parts.have(SOURCE) & ~parts.have(CUE)
    without &= ~parts.holds(CONTENT, quoted, asked=without)
    sources = parts.where((parts.kind == SOURCE) & without.take(parts.owner))
    without[sources.owner] = ~gap_holds(tokens, sources.stop - 1, _STAND_INS)  # the last stays
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


def _has_act_for_cue(parts: Parts, are: WordTest, quoted: Flags) -> Flags:
    """Tell the attributions whose first cue ends in a word that reports nothing there.

    It is "provided" before "that", "added" before "to", "so called", or "released" what is neither
    quoted nor a statement.
    """
    rows = np.flatnonzero(parts.kind == CUE)
    rows = rows.compress(are(_PROVIDED | _ADDED | _CALLED | _FREED, parts.stop.take(rows) - 1))
    own, behind = parts.owner[rows], parts.stop[rows]
    acts = are(_PROVIDED, behind - 1) & are(_THAT, behind)
    acts |= are(_ADDED, behind - 1) & are(_TO, behind) & ~quoted.take(behind, mode="clip")
    acts |= are(_CALLED, behind - 1) & are(_SO, parts.first[rows])
    acts &= parts.firsts(CONTENT)[own] == behind
    found, freed = np.zeros((2, parts.count()), np.bool_)
    found[own[acts]], freed[own[are(_FREED, behind - 1)]] = True, True
    contents = parts.where((parts.kind == CONTENT) & freed.take(parts.owner))
    words = token_ranges(contents.first, contents.stop)
    told = words.any(quoted[words.token] | are(_TOLD_IN, words.token))
    freed[contents.owner[told]] = False
    return found | freed


def _asks_for_no_name(parts: Parts, are: WordTest) -> Flags:
    """Tell the attributions whose content begins "to remain anonymous" or the like."""
    contents = parts.of_kind(CONTENT)
    opening = token_ranges(
        contents.first, np.minimum(contents.first + _BEFORE_UNNAMED, contents.stop)
    )
    unnamed = np.flatnonzero(are(_UNNAMED, opening.token) & (opening.token > 0))
    unnamed = unnamed[are(_STAY, opening.token[unnamed] - 1)]
    found = np.zeros(parts.count(), np.bool_)
    found[contents.owner[opening.owner[unnamed]]] = True
    return found


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
