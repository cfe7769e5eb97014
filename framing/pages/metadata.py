"""Outlet, date, byline and agencies, as they stand in a page; what is not there stays None."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.pages.cues import AGENCIES
from framing.pages.dates import DATE, is_ambiguous, may_hold_date, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_LABEL = re.compile(r"(?:publication|outlet|newspaper|publisher|site)\s*:\s*(\S.{1,60})", re.I)
_COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\))[\s©(c)]*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?[\s,:by]*"
    r"(?P<name>[A-Z][\w.&'’ -]{2,50}?)(?:\s*[,.|]|\s+all\s+rights|\s+\d{4}|\s*$)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:news\s+)?sources?\s*:\s*(\S.{0,80})", re.I)
_PROMPT = re.compile(
    r"(?:(?:join|follow|like|find)\s+(?!us\b|our\b|the\s)(?P<a>(?-i:[A-Z])[\w.&'’ -]{1,40}?)"
    r"(?:['’]s)?\s+(?:on\s+)?"
    r"(?:official\s+)?(?:whats\s?app|telegram|facebook|twitter|instagram|google\s+news)\b.{0,40}"
    r"|(?:subscribe|sign\s+up)\s+(?:to|for)\s+(?!our\b|the\b)(?P<b>(?-i:[A-Z])[\w.&'’ -]{1,40}?)"
    r"(?:['’]s)?\s+"
    r"(?:newsletters?|channel).{0,40})",
    re.I,
)
_STAFF = re.compile(
    r"(?:the\s+)?(?P<name>(?-i:[A-Z])[\w.&'’-]*(?:\s+(?-i:[A-Z])[\w.&'’-]*){0,4})\s+"
    r"(?:(?:news\s*)?(?:staff|newsroom|editorial\s+team))\b",
    re.I,
)
_BYLINE = re.compile(
    r"(?:(?:written|reported|posted|words|text|story)\s+)?by:?\s+(?P<name>\S.{1,100})"
    r"|(?:author|reporter|writer|correspondent|byline)s?\s*:\s*(?P<label>\S.{1,100})"
    r"|from\s+our\s+[^,]{1,60},\s+(?P<ours>(?-i:[A-Z])\S.{1,100})",
    re.I,
)
_BYLINE_END = re.compile(
    r"\s*(?:[|•·]|\s[-–—]\s|,\s*(?:reuters|afp|associated press)\b|\bpublished\b|\bupdated\b"
    rf"|(?:[a-z]+day,?\s+)?{DATE.pattern}).*",
    re.I | re.S,
)
_NAME = r"(?:[A-Z][\w.'’-]+\s+){1,3}[A-Z][\w'’-]+"
_NAMES = re.compile(
    rf"(?P<names>{_NAME}(?:(?:,|\s+and)\s+{_NAME})*)(?:\s+in\s+[A-Z][\w.'’ -]{{1,40}})?"
)
# Marks that turn the direction of writing, beside stars and lines of Markdown.
_AROUND_NAME = "*_ \u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_DIVIDER = re.compile(r"\s*[|•·]\s*")
_ROLE = re.compile(r"^(?:[a-z]+\s+){1,3}(?=[A-Z])")
_LABELED = re.compile(r"\s*(?:first\s+|originally\s+)?(?:published|posted|date|issued)\b", re.I)
_UPDATED = re.compile(r"\s*(?:last\s+)?(?:updated?|modified)\b", re.I)
_PUBLISHED = re.compile(r"\b(?:first\s+|originally\s+)?(?:published|posted)\b", re.IGNORECASE)
DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.’' -]{2,30}"
    r"(?:,\s+(?!(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\b)[A-Z][\w.’' -]{1,25})?)"
    r"(?:\s*,?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+\d{4})?)?"
    r"\s*(?:\((?P<agency>[^)]{2,40})\))?\s*(?:—|–|--|-|:)\s+"
)
# A day behind the place: "LIRA, 3 May 2031 - ", "Lira, May 3, 2031 (RNS) — ".
_TOWN = r"[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]*){0,3}"
_DAY_OF_DATELINE = re.compile(
    rf"(?!(?:On|Since|By|In|After|Before|From|Until|As)\s){_TOWN}(?:,\s+{_TOWN})?,?\s+"
    r"(?P<day>(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?),?\s+(?:19|20)\d\d)"
    r"\s*(?:\([^)]{2,40}\))?\s*(?:—|–|--|-|:)\s"
)
# Who speaks, in a transcript: a name in capitals before a colon is no place there.
_SPEAKER = re.compile(r"(?m)^[A-Z][A-Z.’' -]+(?:,\s[A-Z][\w ,.’'-]{2,40})?:\s")
_CREDIT_AGENCY = re.compile(
    r"\b(AFP|Reuters|Associated Press|AP|EFE|dpa|EPA|Xinhua|Anadolu(?: Agency)?|Agencies|agencies"
    r"|PA Media|TASS|ANSA|UPI|PTI|IANS|WAFA)\b"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself.

    ``outlet_from`` names the inferred place an outlet was read from, or is None when the page
    names its outlet in so many words.
    """

    outlet: str | None = None
    outlet_from: str | None = None
    published: datetime | None = None
    ambiguous_date: str | None = None
    byline: str | None = None
    agencies: tuple[str, ...] = ()
    dateline: str | None = None


