"""Findings as named columns of one length, and joining those of many batches."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import numpy.typing as npt

Frame = Mapping[str, npt.NDArray[Any]]


def frame_of(
    columns: Any, *, text_start: npt.NDArray[np.int64], without: Collection[str] = ()
) -> dict[str, npt.NDArray[Any]]:
    """Return the columns of a dataclass of findings, offsets from each article's own start.

    *columns* has ``article``, ``start`` and ``end`` (offsets into a batch whose article *i* begins
    at ``text_start[i]``); lists become arrays of objects.
    """
    frame = {
        f.name: as_column(getattr(columns, f.name))
        for f in fields(columns)
        if f.name not in without
    }
    shift = text_start[frame["article"]] if len(frame["article"]) else 0
    return {**frame, "start": frame["start"] - shift, "end": frame["end"] - shift}


def as_column(values: Sequence[Any] | npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return *values* as an array; anything but an array becomes one of objects."""
    if isinstance(values, np.ndarray):
        return values
    return np.fromiter(values, object, len(values))  # up to ten times as fast as column[:] =


def join_frames(frames: Sequence[Frame], *, shifts: Mapping[str, Sequence[int]]) -> Frame:
    """Return the rows of all *frames* one after the other.

    ``shifts[name][i]`` is added to the column *name* of frame *i* where it is not negative: these
    columns number the rows of another frame, or articles.

    >>> a = {"article": np.array([0, -1])}
    >>> join_frames([a, a], shifts={"article": [0, 5]})["article"].tolist()
    [0, -1, 5, -1]
    """
    joined = {}
    for name in frames[0]:
        parts = [frame[name] for frame in frames]
        if name in shifts:
            parts = [
                np.where(part >= 0, part + shift, part)
                for part, shift in zip(parts, shifts[name], strict=True)
            ]
        joined[name] = np.concatenate(parts)
    return joined
