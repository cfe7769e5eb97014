"""What the other quotations of an article tell of one: lists, repetitions, echoes, twins."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.quotation.context import Context
from framing.text.characters import few_where
from framing.text.token_ranges import token_ranges

Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]

_SHORT = 4
_LONGEST_REPEATED = 6
_MOST_PLACES = 64
_BITS = 32


def flags_of_others(c: Context, f: dict[str, Flags]) -> dict[str, Flags]:
    """Return what the article's other quotations tell of each: lists, repetitions, echoes, twins.

    The flags *f* tell which of them are mentioned and which are reported.
    """
    return {**_neighbors(c), **_elsewhere(c, f)}


def _neighbors(c: Context) -> dict[str, Flags]:
    """Quotations in the same list, sentence, paragraph."""
    spans = c.spans
    n = len(spans)
    size = c.size
    gap = np.full(n, 99)
    same = spans.article[1:] == spans.article[:-1]
    gap[1:] = np.where(same, spans.first[1:] - spans.last[:-1], 99)
    after_long = np.zeros(n, np.bool_)
    after_long[1:] = same & (size[:-1] > 6) & (gap[1:] < 40)
    before_long = np.append(after_long[1:] & False, False)
    before_long[:-1] = same & (size[1:] > 6) & (gap[1:] < 40)
    in_list = (gap >= 0) & (gap <= 2)
    in_list |= np.append(in_list[1:], False)
    previous_in_sentence = (gap >= 0) & (gap < 12)
    paragraph = c.tokens.paragraph[spans.first]
    quotes_in_paragraph = np.bincount(paragraph)[paragraph]
    return {
        "in_list": in_list & (size <= 4),
        "quote_shortly_before": previous_in_sentence,
        "quote_shortly_after": np.append(previous_in_sentence[1:], False),
        "speech_ahead": after_long,
        "speech_follows": before_long,
        "alone_in_paragraph": quotes_in_paragraph == 1,
    }


def _elsewhere(c: Context, f: dict[str, Flags]) -> dict[str, Flags]:
    """The words of a short span elsewhere: in marks again, in a longer span, without marks."""
    spans = c.spans
    size = c.size
    span, at = _places_of_words(c, np.flatnonzero(size <= _LONGEST_REPEATED), size)
    elsewhere = at != spans.first[span]
    span, at = span[elsewhere], at[elsewhere]
    around = c.span_of_token[at]
    marked, there = around >= 0, size[around]
    again = marked & (there == size[span])
    mentioned = f["mention_before"] | f["mention_just_after"] | f["mention_like_before"]
    reported = f["say_before"] | f["say_near_before"] | f["call_before"]
    reported |= f["say_after"] | f["say_near_after"]
    sentence = c.tokens.sentence[spans.first]
    together = sentence[1:] == sentence[:-1]
    beside = np.zeros(len(spans), np.bool_)
    beside[1:] = together & mentioned[:-1]
    beside[:-1] |= together & mentioned[1:]

    def of_any(kept: Flags) -> Flags:
        return np.bincount(span[kept], minlength=len(spans)) > 0

    return {
        "repeated": of_any(again),
        "echo_of_longer": of_any(marked & (there > size[span] + 2)),
        "without_marks_elsewhere": of_any(~marked),
        "twin_mentioned": of_any(again & mentioned[around]),
        "twin_reported": of_any(again & reported[around]),
        "neighbor_mentioned": beside & (size <= _SHORT),
    }


def _places_of_words(c: Context, short: Indices, size: Indices) -> tuple[Indices, Indices]:
    """Return where in its article the words of each of the spans *short* begin, as (span, token).

    Words so common that they come more than `_MOST_PLACES` times are looked for there only.
    """
    spans, types, bounds = c.spans, c.tokens.type_id, c.tokens.first
    opener, article = types.take(spans.first[short]), spans.article[short]
    shift = len(types).bit_length()
    key = opener.astype(np.int64) << shift
    packed = _places_of_openers(c, opener, article, shift)
    begin = np.searchsorted(packed, key | bounds.take(article))
    stop = np.searchsorted(packed, key | bounds.take(article + 1))
    count = np.minimum(stop - begin, _MOST_PLACES)
    places = token_ranges(begin, begin + count)
    span, place = short[places.owner], packed[places.token] & ((1 << shift) - 1)
    for k in range(1, _LONGEST_REPEATED):
        word, there = c.inside_types[k].take(span), types.take(place + k, mode="clip")
        kept = np.flatnonzero((word == 0) | (word == there))
        span, place = span.take(kept), place.take(kept)
    in_text = place + size.take(span) <= bounds.take(spans.article.take(span) + 1)
    return span[in_text], place[in_text]


def _places_of_openers(
    c: Context, opener: npt.NDArray[np.int32], article: Indices, shift: int
) -> Indices:
    """Return the tokens of types that open a span of their article, the type *shift* bits above.

    They are sorted by type, then place; tokens of a few other articles may be among them.
    """
    tokens = c.tokens
    # A bit for one article in 32: most words stand in articles where no span opens with them.
    bit = np.uint32(1) << (np.arange(len(tokens.texts)) % _BITS).astype(np.uint32)
    opens = np.zeros(len(tokens.vocabulary), np.uint32)
    np.bitwise_or.at(opens, opener, bit[article])
    found = opens.take(tokens.type_id)
    found &= np.repeat(bit, np.diff(tokens.first))
    at = few_where(found != 0)
    packed = (tokens.type_id.take(at).astype(np.int64) << shift) | at
    packed.sort()
    return packed
