"""Plain text and Markdown: one article a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.formats.encoding import decode
from framing.formats.factiva import split_factiva
from framing.formats.news_export import split_export
from framing.formats.record import Problem, Record, Source
from framing.formats.web_page import read_web_page

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = re.compile(r"\s*(?:<!doctype\s+html\b|<html\b)", re.IGNORECASE)


def read_plain_text(source: Source) -> Iterator[Record | Problem]:
    """Yield the article of a text file, or the articles of a news-database export.

    A web page that was saved as text is read as one.
    """
    try:
        text, warnings = decode(source.read())
    except ValueError as error:
        yield Problem(source.name, str(error))
        return
    if _PAGE.match(text):
        yield from read_web_page(source)
        return
    articles = split_export(text) or split_factiva(text)
    for n, values in enumerate(articles, 1):
        yield Record(values, f"{source.name}, article {n}", f"{source.id}-{n}", (), warnings)
    if not articles:
        yield Record({"text": text}, source.name, source.id, source.stem_parts, warnings)
