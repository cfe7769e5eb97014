"""Learn at which tokens a role may begin or end, and what labels those tokens then have."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import SGDClassifier

from framing.sourcing.candidates import Candidates, edge_sums
from framing.sourcing.codes import SIZES, TokenCodes
from framing.sourcing.model import (
    EDGE_LIMIT,
    EDGE_OFFSETS,
    LABELS,
    EdgeWeights,
    role_of,
)
from framing.tokens import Tokens

Labels = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

_ROLE = np.unique([role_of(label) for label in LABELS], return_inverse=True)[1]
_BEGINS = np.array([label[0] == "B" for label in LABELS])
_CONTINUING = np.array([LABELS.index("I" + x[1:] if x[0] == "B" else x) for x in LABELS], np.int32)
_BEGINNING = np.array([LABELS.index("B" + x[1:] if x[0] == "I" else x) for x in LABELS], np.int32)
_ROUNDS, _ALPHA = 8, 2e-6
# What a type adds is the sum of the numbers of some features and has to fit into 16 bits.
_LARGEST = EDGE_LIMIT / 4


def changes(labels: Labels, tokens: Tokens) -> Flags:
    """Tell the tokens at which a role begins or ends, and the first of each paragraph."""
    changed = np.ones(len(labels), np.bool_)
    changed[1:] = (_ROLE[labels[1:]] != _ROLE[labels[:-1]]) | _BEGINS[labels[1:]]
    changed[tokens.paragraph_first] = True
    return changed


def learn_edges(
    tokens: Tokens,
    types: npt.NDArray[np.int32],
    features: sparse.csr_matrix,
    seen: TokenCodes,
    labels: Labels,
    *,
    share: float,
) -> EdgeWeights:
    """Return numbers by which *share* of the tokens become candidates, the likeliest edges.

    *features* has shape (n_types, n_features). A logistic regression tells how likely a token is
    an edge from its word, the word before it and the codes of `EDGE_OFFSETS`.
    """
    columns = [features[types], features[np.append(0, types[:-1])]]
    columns += [_one_of(seen.column(*key), SIZES[key[0]]) for key in EDGE_OFFSETS]
    model = SGDClassifier(
        loss="log_loss", alpha=_ALPHA, max_iter=_ROUNDS, tol=None, average=True, random_state=0
    )
    model.fit(sparse.hstack(columns).tocsr(), changes(labels, tokens))
    weight = model.coef_[0]
    whole = np.rint(weight * (_LARGEST / np.abs(weight).max())).astype(np.int16)
    bounds = np.cumsum([column.shape[1] for column in columns])[:-1]
    here, behind, *tables = np.split(whole, bounds)
    words = np.stack((here, behind), axis=1)
    edges = EdgeWeights(words, tuple(tables), 0)
    sums = edge_sums(types, seen, edges_of_types(features, words), edges)
    return replace(edges, least=int(np.quantile(sums, 1 - share)))


def edges_of_types(
    features: sparse.csr_matrix, words: npt.NDArray[np.int16]
) -> npt.NDArray[np.int16]:
    """Return what each type adds to the sum of its token and of the one behind, (n_types, 2)."""
    of_types = features.astype(np.int32) @ words.astype(np.int32)
    whole: npt.NDArray[np.int16] = np.clip(of_types, -EDGE_LIMIT, EDGE_LIMIT).astype(np.int16)
    return whole


def _one_of(codes: npt.NDArray[np.integer], size: int) -> sparse.csr_matrix:
    ones = np.ones(len(codes), np.float32)
    return sparse.csr_matrix((ones, codes, np.arange(len(codes) + 1)), (len(codes), size))


def labels_of_candidates(labels: Labels, tokens: Tokens, candidates: Candidates) -> Labels:
    """Return *labels* with those of the candidates as if no other token had been there."""
    run = np.cumsum(changes(labels, tokens))[candidates.token]
    begins = np.diff(run, prepend=-1) != 0
    own = labels[candidates.token]
    left = labels.copy()
    left[candidates.token] = np.where(begins, _BEGINNING[own], _CONTINUING[own])
    return left


def as_arrays(edges: EdgeWeights) -> dict[str, npt.NDArray[Any]]:
    """Return *edges* as they are written to the file of the weights."""
    tables = {f"edge{i}": table for i, table in enumerate(edges.tables)}
    return {"edge_words": edges.words, "edge_least": np.array(edges.least, np.int32), **tables}
