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

# A name is seen as one of these, of which no word can be written: whether it is all in capitals,
# and whether it owns something. Each stands for two features.
NAME_CLASSES = {
    "some capitalized name": ("<name>", "<name>"),
    "some capitalized name's": ("<name's>", "<name>"),
    "some name in capitals": ("<capitals>", "<capitals>"),
    "some name's in capitals": ("<capitals's>", "<capitals>"),
}
# Written with a capital, yet words like any other.
CAPITALIZED_WORDS = frozenset(
    "i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january february"
    " march april may june july august september october november december mr mrs ms dr prof sen"
    " rep gov gen col lt sgt rev".split()
)

COMMA, COLON, DASH, BRACKET, STOP, OTHER = 1, 2, 4, 8, 16, 32
NEW_SENTENCE, NEW_PARAGRAPH, OPENS, CLOSES = 64, 128, 256, 512
SIZES = {"gap": 1024, "shape": 256, "quote": 256, "margin": 512, "cues": 512, "place": 256}
_LEVELS = 5
_SPACE = 0x20
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
        return list(NAME_CLASSES[word])
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
    """Return the type of each token, for a name that of its class in `NAME_CLASSES`."""

    def decide(types: Sequence[str]) -> list[int]:
        return [word.endswith("'s") for word in types]

    classes = np.array([tokens.vocabulary.id_of(name) for name in NAME_CLASSES], np.int32)
    possessive = tokens.vocabulary.column("possessive", decide).values()
    masked = tokens.type_id.astype(np.int32)
    names = np.flatnonzero(~plain)
    kind = 2 * (tokens.shape[names] == ALL_CAPS) + possessive[tokens.type_id[names]]
    masked[names] = classes[kind]
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
    codes = np.zeros(len(tokens), np.int32)
    at, stop = tokens.end[:-1], tokens.start[1:]
    wide = np.flatnonzero((stop - at != 1) | (tokens.units.take(at) != _SPACE))
    a, b = at[wide], stop[wide]
    seen = np.zeros(len(wide), np.uint16)
    for step in range(_GAP_LOOK):
        inside = a + step < b
        seen |= _GAP.take(tokens.units.take(np.where(inside, a + step, 0))) * inside
    codes[wide + 1] = seen
    codes[_changes(tokens.sentence)] |= NEW_SENTENCE
    codes[_changes(tokens.paragraph)] |= NEW_PARAGRAPH
    # What stands before a text is of another article: its first token must not see it.
    begins = tokens.first[:-1][np.diff(tokens.first) > 0]
    codes[begins] = NEW_SENTENCE | NEW_PARAGRAPH
    edges = _changes(quotation)
    codes[edges[quotation[edges] >= 0]] |= OPENS
    codes[begins[quotation[begins] >= 0]] |= OPENS
    ends = edges[quotation[edges - 1] >= 0]
    codes[ends[~np.isin(ends, begins, assume_unique=True)]] |= CLOSES
    return codes


def _changes(column: Codes) -> Indices:
    """Return the tokens whose value differs from that of the token before."""
    return np.flatnonzero(column[1:] != column[:-1]) + 1


def _runs(column: Codes) -> tuple[Codes, Codes]:
    """Return first and one past the last token of each run, repeated for every token."""
    bounds = np.concatenate(([0], _changes(column), [len(column)])).astype(np.int32)
    length = np.diff(bounds)
    return np.repeat(bounds[:-1], length), np.repeat(bounds[1:], length)


def _stair(*limits: int) -> npt.NDArray[np.int32]:
    """Return how many of *limits* each number from 0 to the last limit reaches."""
    return np.searchsorted(np.array(limits), np.arange(limits[-1] + 1), "right").astype(np.int32)


_FROM_EDGE, _FROM_CUE, _QUOTED_WORDS = (
    _stair(1, 2, 3, 6, 11),
    _stair(2, 4, 9),
    _stair(2, 3, 5, 9, 17),
)


def _nearest(strength: npt.NDArray[np.uint8], unit: Codes) -> tuple[Codes, Codes]:
    """Return the greatest strength before each token in its unit, and how far its last is.

    *unit* rises: with the strength added it has a running maximum that starts anew in each unit.
    The distance is a stair of `_FROM_CUE`; without a cue it is that of the farthest.
    """
    at = np.arange(len(strength), dtype=np.int32)
    height = unit * _LEVELS + strength
    greatest = np.maximum.accumulate(height)
    last = np.maximum.accumulate(np.where((height == greatest) & (strength > 0), at, -1))
    best, far = np.zeros_like(at), np.full_like(at, _FROM_CUE[-1])
    best[1:] = greatest[:-1] - unit[1:] * _LEVELS
    np.maximum(best, 0, out=best)
    far[1:] = _FROM_CUE.take(at[1:] - last[:-1], mode="clip")
    far[best == 0] = _FROM_CUE[-1]
    return best, far


