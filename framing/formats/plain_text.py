"""Plain text and Markdown: one article a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.formats.encoding import decode
from framing.formats.news_export import split_export
from framing.formats.record import Problem, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_plain_text(source: Source) -> Iterator[Record | Problem]:
    """Yield the article of a text file, or the articles of a news-database export."""
    try:
        text, warnings = decode(source.read())
    except ValueError as error:
        yield Problem(source.name, str(error))
        return
    articles = split_export(text)
    for n, values in enumerate(articles, 1):
        yield Record(values, f"{source.name}, article {n}", f"{source.id}-{n}", (), warnings)
    if not articles:
        yield Record({"text": text}, source.name, source.id, source.stem_parts, warnings)
