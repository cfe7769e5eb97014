"""The kind of each quoted span: speech, fragment, scare quote, term or title."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.quotation_marks import MarkedSpans
from framing.tokens import Tokens

KINDS = ("direct_speech", "partial_quote", "scare_quote", "term_or_title", "other")
DIRECT_SPEECH, PARTIAL_QUOTE, SCARE_QUOTE, TERM_OR_TITLE, OTHER = range(5)

_SPEECH = frozenset(
    "said says say saying told tells added adds asked replied wrote tweeted stated called calls"
    " described describes claimed according accused warned argued denounced praised declared"
    " referred insisted noted explained announced criticized labeled cited vowed urged".split()
)
_MENTION = frozenset(
    "term terms word words phrase titled entitled dubbed nicknamed known slogan song film book"
    " movie album show motto sign so-called called chant hashtag headline".split()
)


def _cues(types: Sequence[str]) -> list[int]:
    return [(1 if t in _SPEECH else 0) | (2 if t in _MENTION else 0) for t in types]


def quotation_kinds(
    tokens: Tokens, spans: MarkedSpans
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float64]]:
    """Return the kind (index into KINDS) of each span and the confidence in it, a first version.

    Words of a source that stand as a sentence of their own are direct speech; else an explicit
    mention or a title's capitals make a term or title, a reporting verb in the sentence a partial
    quotation, and what is left is a scare quote.
    """
    cue = tokens.vocabulary.column("quotation_cues", _cues).values()[tokens.type_id]
    kinds = np.zeros(len(spans), np.uint8)
    sentence = tokens.sentence
    text = tokens.joined
    for i in range(len(spans)):
        first, last = int(spans.first[i]), int(spans.last[i])
        left = int(np.searchsorted(sentence, sentence[first]))
        right = int(np.searchsorted(sentence, sentence[last - 1], "right"))
        around = np.concatenate((cue[left:first], cue[last : min(right + 3, len(tokens))]))
        before = text[max(int(spans.start[i]) - 2, 0) : int(spans.start[i])].rstrip()
        opens = tokens.shape[first] in (1, 2) and (not before or before[-1] in ".,:\n!?")
        n = last - first
        capitals = np.count_nonzero(tokens.shape[first:last]) / n
        if n >= 3 and opens and capitals < 0.6:
            kinds[i] = DIRECT_SPEECH
        elif (cue[max(first - 2, left) : first] & 2).any() or (capitals > 0.6 and n <= 6):
            kinds[i] = TERM_OR_TITLE
        elif (around & 1).any() or n > 4:
            kinds[i] = PARTIAL_QUOTE
        else:
            kinds[i] = SCARE_QUOTE
    return kinds, np.full(len(spans), 0.6)
