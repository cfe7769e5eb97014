"""Where the article stands on a page: its body, what is above it, between and below.

Layout decides first: the body is where paragraphs of prose follow one another; a headline stands
above it, lists of links below it or between. Words (cues) decide what layout cannot.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.pages.blocks import Unit, normalize_line
from framing.pages.body import Page, find_body, find_solid, find_suspects, in_menu, is_heading
from framing.pages.captions import is_caption, is_caption_label
from framing.pages.cues import BIO, BIO_WORD, HEADING, LINK, POST, POST_LINK, reason_of
from framing.pages.head import mark_head

if TYPE_CHECKING:
    from collections.abc import Collection

# A bare date between paragraphs may be a subheading of a chronicle; one with a label is not.
_DATED = re.compile(r"(?:first |last |originally )?(?:published|updated?|posted|modified)\b", re.I)


def mark_page(units: list[Unit], *, title_known: bool, furniture: Collection[str]) -> Page:
    """Say of each unit of a page why it goes, or which section of the article it is.

    *title_known* says that the first unit is the headline; *furniture* holds normalized lines that
    recur in the outlet.
    """
    page = Page(units)
    page.suspects = find_suspects(units)
    page.solid = find_solid(units, page.suspects)
    first, last = find_body(page, 1 if title_known else 0)
    page.first = first
    _mark_tail(page, last)
    _mark_middle(page, first, last)
    mark_head(page, first, title_known)
    _mark_learned(page, furniture)
    _mark_bio(page)
    _mark_subheadings(page, first, last)
    return page


def _mark_middle(page: Page, first: int, last: int) -> None:
    units = page.units
    i = first
    while i < last:
        unit = units[i]
        if not page.suspects[i]:
            i += 1
            continue
        if is_heading(unit):
            stop = i + 1
            while stop < last and not page.solid[stop]:
                stop += 1
            page.remove(range(i, stop), "related")
            i = stop
            continue
        if "(@" in unit.text and POST.fullmatch(unit.text):
            page.remove([i], "embedded post")
            page.remove(_post_before(page, i, first), "embedded post")
        elif POST_LINK.search(unit.text) and i + 1 < last and "(@" in units[i + 1].text:
            page.remove([i], "embedded post")
        elif LINK.fullmatch(unit.text) and not (unit.ends and unit.n_words > 25):
            page.remove([i], "related")
        elif is_caption(unit.text) and not page.solid[i]:
            page.sections[i] = "caption"
        elif (reason := _reason_inside(unit)) is not None:
            page.remove([i], reason)
            if is_caption_label(unit.text) and i + 1 < last and not page.solid[i + 1]:
                page.sections[i + 1] = "caption"
        i += 1


def _post_before(page: Page, i: int, first: int) -> list[int]:
    """Return the post above its signature, from the unit with its link, three units at most."""
    for back in range(1, 4):
        if i - back >= first and POST_LINK.search(page.units[i - back].text):
            return list(range(i - back, i))
    return [i - 1] if i - 1 > first and page.units[i - 1].n_words <= 70 else []


def _reason_inside(unit: Unit) -> str | None:
    """Name the furniture that a line between paragraphs is; a bare word there may be a heading."""
    reason = reason_of(unit.text)
    if reason in ("menu", "tags") and not unit.bullet:
        return None
    if reason == "date" and not _DATED.match(unit.text):
        return None
    if unit.prose and reason in ("byline", "app prompt", "menu", "date", "tags"):
        return None
    return reason


def _mark_tail(page: Page, last: int) -> None:
    """Below the last paragraph: after the first sign of furniture, everything is furniture."""
    units = page.units
    found = None
    for i in range(last, len(units)):
        reason = _tail_kind(units, i)
        if reason:
            page.remove([i], reason)
            found = i if found is None else found
        elif found is not None:
            page.remove([i], "after the article")
    if found is None:
        return
    for i in range(last, found):
        if not units[i].ends:
            page.remove([i], "related")


def _tail_kind(units: list[Unit], i: int) -> str | None:
    unit = units[i]
    if HEADING.fullmatch(unit.text) or LINK.fullmatch(unit.text):
        return "related"
    if unit.bullet and unit.n_words <= 5 and not unit.ends:
        return "tags"
    reason = reason_of(unit.text)
    if reason:
        return reason
    return "menu" if in_menu(units, i) else None


def _mark_learned(page: Page, furniture: Collection[str]) -> None:
    if furniture:
        for i, unit in enumerate(page.units):
            if i != page.title and normalize_line(unit.text) in furniture:
                page.remove([i], "recurs in the outlet")
                page.sections.pop(i, None)


def _mark_bio(page: Page) -> None:
    """Remove a note on the author from the last two units kept."""
    kept = page.kept(0, len(page.units))
    if len(kept) < 4:
        return
    for i in reversed(kept[-2:]):
        text = page.units[i].text
        if len(text) > 400 or not (BIO.match(text) and BIO_WORD.search(text)):
            return
        page.remove([i], "author bio")


def _mark_subheadings(page: Page, first: int, last: int) -> None:
    for i in page.kept(first + 1, last - 1):
        unit = page.units[i]
        if i in page.sections or unit.ends or unit.bullet or unit.n_words > 12:
            continue
        if unit.text[0].isupper() or unit.text[0].isdigit() or unit.text[0] in "\"'“‘":
            page.sections[i] = "subheading"
