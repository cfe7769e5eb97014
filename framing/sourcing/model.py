"""The model that labels tokens as source, cue or content: two small layers and a linear chain.

The first layer adds rows of tables, picked by the codes of `attribution_features`; the second
mixes neighbors; the chain allows only orders that make sense (a content is followed by its cue).
``docs/explanation/attribution-model.md`` is the model card; ``benchmarks/train_attributions.py``
builds the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.sourcing.features import (
    NAME_CLASSES,
    TokenCodes,
    cue_stem,
    masked_types,
    plain_words,
    token_codes,
    type_features,
)
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

# Roles, by order. Sources: Sr cue follows, Sb between content and cue, Sf between cue and content,
# Sl last. Cues: Qf content follows, Qb content came before. Contents: Cf after the cue, Cb before
# it, Cc continued behind it ("A," she said. "B."). Words in no role: O outside, Os between source
# and cue, Oq between cue and content, Ob before a cue that looks back, Oc behind one.
ROLES = ("Sr", "Sb", "Sf", "Sl", "Qf", "Qb", "Cf", "Cb", "Cc")
LABELS = ("O", "Os", "Oq", "Ob", "Oc", *(begin + role for role in ROLES for begin in "BI"))
_NEXT = {
    "O": "O Sr Qf Cb",
    "Os": "Os Qf",
    "Oq": "Oq Sf Cf",
    "Ob": "Ob Qb Sb",
    "Oc": "Oc Sl Cc",
    "Sr": "Os Sr Qf Cf",
    "Sb": "Ob Qb",
    "Sf": "Oq Cf",
    "Sl": "O Oc Sr Qf Cb Cc",
    "Qf": "Oq Sf Cf",
    "Qb": "O Oc Sr Sl Qf Cb Cc",
    "Cf": "O Oq Oc Sr Sl Qf Cb",
    "Cb": "Ob Sb Qb",
    "Cc": "O Sr Qf Cb",
}
_FIRST = ("O", "BSr", "BQf", "BCb")
_LAST = ("O", "Sl", "Qb", "Cf", "Cc")
WORD_OFFSETS = tuple(range(-4, 5))
CODE_OFFSETS = (
    ("gap", -1),
    ("gap", 0),
    ("gap", 1),
    ("gap", 2),
    ("shape", 0),
    ("quote", 0),
    ("margin", 0),
    ("cues", 0),
    ("place", 0),
)
HIDDEN_OFFSETS = (-8, -5, -3, -2, -1, 0, 1, 2, 3, 5, 8)
LEAK = np.float32(0.1)
_PAD = 8
_BLOCK = 1024
_TINY = np.float32(1e-30)
SHARPNESS = np.float32(2)
_NEVER = np.float32(-1e4)
_WEIGHTS = Path(__file__).parents[1] / "data" / "attribution_model.npz"


def role_of(label: str) -> str:
    """Return the role of a label without its B or I.

    >>> role_of("BCf"), role_of("Os")
    ('Cf', 'Os')
    """
    return label if label[0] == "O" else label[1:]


def allowed_transitions() -> npt.NDArray[np.bool_]:
    """Tell for each pair of labels whether the second may follow the first."""
    number = {label: i for i, label in enumerate(LABELS)}
    allowed = np.zeros((len(LABELS), len(LABELS)), np.bool_)
    for i, label in enumerate(LABELS):
        role = role_of(label)
        for follower in _NEXT[role].split():
            allowed[i, number[follower if follower[0] == "O" else "B" + follower]] = True
        if label[0] != "O":
            allowed[i, number["I" + role]] = True
    return allowed


def allowed_first() -> npt.NDArray[np.bool_]:
    """Tell for each label whether it may open a paragraph."""
    return np.array([label in _FIRST for label in LABELS])


def allowed_last() -> npt.NDArray[np.bool_]:
    """Tell for each label whether it may end a paragraph."""
    return np.array([role_of(label) in _LAST for label in LABELS])


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What the model learned.

    ``features`` numbers the rows of ``embedding`` (n_features, d); ``words`` has shape
    (9, d, h), ``tables`` one (n_codes, h) for each of `CODE_OFFSETS`; ``squeeze`` has shape
    (h, z), ``hidden`` (11, z, h2), ``output`` (h, n_labels) and ``output2`` (h2, n_labels).
    ``strength`` tells how often words of a stem are cues (1–4), ``speech`` which stems introduce
    quoted words, ``common`` which types are words rather than names when written with a capital.
    """

    features: dict[str, int]
    embedding: Floats
    words: Floats
    tables: tuple[Floats, ...]
    bias: Floats
    squeeze: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output2: Floats
    output_bias: Floats
    transition: Floats
    first: Floats
    strength: dict[str, int]
    speech: frozenset[str]
    common: frozenset[str]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the shipped weights, read once."""
    with np.load(_WEIGHTS, allow_pickle=False) as data:
        lines = {
            name: bytes(data[name]).decode().split("\n")
            for name in ("features", "strength", "speech", "common")
        }

        def array(name: str) -> Floats:
            stored = data[name]
            if stored.dtype == np.int8:
                scaled: Floats = stored.astype(np.float32) * data[name + "_scale"]
                return scaled
            return np.ascontiguousarray(stored, np.float32)

        return Weights(
            features={feature: i for i, feature in enumerate(lines["features"])},
            embedding=array("embedding"),
            words=array("words"),
            tables=tuple(array(f"table{i}") for i in range(len(CODE_OFFSETS))),
            bias=array("bias"),
            squeeze=array("squeeze"),
            hidden=array("hidden"),
            hidden_bias=array("hidden_bias"),
            output=array("output"),
            output2=array("output2"),
            output_bias=array("output_bias"),
            transition=np.where(allowed_transitions(), array("transition"), _NEVER),
            first=np.where(allowed_first(), array("first"), _NEVER),
            strength={
                stem: int(level)
                for level, stem in (line.split(" ", 1) for line in lines["strength"])
            },
            speech=frozenset(lines["speech"]),
            common=frozenset(lines["common"]),
        )


def known_words(tokens: Tokens, weights: Weights) -> npt.NDArray[np.bool_]:
    """Tell the tokens whose word the model sees; of the others it sees that they are names."""

    def decide(types: Sequence[str]) -> list[int]:
        return [word in weights.common for word in types]

    return plain_words(tokens, tokens.vocabulary.column("attribution_common", decide).values())


def cue_strength(tokens: Tokens, weights: Weights) -> npt.NDArray[np.uint8]:
    """Return for each token how often its stem is a cue, 0 to 4; a name is none."""
    known = weights.strength

    def decide(types: Sequence[str]) -> list[int]:
        return [known.get(cue_stem(word), 0) for word in types]

    column = tokens.vocabulary.column("attribution_strength", decide)
    levels: npt.NDArray[np.uint8] = column.values()[tokens.type_id]
    return levels * known_words(tokens, weights)


def _embeddings(tokens: Tokens, weights: Weights) -> Floats:
    """Return the embedding of every type of the vocabulary, shape (n_types or more, d)."""
    size = weights.embedding.shape[1]

    def decide(types: Sequence[str]) -> npt.NDArray[np.void]:
        vectors = np.zeros(len(types), [("row", np.float32, (size,))])
        vectors["row"] = _embed(types, weights)
        return vectors

    column = tokens.vocabulary.column(
        "attribution_embedding",
        decide,  # type: ignore[arg-type]
        [("row", np.float32, (size,))],
    )
    embeddings: Floats = column.values()["row"]
    return embeddings


def _embed(types: Sequence[str], weights: Weights) -> Floats:
    """Return the sum of the embeddings of the features of each type, shape (n_types, d)."""
    known = weights.features
    picked = [[known[f] for f in type_features(w) if f in known] for w in types]
    flat = np.array([i for p in picked for i in p], np.int64)
    owner = np.repeat(np.arange(len(types)), [len(p) for p in picked])
    vectors = np.zeros((len(types), weights.embedding.shape[1]), np.float32)
    np.add.at(vectors, owner, weights.embedding[flat])
    return vectors


def speaking_cues(tokens: Tokens, weights: Weights) -> npt.NDArray[np.bool_]:
    """Tell for each token whether it names an act of speaking when it is a cue."""
    known = weights.speech

    def decide(types: Sequence[str]) -> list[int]:
        return [cue_stem(word) in known for word in types]

    column = tokens.vocabulary.column("attribution_speaking", decide)
    return column.values()[tokens.type_id] > 0


def label_tokens(
    tokens: Tokens, quotes: tuple[Indices, Indices], weights: Weights
) -> tuple[npt.NDArray[np.int8], Floats, TokenCodes]:
    """Return label, the model's confidence in it, and the codes of each token."""
    seen = token_codes(tokens, cue_strength(tokens, weights), quotes)
    if not len(tokens):
        return np.zeros(0, np.int8), np.zeros(0, np.float32), seen
    first = tokens.paragraph_starts()
    length = np.diff(np.append(first, len(tokens)))
    emission = _emissions(tokens, seen, weights)
    emission[first + length - 1] += np.where(allowed_last(), 0, _NEVER).astype(np.float32)
    emission -= _row_max(emission)[:, None]
    likely = np.exp(emission)
    labels = _best_paths(likely, first, length, weights)
    sure = likely[np.arange(len(labels)), labels] / (likely @ np.ones(likely.shape[1], np.float32))
    return labels, sure, seen


