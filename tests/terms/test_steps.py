"""The table of steps against a dictionary."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.terms.steps import StepTable

pairs = st.tuples(st.integers(0, 40), st.integers(0, 2**30))


@given(st.lists(st.lists(pairs, max_size=60), max_size=6))
def test_it_remembers_what_it_worked_out(batches: list[list[tuple[int, int]]]) -> None:
    asked: list[tuple[int, int]] = []

    def work_out(state: int, signature: int) -> tuple[int, int]:
        asked.append((state, signature))
        return len(asked), signature

    table = StepTable(work_out)
    answers: dict[tuple[int, int], tuple[int, int]] = {}
    for batch in batches:
        state, signature = np.array(batch, np.int32).reshape(-1, 2).T
        found = zip(*(c.tolist() for c in table.steps(state, signature)), strict=True)
        for pair, answer in zip(batch, found, strict=True):
            assert answers.setdefault(pair, answer) == answer
    assert len(asked) == len(set(asked)) == len(answers)


def test_it_grows() -> None:
    table = StepTable(lambda state, signature: (state ^ signature, state))
    state, signature = np.divmod(np.arange(50_000, dtype=np.int32), 300)
    for chunk in np.array_split(np.arange(50_000), 7):
        table.steps(state[chunk], signature[chunk])
    following, accepted = table.steps(state, signature)
    assert (following == state ^ signature).all()
    assert (accepted == state).all()
