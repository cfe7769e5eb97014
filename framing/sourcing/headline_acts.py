"""Headlines that tell what somebody does: "Lawmakers approve cuts" attributes nothing.

Headlines leave out what marks an act in running text (auxiliaries, articles), and the model takes
the verb of many for a cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from framing.lexicon import load_lexicon
from framing.sourcing.features import cue_stem
from framing.sourcing.model import SeenWords
from framing.sourcing.roles import CONTENT, CUE, Parts
from framing.sourcing.words import source_words
from framing.terms.grammar import Choice, Reading, parse_term
from framing.text.sections import DEK, TITLE
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_OFTEN_A_CUE = 3
_ATTITUDE, _OPENS_TERM = 1, 2
_FURTHER = 5  # words behind a cue that may be of its wording


def tell_headline_acts(
    parts: Parts,
    tokens: Tokens,
    words: SeenWords,
    section: npt.NDArray[np.uint8],
    quoted: Flags,
) -> Flags:
    """Tell the attributions in titles and deks whose cue tells an act.

    A cue tells an act where nothing of the content is *quoted* and none of its words is a form of
    a verb of speech, a cue in most places (by its strength in *words*), a word of attitude
    ("wants") or one of the reporting verbs. A colon is no act.
    """
    cue = parts.firsts(CUE)
    acts = cue >= 0
    acts[acts] = _in_headline(section.take(cue[acts]))
    if not acts.any():
        return acts
    acts &= ~parts.holds(CUE, words.spoken | (words.strength >= _OFTEN_A_CUE), asked=acts)
    acts &= ~parts.holds(CONTENT, quoted, asked=acts)
    rows = np.flatnonzero(acts)
    acts[rows] = ~_report(tokens, cue[rows], parts.stops(CUE)[rows])
    return acts


def _in_headline(section: npt.NDArray[np.uint8]) -> Flags:
    in_headline: Flags = (section == TITLE) | (section == DEK)
    return in_headline


def _report(tokens: Tokens, first: Indices, stop: Indices) -> Flags:
    """Tell where a word of attitude, or a wording of reporting, begins from *first* to *stop*."""
    classes = tokens.vocabulary.column("headline_acts", _word_classes)
    cues = token_ranges(first, stop)
    words = classes.of(tokens.type_id.take(cues.token))
    reports = cues.any(words & _ATTITUDE > 0)
    for row in np.flatnonzero(cues.any(words & _OPENS_TERM > 0) & ~reports).tolist():
        reports[row] = _holds_term(tokens, int(first[row]), int(stop[row]))
    return reports


def _holds_term(tokens: Tokens, first: int, stop: int) -> bool:
    """Tell whether a wording of reporting, as "take a swipe at", begins from *first* to *stop*."""
    types, terms = tokens.vocabulary.types, _reporting_terms()
    words = tuple(types[t] for t in tokens.type_id[first : stop + _FURTHER].tolist())
    starts = range(stop - first)
    return any(_begins(term, words[i:]) for i in starts for term in terms.get(words[i], ()))


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


def _word_classes(types: Sequence[str]) -> list[int]:
    """Return for each of *types* whether it is a word of attitude or opens a reporting term."""
    attitudes, terms = _attitudes(), _reporting_terms()
    return [
        _ATTITUDE * (cue_stem(word) in attitudes) | _OPENS_TERM * (word in terms) for word in types
    ]


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
