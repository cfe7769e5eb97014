"""Above the body of a page: its headline, dek and captions; the rest there is furniture."""

from __future__ import annotations

import re

from framing.pages.blocks import Unit, begins_title, normalize_line
from framing.pages.body import Page, in_menu
from framing.pages.captions import is_caption, is_caption_label
from framing.pages.credit_lines import is_parted_credit_line
from framing.pages.cues import HEADING, LINK, TICKER, reason_of
from framing.pages.metadata import DATELINE, is_place_and_day

_MAX_TITLE = 250
# What stands before a colon in a headline as well as in a link.
_KICKER = re.compile(
    r"(?:in\s+pictures|opinion|explained?|explainer|watch|listen|video|live)\s*[:|–—]", re.I
)
# What stands under a headline: who wrote it and when; and with it, whose the picture is.
_CREDITS = frozenset(("byline", "date", "read time"))
_UNDER_TITLE = _CREDITS | {"credit", "share"}
_LIVE = re.compile(r"(?:live(?:\s+(?:updates|blog))?|as\s+it\s+happened)\s*[:|–—-]", re.I)


def mark_head(page: Page, first: int, title_known: bool) -> None:
    """Find title, dek and captions above the body; the rest there is furniture."""
    units = page.units
    kinds = [_head_kind(units, i) for i in range(first)]
    page.title = 0 if title_known else _find_title(units, kinds, first)
    if page.title is None:
        _mark_untitled_head(page, kinds)
        return
    page.sections[page.title] = "title"
    page.remove([i for i in range(page.title) if kinds[i] is None], "masthead")
    for i in range(page.title):
        page.remove([i], kinds[i] or "masthead")
    _mark_duplicated_title(page, page.title, first)
    _mark_under_title(page, kinds, first)


def _mark_duplicated_title(page: Page, title: int, first: int) -> None:
    length = len(page.units[title].text)
    same = normalize_line(page.units[title].text)
    for i in range(title + 1, len(page.units)):
        text = page.units[i].text
        if i > first and page.units[i].ends:
            continue
        if abs(len(text) - length) < 10 and normalize_line(text) == same:
            page.remove([i], "duplicated title")
    _mark_broken_title(page, title, same)


def _mark_broken_title(page: Page, title: int, same: str) -> None:
    """Remove a second headline that was broken into several lines."""
    joined = ""
    for i in range(title + 1, min(title + 5, len(page.units))):
        joined = f"{joined} {page.units[i].text}".strip()
        if i > title + 1 and normalize_line(joined) == same:
            page.remove(range(title + 1, i + 1), "duplicated title")
        if not begins_title(page.units[title].text, joined):
            return


def _mark_under_title(page: Page, kinds: list[str | None], first: int) -> None:
    units, title = page.units, page.title or 0
    dek = False
    for i in range(title + 1, first):
        if i in page.reasons:
            continue
        if is_caption(units[i].text) or (_is_labeled(units, i) and not kinds[i]):
            page.sections[i] = "caption"
        elif kinds[i]:
            page.remove([i], kinds[i] or "")
        elif _is_bare_name(units[i].text) and not _CREDITS.isdisjoint(kinds[i + 1 : i + 2]):
            page.remove([i], "byline")
        elif not dek and units[i].n_words >= 4 and not (units[i].bullet or _is_datelined(units[i])):
            page.sections[i], dek = "dek", True
        elif units[i].bullet and not units[i].ends:
            page.remove([i], "menu")
    _mark_duplicated_captions(page)
    between = [i for i in range(first, len(units)) if i not in page.reasons]
    if not dek and between and between[0] == first and _is_dek(page, first):
        page.sections[first] = "dek"


def _is_bare_name(text: str) -> bool:
    """Say whether a line is nothing but two to four capitalized words."""
    words = [word for word in text.split() if word not in ("in", "and")]
    return 2 <= len(words) <= 4 and all(w[0].isupper() and w[-1].isalpha() for w in words)


def _is_dek(page: Page, first: int) -> bool:
    """Say whether the first paragraph is a dek: one sentence, then picture or byline, then body."""
    units = page.units
    if len(units[first].text) > 250 or first + 1 >= len(units) or is_caption(units[first].text):
        return False
    after = first + 1
    text = units[after].text
    below = is_caption(text) or reason_of(text) in _UNDER_TITLE
    return below and any(units[j].prose for j in range(after + 1, min(after + 6, len(units))))


