"""Page furniture is left out by selecting ranges of the raw text, each with a reason.

Layout decides first: the article is where paragraphs of prose follow one another; a headline stands
above it, lists of links below it or between. Words (cues) decide what layout cannot. Nothing is
rewritten: what is kept and what is removed partition the raw text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.article import Removal, Section, SectionSpan
from framing.blocks import Unit, ends_like_sentence, normalize_line, split_units
from framing.cues import (
    BIO,
    BIO_WORD,
    CAPTION,
    FIRST_WORDS,
    HEADING,
    LINK,
    POST,
    POST_LINK,
    TICKER,
    reason_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection

_BULLETS = frozenset("•·‣▪●◦*–—-|>#@")
_MAX_TITLE = 250


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was kept of a raw text: ``text``, the ranges removed, and the sections of ``text``.

    ``title`` is the headline found (or given), ``head`` and ``tail`` are the lines removed around
    the article, which may hold its outlet, date and byline.
    """

    text: str
    title: str | None
    body_start: int
    removed: tuple[Removal, ...]
    sections: tuple[SectionSpan, ...]
    removed_lines: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Page:
    """The state of one cleaning: why each unit goes, or which section it is."""

    units: list[Unit]
    reasons: dict[int, str] = field(default_factory=dict)
    sections: dict[int, Section] = field(default_factory=dict)
    title: int | None = None

    def remove(self, indices: Collection[int], reason: str) -> None:
        for index in indices:
            self.reasons.setdefault(index, reason)

    def kept(self, start: int, stop: int) -> list[int]:
        return [i for i in range(start, stop) if i not in self.reasons]


def clean_text(
    raw: str, *, title: str | None = None, furniture: Collection[str] = frozenset()
) -> Cleaned:
    """Select the article from the raw text of a page.

    *title* is a headline already known, which then stands at the start of *raw*. *furniture* holds
    normalized lines that recur in many articles of the outlet (``learn_furniture``). Returns the
    text kept, what was removed and why, in offsets of *raw*, and deks, subheadings and captions in
    offsets of the text. A text without furniture comes back whole, less white space at its ends.

    >>> page = "Home\\nWorld\\n\\nPort reopens\\nBy A. Writer\\n2 min read\\n\\n" + (
    ...     "The port reopened on Monday after a week of talks, its director said.\\n"
    ... )
    >>> cleaned = clean_text(page)
    >>> cleaned.title, [(r.reason, page[r.start : r.end].strip()) for r in cleaned.removed]
    ('Port reopens', [('menu', 'Home\\nWorld'), ('byline', 'By A. Writer'), ('read time', '2 min read'),
    ('blank', '')])
    """
    if _is_plain(raw, title) and not furniture:
        return _whole(raw, title)
    page = _Page(split_units(raw))
    if not page.units:
        return _whole(raw, None)
    first, last = _body(page.units, 1 if title else 0)
    _mark_tail(page, last)
    _mark_middle(page, first, last)
    _mark_head(page, first, title is not None)
    _mark_learned(page, furniture)
    _mark_bio(page)
    _mark_subheadings(page, first, last)
    return _select(raw, page)


def _is_plain(raw: str, title: str | None) -> bool:
    """Say at a glance that *raw* holds nothing but prose: the common case, and the cheap one."""
    lines = raw.split("\n")
    if title is not None:
        lines = lines[title.count("\n") + 1 :]
    for line in lines:
        if not line or line.isspace():
            continue
        length = len(line)
        if length < 200 and (length < 60 or not ends_like_sentence(line)):
            return False
        head = line[:24].split(None, 1)[0].lower().rstrip(":,") if line[:24].strip() else " "
        if head in FIRST_WORDS - {"the", "we", "with", "by", "in", "please"}:
            if length < 400:
                return False
        elif head[0] in _BULLETS or line[0].isspace() or line[-1].isspace():
            return False
    for line in reversed(lines):
        if line and not line.isspace():
            return not (len(line) < 400 and (BIO_WORD.search(line) or "@" in line))
    return False


def _whole(raw: str, title: str | None) -> Cleaned:
    text = raw.strip()
    start = raw.index(text) if text else 0
    spans = ((0, start), (start + len(text), len(raw)))
    removed = tuple(Removal(a, b, "blank") for a, b in spans if b > a)
    body = len(text) - len(text[len(title) :].lstrip()) if title else 0
    return Cleaned(text, title, body, removed, ())


# The body ---------------------------------------------------------------------------------------


def _body(units: list[Unit], skip: int) -> tuple[int, int]:
    """Return the first paragraph of the body and the one after its last."""
    solid = [i for i in range(skip, len(units)) if _is_solid(units, i)]
    if not solid:
        prose = [i for i in range(skip, len(units)) if units[i].ends and not units[i].bullet]
        return (prose[0], prose[-1] + 1) if prose else (len(units), len(units))
    first, last = solid[0], solid[-1]
    for i in range(first, last):
        if HEADING.fullmatch(units[i].text) and not _body_resumes(units, i + 1):
            before = [j for j in solid if j < i]
            return first, before[-1] + 1
    return first, last + 1