_NOTHING = Metadata()


def find_metadata(
    removed_lines: Iterable[tuple[str, str]],
    *,
    body: str = "",
    near_title: Iterable[str] = (),
    dayfirst: bool | None = None,
) -> Metadata:
    """Read outlet, date, byline, agencies and dateline from the lines that cleaning removed.

    *removed_lines* are ``(reason, line)`` in the order of the page, *near_title* those around
    the headline, where a date speaks of this article; a date further down counts only with a label
    such as "Published". *body* is the text below the title, whose first words may be a dateline;
    the day in it counts where no other date stands.

    >>> find_metadata([("byline", "By A. Writer")], near_title=["3 May 2031"]).published
    datetime.datetime(2031, 5, 3, 0, 0)
    """
    lines = list(removed_lines)
    near = list(near_title)
    if not lines and not near:
        dateline, agency = _find_dateline(body)
        day = _day_of_dateline(body)
        if dateline is None and day is None:
            return _NOTHING
        return Metadata(published=day, agencies=_find_agencies([], None, agency), dateline=dateline)
    byline = _find_byline(lines, near)
    outlet, outlet_from = _find_outlet(lines, byline)
    published, ambiguous = _find_date(near, [line for _, line in lines], dayfirst)
    if published is None and ambiguous is None:
        published = _day_of_dateline(body)
    dateline, agency = _find_dateline(body)
    agencies = _find_agencies(lines, byline, agency)
    return Metadata(outlet, outlet_from, published, ambiguous, byline, agencies, dateline)


def _find_byline(lines: list[tuple[str, str]], near: list[str]) -> str | None:
    own = [text.strip(_AROUND_NAME) for reason, text in lines if reason == "byline"]
    written = [*(text.strip(_AROUND_NAME) for text in near), *own]
    written += [part for line in written for part in _DIVIDER.split(line)[1:]]
    for line in written:
        match = _BYLINE.fullmatch(line)
        if match:
            name = _BYLINE_END.sub("", match["name"] or match["label"] or match["ours"]).strip(
                f" ,;.{_AROUND_NAME}"
            )
            if name:
                return _ROLE.sub("", name)
    return next((match["names"] for line in own if (match := _NAMES.fullmatch(line))), None)


