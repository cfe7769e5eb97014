"""The learned weights in whole numbers, small enough that every sum of products is exact.

A float of 32 bits holds whole numbers up to 2 ** 24. Each column of weights is therefore scaled
so that no input can take its sum of products beyond that; then the order in which a processor
adds them does not matter, and the same text has the same scores in any batch and on any machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.sourcing.model import CODE_OFFSETS, FIRST_BITS, LABELS, LIMIT

Floats = npt.NDArray[np.float32]
Exact = npt.NDArray[np.float64]

# Chosen on a quarter of train that was left out: added to the score of opening an attribution,
# which buys recall; taken from that of a cue without a source before it, which buys sources.
OPENING, SOURCELESS = 1.2, 1.0
_EXACT = 0.99 * 2**24
_MOST_IN_SUMS = 0.99 * (2**15 - 1)
_MOST_SHIFTED = 1 << (15 - FIRST_BITS)
_ROOM = 1.1  # words that were not learned from may add a little more


def whole_numbers(
    parameters: Mapping[str, Floats], of_types: Floats, largest: tuple[Floats, Floats]
) -> dict[str, npt.NDArray[Any]]:
    """Return the weights as `framing.sourcing.model.Weights` holds them.

    *of_types* are the embeddings of the types learned from, *largest* the greatest values seen in
    the narrow and in the second layer.
    """
    p = {name: array.astype(np.float64) for name, array in parameters.items()}
    narrow, second = (np.maximum(array.astype(np.float64), 1e-6) for array in largest)
    out, per_unit = _first_layer(p, of_types.astype(np.float64))
    squeeze, center = (
        p[name] * ((1 << FIRST_BITS) / per_unit)[:, None] for name in ("squeeze", "center")
    )
    squeeze *= LIMIT / narrow
    finest = (_EXACT / (_MOST_SHIFTED * np.abs(squeeze).sum(0))).min()
    out["squeeze"] = _whole(squeeze * finest)
    out["squeeze_scale"] = np.array([1 / finest], np.float32)
    hidden = (p["hidden"] * (narrow / LIMIT)[None, :, None]).reshape(-1, len(second))
    hidden, center, bias = (x * (LIMIT / second) for x in (hidden, center, p["hidden_bias"]))
    most = LIMIT * np.abs(hidden).sum(0) + _MOST_SHIFTED * np.abs(center).sum(0) + np.abs(bias)
    finest = (_EXACT / most).min()
    out["hidden"], out["center"] = _whole(hidden * finest), _whole(center * finest)
    out["hidden_bias"] = np.rint(bias * finest).astype(np.int32)
    out["hidden_scale"] = np.array([1 / finest], np.float32)
    output = p["output"] * (second / LIMIT)[:, None]
    greatest = (LIMIT * np.abs(output).sum(0) + np.abs(p["output_bias"])).max()
    out["output"] = _whole(output * (_EXACT / greatest))
    out["output_bias"] = np.rint(p["output_bias"] * (_EXACT / greatest)).astype(np.int32)
    out["unit"] = np.array([greatest / _EXACT], np.float32)
    return out | _chain(p)


def _first_layer(
    p: Mapping[str, Exact], of_types: Exact
) -> tuple[dict[str, npt.NDArray[Any]], Exact]:
    """Return the tables of the first layer, and what one is worth in each of its units."""
    tables = [p[f"table{i}"] for i in range(len(CODE_OFFSETS))]
    tables[-1] = tables[-1] + p["bias"]  # every token picks one row of it
    words = np.concatenate(list(p["words"]), axis=1)
    limit = _ROOM * np.abs(of_types @ words).max(0)
    most = limit.reshape(len(p["words"]), -1).sum(0) + sum(np.abs(t).max(0) for t in tables)
    per_unit = _MOST_IN_SUMS / most
    per_place = np.tile(per_unit, len(p["words"]))
    finest = 127 / np.abs(p["embedding"]).max(0)
    words = words * per_place / finest[:, None]
    scale = _EXACT / (LIMIT * np.abs(words).sum(0))
    out = {
        "embedding": np.rint(p["embedding"] * finest).astype(np.int8),
        "words": _whole(words * scale),
        "word_scale": (1 / scale).astype(np.float32),
        "word_limit": np.floor(limit * per_place).astype(np.int16),
    }
    for i, table in enumerate(tables):
        out[f"table{i}"] = _whole(table * per_unit)
    return out, per_unit


def _whole(values: Exact) -> npt.NDArray[np.int16]:
    return np.rint(values).astype(np.int16)


def _chain(p: Mapping[str, Exact]) -> dict[str, npt.NDArray[Any]]:
    """Return the scores of the chain, those of opening an attribution set as chosen."""
    opens = np.array([label in ("BSr", "BQf", "BCb") for label in LABELS])
    ends = np.array([label == "O" or label[1:] in ("Cf", "Cc", "Sl", "Qb") for label in LABELS])
    leads = np.array([label == "BQf" for label in LABELS])
    waits = np.array([label in ("BCb", "ICb", "Ob") for label in LABELS])
    follows = np.array([label == "BQb" for label in LABELS])
    bonus = OPENING * opens - SOURCELESS * leads
    transition = p["transition"] + np.outer(ends, bonus) - SOURCELESS * np.outer(waits, follows)
    return {
        "transition": transition.astype(np.float16).astype(np.float32),
        "first": (p["first"] + bonus).astype(np.float16).astype(np.float32),
    }
