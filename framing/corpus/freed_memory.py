"""Keeping memory that arrays gave back, for the arrays that follow."""

from __future__ import annotations

import numpy as np

_LARGEST = 31 << 20  # bytes; of a larger block the C library takes no notice


def keep_freed_memory() -> None:
    """Let the process keep some 60 MB that arrays give back, rather than fetch them ever anew.

    Pages that are fetched anew are cleared first, which is dear for arrays that are written once.
    glibc fits what it keeps to the blocks given back so far, of at most 32 MB (its manual, Malloc
    Tunable Parameters). So such a block is asked for and given back; no page of it is touched.
    With another C library nothing changes.
    """
    np.empty(_LARGEST, np.uint8)