def _mark_duplicated_captions(page: Page) -> None:
    """Of two captions that differ only in their credit, keep the one without a bullet."""
    seen: dict[str, int] = {}
    for i, section in sorted(page.sections.items()):
        if section != "caption":
            continue
        key = normalize_line(page.units[i].text.split("(")[0])[:80]
        if key in seen:
            drop = seen[key] if page.units[seen[key]].bullet else i
            page.sections.pop(drop)
            page.remove([drop], "duplicated caption")
            seen[key] = i if drop != i else seen[key]
        else:
            seen[key] = i


def _head_kind(units: list[Unit], i: int) -> str | None:
    """Name the furniture that a unit above the body is, or None if it may be title or dek."""
    unit = units[i]
    if TICKER.fullmatch(unit.text) or _in_ticker(units, i):
        return "ticker"
    if HEADING.fullmatch(unit.text):
        return "related"
    if LINK.fullmatch(unit.text) and not _is_kicked_title(units, i):
        return "related"
    reason = reason_of(unit.text)
    if reason:
        return reason
    if is_parted_credit_line(unit.text) or is_place_and_day(unit.text):
        return "byline"
    if (unit.bullet and unit.n_words <= 5 and not unit.ends) or unit.text.isdigit():
        return "menu"
    return "menu" if in_menu(units, i) else None


def _is_kicked_title(units: list[Unit], i: int) -> bool:
    """Say whether a line such as "Opinion: ..." is the headline, with its credits right below."""
    if not _KICKER.match(units[i].text):
        return False
    return not _CREDITS.isdisjoint(reason_of(unit.text) for unit in units[i + 1 : i + 3])


def _in_ticker(units: list[Unit], i: int) -> bool:
    j = i
    while j > 0 and units[j - 1].block == units[i].block:
        j -= 1
        if TICKER.fullmatch(units[j].text):
            return i - j > 0
    return False


def _find_title(units: list[Unit], kinds: list[str | None], first: int) -> int | None:
    """Return the unit above the body that is most like its headline."""
    lines = [normalize_line(unit.text) for unit in units[: first + 1]] if first > 1 else []
    best: tuple[int, int] | None = None
    for i in range(first):
        if kinds[i] is not None or not _title_like(units[i]) or _is_labeled(units, i):
            continue
        below = [kinds[j] for j in range(i + 1, min(first, i + 5))]
        score = 3 * (not _UNDER_TITLE.isdisjoint(below[:3]))
        score += 4 * (units[i].n_words >= 4 and bool(lines) and lines.count(lines[i]) > 1)
        long = units[i].n_words >= 5 or _stands_above_dek(units, kinds, i)
        score += 2 * long + (first <= i + 3)
        score += 5 * bool(_LIVE.match(units[i].text))
        score -= 4 * bool(is_caption(units[i].text)) + 2 * units[i].ends
        if best is None or score > best[0]:
            best = (score, i)
    return None if best is None else best[1]


def _is_labeled(units: list[Unit], i: int) -> bool:
    return i > 0 and is_caption_label(units[i - 1].text)


def _is_datelined(unit: Unit) -> bool:
    """Say whether a paragraph begins as a first one does: with a place and a dash."""
    return unit.prose and DATELINE.match(unit.text) is not None


def _stands_above_dek(units: list[Unit], kinds: list[str | None], i: int) -> bool:
    """Say whether a longer line stands right below, and credits below that."""
    return (
        units[i].n_words >= 3
        and kinds[i + 1 : i + 2] == [None]
        and units[i + 1].n_words > units[i].n_words
        and not _CREDITS.isdisjoint(kinds[i + 2 : i + 4])
    )


def _title_like(unit: Unit) -> bool:
    return unit.n_words >= 2 and len(unit.text) <= _MAX_TITLE and not unit.bullet


def _mark_untitled_head(page: Page, kinds: list[str | None]) -> None:
    for i, kind in enumerate(kinds):
        if is_caption(page.units[i].text):
            page.sections[i] = "caption"
        elif kind:
            page.remove([i], kind)
