"""Whose words each token is: the outlet's own, attributed to a source, or quoted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.attributions import Attributions
from framing.quotation.kind import DIRECT_SPEECH, PARTIAL_QUOTE
from framing.quotes import Quotes
from framing.text.token_ranges import token_ranges, tokens_in
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]

VOICES = ("own", "attributed", "quoted")
OWN, ATTRIBUTED, QUOTED = range(3)

_MARK_WIDTH = 2


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """The voice of every token of a batch, as columns of shape (n_tokens,).

    ``voice`` indexes `VOICES`; ``attribution`` is the row of the attribution whose content the
    token stands in, or -1.
    """

    voice: npt.NDArray[np.uint8]
    attribution: npt.NDArray[np.int32]


def assign_voice(tokens: Tokens, quotes: Quotes, attributions: Attributions) -> Voice:
    """Return whose words each token of *tokens* is.

    Words inside marks that report someone's words are ``quoted``, other words in the content of
    an attribution ``attributed``, all else ``own``. Scare quotes, terms and titles are the words
    of whoever writes the sentence around them. A cue is the writer's own ("claims" in "US claims
    to lead: White House"), unless it stands inside quotation marks itself.

    >>> from framing.attributions import find_attributions
    >>> from framing.quotes import find_quotes
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["Mayor Ann Lee said the bridge would reopen. It did not."])
    >>> quotes = find_quotes(tokens)
    >>> voice = assign_voice(tokens, quotes, find_attributions(tokens, quotes))
    >>> [w for w, v in zip(tokens.words(), voice.voice) if VOICES[v] == "attributed"]
    ['the', 'bridge', 'would', 'reopen']
    """
    attribution = _attributions_around(len(tokens), attributions)
    voice = (attribution >= 0) * np.uint8(ATTRIBUTED)  # else OWN, which is 0
    reporting = np.flatnonzero(_reports_words(quotes, attributions))
    voice[tokens_in(quotes.first[reporting], quotes.last[reporting])] = QUOTED
    if len(attributions):
        _own_cues(attributions, voice, attribution)
        _spread_sources(tokens, quotes, reporting, voice, attribution)
    return Voice(voice, attribution)


def _attributions_around(n_tokens: int, attributions: Attributions) -> npt.NDArray[np.int32]:
    """Return the attribution in whose content each token stands, the innermost one, or -1."""
    n_spans = np.diff(attributions.content.first)
    row = np.repeat(np.arange(len(attributions), dtype=np.int32), n_spans)
    first, stop = attributions.content_tokens.T
    at = np.arange(len(first))
    order = np.argsort((first - stop) * len(first) + at)  # long ones first; no two are equal
    first, stop = first[order], stop[order]
    around = np.full(n_tokens, -1, np.int32)
    around[tokens_in(first, stop)] = np.repeat(row[order], stop - first)
    return around


def _reports_words(quotes: Quotes, attributions: Attributions) -> npt.NDArray[np.bool_]:
    """Tell quotations that report words: by kind, or as the whole content of an attribution."""
    reports: npt.NDArray[np.bool_] = (quotes.kind == DIRECT_SPEECH) | (quotes.kind == PARTIAL_QUOTE)
    content = attributions.content.span
    if not len(content) or not len(quotes):
        return reports
    begins, ends = np.sort(content[:, 0]), np.sort(content[:, 1])
    at = np.searchsorted(begins, quotes.start - 1)
    begins_there = begins[np.minimum(at, len(begins) - 1)] - quotes.start
    to = np.searchsorted(ends, quotes.end - _MARK_WIDTH - 1)
    ends_there = ends[np.minimum(to, len(ends) - 1)] - quotes.end
    whole: npt.NDArray[np.bool_] = (np.abs(begins_there) <= _MARK_WIDTH) & (
        np.abs(ends_there) <= _MARK_WIDTH + 1
    )
    reports |= whole
    return reports


def _own_cues(
    attributions: Attributions,
    voice: npt.NDArray[np.uint8],
    attribution: npt.NDArray[np.int32],
) -> None:
    cue = tokens_in(*attributions.cue_tokens.T)
    own = cue[voice[cue] != QUOTED]
    voice[own] = OWN
    attribution[own] = -1


def _spread_sources(
    tokens: Tokens,
    quotes: Quotes,
    reporting: Indices,
    voice: npt.NDArray[np.uint8],
    attribution: npt.NDArray[np.int32],
) -> None:
    """Give quoted words without an attribution that of the quotation they go on from.

    A quotation goes on in the rest of its own marks, in the next paragraph where it is left open
    there, and in the next quotation of the paragraph where nothing but a cue stands between.
    """
    first, last = quotes.first[reporting], quotes.last[reporting]
    parent = quotes.parent[reporting]
    inner = (parent >= 0) & (voice[quotes.first[np.maximum(parent, 0)]] == QUOTED)
    reporting, first, last = reporting[~inner], first[~inner], last[~inner]
    if not len(reporting):
        return
    inside = token_ranges(first, last)
    known = attribution[inside.token]
    at = inside.first_where(known >= 0)
    source = np.where(at < last, attribution.take(at, mode="clip"), -1)
    follows = quotes.continues[reporting]
    beside = np.flatnonzero(tokens.paragraph[first[1:]] == tokens.paragraph[last[:-1] - 1])
    between = token_ranges(last[beside], np.maximum(first[beside + 1], last[beside]))
    follows[beside[~between.any(voice[between.token] != QUOTED)] + 1] = True
    # A quotation without a source takes that of the nearest before it in an unbroken chain.
    at = np.arange(len(source))
    origin = np.maximum.accumulate(np.where((source >= 0) | ~follows, at, 0))
    missing = np.flatnonzero(known < 0)
    attribution[inside.token[missing]] = source[origin][inside.owner[missing]]
