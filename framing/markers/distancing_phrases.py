"""Distancing without marks: "what he called a just war", "so-called", "described as a victory".

The words hedge who answers for a label: the writer passes it on and does not adopt it. Single
words such as "alleged" are in the lexicon of distancing words; here are the constructions.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt

from framing.attributions import Attributions
from framing.markers.marker_hits import MarkerHits
from framing.quotes import Quotes
from framing.text.type_columns import listed_bits
from framing.tokens import CAPITALIZED, LOWERCASE, Tokens

_CALL, _WHAT, _SUBJECT, _AUXILIARY, _BOUNDARY, _SELF, _THE, _AS = (1 << i for i in range(8))
_CLASSES = {
    _CALL: """call calls called calling term terms termed describe describes described label
        labels labeled labelled brand brands branded deem deems deemed dub dubs dubbed""",
    _WHAT: "what",
    _SUBJECT: """he she they it i we who critics officials opponents supporters activists
        analysts experts authorities prosecutors residents some many others leaders""",
    _AUXILIARY: "has have had is are was were would be been being often later repeatedly also",
    _BOUNDARY: """and or but in on at by for from with to that which who when while after before
        during as since because against is are was were has have had will would said says""",
    _SELF: """self-declared self-proclaimed self-styled self-described self-professed
        self-appointed so-called""",
    _THE: "a an the his her their its",
    _AS: "as",
}
_LONGEST_SUBJECT = 5
_LONGEST_LABEL = 5


def find_distancing_phrases(
    tokens: Tokens, quotes: Quotes, attributions: Attributions
) -> MarkerHits:
    """Return labels that the writer hands to somebody else in so many words.

    Found are "what X called Y" and "so-called Y", "self-declared Y"; a hit is Y. Labels that
    stand in quotation marks are left to the kinds of quotation.

    >>> from framing.attributions import find_attributions
    >>> from framing.quotes import find_quotes
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["They joined what the minister called a just war on the coast."])
    >>> quotes = find_quotes(tokens)
    >>> find_distancing_phrases(tokens, quotes, find_attributions(tokens, quotes)).label
    ['just war']
    """
    classes = (
        tokens.vocabulary.column("distancing", partial(listed_bits, _CLASSES))
        .values()
        .take(tokens.type_id)
    )
    found: list[tuple[int, int, str]] = []
    for i in _openings(classes):
        if classes[i] & _SELF:
            begin, reason = i + 1, f'after "{tokens.vocabulary.types[tokens.type_id[i]]}"'
        else:
            call = _calling(tokens, classes, i)
            if call < 0:
                continue
            begin, reason = call + 1, f'"{_words(tokens, i, call + 1)}"'
        begin, end = _label(tokens, classes, begin)
        if classes[i] & _SELF:
            end = _short_label(tokens, begin, end)
        if end > begin and not classes[begin] & _SUBJECT:
            found.append((begin, end, reason))
    quoted = _are_quoted(quotes, np.array([begin for begin, _, _ in found], np.int64))
    found = [hit for hit, is_quoted in zip(found, quoted.tolist(), strict=True) if not is_quoted]
    first, last = (np.array([hit[k] for hit in found], np.int64) for k in (0, 1))
    start = tokens.start[first]
    return MarkerHits(
        article=tokens.text_of(start),
        start=start,
        end=tokens.end[last - 1],
        label=[_words(tokens, b, e) for b, e, _ in found],
        reason=[reason for _, _, reason in found],
    )


def _openings(classes: npt.NDArray[np.uint8]) -> list[int]:
    """Return the tokens "so-called" and "what", these before a verb of calling within reach."""
    opens = np.flatnonzero(classes & (_WHAT | _SELF) > 0)
    kept = classes[opens] & _SELF > 0
    for step in range(2, 2 + _LONGEST_SUBJECT):
        kept |= classes.take(opens + step, mode="clip") & _CALL > 0
    openings: list[int] = opens[kept].tolist()
    return openings


def _are_quoted(quotes: Quotes, at: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Tell which tokens stand in a quotation; these are sorted, and may overlap."""
    reach = np.append(0, np.maximum.accumulate(quotes.last))
    quoted: npt.NDArray[np.bool_] = reach.take(np.searchsorted(quotes.first, at, "right")) > at
    return quoted


def _calling(tokens: Tokens, classes: npt.NDArray[np.uint8], what: int) -> int:
    """Return the verb of calling after "what" and a subject, or -1."""
    stop = min(what + 2 + _LONGEST_SUBJECT, len(tokens))
    for i in range(what + 1, stop):
        if tokens.sentence[i] != tokens.sentence[what] or _gap(tokens, i) not in " \xa0":
            return -1
        if classes[i] & _CALL:
            return i if i > what + 1 else -1
        if classes[i] & _BOUNDARY and not classes[i] & (_AUXILIARY | _SUBJECT):
            return -1
    return -1


def _label(tokens: Tokens, classes: npt.NDArray[np.uint8], begin: int) -> tuple[int, int]:
    """Return the tokens of the label that begins at *begin*, less its article or "as"."""
    sentence = tokens.sentence[begin - 1]
    while (
        begin < len(tokens)
        and tokens.sentence[begin] == sentence
        and _gap(tokens, begin) == " "
        and classes[begin] & (_THE | _AS)
    ):
        begin += 1
    end = begin
    while (
        end < min(begin + _LONGEST_LABEL, len(tokens))
        and tokens.sentence[end] == sentence
        and _gap(tokens, end) == " "
        and not classes[end] & (_BOUNDARY | _THE)
        and not (
            end > begin and tokens.shape[end - 1] == LOWERCASE and tokens.shape[end] == CAPITALIZED
        )
    ):
        end += 1
    return begin, end


def _short_label(tokens: Tokens, begin: int, end: int) -> int:
    """Return where a label without a verb of calling ends: a name, or one or two words."""
    if end - begin < 2:
        return end
    if tokens.shape[begin] == CAPITALIZED:
        names = (i for i in range(begin, end) if tokens.shape[i] != CAPITALIZED)
        return next(names, end)
    head, following = _words(tokens, begin, begin + 1), _words(tokens, begin + 1, begin + 2)
    return begin + (1 if head.endswith("s") or following.endswith("ed") else 2)


def _gap(tokens: Tokens, i: int) -> str:
    return tokens.joined[int(tokens.end[i - 1]) : int(tokens.start[i])]


def _words(tokens: Tokens, begin: int, end: int) -> str:
    return " ".join(tokens.vocabulary.words(tokens.type_id[begin:end]))
