"""What the attribution model learns from: columns of what it sees, and lists of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from benchmarks.attribution_candidates import edges_of_types, labels_of_candidates
from benchmarks.attribution_network import Data
from benchmarks.attribution_parses import PARSE_OFFSETS, PARSE_SIZES, Parses, parse_codes
from framing.sourcing.candidates import find_candidates
from framing.sourcing.codes import SIZES, TokenCodes, neighbors, places, token_codes
from framing.sourcing.features import (
    CAPITALIZED_WORDS,
    cue_stem,
    masked_types,
    plain_words,
    quotation_numbers,
    type_features,
)
from framing.sourcing.model import CODE_OFFSETS, LABELS, WORD_OFFSETS, EdgeWeights
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, Tokens

Labels = npt.NDArray[np.int32]

_RATES = (0.1, 0.25, 0.5, 0.75)
_LEAST_COUNT = 5
_LEAST_LOWER, _LOWER_SHARE = 3, 0.15


def common_words(tokens: Tokens) -> list[str]:
    """Return the types that are words rather than names: often enough written in lower case.

    Capitals at the start of a sentence do not count.
    """
    opening = np.zeros(len(tokens), np.bool_)
    opening[tokens.sentence_first] = True
    size = len(tokens.vocabulary.types)
    capital = (tokens.shape == CAPITALIZED) | (tokens.shape == ALL_CAPS)
    lower = np.bincount(tokens.type_id[tokens.shape == LOWERCASE], minlength=size)
    upper = np.bincount(tokens.type_id[capital & ~opening], minlength=size)
    common = (lower >= _LEAST_LOWER) & (lower >= _LOWER_SHARE * (lower + upper))
    words = {tokens.vocabulary.types[i] for i in np.flatnonzero(common).tolist()}
    return sorted(words | CAPITALIZED_WORDS)


def cue_strengths(tokens: Tokens, labels: npt.NDArray[np.int32]) -> dict[str, int]:
    """Return how often the words of each stem are cues, in steps of 1 to 4."""
    is_cue = np.array(["Q" in label for label in LABELS])[labels]
    stems = [cue_stem(word) for word in tokens.vocabulary.types]
    total: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for stem, n, k in zip(
        stems,
        np.bincount(tokens.type_id, minlength=len(stems)).tolist(),
        np.bincount(tokens.type_id, is_cue, minlength=len(stems)).tolist(),
        strict=True,
    ):
        total[stem] += n
        cues[stem] += k
    levels = {
        stem: int(np.searchsorted(_RATES, cues[stem] / n, "right"))
        for stem, n in total.items()
        if n >= _LEAST_COUNT
    }
    return {stem: level for stem, level in sorted(levels.items()) if level}


@dataclass(frozen=True, eq=False)
class Seen:
    """What the model sees of tokens before any is labeled; ``strength`` is that of cues."""

    tokens: Tokens
    types: npt.NDArray[np.int32]
    strength: npt.NDArray[np.uint8]
    codes: TokenCodes

    @classmethod
    def of(cls, tokens: Tokens, common: Sequence[str], strengths: Mapping[str, int]) -> Seen:
        """Return what is seen of *tokens*, given the words known and how often stems are cues."""
        known, types = frozenset(common), tokens.vocabulary.types
        plain = plain_words(tokens, np.array([w in known for w in types])[tokens.type_id])
        levels = np.array([strengths.get(cue_stem(w), 0) for w in types], np.uint8)
        strength = levels[tokens.type_id] * plain
        masked = masked_types(tokens, plain)
        codes = token_codes(tokens, strength, quotation_numbers(tokens))
        return cls(tokens, masked, strength, codes)


def prepare(seen: Seen, labels: Labels, features: sparse.csr_matrix, edges: EdgeWeights) -> Data:
    """Return the columns that the model learns from."""
    tokens, types = seen.tokens, seen.types
    words = edges_of_types(features, edges.words)
    candidates = find_candidates(tokens, types, seen.codes, words, edges)
    passed = np.zeros(len(tokens), np.int32)
    passed[candidates.token] = candidates.passed
    place = places(tokens, np.arange(len(tokens))).number
    codes = {key: seen.codes.column(*key) for key in CODE_OFFSETS[:-2]}
    codes |= zip(CODE_OFFSETS[-2:], (place, passed), strict=True)
    return Data(
        tokens,
        candidates.token,
        labels_of_candidates(labels, tokens, candidates),
        types,
        [neighbors(types, k, tokens.paragraph_first) for k in WORD_OFFSETS],
        [codes[key].astype(np.int32) for key in CODE_OFFSETS],
        [SIZES[name] for name, _ in CODE_OFFSETS],
    )


def with_parses(data: Data, seen: Seen, parses: Parses) -> Data:
    """Return *data* with the codes of *parses*, which teachers see beside the others."""
    codes = parse_codes(seen.tokens, seen.strength, parses)
    n_codes = [PARSE_SIZES[name] for name, _ in PARSE_OFFSETS]
    return replace(data, codes=data.codes + codes, n_codes=data.n_codes + n_codes)


def feature_numbers(seen: Seen, least: int) -> dict[str, int]:
    """Number the features of types that occur at least *least* times."""
    counts: Counter[str] = Counter()
    types = seen.tokens.vocabulary.types
    numbers = np.bincount(seen.types, minlength=len(types)).tolist()
    for word, n in zip(types, numbers, strict=True):
        if n:
            for feature in type_features(word):
                counts[feature] += n
    return {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}


def type_matrix(tokens: Tokens, features: Mapping[str, int]) -> sparse.csr_matrix:
    """Return which features each type has, shape (n_types, n_features)."""
    rows, columns = [], []
    types = tokens.vocabulary.types
    for row, word in enumerate(types):
        for feature in type_features(word):
            if feature in features:
                rows.append(row)
                columns.append(features[feature])
    ones = np.ones(len(rows), np.float32)
    return sparse.csr_matrix((ones, (rows, columns)), (len(types), len(features)))
