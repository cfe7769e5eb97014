"""Acts in headlines, which attribute nothing."""

from __future__ import annotations

import numpy as np
import pytest

from framing.sourcing.headline_acts import tell_headline_acts
from framing.text.sections import BODY, DEK, LEDE, TITLE
from tests.sourcing.marked_parts import MarkedParts


def is_kept(source: str, cue: str, content: str, *, section: int = TITLE) -> bool:
    """Tell whether the attribution of these parts, which make up a headline, is kept."""
    parts = (("s", source), ("q", cue), ("c", content))
    case = MarkedParts(" ".join(f"[{kind} {words}]" for kind, words in parts if words))
    sections = np.full(len(case.tokens), section, np.uint8)
    return not tell_headline_acts(case.parts, case.tokens, case.words, sections, case.quoted).any()


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        pytest.param("Dale council", "approves", "cuts to ferries", id="an act"),
        pytest.param("Harbor board", "holds talks with", "pilots on pay", id="a noun of speech"),
        pytest.param("Lawmakers", "set to override veto on", "ferry bill", id="to come"),
        pytest.param("Storm", "to boycott", "harbor fair", id="an infinitive"),
    ],
)
def test_an_act_is_dropped(source: str, cue: str, content: str) -> None:
    assert not is_kept(source, cue, content)
    assert not is_kept(source, cue, content, section=DEK)
    assert is_kept(source, cue, content, section=LEDE)
    assert is_kept(source, cue, content, section=BODY)


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        pytest.param("Mayor", "says", "ferries will sail", id="speech"),
        pytest.param("Mayor", "urges", "pilots to sail", id="a cue in most places"),
        pytest.param("Mayor", "wants", "pilots to sail", id="an attitude"),
        pytest.param("Pilots", "willing", "to sail", id="an attitude that is no verb"),
        pytest.param("Mayor", "apologizes for", "late ferries", id="a reporting verb"),
        pytest.param("Mayor", "takes a swipe at", "pilots", id="several words that report"),
        pytest.param("Mayor", "pours cold water", "on hopes", id="its last word behind the cue"),
        pytest.param("Mayor", "", ": Ferries will sail", id="a colon"),
        pytest.param("Mayor", "approves", "plan for “ferries that float”", id="quoted words"),
    ],
)
def test_what_reports_is_kept(source: str, cue: str, content: str) -> None:
    assert is_kept(source, cue, content)
