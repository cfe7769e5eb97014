"""From whatever people have to articles: files, folders, archives, tables, dicts, one string."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import repeat
from typing import Any, Literal, NamedTuple

from framing.article import Article
from framing.cleaning import Cleaned, clean_text
from framing.errors import ReadError, ReadWarning, nearest
from framing.formats.columns import COLUMNS, column_names, text_of
from framing.formats.record import Problem, Record
from framing.formats.sources import Found, records_of
from framing.garbage import garbage_collection_paused
from framing.pages.dates import is_ambiguous, parse_date
from framing.pages.metadata import Metadata, find_metadata
from framing.pages.outlet_names import alike_note
from framing.pages.quality import text_warnings

OnError = Literal["warn", "raise"]

_LEVELS = frozenset(("event", "outlet"))
_MAX_HEADERS = 1000
_MAX_PENDING = 100
_DATELINE_REACH = 400
_MAX_BATCH = 64
_MAX_BATCH_TEXT = 2**20


@dataclass(frozen=True, slots=True)
class _Options:
    clean: bool
    furniture: Any
    columns: Mapping[str, str]
    outlet: str | None
    event: str | None
    layout: tuple[str, ...]
    dayfirst: bool | None


class _Row(NamedTuple):
    """A record whose columns are known: its raw text, and what column and folder tell of it."""

    record: Record
    column: Mapping[str, Any]
    raw: str
    title: str | None
    outlet: str | None
    event: str | None
    furniture: Collection[str]


_Item = _Row | Problem | Article


def read_articles(
    source: Any,
    *,
    clean: bool = True,
    furniture: Any = None,
    text_column: str | None = None,
    title_column: str | None = None,
    outlet_column: str | None = None,
    date_column: str | None = None,
    id_column: str | None = None,
    event_column: str | None = None,
    url_column: str | None = None,
    byline_column: str | None = None,
    outlet: str | None = None,
    event: str | None = None,
    layout: str | None = "event/outlet",
    dayfirst: bool | None = None,
    on_error: OnError = "warn",
) -> list[Article]:
    """Read articles from a file, a folder, a glob pattern, a DataFrame, dicts or one string.

    Files may be ``.txt``, ``.md``, ``.html``, ``.jsonl``, ``.json``, ``.csv``, ``.tsv``,
    ``.parquet``, ``.xlsx``, and ``.zip`` and ``.gz`` of those; a folder is read with all its
    folders, but ``README`` files, hidden files and links that lead out of it are left out. Columns
    are found by their usual names (``text, body, content, full_text``; ``outlet, source,
    publication, domain``; ...) unless given. In a folder, *layout* names the folders and the file:
    with the default, ``port-strike/harbor-courier.txt`` is the event ``port-strike`` as told by
    ``Harbor Courier``; it applies only to files exactly that deep, and ``None`` switches it off.
    *outlet* and *event* apply to everything read. *furniture* is what ``learn_furniture`` returned.
    *dayfirst* tells how 03/04/2031 is meant; without it such a date is not read, and a warning says
    so.

    What cannot be read is told by a ReadWarning that names file and row while the rest is read;
    with ``on_error="raise"`` it raises ReadError. Doubts about an article stand in its
    ``warnings``. Raises ReadError when nothing can be read at all.

    >>> [article] = read_articles([{"body": "It shut.", "headline": "Port shuts", "source": "A"}])
    >>> article.text, article.title, article.outlet
    ('Port shuts\\n\\nIt shut.', 'Port shuts', 'A')
    """
    # The local names here are the arguments, all of which iter_articles takes.
    return list(iter_articles(**locals()))


def iter_articles(
    source: Any,
    *,
    clean: bool = True,
    furniture: Any = None,
    text_column: str | None = None,
    title_column: str | None = None,
    outlet_column: str | None = None,
    date_column: str | None = None,
    id_column: str | None = None,
    event_column: str | None = None,
    url_column: str | None = None,
    byline_column: str | None = None,
    outlet: str | None = None,
    event: str | None = None,
    layout: str | None = "event/outlet",
    dayfirst: bool | None = None,
    on_error: OnError = "warn",
) -> Iterator[Article]:
    """Yield articles one by one, so that a file larger than memory can be read.

    Takes what ``read_articles`` takes. Articles are read 1, 2, 4, ... at most 64 ahead, or a
    million characters. Of what has been read only the ids are remembered, about
    a hundred bytes each.

    >>> next(iter_articles("The port reopened on Monday.\\n")).text
    'The port reopened on Monday.'
    """
    if on_error not in ("warn", "raise"):
        raise ReadError(f"on_error must be 'warn' or 'raise', not {on_error!r}")
    if dayfirst not in (None, True, False):
        raise ReadError(f"dayfirst must be True, False or None, not {dayfirst!r}")
    if furniture is not None and not hasattr(furniture, "lines"):
        raise ReadError(f"furniture = {furniture!r}: it takes what learn_furniture returned")
    given = {
        "text": text_column,
        "title": title_column,
        "outlet": outlet_column,
        "published": date_column,
        "id": id_column,
        "event": event_column,
        "url": url_column,
        "byline": byline_column,
    }
    columns = {role: name for role, name in given.items() if name is not None}
    options = _Options(clean, furniture, columns, outlet, event, _levels(layout), dayfirst)
    return _articles(source, options, on_error)


def _articles(source: Any, options: _Options, on_error: OnError) -> Iterator[Article]:
    seen: dict[str, int] = {}
    outlets: set[str] = set()
    pending: list[Problem] = []
    n_read = 0
    for items in _built_batches(records_of(source), options):
        for item in items:
            if isinstance(item, Problem):
                message = f"{item.where} {item.what}"
                if on_error == "raise":
                    raise ReadError(message)
                if n_read:
                    warnings.warn(message, ReadWarning, stacklevel=3)
                elif len(pending) < _MAX_PENDING:
                    pending.append(item)
                continue
            n_read += 1
            # Until an article is read it is open whether this is an error or a warning.
            for problem in pending:
                warnings.warn(f"{problem.where} {problem.what}", ReadWarning, stacklevel=3)
            pending.clear()
            outlets.add(item.outlet or "")
            yield with_own_id(item, seen)
    if pending:
        raise ReadError("nothing could be read: " + "; ".join(_told_once(pending)[:5]))
    if note := alike_note(outlets):
        warnings.warn(note, ReadWarning, stacklevel=3)


def _told_once(problems: Iterable[Problem]) -> list[str]:
    """Say each problem once, where it was first met, and how often it was met again."""
    where: dict[str, list[str]] = {}
    for problem in problems:
        where.setdefault(problem.what, []).append(problem.where)
    return [
        f"{places[0]} {what}" + (f" (and so {len(places) - 1} more)" if len(places) > 1 else "")
        for what, places in where.items()
    ]


def _built_batches(found: Iterable[Found], options: _Options) -> Iterator[list[Problem | Article]]:
    """Yield what becomes of records, some at a time, with no collection of garbage meanwhile."""
    batches = _batches(_rows(found, options))
    while True:
        with garbage_collection_paused():
            batch = next(batches, None)
            if batch is None:
                return
            items = list(_built(batch, options))
        yield items


def _rows(found: Iterable[Found], options: _Options) -> Iterator[_Item]:
    """Find the columns of each record; one without a text is a Problem."""
    names: dict[tuple[str, ...], dict[str, str]] = {}
    for item in found:
        if not isinstance(item, Record):
            yield item
            continue
        keys = tuple(map(str, item.values))
        if keys not in names:
            if len(names) >= _MAX_HEADERS:
                names.clear()
            names[keys] = column_names(keys, options.columns, item.where)
        yield _row(item, names[keys], options) if "text" in names[keys] else _no_text(item, keys)


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Yield lists of 1, 2, 4, ... 64 items, so that the first article is not waited for.

    What was read before something is raised comes before it.
    """
    batch: list[_Item] = []
    limit, size = 1, 0
    try:
        for item in items:
            batch.append(item)
            size += len(item.raw) if isinstance(item, _Row) else 0
            if len(batch) == limit or size >= _MAX_BATCH_TEXT:
                yield batch
                batch, limit, size = [], min(2 * limit, _MAX_BATCH), 0
    except Exception:
        yield batch
        raise
    yield batch


