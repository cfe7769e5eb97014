"""Web archives (WARC), as Common Crawl's news crawl and others keep them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from framing.formats.record import MAX_TEXT, Problem, Record, Source
from framing.formats.web_page import read_web_page

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_AT_ONCE = 2**20
_HTML = ("text/html", "application/xhtml+xml")


def read_warc(source: Source) -> Iterator[Record | Problem]:
    """Yield the article of every page in a WARC file; memory holds one page at a time.

    Pages are answers with status 200 that are HTML. An article's ``url`` is the address it was
    fetched from, which is its ``id`` as well. Needs ``pip install 'media-framing[html,archive]'``.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        yield Problem(
            source.name, "is WARC, which needs: pip install 'media-framing[html,archive]'"
        )
        return
    n_pages = 0
    with source.open() as stream:
        records = iter(ArchiveIterator(stream))
        for number in count(1):
            where = f"{source.name}, record {number}"
            try:
                record = next(records, None)
                if record is None:
                    break
                page = _page_of(record) if _is_page(record) else None
            except Exception as error:  # of a broken file warcio raises what it happens to meet
                yield Problem(
                    where, f"could not be read as WARC ({error}); what follows was left out"
                )
                break
            if page is not None:
                n_pages += 1
                yield from _article(*page, where)
    if not n_pages:
        yield Problem(source.name, "holds no page: no answer with status 200 that is HTML")


def _is_page(record: ArcWarcRecord) -> bool:
    """Say whether a record holds a page; raises EOFError where its header breaks off."""
    if record.rec_headers.get_header("Content-Length") is None:
        raise EOFError("its header is cut short")
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and kind.lower().startswith(_HTML)


def _page_of(record: ArcWarcRecord) -> tuple[str, bytes]:
    """Return the address of a page and its bytes; raises EOFError where some are missing."""
    data: bytes = record.content_stream().read(MAX_TEXT + 1)
    while record.raw_stream.read(_AT_ONCE):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError("the page is cut short")
    return str(record.rec_headers.get_header("WARC-Target-URI")), data


def _article(url: str, data: bytes, where: str) -> Iterator[Record | Problem]:
    page = Source(where, (url,), lambda: io.BytesIO(data))
    for found in read_web_page(page):
        if isinstance(found, Record):
            values = {**found.values, "url": url}
            yield found._replace(values=values, id=url, parts=())
        else:
            yield found
