"""Highlighting: all of the text, nothing but the text, and never as markup."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from framing.report.highlight import KINDS, Mark, highlight, mark_spans

_spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20), st.sampled_from([k.code for k in KINDS])),
    max_size=6,
)


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@given(st.text("ab <>&\"'\n\u202e☃", max_size=80), _spans, _spans)
def test_the_text_comes_back_whatever_is_marked(
    text: str, marked: list[tuple[int, int, str]], voiced: list[tuple[int, int, str]]
) -> None:
    marks = [Mark(s, min(s + n, len(text)), k, "<note>") for s, n, k in marked if s < len(text)]
    voices = [(s, min(s + n, len(text)), "vq") for s, n, _ in voiced if s < len(text)]
    html = str(highlight(text, marks, voices=voices, anchors=range(0, len(text), 7)))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert _plain(html).split("\n") == [*lines, ""]
    assert set(re.findall(r"</?([a-z]+)", html)) <= {"p", "mark", "span"}


_pieces = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4)


@given(st.text(max_size=60), _pieces, _pieces)
def test_marked_spans_keep_the_words(
    text: str, spans: list[tuple[int, int]], weak: list[tuple[int, int]]
) -> None:
    html = str(mark_spans(text, 0, len(text), spans, weak))
    assert _plain(html) == text.replace("\n", " ")


def test_wording_is_marked_more_strongly_than_other_words() -> None:
    html = mark_spans("captives freed early", 0, 20, [(0, 8)], [(0, 8), (9, 20)])
    assert html == '<mark class="only">captives</mark> <span class="less">freed early</span>'


def test_overlapping_marks_share_their_stretch() -> None:
    html = highlight("abcdef", [Mark(0, 4, "kn"), Mark(2, 6, "kx")])
    assert html.count('class="kn kx">cd') == 1


def test_a_voice_ends_with_its_paragraph() -> None:
    html = highlight("one\n\ntwo", [], voices=[(0, 8, "vq")])
    assert html == '<p><span class="vq">one</span></p>\n<p><span class="vq">two</span></p>\n'


def test_notes_cannot_leave_their_attribute() -> None:
    html = highlight("word", [Mark(0, 4, "kn", '" onclick="alert(1)')])
    assert 'onclick="' not in html
    assert "&#34; onclick=&#34;" in html


def test_every_anchor_is_there_once() -> None:
    html = highlight("one two three", [Mark(4, 7, "kn")], anchors=[0, 4, 8], prefix="a1-")
    assert re.findall(r'id="([^"]+)"', html) == ["a1-0", "a1-4", "a1-8"]