def _row_max(scores: Floats) -> Floats:
    """Return the greatest score of each row; a few long maxima are faster than many short ones."""
    while scores.shape[1] > 1:
        half = (scores.shape[1] + 1) // 2
        scores = np.maximum(scores[:, :half], scores[:, scores.shape[1] - half :])
    return scores[:, 0]


def _word_tables(tokens: Tokens, weights: Weights) -> tuple[list[Floats], npt.NDArray[np.int32]]:
    """Return for each offset what each type in use adds to a neighbor, and each token's row."""
    masked = masked_types(tokens, known_words(tokens, weights))
    n_types = len(tokens.vocabulary)
    used = np.zeros(n_types + len(NAME_CLASSES), np.bool_)
    used[0] = True
    used[masked] = True
    used[n_types:] = True
    rank = np.cumsum(used, dtype=np.int32) - 1
    of_types = _embeddings(tokens, weights)[np.flatnonzero(used[:n_types])]
    embedding = np.concatenate((of_types, _embed(NAME_CLASSES, weights)))
    return [embedding @ matrix for matrix in weights.words], rank[masked]


def _emissions(tokens: Tokens, seen: TokenCodes, weights: Weights) -> Floats:
    """Return a score for each token and label; paragraphs do not see one another.

    Tokens are laid out with a margin around each paragraph, so that neighbors are slices.
    """
    place = np.arange(len(tokens)) + _PAD * (tokens.paragraph.astype(np.int64) + 1)
    size = int(place[-1]) + 1 + _PAD
    by_offset, words = _word_tables(tokens, weights)
    columns = {name: _spread(codes, place, size) for name, codes in seen.codes.items()}
    word = _spread(words, place, size)
    lookups = [
        *((word, k, t) for k, t in zip(WORD_OFFSETS, by_offset, strict=True)),
        *((columns[name], k, t) for (name, k), t in zip(CODE_OFFSETS, weights.tables, strict=True)),
    ]
    inside = np.zeros(size, np.float32)
    inside[place] = 1
    n_labels = len(weights.output_bias)
    out = np.concatenate((weights.output, weights.squeeze), axis=1)
    mixing = np.ascontiguousarray(np.hstack(list(weights.hidden)))
    scores = np.empty((size, n_labels), np.float32)
    squeezed = np.zeros((size, len(mixing)), np.float32)
    buffers = [np.empty((_BLOCK, len(weights.bias)), np.float32) for _ in range(2)]
    for low in range(_PAD, size - _PAD, _BLOCK):
        high = min(low + _BLOCK, size - _PAD)
        hidden, row = (buffer[: high - low] for buffer in buffers)
        hidden[:] = weights.bias
        for codes, offset, table in lookups:
            table.take(codes[low + offset : high + offset], axis=0, out=row, mode="clip")
            hidden += row
        np.multiply(hidden, LEAK, out=row)
        np.maximum(hidden, row, out=hidden)
        both = hidden @ out
        scores[low:high] = both[:, :n_labels]
        np.multiply(both[:, n_labels:], inside[low:high, None], out=squeezed[low:high])
    width = len(weights.hidden_bias)
    for low in range(_PAD, size - _PAD, _BLOCK):
        high = min(low + _BLOCK, size - _PAD)
        shares = squeezed[low - _PAD : high + _PAD] @ mixing
        second = np.repeat(weights.hidden_bias[None], high - low, axis=0)
        for k, offset in enumerate(HIDDEN_OFFSETS):
            begin = _PAD + offset
            second += shares[begin : begin + high - low, k * width : (k + 1) * width]
        np.maximum(second, LEAK * second, out=second)
        scores[low:high] += second @ weights.output2
    result: Floats = scores[place]
    result += weights.output_bias
    return result


