"""Text exports of news databases: several articles in one file, each with labeled fields.

Two families of layout are read. In the one (as ProQuest prints it) every article is a run of lines
``Title: ...``, ``Publication info: ...``, ``Full text: ...``, and a rule of underscores divides
articles. In the other (as Nexis prints it) publication, date and headline stand without labels
above ``BYLINE:``, ``LENGTH:`` and ``BODY``, and ``3 of 25 DOCUMENTS`` or ``End of Document``
divides articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from framing.pages.dates import DATE

_ROLES = {
    "title": "title",
    "headline": "title",
    "publication title": "outlet",
    "publication": "outlet",
    "publication info": "outlet",
    "newspaper": "outlet",
    "source": "outlet",
    "publication date": "date",
    "date": "date",
    "published": "date",
    "load-date": "load_date",
    "author": "byline",
    "byline": "byline",
    "full text": "text",
    "body": "text",
    "text": "text",
    "url": "url",
    "document url": "url",
}
_OTHER = (
    "abstract|links|subject|location|section|length|language|copyright|proquest document id"
    "|database|pages|publication year|year|publisher|place of publication|country of publication"
    "|issn|source type|language of publication|document type|last updated"
    "|company / organization|people|graphic|publication-type|journal code|dateline"
    "|classification|credit|volume|issue|column|edition|type|correction|category|series"
    "|highlight|keywords|identifier|word count|publication subject|document feature"
    "|subject term|illustration|company|industry|person|geographic"
)
_FIELD = re.compile(
    rf"[ \t]*({'|'.join(map(re.escape, _ROLES))}|{_OTHER})[ \t]*:[ \t]*(.*)", re.IGNORECASE
)
# Inside a text only these end it: a paragraph may well begin with "Source:" or "People:".
_ENDS_TEXT = frozenset(
    """title headline subject location load-date language graphic credit classification copyright
    publication-type issn""".split()
) | {
    "publication title",
    "publication info",
    "publication date",
    "company / organization",
    "proquest document id",
    "document url",
    "journal code",
    "last updated",
    "full text",
    "document type",
}
_BODY = re.compile(r"[ \t]*body:?[ \t]*", re.IGNORECASE)
_CLASSES = re.compile(r"[ \t]*classification[ \t]*", re.IGNORECASE)
_DIVIDER = re.compile(
    r"[ \t]*(?:[_=*-]{20,}|(?:document[ \t]+)?\d{1,5}[ \t]+of[ \t]+\d{1,5}(?:[ \t]+documents?)?"
    r"|end[ \t]+of[ \t]+document)[ \t]*",
    re.IGNORECASE,
)
_EDITION = re.compile(r".{0,40}\bedition\b.{0,40}|copyright\b.*|all rights reserved.*", re.I)


@dataclass(slots=True)
class _Entry:
    fields: dict[str, str] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    inside: bool = False


def split_export(text: str) -> list[dict[str, str]]:
    """Return the articles of an export as columns, or an empty list if *text* is none.

    A file is an export when it holds a labeled text ("Full text:", "BODY:") and at least two other
    labeled fields, or a divider as well.

    >>> split_export("Title: Port shuts\\nPublication: Courier\\nDate: 3 May 2031\\nText: Shut.\\n")
    [{'title': 'Port shuts', 'outlet': 'Courier', 'date': '3 May 2031', 'text': 'Shut.'}]
    >>> split_export("Port shuts\\n\\nIt shut.")
    []
    """
    if not re.search(r"(?im)^[ \t]*(?:full text|text|body)[ \t]*:|^[ \t]*body[ \t]*\r?$", text):
        return []
    entries = [_Entry()]
    labels = dividers = 0
    for line in text.splitlines():
        if _DIVIDER.fullmatch(line):
            dividers += 1
            entries.append(_Entry())
            continue
        labels += _take(line, entries)
    found = [columns for entry in entries if (columns := _columns(entry))]
    return found if labels >= 3 or (labels >= 1 and dividers) else []


def _take(line: str, entries: list[_Entry]) -> int:
    """Add one line to the article it belongs to; return 1 if it is a labeled field."""
    entry = entries[-1]
    match = _FIELD.fullmatch(line)
    name = match[1].casefold() if match else ""
    if entry.inside and _CLASSES.fullmatch(line):
        entry.inside = False
        return 0
    if _BODY.fullmatch(line) and not entry.text:
        entry.inside = True
        return 1
    if entry.inside and name not in _ENDS_TEXT:
        entry.text.append(line)
        return 0
    if match is None:
        if line.strip() and not entry.text:
            entry.loose.append(line.strip())
        return 0
    role = _ROLES.get(name, "")
    if role == "title" and entry.text and "title" in entry.fields:
        entry = _Entry()
        entries.append(entry)
    entry.inside = role == "text"
    if role == "text":
        entry.text.append(match[2])
    elif role and match[2].strip():
        value = match[2].strip()
        if name == "publication info":
            date = DATE.search(value)
            if date:
                entry.fields.setdefault("date", date[0])
            value = re.split(r"\s*[;\[]", value)[0].strip()
            entry.fields.setdefault(role, value)
        elif role in ("title", "byline"):
            entry.fields.setdefault(role, value)
        else:
            entry.fields[role] = value
    return 1


def _columns(entry: _Entry) -> dict[str, str]:
    body = "\n".join(entry.text).strip("\r\n ")
    if not body.strip():
        return {}
    fields = dict(entry.fields)
    _read_loose(fields, entry.loose)
    loaded = fields.pop("load_date", None)
    if loaded and "date" not in fields:
        fields["date"] = loaded
    order = ("title", "outlet", "date", "byline", "url")
    return {name: fields[name] for name in order if name in fields} | {"text": body}


def _read_loose(fields: dict[str, str], lines: list[str]) -> None:
    """Read publication, date and headline that stand without labels above the text."""
    dated = next((i for i, line in enumerate(lines) if DATE.match(line)), None)
    if dated is None:
        if lines and "title" not in fields:
            fields["title"] = lines[-1]
        return
    fields.setdefault("date", lines[dated])
    if dated >= 1:
        fields.setdefault("outlet", lines[dated - 1])
    if dated >= 2:
        fields.setdefault("title", lines[dated - 2])
        return
    below = [line for line in lines[dated + 1 :] if not _EDITION.fullmatch(line)]
    if below:
        fields.setdefault("title", below[0])
