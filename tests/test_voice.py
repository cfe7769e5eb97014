from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from framing.attributions import Attributions, Spans, tokens_of
from framing.quotes import find_quotes
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens, tokenize
from framing.voice import VOICES, Voice, assign_voice
from tests.test_quotes import marked_texts, read_brackets


def attributions_of(tokens: Tokens, *rows: dict[str, list[tuple[int, int]]]) -> Attributions:
    """Make attributions from the spans of their roles."""

    def ragged(role: str) -> Spans:
        spans = [row.get(role, []) for row in rows]
        first = np.cumsum([0, *map(len, spans)])
        return Spans(np.array([s for r in spans for s in r], np.int64).reshape(-1, 2), first)

    n = len(rows)
    spans = {role: ragged(role) for role in ("source", "cue", "content")}
    return Attributions(
        article=np.zeros(n, np.int64),
        start=np.zeros(n, np.int64),
        end=np.zeros(n, np.int64),
        token=np.zeros(n, np.int64),
        **spans,
        **{f"{role}_tokens": tokens_of(tokens, own.span) for role, own in spans.items()},
        directness=np.zeros(n, np.uint8),
        speech=np.ones(n, np.bool_),
        parent=np.full(n, -1, np.int64),
        confidence=np.ones(n, np.float32),
    )


def voice_of(text: str, *rows: dict[str, list[str]]) -> tuple[Voice, dict[str, str]]:
    """Return the voice, and the voice of each word; the rows name the spans by their words."""
    tokens = tokenize([text])
    spans = [
        {role: [(text.index(s), text.index(s) + len(s)) for s in of] for role, of in row.items()}
        for row in rows
    ]
    voice = assign_voice(tokens, find_quotes(tokens), attributions_of(tokens, *spans))
    return voice, dict(zip(tokens.words(), (VOICES[v] for v in voice.voice), strict=True))


def test_content_is_attributed_and_its_cue_own() -> None:
    _, words = voice_of(
        "Lee said the bridge would open. It shut.",
        {"source": ["Lee"], "cue": ["said"], "content": ["the bridge would open"]},
    )
    assert words["said"] == words["lee"] == words["shut"] == "own"
    assert words["bridge"] == words["open"] == "attributed"


def test_cue_of_a_colon_headline_is_own() -> None:
    _, words = voice_of(
        "Orlia claims to lead talks: Harbor Office",
        {"source": ["Harbor Office"], "content": ["Orlia claims to lead talks"]},
        {"source": ["Orlia"], "cue": ["claims"], "content": ["to lead talks"]},
    )
    assert words["claims"] == "own"
    assert words["talks"] == "attributed"


def test_speech_is_quoted_and_a_scare_quote_own() -> None:
    _, words = voice_of('"We are closing," the mayor said. The "reform" left every fee in place.')
    assert words["closing"] == "quoted"
    assert words["reform"] == "own"


def test_scare_quote_in_a_content_is_attributed() -> None:
    _, words = voice_of(
        'Lee said the "reform" left every fee in place.',
        {"source": ["Lee"], "cue": ["said"], "content": ['the "reform" left every fee in place']},
    )
    assert words["reform"] in ("attributed", "quoted")
    assert words["fee"] == "attributed"


def test_marks_that_are_the_whole_content_report_words() -> None:
    _, words = voice_of('The "reform" failed.', {"content": ['"reform"']})
    assert words["reform"] == "quoted"


def test_quotation_that_goes_on_after_its_cue_is_quoted() -> None:
    text = "“We are closing the port,” Lee said. “Nobody will pay for it.”\nThe port is old."
    _, words = voice_of(
        text, {"source": ["Lee"], "cue": ["said"], "content": ["“We are closing the port,”"]}
    )
    assert words["nobody"] == "quoted"
    assert words["said"] == words["old"] == "own"


def test_quotation_over_paragraphs_keeps_its_source() -> None:
    text = "Lee said: “We are closing the port now.\n“Nobody will pay for any of it.”"
    voice, _ = voice_of(
        text,
        {"source": ["Lee"], "cue": ["said"], "content": ["“We are closing the port now."]},
    )
    assert voice.attribution.tolist()[2:] == [0] * (len(voice.voice) - 2)


def test_innermost_attribution_wins() -> None:
    voice, _ = voice_of(
        "Lee said Orr believed the dam was safe.",
        {"source": ["Lee"], "cue": ["said"], "content": ["Orr believed the dam was safe"]},
        {"source": ["Orr"], "cue": ["believed"], "content": ["the dam was safe"]},
    )
    assert voice.attribution.tolist() == [-1, -1, 0, -1, 1, 1, 1, 1]


@given(marked_texts)
@settings(max_examples=60, deadline=None)
def test_columns_have_one_value_a_token(text: str) -> None:
    tokens = tokenize([text])
    quotes = find_quotes(tokens)
    voice = assign_voice(tokens, quotes, attributions_of(tokens))
    assert len(voice.voice) == len(voice.attribution) == len(tokens)
    quoted = token_ranges(quotes.first, quotes.last).token
    assert np.isin(np.flatnonzero(voice.voice == VOICES.index("quoted")), quoted).all()


@pytest.mark.parametrize("texts", [[], [""], ["“"]])
def test_nothing_to_assign(texts: list[str]) -> None:
    tokens = tokenize(texts)
    assert not len(assign_voice(tokens, find_quotes(tokens), attributions_of(tokens)).voice)


def test_brackets_are_read() -> None:
    assert read_brackets("a⟦b⟦c⟧⟧") == ("abc", [(1, 3), (2, 3)])
