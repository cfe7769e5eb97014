"""Acts in headlines, which attribute nothing."""

from __future__ import annotations

import numpy as np
import pytest

from framing.quotes import find_quotes
from framing.sourcing.features import quotation_spans
from framing.sourcing.headline_acts import tell_headline_acts
from framing.sourcing.model import load_weights, seen_words
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.text.sections import BODY, DEK, LEDE, TITLE
from framing.tokens import tokenize


def is_kept(source: str, cue: str, content: str, *, section: int = TITLE) -> bool:
    """Tell whether the attribution of these parts, which make up a headline, is kept."""
    text = " ".join(filter(None, (source, cue, content)))
    tokens = tokenize([text])
    places, begin = [], 0
    for kind, part in ((SOURCE, source), (CUE, cue), (CONTENT, content)):
        stop = begin + len(tokenize([part]))
        if stop > begin:
            places.append((begin, stop, kind, 0))
        begin = stop
    columns = [np.array(column, np.int64) for column in zip(*places, strict=True)]
    parts = Parts(columns[0], columns[1], columns[2].astype(np.int8), columns[3])
    weights = load_weights()
    quoted = np.zeros(len(tokens), np.bool_)
    for start, end in zip(*quotation_spans(tokens, find_quotes(tokens)), strict=True):
        quoted |= (tokens.start >= start) & (tokens.end <= end)
    sections = np.full(len(tokens), section, np.uint8)
    acts = tell_headline_acts(parts, tokens, seen_words(tokens, weights), sections, quoted)
    return not acts.any()


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
