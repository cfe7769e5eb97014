"""What the attribution model sees of each token: small codes for words, gaps, marks and places.

Every code is a small integer that picks a row of a table, so that the first layer of the model
is a sum of looked-up rows. Nothing here needs a tagger or a parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

COMMA, COLON, DASH, BRACKET, STOP, OTHER = 1, 2, 4, 8, 16, 32
NEW_SENTENCE, NEW_PARAGRAPH, OPENS, CLOSES = 64, 128, 256, 512
SIZES = {"gap": 1024, "shape": 256, "quote": 256, "margin": 512, "cues": 512, "place": 256}
_FAR = 1 << 20
_GAP_LOOK = 5


@dataclass(frozen=True, slots=True, eq=False)
class TokenCodes:
    """Codes per token, shape (n_tokens,), by the names in `SIZES`, and its quotation or -1."""

    codes: dict[str, Codes]
    quotation: Codes


def cue_stem(word: str) -> str:
    """Return *word* without its verbal ending, so that the forms of a verb share their counts.

    >>> [cue_stem(w) for w in ("claimed", "claims", "claiming", "denied", "deny", "suggested")]
    ['claim', 'claim', 'claim', 'deny', 'deny', 'suggest']
    """
    for ending, put in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + put
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        word = word[:-1]
    return word


def type_features(word: str) -> list[str]:
    """Name the features of a word: itself, its stem, its endings and its make."""
    features = ["w=" + word, "s=" + cue_stem(word), "3=" + word[-3:], "2=" + word[-2:]]
    features.append("p=" + word[:4])
    if "-" in word:
        features.append("hyphen")
    if word.endswith(("'s", "s'")):
        features += ["possessive", "w=" + word[:-2]]
    if word[:1].isdigit():
        features.append("number")
    features.append(f"n={min(len(word), 10)}")
    return features


def quotation_spans(tokens: Tokens) -> tuple[Indices, Indices]:
    """Return start and end offsets of stretches between double quotation marks, marks included.

    A mark left open ends with its paragraph.
    """
    if not len(tokens):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    units = tokens.units
    marks = np.flatnonzero(_MARK.take(units) > 0)
    apostrophes = np.flatnonzero(units == 0x27)
    pairs = apostrophes[:-1][np.diff(apostrophes) == 1]
    where = np.concatenate((marks, pairs))
    kinds = np.concatenate((_MARK.take(units[marks]), np.full(len(pairs), 3, np.uint8)))
    order = np.argsort(where, kind="stable")
    where, kinds = where[order], kinds[order]
    paragraph = _paragraph_at(tokens, where)
    starts: list[int] = []
    ends: list[int] = []
    opened, opened_in, previous = -1, -1, -2
    last_end = tokens.end[np.append(tokens.paragraph_starts()[1:], len(tokens)) - 1].tolist()
    for at, kind, para in zip(where.tolist(), kinds.tolist(), paragraph.tolist(), strict=True):
        if opened >= 0 and para != opened_in:
            starts.append(opened)
            ends.append(max(last_end[opened_in], opened + 1))
            opened = -1
        if at == previous + 1 and units[at] == 0x27:
            continue
        if opened < 0 and kind != 2:
            opened, opened_in = at, para
        elif opened >= 0 and kind != 1:
            starts.append(opened)
            ends.append(at + (2 if units[at] in (0x27, 0x60) else 1))
            opened = -1
        previous = at if units[at] == 0x27 else -2
    if opened >= 0:
        starts.append(opened)
        ends.append(max(last_end[opened_in], opened + 1))
    return np.array(starts, np.int64), np.array(ends, np.int64)


def _marks_table() -> npt.NDArray[np.uint8]:
    table = np.zeros(1 << 16, np.uint8)
    table[[0x201C, 0xAB, 0x201E]] = 1
    table[[0x201D, 0xBB]] = 2
    table[0x22] = 3
    return table


def _gap_table() -> npt.NDArray[np.uint16]:
    table = np.zeros(1 << 16, np.uint16)
    for characters, bit in (
        (",", COMMA),
        (":;", COLON),
        ("-–—", DASH),
        ("()[]", BRACKET),
        (".?!…", STOP),
        ("/&*#@$%•|", OTHER),
    ):
        table[[ord(c) for c in characters]] = bit
    return table


_MARK = _marks_table()
_GAP = _gap_table()


def _paragraph_at(tokens: Tokens, offset: Indices) -> Indices:
    """Return the paragraph of each offset: that of the token after it, if no break is between."""
    after = np.minimum(np.searchsorted(tokens.start, offset, "left"), len(tokens) - 1)
    before = np.maximum(after - 1, 0)
    differ = tokens.paragraph[after] != tokens.paragraph[before]
    paragraph = tokens.paragraph[after].astype(np.int64)
    for i in np.flatnonzero(differ).tolist():
        if "\n" not in tokens.joined[tokens.end[before[i]] : offset[i]]:
            paragraph[i] = tokens.paragraph[before[i]]
    return paragraph


def _gap_codes(tokens: Tokens, quotation: Codes) -> Codes:
    """Return for each token what stands between the token before it and itself."""
    n = len(tokens)
    codes = np.zeros(n, np.int32)
    at, stop = tokens.end[:-1], tokens.start[1:]
    plain = (stop - at == 1) & (tokens.units[at] == 0x20)
    wide = np.flatnonzero(~plain)
    a, b = at[wide], stop[wide]
    seen = np.zeros(len(wide), np.uint16)
    for step in range(_GAP_LOOK):
        inside = a + step < b
        seen |= _GAP.take(tokens.units[np.where(inside, a + step, 0)]) * inside
    codes[wide + 1] = seen
    codes[1:] |= NEW_SENTENCE * (tokens.sentence[1:] != tokens.sentence[:-1])
    codes[1:] |= NEW_PARAGRAPH * (tokens.paragraph[1:] != tokens.paragraph[:-1])
    before = np.append(-1, quotation[:-1])
    # What stands before a text is of another article: its first token must not see it.
    begins = tokens.first[:-1][np.diff(tokens.first) > 0]
    codes[begins] = NEW_SENTENCE | NEW_PARAGRAPH
    before[begins] = -1
    codes |= OPENS * ((quotation >= 0) & (quotation != before))
    codes |= CLOSES * ((before >= 0) & (quotation != before))
    return codes


def _runs(column: npt.NDArray[np.int32]) -> tuple[Indices, Indices]:
    """Return first and one past the last token of each run, repeated for every token."""
    n = len(column)
    first = np.concatenate(([0], np.flatnonzero(column[1:] != column[:-1]) + 1))
    length = np.diff(np.append(first, n))
    return np.repeat(first, length), np.repeat(first + length, length)


def _steps(values: Indices, limits: Sequence[int]) -> Indices:
    return np.searchsorted(np.array(limits), values, "right")


def _nearest(strength: npt.NDArray[np.uint8], first: Indices) -> tuple[Indices, Indices]:
    """Return the greatest strength before each token in its sentence, and how far its last is."""
    at = np.arange(len(strength))
    best = np.zeros(len(strength), np.int64)
    far = np.full(len(strength), _FAR)
    for level in range(1, int(strength.max(initial=0)) + 1):
        last = np.maximum.accumulate(np.where(strength >= level, at, -1))
        last = np.append(-1, last[:-1])
        hit = last >= first
        best[hit], far[hit] = level, (at - last)[hit]
    return best, far


def token_codes(
    tokens: Tokens,
    strength: npt.NDArray[np.uint8],
    quotes: tuple[Indices, Indices],
) -> TokenCodes:
    """Return the codes of all tokens; *strength* tells how often a token's type is a cue (0–4)."""
    n = len(tokens)
    if not n:
        empty = np.zeros(0, np.int32)
        return TokenCodes(dict.fromkeys(SIZES, empty), empty)
    starts, ends = quotes
    open_at = np.searchsorted(tokens.start, starts, "left")
    close_at = np.searchsorted(tokens.start, ends, "left")
    quotation = _quotation_of(n, open_at, close_at)
    gap = _gap_codes(tokens, quotation)
    first, stop = _runs(tokens.sentence)
    at = np.arange(n)
    left, left_far = _nearest(strength, first)
    right, right_far = _nearest(strength[::-1], (n - stop)[::-1])
    right, right_far = right[::-1], right_far[::-1]
    paragraph_first, paragraph_stop = _runs(tokens.paragraph)
    place = _steps(at - first, (1, 2, 3, 6, 11)) * 6 + _steps(stop - 1 - at, (1, 2, 3, 6, 11))
    place = place * 4 + 2 * (first == paragraph_first) + (stop == paragraph_stop)
    cues = (left * 5 + right) * 16
    cues += _steps(left_far, (2, 4, 9)) * 4 + _steps(right_far, (2, 4, 9))
    quote, margin = _quote_codes(
        tokens, quotation, open_at, close_at, gap, strength, paragraph_first, paragraph_stop
    )
    codes = {
        "gap": gap,
        "shape": _shape_codes(tokens),
        "quote": quote,
        "margin": margin,
        "cues": cues.astype(np.int32),
        "place": place.astype(np.int32),
    }
    return TokenCodes(codes, quotation)


