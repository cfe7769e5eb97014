"""Web archives (WARC), as Common Crawl's news crawl and others keep them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from framing.formats.record import MAX_TEXT, Problem, Record, Source
from framing.formats.web_page import read_web_page

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_HTML = ("text/html", "application/xhtml+xml")


def read_warc(source: Source) -> Iterator[Record | Problem]:
    """Yield the article of every page in a WARC file; memory holds one page at a time.

    Pages are answers with status 200 that are HTML. An article's ``url`` is the address it was
    fetched from, which is its ``id`` as well. Needs ``pip install 'media-framing[html,archive]'``.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        yield Problem(
            source.name, "is WARC, which needs: pip install 'media-framing[html,archive]'"
        )
        return
    number = n_pages = 0
    with source.open() as stream:
        try:
            for number, record in enumerate(ArchiveIterator(stream), 1):
                if _is_page(record):
                    n_pages += 1
                    yield from _article(record, f"{source.name}, record {number}")
        except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
            yield Problem(
                f"{source.name}, record {number + 1}",
                f"could not be read as WARC ({error}); what follows was left out",
            )
    if not n_pages:
        yield Problem(source.name, "holds no page: no answer with status 200 that is HTML")


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and kind.lower().startswith(_HTML)


def _article(record: ArcWarcRecord, where: str) -> Iterator[Record | Problem]:
    url: Any = record.rec_headers.get_header("WARC-Target-URI")
    data = record.content_stream().read(MAX_TEXT + 1)
    page = Source(where, (url,), lambda: io.BytesIO(data))
    for found in read_web_page(page):
        if isinstance(found, Record):
            values = {**found.values, "url": url}
            yield found._replace(values=values, id=url, parts=())
        else:
            yield found