def _is_solid(units: list[Unit], i: int) -> bool:
    """Say whether a unit is a paragraph of prose that stands among prose, or by itself."""
    unit = units[i]
    if not unit.prose or CAPTION.fullmatch(unit.text) or reason_of(unit.text):
        return False
    start = stop = i
    while start > 0 and units[start - 1].block == unit.block:
        start -= 1
    while stop + 1 < len(units) and units[stop + 1].block == unit.block:
        stop += 1
    around = range(max(start, i - 3), min(stop, i + 3) + 1)
    return 2 * sum(units[j].prose for j in around) >= len(around)


def _body_resumes(units: list[Unit], start: int) -> bool:
    """Say whether, after a list of links, paragraphs of prose follow one another again."""
    run = 0
    for i in range(start, len(units)):
        if HEADING.fullmatch(units[i].text):
            return _body_resumes(units, i + 1)
        run = run + len(units[i].text) if _is_solid(units, i) and not units[i].bullet else 0
        if run >= 250:
            return True
    return False


# Above the body ---------------------------------------------------------------------------------


def _mark_head(page: _Page, first: int, title_known: bool) -> None:
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
    same = normalize_line(units[page.title].text)
    for i in range(page.title + 1, len(units)):
        if normalize_line(units[i].text) == same:
            page.remove([i], "duplicated title")
    _mark_under_title(page, kinds, first)


def _mark_under_title(page: _Page, kinds: list[str | None], first: int) -> None:
    units, title = page.units, page.title or 0
    dek = False
    for i in range(title + 1, first):
        if i in page.reasons:
            continue
        if CAPTION.fullmatch(units[i].text) and len(units[i].text) > 20:
            page.sections[i] = "caption"
        elif kinds[i]:
            page.remove([i], kinds[i] or "")
        elif not dek and units[i].n_words >= 4 and not units[i].bullet:
            page.sections[i], dek = "dek", True
        elif units[i].bullet and not units[i].ends:
            page.remove([i], "menu")
    _mark_duplicated_captions(page)
    between = [i for i in range(first, len(units)) if i not in page.reasons]
    if not dek and between and between[0] == first and _is_dek(page, first):
        page.sections[first] = "dek"


def _is_dek(page: _Page, first: int) -> bool:
    """Say whether the first paragraph is a dek: one sentence, then picture or byline, then body."""
    units = page.units
    if len(units[first].text) > 250 or first + 1 >= len(units):
        return False
    after = first + 1
    furniture = CAPTION.fullmatch(units[after].text) or reason_of(units[after].text)
    return bool(furniture) and any(
        units[j].prose for j in range(after + 1, min(after + 6, len(units)))
    )


def _mark_duplicated_captions(page: _Page) -> None:
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
    lines = [normalize_line(unit.text) for unit in units]
    best: tuple[int, int] | None = None
    for i in range(first):
        if kinds[i] is not None or not _title_like(units[i]):
            continue
        below = [kinds[j] for j in range(i + 1, min(first, i + 5))]
        score = 3 * sum(k in ("byline", "date", "read time", "credit", "share") for k in below[:3])
        score += 4 * (lines.count(lines[i]) > 1 and units[i].n_words >= 4)
        score += 2 * (units[i].n_words >= 5) + (first <= i + 3)
        score -= 4 * bool(CAPTION.fullmatch(units[i].text)) + 2 * units[i].ends
        if best is None or score > best[0]:
            best = (score, i)
    return None if best is None else best[1]


def _title_like(unit: Unit) -> bool:
    return unit.n_words >= 2 and len(unit.text) <= _MAX_TITLE and not unit.bullet


def _mark_untitled_head(page: _Page, kinds: list[str | None]) -> None:
    for i, kind in enumerate(kinds):
        if CAPTION.fullmatch(page.units[i].text) and len(page.units[i].text) > 20:
            page.sections[i] = "caption"
        elif kind:
            page.remove([i], kind)


# Inside and below the body ----------------------------------------------------------------------


def _mark_middle(page: _Page, first: int, last: int) -> None:
    units = page.units
    i = first
    while i < last:
        unit = units[i]
        if HEADING.fullmatch(unit.text):
            stop = i + 1
            while stop < last and not _is_solid(units, stop):
                stop += 1
            page.remove(range(i, stop), "related")
            i = stop
            continue
        if POST.fullmatch(unit.text) and "(@" in unit.text:
            page.remove([i], "embedded post")
            page.remove(_post_before(page, i, first), "embedded post")
        elif POST_LINK.search(unit.text) and i + 1 < last and "(@" in units[i + 1].text:
            page.remove([i], "embedded post")
        elif LINK.fullmatch(unit.text) and not (unit.ends and unit.n_words > 25):
            page.remove([i], "related")
        elif CAPTION.fullmatch(unit.text) and len(unit.text) > 20 and not _is_solid(units, i):
            page.sections[i] = "caption"
        elif (reason := _reason_inside(unit)) is not None:
            page.remove([i], reason)
        i += 1


