"""Reading flags and values range by range is what a loop over each range would read."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.text.token_ranges import token_ranges, tokens_in

ranges_and_values = st.tuples(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=6),
    st.lists(st.integers(0, 2), min_size=14, max_size=14),
)


@given(ranges_and_values)
def test_each_range_is_read_as_by_a_loop(given: tuple[list[tuple[int, int]], list[int]]) -> None:
    spans, values = [(first, first + size) for first, size in given[0]], given[1]
    bounds = np.array(spans, np.int64).reshape(-1, 2)
    ranges = token_ranges(bounds[:, 0], bounds[:, 1])
    of_token = np.array(values)[ranges.token]
    assert tokens_in(ranges.first, ranges.stop).tolist() == [
        t for a, b in spans for t in range(a, b)
    ]
    hits = [[t for t in range(a, b) if values[t]] for a, b in spans]
    assert ranges.any(of_token > 0).tolist() == [bool(h) for h in hits]
    assert ranges.count(of_token > 0).tolist() == [len(h) for h in hits]
    first = [h[0] if h else b for h, (_, b) in zip(hits, spans, strict=True)]
    assert ranges.first_where(of_token > 0).tolist() == first
    last = [h[-1] if h else a - 1 for h, (a, _) in zip(hits, spans, strict=True)]
    assert ranges.last_where(of_token > 0).tolist() == last
    assert ranges.first_value(of_token).tolist() == [values[h[0]] if h else 0 for h in hits]
    assert ranges.last_value(of_token).tolist() == [values[h[-1]] if h else 0 for h in hits]
