"""Headlines that tell what somebody does: "Lawmakers approve cuts" attributes nothing.

Headlines leave out what marks an act in running text (auxiliaries, articles), and the model takes
the verb of many for a cue.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from framing.lexicon import load_lexicon
from framing.sourcing.features import cue_stem
from framing.sourcing.model import SeenWords
from framing.sourcing.roles import CONTENT, CUE, Parts, keep_owners
from framing.sourcing.words import source_words
from framing.terms.grammar import Choice, Reading, parse_term
from framing.text.sections import DEK, TITLE
from framing.tokens import Tokens

Flags = npt.NDArray[np.bool_]

_OFTEN_A_CUE = 3
_FURTHER = 5  # words behind a cue that may be of its wording


def drop_headline_acts(
    parts: Parts,
    tokens: Tokens,
    words: SeenWords,
    section: npt.NDArray[np.uint8],
    quoted: Flags,
) -> Parts:
    """Return *parts* without those in titles and deks whose cue tells an act.

    A cue tells an act where nothing of the content is *quoted* and none of its words is a form of
    a verb of speech, a cue in most places (by its strength in *words*), a word of attitude
    ("wants") or one of the reporting verbs. A colon is no act.
    """
    if not len(parts.owner):
        return parts
    cue, stop = parts.firsts(CUE), parts.stops(CUE)
    acts = np.isin(section[np.maximum(cue, 0)], (TITLE, DEK)) & (cue >= 0)
    if not acts.any():
        return parts
    acts &= ~parts.holds(CUE, words.spoken | (words.strength >= _OFTEN_A_CUE), asked=acts)
    acts &= ~parts.holds(CONTENT, quoted, asked=acts)
    for row in np.flatnonzero(acts).tolist():
        acts[row] = not _reports(tokens, int(cue[row]), int(stop[row]))
    return keep_owners(parts, ~acts)


def _reports(tokens: Tokens, first: int, stop: int) -> bool:
    """Tell whether a word of attitude, or a wording of reporting, begins from *first* to *stop*."""
    types, size = tokens.vocabulary.types, stop - first
    words = tuple(types[t] for t in tokens.type_id[first : stop + _FURTHER].tolist())
    if any(cue_stem(word) in _attitudes() for word in words[:size]):
        return True
    terms = _reporting_terms()
    return any(_begins(term, words[i:]) for i in range(size) for term in terms.get(words[i], ()))


def _begins(term: tuple[Choice, ...], words: Reading) -> bool:
    """Tell whether *words* begin with a reading of *term*."""
    stops = {0}
    for choice in term:
        read = {
            stop + len(wording)
            for stop in stops
            for wording in choice.alternatives
            if words[stop : stop + len(wording)] == wording
        }
        stops = read | stops if choice.optional else read
    return bool(stops)


@lru_cache(maxsize=1)
def _attitudes() -> frozenset[str]:
    return frozenset(cue_stem(word) for word in source_words()["cue"]["attitude"])


@lru_cache(maxsize=1)
def _reporting_terms() -> dict[str, list[tuple[Choice, ...]]]:
    """Return the terms of the shipped reporting verbs by the words with which they may begin."""
    terms: dict[str, list[tuple[Choice, ...]]] = {}
    for entry in load_lexicon("reporting_verbs").entries:
        term = parse_term(entry.term)
        n_first = next((n for n, choice in enumerate(term, 1) if not choice.optional), len(term))
        for word in {a[0] for choice in term[:n_first] for a in choice.alternatives}:
            terms.setdefault(word, []).append(term)
    return terms
