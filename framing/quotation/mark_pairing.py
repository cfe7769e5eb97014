"""Pairing the quotation marks of one paragraph with a stack, mark by mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

AMBIGUOUS, OPENING, CLOSING, GUILLEMET_LEFT, GUILLEMET_RIGHT = 1, 2, 3, 4, 5
SINGLE, SINGLE_OPENING, SINGLE_CLOSING = 6, 7, 8

_DEEPEST_LOOK = 8


class Mark(NamedTuple):
    """One mark: its kind, what its neighbors allow, and two doubts.

    ``weak`` tells a mark that may as well be an apostrophe at the end of a word ("workers'");
    ``code`` one that opens an attribute or a string of code.
    """

    kind: int
    may_open: bool
    may_close: bool
    weak: bool
    code: bool


def pair_marks(marks: Sequence[Mark]) -> tuple[list[tuple[int, int]], int | None]:
    """Return the pairs (opening, closing) of *marks*, and a double mark left open after them.

    The marks are those of one paragraph, in order. A closing mark takes the nearest open mark of
    its own kind, else the nearest open one; what stands open in between was a stray mark.

    >>> word = dict(weak=False, code=False)
    >>> opening = Mark(AMBIGUOUS, may_open=True, may_close=False, **word)
    >>> closing = Mark(AMBIGUOUS, may_open=False, may_close=True, **word)
    >>> pair_marks([opening, closing, opening])
    ([(0, 1)], 2)
    """
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[int, int]] = []  # the mark and, of a single mark, the one to close it
    attribute = 0
    for i, mark in enumerate(marks):
        if attribute:
            attribute = attribute if mark.kind != attribute else 0
        elif mark.code and any(m.kind == mark.kind for m in marks[i + 1 : i + 2]):
            attribute = mark.kind
        elif mark.kind >= SINGLE:
            _read_single(marks, i, stack, pairs)
        elif mark.kind >= GUILLEMET_LEFT:
            _read_guillemet(marks, i, stack, pairs)
        else:
            _read_double(marks, i, stack, pairs)
    return sorted(pairs), _last_open(marks, stack, pairs)


def _last_open(
    marks: Sequence[Mark], stack: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]]
) -> int | None:
    """Return the first mark left open behind which nothing was paired but single marks."""
    paired = max((i for i, _ in pairs if marks[i].kind < SINGLE), default=-1)
    return next((i for i, _ in stack if i > paired and marks[i].kind < SINGLE), None)


def _read_single(
    marks: Sequence[Mark],
    i: int,
    stack: list[tuple[int, int]],
    pairs: list[tuple[int, int]],
) -> None:
    at = _floor(marks, stack) - 1
    if at >= 0 and stack[at][1] == i:
        pairs.append((stack[at][0], i))
        del stack[at:]
    elif marks[i].may_open:
        closing = _closing_single(marks, i, enclosed=_open_double(marks, stack))
        if closing:
            stack.append((i, closing))


def _floor(marks: Sequence[Mark], stack: Sequence[tuple[int, int]]) -> int:
    """Return the height of the stack above its uppermost single mark."""
    for height in range(len(stack), max(len(stack) - _DEEPEST_LOOK, 0), -1):
        if marks[stack[height - 1][0]].kind >= SINGLE:
            return height
    return 0


def _open_double(marks: Sequence[Mark], stack: Sequence[tuple[int, int]]) -> bool:
    return any(marks[i].kind < SINGLE for i, _ in stack[-_DEEPEST_LOOK:])


def _closing_single(marks: Sequence[Mark], opening: int, *, enclosed: bool) -> int:
    """Return the mark that closes the single mark *opening*, or 0.

    A mark that may be the apostrophe of a plural ("the workers' union") closes only where no
    better one comes before the next opening mark.
    """
    doubtful = 0
    for i in range(opening + 1, len(marks)):
        mark = marks[i]
        if mark.kind < SINGLE:
            if enclosed and (mark.may_close or not mark.may_open):
                break
        elif mark.may_open:
            break
        elif mark.may_close and mark.kind != SINGLE_OPENING:
            if not mark.weak:
                return i
            doubtful = doubtful or i
    return doubtful


def _read_guillemet(
    marks: Sequence[Mark],
    i: int,
    stack: list[tuple[int, int]],
    pairs: list[tuple[int, int]],
) -> None:
    """Pair «French» and »German« guillemets by what stands open."""
    floor = _floor(marks, stack)
    other = GUILLEMET_LEFT + GUILLEMET_RIGHT - marks[i].kind
    for height in range(len(stack) - 1, max(floor, len(stack) - _DEEPEST_LOOK) - 1, -1):
        if marks[stack[height][0]].kind == other:
            pairs.append((stack[height][0], i))
            del stack[height:]
            return
    if marks[i].kind == GUILLEMET_LEFT or marks[i].may_open:
        stack.append((i, 0))


def _read_double(
    marks: Sequence[Mark],
    i: int,
    stack: list[tuple[int, int]],
    pairs: list[tuple[int, int]],
) -> None:
    mark = marks[i]
    only_opens, only_closes = (
        mark.may_open and not mark.may_close,
        mark.may_close and not mark.may_open,
    )
    height = _opening_double(marks, mark.kind, stack)
    if mark.kind == OPENING:
        opens = height < 0 or not only_closes
    elif mark.kind == CLOSING:
        opens = height < 0 and only_opens
    else:
        opens = only_opens or (height < 0 and not only_closes)
    if opens:
        stack.append((i, 0))
    elif height >= 0:
        pairs.append((stack[height][0], i))
        del stack[height:]


def _opening_double(marks: Sequence[Mark], kind: int, stack: Sequence[tuple[int, int]]) -> int:
    """Return the height of the open double mark that a mark of *kind* would close, or -1."""
    partner = AMBIGUOUS if kind == AMBIGUOUS else OPENING
    nearest = -1
    lowest = max(_floor(marks, stack), len(stack) - _DEEPEST_LOOK)
    for height in range(len(stack) - 1, lowest - 1, -1):
        opener = marks[stack[height][0]].kind
        if opener == partner:
            return height
        if nearest < 0 and opener <= CLOSING:
            nearest = height
    return nearest
