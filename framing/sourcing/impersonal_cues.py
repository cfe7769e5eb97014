"""Cues that name nobody who says it: "is expected", "was told", "seems", "reportedly".

The model takes the subject of any cue for its source. But "the ferry is expected to sail" cites
nobody, and the ferry belongs to what is expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.text.token_ranges import token_ranges
from framing.text.type_columns import bits_of_words
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Classes = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]

_BE, _HELD, _ADDRESSED, _ADVERB, _SEEMS, _LINK, _HEARSAY, _REMAINS, _EMPTY, _AGENT, _TO = (
    1 << bit for bit in range(11)
)
_CLASSES = {
    _BE: "is are was were be been being isn't aren't wasn't weren't",
    _HELD: """accused acquitted alleged announced anticipated appointed approved assumed attacked
        believed billed blamed booed branded called characterized charged condemned confirmed
        considered convicted credited criticized debated declared deemed denied depicted described
        designed disclosed dismissed dubbed elected endorsed entitled estimated expected granted
        hailed identified ignored intended interpreted introduced known labeled lambasted listed
        meant mentioned mocked named nominated offered perceived portrayed praised predicted
        presented projected published quoted recognized regarded released reported requested
        required revealed ridiculed rumored said scheduled seen sentenced shown signed slated
        supposed suspected thought titled touted understood viewed challenged attributed cited""",
    _ADDRESSED: """advised asked encouraged informed invited ordered persuaded pressed questioned
        reminded told urged warned""",
    _ADVERB: "not also long now never still already just only all so more most very even then",
    _SEEMS: "seem seems seemed appear appears appeared",
    _LINK: "seem seems seemed appear appears appeared like be to",
    _HEARSAY: "reportedly allegedly purportedly supposedly",
    _REMAINS: "remains remained",
    _EMPTY: "it there",
    _AGENT: "by",
    _TO: "to",
}


def free_impersonal_cues(parts: Parts, tokens: Tokens, quoted: Flags) -> Parts:
    """Return *parts* without the subjects that stand as sources of impersonal cues.

    What is held of somebody takes in the subject ("the ferry" ... "to sail"); of who is told or
    asked something, and of "it", nothing is said. *quoted* tells tokens within quotation marks.
    """
    classes = tokens.vocabulary.column("impersonal_cue", _word_classes, np.uint16).values()
    subject = _subjects(parts, tokens, classes, quoted)
    cues = zip(parts.first[subject + 1].tolist(), parts.stop[subject + 1].tolist(), strict=True)
    reading = np.array([_read(classes[tokens.type_id[a:b]].tolist()) for a, b in cues], np.int64)
    behind = classes.take(tokens.type_id.take(parts.stop[subject + 1], mode="clip"))
    reading[(reading == _HELD) & (behind & _AGENT > 0)] = 0
    empty = parts.stop[subject] - parts.first[subject] == 1
    empty &= classes[tokens.type_id[parts.first[subject]]] & _EMPTY > 0
    reading[empty & (reading > 0)] = _ADDRESSED
    reads = np.zeros(parts.count(), np.int64)
    reads[parts.owner[subject]] = reading
    own = reads.take(parts.owner)
    sources = np.flatnonzero((own > 0) & (parts.kind == SOURCE))
    kind, kept = parts.kind.copy(), np.ones(len(own), np.bool_)
    kind[sources] = CONTENT
    kept[sources] = own[sources] != _ADDRESSED
    freed = _around_hearsay(parts, subject[reading == _HEARSAY], tokens, classes)
    return replace(freed, kind=kind).where(kept)


def _subjects(parts: Parts, tokens: Tokens, classes: Classes, quoted: Flags) -> Indices:
    """Return the sources right before a cue that may be impersonal, by the words it holds."""
    at = np.flatnonzero((parts.kind[:-1] == SOURCE) & (parts.kind[1:] == CUE))
    near = parts.owner.take(at) == parts.owner.take(at + 1)
    near &= parts.stop.take(at) == parts.first.take(at + 1)
    at = at.compress(near)
    cues = token_ranges(parts.first.take(at + 1), parts.stop.take(at + 1))
    held = classes.take(tokens.type_id.take(cues.token))
    may_be = cues.any(held & (_SEEMS | _HEARSAY | _REMAINS) > 0)
    may_be |= cues.any(held & _BE > 0) & cues.any(held & (_HELD | _ADDRESSED) > 0)
    at = at.compress(may_be)
    found: Indices = at[~quoted[parts.first[at + 1]] | quoted[parts.first[at]]]
    return found


def _read(words: list[int]) -> int:
    """Return how a cue of *words*, given by their classes, is read, or 0 if it is none of these."""
    be = next((i for i, word in enumerate(words) if word & _BE), len(words))
    rest = (word & (_HELD | _ADDRESSED) for word in words[be:] if not word & (_BE | _ADVERB))
    passive, wishes = next(rest, 0), any(word & _TO for word in words[:be])
    if passive and not wishes:
        return _ADDRESSED if passive & _ADDRESSED else _HELD
    if words[0] & _REMAINS and passive:
        return _ADDRESSED  # "remains to be seen"
    if any(word & _SEEMS for word in words) and words[-1] & _LINK:
        return _SEEMS
    return _HEARSAY if any(word & _HEARSAY for word in words) else 0


def _around_hearsay(parts: Parts, subject: Indices, tokens: Tokens, classes: Classes) -> Parts:
    """Return *parts* with "reportedly" alone as cue behind *subject*, and the rest as content.

    Of "the pilot has reportedly left the harbor" nobody says "has left".
    """
    first, stop = parts.first.copy(), parts.stop.copy()
    for at in subject.tolist():
        begin, end = int(first[at + 1]), int(stop[at + 1])
        words = classes[tokens.type_id[begin:end]]
        adverb = begin + int(np.argmax(words & _HEARSAY > 0))
        stop[at], first[at + 1], stop[at + 1] = adverb, adverb, adverb + 1
        behind = at + 2
        own = behind < len(first) and parts.owner[behind] == parts.owner[at]
        if own and first[behind] == end:
            first[behind] = adverb + 1
    return replace(parts, first=first, stop=stop)


def _word_classes(types: Sequence[str]) -> list[int]:
    """Return for each of *types* the classes it is in, as bits; a type column."""
    listed = bits_of_words(_CLASSES)
    return [listed.get(word, 0) | _ADVERB * word.endswith("ly") for word in types]
