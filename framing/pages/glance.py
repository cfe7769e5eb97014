"""The short way through cleaning: most articles hold no furniture, and that is seen at a glance."""

from __future__ import annotations

from typing import NamedTuple

from framing.pages.blocks import (
    begins_title,
    ends_like_sentence,
    is_indented,
    normalize_line,
)
from framing.pages.captions import is_caption
from framing.pages.credit_lines import is_parted_credit_line
from framing.pages.cues import BIO, BIO_WORD, HEADING, LINK, TICKER, reason_of
from framing.pages.lines import Kind, Lines, read_lines
from framing.pages.screens import (
    holds_post_link,
    may_be_furniture,
    may_be_label,
    may_hold_credit,
    telling_places,
)

_MAX_TITLE = 250
_MAX_SUBHEADING = 12
_MAX_BIO = 400
_DEK_WORDS = 4
_MENU_WORDS = 3
_NEAR = 3
# How much longer or shorter the same headline may be when it is written again.
_SLACK = 10
_BRACKETS = (")", "]", ").", "].")


class Glance(NamedTuple):
    """A text without furniture: its headline, where the body begins, what else is to be marked.

    ``duplicate`` is the range of a headline that stands a second time above the body,
    ``subheadings`` and ``dek`` are ranges too; all offsets are of the raw text.
    """

    title: str | None = None
    body: int = 0
    duplicate: tuple[int, int] | None = None
    subheadings: tuple[tuple[int, int], ...] = ()
    dek: tuple[int, int] | None = None


def glance(raw: str, title: str | None) -> Glance | None:
    """Return the layout of *raw* if it holds nothing but prose, a headline and subheadings.

    *title* is a headline known to stand at the start of *raw*. Returns None when any line may be
    furniture: then the long way (page.py) decides. Where it returns something, the long way would
    come to the same, which a property test checks.

    >>> glance("Port reopens\\n\\nThe port reopened on Monday after a week of talks.", None)
    Glance(title='Port reopens', body=14, duplicate=None, subheadings=(), dek=None)
    >>> glance("Share\\n\\nThe port reopened on Monday after a week of talks.", None)
    """
    if holds_post_link(raw) or (title and is_indented(title)):
        return None
    below = 0 if title is None else raw.find("\n") + 1 or len(raw)
    places = telling_places(raw)
    lines = read_lines(raw, below, places=places, head=_reach_of_head(raw, title))
    if lines is None or not lines.texts or 0 in lines.tight or _may_be_wrapped(lines):
        return None
    head = _read_head(lines, title)
    if head is None:
        return None
    subheadings = _read_body(lines, head, lines.holding(places))
    if subheadings is None:
        return None
    found, dek, double = head.title, head.dek, head.duplicate
    body = dek[0] if dek else lines.starts[head.stop]
    duplicate = None if double is None else (double, body)
    if dek is not None and raw.count(" ", *dek) + 1 < _DEK_WORDS:
        dek = None
    return Glance(found, body, duplicate, tuple(subheadings), dek)


def _reach_of_head(raw: str, title: str | None) -> int:
    """Return within how many characters the headline, known or not, may stand a second time."""
    if title is not None:
        return len(title) + _SLACK
    size = raw.lstrip().find("\n")
    return 2 * size + _SLACK if 0 < size <= _MAX_TITLE else _SLACK


class _Head(NamedTuple):
    """What stands above ``lines[stop]``; ``prose`` is the number of the first line of prose.

    A headline that stands twice may be that line; else it is ``stop``.
    """

    stop: int
    prose: int
    title: str | None
    dek: tuple[int, int] | None = None
    duplicate: int | None = None


def _may_be_wrapped(lines: Lines) -> bool:
    """Say whether a line may go on with the sentence of the line right above it."""
    return any(lines.texts[i][0].islower() for i in lines.tight)


def _read_head(lines: Lines, title: str | None) -> _Head | None:
    """Read what stands above the first line of prose; None when it may be furniture."""
    dek, duplicate, parts, begin = None, None, "", 0
    found = title
    for i, text in enumerate(lines.texts):
        if title is not None and duplicate is None and dek is None:
            joined = f"{parts} {text}" if parts else text
            begin = begin if parts else i
            if _same(title, joined):
                duplicate, parts = lines.starts[begin], ""
                prose = [j for j in range(begin, i + 1) if lines.kinds[j]]
                if prose and i + 1 < len(lines.texts):
                    return _Head(i + 1, prose[0], title, None, duplicate)
                continue
            if begins_title(title, joined):
                parts = joined
                continue
        if parts:
            return None
        if found and _same(found, text):
            if duplicate is not None or i != 1 or not _repeats_plainly(lines, found):
                return None
            duplicate = lines.starts[1]
            if lines.kinds[1]:
                return _Head(2, 1, found, None, duplicate)
            continue
        if lines.kinds[i]:
            return _Head(i, i, found, dek, duplicate)
        if title is not None and dek is None and _is_plain_dek(text):
            dek = lines.span(i)
        elif found is None and _is_headline(text):
            found = text
        else:
            return None
    return None