def _post_before(page: _Page, i: int, first: int) -> list[int]:
    """Return the post above its signature: back to the unit that carries its link, at most three."""
    for back in range(1, 4):
        if i - back >= first and POST_LINK.search(page.units[i - back].text):
            return list(range(i - back, i))
    return [i - 1] if i - 1 > first and page.units[i - 1].n_words <= 70 else []


def _reason_inside(unit: Unit) -> str | None:
    """Name the furniture that a line between paragraphs is; a bare word there may be a heading."""
    reason = reason_of(unit.text)
    if reason == "menu" and not unit.bullet:
        return None
    if unit.prose and reason in ("byline", "app prompt", "menu", "date", "tags"):
        return None
    return reason


def _mark_tail(page: _Page, last: int) -> None:
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


def _mark_learned(page: _Page, furniture: Collection[str]) -> None:
    if furniture:
        for i, unit in enumerate(page.units):
            if i != page.title and normalize_line(unit.text) in furniture:
                page.remove([i], "recurs in the outlet")
                page.sections.pop(i, None)


def _mark_bio(page: _Page) -> None:
    """Remove a note on the author from the last two units kept."""
    kept = page.kept(0, len(page.units))
    if len(kept) < 4:
        return
    for i in reversed(kept[-2:]):
        text = page.units[i].text
        if len(text) > 400 or not (BIO.match(text) and BIO_WORD.search(text)):
            return
        page.remove([i], "author bio")


def _mark_subheadings(page: _Page, first: int, last: int) -> None:
    for i in page.kept(first + 1, last - 1):
        unit = page.units[i]
        if i in page.sections or unit.ends or unit.bullet or unit.n_words > 12:
            continue
        if unit.text[:1].isalnum() and unit.text[:1] == unit.text[:1].upper():
            page.sections[i] = "subheading"


# From marks to ranges ---------------------------------------------------------------------------


def _select(raw: str, page: _Page) -> Cleaned:
    """Turn the marks into ranges: each unit kept brings the white space that follows it."""
    units = page.units
    kept = page.kept(0, len(units))
    ranges = _ranges(raw, units, kept)
    starts = {}
    at = 0
    for index, (start, end) in zip(kept, ranges, strict=True):
        starts[index] = at
        at += end - start
    text = "".join(raw[start:end] for start, end in ranges)
    title = page.title if page.title in starts else None
    follows = [i for i in kept if title is not None and i > title]
    body = 0 if title is None else starts[follows[0]] if follows else len(text)
    return Cleaned(
        text=text,
        title=None if title is None else units[title].text,
        body_start=body,
        removed=_removals(raw, page, ranges),
        sections=tuple(
            SectionSpan(starts[i], starts[i] + units[i].end - units[i].start, section)
            for i, section in sorted(page.sections.items())
            if i in starts and section != "title"
        ),
        removed_lines=tuple((page.reasons[i], units[i].text) for i in sorted(page.reasons)),
    )


def _ranges(raw: str, units: list[Unit], kept: list[int]) -> list[tuple[int, int]]:
    """Return a range of *raw* for each unit kept: its characters and one stretch of white space."""
    ranges = []
    for index, following in zip(kept, [*kept[1:], None], strict=True):
        start, end = units[index].start, units[index].end
        if following is not None:
            tail = _gap(raw, end, units[index + 1].start)
            end += len(tail)
        ranges.append((start, end))
    return ranges


def _gap(raw: str, start: int, stop: int) -> str:
    """The line ends after a paragraph, without the indentation of what comes next."""
    space = raw[start:stop]
    return space[: len(space) - len(space.lstrip())].rstrip(" \t\xa0\u200b\ufeff")


def _removals(raw: str, page: _Page, ranges: list[tuple[int, int]]) -> tuple[Removal, ...]:
    removed: list[Removal] = []
    at = 0
    for start, end in [*ranges, (len(raw), len(raw))]:
        if start > at:
            removed.extend(_explain(page, at, start))
        at = end
    return tuple(removed)


def _explain(page: _Page, start: int, end: int) -> list[Removal]:
    """Split a removed range by reason; white space goes with the line before it."""
    inside = [
        (i, unit) for i, unit in enumerate(page.units) if start <= unit.start and unit.end <= end
    ]
    if not inside:
        return [Removal(start, end, "blank")]
    parts: list[Removal] = []
    for n, (i, unit) in enumerate(inside):
        reason = page.reasons.get(i, "blank")
        begin = start if n == 0 else unit.start
        stop = inside[n + 1][1].start if n + 1 < len(inside) else end
        if parts and parts[-1].reason == reason:
            begin = parts.pop().start
        parts.append(Removal(begin, stop, reason))
    return parts
