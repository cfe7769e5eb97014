"""The model that labels tokens as source, cue or content: its labels, its weights, its words.

Sums of looked-up numbers pick the candidates, tokens at which a role may begin or end; only these
are labeled, and every other token has the role of the one before it. Two small layers and a linear
chain label them: the first layer adds rows of tables, picked by the codes of
`framing.sourcing.codes`; the second mixes neighboring candidates; the chain allows only orders that
make sense (a content is followed by its cue). All but the chain is counted in whole numbers, so
that what is found in a text is the same to the last bit in whatever company the text is read.
``docs/explanation/attribution-model.md`` is the model card; ``benchmarks/train_attributions.py``
builds the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from framing.sourcing.features import cue_stem, feature_columns, masked_types, plain_words
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int32]

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
WORD_OFFSETS = (-2, -1, 0, 1, 2)
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
    ("passed", 0),
)
# What tells the candidates, tokens at which a role may begin or end, beside the word and the one
# before it.
EDGE_OFFSETS = tuple(key for key in CODE_OFFSETS if key[0] not in ("margin", "place", "passed"))
# Those of its neighbors, and one that holds what makes it a candidate.
ROWS_A_TYPE = len(WORD_OFFSETS) + 1
HIDDEN_OFFSETS = (-4, -3, -2, -1, 0, 1, 2, 3, 4)
# A unit below zero passes on an eighth. The first layer is taken down by four bits to what the
# second can multiply; all that is multiplied or given on lies within LIMIT.
LEAK_BITS, FIRST_BITS = 3, 4
LIMIT = 1023
EDGE_LIMIT = 32767
_NEVER = np.float32(-1e4)
_STRENGTH, _SPEAKS, _COMMON = 7, 8, 16  # bits of what is known of a word
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
class EdgeWeights:
    """What makes a token a candidate: whole numbers that add up to ``least`` or more.

    ``words`` has shape (n_features, 2): what a feature adds to its word and to the word behind
    it; ``tables`` has one (n_codes,) for each of `EDGE_OFFSETS`.
    """

    words: npt.NDArray[np.int16]
    tables: tuple[npt.NDArray[np.int16], ...]
    least: int


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What the model learned; everything but the chain is in whole numbers, some kept as floats.

    ``features`` numbers the rows of ``embedding`` (n_features, d); ``words`` has shape
    (d, 5 · h): what an embedding adds to each of the neighbors, times ``word_scale`` and within
    ``word_limit`` (5 · h,). ``tables`` has one (n_codes, h) for each of `CODE_OFFSETS`;
    ``positions`` has the sum of a row of each of the last two, (n_places · n_passed, h).
    ``squeeze`` has shape (h, z) and is scaled by ``squeeze_scale``; ``hidden`` (9 · z, h2) with
    ``center`` (h, h2) and ``hidden_bias`` is scaled by ``hidden_scale``; ``output`` is
    (h2, n_labels) in units of ``unit`` natural logarithms. ``strength`` tells how often words of
    a stem are cues (1–4), ``speech`` which stems introduce quoted words, ``common`` which types
    are words rather than names when written with a capital.
    """

    features: dict[str, int]
    embedding: Floats
    words: Floats
    word_scale: Floats
    word_limit: Floats
    tables: tuple[npt.NDArray[np.int16], ...]
    positions: npt.NDArray[np.int16]
    squeeze: Floats
    squeeze_scale: Floats
    hidden: Floats
    center: Floats
    hidden_bias: Floats
    hidden_scale: Floats
    output: Floats
    output_bias: Floats
    unit: Floats
    transition: Floats
    first: Floats
    edges: EdgeWeights
    strength: dict[str, int]
    speech: frozenset[str]
    common: frozenset[str]


