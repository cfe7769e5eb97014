"""Cues that stand within what they report: "The bridge, said the mayor, will reopen".

The model learned from newspapers that write "the mayor said". In the inverted order it takes "The
bridge" for the source.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.sourcing.inserted_words import (
    ACCORDING,
    DESCRIBES,
    DETERMINER,
    FINITE,
    GOES_ON,
    INSERTED,
    NO_SOURCE,
    PRONOUN,
    CueReader,
)
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts, joined
from framing.text.token_ranges import TokenRanges, first_of_runs, token_ranges, tokens_in
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_LONGEST_SOURCE, _LONGEST_UNNAMED = 12, 4
_THREE = np.arange(3)


def mend_inserted_cues(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Parts:
    """Return *parts* with source and content of inserted cues put right.

    *quoted* and *spoken* tell tokens within quotation marks and those that name an act of
    speaking; nothing within marks is changed. No attribution fits two of the rules.
    """
    reader = CueReader(tokens, quoted)
    first = first_of_runs(parts.owner)
    behind = np.append(first[1:], len(parts.owner))
    three = _three_in_a_row(parts, first[behind - first == len(_THREE)], reader, spoken)
    order = parts.kind[three[:, None] + _THREE]
    mended: list[Parts] = []
    for kinds, rule in _RULES.items():
        at = three[(order == kinds).all(axis=1)]
        mended += rule(reader, parts.owner[at], *(_runs(parts, at + i) for i in range(3)))
    first, behind = first[behind > first + 1], behind[behind > first + 1]
    mended += _mend_without_source(parts, first, behind, reader)
    mended += _mend_opening_according_to(parts, first, behind, reader)
    mended += _mend_long_sources(parts, first, behind, reader, spoken)
    return _replaced(parts, mended)


def _runs(parts: Parts, rows: Indices) -> TokenRanges:
    return token_ranges(parts.first[rows], parts.stop[rows])


def _mend_without_source(
    parts: Parts, first: Indices, behind: Indices, reader: CueReader
) -> list[Parts]:
    """Mend attributions that end in two parts, cue and content in either order, next to no source.

    The cue is a word that may stand in an inserted clause; behind its content it makes the
    attribution with that alone.
    """
    at = behind - 2
    led = (parts.kind[at] == CUE) & (parts.kind[at + 1] == CONTENT)
    led &= (at == first) | (np.append(0, parts.stop)[at] < parts.first[at])
    closed = (parts.kind[at] == CONTENT) & (parts.kind[at + 1] == CUE) & (at == first)
    at = at[(led | closed) & (parts.stop[at] == parts.first[at + 1])]
    led = parts.kind[at] == CUE
    cue = np.where(led, at, at + 1)
    word = parts.first[cue]
    chosen = (parts.stop[cue] - word == 1) & reader.are(INSERTED, word)
    chosen &= ~reader.quoted[word] & (~led | reader.comma(word - 1))
    led, closed = at[chosen & led], at[chosen & ~led]
    said, runs = _runs(parts, closed), (_runs(parts, led), _runs(parts, led + 1))
    mended = _said_behind(reader, parts.owner[led], *runs, np.append(0, parts.stop)[led])
    return mended + _staff_said(reader, parts.owner[closed], said, _runs(parts, closed + 1))


def _mend_opening_according_to(
    parts: Parts, first: Indices, behind: Indices, reader: CueReader
) -> list[Parts]:
    """Mend attributions whose cue opens a sentence with "according".

    They look back to the sentence before, or no comma stands behind their source.
    """
    cue = first + (parts.kind[first] == CONTENT)
    led = (parts.kind[cue] == CUE) & reader.are(ACCORDING, parts.first[cue])
    first, behind, cue = first[led], behind[led], cue[led]
    wrong = (cue > first) | (parts.kind[first + 1] != SOURCE)
    wrong |= ~reader.comma(parts.stop[first + 1] - 1)
    wrong &= reader.begin(parts.first[cue]) == parts.first[cue]
    cue, last = cue[wrong], parts.stop[behind[wrong] - 1]
    return _according_to_first(reader, parts.owner[cue], _runs(parts, cue), last)


def _mend_long_sources(
    parts: Parts, first: Indices, behind: Indices, reader: CueReader, spoken: Flags
) -> list[Parts]:
    """Mend attributions whose source of several words opens a sentence, a spoken cue next to it."""
    chosen = (parts.kind[first] == SOURCE) & (parts.kind[first + 1] == CUE)
    chosen &= parts.stop[first] - parts.first[first] > _LONGEST_UNNAMED
    first, behind = first[chosen], behind[chosen]
    token, cue = parts.first[first], parts.first[first + 1]
    chosen = (parts.stop[first] == cue) & spoken[cue]
    chosen &= ~reader.quoted[token] & (reader.begin(token) == token)
    first, behind = first[chosen], behind[chosen]
    told, mended = _official_told(reader, parts.owner[first], _runs(parts, first))
    return [*mended, parts.take(tokens_in(first[told] + 1, behind[told]))]


def _three_in_a_row(parts: Parts, first: Indices, reader: CueReader, spoken: Flags) -> Indices:
    """Return the first part of attributions of three neighboring parts that a rule may change.

    *first* are those of all attributions of three parts. A cue stands between the others; if the
    content comes last, it may open an inserted clause ("said the mayor").
    """
    neighbors = parts.stop[first] == parts.first[first + 1]
    neighbors &= parts.stop[first + 1] == parts.first[first + 2]
    neighbors &= parts.kind[first + 1] == CUE
    first = first[neighbors]
    first = first[reader.comma(parts.stop[first] - 1)]
    cue, after = parts.first[first + 1], parts.first[first + 2]
    may_be = (parts.stop[first + 1] - cue == 1) & reader.are(INSERTED, cue)
    may_be &= ~reader.are(NO_SOURCE, after)
    may_be |= parts.kind[first] == CONTENT
    may_be &= spoken[cue] & ~reader.quoted[cue] & ~reader.quoted[parts.first[first]]
    found: Indices = first[may_be]
    return found


def _said_the_mayor(
    reader: CueReader, owner: Indices, said: TokenRanges, cue: TokenRanges, rest: TokenRanges
) -> list[Parts]:
    """Read "The bridge", "said", "the mayor, will reopen", which were source, cue and content."""
    source = reader.until_comma(rest.first, reader.end(cue.first))
    size = source.stop - source.first
    before = np.maximum(said.first - 1, reader.begin(cue.first))
    may_be = ~reader.has_comma(before, said.stop - 1)
    may_be &= (size == 1) | ~reader.are(PRONOUN, source.first)
    may_be &= (size > 0) & (size <= _LONGEST_SOURCE)
    may_be &= ~reader.has_verb(source) & ~reader.quotes(source)
    return _with_source_behind(reader, owner, may_be, said, cue, source)


def _with_source_behind(
    reader: CueReader,
    owner: Indices,
    may_be: Flags,
    said: TokenRanges,
    cue: TokenRanges,
    source: TokenRanges,
) -> list[Parts]:
    """Return the frames if *source* can be one and its sentence ends or goes on behind it."""
    first, stop, end = source.first, source.stop, reader.end(cue.first)
    short = reader.are(DETERMINER, first) & (stop - first <= _LONGEST_UNNAMED)
    at_end, goes_on = stop == end, reader.goes_on(stop, end, GOES_ON)
    described = ~at_end & ~goes_on & reader.are(DESCRIBES, stop)
    return _frames(
        owner,
        may_be & (~at_end | short | reader.is_named(source)),
        (CONTENT, said.first, said.stop),
        (CUE, cue.first, cue.stop),
        (SOURCE, first, np.where(described, end, stop)),
        (CONTENT, stop, np.where(goes_on, end, stop)),
    )


def _said_behind(
    reader: CueReader, owner: Indices, cue: TokenRanges, rest: TokenRanges, before: Indices
) -> list[Parts]:
    """Read "Several people were hurt,", "said", "Ann Lee", of which the last was the content.

    *before* is where the part before the cue stops.
    """
    said = token_ranges(reader.begin(cue.first), cue.first)
    source = reader.until_comma(rest.first, rest.stop)
    can_be = (before <= said.first) | (reader.begin(before - 1) == said.first)
    can_be &= ~reader.has_verb(source) & ~reader.are(NO_SOURCE | PRONOUN, rest.first)
    can_be &= (source.stop - source.first <= _LONGEST_SOURCE) & reader.has_verb(said)
    can_be &= ~reader.quotes(token_ranges(said.first, source.stop))
    return _with_source_behind(reader, owner, can_be, said, cue, source)


def _staff_said(
    reader: CueReader, owner: Indices, said: TokenRanges, cue: TokenRanges
) -> list[Parts]:
    """Read "The port is shut,", "hospital staff", "said", of which the first two were content."""
    source = reader.behind_commas(said)
    can_be = (source.first > said.first) & (source.stop - source.first <= _LONGEST_UNNAMED)
    can_be &= ~reader.are(NO_SOURCE, source.first) & ~reader.has_verb(source)
    return _frames(
        owner,
        can_be & ~reader.quotes(said),
        (CONTENT, said.first, source.first),
        (SOURCE, source.first, source.stop),
        (CUE, cue.first, cue.stop),
    )


def _official_told(
    reader: CueReader, owner: Indices, source: TokenRanges
) -> tuple[Flags, list[Parts]]:
    """Read "Two ships were held,", "an official", before "told", which both were source.

    Returned is also in which of the sources it reads so.
    """
    own = reader.behind_commas(source)
    told = reader.has_verb(token_ranges(source.first, own.first))
    told &= ~reader.are(NO_SOURCE | GOES_ON, own.first) & ~reader.has_verb(own)
    told &= ~reader.says(DESCRIBES, source)
    content, source_piece = (CONTENT, source.first, own.first), (SOURCE, own.first, own.stop)
    return told, _frames(owner, told, content, source_piece)


def _according_to_first(
    reader: CueReader, owner: Indices, cue: TokenRanges, last: Indices
) -> list[Parts]:
    """Read "According to", "Ann Lee, the bridge ..." whose source stops at the comma.

    *last* is where the last part stops.
    """
    end = reader.end(cue.first)
    source = reader.until_comma(cue.stop, end)
    return _frames(
        owner,
        (source.stop < end) & ~reader.quotes(source),
        (CUE, cue.first, cue.stop),
        (SOURCE, source.first, source.stop),
        (CONTENT, source.stop, np.maximum(last, end)),
    )


def _according_to(
    reader: CueReader, owner: Indices, said: TokenRanges, cue: TokenRanges, rest: TokenRanges
) -> list[Parts]:
    """Read "The price", "according to", "Ann Lee, will rise", of which all was the source.

    Behind "said Ann Lee" a clause may follow on a whole one: ", and wages will not".
    """
    end = reader.end(cue.first)
    source = reader.until_comma(rest.first, end)
    stop, inserted = source.stop, reader.says(INSERTED, cue)
    goes_on = reader.goes_on(stop, end, FINITE) & ~reader.has_verb(said)
    return _frames(
        owner,
        np.where(inserted, reader.goes_on(stop, end, GOES_ON), goes_on),
        (CONTENT, said.first, said.stop),
        (CUE, cue.first, cue.stop),
        (SOURCE, source.first, stop),
        (CONTENT, stop, end),
    )


_RULES = {
    (SOURCE, CUE, CONTENT): _said_the_mayor,
    (CONTENT, CUE, SOURCE): _according_to,
}


def _frames(owner: Indices, chosen: Flags, *pieces: tuple[int, Indices, Indices]) -> list[Parts]:
    """Return the *chosen* attributions as these *pieces*: kinds, first tokens, and where they stop.

    Pieces may be without a token.
    """
    rows = np.flatnonzero(chosen)
    if not len(rows):
        return []
    own = owner.take(rows)
    return [
        Parts(first.take(rows), stop.take(rows), np.full(len(rows), kind, np.int8), own)
        for kind, first, stop in pieces
    ]


def _replaced(parts: Parts, mended: Sequence[Parts]) -> Parts:
    """Return *parts* with the attributions in *mended* as they stand there, less empty pieces."""
    if not mended:
        return parts
    frames = joined(mended)
    changes = np.zeros(parts.count(), np.bool_)
    changes[frames.owner] = True
    dropped = np.flatnonzero(changes.take(parts.owner))
    return parts.changed(dropped, frames.where(frames.stop > frames.first))