def _built(batch: list[_Item], options: _Options) -> Iterator[Problem | Article]:
    """Make articles of the rows in a batch; the rest passes.

    Each step is taken for all rows before the next, since one kind of work at a time is faster;
    what becomes of a row depends on no other.
    """
    rows = [item for item in batch if isinstance(item, _Row)]
    cleaned = [clean_text(row.raw, title=row.title, furniture=row.furniture) for row in rows]
    pages = [_page_metadata(one, options.dayfirst) for one in cleaned]
    if not options.clean:
        cleaned = [_keep_all(row.raw, row.title) for row in rows]
    doubts = [text_warnings(one.text, row.raw) for one, row in zip(cleaned, rows, strict=True)]
    articles = map(_article, rows, cleaned, pages, doubts, repeat(options))
    return (next(articles) if isinstance(item, _Row) else item for item in batch)


def _no_text(record: Record, keys: tuple[str, ...]) -> Problem:
    return Problem(
        record.where,
        f"has no column with the text; its columns are {', '.join(keys) or 'none'}, and one of"
        f" {', '.join(COLUMNS['text'][:4])} was expected: name it with text_column=, or"
        " --text-column in a shell",
    )


def with_own_id(article: Article, seen: dict[str, int]) -> Article:
    """Give an id that was seen before a number, and say so."""
    count = seen.get(article.id, 0)
    seen[article.id] = count + 1
    if not count:
        return article
    name = f"{article.id}#{count + 1}"
    note = f"duplicate_id: {article.id!r} was seen before; this one is {name!r}"
    return replace(article, id=name, warnings=(*article.warnings, note))