_LISTS = ("features", "strength", "speech", "common")
_NUMBERS = (
    *("embedding", "words", "word_scale", "word_limit", "squeeze", "squeeze_scale", "hidden"),
    *("center", "hidden_bias", "hidden_scale", "unit"),
)


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the shipped weights, read once."""
    with np.load(_WEIGHTS, allow_pickle=False) as data:
        lines = {name: bytes(data[name]).decode().split("\n") for name in _LISTS}
        levels = (line.split(" ", 1) for line in lines["strength"])
        tables = tuple(data[f"table{i}"] for i in range(len(CODE_OFFSETS)))
        place, passed = tables[-2:]
        return Weights(
            **{name: np.ascontiguousarray(data[name], np.float32) for name in _NUMBERS},
            **_around_zero(data["output"], data["output_bias"]),
            tables=tables,
            positions=(place[:, np.newaxis] + passed).reshape(-1, place.shape[1]),
            edges=EdgeWeights(
                words=data["edge_words"],
                tables=tuple(data[f"edge{i}"] for i in range(len(EDGE_OFFSETS))),
                least=int(data["edge_least"]),
            ),
            transition=np.where(allowed_transitions(), data["transition"], _NEVER),
            first=np.where(allowed_first(), data["first"], _NEVER),
            features={feature: i for i, feature in enumerate(lines["features"])},
            strength={stem: int(level) for level, stem in levels},
            speech=frozenset(lines["speech"]),
            common=frozenset(lines["common"]),
        )


def _around_zero(output: npt.NDArray[np.int16], bias: npt.NDArray[np.int32]) -> dict[str, Floats]:
    """Return the weights of the labels less their mean, of which no choice of a label depends."""
    centered = {"output": output - np.rint(output.mean(1, keepdims=True))}
    centered["output_bias"] = bias - np.rint(bias.mean())
    return {name: array.astype(np.float32) for name, array in centered.items()}


@dataclass(frozen=True, slots=True, eq=False)
class WordRows:
    """What the words of types add to the sums of the model.

    ``near`` has `ROWS_A_TYPE` rows of shape (h,) for each type, in whole numbers: first what it
    adds to each of its neighbors. ``edge``, shape (n_types or more, 2), tells how much the word
    makes its token a candidate, and how much the one behind.
    """

    near: npt.NDArray[np.int16]
    edge: npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class SeenWords:
    """What the model sees of the words of tokens, columns of shape (n_tokens,).

    ``types`` are those of the words, for a name that of its class, and ``rows`` what each of these
    adds; ``strength`` tells how often words of the stem are cues, 0 to 4; a name is none.
    ``spoken`` tells the words that name an act of speaking when they are cues, names among them.
    """

    types: Codes
    rows: WordRows
    strength: npt.NDArray[np.uint8]
    spoken: npt.NDArray[np.bool_]

    def take(self, which: Indices) -> SeenWords:
        """Return the words of the tokens *which*."""
        types, strength = self.types.take(which), self.strength.take(which)
        return SeenWords(types, self.rows, strength, self.spoken.take(which))


def seen_words(tokens: Tokens, weights: Weights) -> SeenWords:
    """Return what the model sees of the words of *tokens*."""
    marks = _marks(tokens, weights)
    plain = plain_words(tokens, marks & np.uint8(_COMMON) > 0)
    types = masked_types(tokens, plain)
    return SeenWords(
        types=types,
        rows=word_rows(tokens, types, weights),
        strength=(marks & np.uint8(_STRENGTH)) * plain,
        spoken=marks & np.uint8(_SPEAKS) > 0,
    )


def word_rows(tokens: Tokens, types: Codes, weights: Weights) -> WordRows:
    """Return what each of *types* adds, and type 0, by its number in the vocabulary of *tokens*."""
    width = weights.tables[0].shape[1]
    field = [("rows", np.int16, (ROWS_A_TYPE, width))]

    def decide(types: Sequence[str]) -> npt.NDArray[np.void]:
        column = np.zeros(len(types), field)
        near, edge = rows_of_words(types, weights)
        column["rows"][:, :-1] = near.reshape(len(types), -1, width)
        column["rows"][:, -1, :2] = edge
        return column

    column = tokens.vocabulary.column("attribution_words", decide, field)
    column.values(np.zeros(1, np.int64))
    rows = column.values(types)["rows"]
    return WordRows(rows.reshape(-1, width), rows[:, -1, :2].copy())


def rows_of_words(types: Sequence[str], weights: Weights) -> tuple[Floats, npt.NDArray[np.int32]]:
    """Return what each of *types* adds, whole numbers, shapes (n_types, 5 · h) and (n_types, 2)."""
    embedding = np.zeros((len(types), weights.embedding.shape[1]), np.float32)
    edge = np.zeros((len(types), 2), np.int32)
    for column in feature_columns(types):
        feature = np.array([weights.features.get(f, -1) for f in column], np.int64)
        rows = np.flatnonzero(feature >= 0)
        feature = feature.take(rows)
        embedding[rows] += weights.embedding[feature]
        edge[rows] += weights.edges.words[feature]
    np.clip(embedding, -LIMIT, LIMIT, out=embedding)
    np.clip(edge, -EDGE_LIMIT, EDGE_LIMIT, out=edge)
    near: Floats = embedding @ weights.words
    near *= weights.word_scale
    np.rint(near, out=near)
    return np.clip(near, -weights.word_limit, weights.word_limit, out=near), edge


def _marks(tokens: Tokens, weights: Weights) -> npt.NDArray[np.uint8]:
    """Return for each token the strength of its stem as a cue, with `_SPEAKS` if the stem
    introduces quoted words and `_COMMON` if a capital does not make the type a name."""
    strength, speech, common = weights.strength, weights.speech, weights.common

    def decide(types: Sequence[str]) -> list[int]:
        stems = zip(types, map(cue_stem, types), strict=True)
        return [
            strength.get(stem, 0) | _SPEAKS * (stem in speech) | _COMMON * (word in common)
            for word, stem in stems
        ]

    return tokens.vocabulary.column("attribution_marks", decide).values().take(tokens.type_id)
