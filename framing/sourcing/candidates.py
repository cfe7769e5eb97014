"""The candidates: tokens at which a role may begin or end. Others have the role of the one before.

Who is cited, and what they said, begins at some words and hardly ever at others: at "the" rather
than at the noun behind it. Sums of looked-up numbers tell which, so that the layers and the chain
of the model take two tokens of five.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.sourcing.codes import TokenCodes
from framing.sourcing.model import EDGE_OFFSETS, EdgeWeights
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Edges = npt.NDArray[np.int16]

# How many tokens passed over are told apart on either side.
_MOST_PASSED = 4


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The tokens whose labels are decided, columns of shape (n_candidates,).

    ``token`` is sorted. ``passed`` tells how many tokens were passed over before a candidate and
    behind it, as ``5 * before + behind``, each at most 4. ``number``, shape (n_tokens,), has for
    each token the number of the candidate that decides its label: itself, or the one before;
    ``first``, shape (n_paragraphs,), that of the first candidate of each paragraph.
    """

    token: Indices
    first: Indices
    passed: npt.NDArray[np.uint8]
    number: Indices

    def __len__(self) -> int:
        return len(self.token)


def find_candidates(
    tokens: Tokens, types: Codes, seen: TokenCodes, words: Edges, edges: EdgeWeights
) -> Candidates:
    """Return the candidates of *tokens*: the first of each paragraph, and whatever may be an edge.

    *types* are the types that the model sees; *words*, shape (n_types, 2), tells what each adds
    to the sum of its token and to that of the one behind.
    """
    chosen = edge_sums(types, seen, words, edges) >= edges.least
    chosen[tokens.paragraph_first] = True
    token, number = np.flatnonzero(chosen), np.cumsum(chosen) - 1
    first = number.take(tokens.paragraph_first)
    return Candidates(token, first, _passed(token, first, len(tokens)), number)


def edge_sums(types: Codes, seen: TokenCodes, words: Edges, edges: EdgeWeights) -> Codes:
    """Return how much speaks for an edge at each token, shape (n_tokens,)."""
    of_words = words.take(types, axis=0)
    sums: Codes = of_words[:, 0].astype(np.int32)
    sums[1:] += of_words[:-1, 1]
    tables = dict(zip(EDGE_OFFSETS, edges.tables, strict=True))
    for group in seen.groups:
        picked = [tables[key].take(codes) for key, codes in group.codes.items() if key in tables]
        if picked:
            sums += np.add.reduce(picked, dtype=np.int32).take(group.number)
    return sums


def _passed(token: Indices, first: Indices, size: int) -> npt.NDArray[np.uint8]:
    behind = np.minimum(np.diff(token, append=size) - 1, _MOST_PASSED)
    before = np.append(0, behind[:-1])
    before[first] = 0
    passed: npt.NDArray[np.uint8] = (before * (_MOST_PASSED + 1) + behind).astype(np.uint8)
    return passed
