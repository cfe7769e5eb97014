"""Saved web pages, through trafilatura."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.formats.record import Problem, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXTRACTED = "raw_is_extracted: offsets lead to the text that the HTML extractor made of the page"


def read_web_page(source: Source) -> Iterator[Record | Problem]:
    """Yield the article of an HTML file. Needs ``pip install 'media-framing[html]'``."""
    try:
        import trafilatura
    except ImportError:
        yield Problem(source.name, "is HTML, which needs: pip install 'media-framing[html]'")
        return
    try:
        data = source.read()
        page = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
    except (ValueError, RecursionError, TypeError) as error:
        yield Problem(source.name, f"could not be read as HTML: {error}")
        return
    found = page.as_dict() if page is not None and not isinstance(page, dict) else page
    if not found or not (found.get("text") or "").strip():
        yield Problem(
            source.name,
            "holds no article that the HTML extractor can find; save the page as plain text",
        )
        return
    values = {
        "text": found["text"],
        "title": found.get("title"),
        "outlet": found.get("sitename"),
        "date": found.get("date"),
        "byline": found.get("author"),
        "url": found.get("url"),
    }
    yield Record(values, source.name, source.id, source.stem_parts, (_EXTRACTED,), extracted=True)
