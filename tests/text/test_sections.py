"""Sections of all tokens at once are those told token by token."""

from hypothesis import given, settings
from hypothesis import strategies as st

from framing.article import SECTIONS, Article, SectionSpan
from framing.text.sections import find_sections
from framing.tokens import tokenize

texts = st.lists(st.sampled_from(["One", "two.", "Three", "\n", "\n\n", "—"]), max_size=14)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = " ".join(draw(texts))
    at = st.integers(0, len(text))
    bounds = sorted(draw(st.lists(at, max_size=4)))
    spans = tuple(
        SectionSpan(start, end, draw(st.sampled_from(["dek", "subheading", "caption"])))
        for start, end in zip(bounds[::2], bounds[1::2], strict=False)
    )
    return Article(id="a", text=text, body_start=draw(at), sections=spans)


def plainly(article: Article) -> list[str]:
    """Return the section of each token of *article* by the words of the rule."""
    tokens = tokenize([article.text])
    sections = []
    for start in tokens.start.tolist():
        section = "title" if start < article.body_start else "body"
        for span in article.sections:
            if span.start <= start < span.end:
                section = span.section
        sections.append(section)
    if "body" in sections:
        first = tokens.paragraph[sections.index("body")]
        for i, paragraph in enumerate(tokens.paragraph.tolist()):
            if sections[i] == "body" and paragraph == first:
                sections[i] = "lede"
    return sections


@given(st.lists(articles(), max_size=3))
@settings(max_examples=150, deadline=None)
def test_sections_are_those_of_the_plain_rule(batch: list[Article]) -> None:
    found = find_sections(batch, tokenize([article.text for article in batch]))
    expected = [section for article in batch for section in plainly(article)]
    assert [SECTIONS[number] for number in found] == expected