def _spread(values: npt.NDArray[np.integer[Any]], place: Indices, size: int) -> Indices:
    """Return *values* at their places, 0 between paragraphs."""
    column = np.zeros(size, np.int64)
    column[place] = values
    return column


def _best_paths(
    likely: Floats, first: Indices, length: Indices, weights: Weights
) -> npt.NDArray[np.int8]:
    """Return a best sequence of labels for each paragraph, all paragraphs step by step.

    Scores are sharpened and summed rather than maximized, which makes a step one product of
    matrices; going back, each token takes the label that leads best to the one chosen after it.
    With ever sharper scores this is Viterbi's path; a forbidden order has no weight at all.
    Tokens are put in the order of the steps, labels in the rows, so that a step is a slice.
    """
    order = np.argsort(-length, kind="stable")
    first, length = first[order], length[order]
    steps = int(length[0])
    active = np.searchsorted(-length, -np.arange(steps), "left")
    begin = np.append(0, np.cumsum(active))
    step_of = np.repeat(np.arange(steps), active)
    rows = first[np.arange(len(likely)) - begin[step_of]] + step_of
    change = np.exp(SHARPNESS * weights.transition)
    reach = np.ascontiguousarray(likely[rows].T)
    reach **= SHARPNESS
    bounds = begin.tolist()
    reach[:, : bounds[1]] *= np.exp(SHARPNESS * weights.first)[:, None]
    back = np.ascontiguousarray(change.T)
    for step in range(1, steps):
        low, high = bounds[step], bounds[step + 1]
        come = back @ reach[:, bounds[step - 1] : bounds[step - 1] + high - low]
        come *= reach[:, low:high]
        come /= come.max(0) + _TINY
        reach[:, low:high] = come
    chosen = np.zeros(len(likely), np.int8)
    label = np.zeros(bounds[1], np.int64)
    for step in range(steps - 1, -1, -1):
        low, high = bounds[step], bounds[step + 1]
        ways = reach[:, low:high]
        going = bounds[step + 2] - high if step + 1 < steps else 0
        if going:
            ways = ways.copy()
            ways[:, :going] *= change[:, label[:going]]
        label[: high - low] = ways.argmax(0)
        chosen[low:high] = label[: high - low]
    labels = np.zeros(len(likely), np.int8)
    labels[rows] = chosen
    return labels
