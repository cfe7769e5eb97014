"""Omissions: when an item counts as left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from framing.alignment.omissions import Mention, find_omissions


def mention(item: str, outlet: str) -> Mention:
    return Mention(item, "entity", outlet, outlet, 0, 1)


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("abcd"))), st.integers(1, 4))
def test_laws(pairs: list[tuple[str, str]], n: int) -> None:
    outlets = "abcd"[:n]
    rows = find_omissions([mention(*p) for p in pairs if p[1] in outlets], outlets, event="e")
    assert n >= 3 or not rows
    for row in rows:
        assert set(row.reported_by) | set(row.not_reported_by) == set(outlets)
        assert not set(row.reported_by) & set(row.not_reported_by)
        assert len(row.reported_by) > len(outlets) / 2
        assert {m.outlet for m in row.mentions} == set(row.reported_by)
