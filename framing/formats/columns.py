"""Which column of a table holds what."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from framing.errors import ReadError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": (
        "text",
        "body",
        "content",
        "full_text",
        "fulltext",
        "article_text",
        "article_body",
        "maintext",
        "main_text",
        "bodytext",
        "articlebody",
        "body_text",
        "article_content",
        "plain_text",
        "raw_text",
        "story_text",
        "article",
        "story",
        "document",
    ),
    "title": ("title", "headline", "article_title", "webtitle", "heading", "head", "hed"),
    "outlet": (
        "outlet",
        "source",
        "publication",
        "domain",
        "publisher",
        "newspaper",
        "source_name",
        "media_name",
        "outlet_name",
        "news_outlet",
        "publication_title",
        "source_domain",
        "media_outlet",
        "medium",
        "site",
        "sitename",
        "site_name",
        "website",
    ),
    "published": (
        "published",
        "date",
        "publish_date",
        "published_at",
        "publishedat",
        "publication_date",
        "date_published",
        "date_publish",
        "pub_date",
        "pubdate",
        "published_date",
        "datepublished",
        "webpublicationdate",
        "datetime",
        "timestamp",
        "created_at",
    ),
    "id": ("id", "article_id", "doc_id", "document_id", "uid", "uuid", "guid", "stories_id"),
    "event": ("event", "event_id", "event_name"),
    "url": ("url", "link", "href", "permalink", "web_url", "weburl", "article_url"),
    "byline": ("byline", "author", "authors", "writer", "creator", "reporter"),
}


def column_names(columns: Iterable[str], given: Mapping[str, str], where: str) -> dict[str, str]:
    """Return the column for each role: the one given, else the first of the usual names.

    Raises ReadError if a column that was given is not there.

    >>> column_names(["Headline", "Full Text"], {}, "a.csv")
    {'text': 'Full Text', 'title': 'Headline'}
    """
    columns = list(columns)
    known = {"_".join(name.casefold().replace("-", " ").split()): name for name in columns}
    found = {}
    for role, usual in COLUMNS.items():
        if role in given:
            if given[role] not in columns:
                raise ReadError(
                    f"{where} has no column {given[role]!r}{nearest(given[role], columns)};"
                    f" its columns are {', '.join(columns)}"
                )
            found[role] = given[role]
            continue
        name = next((known[name] for name in usual if name in known), None)
        if name is not None:
            found[role] = name
    return found


def text_of(value: Any) -> str | None:
    """Return a cell as text, or None when it is missing or blank.

    >>> text_of(float("nan")), text_of(["A. Writer", "B. Writer"]), text_of({"name": "Courier"})
    (None, 'A. Writer, B. Writer', 'Courier')
    """
    if value is None:
        return None
    if type(value) is str:
        return value if value and not value.isspace() else None
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, float):
        return None if math.isnan(value) else str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("title"))
    if isinstance(value, list | tuple):
        return ", ".join(t for item in value if (t := text_of(item))) or None
    text = str(value)
    return text if text and not text.isspace() else None
