from __future__ import annotations

import pytest

from framing.markers.distancing_phrases import find_distancing_phrases
from framing.quotes import find_quotes
from framing.tokens import tokenize
from tests.test_voice import attributions_of


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("They joined what the minister called a just war on the coast.", ["just war"]),
        ("It was what critics have described as collective punishment.", ["collective punishment"]),
        ("The so-called People's Court sat in May.", ["people's court"]),
        pytest.param(
            "A self-declared caliphate fell.",
            ["caliphate"],
            marks=pytest.mark.xfail(strict=True, reason="no parts of speech: takes two words"),
        ),
        ("The so-called moderates left early.", ["moderates"]),
        ("What he called it does not matter.", []),
        ("He asked what the mayor did and who called a strike.", []),
        ("They joined what she called “a just war” on the coast.", []),
        ("So what? He called a friend.", []),
        ("", []),
    ],
)
def test_labels(text: str, labels: list[str]) -> None:
    tokens = tokenize([text])
    found = find_distancing_phrases(tokens, find_quotes(tokens), attributions_of(tokens))
    assert found.label == labels
    assert len(found.reason) == len(found.start) == len(labels)
