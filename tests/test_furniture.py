"""Lines learned as furniture are those that recur in an outlet, and no headline of an article."""

from __future__ import annotations

import pytest

from framing.article import Article
from framing.furniture import learn_furniture


def corpus(n: int, line: str, outlet: str = "Ledger") -> list[Article]:
    return [
        Article(id=f"{outlet}{i}", outlet=outlet, text=f"Story {i} is told here.\n\n{line}")
        for i in range(n)
    ]


def test_a_line_that_recurs_is_learned_for_its_outlet_only() -> None:
    furniture = learn_furniture([*corpus(6, "Read the Ledger."), *corpus(6, "Echo!", "Echo")])
    assert furniture.lines("Ledger") == {"read the ledger"}
    assert furniture.lines("Echo") == {"echo"}
    assert furniture.lines("Coastwatch") == frozenset()


@pytest.mark.parametrize(("n", "learned"), [(4, False), (5, True)])
def test_five_articles_are_needed(n: int, learned: bool) -> None:
    assert bool(learn_furniture(corpus(n, "Read the Ledger.")).lines("Ledger")) is learned


def test_copies_of_one_article_teach_nothing() -> None:
    copies = [Article(id=str(i), outlet="A", text="One story.\n\nIts line.") for i in range(9)]
    assert learn_furniture(copies).lines("A") == frozenset()


def test_a_share_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="min_share above 0"):
        learn_furniture([], min_share=0)
