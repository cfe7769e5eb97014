"""Gaps told apart by a key of their marks have the classes that their texts have."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.text.gap_classes import classes_of_gaps
from framing.tokens import tokenize

GAPS = st.text(" \n.,;:!?'\"“”()[]-–—$%#*\u00a0\U0001f600", min_size=1, max_size=5)


def checksum(gap: str) -> int:
    return sum((place + 1) * ord(mark) for place, mark in enumerate(gap))


@given(st.lists(st.lists(GAPS, max_size=8).map(lambda gaps: "x" + "x".join(gaps)), max_size=3))
def test_any_gaps(texts: list[str]) -> None:
    tokens = tokenize(texts)
    at = np.arange(len(tokens))
    bounds = [*tokens.start[1:].tolist(), *tokens.end[-1:].tolist()]
    gaps = [tokens.joined[a:b] for a, b in zip(tokens.end.tolist(), bounds, strict=True)]
    assert classes_of_gaps(tokens, at, checksum).tolist() == [checksum(gap) for gap in gaps]
    assert classes_of_gaps(tokens, at[::2], checksum).tolist() == [checksum(g) for g in gaps[::2]]
