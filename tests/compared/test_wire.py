from __future__ import annotations

import numpy as np

import framing
from framing.article import Article
from framing.compared.wire import stretches
from framing.tokens import tokenize

WIRE = (
    "Ferries to the island will not sail before Thursday because the so-called reform of pilots'"
    " pay ran into trouble at the port late at night and again at dawn."
)


def _articles() -> list[Article]:
    ends = ("The so-called talks failed on Monday.", "Nobody expects it to last for long.")
    return [
        Article(id=name, outlet=name, event="e", text=f"{WIRE}\n\n{end}")
        for name, end in zip("AB", ends, strict=True)
    ]


def _hits(comparison: framing.Comparison, outlet: str) -> int:
    table = comparison.rates
    rows = (table["feature"] == "marker.distancing_phrase") & (table["outlet"] == outlet)
    return int(
        table[rows & (table["voice"] == "own") & (table["section"] == "text")]["count"].sum()
    )


def test_staff_wording_leaves_shared_passages_out_and_lists_them() -> None:
    analysis = framing.analyze(_articles(), lexicons=["distancing"])
    published = framing.compare(analysis)
    staff = framing.compare(analysis, wording="staff")
    assert (_hits(published, "A"), _hits(staff, "A")) == (2, 1)
    assert (_hits(published, "B"), _hits(staff, "B")) == (1, 0)
    assert [text.rstrip(".") for text in staff.wire["text"]] == [WIRE.rstrip(".")] * 2
    assert staff.wire["counted"].tolist() == [False, False]
    assert published.wire["counted"].tolist() == [True, True]


def test_words_of_shared_passages_are_not_exposure() -> None:
    analysis = framing.analyze(_articles(), lexicons=["distancing"])
    staff = framing.compare(analysis, wording="staff")
    assert staff.counts.hits["A", "e", "words", "own", "text"] == 6


def test_many_copies_of_one_story_are_counted_once() -> None:
    copies = [Article(id=f"{i:04}", outlet="AB"[i % 2], event="e", text=WIRE) for i in range(400)]
    comparison = framing.compare(framing.analyze(copies, lexicons=["distancing"]))
    assert comparison.coverage["n_articles"].tolist() == [1, 1]
    assert set(comparison.contrasts["verdict"]) <= {"too_few"}


def test_tokens_know_the_stretch_they_begin_in() -> None:
    tokens = tokenize(["One two three.", "Four five."])
    # Rows of article, start and end; article 7 is not of the batch.
    spans = np.array([[3, 0, 7], [7, 0, 4], [9, 5, 9]])
    found = stretches(spans, np.array([3, 9]), tokens, np.array([2, 9, 1]))
    assert found.tolist() == [2, 2, 0, 0, 1]
    assert stretches(spans[:0], np.array([3, 9]), tokens).tolist() == [0] * 5
