"""One article: its text, where the text came from, and what was left out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from framing.errors import ArgumentError, FramingError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

Section = Literal["title", "dek", "lede", "subheading", "body", "caption"]

_MOST_SHOWN = 60
SECTIONS: tuple[Section, ...] = ("title", "dek", "lede", "subheading", "body", "caption")


@dataclass(frozen=True, slots=True)
class Removal:
    """A range of ``raw`` that is not in ``text``, and why it was left out."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class SectionSpan:
    """A range of ``text`` that is a dek, a subheading or a caption."""

    start: int
    end: int
    section: Section


def offset_in_raw(removed: Iterable[Removal], offset: int) -> int:
    """Return where the character at *offset* of what is kept stands in the raw text.

    >>> offset_in_raw([Removal(0, 2, "menu"), Removal(5, 9, "share")], 4)
    10
    """
    for removal in removed:
        if removal.start > offset:
            break
        offset += removal.end - removal.start
    return offset


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Article:
    """An article as analyzed, with the way back to the page it was read from.

    Offsets are Python string indices, end exclusive. ``text`` is what is analyzed and begins
    with the title, if there is one; ``body_start`` says where the body begins. ``removed`` lists
    the ranges of ``raw`` that were left out, in order and without overlap: what is kept and what
    is removed partition ``raw``, so nothing is rewritten and nothing is lost. ``sections`` marks
    deks, subheadings and captions in ``text``. ``published`` carries no time zone (a zone given is
    converted to UTC). ``agencies`` are those credited, ``dateline`` is the place before the first
    sentence. Each warning is a code, or a code, a colon and a sentence. What is not known is
    ``None``.

    >>> article = Article(id="a", text="Port closes\\n\\nIt shut.", title="Port closes")
    >>> article.to_raw(13), article.raw[article.to_raw(13) :]
    (13, 'It shut.')
    """

    id: str
    text: str
    outlet: str | None = None
    title: str | None = None
    published: datetime | None = None
    url: str | None = None
    byline: str | None = None
    event: str | None = None
    raw: str | None = None
    removed: tuple[Removal, ...] = ()
    body_start: int = 0
    sections: tuple[SectionSpan, ...] = ()
    warnings: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    dateline: str | None = None

    def __post_init__(self) -> None:
        """Let ``raw`` default to ``text``, and refuse offsets that do not fit."""
        if self.raw is None:
            object.__setattr__(self, "raw", self.text)
        kept = len(self.raw or "")
        for removal in self.removed:
            kept -= removal.end - removal.start
        if kept != len(self.text):
            raise ArgumentError(
                f"article {self.id!r}: text has {len(self.text)} characters, but raw less the"
                f" removed ranges has {kept}; removed must list every range left out of raw"
            )

    def __repr__(self) -> str:
        known = (self.outlet, self.published and f"{self.published:%Y-%m-%d}", self.event)
        said = "".join(f", {one}" for one in known if one)
        opening = (self.title or self.text)[:_MOST_SHOWN]
        return f"<Article {self.id!r}{said}: {opening!r}, {len(self.text):,} characters>"

    def _repr_html_(self) -> str:
        from framing.report.notebook import article_html

        return str(article_html(self))

    def to_raw(self, offset: int) -> int:
        """Return the offset in ``raw`` of the character at *offset* of ``text``.

        Raises IndexError unless 0 <= offset < len(text).
        """
        if not 0 <= offset < len(self.text):
            raise IndexError(
                f"offset {offset} is outside the text of article {self.id!r}"
                f" ({len(self.text)} characters)"
            )
        return offset_in_raw(self.removed, offset)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of ``raw`` from the first to the last character of ``text[start:end]``.

        What was removed between them lies inside the range. Raises IndexError for an empty range
        or one that reaches outside the text.
        """
        if start >= end:
            raise IndexError(f"empty range {start}:{end} in article {self.id!r}")
        return self.to_raw(start), self.to_raw(end - 1) + 1


def check_articles(given: Any, taker: str) -> None:
    """Raise FramingError, in the name of *taker*, if what it was *given* are no Articles."""
    found = given if isinstance(given, list | tuple) else [given]
    for article in found:
        if not isinstance(article, Article):
            raise FramingError(
                f"{taker} takes a list of articles, got {type(article).__name__}: call"
                " framing.read_articles first"
            )