def _quotation_of(n: int, open_at: Indices, close_at: Indices) -> Codes:
    quotation = np.full(n, -1, np.int32)
    length = np.maximum(close_at - open_at, 0)
    which = np.repeat(np.arange(len(open_at)), length)
    inside = np.arange(len(which)) - np.repeat(np.cumsum(length) - length, length)
    quotation[np.repeat(open_at, length) + inside] = which
    return quotation


def _shape_codes(tokens: Tokens) -> Codes:
    shape = np.zeros(len(tokens) + 3, np.int32)
    shape[1:-2] = tokens.shape
    return ((shape[:-3] * 4 + shape[1:-2]) * 4 + shape[2:-1]) * 4 + shape[3:]


def _quote_codes(
    tokens: Tokens,
    quotation: Codes,
    open_at: Indices,
    close_at: Indices,
    gap: Codes,
    strength: npt.NDArray[np.uint8],
    paragraph_first: Indices,
    paragraph_stop: Indices,
) -> tuple[Codes, Codes]:
    """Return what kind of quotation a token stands in, and what stands around that quotation."""
    n = len(tokens)
    quote = np.zeros(n, np.int32)
    margin = np.zeros(n, np.int32)
    inside = np.flatnonzero(quotation >= 0)
    if not len(inside):
        return quote, margin
    used = np.minimum(open_at, n - 1)
    last = np.clip(close_at - 1, 0, n - 1)
    size = _steps(close_at - open_at, (2, 3, 5, 9, 17))
    begins = 2 * (paragraph_first[used] == used) + ((gap[used] & NEW_SENTENCE) > 0)
    after_gap = np.append(gap, NEW_SENTENCE | NEW_PARAGRAPH)[last + 1]
    finishes = 2 * (paragraph_stop[last] == last + 1) + ((after_gap & NEW_SENTENCE) > 0)
    which = quotation[inside]
    at_edge = (inside == used[which]) * 1 + (inside == last[which]) * 2
    whole = size * 9 + np.minimum(begins, 2) * 3 + np.minimum(finishes, 2)
    quote[inside] = 1 + whole[which] * 4 + at_edge
    padded = np.concatenate((np.zeros(3, np.uint8), strength, np.zeros(4, np.uint8)))
    before = np.max([padded[used + k] for k in range(3)], axis=0)
    after = np.max([padded[last + 4 + k] for k in range(4)], axis=0)
    mark_before = ((gap[used] & COMMA) > 0) * 1 + ((gap[used] & COLON) > 0) * 2
    mark_after = ((after_gap & COMMA) > 0) * 1 + ((after_gap & STOP) > 0) * 2
    around = ((before * 5 + after) * 4 + np.minimum(mark_before, 3)) * 4 + np.minimum(mark_after, 3)
    margin[inside] = 1 + around[which]
    return quote, margin
