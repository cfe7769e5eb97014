"""Page furniture is left out by selecting ranges of the raw text, each with a reason.

Nothing is rewritten: what is kept and what is removed partition the raw text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from framing.article import Removal, SectionSpan, offset_in_raw
from framing.pages.blocks import Unit, split_units
from framing.pages.body import Page
from framing.pages.credit_lines import find_credit_lines
from framing.pages.glance import Glance, glance
from framing.pages.page import mark_page

if TYPE_CHECKING:
    from collections.abc import Collection


_ABOVE = 3
_CAPTION = "duplicated caption"
_LONGEST_TITLE = 150


class Cleaned(NamedTuple):
    """What was kept of a raw text: ``text``, the ranges removed, and the sections of ``text``.

    ``title`` is the headline found (or given). ``removed_lines`` are the reasons and lines removed,
    ``near_title`` those of them around the headline: they may hold outlet, date and byline.
    """

    text: str
    title: str | None
    body_start: int
    removed: tuple[Removal, ...]
    sections: tuple[SectionSpan, ...]
    removed_lines: tuple[tuple[str, str], ...] = ()
    near_title: tuple[str, ...] = ()


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
    >>> cleaned.title, [r.reason for r in cleaned.removed]
    ('Port reopens', ['menu', 'byline', 'read time', 'blank'])
    """
    title = title or None
    if not furniture:
        plain = glance(raw, title)
        if plain is not None:
            return _without_credit_lines(_plain(raw, plain))
    units = split_units(raw)
    if not units:
        return _plain(raw, Glance(None, 0, None, ()))
    page = mark_page(units, title_known=title is not None, furniture=furniture)
    return _without_credit_lines(_select(raw, page))


def _without_credit_lines(cleaned: Cleaned) -> Cleaned:
    """Leave out the lines below the headline that say who wrote it and when."""
    if cleaned.title is None:
        cleaned = _headed_by_credit(cleaned)
    if cleaned.title is None:
        return cleaned
    for start, end in reversed(find_credit_lines(cleaned.text, cleaned.body_start)):
        cleaned = _leave_out(cleaned, start, end)
    return cleaned


def _headed_by_credit(cleaned: Cleaned) -> Cleaned:
    """Take the first line for the headline where the next says who wrote it and when."""
    head, _, rest = cleaned.text.partition("\n")
    body = len(cleaned.text) - len(rest.lstrip())
    if not head or len(head) > _LONGEST_TITLE or not find_credit_lines(cleaned.text, body)[:1]:
        return cleaned
    if find_credit_lines(cleaned.text, body)[0][0] != body:
        return cleaned
    sections = tuple(s for s in cleaned.sections if s.start >= body)
    return cleaned._replace(title=head.rstrip(), body_start=body, sections=sections)


def _leave_out(cleaned: Cleaned, start: int, end: int) -> Cleaned:
    """Leave out ``text[start:end]``, a line, with the white space after it."""
    text, line = cleaned.text, cleaned.text[start:end]
    while end < len(text) and text[end].isspace():
        end += 1
    size = end - start
    begin, stop = offset_in_raw(cleaned.removed, start), offset_in_raw(cleaned.removed, end - 1) + 1
    removed = (*cleaned.removed, Removal(begin, stop, "byline"))
    if stop - begin != size:
        return cleaned
    return Cleaned(
        text=text[:start] + text[end:],
        title=cleaned.title,
        body_start=cleaned.body_start,
        removed=tuple(sorted(removed, key=lambda r: r.start)),
        sections=tuple(
            SectionSpan(s.start - size, s.end - size, s.section) if s.start >= end else s
            for s in cleaned.sections
            if s.end <= start or s.start >= end
        ),
        removed_lines=(*cleaned.removed_lines, ("byline", line)),
        near_title=(*cleaned.near_title, line),
    )


def _plain(raw: str, plain: Glance) -> Cleaned:
    """Keep all of a text but a headline that stands twice, and white space at its ends."""
    stop = len(raw.rstrip())
    start = min(len(raw) - len(raw.lstrip()), stop)
    double = plain.duplicate or (start, start)
    removed = [Removal(*double, "duplicated title")] if plain.duplicate else []
    if start:
        removed.insert(0, Removal(0, start, "blank"))
    if stop < len(raw):
        removed.append(Removal(stop, len(raw), "blank"))
    lost = start + double[1] - double[0]
    body = 0 if plain.title is None else plain.body - lost
    marked = [SectionSpan(a - lost, b - lost, "subheading") for a, b in plain.subheadings]
    if plain.dek is not None:
        marked.insert(0, SectionSpan(plain.dek[0] - lost, plain.dek[1] - lost, "dek"))
    lines = tuple(raw[slice(*double)].split("\n")) if plain.duplicate else ()
    again = tuple(line.strip() for line in lines if not line.isspace() and line)
    return Cleaned(
        raw[start : double[0]] + raw[double[1] : stop],
        plain.title,
        body,
        tuple(removed),
        tuple(marked),
        tuple(("duplicated title", line) for line in again),
        again,
    )


# From marks to ranges ---------------------------------------------------------------------------


def _select(raw: str, page: Page) -> Cleaned:
    """Turn the marks into ranges: each unit kept brings the white space that follows it."""
    units = page.units
    kept = page.kept(0, len(units))
    ranges = _ranges(raw, units, kept)
    starts = {}
    at = 0
    for index, (start, end, lead) in zip(kept, ranges, strict=True):
        starts[index] = at + lead
        at += end - start
    text = "".join(raw[start:end] for start, end, _ in ranges)
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
        near_title=tuple(
            units[i].text
            for i in range(max(0, (title or 0) - _ABOVE), page.first + 1)
            if page.reasons.get(i, _CAPTION) != _CAPTION
        ),
    )


def _ranges(raw: str, units: list[Unit], kept: list[int]) -> list[tuple[int, int, int]]:
    """Return ``start, end, lead`` for each unit kept: its range of *raw* with white space.

    A unit brings the line ends that follow it. Where lines were removed after it and only those
    above the next unit hold a blank line, that unit brings them instead: *lead* characters.
    """
    ranges = []
    lead = 0
    for index, following in zip(kept, [*kept[1:], -1], strict=False):
        start, end = units[index].start - lead, units[index].end
        mine, lead = lead, 0
        if following >= 0:
            after = _gap(raw, end, units[index + 1].start)
            if following > index + 1 and after.count("\n") < 2:
                before = raw[units[following - 1].end : units[following].start]
                if before.count("\n") >= 2 and before == _gap(before, 0, None):
                    lead, after = len(before), ""
            end += len(after)
        ranges.append((start, end, mine))
    return ranges


def _gap(raw: str, start: int, stop: int | None) -> str:
    """The line ends after a paragraph, without the indentation of what comes next."""
    space = raw[start:stop]
    return space[: len(space) - len(space.lstrip())].rstrip(" \t\xa0\u200b\ufeff")


def _removals(raw: str, page: Page, ranges: list[tuple[int, int, int]]) -> tuple[Removal, ...]:
    removed: list[Removal] = []
    at = 0
    for start, end, _ in [*ranges, (len(raw), len(raw), 0)]:
        if start > at:
            removed.extend(_explain(page, at, start))
        at = end
    return tuple(removed)


def _explain(page: Page, start: int, end: int) -> list[Removal]:
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
