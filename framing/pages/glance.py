"""The short way through cleaning: most articles hold no furniture, and that is seen at a glance."""

from __future__ import annotations

from typing import NamedTuple

from framing.pages.blocks import (
    LONG,
    PROSE_LENGTH,
    begins_title,
    ends_like_sentence,
    is_indented,
    normalize_line,
)
from framing.pages.cues import (
    BIO,
    BIO_WORD,
    HEADING,
    LINK,
    TICKER,
    holds_cue_words,
    is_caption,
    may_be_furniture,
    may_be_label,
    reason_of,
    starts_like_furniture,
)

_MAX_TITLE = 250
_MAX_SUBHEADING = 12
_MAX_BIO = 400
_DEK_WORDS = 4
_MENU_WORDS = 3
_NEAR = 3

Line = tuple[int, str]


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
    if "pic.twitter.com" in raw or "t.co/" in raw or (title and is_indented(title)):
        return None
    lines = _lines(raw, 0 if title is None else raw.index("\n") + 1)
    if not lines or _may_be_wrapped(raw, lines):
        return None
    head = _read_head(lines, title)
    if head is None:
        return None
    subheadings = _read_body(raw, lines, head, careful=holds_cue_words(raw))
    if subheadings is None:
        return None
    found, dek, double = head.title, head.dek, head.duplicate
    body = dek[0] if dek else lines[head.stop][0]
    duplicate = None if double is None else (double, body)
    if dek is not None and raw.count(" ", *dek) + 1 < _DEK_WORDS:
        dek = None
    return Glance(found, body, duplicate, tuple(subheadings), dek)


class _Head(NamedTuple):
    """What stands above ``lines[stop]``; ``prose`` is the number of the first line of prose.

    A headline that stands twice may be that line; else it is ``stop``.
    """

    stop: int
    prose: int
    title: str | None
    dek: tuple[int, int] | None = None
    duplicate: int | None = None


def _lines(raw: str, at: int) -> list[Line]:
    """Return the offset and the text of each line below *at* that is not blank."""
    lines = []
    for line in raw[at:].splitlines(keepends=True):
        text = line.rstrip()
        if text:
            lines.append((at, text))
        at += len(line)
    return lines


def _may_be_wrapped(raw: str, lines: list[Line]) -> bool:
    """Say whether a line may go on with the sentence of the line right above it."""
    return any(
        text[0].islower() and not _blank_before(raw, lines, i) for i, (_, text) in enumerate(lines)
    )


def _blank_before(raw: str, lines: list[Line], i: int) -> bool:
    if i == 0:
        return True
    above = lines[i - 1][0] + len(lines[i - 1][1])
    return raw.count("\n", above, lines[i][0]) > 1


def _is_prose(text: str) -> bool:
    size = len(text)
    return size >= LONG or (size >= PROSE_LENGTH and (text[-1] == "." or ends_like_sentence(text)))


def _read_head(lines: list[Line], title: str | None) -> _Head | None:
    """Read what stands above the first line of prose; None when it may be furniture."""
    dek, duplicate, parts, begin = None, None, "", 0
    found = title
    for i, (start, text) in enumerate(lines):
        if title is not None and duplicate is None and dek is None:
            joined = f"{parts} {text}" if parts else text
            begin = begin if parts else i
            if _same(title, joined):
                duplicate, parts = lines[begin][0], ""
                prose = [j for j in range(begin, i + 1) if _is_prose(lines[j][1])]
                if prose and i + 1 < len(lines):
                    return _Head(i + 1, prose[0], title, None, duplicate)
                continue
            if begins_title(title, joined):
                parts = joined
                continue
        if parts or (found and _same(found, text)):
            return None
        if _is_prose(text):
            return _Head(i, i, found, dek, duplicate)
        if title is not None and dek is None and _is_plain_dek(text):
            dek = (start, start + len(text))
        elif found is None and _is_headline(text):
            found = text
        else:
            return None
    return None


def _read_body(
    raw: str, lines: list[Line], head: _Head, *, careful: bool
) -> list[tuple[int, int]] | None:
    """Return the subheadings of a body of plain lines, or None when one may be furniture."""
    short = [i for i in range(head.stop) if not _is_prose(lines[i][1])]
    last = -1
    subheadings = []
    for i in range(head.stop, len(lines)):
        start, text = lines[i]
        if _is_prose(text):
            if not _is_plain_prose(text, careful):
                return None
            last = i
            continue
        short.append(i)
        ends = ends_like_sentence(text)
        if not _is_plain_line(text, ends):
            return None
        if not ends:
            if head.title is not None and _same(head.title, text):
                return None
            if text.count(" ") < _MAX_SUBHEADING:
                subheadings.append((start, start + len(text)))
    end = lines[last][0]
    if last < 0 or not (
        _is_solid(raw, lines, head.prose, short)
        and _is_solid(raw, lines, last, short)
        and all(_is_plain_tail(text) for _, text in lines[last + 1 :])
    ):
        return None
    text = lines[-1][1]
    if len(text) <= _MAX_BIO and BIO.match(text) and BIO_WORD.search(text):
        return None
    return [span for span in subheadings if span[0] < end]


def _is_solid(raw: str, lines: list[Line], i: int, short: list[int]) -> bool:
    """Say whether a line of prose stands by itself, or among more prose than short lines."""
    if sum(abs(i - j) <= _NEAR for j in short) <= 1:
        return True
    return _blank_before(raw, lines, i) and (
        i + 1 == len(lines) or _blank_before(raw, lines, i + 1)
    )


def _same(title: str, text: str) -> bool:
    return abs(len(title) - len(text)) < 10 and normalize_line(title) == normalize_line(text)


def _is_plain_prose(text: str, careful: bool) -> bool:
    """Say whether a line of prose cannot be a caption, a post, a link or a notice.

    *careful* says that the article holds words that may make it one wherever they stand.
    """
    if not text[0].isalnum() and is_indented(text):
        return False
    if (text[-1] in ")]" or text[-2:] in (").", "].")) and is_caption(text):
        return False
    tail = text[-80:]
    if ("/" in tail or "hoto" in tail or " via " in tail) and is_caption(text):
        return False
    if not starts_like_furniture(text) and not (careful and may_be_furniture(text)):
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
    return not (is_indented(text) or TICKER.fullmatch(text)) and _is_no_furniture(text)


def _is_plain_tail(text: str) -> bool:
    """Say whether a short line below the last paragraph belongs to the article."""
    in_menu = text.count(" ") < _MENU_WORDS and not ends_like_sentence(text)
    return not in_menu and _is_no_furniture(text)


def _is_headline(text: str) -> bool:
    if ends_like_sentence(text) or " " not in text or len(text) > _MAX_TITLE:
        return False
    return _is_plain_line(text, ends=False)
