"""Publication dates as they stand on pages and in columns."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
MONTH = rf"(?:{_MONTHS})"
_DAY = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_ZONE = (
    r"Z\b|[+-]\d\d:?\d\d|\(?(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET"
    r"|CST|CDT|PST|PDT|PT|IST)\b(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\)?"
)
_CLOCK = (
    r"(?:\s*[,|·•@T/-]?\s*(?:at\s+)?(?P<clock>[0-2]?\d[:.][0-5]\d(?:[:.][0-5]\d(?:\.\d+)?)?"
    rf"\s*(?:[ap]\.?m\.?)?)\s*(?P<zone>{_ZONE})?)?"
)
_EARLY = (
    r"(?:\b(?P<early>[0-2]?\d(?::[0-5]\d\s*(?:[ap]\.?m\b\.?)?|\.[0-5]\d\s*[ap]\.?m\b\.?))"
    rf"(?:\s+(?P<early_zone>{_ZONE}))?,?\s+(?:on\s+)?)?"
)
DATE = re.compile(
    rf"{_EARLY}(?P<words>\b(?:(?:{_MONTHS})\.?\s+{_DAY},?\s+{_YEAR}"
    rf"|{_DAY}(?:\s+(?:of\s+)?|-)(?:{_MONTHS})\.?(?:,?\s+|-){_YEAR})"
    rf"|\b{_YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\d|3[01])(?!\d)"
    rf"|\b(?P<numeric>[0-3]?\d[/.-][0-3]?\d[/.-]{_YEAR})\b){_CLOCK}",
    re.IGNORECASE,
)
# Seconds or milliseconds since 1970, from 1973 to 2100, as columns of databases hold them.
_SECONDS = range(10**8, 4_102_444_800)
_HOURLY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])")

# The offsets of the zone names that news pages print, in hours from UTC. IST is left out: it is
# the time of India, of Israel and of Ireland.
_ZONES = {
    "Z": 0.0,
    "GMT": 0.0,
    "UTC": 0.0,
    "BST": 1.0,
    "CET": 1.0,
    "CEST": 2.0,
    "EST": -5.0,
    "EDT": -4.0,
    "CST": -6.0,
    "CDT": -5.0,
    "PST": -8.0,
    "PDT": -7.0,
}
_EPOCH = datetime(1970, 1, 1)
# These are an hour more in summer.
_SEASONAL = {"ET": -5.0, "PT": -8.0}


def parse_date(value: object, *, dayfirst: bool | None = None) -> datetime | None:
    """Read a date from a column or a line; a time zone, where given, is converted to UTC.

    The result carries no zone, so that dates can be compared with one another. Returns None for
    what is no date, and for a date such as 03/04/2023 whose order *dayfirst* does not tell.

    >>> parse_date("1 Dec 2023 18:12")
    datetime.datetime(2023, 12, 1, 18, 12)
    >>> parse_date("2023-12-01T18:12:00+02:00")
    datetime.datetime(2023, 12, 1, 16, 12)
    >>> parse_date("03/04/2023") is None
    True
    >>> parse_date("03/04/2023", dayfirst=True)
    datetime.datetime(2023, 4, 3, 0, 0)
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        return None if str(value) == "NaT" else _without_zone(datetime.fromisoformat(str(value)))
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _parse_string(str(value).strip(), dayfirst)


def may_hold_date(line: str) -> bool:
    """Say whether a year may stand in *line*, as one does in every date.

    >>> may_hold_date("Updated 3 May 2031"), may_hold_date("The port closed on 3 May.")
    (True, False)
    """
    return "19" in line or "20" in line


def is_ambiguous(value: object) -> bool:
    """Say whether *value* is a numeric date whose day and month could be exchanged.

    >>> is_ambiguous("03/04/2023"), is_ambiguous("13/04/2023"), is_ambiguous("03/03/2023")
    (True, False, False)
    """
    match = DATE.match(str(value).strip())
    if match is None or match["numeric"] is None:
        return False
    first, second = (int(part) for part in re.split(r"[/.-]", match["numeric"])[:2])
    return first <= 12 and second <= 12 and first != second


@lru_cache(maxsize=4096)
def _parse_string(text: str, dayfirst: bool | None) -> datetime | None:
    if not text or len(text) > 100:
        return None
    if len(text) in (9, 10, 12, 13) and text.isdigit() and not _HOURLY.fullmatch(text):
        seconds = int(text) // (1000 if len(text) > 10 else 1)
        return _EPOCH + timedelta(seconds=seconds) if seconds in _SECONDS else None
    try:
        return (
            _without_zone(datetime.fromisoformat(text))
            if text[:4].isdigit()
            else _loose(text, dayfirst)
        )
    except ValueError:
        return _loose(text, dayfirst)


def _loose(text: str, dayfirst: bool | None) -> datetime | None:
    from dateutil import parser

    match = DATE.search(text)
    if match is None:
        return None
    if match["numeric"] and dayfirst is None and is_ambiguous(match["numeric"]):
        return None
    day = match["words"].replace(" of ", " ")
    try:
        found = parser.parse(day, dayfirst=bool(dayfirst))
        time = match["clock"] or match["early"]
        if time:
            clock = parser.parse(re.sub(r"(\d)\.(\d)", r"\1:\2", time))
            found = found.replace(hour=clock.hour, minute=clock.minute, second=clock.second)
    except (ValueError, OverflowError):
        return None
    return _shift(found, match["zone"] or match["early_zone"])


def _shift(found: datetime, zone: str | None) -> datetime:
    """Convert *found* from the named zone to UTC; an unknown zone leaves it as it stands."""
    if not zone:
        return found
    zone = zone.strip("()").upper()
    numeric = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", zone)
    if numeric:
        hours = int(numeric[2]) + int(numeric[3] or 0) / 60
        return found - timedelta(hours=hours if numeric[1] == "+" else -hours)
    if zone in _SEASONAL:
        return found - timedelta(hours=_SEASONAL[zone] + _is_american_summer(found))
    return found - timedelta(hours=_ZONES.get(zone, 0.0))


def _is_american_summer(found: datetime) -> bool:
    """Say whether clocks in North America are an hour ahead (Energy Policy Act of 2005).

    >>> _is_american_summer(datetime(2031, 5, 3)), _is_american_summer(datetime(2031, 11, 3))
    (True, False)
    """
    march, november = datetime(found.year, 3, 8, 2), datetime(found.year, 11, 1, 2)
    start = march + timedelta(days=6 - march.weekday())
    stop = november + timedelta(days=6 - november.weekday())
    return start <= found < stop


def _without_zone(found: datetime) -> datetime:
    return found if found.tzinfo is None else found.astimezone(UTC).replace(tzinfo=None)
