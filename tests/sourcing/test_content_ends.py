"""Where contents end: what is cut off, what is read on, and what stays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.sourcing.content_ends import mend_content_ends
from framing.sourcing.features import quotation_spans
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.tokens import Tokens, tokenize
from tests.sourcing.marked_parts import MarkedParts
from tests.sourcing.plain_content_ends import Part, PlainEnds, as_columns, plain_rows


@pytest.mark.parametrize(
    ("marked", "content"),
    [
        pytest.param(
            '[c "Come aboard,"] [s she] [q said], [c pointing to the quay].',
            "Come aboard",
            id="a comment on a quotation",
        ),
        pytest.param(
            '[s They] [q chanted] [c "Save our ferry," drawing a crowd to the quay].',
            "Save our ferry",
            id="behind a quotation that closes with a comma",
        ),
        pytest.param(
            "When [s the mayor] [q warned of] [c a flood, the ferry left the quay].",
            "a flood",
            id="an opening clause",
        ),
        pytest.param(
            "Even as [s the mayor] [q warned of] [c a flood, Ann Lee left the quay].",
            "a flood",
            id="even as, and a name",
        ),
        pytest.param(
            "Ann Lee, [s who] [q backed] [c the ferry, is leaving the board].",
            "the ferry",
            id="the main verb behind a relative clause",
        ),
        pytest.param(
            "[s Ann Lee] [q said] [c the ferry was late; the lock had been shut since dawn].",
            "the ferry was late",
            id="a semicolon",
        ),
    ],
)
def test_content_ends_before(marked: str, content: str) -> None:
    (row,) = MarkedParts(marked).left_by(mend_content_ends)
    assert row.rsplit(" | ", 1)[1] == content


@pytest.mark.parametrize(
    ("marked", "content"),
    [
        pytest.param(
            "[s The board] [q has refused] [c to] reopen the lock, and left.",
            "to reopen the lock",
            id="a loose end",
        ),
        pytest.param(
            "[s Ann Lee] [q spoke about] [c the] harbor Mr. Roe built. It is old.",
            "the harbor Mr. Roe built",
            id="to the end of the sentence",
        ),
        pytest.param(
            '[s Ann Lee] [q said] [c she was "not ready"] to open the lock; it is broken.',
            'she was "not ready" to open the lock',
            id="behind a quotation that closes without a comma",
        ),
        pytest.param(
            "[s The uncle] [q said] [c he was late: “We saw a boat]. Then it sank.” He left.",
            "he was late: “We saw a boat. Then it sank",
            id="to the end of a quotation",
        ),
    ],
)
def test_content_goes_on(marked: str, content: str) -> None:
    (row,) = MarkedParts(marked).left_by(mend_content_ends)
    assert row.rsplit(" | ", 1)[1] == content


def test_content_goes_on_to_the_next_attribution() -> None:
    marked = "[s0 She] [q0 spoke about] [c0 what] the old [s1 ferrymen] [q1 want], [c1 higher pay]."
    assert MarkedParts(marked).left_by(mend_content_ends) == [
        "She | spoke about | what the old",
        "ferrymen | want | higher pay",
    ]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[s Ann Lee] [q said] [c the ferry was late].", id="plain"),
        pytest.param(
            "[s Ann Lee] [q said] [c the ferry, the lock and the quay would close].",
            id="commas in a clause that opens no sentence",
        ),
        pytest.param(
            "When [s the mayor] [q warned of] [c floods, storms and ice] the ferry left.",
            id="a list in an opening clause",
        ),
        pytest.param(
            "After years, [s the mayor] [q says] [c the lock, the oldest here, will close].",
            id="an opening clause before the attribution",
        ),
        pytest.param(
            '[s The sign] [q read] [c "Ferry" and "Lock"].', id="two quotations without a comma"
        ),
        pytest.param(
            "[c The ferry is late,] [s she] [q said], [c but the lock is open].",
            id="nothing quoted that is commented on",
        ),
        pytest.param(
            '[c "Come aboard,"] [s she] [q said], [c that the lock may close].',
            id="a clause behind a quotation",
        ),
        pytest.param(
            '[s Ann Lee] [q called] [c it "a bad plan"] and left.', id="and behind a quotation"
        ),
        pytest.param("[s They] [q want] [c the ferry] to sail.", id="a whole noun"),
        pytest.param(
            "[s Ann Lee] [q wrote:] [c “The ferry is late; the lock is shut.”]",
            id="a semicolon in a quotation",
        ),
    ],
)
def test_content_stays(marked: str) -> None:
    case = MarkedParts(marked)
    assert case.left_by(mend_content_ends) == case.shown()


WORDS = ["the", "of", "is", "she", "Lee", "ferry", "but"]
MARKS = [" ", " ", " ", ", ", "; ", '" ', '," ', ". "]
ORDERS = [(SOURCE, CUE, CONTENT), (CONTENT, CUE, CONTENT), (SOURCE, CUE, CONTENT, CONTENT)]
OPENINGS = {SOURCE: ["", "who ", "Lee "], CUE: ["said "], CONTENT: ["", '"', "Lee ", '"Lee, ']}
BEFORE = ["", "", "When ", "Even when ", "Even ", "When late, ", "Then "]


@st.composite
def read_texts(draw: st.DrawFn) -> tuple[Tokens, list[int], list[list[Part]]]:
    """Draw a text with the quotation of each word, and the parts of its attributions."""
    pieces = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=3)
    text, spans = "", []
    for order in draw(st.lists(st.sampled_from(ORDERS), min_size=1, max_size=2)):
        text += draw(st.sampled_from(BEFORE))
        for kind in order:
            start = len(text)
            text += draw(st.sampled_from(OPENINGS[kind])) + "".join(map("".join, draw(pieces)))
            spans.append((start, len(text), kind))
        text += draw(st.sampled_from([" ", "", ". ", ", ", '" ', " is late "]))
        spans.append((0, 0, None))
    tokens = tokenize([text])
    places, own = [], []
    for start, end, kind in spans:
        first, stop = (int(np.searchsorted(tokens.start, edge)) for edge in (start, end))
        if kind is not None and stop > first:
            own.append((first, stop, kind))
        elif kind is None and own:
            places.append(own)
            own = []
    quotation = [-1] * len(tokens)
    for number, (start, end) in enumerate(zip(*quotation_spans(tokens), strict=True)):
        for at in range(len(tokens)):
            if start <= tokens.start[at] < end:
                quotation[at] = number
    return tokens, quotation, places


@settings(max_examples=200)
@given(read_texts())
def test_fast_rules_equal_the_plain_ones(read: tuple[Tokens, list[int], list[list[Part]]]) -> None:
    tokens, quotation, attributions = read
    first, stop, kind, owner = as_columns(plain_rows(attributions))
    parts = Parts(first, stop, kind.astype(np.int8), owner)
    left = mend_content_ends(parts, tokens, np.array(quotation, np.int32))
    rows = list(
        zip(*(x.tolist() for x in (left.first, left.stop, left.kind, left.owner)), strict=True)
    )
    assert rows == plain_rows(PlainEnds(tokens, quotation, attributions).mended())
