"""What a marker finds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class MarkerHits:
    """Hits of one marker as columns of shape (n_hits,), sorted by (start, end).

    ``start`` and ``end`` are offsets into ``tokens.joined``; ``label`` is the normalized wording
    that is marked; ``reason`` says in words why it is a hit.
    """

    article: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    label: list[str]
    reason: list[str]

    def __len__(self) -> int:
        return len(self.start)
