"""What the other quotations of an article tell of one: lists, repetitions, echoes, twins."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.quotation.context import Context

Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]

_SHORT = 4
_LONGEST_REPEATED = 6
_MOST_PLACES = 64
_SIEVE = (1 << 16) - 1


def flags_of_others(c: Context, f: dict[str, Flags]) -> dict[str, Flags]:
    """Return what the article's other quotations tell of each: lists, repetitions, echoes, twins.

    The flags *f* tell which of them are mentioned and which are reported.
    """
    return {**_neighbors(c), **_elsewhere(c, f)}


def _neighbors(c: Context) -> dict[str, Flags]:
    """Quotations in the same list, sentence, paragraph."""
    spans = c.spans
    n = len(spans)
    size = spans.last - spans.first
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
    size = spans.last - spans.first
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
    spans, types = c.spans, c.tokens.type_id
    n_texts = np.int64(len(c.tokens.texts))
    opens = np.zeros(len(c.tokens.vocabulary), np.bool_)
    opens[types[spans.first[short]]] = True
    at = np.flatnonzero(opens.take(types))
    text = np.repeat(np.arange(n_texts), np.diff(c.tokens.first))
    key = types[at] * n_texts + text[at]
    wanted = types[spans.first[short]] * n_texts + spans.article[short]
    # Most words stand in texts where no span begins with them: they are sifted before sorting.
    sieve = np.zeros(_SIEVE + 1, np.bool_)
    sieve[wanted & _SIEVE] = True
    sifted = np.flatnonzero(sieve[key & _SIEVE])
    order = sifted[np.argsort(key[sifted], kind="stable")]
    at, key = at[order], key[order]
    begin = np.searchsorted(key, wanted)
    count = np.minimum(np.searchsorted(key, wanted, "right") - begin, _MOST_PLACES)
    span = np.repeat(short, count)
    rank = np.arange(len(span)) - np.repeat(np.cumsum(count) - count, count)
    place = at[np.repeat(begin, count) + rank]
    text_end = c.tokens.first[spans.article + 1]
    for k in range(1, _LONGEST_REPEATED):
        more = k < size[span]
        there = np.minimum(place + k, len(types) - 1)
        same = types[there] == types[np.minimum(spans.first[span] + k, len(types) - 1)]
        kept = ~more | (same & (place + k < text_end[span]))
        span, place = span[kept], place[kept]
    return span, place
