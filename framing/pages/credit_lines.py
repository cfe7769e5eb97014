"""Lines under a headline that say who wrote an article and when, in whatever form."""

from __future__ import annotations

import re

from framing.pages.dates import DATE

_LONGEST = 130
_REACH = 450
_MOST_LINES = 4
_MOST_WORDS = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
_LOWER = re.compile(r"\b[a-z][a-z'’-]+\b")
# A name with its trade, which counts only beside a line with a date.
_NAMED = re.compile(
    r"(?=.{4,70}$)(?:(?:From|By|Words|Reporting by):?\s+.*[A-Z].*"
    r"|[A-Z].*,\s[a-z ]*(?:editor|correspondent|reporter|writer|chief))"
)
_PARTED = re.compile(r"\s[|•·]\s|\bBy\b")
_USUAL = frozenset(
    "by in at and on of the for from with to words text story report reporting first last"
    " published posted updated update filed edited editor correspondent reporter writer staff"
    " agencies special bureau chief am pm local time".split()
)


def find_credit_lines(text: str, body_start: int) -> list[tuple[int, int]]:
    """Return the ranges of *text* below the headline that are lines with a date and a credit.

    Such a line is short, holds a date with its year, names, and little more.

    >>> text = "Port shuts\\n\\nBy Ann Lee, port reporter | 3 May 2031, 17:20\\n\\nIt shut."
    >>> [text[s:e] for s, e in find_credit_lines(text, 12)]
    ['By Ann Lee, port reporter | 3 May 2031, 17:20']
    """
    reach = body_start + _REACH
    if text.find("20", body_start, reach) < 0 and text.find("19", body_start, reach) < 0:
        return []
    if not _YEAR.search(text, body_start, reach):
        return []
    lines = []
    at, seen = body_start, 0
    while at < len(text) and seen < _MOST_LINES and at - body_start < _REACH:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop].rstrip()
        if line:
            seen += 1
            lines.append((at, at + len(line)))
        at = stop + 1
    dated = [is_credit_line(text[start:end]) for start, end in lines]
    return [
        span
        for i, span in enumerate(lines)
        if dated[i] or (any(dated[max(0, i - 1) : i + 2]) and _NAMED.fullmatch(text[slice(*span)]))
    ]


def is_credit_line(line: str) -> bool:
    """Tell whether *line* is a date with names and little else.

    >>> is_credit_line("PORT ELLERY, April 22, 2031, 8:10 p.m. By Imogen Hale")
    True
    >>> is_credit_line("The port shut on 22 April 2031, its director said.")
    False
    """
    if len(line) > _LONGEST:
        return False
    match = DATE.search(line)
    if match is None:
        return False
    rest = line[: match.start()] + " " + line[match.end() :]
    unusual = [word for word in _LOWER.findall(rest) if word not in _USUAL]
    return any(c.isupper() for c in rest) and len(unusual) <= _MOST_WORDS


def is_parted_credit_line(line: str) -> bool:
    """Tell whether *line* is date and author with a bar or "By", which no headline with a date has.

    >>> is_parted_credit_line("3 May 2031 | Ann Lee"), is_parted_credit_line("Vote of 3 May 2031")
    (True, False)
    """
    return _PARTED.search(line) is not None and is_credit_line(line)
