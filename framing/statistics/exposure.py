"""Equal exposure: what outlets count when they are taken to write as much of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def equal_exposure(exposure: Floats) -> tuple[Floats, Floats]:
    """Return the inverse of *exposure*, and its harmonic mean over the outlets.

    *exposure* has shape (n_outlets, ...), in any unit; where it is 0 the outlet covers nothing:
    its inverse is 0, and it is no part of the mean. Counts times both are those at equal exposure.

    >>> inverse, harmonic = equal_exposure(np.array([[100.0, 0.0], [300.0, 50.0]]))
    >>> harmonic.round().tolist()
    [150.0, 50.0]
    """
    covers = exposure > 0
    inverse = np.divide(1.0, exposure, out=np.zeros(exposure.shape), where=covers)
    present = covers.sum(axis=0)
    harmonic = np.zeros(present.shape)
    np.divide(present, inverse.sum(axis=0), out=harmonic, where=present > 0)
    return inverse, harmonic
