"""A column over types decides each type once, and only those that it is asked of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.type_columns import TypeColumn

_MANY = 20_000  # more than a column has room for at first
_ASKED = st.lists(st.integers(0, 49), max_size=8)


@given(st.lists(st.one_of(_ASKED, st.none()), max_size=6))
def test_a_type_is_decided_when_it_is_first_asked_for(asks: list[list[int] | None]) -> None:
    types: list[str] = []
    decided: list[str] = []

    def decide(new: Sequence[str]) -> list[int]:
        decided.extend(new)
        return [int(word[1:]) ** 2 for word in new]

    column = TypeColumn(types, decide, np.int64)
    wanted: set[int] = set()
    for asked in asks:
        types.extend(f"w{i}" for i in range(len(types), len(types) + 50))
        if asked is None:
            wanted.update(range(len(types)))
            assert column.values()[: len(types)].tolist() == [i**2 for i in range(len(types))]
        else:
            wanted.update(asked)
            assert column.of(np.array(asked, np.int64)).tolist() == [i**2 for i in asked]
    assert sorted(decided) == sorted(types[i] for i in wanted)


def test_what_is_known_stays_when_the_column_grows() -> None:
    types = [str(i) for i in range(10)]
    column = TypeColumn(types, lambda new: [int(word) for word in new], np.int32)
    assert column.of(np.array([[3, 4]])).tolist() == [[3, 4]]
    types.extend(str(i) for i in range(10, _MANY))
    assert column.of(np.array([3, _MANY - 1])).tolist() == [3, _MANY - 1]
    assert column.values()[:_MANY].tolist() == list(range(_MANY))


@pytest.mark.parametrize(
    ("dtype", "highest"), [(np.uint8, 255), (np.int32, 2**31 - 1), (np.bool_, True)]
)
def test_the_highest_number_is_a_value_like_any_other(dtype: type, highest: int) -> None:
    types = ["low", "high", "never asked for"]
    column = TypeColumn(types, lambda new: [highest * (word == "high") for word in new], dtype)
    for _ in range(2):
        assert column.of(np.array([1, 0])).tolist() == [highest, 0]


def test_what_is_no_whole_number_is_known_from_what_is_not() -> None:
    types = ["0.5", "0", "7"]
    column = TypeColumn(types, lambda new: [float(word) for word in new], np.float64)
    for asked in ([1], [0, 1], [2]):
        assert column.of(np.array(asked)).tolist() == [float(types[i]) for i in asked]
