"""The nearest marked token is the one that looking at each in turn finds."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.text.marked import marked


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(0, 11))
def test_nearest(flags: list[bool], at: int) -> None:
    at = min(at, len(flags) - 1)
    places = [i for i, flag in enumerate(flags) if flag]
    found, here = marked(np.array(flags, np.bool_)), np.array([at])
    assert found.next(here).tolist() == [min((i for i in places if i >= at), default=len(flags))]
    assert found.last(here).tolist() == [max((i for i in places if i <= at), default=-1)]


@given(st.lists(st.booleans(), max_size=12), st.integers(0, 12), st.integers(0, 4))
def test_within(flags: list[bool], first: int, size: int) -> None:
    last = min(first + size, len(flags) - 1)
    found = marked(np.array(flags, np.bool_)).within(np.array([first]), np.array([last]))
    assert found.tolist() == [any(flags[first : last + 1])]
