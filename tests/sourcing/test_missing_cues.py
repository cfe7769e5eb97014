"""Attributions whose cue is missing, a word of a name, or a word that reports nothing."""

from __future__ import annotations

import numpy as np
import pytest

from framing.sourcing.missing_cues import lack_cues
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.tokens import tokenize


def is_kept(text: str, source: str, cue: str, content: str, *, spoken: str = "says") -> bool:
    """Tell whether the attribution of these parts of *text* is kept; marked words are quoted."""
    tokens = tokenize([text])
    places = []
    for kind, part in ((SOURCE, source), (CUE, cue), (CONTENT, content)):
        if part:
            start = text.index(part)
            first = int(np.searchsorted(tokens.start, start))
            places.append((first, int(np.searchsorted(tokens.start, start + len(part))), kind, 0))
    columns = [np.array(column, np.int64) for column in zip(*places, strict=True)]
    parts = Parts(columns[0], columns[1], columns[2].astype(np.int8), columns[3])
    quoted = np.array([text[:start].count('"') % 2 == 1 for start in tokens.start.tolist()])
    is_spoken = np.array([word in (spoken, spoken.lower()) for word in tokens.words()])
    return not lack_cues(parts, tokens, quoted, is_spoken).any()


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        pytest.param(
            "the Ferry Complaints Board will meet on Monday to hear them",
            *("the Ferry", "Complaints", "Board will meet on Monday to hear them"),
            id="a word of a name",
        ),
        pytest.param(
            "the harbor service received a warning two days before the storm",
            *("the harbor service received", "", "a warning two days before the storm"),
            id="no cue",
        ),
        pytest.param(
            "The board will wait provided that the crews return",
            *("The board", "provided", "that the crews return"),
            id="a conjunction",
        ),
        pytest.param(
            "The rebels have released eight pilots on Monday",
            *("The rebels", "have released", "eight pilots on Monday"),
            id="an act of setting free",
        ),
        pytest.param(
            "The storm added to the fears of the crews",
            *("The storm", "added", "to the fears of the crews"),
            id="a verb of adding",
        ),
        pytest.param(
            "The so called free quay was shut",
            *("The", "so called", "free quay was shut"),
            id="so called",
        ),
        pytest.param(
            "A pilot asked not to be named because of the inquiry",
            *("A pilot", "asked", "not to be named because of the inquiry"),
            id="who wants no name",
        ),
        pytest.param(
            "The source preferred to remain anonymous",
            *("The source", "preferred", "to remain anonymous"),
            id="nor to be known",
        ),
    ],
)
def test_what_has_no_cue_is_dropped(text: str, source: str, cue: str, content: str) -> None:
    assert not is_kept(text, source, cue, content)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        pytest.param(
            "Dale Mayor Backs Plan To Widen Old Bridge",
            *("Dale Mayor", "Backs", "Plan To Widen Old Bridge"),
            id="a headline in capitals",
        ),
        pytest.param(
            "in print the Dale Herald Says Ferries will sail again from the old quay",
            *("the Dale Herald", "Says", "Ferries will sail again from the old quay"),
            id="a verb of speech",
        ),
        pytest.param(
            "The board released a statement on the ferry",
            *("The board", "released", "a statement on the ferry"),
            id="a statement is released",
        ),
        pytest.param(
            'The board released "all that we know" on Monday',
            *("The board", "released", 'all that we know" on Monday'),
            id="quoted words are released",
        ),
        pytest.param(
            "The board asked that the quay be named for her",
            *("The board", "asked", "that the quay be named for her"),
            id="something else is named",
        ),
        pytest.param(
            "The board provided a date for the ferry",
            *("The board", "provided", "a date for the ferry"),
            id="provided without that",
        ),
        pytest.param(
            "Ann Lee added that the quay was safe",
            *("Ann Lee", "added", "that the quay was safe"),
            id="added that",
        ),
        pytest.param(
            "the Dale Board backs Ann Lee in the vote that is due on Monday",
            *("the Dale Board", "backs", "Ann Lee in the vote that is due on Monday"),
            id="a lowercase cue",
        ),
        pytest.param(
            "Ann Lee: the old bridge is safe",
            *("Ann Lee", "", "the old bridge is safe"),
            id="a colon",
        ),
        pytest.param(
            'Ann Lee, who sells bread there, "It was the wind"',
            *("Ann Lee, who sells bread there", "", '"It was the wind"'),
            id="a quotation",
        ),
    ],
)
def test_what_has_a_cue_is_kept(text: str, source: str, cue: str, content: str) -> None:
    assert is_kept(text, source, cue, content)


def test_a_colon_at_the_end_of_the_source_is_seen() -> None:
    """The colon stands behind the last word of the source, not behind its first."""
    assert is_kept("the Dale Board: ferries sail", "the Dale Board", "", "ferries sail")
    assert not is_kept("the Dale: Board ferries sail", "the Dale: Board", "", "ferries sail")