def _find_outlet(lines: list[tuple[str, str]], byline: str | None) -> tuple[str | None, str | None]:
    for _, line in lines:
        if match := _LABEL.fullmatch(line):
            return match[1].strip(), None
    repeated = _masthead(lines, byline)
    if repeated:
        return repeated, None
    for _, line in lines:
        if (match := _COPYRIGHT.search(line)) and match["name"].lower() != "all rights reserved":
            return _tidy(match["name"]), None
    for where, name in _inferred(lines):
        return name, where
    return None, None


def _masthead(lines: list[tuple[str, str]], byline: str | None) -> str | None:
    """Return the name that stands by itself at the head of a page and again elsewhere on it."""
    labels = ("menu", "masthead", "after the article")
    own = [line for reason, line in lines if reason in labels and 2 <= len(line.split()) <= 5]
    counts = Counter(line for line in own if line[:1].isupper() and not line.endswith("."))
    if byline:
        counts[byline] += byline in counts
    if not own or not counts:
        return None
    first = next((line for line in own if counts[line]), None)
    return first if first is not None and counts[first] > 1 and first == own[0] else None


def _inferred(lines: list[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Yield outlets that a page gives away without naming itself, with the place."""
    for reason, line in lines:
        if reason == "credit" and (match := _SOURCE.fullmatch(line)):
            names = [n.strip() for n in re.split(r"\s*(?:\+|,|/|&|\band\b)\s*", match[1])]
            own = [n for n in names if n and n.lower() not in AGENCIES]
            if own and len(own) < max(2, len(names)):
                yield "the source line", own[0]
    for reason, line in lines:
        if reason in ("app prompt", "newsletter", "share") and (match := _PROMPT.fullmatch(line)):
            yield "an invitation to follow it", _tidy(match["a"] or match["b"])
    for reason, line in lines:
        if reason == "author bio" and (match := _STAFF.match(line)):
            yield "the note on its staff", _tidy(match["name"])


def _tidy(name: str) -> str:
    return name.strip(" .,-|").removesuffix("'s").removesuffix("’s")


def _find_date(
    near: list[str], every: list[str], dayfirst: bool | None
) -> tuple[datetime | None, str | None]:
    near, every = [[x for x in lines if may_hold_date(x)] for lines in (near, every)]
    plain = [line for line in near if not _UPDATED.match(line)]
    for line in [
        *(x for x in plain if _LABELED.match(x)),
        *plain,
        *near,
        *(x for x in every if _LABELED.match(x)),
    ]:
        label = _PUBLISHED.search(line)
        match = (DATE.search(line, label.end()) if label else None) or DATE.search(line)
        if match is None:
            continue
        found = parse_date(match[0], dayfirst=dayfirst)
        if found is not None:
            return found, None
        if is_ambiguous(match[0]):
            return None, match[0]
    return None, None


def _day_of_dateline(body: str) -> datetime | None:
    found = _DAY_OF_DATELINE.match(body)
    return parse_date(found["day"]) if found else None


def is_place_and_day(line: str) -> bool:
    """Tell whether a line is nothing but a place and a day.

    >>> is_place_and_day("ORSA, 10 April 2031 -"), is_place_and_day("Storm shuts port of Orsa")
    (True, False)
    """
    return _DAY_OF_DATELINE.fullmatch(line.rstrip(" ,-–—") + " - ") is not None


def _find_dateline(body: str) -> tuple[str | None, str | None]:
    match = DATELINE.match(body)
    if match is None or (":" in match[0] and len(_SPEAKER.findall(body)) > 1):
        return None, None
    return match["place"].strip(" ,-–—"), match["agency"]


def _find_agencies(
    lines: list[tuple[str, str]], byline: str | None, agency: str | None
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    credits = [line for reason, line in lines if reason in ("credit", "copyright")]
    heads = [_DIVIDER.split(line)[0] for reason, line in lines if reason == "byline"]
    credits += [head for head in heads if head.lower() in AGENCIES]
    for text in [*credits, byline or "", agency or ""]:
        for name in _CREDIT_AGENCY.findall(text):
            found[AGENCIES.get(name.lower(), name)] = None
    return tuple(found)
