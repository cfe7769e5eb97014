"""Sources within what others report: in "Radio North quoted aides as saying that" the aides speak.

The model takes all behind "quoted" for what Radio North reports, and often sees no more in it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_LONGEST = 12


def find_quoted_sources(parts: Parts, tokens: Tokens, quoted: Flags) -> tuple[Parts, Indices]:
    """Return attributions whose cue is "saying" behind a source and "as", and their parents.

    The source opens the content of an attribution of *parts*, its parent, which holds all of it;
    *quoted* tells tokens within quotation marks. Owners are numbered from 0.
    """
    contents = parts.of_kind(CONTENT)
    order = np.argsort(contents.first, kind="stable")
    begins = contents.first[order]
    rows: list[tuple[int, int, int, int]] = []
    parent: list[int] = []
    for saying in _as_saying(tokens, quoted).tolist():
        at = order[begins.searchsorted(saying) - 1] if len(order) else -1
        if at < 0:
            continue
        first, stop = int(contents.first[at]), int(contents.stop[at])
        if 0 < saying - 1 - first <= _LONGEST and saying + 1 < stop and not quoted[first]:
            own = len(parent)
            rows += [(first, saying - 1, SOURCE, own), (saying, saying + 1, CUE, own)]
            rows.append((saying + 1, stop, CONTENT, own))
            parent.append(int(contents.owner[at]))
    starts, stops, kind, owner = np.array(rows, np.int64).reshape(-1, 4).T
    return Parts(starts, stops, kind.astype(np.int8), owner), np.array(parent, np.int64)


def _as_saying(tokens: Tokens, quoted: Flags) -> Indices:
    """Return the tokens "saying" behind "as", outside marks."""
    saying = np.flatnonzero(tokens.type_id == tokens.vocabulary.id_of("saying"))
    found: Indices = saying[
        (tokens.type_id[saying - 1] == tokens.vocabulary.id_of("as")) & ~quoted[saying]
    ]
    return found
