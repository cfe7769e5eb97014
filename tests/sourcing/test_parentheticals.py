"""Closing parentheticals: who changes places with whom, and who does not."""

from __future__ import annotations

import numpy as np
import pytest

from framing.sourcing.parentheticals import lift_parentheticals
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.tokens import tokenize

KINDS = {"s": SOURCE, "q": CUE, "c": CONTENT}


def lifted(text: str, outer: dict[str, str], inner: dict[str, str]) -> list[dict[str, str]]:
    """Return both attributions after lifting, as texts; the inner one is within the outer."""
    tokens = tokenize([text])
    words = tokens.words()
    rows = []
    for owner, roles in enumerate((outer, inner)):
        for kind, phrase in roles.items():
            part = phrase.lower().split()
            first = next(i for i in range(len(words)) if words[i : i + len(part)] == part)
            rows.append((owner, first, first + len(part), KINDS[kind]))
    columns = np.array(sorted(rows)).T
    quoted = np.zeros(len(words), np.bool_)
    parts, parent = lift_parentheticals(
        Parts(columns[1], columns[2], columns[3].astype(np.int8), columns[0]),
        np.array([-1, 0]),
        tokens,
        quoted,
    )
    if parent.tolist() == [-1, 0]:
        return []
    assert parent.tolist() == [1, -1]
    names = {kind: name for name, kind in KINDS.items()}
    found: list[dict[str, str]] = [{}, {}]
    for at in range(len(parts.first)):
        phrase = " ".join(words[parts.first[at] : parts.stop[at]])
        found[int(parts.owner[at])][names[int(parts.kind[at])]] = phrase
    return found


def test_the_one_who_closes_the_sentence_says_all_of_it() -> None:
    found = lifted(
        "The harbor board refused to pay the fine, two clerks there said on Monday.",
        {"s": "the harbor board", "q": "refused", "c": "to pay the fine two clerks there said"},
        {"c": "to pay the fine", "s": "two clerks there", "q": "said"},
    )
    assert found == [
        {"s": "the harbor board", "q": "refused", "c": "to pay the fine"},
        {"c": "the harbor board refused to pay the fine", "s": "two clerks there", "q": "said"},
    ]


def test_so_it_is_with_according_to_and_what_stands_in_front() -> None:
    found = lifted(
        "On Monday the board said the pier may shut, according to a report.",
        {"s": "the board", "q": "said", "c": "the pier may shut according to a report"},
        {"c": "the pier may shut", "q": "according to", "s": "a report"},
    )
    assert found == [
        {"s": "the board", "q": "said", "c": "the pier may shut"},
        {"c": "on monday the board said the pier may shut", "q": "according to", "s": "a report"},
    ]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        pytest.param(
            "The board hopes that the pier, which divers said was sound, will last.",
            {"c": "the pier", "s": "divers", "q": "said"},
            id="the sentence goes on",
        ),
        pytest.param(
            "The board hopes divers said that the pier is sound.",
            {"s": "divers", "q": "said", "c": "that the pier is sound"},
            id="the source comes first",
        ),
        pytest.param(
            "The board hopes the pier divers said is sound.",
            {"c": "the pier", "s": "divers", "q": "said"},
            id="no comma",
        ),
    ],
)
def test_others_stay_within(text: str, inner: dict[str, str]) -> None:
    content = text.replace(",", "").rstrip(".").removeprefix("The board hopes ")
    assert lifted(text, {"s": "The board", "q": "hopes", "c": content}, inner) == []
