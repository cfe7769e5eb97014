"""The short way through cleaning: most articles hold no furniture, and that is seen at a glance."""

from __future__ import annotations

from typing import NamedTuple

from framing.blocks import (
    LONG,
    PROSE_LENGTH,
    begins_title,
    ends_like_sentence,
    normalize_line,
)
from framing.cues import (
    BIO,
    BIO_WORD,
    HEADING,
    LINK,
    holds_cue_words,
    is_caption,
    may_be_furniture,
    may_be_label,
    reason_of,
    starts_like_furniture,
)

_OPENERS = frozenset("\"'“‘([$€£¿¡`…")
_MAX_TITLE = 250
_MAX_SUBHEADING = 12


class Glance(NamedTuple):
    """A text without furniture: its headline, where the body begins, what else is to be marked.

    ``duplicate`` is the range of a headline that stands a second time above the body,
    ``subheadings`` are ranges too; all offsets are of the raw text.
    """

    title: str | None = None
    body: int = 0
    duplicate: tuple[int, int] | None = None
    subheadings: tuple[tuple[int, int], ...] = ()


def glance(raw: str, title: str | None) -> Glance | None:
    """Return the layout of *raw* if it holds nothing but prose, a headline and subheadings.

    *title* is a headline known to stand at the start of *raw*. Returns None when any line may be
    furniture: then the long way (page.py) decides. Where it returns something, the long way would
    come to the same, which a property test checks.

    >>> glance("Port reopens\\n\\nThe port reopened on Monday after a week of talks.", None)
    Glance(title='Port reopens', body=14, duplicate=None, subheadings=())
    >>> glance("Share\\n\\nThe port reopened on Monday after a week of talks.", None)
    """
    if "pic.twitter.com" in raw or "t.co/" in raw:
        return None
    careful = holds_cue_words(raw)
    at = 0 if title is None else raw.index("\n") + 1
    found, body, duplicate = title, -1, None
    subheadings: list[tuple[int, int]] = []
    number, odd, last = -1, -3, ""
    parts, first = "", 0
    for line in raw[at:].splitlines(keepends=True):
        start, text = at, line.rstrip()
        at += len(line)
        if not text:
            continue
        number += 1
        ends = ends_like_sentence(text)
        if body < 0 and title is not None and duplicate is None:
            joined = f"{parts} {text}" if parts else text
            first = first if parts else start
            if _same(title, joined):
                duplicate, parts = (first, first), ""
                continue
            if begins_title(title, joined):
                parts = joined
                continue
        if parts:
            return None
        if len(text) >= LONG or (ends and len(text) >= PROSE_LENGTH):
            if not _is_plain_prose(text, careful):
                return None
            body = start if body < 0 else body
            last = text
        elif body < 0:
            if found is not None or not _is_headline(text, ends):
                return None
            found = text
        else:
            if number - odd < 3 or not _is_plain_line(text):
                return None
            if found is not None and not ends and _same(found, text):
                return None
            odd, last = number, ""
            if not ends and text.count(" ") < _MAX_SUBHEADING:
                subheadings.append((start, start + len(text)))
    if parts or not last or (len(last) <= 400 and BIO.match(last) and BIO_WORD.search(last)):
        return None
    if duplicate is not None:
        duplicate = (duplicate[0], body)
    return Glance(found, body, duplicate, tuple(subheadings))


def _same(title: str, text: str) -> bool:
    return abs(len(title) - len(text)) < 10 and normalize_line(title) == normalize_line(text)


def _is_plain_prose(text: str, careful: bool) -> bool:
    """Say whether a line of prose cannot be a caption, a post, a link or a notice.

    *careful* says that the article holds words that may make it one wherever they stand.
    """
    if not (text[0].isalnum() or text[0] in _OPENERS):
        return False
    if (text[-1] in ")]" or text[-2:] in (").", "].")) and is_caption(text):
        return False
    tail = text[-80:]
    if ("/" in tail or "hoto" in tail or " via " in tail) and is_caption(text):
        return False
    if not starts_like_furniture(text) and not (careful and may_be_furniture(text)):
        return True
    return not ("(@" in text or is_caption(text) or LINK.fullmatch(text) or reason_of(text))


def _is_plain_line(text: str) -> bool:
    """Say whether a short line between paragraphs is a subheading or a short sentence."""
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "\"'“‘"):
        return False
    if not may_be_label(text):
        return True
    return not (
        "(@" in text
        or is_caption(text)
        or HEADING.fullmatch(text)
        or LINK.fullmatch(text)
        or reason_of(text)
    )


def _is_headline(text: str, ends: bool) -> bool:
    return not ends and " " in text and len(text) <= _MAX_TITLE and _is_plain_line(text)
