from __future__ import annotations

import framing


def test_titles_are_described_not_tested(comparison: framing.Comparison) -> None:
    assert set(comparison.titles["verdict"]) <= {"described", "too_few"}


def test_title_and_body_add_up_to_the_text(comparison: framing.Comparison) -> None:
    row = comparison.titles.sort_values("n_title").iloc[-1]
    counts = comparison.counts.hits
    text = sum(
        n
        for (outlet, _, feature, voice, section), n in counts.items()
        if (outlet, feature, voice, section) == (row.outlet, row.feature, "own", "text")
    )
    assert row.n_title + row.n_body <= text
    assert row.n_title > 0
