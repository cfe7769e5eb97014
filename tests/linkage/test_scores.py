"""How sure cosines, dates and given events make that two articles report one event."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.linkage.clusters import Merge
from framing.linkage.scores import cosine_of, is_lookalike, score_of, score_pairs
from framing.linkage.times import Times

ALIKE = np.ones((2, 2))


def at(*hours: float) -> Times:
    when = np.array(hours)
    return Times(when, when, when, when)


@given(st.floats(0.01, 0.99), st.floats(0.1, 0.5))
def test_the_cosine_of_a_score_has_that_score(score: float, even: float) -> None:
    assert float(score_of(np.array(cosine_of(score, even)), even)) == pytest.approx(score)


@pytest.mark.parametrize(
    ("hours", "given_events", "may_be_one"),
    [
        ((0.0, 36.0), (None, None), True),
        ((0.0, 37.0), (None, None), False),
        ((0.0, np.nan), (None, None), True),
        ((0.0, 1.0), ("flood", "strike"), False),
        ((0.0, 1.0), ("flood", "flood"), True),
        ((0.0, 1.0), ("flood", None), True),
    ],
)
def test_dates_and_given_events_keep_articles_apart(
    hours: tuple[float, float], given_events: tuple[str | None, str | None], may_be_one: bool
) -> None:
    score = score_pairs(at(*hours), given_events, ALIKE, 36.0)
    assert np.isfinite(score[0, 1]) == may_be_one


def test_halves_much_more_alike_than_they_are_to_each_other_are_lookalikes() -> None:
    merge = Merge((0, 1, 2), (3, 4, 5), 0.5)
    within = np.kron(np.eye(2), np.ones((3, 3)))
    assert is_lookalike(merge, 0.2 + 0.4 * within)
    assert not is_lookalike(merge, np.full((6, 6), 0.6))


def test_one_article_is_no_half() -> None:
    assert not is_lookalike(Merge((0,), (1, 2), 0.5), np.eye(3))
