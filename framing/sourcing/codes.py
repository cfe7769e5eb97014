"""What the attribution model sees around a word: small codes for gaps, marks, cues and places.

Every code is a small integer that picks a row of a table, so that the first layer of the model
is a sum of looked-up rows. Nothing here needs a tagger or a parser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.sourcing.signatures import Signatures, distinct
from framing.text.token_ranges import TokenRanges, first_of_runs, token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Small = npt.NDArray[np.uint16]
Levels = npt.NDArray[np.uint8]

COMMA, COLON, DASH, BRACKET, STOP, OTHER = 1, 2, 4, 8, 16, 32
NEW_SENTENCE, NEW_PARAGRAPH, OPENS, CLOSES = 64, 128, 256, 512
SIZES = {
    "gap": 1024,
    "shape": 256,
    "quote": 256,
    "margin": 512,
    "cues": 512,
    "place": 256,
    "passed": 25,
}
_LEVELS = 5
_GAP_LOOK = 5
_MARKS_OF_BIT = {
    COMMA: ",",
    COLON: ":;",
    DASH: "-–—",
    BRACKET: "()[]",
    STOP: ".?!…",
    OTHER: "/&*#@$%•|",
}
_BIT_OF_MARK = {mark: bit for bit, marks in _MARKS_OF_BIT.items() for mark in marks}


@dataclass(frozen=True, slots=True, eq=False)
class TokenCodes:
    """What surrounds each token: each code is in one of the ``groups``.

    These are gaps around the token; shapes around it; the quotation it stands in and that
    quotation's margins; how far cues are.
    """

    groups: tuple[Signatures, ...]

    def at(self, tokens: Indices) -> tuple[Signatures, ...]:
        """Return the groups of *tokens* alone."""
        return tuple(Signatures(g.number.take(tokens), g.codes) for g in self.groups)

    def column(self, name: str, offset: int = 0) -> npt.NDArray[np.integer[Any]]:
        """Return the code *name* of the neighbor at *offset* of each token."""
        key = (name, offset)
        group = next(group for group in self.groups if key in group.codes)
        column: npt.NDArray[np.integer[Any]] = group.codes[key].take(group.number)
        return column


def token_codes(tokens: Tokens, strength: Levels, quotation: Codes) -> TokenCodes:
    """Return the codes of all tokens.

    *strength* tells how often a token's type is a cue (0–4), *quotation* numbers the quotation that
    it stands in, or is -1.
    """
    inside = _quotations(quotation)
    gap = _gap_codes(tokens, quotation, inside)
    return TokenCodes(
        groups=(
            _gaps(gap),
            _shapes(tokens),
            _quotes(tokens, strength, gap, inside),
            _cues(tokens, strength),
        ),
    )


def _quotations(quotation: Codes) -> TokenRanges:
    """Return the tokens of each quotation."""
    first = first_of_runs(quotation)
    stop = np.append(first[1:], len(quotation))
    some = quotation.take(first) >= 0
    return token_ranges(first.compress(some), stop.compress(some))


def neighbors(column: npt.NDArray[Any], offset: int, first: Indices) -> npt.NDArray[Any]:
    """Return what *column* has for the neighbor at *offset* of each token.

    It is 0 beyond the run of tokens that the token stands in; runs begin at *first*.

    >>> neighbors(np.array([1, 2, 3, 4]), 1, np.array([0, 3])).tolist()
    [2, 3, 0, 0]
    """
    near = np.roll(column, -offset)
    begin = first - max(offset, 0)
    for step in range(abs(offset)):
        near.put(begin + step, 0, mode="wrap")
    return near


def _bits_of_gap(gap: str) -> int:
    """Return the bits of the marks that a text between two tokens begins with."""
    bits = 0
    for mark in gap[:_GAP_LOOK]:
        bits |= _BIT_OF_MARK.get(mark, 0)
    return bits


def _gap_codes(tokens: Tokens, quotation: Codes, quotations: TokenRanges) -> Small:
    """Return for each token what stands between the token before it and itself."""
    codes = np.zeros(len(tokens) + 1, np.uint16)
    codes[1:] = tokens.vocabulary.gaps.values(_bits_of_gap, _bits_of_gap, np.uint16).take(
        tokens.gap
    )
    codes[tokens.sentence_first] |= NEW_SENTENCE
    codes[tokens.paragraph_first] |= NEW_PARAGRAPH
    codes[quotations.stop] |= CLOSES
    # What stands before a text is of another article: its first token must not see it.
    begins = _text_starts(tokens)
    codes[begins] = NEW_SENTENCE | NEW_PARAGRAPH
    codes[quotations.first] |= OPENS
    codes[begins[quotation[begins] >= 0]] |= OPENS
    return codes[:-1]


def _text_starts(tokens: Tokens) -> Indices:
    """Return the first token of each text that has any."""
    return tokens.first[:-1][np.diff(tokens.first) > 0]


def _gaps(gap: Small) -> Signatures:
    """Return the gaps before a token, the one before it and the two after it.

    They are 0 beyond its paragraph.
    """
    around = np.full(len(gap) + 3, NEW_PARAGRAPH, np.int64)
    around[1:-2] = gap
    gaps, one = distinct(around, SIZES["gap"])
    pairs, two = distinct(one[:-1] * len(gaps) + one[1:], len(gaps) ** 2)
    fours, number = distinct(two[:-2] * len(pairs) + two[2:], len(pairs) ** 2)
    halves = (np.divmod(pairs[half], len(gaps)) for half in np.divmod(fours, len(pairs)))
    before, own, after, second = (gaps[one] for half in halves for one in half)
    goes_on = after & NEW_PARAGRAPH == 0
    codes = {
        ("gap", -1): before * (own & NEW_PARAGRAPH == 0),
        ("gap", 0): own,
        ("gap", 1): after * goes_on,
        ("gap", 2): second * (goes_on & (second & NEW_PARAGRAPH == 0)),
    }
    return Signatures(number, codes)


def _shapes(tokens: Tokens) -> Signatures:
    """Return the shapes of a token, the one before it and the two after it in its text."""
    begins = _text_starts(tokens)
    shapes = np.zeros(len(tokens), np.uint8)
    for offset in range(-1, 3):
        shapes = shapes * 4 + neighbors(tokens.shape, offset, begins)
    return alone("shape", shapes)


def _stair(*limits: int) -> Levels:
    """Return a table from a number to how many *limits* it has reached; beyond it, all."""
    return np.searchsorted(np.array(limits), np.arange(limits[-1] + 1), "right").astype(np.uint8)


_FROM_EDGE, _FROM_CUE, _QUOTED_WORDS = (
    _stair(1, 2, 3, 6, 11),
    _stair(2, 4, 9),
    _stair(2, 3, 5, 9, 17),
)


def _quotes(tokens: Tokens, strength: Levels, gap: Small, quotations: TokenRanges) -> Signatures:
    """Return what kind of quotation a token stands in, and what stands around that quotation."""
    first, stop = quotations.first, quotations.stop
    gap_before, gap_after = gap[first], np.append(gap, NEW_SENTENCE | NEW_PARAGRAPH)[stop]
    whole = _QUOTED_WORDS.take(stop - first, mode="clip") * np.int64(9)
    whole += 3 * _border(gap_before) + _border(gap_after)
    around = _strongest(tokens, strength, first, range(-3, 0)) * _LEVELS
    around += _strongest(tokens, strength, stop - 1, range(1, 5))
    around = around * 16 + 4 * _marked(gap_before, COMMA, COLON) + _marked(gap_after, COMMA, STOP)
    kinds, kind = distinct(whole * SIZES["margin"] + around, SIZES["quote"] * SIZES["margin"] // 4)
    number = np.zeros(len(gap), np.int64)
    number[quotations.token] = (1 + 4 * kind)[quotations.owner]
    number[first] += 1
    number[stop - 1] += 2
    whole, around = np.divmod(np.repeat(kinds, 4), SIZES["margin"])
    codes = {"quote": 1 + 4 * whole + np.tile(np.arange(4), len(kinds)), "margin": 1 + around}
    return Signatures(number, {(name, 0): np.append(0, code) for name, code in codes.items()})


def _border(gap: Small) -> Indices:
    """Return 2 where *gap* parts paragraphs, 1 where sentences, else 0."""
    return np.where(gap & NEW_PARAGRAPH, 2, np.where(gap & NEW_SENTENCE, 1, 0))


def _marked(gap: Small, one: int, two: int) -> Indices:
    """Return which of two marks stand in *gap*: 1 and 2 for either, 3 for both."""
    return np.where(gap & one, 1, 0) + np.where(gap & two, 2, 0)


def _strongest(tokens: Tokens, strength: Levels, of: Indices, offsets: range) -> Indices:
    """Return the greatest strength of the tokens at *offsets* from *of* in its paragraph."""
    best = np.zeros(len(of), np.int64)
    for offset in offsets:
        at = np.clip(of + offset, 0, len(tokens) - 1)
        near = (at == of + offset) & (tokens.paragraph[at] == tokens.paragraph[of])
        np.maximum(best, strength[at] * near, out=best)
    return best


def _cues(tokens: Tokens, strength: Levels) -> Signatures:
    """Return the strongest cue on either side of a token in its sentence, and how far it is."""
    size, first = len(tokens), tokens.sentence_first
    cue = np.flatnonzero(strength > 0)
    level, sentence = strength.take(cue), tokens.sentence.take(cue)
    last = (np.append(first[1:], size) - 1).take(sentence)
    first = first.take(sentence)
    ahead = _strongest_so_far(level, sentence) & (cue < last)
    back = _strongest_so_far(level[::-1], -sentence[::-1])[::-1] & (cue > first)
    left, right = cue.compress(ahead), cue.compress(back)
    # Each is the strongest on its side of the tokens up to the next one that is as strong.
    until = np.minimum(np.append(left[1:], size), last.compress(ahead)) + 1
    since = np.maximum(np.append(0, right[:-1]), first.compress(back))
    change = np.zeros(size + 1, np.uint8)
    _add(change, left + 1, until, level.compress(ahead) * np.uint8(_LEVELS))
    _add(change, since, right, level.compress(back))
    best = np.cumsum(change[:-1], dtype=np.uint8)
    on_left = best // _LEVELS
    on_right = best - on_left * np.uint8(_LEVELS)
    far = (_behind(left, size) | _FROM_CUE[-1] * (on_left == 0)) * np.uint8(4)
    far += _behind(size - 1 - right, size)[::-1] | _FROM_CUE[-1] * (on_right == 0)
    return alone("cues", best * np.uint16(16) + far)


def _add(change: Levels, first: Indices, stop: Indices, level: Levels) -> None:
    """Have what is summed up from *change* be higher by *level* from each *first* up to *stop*."""
    change[first] += level
    change[stop] -= level


def places(tokens: Tokens, at: Indices) -> Signatures:
    """Return how far the tokens *at* are from both ends of their sentence, and which it is.

    A sentence may open its paragraph, end it, or both.
    """
    first = tokens.sentence_first
    last = np.append(first, len(tokens))[1:] - 1
    paragraph = tokens.paragraph.take(first)
    opens = np.diff(paragraph, prepend=-1) != 0
    ends = np.diff(paragraph, append=-1) != 0
    sentence = tokens.sentence.take(at)
    place = _FROM_EDGE.take(at - first.take(sentence), mode="clip") * np.uint8(6)
    place += _FROM_EDGE.take(last.take(sentence) - at, mode="clip")
    return alone("place", place * np.uint8(4) + (2 * opens + ends).astype(np.uint8).take(sentence))


def alone(name: str, codes: npt.NDArray[np.integer[Any]]) -> Signatures:
    """Return the signatures of one code, which is its own number."""
    return Signatures(codes.astype(np.int64), {(name, 0): np.arange(SIZES[name])})


def _strongest_so_far(level: Levels, sentence: Codes) -> npt.NDArray[np.bool_]:
    """Tell which of some cues are as strong as any before it in its sentence.

    With the strength added, the number of the sentence has a running maximum that starts anew in
    each sentence.
    """
    height = sentence * np.int32(_LEVELS) + level
    strongest: npt.NDArray[np.bool_] = height == np.maximum.accumulate(height)
    return strongest


def _behind(cues: Indices, size: int) -> Levels:
    """Return the step of how far each of *size* tokens is behind the last of *cues*, but it."""
    nearness, is_cue = np.zeros((2, size), np.uint8)
    is_cue[cues] = 1
    for distance in range(1, len(_FROM_CUE) - 1):
        here = nearness[distance:]
        np.maximum(here, is_cue[:-distance] * (_FROM_CUE[-1] - _FROM_CUE[distance]), out=here)
    steps: Levels = _FROM_CUE[-1] - nearness
    return steps
