"""Text exports of Factiva: several articles in one file, with codes or in a fixed order.

With codes every field begins with two or three capitals (``HD`` headline, ``PD`` date, ``SN``
source, ``LP`` and ``TD`` text, ``AN`` accession number, which closes an article). Without them the
fields stand one a line in the order headline, author, number of words, date, time, source, ...,
copyright; the text follows after a blank line, and ``Document HRBC0000...`` closes the article.
"""

from __future__ import annotations

import re

from framing.pages.dates import DATE

_CODES = {
    "HD": "title",
    "BY": "byline",
    "PD": "date",
    "SN": "outlet",
    "LP": "text",
    "TD": "text",
}
_CODED = re.compile(
    r"(HD|BY|PD|SN|LP|TD|AN|SE|CR|WC|ET|SC|ED|PG|VOL|LA|CY|CX|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|ART"
    r"|CLM)"
    r"(?:[ \t]+(.*)|[ \t]*)"
)
_END = re.compile(r"(?:AN[ \t]+)?Document[ \t]+[A-Za-z0-9]{10,}[ \t]*")
_WORDS = re.compile(r"[ \t]*\d[\d,.]*[ \t]+words[ \t]*")
_CLOCK = re.compile(r"[0-2]?\d:[0-5]\d(?:[ \t]*[A-Z]{2,4})?")
_BY = re.compile(r"by\s+", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z][\w.'’-]+\s+){1,3}[A-Z][\w'’-]+")


def split_factiva(text: str) -> list[dict[str, str]]:
    """Return the articles of a Factiva export as columns, or an empty list if *text* is none.

    >>> split_factiva("HD Port shuts\\nPD 3 May 31\\nSN Sun\\nLP Shut\\nAN Document LR00000001")
    [{'title': 'Port shuts', 'outlet': 'Sun', 'date': '3 May 31', 'text': 'Shut'}]
    >>> split_factiva("Port shuts\\n\\nIt shut.")
    []
    """
    if "Document" not in text:
        return []
    found = []
    entry: list[str] = []
    for line in text.splitlines():
        if not _END.fullmatch(line):
            entry.append(line)
            continue
        columns = _read_coded(entry) or _read_ordered(entry)
        if columns is None:
            return []
        found.append(columns)
        entry = []
    return found


def _read_coded(lines: list[str]) -> dict[str, str] | None:
    """Read an article whose fields begin with codes; what follows belongs to the code above."""
    fields: dict[str, list[str]] = {}
    role = ""
    for line in lines:
        match = _CODED.fullmatch(line)
        if match:
            role = _CODES.get(match[1], "")
            line = match[2] or ""
            if match[1] == "TD" and any(fields.get("text", [])[-1:]):
                fields["text"].append("")
        if role:
            fields.setdefault(role, []).append(line)
    return _columns(fields) if "title" in fields and "text" in fields else None


def _read_ordered(lines: list[str]) -> dict[str, str] | None:
    """Read an article whose fields stand one a line, around its number of words and its date."""
    at = next((i for i, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
    if at is None or at + 2 >= len(lines) or not DATE.match(lines[at + 1].strip()):
        return None
    above = [line.strip() for line in lines[:at] if line.strip()]
    rest = lines[at + 2 :]
    if _CLOCK.fullmatch(rest[0].strip()):
        rest = rest[1:]
    blank = next((i for i, line in enumerate(rest) if not line.strip()), None)
    if not above or not blank:
        return None
    byline = above.pop() if len(above) > 1 and _is_byline(above) else ""
    return _columns(
        {
            "title": above[-1:],
            "byline": [byline],
            "date": [lines[at + 1]],
            "outlet": rest[:1],
            "text": rest[blank:],
        }
    )


def _is_byline(lines: list[str]) -> bool:
    """Say whether the last line names the author, and so the one above it is the headline."""
    named = _NAME.fullmatch(lines[-1]) and len(lines[-2].split()) > len(lines[-1].split())
    return bool(_BY.match(lines[-1]) or named)


def _columns(fields: dict[str, list[str]]) -> dict[str, str]:
    text = "\n".join(fields["text"]).strip("\r\n ")
    columns = {
        role: " ".join(" ".join(fields.get(role, [])).split())
        for role in ("title", "outlet", "date", "byline")
    }
    columns["byline"] = _BY.sub("", columns["byline"], count=1)
    return {role: value for role, value in columns.items() if value} | {"text": text}