def _row(record: Record, names: Mapping[str, str], options: _Options) -> _Row:
    """Compose the raw text of a record; column, then folder, then page tell its outlet."""
    column = {role: record.values.get(name) for role, name in names.items()}
    body = text_of(column.get("text")) or ""
    title = _one_line(text_of(column.get("title")))
    place = _from_layout(record.parts, options.layout)
    outlet = options.outlet or _one_line(text_of(column.get("outlet"))) or place.get("outlet")
    lines = options.furniture.lines(outlet) if options.furniture is not None else frozenset()
    raw = f"{title}\n\n{body}" if title else body
    return _Row(record, column, raw, title, outlet, place.get("event"), lines)


def _article(
    row: _Row, kept: Cleaned, page: Metadata, doubts: list[str], options: _Options
) -> Article:
    """Build one article: column, then folder, then page decides what is known about it."""
    column = row.column
    published, notes = _published(column.get("published"), page, options.dayfirst)
    outlet = row.outlet
    if outlet is None and page.outlet is not None:
        outlet = page.outlet
        if page.outlet_from:
            notes.append(f"outlet_inferred: {outlet!r} was read from {page.outlet_from}")
    if outlet is None:
        notes.append("no_outlet: none stands in the file; give outlet= or outlet_column=")
    return Article(
        id=text_of(column.get("id")) or row.record.id,
        text=kept.text,
        outlet=outlet,
        title=kept.title,
        published=published,
        url=text_of(column.get("url")),
        byline=text_of(column.get("byline")) or page.byline,
        event=options.event or _one_line(text_of(column.get("event"))) or row.event,
        raw=row.raw,
        removed=kept.removed,
        body_start=kept.body_start,
        sections=kept.sections,
        warnings=(*row.record.warnings, *notes, *doubts, *_credited(page)),
        agencies=page.agencies,
        dateline=page.dateline,
    )


def _keep_all(raw: str, title: str | None) -> Cleaned:
    body = len(title) + 2 if title else 0
    return Cleaned(raw, title, body, (), ())


def _page_metadata(cleaned: Cleaned, dayfirst: bool | None) -> Metadata:
    start = cleaned.body_start
    for section in cleaned.sections[:1]:
        start = section.end if section.section == "dek" and section.start == start else start
    return find_metadata(
        cleaned.removed_lines,
        body=cleaned.text[start : start + _DATELINE_REACH].lstrip(),
        near_title=cleaned.near_title,
        dayfirst=dayfirst,
    )


def _published(
    value: object, page: Metadata, dayfirst: bool | None
) -> tuple[datetime | None, list[str]]:
    given = text_of(value) if not isinstance(value, datetime) else str(value)
    if given is None:
        if page.published is not None:
            return page.published, []
        if page.ambiguous_date:
            return None, [_ambiguous(page.ambiguous_date)]
        return None, ["no_date: none stands above or below the text; give date_column="]
    found = parse_date(value, dayfirst=dayfirst)
    if found is not None:
        return found, []
    if is_ambiguous(given):
        return None, [_ambiguous(given)]
    return None, [f"no_date: {given[:60]!r} could not be read as a date"]


def _ambiguous(text: str) -> str:
    return f"date_ambiguous: {text!r} can be read in two ways; give dayfirst=True or False"


def _one_line(title: str | None) -> str | None:
    return " ".join(title.split()) or None if title else None


def _levels(layout: str | None) -> tuple[str, ...]:
    """Name the levels of a *layout*; those that are neither event nor outlet are passed over.

    Raises ReadError where none is, or where one is misspelled.

    >>> _levels("year/event/outlet")
    ('year', 'event', 'outlet')
    """
    levels = tuple(layout.split("/")) if layout else ()
    meant = [nearest(level, _LEVELS) for level in levels if level not in _LEVELS]
    if levels and (any(meant) or _LEVELS.isdisjoint(levels)):
        raise ReadError(
            f"layout = {layout!r}{''.join(meant)}: it takes levels parted by /, 'event' or"
            " 'outlet' among them, such as 'outlet/event', or None"
        )
    return levels


def _from_layout(parts: tuple[str, ...], layout: tuple[str, ...]) -> dict[str, str]:
    """Name event and outlet from folders and file name, where the file lies exactly so deep.

    >>> _from_layout(("port-strike", "harbor-courier"), ("event", "outlet"))
    {'event': 'port-strike', 'outlet': 'Harbor Courier'}
    """
    if len(parts) != len(layout) or len(layout) < 2:
        return {}
    found = dict(zip(layout, parts, strict=True))
    if "outlet" in found:
        slug = re.sub(r"[-_ ]\d{1,3}$", "", found["outlet"])
        words = re.split(r"[-_\s]+", slug)
        found["outlet"] = " ".join(w.capitalize() if w.islower() else w for w in words if w)
    return {key: value for key, value in found.items() if key in _LEVELS and value}


def _credited(page: Metadata) -> list[str]:
    names = ", ".join(page.agencies)
    return [f"agency_credited: {names}"] if names else []