def _repeats_plainly(lines: Lines, found: str) -> bool:
    """Say whether line 1 is nothing but the headline again, and the body surely begins below."""
    if len(lines.texts) < 3 or not lines.tight.isdisjoint((1, 2)):
        return False
    return bool(lines.kinds[1] or (lines.kinds[2] and lines.texts[1] in (found, f"{found}.")))


def _read_body(lines: Lines, head: _Head, telling: set[int]) -> list[tuple[int, int]] | None:
    """Return the subheadings of a body of plain lines, or None when one may be furniture.

    *telling* are the lines with words that may make a line furniture wherever they stand.
    """
    last = -1
    subheadings = []
    for i in range(head.stop, len(lines.texts)):
        text, kind = lines.texts[i], lines.kinds[i]
        if kind:
            if (i in telling or kind is not Kind.PLAIN) and not _is_plain_prose(text):
                return None
            last = i
            continue
        ends = ends_like_sentence(text)
        if not _is_plain_line(text, ends) or (not ends and _same(head.title or "", text)):
            return None
        if not ends and text.count(" ") < _MAX_SUBHEADING:
            subheadings.append(i)
    if last < 0 or not (
        _is_solid(lines, head.prose)
        and _is_solid(lines, last)
        and all(_is_plain_tail(text) for text in lines.texts[last + 1 :])
    ):
        return None
    text = lines.texts[-1]
    if len(text) <= _MAX_BIO and BIO.match(text) and BIO_WORD.search(text):
        return None
    return [lines.span(i) for i in subheadings if i < last]


def _is_solid(lines: Lines, i: int) -> bool:
    """Say whether a line of prose stands by itself, or among at least as many lines of prose."""
    low = high = i
    while low > i - _NEAR and low in lines.tight:
        low -= 1
    while high < i + _NEAR and high + 1 in lines.tight:
        high += 1
    return low == high or 2 * sum(map(bool, lines.kinds[low : high + 1])) > high - low


def _same(title: str, text: str) -> bool:
    """Say whether a line is the headline, case, marks and spacing aside."""
    if title == text:
        return True
    if not title or abs(len(title) - len(text)) >= _SLACK:
        return False
    first, other = title[0], text[0]
    if first.isalpha() and other.isalpha() and first.casefold() != other.casefold():
        return False
    return normalize_line(title) == normalize_line(text)


def _is_plain_prose(text: str) -> bool:
    """Say whether a line of prose cannot be a caption, a post, a link or a notice."""
    if is_indented(text):
        return False
    if (text.endswith(_BRACKETS) or may_hold_credit(text)) and is_caption(text):
        return False
    if not may_be_furniture(text):
        return True
    return not ("(@" in text or is_caption(text) or LINK.fullmatch(text) or reason_of(text))


def _is_plain_line(text: str, ends: bool) -> bool:
    """Say whether a short line between paragraphs is a subheading or a short sentence."""
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "\"'“‘") and (
        not ends or is_indented(text)
    ):
        return False
    return not may_be_label(text) or _is_no_furniture(text)


def _is_no_furniture(text: str) -> bool:
    return not (
        "(@" in text
        or is_caption(text)
        or HEADING.fullmatch(text)
        or LINK.fullmatch(text)
        or reason_of(text)
    )


def _is_plain_dek(text: str) -> bool:
    if is_indented(text) or TICKER.fullmatch(text) or is_parted_credit_line(text):
        return False
    return _is_no_furniture(text)


def _is_plain_tail(text: str) -> bool:
    """Say whether a short line below the last paragraph belongs to the article."""
    in_menu = text.count(" ") < _MENU_WORDS and not ends_like_sentence(text)
    return not in_menu and (not may_be_label(text) or _is_no_furniture(text))


def _is_headline(text: str) -> bool:
    if ends_like_sentence(text) or " " not in text or len(text) > _MAX_TITLE:
        return False
    if not _is_plain_line(text, ends=False) or is_parted_credit_line(text):
        return False
    return _is_no_furniture(text)
