"""Holding NumPy's linear algebra to one thread while many small arrays are multiplied."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any


@contextmanager
def one_thread_of_algebra() -> Iterator[None]:
    """Let BLAS use one thread meanwhile; afterwards as many as before.

    On arrays as small as those of a batch, more threads mostly wait for one another, and burn
    several times the processor time while they do.

    >>> with one_thread_of_algebra():
    ...     {pool["num_threads"] for pool in _libraries().select(user_api="blas").info()}
    {1}
    """
    with _libraries().limit(limits=1, user_api="blas"):
        yield


@lru_cache(maxsize=1)
def _libraries() -> Any:
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()
