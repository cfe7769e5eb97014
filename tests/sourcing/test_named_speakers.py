"""Speech with its speaker's name and no cue: in transcripts and in signed quotations."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.sourcing.named_speakers import name_speakers
from tests.sourcing.marked_parts import MarkedParts


def found(marked: str) -> tuple[list[str], list[int]]:
    """Return the attributions of the *marked* text as the rules leave them, and their parents."""
    return MarkedParts(marked).left_with_parents_by(name_speakers)


def test_transcript() -> None:
    rows, parent = found(
        "[s Lee] [q visited] [c Harl].\n\nANN LEE: We sail. [s1 I] [q1 think] [c1 it is safe].\n\n"
        "Mr. Roe: Why?\n\nLEE: You may come."
    )
    assert rows == [
        "Lee | visited | Harl",
        "I | think | it is safe",
        "ANN LEE |  | We sail. I think it is safe",
        "Mr. Roe |  | Why",
        "LEE |  | You may come",
    ]
    assert parent == [-1, 2, -1, -1, -1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("LEE: We sail.\n\nROE: You may come.", id="nobody speaks twice"),
        pytest.param("Lee: 46.\n\nRoe: 54.\n\nLee: 47.", id="figures"),
        pytest.param("Lee: I sail.", id="one paragraph"),
        pytest.param("Q: Do you sail?\n\nA: I do.\n\nQ: Do you like it?", id="letters"),
        pytest.param(
            "More from Harl: We sail.\n\nMore from Harl: You may come.", id="words that are no name"
        ),
        pytest.param("Lee:\n\nWe sail.\n\nLee:\n\nYou may come.", id="nothing behind the colon"),
    ],
)
def test_no_transcript(text: str) -> None:
    case = MarkedParts("[s Lee] [q left] [c Harl].\n\n" + text)
    assert case.left_with_parents_by(name_speakers) == (case.shown(), [-1])


def test_title_is_no_speech() -> None:
    rows, _ = found(
        "Voices: [c We sail].\n\nVoices: We sail.\n\nVoices: You may come.\n\n[c1 So] it is."
    )
    assert rows[0] == " |  | We sail"


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        pytest.param(" — Ann Lee", "Ann Lee", id="in the same paragraph"),
        pytest.param("\n\n– Ann Lee, a pilot", "Ann Lee", id="in the next, and what she is"),
        pytest.param("\n\n-Ann Lee (@lee) 5 May", "Ann Lee", id="her handle"),
    ],
)
def test_signed_quotation(signature: str, name: str) -> None:
    rows, _ = found(
        f'[s Roe] [q left] [c Harl].\n\n"We sail. You may come."{signature}\n\nIt rains.'
    )
    assert rows == ["Roe | left | Harl", f"{name} |  | We sail. You may come"]


def test_signed_quotation_is_all_that_a_text_attributes() -> None:
    assert found('"We sail." — Ann Lee') == (["Ann Lee |  | We sail"], [-1])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"We sail" — Ann Lee said so, and she had reasons.', id="a verb"),
        pytest.param('"We sail" — but nobody came.', id="no name"),
        pytest.param('They wrote "We sail" — Ann Lee', id="within a paragraph"),
        pytest.param('"We sail."\n\nAnn Lee, a pilot', id="no dash"),
        pytest.param('"We sail" — ' + "Ann " * 13, id="too long"),
    ],
)
def test_not_signed(text: str) -> None:
    case = MarkedParts("[s Lee] [q left] [c Harl].\n\n" + text)
    assert case.left_with_parents_by(name_speakers) == (case.shown(), [-1])


def test_what_runs_into_it_ends_before_it() -> None:
    rows, parent = found(
        '[s Lee] [q said:] [c Come.\n\n"We sail]."\n\n— Ann Roe\n\n'
        '[q1 Quotable]\n\n"[c1 We stay.]" — [s2 Ben Hay], [q2 tweeting after] [c2 May]'
    )
    assert rows == ["Lee | said | Come", "Ann Roe |  | We sail", "Ben Hay |  | We stay"]
    assert parent == [-1, -1, -1]


_WORDS = st.sampled_from(["Lee", "ROE", "harbor", "I", "you", "rain", "Ann"])
_PARAGRAPHS = st.lists(
    st.tuples(st.lists(_WORDS, min_size=1, max_size=5), st.lists(_WORDS, max_size=4)), max_size=7
)


def plain(paragraphs: list[str]) -> list[str]:
    """Return the transcripts among *paragraphs* as `found` shows them, the slow and simple way."""
    heads = [re.match(r"((?:[A-Z]\w* ){0,3}[A-Z]\w*): (.+)", text) for text in paragraphs]
    heads = [head for head in heads if head and len(head[1]) > 1]
    speaks = sum(bool(re.search(r"\b(I|you)\b", head[2])) for head in heads)
    back = Counter(head[1].lower().split()[-1] for head in heads)
    if speaks < 2 or max(back.values()) < 2:
        return []
    return [f"{head[1]} |  | {head[2]}" for head in heads]


@given(_PARAGRAPHS)
def test_transcripts_equal_the_plain_rule(paragraphs: list[tuple[list[str], list[str]]]) -> None:
    texts = [f"{' '.join(head)}: {' '.join(rest)}".strip() for head, rest in paragraphs]
    rows, _ = found("[s It] [q held] [c on].\n\n" + "\n\n".join(texts))
    assert rows[1:] == plain(texts)
