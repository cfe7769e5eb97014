"""What the attribution model sees of a word: its features, or the class of a name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.quotation.marks import MarkedSpans, find_marked_spans
from framing.quotes import Quotes
from framing.text.token_ranges import token_ranges
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
# Verbal endings by their last letter, and what to put in their place.
_VERB_ENDINGS = {
    "s": (("ies", "y"), ("es", ""), ("s", "")),
    "d": (("ied", "y"), ("ed", "")),
    "g": (("ing", ""),),
}
_POSSESSIVE = ("'s", "s'")
_LENGTHS = tuple(f"n={length}" for length in range(11))


def cue_stem(word: str) -> str:
    """Return *word* without its verbal ending, so that the forms of a verb share their counts.

    >>> [cue_stem(w) for w in ("claimed", "claims", "claiming", "denied", "deny", "suggested")]
    ['claim', 'claim', 'claim', 'deny', 'deny', 'suggest']
    """
    for ending, put in _VERB_ENDINGS.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + put
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        word = word[:-1]
    return word


def type_features(word: str) -> list[str]:
    """Name the features of a word: itself, its stem, its endings and its make.

    >>> type_features("well-known")[2:]
    ['3=own', '2=wn', 'p=well', 'hyphen', 'n=10']
    """
    return [feature for (feature,) in feature_columns([word]) if feature]


def feature_columns(types: Sequence[str]) -> list[list[str]]:
    """Name the features of each of *types*, one a column or ``""`` for none."""
    owner = [word[-2:] in _POSSESSIVE for word in types]
    columns = [
        ["w=" + word for word in types],
        ["s=" + cue_stem(word) for word in types],
        ["3=" + word[-3:] for word in types],
        ["2=" + word[-2:] for word in types],
        ["p=" + word[:4] for word in types],
        ["hyphen" if "-" in word else "" for word in types],
        ["possessive" if owns else "" for owns in owner],
        ["w=" + word[:-2] if owns else "" for word, owns in zip(types, owner, strict=True)],
        ["number" if word[:1].isdigit() else "" for word in types],
        [_LENGTHS[min(len(word), 10)] for word in types],
    ]
    for at in [i for i, word in enumerate(types) if word in NAME_CLASSES]:
        for column in columns:
            column[at] = ""
        columns[0][at], columns[1][at] = NAME_CLASSES[types[at]]
    return columns


def quotation_spans(tokens: Tokens, spans: MarkedSpans | Quotes | None = None) -> Offsets:
    """Return start and end offsets of the outermost quotations, marks included.

    *spans* are those of `find_marked_spans` or `find_quotes`; without them the marks are read.
    """
    if spans is None:
        spans = find_marked_spans(tokens)
    outer = _outermost(spans)
    return spans.start[outer], spans.end[outer]


def quotation_numbers(tokens: Tokens, spans: MarkedSpans | Quotes | None = None) -> Codes:
    """Return for each token which of `quotation_spans` it stands in, or -1."""
    if spans is None:
        spans = find_marked_spans(tokens)
    outer = _outermost(spans)
    inside = token_ranges(spans.first[outer], spans.last[outer])
    number = np.full(len(tokens), -1, np.int32)
    number[inside.token] = inside.owner
    return number


def _outermost(spans: MarkedSpans | Quotes) -> Flags:
    """Tell which of *spans* stand in no other and hold words."""
    outer: Flags = (spans.depth == 0) & (spans.last > spans.first)
    return outer


def plain_words(tokens: Tokens, common: Flags) -> Flags:
    """Tell the tokens whose word the model may know; the others are names.

    *common* tells of each token if its type is a word rather than a name. The model must not know
    names: it would find what one side says and miss the same of the other.
    """
    capital = (tokens.shape == CAPITALIZED) | (tokens.shape == ALL_CAPS)
    plain: Flags = ~capital | common
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
