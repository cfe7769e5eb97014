"""Each outlet against the rest, tested by drawing which outlet plays its part in each event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from framing.resampling import role_tests
from framing.statistics.contrast_parts import Cells, Part, untested_part
from framing.statistics.exposure import equal_exposure
from framing.statistics.rate_ratio import rate_ratios

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Indices = NDArray[np.intp]

REST = "the rest"


def tested_against_rest(cells: Cells, *, swaps: int, seed: int) -> list[Part]:
    """Return the comparison of every outlet with the others, tested; no row is kept.

    In each event every outlet's count is scaled to the harmonic mean exposure of the outlets
    there, and the rest is the mean of the others' scaled counts. Hits and exposures are told
    unscaled.
    """
    covers = cells.exposure > 0
    present = covers.sum(axis=0)
    inverse, harmonic = equal_exposure(cells.exposure)
    scaled = cells.count * inverse * harmonic
    all_scaled = scaled.sum(axis=0)
    all_hits = cells.count.sum(axis=0, where=covers)
    all_exposure = cells.exposure.sum(axis=0)
    all_articles = cells.articles.sum(axis=0, where=covers)
    parts = []
    for target, outlet in enumerate(cells.outlets):
        rest = (all_scaled - scaled[target]) / np.maximum(present - 1, 1)
        shared = covers[target] & (present > 1)
        width = np.where(shared, harmonic, 0.0)
        ratios = rate_ratios(scaled[target].T, width.T, rest.T, width.T)
        n_hits, exposure = (
            np.where(shared, of_all, 0.0).sum(axis=0) for of_all in (all_hits, all_exposure)
        )
        own = [
            np.where(shared, mine[target], 0.0).sum(axis=0)
            for mine in (cells.count, cells.exposure)
        ]
        ratios = replace(
            ratios,
            n_target=own[0],
            n_reference=n_hits - own[0],
            exposure_target=own[1],
            exposure_reference=exposure - own[1],
        )
        n_articles = np.where(shared, all_articles, 0).sum(axis=0)
        part = untested_part([(outlet, REST)], ratios, n_hits, n_articles)
        parts.append(part.keep(np.zeros(len(part.kept), np.bool_)))
    _test_roles(parts, scaled, covers, swaps, seed)
    return parts


def _test_roles(
    parts: Sequence[Part], scaled: Floats, covers: Flags, swaps: int, seed: int
) -> None:
    """Give the rows of *parts*, one part for each outlet against the rest, their p, in place."""
    for targets, columns in _same_draws(covers, [part.enough for part in parts]):
        slots = scaled[:, :, columns].transpose(1, 0, 2).reshape(-1, len(columns))
        tests = role_tests(slots, covers[:, :, columns[0]].T, targets, swaps=swaps, seed=seed)
        for target, test in zip(targets, tests, strict=True):
            tested = parts[target].enough[columns]
            parts[target].p[columns[tested]] = test.p[tested]


def _same_draws(covers: Flags, enough: Sequence[Flags]) -> Iterator[tuple[list[int], Indices]]:
    """Yield targets and features that one set of draws serves, with the features to be tested.

    Their outlets cover the same events, and the targets the same events with others.
    """
    coverage: dict[bytes, list[int]] = {}
    for column in np.flatnonzero(np.any(enough, axis=0)).tolist():
        coverage.setdefault(covers[:, :, column].tobytes(), []).append(column)
    for columns in coverage.values():
        outlets_of_event = covers[:, :, columns[0]].sum(axis=0)
        targets: dict[bytes, list[int]] = {}
        for target, covered in enumerate(covers[:, :, columns[0]]):
            targets.setdefault((covered & (outlets_of_event > 1)).tobytes(), []).append(target)
        for alike in targets.values():
            some = np.any([enough[target][columns] for target in alike], axis=0)
            if some.any():
                yield alike, np.array(columns, np.intp)[some]