def token_codes(tokens: Tokens, strength: npt.NDArray[np.uint8], quotes: Offsets) -> TokenCodes:
    """Return the codes of all tokens; *strength* tells how often a token's type is a cue (0–4)."""
    n = len(tokens)
    if not n:
        empty = np.zeros(0, np.int32)
        return TokenCodes(dict.fromkeys(SIZES, empty), empty)
    open_at, close_at = (np.searchsorted(tokens.start, offsets, "left") for offsets in quotes)
    quotation = _quotation_of(n, open_at, close_at)
    gap = _gap_codes(tokens, quotation)
    paragraphs = _runs(tokens.paragraph)
    quote, margin = _quote_codes(quotation, open_at, close_at, gap, strength, *paragraphs)
    codes = {
        "gap": gap,
        "shape": _shape_codes(tokens),
        "quote": quote,
        "margin": margin,
        "cues": _cue_codes(tokens, strength),
        "place": _place_codes(tokens, *paragraphs),
    }
    return TokenCodes(codes, quotation)


def _cue_codes(tokens: Tokens, strength: npt.NDArray[np.uint8]) -> Codes:
    """Return which cues stand before and after a token in its sentence, and how far away."""
    sentence = tokens.sentence
    left, left_far = _nearest(strength, sentence)
    right, right_far = _nearest(strength[::-1], sentence[-1] - sentence[::-1])
    codes: Codes = (left * _LEVELS + right[::-1]) * 16 + left_far * 4 + right_far[::-1]
    return codes


def _place_codes(tokens: Tokens, paragraph_first: Codes, paragraph_stop: Codes) -> Codes:
    """Return how far a token is from both ends of its sentence, and where the sentence stands."""
    first, stop = _runs(tokens.sentence)
    at = np.arange(len(tokens), dtype=np.int32)
    from_edges = _FROM_EDGE.take(at - first, mode="clip") * 6
    from_edges += _FROM_EDGE.take(stop - 1 - at, mode="clip")
    codes: Codes = from_edges * 4 + 2 * (first == paragraph_first).view(np.int8)
    codes += (stop == paragraph_stop).view(np.int8)
    return codes


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
    quotation: Codes,
    open_at: Indices,
    close_at: Indices,
    gap: Codes,
    strength: npt.NDArray[np.uint8],
    paragraph_first: Codes,
    paragraph_stop: Codes,
) -> tuple[Codes, Codes]:
    """Return what kind of quotation a token stands in, and what stands around that quotation."""
    n = len(quotation)
    quote, margin = np.zeros(n, np.int32), np.zeros(n, np.int32)
    inside = np.flatnonzero(quotation >= 0)
    if not len(inside):
        return quote, margin
    used = np.minimum(open_at, n - 1)
    last = np.clip(close_at - 1, 0, n - 1)
    size = _QUOTED_WORDS.take(close_at - open_at, mode="clip")
    begins = 2 * (paragraph_first[used] == used) + ((gap[used] & NEW_SENTENCE) > 0)
    after_gap = np.append(gap, NEW_SENTENCE | NEW_PARAGRAPH)[last + 1]
    finishes = 2 * (paragraph_stop[last] == last + 1) + ((after_gap & NEW_SENTENCE) > 0)
    which = quotation[inside]
    at_edge = (inside == used[which]) * 1 + (inside == last[which]) * 2
    whole = size * 9 + np.minimum(begins, 2) * 3 + np.minimum(finishes, 2)
    quote[inside] = 1 + whole[which] * 4 + at_edge
    before = _strongest(strength, used - 3, used, paragraph_first[used], paragraph_stop[used])
    after = _strongest(strength, last + 1, last + 5, paragraph_first[last], paragraph_stop[last])
    mark_before = ((gap[used] & COMMA) > 0) * 1 + ((gap[used] & COLON) > 0) * 2
    mark_after = ((after_gap & COMMA) > 0) * 1 + ((after_gap & STOP) > 0) * 2
    around = ((before * _LEVELS + after) * 4 + np.minimum(mark_before, 3)) * 4 + np.minimum(
        mark_after, 3
    )
    margin[inside] = 1 + around[which]
    return quote, margin


def _strongest(
    strength: npt.NDArray[np.uint8], begin: Indices, end: Indices, first: Codes, stop: Codes
) -> Codes:
    """Return the greatest strength of the tokens from *begin* to *end* within *first* to *stop*."""
    best = np.zeros(len(begin), np.int32)
    for step in range(int((end - begin).max(initial=0))):
        at = begin + step
        inside = (at >= first) & (at < np.minimum(stop, end))
        np.maximum(best, strength.take(at, mode="clip") * inside, out=best)
    return best
