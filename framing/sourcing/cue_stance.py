"""The stance of a cue (said, claimed, revealed), from the reporting-verb lexicon."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from framing.attributions import Attributions
from framing.lexicon import load_lexicon
from framing.matching import CompiledLexicons, Matcher, Matches, compile_lexicons
from framing.sourcing.words import source_words
from framing.tokens import Tokens

LEXICON = "reporting_verbs"
_NEGATION_REACH = 3


@lru_cache(maxsize=1)
def _shipped_verbs() -> CompiledLexicons:
    return compile_lexicons([load_lexicon(LEXICON)])


def cue_stances(
    tokens: Tokens,
    attributions: Attributions,
    *,
    matches: Matches | None = None,
    lexicons: CompiledLexicons | None = None,
) -> tuple[list[str | None], npt.NDArray[np.bool_]]:
    """Return each cue's stance, None where it has no entry, and whether it is negated.

    *matches* are those of *lexicons*; where these hold no reporting verbs, the shipped ones are
    matched. Of several verbs in one cue the first that is not neutral counts. A negated cue
    keeps the stance of its verb.

    >>> from framing.attributions import find_attributions
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["The firm claimed that the dam was safe. Ann Lee did not say why."])
    >>> cue_stances(tokens, find_attributions(tokens))[0][0]
    'doubting'
    """
    if matches is None or lexicons is None or not _holds_verbs(lexicons):
        lexicons = _shipped_verbs()
        matches = Matcher(lexicons, tokens.vocabulary).match(tokens)
    entries = np.unique(matches.entry)
    verbs = [e for e in entries.tolist() if lexicons.lexicon_of(e).name == LEXICON]
    rows = np.flatnonzero(np.isin(matches.entry, verbs))
    starts = matches.start[rows].tolist()
    ends = matches.end[rows].tolist()
    stances = [lexicons.entries[e].category for e in matches.entry[rows].tolist()]
    found: list[str | None] = []
    for row in range(len(attributions)):
        inside = [
            stances[i]
            for start, end in attributions.cue.of(row)
            for i in range(bisect_left(starts, start), bisect_left(starts, end))
            if ends[i] <= end or starts[i] >= start
        ]
        found.append(next((s for s in inside if s != "neutral"), inside[0] if inside else None))
    return found, _negated(tokens, attributions)


def _holds_verbs(lexicons: CompiledLexicons) -> bool:
    return any(lexicon.name == LEXICON for lexicon in lexicons.lexicons)


def _negated(tokens: Tokens, attributions: Attributions) -> npt.NDArray[np.bool_]:
    """Tell for each cue whether a negation stands in it or up to three words before its end."""
    words = source_words()["words"]["negation"]

    def decide(types: list[str]) -> list[bool]:
        return [word in words for word in types]

    flags = tokens.vocabulary.column("negation", decide).values()[tokens.type_id]  # type: ignore[arg-type]
    before = np.append(0, np.cumsum(flags, dtype=np.int64))
    negated = np.zeros(len(attributions), np.bool_)
    spans, first = attributions.cue.span, attributions.cue.first
    rows = np.flatnonzero(np.diff(first) > 0)
    if len(rows):
        opens = spans[first[rows], 0]
        closes = spans[first[rows + 1] - 1, 1]
        low = np.searchsorted(tokens.end, opens, "right")
        high = np.searchsorted(tokens.start, closes, "left")
        sentence = np.searchsorted(
            tokens.sentence, tokens.sentence[np.minimum(low, len(tokens) - 1)]
        )
        low = np.maximum(np.minimum(low, high - _NEGATION_REACH), np.maximum(sentence, low - 1))
        negated[rows] = before[high] > before[np.minimum(low, high)]
    return negated
