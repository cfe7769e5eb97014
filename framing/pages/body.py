"""The body of a page: where paragraphs of prose follow one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.pages.blocks import Unit
from framing.pages.captions import is_caption
from framing.pages.credit_lines import is_parted_credit_line
from framing.pages.cues import BIO, BIO_WORD, CLOSING, HEADING, LINK, reason_of
from framing.pages.dates import DATE
from framing.pages.screens import may_be_furniture, may_be_label

if TYPE_CHECKING:
    from collections.abc import Collection

    from framing.article import Section


_MAX_DEK = 250


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


def find_body(page: Page, skip: int) -> tuple[int, int]:
    """Return the first paragraph of the body and the one after its last."""
    units = page.units
    solid = [i for i in range(skip, len(units)) if page.solid[i]]
    if not solid:
        prose = [i for i in range(skip, len(units)) if units[i].ends and not units[i].bullet]
        return (prose[0], prose[-1] + 1) if prose else (len(units), len(units))
    while len(solid) > 1 and _stands_above_credits(units, solid[0], solid[1]):
        if _is_bio(units[solid[0]].text):
            page.remove([solid[0]], "author bio")
        solid = solid[1:]
    first, last = solid[0], solid[-1]
    for i in range(first, last):
        if is_heading(units[i]) and not _body_resumes(page, i + 1):
            return first, max(j for j in solid if j < i) + 1
    return first, last + 1


def _stands_above_credits(units: list[Unit], i: int, body: int) -> bool:
    """Say whether author or date come after a sentence, which then is a dek or a note."""
    return (
        0 < i < body - 1
        and len(units[i].text) <= _MAX_DEK
        and any(
            (reason := reason_of(unit.text)) in ("byline", "read time")
            or (reason == "date" and DATE.search(unit.text) is not None)
            or is_parted_credit_line(unit.text)
            for unit in units[i + 1 : body]
        )
    )


def _is_bio(text: str) -> bool:
    return BIO.match(text) is not None and BIO_WORD.search(text) is not None


def is_heading(unit: Unit) -> bool:
    if unit.ends or len(unit.text) >= 80 or HEADING.fullmatch(unit.text) is None:
        return False
    return LINK.fullmatch(unit.text) is None


def find_suspects(units: list[Unit]) -> list[bool]:
    """Say of each unit whether its wording needs to be looked at; most prose does not."""
    return [
        _odd_end(unit.text) or may_be_furniture(unit.text)
        if unit.prose
        else may_be_label(unit.text)
        for unit in units
    ]


def find_solid(units: list[Unit], suspects: list[bool]) -> list[bool]:
    """Say of each unit whether it is a paragraph of prose that stands among prose, or alone."""
    result = []
    for i, unit in enumerate(units):
        if not unit.prose or (suspects[i] and (is_caption(unit.text) or reason_of(unit.text))):
            result.append(False)
            continue
        around = [u.prose for u in units[max(i - 3, 0) : i + 4] if u.block == unit.block]
        result.append(2 * sum(around) >= len(around))
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


def _odd_end(text: str) -> bool:
    """Say whether a paragraph of prose may be a caption or a post all the same."""
    tail = text[-80:]
    return (
        text[-1] in ")]"
        or text[-2:] in (").", "].")
        or ("/" in text and ("pic.twitter" in text or "t.co/" in text))
        or "hoto" in tail
        or "/" in tail
        or " via " in tail
    )


def in_menu(units: list[Unit], i: int) -> bool:
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
