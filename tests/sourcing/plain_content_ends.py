"""Where contents end, told a word at a time: what the fast rules must equal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np

from framing.sourcing.content_ends import (
    _CLASSES,
    _EVEN,
    _FINITE,
    _GOES_ON,
    _HANGS,
    _KEPT,
    _OPENS,
    _RELATIVE,
    _SUBJECT,
)
from framing.sourcing.roles import CONTENT, CUE, SOURCE
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, Tokens

Part = tuple[int, int, int]  # first token, one past the last, kind
_MARK = re.compile("[,;:()\\[\\]–—\"“”]|--|''| - ")


class PlainEnds:
    """The rules over the parts of each attribution of a text, which it changes."""

    def __init__(self, tokens: Tokens, quotation: list[int], parts: list[list[Part]]) -> None:
        self.tokens, self.quotation, self.parts = tokens, quotation, parts
        self.words = tokens.words()
        self.sentence = tokens.sentence.tolist()

    def mended(self) -> list[list[Part]]:
        """Return the parts with the ends of contents put right."""
        self.parts = [self._without_trailing_clauses(own) for own in self.parts]
        for end in (self._semicolon, self._closing_mark, self._main_clause, self._main_verb):
            self.parts = [list(self._ending(own, end)) for own in self.parts]
        for whole in (self._through_quotation, self._without_loose_end):
            self._extend(whole)
        return self.parts

    def _extend(self, rule: Callable[[Part, list[Part], list[Part]], Part]) -> None:
        before = [part for own in self.parts for part in own]
        self.parts = [[rule(part, own, before) for part in own] for own in self.parts]

    def _is(self, kind: int, at: int) -> bool:
        return self.words[min(at, len(self.words) - 1)] in _CLASSES[kind].split()

    def _gap(self, at: int) -> str:
        end, start = self.tokens.end, self.tokens.start
        stop = start[at + 1] if at + 1 < len(start) else None
        return self.tokens.joined[end[at] : stop]

    def _comma(self, at: int) -> bool:
        return self._gap(at).startswith(",")

    def _is_quoted(self, at: int) -> bool:
        return self.quotation[at] >= 0

    def _is_behind(self, part: Part, own: list[Part]) -> bool:
        cues = [first for first, _, kind in own if kind == CUE]
        return part[2] == CONTENT and bool(cues) and cues[0] < part[0]

    def _without_trailing_clauses(self, own: list[Part]) -> list[Part]:
        first, stop, kind = own[0]
        if kind != CONTENT or self.quotation[first] < 0:
            return own
        if self.quotation[first] != self.quotation[stop - 1]:
            return own
        return [part for part in own if not self._comments(part, own)]

    def _comments(self, part: Part, own: list[Part]) -> bool:
        cue = next((first for first, _, kind in own if kind == CUE), -1)
        first, stop, _ = part
        return (
            self._is_behind(part, own)
            and own[0][0] < cue
            and self.sentence[first] == self.sentence[cue]
            and self._comma(first - 1)
            and not self._is(_KEPT, first)
            and not any(map(self._is_quoted, range(first, stop)))
        )

    def _ending(
        self, own: list[Part], end: Callable[[Part, list[Part]], int | None]
    ) -> Iterator[Part]:
        for part in own:
            stop = end(part, own) if self._is_behind(part, own) else None
            yield part if stop is None else (part[0], stop, part[2])

    def _semicolon(self, part: Part, own: list[Part]) -> int | None:
        for at in range(part[0], part[1] - 1):
            if ";" in self._gap(at) and not self._is_quoted(at + 1):
                return at + 1 if self.sentence[at] == self.sentence[part[0]] else None
        return None

    def _closing_mark(self, part: Part, own: list[Part]) -> int | None:
        first, stop, _ = part
        inside = self.quotation[first]
        if inside < 0 or inside == self.quotation[stop - 1]:
            return None
        close = next(at for at in range(first, stop) if self.quotation[at] != inside)
        closes = re.search(",\\s*(?:['\"”’]|'')", self._gap(close - 1))
        return close if closes and not self._is_quoted(close) else None

    def _main_clause(self, part: Part, own: list[Part]) -> int | None:
        opening = own[0][0]
        begin = self.sentence.index(self.sentence[opening])
        opens = self._is(_OPENS, begin)
        opens |= self._is(_EVEN, begin) and self._is(_OPENS, begin + 1)
        if not opens or any(map(self._is_quoted, (begin, opening, part[0]))):
            return None
        if any(map(self._comma, range(begin, opening))):
            return None
        shape = self.tokens.shape.tolist()
        return self._comma_before(
            part,
            own,
            lambda at: (
                not self._is_quoted(at)
                and (self._is(_SUBJECT, at) or shape[at] in (CAPITALIZED, ALL_CAPS))
            ),
        )

    def _main_verb(self, part: Part, own: list[Part]) -> int | None:
        sources = [stop for _, stop, kind in own if kind == SOURCE]
        if not sources or not self._is(_RELATIVE, sources[-1] - 1):
            return None
        return self._comma_before(part, own, lambda at: self._is(_FINITE, at))

    def _comma_before(
        self, part: Part, own: list[Part], begins: Callable[[int], bool]
    ) -> int | None:
        if [kind for _, _, kind in own].count(CONTENT) > 1:
            return None
        return next(
            (
                at + 1
                for at in range(part[0], part[1] - 1)
                if self._comma(at) and begins(at + 1) and self.sentence[at] == self.sentence[at + 1]
            ),
            None,
        )

    def _through_quotation(self, part: Part, own: list[Part], others: list[Part]) -> Part:
        first, stop, kind = part
        inside = self.quotation[stop - 1]
        if not self._is_behind(part, own) or inside < 0 or self.quotation[stop:][:1] != [inside]:
            return part
        if any(begin <= stop < end for begin, end, _ in others):
            return part
        limit = min([begin for begin, _, _ in others if begin > stop] + [len(self.words)])
        leaves = (at for at in range(stop, limit) if self.quotation[at] != inside)
        return first, next(leaves, limit), kind

    def _without_loose_end(self, part: Part, own: list[Part], others: list[Part]) -> Part:
        first, stop, kind = part
        if not self._is_behind(part, own) or stop >= len(self.words):
            return part
        leaves = self._is_quoted(stop - 1) and not self._is_quoted(stop)
        leaves &= not self._is(_GOES_ON, stop) and self.tokens.shape[stop] == LOWERCASE
        gap = self._gap(stop - 1)
        goes_on = not gap.strip() or (leaves and re.fullmatch("(?:”|\"|''|’|')\\s", gap))
        if not (self._is(_HANGS, stop - 1) or leaves) or not goes_on:
            return part
        if self.sentence[stop - 1] != self.sentence[stop]:
            return part
        if any(begin <= stop < end for begin, end, _ in others):
            return part
        end = stop + 1
        begins = {begin for begin, _, _ in others}
        while (
            end < len(self.words)
            and self.sentence[end] == self.sentence[stop]
            and end not in begins
            and not _MARK.search(self._gap(end - 1))
        ):
            end += 1
        return first, end, kind


def plain_rows(parts: list[list[Part]]) -> list[tuple[int, int, int, int]]:
    """Return first, stop, kind and owner of each part."""
    return [(*part, owner) for owner, own in enumerate(parts) for part in own]


def as_columns(rows: list[tuple[int, int, int, int]]) -> list[np.ndarray]:  # type: ignore[type-arg]
    """Return *rows* of first, stop, kind and owner as columns."""
    return [np.array(column, np.int64) for column in zip(*rows, strict=True)]
