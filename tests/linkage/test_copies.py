"""Copies of a text are found, within a group only."""

from __future__ import annotations

import numpy as np

from framing.article import Article
from framing.linkage.background import Background
from framing.linkage.copies import first_copies
from framing.linkage.term_counts import count_terms


def test_copies_are_found_within_a_group_only() -> None:
    text = "Ore prices fell by 12 percent as three mills at Korvat closed for the winter."
    texts = [text, text + " More later.", "Rain fell on the hills of Lira for a week.", text]
    found = count_terms(
        [Article(id=str(k), text=t) for k, t in enumerate(texts)], Background(0, 1, {}, frozenset())
    )
    assert first_copies(found, np.zeros(4, dtype=np.int64)).tolist() == [0, 0, 2, 0]
    assert first_copies(found, np.array([0, 0, 0, 1])).tolist() == [0, 0, 2, 3]
