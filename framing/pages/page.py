"""Where the article stands on a page: its body, what is above it, between and below.

Layout decides first: the body is where paragraphs of prose follow one another; a headline stands
above it, lists of links below it or between. Words (cues) decide what layout cannot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.pages.blocks import Unit, begins_title, normalize_line
from framing.pages.cues import (
    BIO,
    BIO_WORD,
    CLOSING,
    HEADING,
    LINK,
    POST,
    POST_LINK,
    TICKER,
    is_caption,
    may_be_furniture,
    may_be_label,
    reason_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from framing.article import Section

_MAX_TITLE = 250
# A bare date between paragraphs may be a subheading of a chronicle; one with a label is not.
_DATED = re.compile(r"(?:first |last |originally )?(?:published|updated?|posted|modified)\b", re.I)


@dataclass(slots=True)
class Page:
    """The state of one cleaning: why each unit goes, or which section it is.

    ``solid`` says which units are paragraphs of prose among prose; ``suspects``
    those whose wording must be looked at; ``title`` is the headline's
    index, ``first`` that of the first paragraph of the body.
    """

    units: list[Unit]
    reasons: dict[int, str] = field(default_factory=dict)
    sections: dict[int, Section] = field(default_factory=dict)
    title: int | None = None
    solid: list[bool] = field(default_factory=list)
    suspects: list[bool] = field(default_factory=list)
    first: int = 0

    def remove(self, indices: Collection[int], reason: str) -> None:
        """Give units a reason to go, unless they have one."""
        for index in indices:
            self.reasons.setdefault(index, reason)

    def kept(self, start: int, stop: int) -> list[int]:
        """Return the units in the range that stay."""
        return [i for i in range(start, stop) if i not in self.reasons]


def mark_page(units: list[Unit], *, title_known: bool, furniture: Collection[str]) -> Page:
    """Say of each unit of a page why it goes, or which section of the article it is.

    *title_known* says that the first unit is the headline; *furniture* holds normalized lines that
    recur in the outlet.
    """
    page = Page(units)
    page.suspects = _suspects(units)
    page.solid = _solid(units, page.suspects)
    first, last = _body(page, 1 if title_known else 0)
    page.first = first
    _mark_tail(page, last)
    _mark_middle(page, first, last)
    _mark_head(page, first, title_known)
    _mark_learned(page, furniture)
    _mark_bio(page)
    _mark_subheadings(page, first, last)
    return page


# The body ---------------------------------------------------------------------------------------


def _body(page: Page, skip: int) -> tuple[int, int]:
    """Return the first paragraph of the body and the one after its last."""
    units = page.units
    solid = [i for i in range(skip, len(units)) if page.solid[i]]
    if not solid:
        prose = [i for i in range(skip, len(units)) if units[i].ends and not units[i].bullet]
        return (prose[0], prose[-1] + 1) if prose else (len(units), len(units))
    first, last = solid[0], solid[-1]
    for i in range(first, last):
        if is_heading(units[i]) and not _body_resumes(page, i + 1):
            return first, max(j for j in solid if j < i) + 1
    return first, last + 1


def is_heading(unit: Unit) -> bool:
    return not unit.ends and len(unit.text) < 80 and HEADING.fullmatch(unit.text) is not None


def _suspects(units: list[Unit]) -> list[bool]:
    """Say of each unit whether its wording needs to be looked at; most prose does not."""
    return [
        _odd_end(unit.text) or may_be_furniture(unit.text)
        if unit.prose
        else may_be_label(unit.text)
        for unit in units
    ]


def _solid(units: list[Unit], suspects: list[bool]) -> list[bool]:
    """Say of each unit whether it is a paragraph of prose that stands among prose, or alone."""
    result = []
    for i, unit in enumerate(units):
        if not unit.prose or (suspects[i] and (is_caption(unit.text) or reason_of(unit.text))):
            result.append(False)
            continue
        around = [u for u in units[max(i - 3, 0) : i + 4] if u.block == unit.block]
        result.append(len(around) == 1 or 2 * sum(u.prose for u in around) >= len(around))
    return result


def _body_resumes(page: Page, start: int) -> bool:
    """Say whether, after a list of links, paragraphs of prose follow one another again.

    A subheading may stand between them, unless the list is one of those that close a page.
    """
    patience = 0 if CLOSING.match(page.units[start - 1].text) else 1
    run = gap = 0
    for i in range(start, len(page.units)):
        unit = page.units[i]
        if page.solid[i] and not unit.bullet:
            run, gap = run + len(unit.text), 0
            if run >= 250:
                return True
            continue
        gap += 1
        if is_heading(unit):
            patience = min(patience, 0 if CLOSING.match(unit.text) else 1)
        if gap > patience or is_heading(unit):
            run = 0
    return False


# Above the body ---------------------------------------------------------------------------------


def _mark_head(page: Page, first: int, title_known: bool) -> None:
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
        if is_caption(units[i].text):
            page.sections[i] = "caption"
        elif kinds[i]:
            page.remove([i], kinds[i] or "")
        elif _is_bare_name(units[i].text) and _beside(kinds, i, ("byline", "date", "read time")):
            page.remove([i], "byline")
        elif not dek and units[i].n_words >= 4 and not units[i].bullet:
            page.sections[i], dek = "dek", True
        elif units[i].bullet and not units[i].ends:
            page.remove([i], "menu")
    _mark_duplicated_captions(page)
    between = [i for i in range(first, len(units)) if i not in page.reasons]
    if not dek and between and between[0] == first and _is_dek(page, first):
        page.sections[first] = "dek"


def _is_bare_name(text: str) -> bool:
    """Say whether a line is nothing but two to four capitalized words."""
    words = text.split()
    return 2 <= len(words) <= 4 and all(w[0].isupper() and w[-1].isalpha() for w in words)


def _beside(kinds: list[str | None], i: int, wanted: tuple[str, ...]) -> bool:
    return any(kind in wanted for kind in kinds[i + 1 : i + 2])


def _is_dek(page: Page, first: int) -> bool:
    """Say whether the first paragraph is a dek: one sentence, then picture or byline, then body."""
    units = page.units
    if len(units[first].text) > 250 or first + 1 >= len(units):
        return False
    after = first + 1
    text = units[after].text
    below = is_caption(text) or reason_of(text) in (
        "byline",
        "date",
        "read time",
        "share",
        "credit",
    )
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
    if LINK.fullmatch(unit.text):
        return "related"
    reason = reason_of(unit.text)
    if reason:
        return reason
    if unit.bullet and unit.n_words <= 5 and not unit.ends:
        return "menu"
    return "menu" if _in_menu(units, i) else None


def _in_menu(units: list[Unit], i: int) -> bool:
    """Say whether a short line stands among four or more such lines of one block."""
    if units[i].n_words > 3 or units[i].ends:
        return False
    low = high = i
    while low > 0 and _menu_like(units[low - 1]) and units[low - 1].block == units[i].block:
        low -= 1
    while (
        high + 1 < len(units)
        and _menu_like(units[high + 1])
        and units[high + 1].block == units[i].block
    ):
        high += 1
    return high - low >= 3


def _menu_like(unit: Unit) -> bool:
    return unit.n_words <= 3 and not unit.ends


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
        if kinds[i] is not None or not _title_like(units[i]):
            continue
        below = [kinds[j] for j in range(i + 1, min(first, i + 5))]
        score = 3 * any(k in ("byline", "date", "read time", "credit", "share") for k in below[:3])
        score += 4 * (units[i].n_words >= 4 and bool(lines) and lines.count(lines[i]) > 1)
        score += 2 * (units[i].n_words >= 5) + (first <= i + 3)
        score -= 4 * bool(is_caption(units[i].text)) + 2 * units[i].ends
        if best is None or score > best[0]:
            best = (score, i)
    return None if best is None else best[1]


def _title_like(unit: Unit) -> bool:
    return unit.n_words >= 2 and len(unit.text) <= _MAX_TITLE and not unit.bullet


def _mark_untitled_head(page: Page, kinds: list[str | None]) -> None:
    for i, kind in enumerate(kinds):
        if is_caption(page.units[i].text):
            page.sections[i] = "caption"
        elif kind:
            page.remove([i], kind)


# Inside and below the body ----------------------------------------------------------------------


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
        i += 1


def _odd_end(text: str) -> bool:
    """Say whether a paragraph of prose may be a caption or a post all the same."""
    tail = text[-80:]
    return (
        text[-1] in ")]"
        or text[-2:] in (").", "].")
        or "pic.twitter" in text
        or "t.co/" in text
        or "hoto" in tail
        or "/" in tail
        or " via " in tail
    )


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
        reason = _tail_kind(units, i, last)
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


def _tail_kind(units: list[Unit], i: int, last: int) -> str | None:
    unit = units[i]
    if HEADING.fullmatch(unit.text) or LINK.fullmatch(unit.text):
        return "related"
    if unit.bullet and unit.n_words <= 5 and not unit.ends:
        return "tags"
    reason = reason_of(unit.text)
    if reason:
        return reason
    return "menu" if _in_menu(units, i) else None


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
