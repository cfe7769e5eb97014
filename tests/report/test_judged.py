"""What cannot be said is summed up, not listed line by line."""

from __future__ import annotations

from framing.report.judged import too_few
from tests.charts.invented import invented


def test_wordings_are_grouped_by_the_events_they_have() -> None:
    comparison = invented(2, 1)
    few = too_few(comparison)
    named = [name for _, names in few.features for name in names]
    counts = [n for n, _ in few.features]
    assert counts == sorted(set(counts), reverse=True)
    assert len(named) == len(set(named)) == comparison.contrasts["feature"].nunique()
