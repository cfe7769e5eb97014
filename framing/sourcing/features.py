"""What the attribution model sees of each token: small codes for words, gaps, marks and places.

Every code is a small integer that picks a row of a table, so that the first layer of the model
is a sum of looked-up rows. Nothing here needs a tagger or a parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.quotation.marks import MarkedSpans, find_marked_spans
from framing.quotes import Quotes
from framing.tokens import ALL_CAPS, CAPITALIZED, Tokens

Indices = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Offsets = tuple[Indices, Indices]

# What the model sees of a name: whether it is all in capitals, and whether it owns something.
NAME_CLASSES = ("name", "name's", "capitals", "capitals's")
# Written with a capital, yet words like any other.
CAPITALIZED_WORDS = frozenset(
    "i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january february"
    " march april may june july august september october november december mr mrs ms dr prof sen"
    " rep gov gen col lt sgt rev".split()
)

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
    if word in NAME_CLASSES:
        return ["<" + part + ">" for part in (word, word.removesuffix("'s"))]
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


def quotation_spans(tokens: Tokens, spans: MarkedSpans | Quotes | None = None) -> Offsets:
    """Return start and end offsets of the outermost quotations, marks included.

    *spans* are those of `find_marked_spans` or `find_quotes`; without them the marks are read.
    """
    if spans is None:
        spans = find_marked_spans(tokens)
    outer = (spans.depth == 0) & (spans.last > spans.first)
    return spans.start[outer], spans.end[outer]


def plain_words(tokens: Tokens, common: npt.NDArray[np.uint8] | Flags) -> Flags:
    """Tell the tokens whose word the model may know; the others are names.

    *common* tells of each type if it is a word rather than a name. The model must not know
    names: it would find what one side says and miss the same of the other.
    """
    capital = (tokens.shape == CAPITALIZED) | (tokens.shape == ALL_CAPS)
    plain: Flags = ~capital | (common[tokens.type_id] > 0)
    return plain


def masked_types(tokens: Tokens, plain: Flags) -> Codes:
    """Return the type of each token; a name has one of `NAME_CLASSES`, numbered after all types."""

    def decide(types: Sequence[str]) -> list[int]:
        return [word.endswith("'s") for word in types]

    possessive = tokens.vocabulary.column("possessive", decide).values()
    masked = tokens.type_id.astype(np.int32)
    names = np.flatnonzero(~plain)
    kind = 2 * (tokens.shape[names] == ALL_CAPS) + possessive[tokens.type_id[names]]
    masked[names] = len(tokens.vocabulary) + kind
    return masked


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


_GAP = _gap_table()


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
    """Return the shapes of a token, the one before it and the two after it; 0 beyond its text."""
    own = tokens.shape.astype(np.int32)
    text = np.repeat(np.arange(len(tokens.first) - 1), np.diff(tokens.first))
    codes = 16 * own
    for offset, weight in ((-1, 64), (1, 4), (2, 1)):
        here, there = (
            (slice(1, None), slice(None, -1))
            if offset < 0
            else (slice(None, -offset), slice(offset, None))
        )
        codes[here] += weight * own[there] * (text[here] == text[there])
    return codes


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
