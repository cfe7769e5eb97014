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

from framing.attribution_features import (
    TokenCodes,
    cue_stem,
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
_WEIGHTS = Path(__file__).parent / "data" / "attribution_model.npz"


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
    quoted words.
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


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the shipped weights, read once."""
    with np.load(_WEIGHTS, allow_pickle=False) as data:
        lines = {
            name: bytes(data[name]).decode().split("\n")
            for name in ("features", "strength", "speech")
        }

        def array(name: str) -> Floats:
            stored = data[name]
            if stored.dtype == np.int8:
                return stored.astype(np.float32) * data[name + "_scale"]
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
        )


def cue_strength(tokens: Tokens, weights: Weights) -> npt.NDArray[np.uint8]:
    """Return for each token how often its stem is a cue, 0 to 4."""
    known = weights.strength

    def decide(types: Sequence[str]) -> list[int]:
        return [known.get(cue_stem(word), 0) for word in types]

    column = tokens.vocabulary.column("attribution_strength", decide)
    levels: npt.NDArray[np.uint8] = column.values()[tokens.type_id]
    return levels


def _embeddings(tokens: Tokens, weights: Weights) -> Floats:
    """Return the embedding of every type of the vocabulary, shape (n_types or more, d)."""
    known, rows = weights.features, weights.embedding
    size = rows.shape[1]

    def decide(types: Sequence[str]) -> npt.NDArray[np.void]:
        picked = [[known[f] for f in type_features(w) if f in known] for w in types]
        flat = np.array([i for p in picked for i in p], np.int64)
        owner = np.repeat(np.arange(len(types)), [len(p) for p in picked])
        vectors = np.zeros(len(types), [("row", np.float32, (size,))])
        np.add.at(vectors["row"], owner, rows[flat])
        return vectors

    column = tokens.vocabulary.column(
        "attribution_embedding",
        decide,  # type: ignore[arg-type]
        [("row", np.float32, (size,))],
    )
    embeddings: Floats = column.values()["row"]  # type: ignore[call-overload]
    return embeddings


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
    place = np.arange(len(tokens)) + _PAD * (tokens.paragraph.astype(np.int64) + 1)
    emission = _emissions(tokens, seen, place, weights)
    first = tokens.paragraph_starts()
    length = np.diff(np.append(first, len(tokens)))
    emission[first + length - 1] += np.where(allowed_last(), 0, _NEVER).astype(np.float32)
    labels = _best_paths(emission, first, length, weights)
    top = emission.max(1, keepdims=True)
    total = np.exp(emission - top).sum(1)
    sure = np.exp(emission[np.arange(len(labels)), labels] - top[:, 0]) / total
    return labels, sure, seen


def _emissions(tokens: Tokens, seen: TokenCodes, place: Indices, weights: Weights) -> Floats:
    """Return a score for each token and label; paragraphs do not see one another."""
    size = int(place[-1]) + 1 + _PAD
    used = np.zeros(len(tokens.vocabulary) + 1, np.bool_)
    used[0] = True
    used[tokens.type_id] = True
    rank = np.cumsum(used) - 1
    embedding = _embeddings(tokens, weights)[np.flatnonzero(used)]
    by_offset = [embedding @ matrix for matrix in weights.words]
    columns = {name: _spread(codes, place, size) for name, codes in seen.codes.items()}
    columns["word"] = _spread(rank[tokens.type_id], place, size)
    lookups = [
        *((columns["word"], k, t) for k, t in zip(WORD_OFFSETS, by_offset, strict=True)),
        *((columns[name], k, t) for (name, k), t in zip(CODE_OFFSETS, weights.tables, strict=True)),
    ]
    direct = np.empty((len(place), len(weights.output_bias)), np.float32)
    squeezed = np.zeros((size, weights.squeeze.shape[1]), np.float32)
    for low in range(0, len(place), _BLOCK):
        at = place[low : low + _BLOCK]
        hidden = np.broadcast_to(weights.bias, (len(at), len(weights.bias))).copy()
        row = np.empty_like(hidden)
        for codes, offset, table in lookups:
            hidden += table.take(codes[at + offset], axis=0, out=row, mode="clip")
        np.maximum(hidden, LEAK * hidden, out=hidden)
        direct[low : low + _BLOCK] = hidden @ weights.output
        squeezed[at] = hidden @ weights.squeeze
    direct += weights.output_bias
    mixing = weights.hidden.reshape(-1, weights.hidden.shape[2])
    around = np.array(HIDDEN_OFFSETS)
    for low in range(0, len(place), _BLOCK):
        at = place[low : low + _BLOCK]
        near = squeezed[at[:, None] + around].reshape(len(at), -1)
        second = near @ mixing + weights.hidden_bias
        np.maximum(second, LEAK * second, out=second)
        direct[low : low + _BLOCK] += second @ weights.output2
    return direct


def _spread(
    values: npt.NDArray[np.integer[Any]], place: Indices, size: int
) -> npt.NDArray[np.int32]:
    """Return *values* at their places, 0 between paragraphs."""
    column = np.zeros(size, np.int32)
    column[place] = values
    return column


def _best_paths(
    emission: Floats, first: Indices, length: Indices, weights: Weights
) -> npt.NDArray[np.int8]:
    """Return a best sequence of labels for each paragraph, all paragraphs step by step.

    Scores are sharpened and summed rather than maximized, which makes a step one product of
    matrices; going back, each token takes the label that leads best to the one chosen after it.
    With ever sharper scores this is Viterbi's path; a forbidden order has no weight at all.
    """
    order = np.argsort(-length, kind="stable")
    first, length = first[order], length[order]
    steps = int(length[0])
    active = np.searchsorted(-length, -np.arange(steps), "left").tolist()
    change = np.exp(SHARPNESS * weights.transition)
    reach = np.exp(SHARPNESS * (emission - emission.max(1, keepdims=True)))
    reach[first] *= np.exp(SHARPNESS * weights.first)
    for step in range(1, steps):
        rows = first[: active[step]] + step
        come = reach[rows - 1] @ change
        come *= reach[rows]
        come /= come.max(1, keepdims=True) + _TINY
        reach[rows] = come
    chosen = np.zeros(len(emission), np.int8)
    into = np.ascontiguousarray(change.T)
    last = first + length - 1
    chosen[last] = reach[last].argmax(1)
    for step in range(steps - 1, 0, -1):
        rows = first[: active[step]] + step
        chosen[rows - 1] = (reach[rows - 1] * into[chosen[rows]]).argmax(1)
    return chosen
