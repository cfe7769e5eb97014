"""Cues that stand within what they report: "The bridge, said the mayor, will reopen".

The model learned from newspapers that write "the mayor said". In the inverted order it takes "The
bridge" for the source; of "The patient, doctors said, was stable" it drops the end.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts, joined
from framing.text.gaps import comma_follows
from framing.text.token_ranges import TokenRanges, first_of_runs, token_ranges, tokens_in
from framing.text.type_columns import bits_of_words
from framing.tokens import LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_FINITE, _GOES_ON, _DESCRIBES, _NO_SOURCE, _DETERMINER, _PRONOUN, _INSERTED, _ACCORDING, _LINK = (
    1 << bit for bit in range(9)
)
_VERBS = """is are was were has have had will would can could may might must should does did isn't
    aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't"""
_CLASSES = {
    _FINITE: _VERBS,
    _GOES_ON: _VERBS + " and but or",
    _DESCRIBES: "who whose which",
    _NO_SOURCE: "to that in on at by for when if as while so not",
    _DETERMINER: "the a an his her their its our",
    _PRONOUN: "he she it they we i you",
    _INSERTED: """said says say added adds insisted insists wrote writes warned warns argued argues
        noted notes explained explains recalled recalls predicted predicts claimed claims announced
        reported reports declared admitted stressed suggested acknowledged concluded""",
    _ACCORDING: "according",
    _LINK: "of the for at from in",
}
_LONGEST_SOURCE, _LONGEST_UNNAMED = 12, 4
_THREE = np.arange(3)


class _Reader:
    """What the rules look at: commas behind words, classes of words, where sentences end."""

    def __init__(self, tokens: Tokens, quoted: Flags) -> None:
        self._classes = tokens.vocabulary.column("inserted_cue", _word_classes, np.uint16).values()
        self._starts = np.append(tokens.sentence_first, len(tokens))
        self._tokens, self.quoted = tokens, quoted

    def are(self, kind: int, at: Indices) -> Flags:
        """Tell which of the tokens *at* are words of *kind*; what is beyond the last is that."""
        types = self._tokens.type_id.take(at, mode="clip")
        of_kind: Flags = self._classes.take(types) & kind > 0
        return of_kind

    def comma(self, at: Indices) -> Flags:
        """Tell for each of the tokens *at* whether a comma follows."""
        return comma_follows(self._tokens, at)

    def begin(self, at: Indices) -> Indices:
        """Return the first token of the sentence of each of the tokens *at*."""
        return self._starts.take(self._tokens.sentence[at])

    def end(self, at: Indices) -> Indices:
        """Return one past the last token of the sentence of each of the tokens *at*."""
        return self._starts.take(self._tokens.sentence[at] + 1)

    def goes_on(self, at: Indices, end: Indices, kind: int) -> Flags:
        """Tell where the report goes on at token *at*: with a word of *kind*, outside marks."""
        goes_on: Flags = (at < end) & self.are(kind, at) & ~self.quoted.take(at, mode="clip")
        return goes_on

    def says(self, kind: int, runs: TokenRanges) -> Flags:
        """Tell which of *runs* hold a word of *kind*."""
        return runs.any(self.are(kind, runs.token))

    def quotes(self, runs: TokenRanges) -> Flags:
        """Tell which of *runs* hold a word within quotation marks."""
        return runs.any(self.quoted[runs.token])

    def is_named(self, runs: TokenRanges) -> Flags:
        """Tell which of *runs* are names: "Ann Lee", "Lee of the Dock Board"."""
        opens = runs.token == runs.first[runs.owner]
        lower = self._tokens.shape[runs.token] == LOWERCASE
        return ~runs.any(lower & (opens | ~self.are(_LINK, runs.token)))

    def has_comma(self, first: Indices, stop: Indices) -> Flags:
        """Tell where a comma follows a token from *first* up to *stop*."""
        runs = token_ranges(first, np.maximum(first, stop))
        return runs.any(self.comma(runs.token))

    def until_comma(self, first: Indices, end: Indices) -> TokenRanges:
        """Return runs from *first* through the first token that a comma follows, or to *end*."""
        runs = token_ranges(first, np.maximum(first, end))
        stop = runs.first_where(self.comma(runs.token)) + 1
        return token_ranges(first, np.minimum(stop, runs.stop))

    def behind_commas(self, runs: TokenRanges) -> TokenRanges:
        """Return what stands behind the last comma within each of *runs*, all of it without one."""
        inside = runs.token < runs.stop[runs.owner] - 1
        first = runs.last_where(inside & self.comma(runs.token)) + 1
        return token_ranges(first, runs.stop)


def mend_inserted_cues(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Parts:
    """Return *parts* with source and content of inserted cues put right.

    *quoted* and *spoken* tell tokens within quotation marks and those that name an act of
    speaking; nothing within marks is changed. No attribution fits two of the rules.
    """
    reader = _Reader(tokens, quoted)
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
    parts: Parts, first: Indices, behind: Indices, reader: _Reader
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
    chosen = (parts.stop[cue] - word == 1) & reader.are(_INSERTED, word)
    chosen &= ~reader.quoted[word] & (~led | reader.comma(word - 1))
    led, closed = at[chosen & led], at[chosen & ~led]
    said, runs = _runs(parts, closed), (_runs(parts, led), _runs(parts, led + 1))
    mended = _said_behind(reader, parts.owner[led], *runs, np.append(0, parts.stop)[led])
    return mended + _staff_said(reader, parts.owner[closed], said, _runs(parts, closed + 1))


def _mend_opening_according_to(
    parts: Parts, first: Indices, behind: Indices, reader: _Reader
) -> list[Parts]:
    """Mend attributions whose cue opens a sentence with "according".

    They look back to the sentence before, or no comma stands behind their source.
    """
    cue = first + (parts.kind[first] == CONTENT)
    led = (parts.kind[cue] == CUE) & reader.are(_ACCORDING, parts.first[cue])
    first, behind, cue = first[led], behind[led], cue[led]
    wrong = (cue > first) | (parts.kind[first + 1] != SOURCE)
    wrong |= ~reader.comma(parts.stop[first + 1] - 1)
    wrong &= reader.begin(parts.first[cue]) == parts.first[cue]
    cue, last = cue[wrong], parts.stop[behind[wrong] - 1]
    return _according_to_first(reader, parts.owner[cue], _runs(parts, cue), last)


def _mend_long_sources(
    parts: Parts, first: Indices, behind: Indices, reader: _Reader, spoken: Flags
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


def _three_in_a_row(parts: Parts, first: Indices, reader: _Reader, spoken: Flags) -> Indices:
    """Return the first part of attributions of three neighboring parts that a rule may change.

    *first* are those of all attributions of three parts.
    """
    neighbors = parts.stop[first] == parts.first[first + 1]
    neighbors &= parts.stop[first + 1] == parts.first[first + 2]
    first = first[neighbors]
    first = first[reader.comma(parts.stop[first] - 1)]
    first = first[_inverted(parts, first, reader) | _followed(parts, first, reader)]
    cue = parts.first[np.where(parts.kind[first + 1] == CUE, first + 1, first + 2)]
    found: Indices = first[spoken[cue] & ~reader.quoted[cue] & ~reader.quoted[parts.first[first]]]
    return found


def _inverted(parts: Parts, first: Indices, reader: _Reader) -> Flags:
    """Tell the attributions whose cue may open an inserted clause ("said the mayor")."""
    cue, after = parts.first[first + 1], parts.first[first + 2]
    may_be: Flags = (parts.stop[first + 1] - cue == 1) & (parts.kind[first + 2] == CONTENT)
    may_be &= reader.are(_INSERTED, cue) & ~reader.are(_NO_SOURCE, after)
    return may_be


def _followed(parts: Parts, first: Indices, reader: _Reader) -> Flags:
    """Tell the attributions that open with their content, behind which it may go on."""
    stop = parts.stop[first + 2]
    follows = reader.comma(stop - 1) & reader.are(_FINITE, stop)
    may_be: Flags = (parts.kind[first] == CONTENT) & ((parts.kind[first + 2] != CUE) | follows)
    return may_be


def _said_the_mayor(
    reader: _Reader, owner: Indices, said: TokenRanges, cue: TokenRanges, rest: TokenRanges
) -> list[Parts]:
    """Read "The bridge", "said", "the mayor, will reopen", which were source, cue and content."""
    source = reader.until_comma(rest.first, reader.end(cue.first))
    size = source.stop - source.first
    before = np.maximum(said.first - 1, reader.begin(cue.first))
    may_be = ~reader.has_comma(before, said.stop - 1)
    may_be &= (size == 1) | ~reader.are(_PRONOUN, source.first)
    may_be &= (size > 0) & (size <= _LONGEST_SOURCE)
    may_be &= ~reader.says(_FINITE, source) & ~reader.quotes(source)
    return _with_source_behind(reader, owner, may_be, said, cue, source)


def _with_source_behind(
    reader: _Reader,
    owner: Indices,
    may_be: Flags,
    said: TokenRanges,
    cue: TokenRanges,
    source: TokenRanges,
) -> list[Parts]:
    """Return the frames if *source* can be one and its sentence ends or goes on behind it."""
    first, stop, end = source.first, source.stop, reader.end(cue.first)
    short = reader.are(_DETERMINER, first) & (stop - first <= _LONGEST_UNNAMED)
    at_end, goes_on = stop == end, reader.goes_on(stop, end, _GOES_ON)
    described = ~at_end & ~goes_on & reader.are(_DESCRIBES, stop)
    return _frames(
        owner,
        may_be & (~at_end | short | reader.is_named(source)),
        (CONTENT, said.first, said.stop),
        (CUE, cue.first, cue.stop),
        (SOURCE, first, np.where(described, end, stop)),
        (CONTENT, stop, np.where(goes_on, end, stop)),
    )


def _said_behind(
    reader: _Reader, owner: Indices, cue: TokenRanges, rest: TokenRanges, before: Indices
) -> list[Parts]:
    """Read "Several people were hurt,", "said", "Ann Lee", of which the last was the content.

    *before* is where the part before the cue stops.
    """
    said = token_ranges(reader.begin(cue.first), cue.first)
    source = reader.until_comma(rest.first, rest.stop)
    can_be = (before <= said.first) | (reader.begin(before - 1) == said.first)
    can_be &= ~reader.says(_FINITE, source) & ~reader.are(_NO_SOURCE | _PRONOUN, rest.first)
    can_be &= (source.stop - source.first <= _LONGEST_SOURCE) & reader.says(_FINITE, said)
    can_be &= ~reader.quotes(token_ranges(said.first, source.stop))
    return _with_source_behind(reader, owner, can_be, said, cue, source)


def _staff_said(
    reader: _Reader, owner: Indices, said: TokenRanges, cue: TokenRanges
) -> list[Parts]:
    """Read "The port is shut,", "hospital staff", "said", of which the first two were content."""
    source = reader.behind_commas(said)
    can_be = (source.first > said.first) & (source.stop - source.first <= _LONGEST_UNNAMED)
    can_be &= ~reader.are(_NO_SOURCE, source.first) & ~reader.says(_FINITE, source)
    return _frames(
        owner,
        can_be & ~reader.quotes(said),
        (CONTENT, said.first, source.first),
        (SOURCE, source.first, source.stop),
        (CUE, cue.first, cue.stop),
    )


def _official_told(
    reader: _Reader, owner: Indices, source: TokenRanges
) -> tuple[Flags, list[Parts]]:
    """Read "Two ships were held,", "an official", before "told", which both were source.

    Returned is also in which of the sources it reads so.
    """
    own = reader.behind_commas(source)
    told = reader.says(_FINITE, token_ranges(source.first, own.first))
    told &= ~reader.are(_NO_SOURCE | _GOES_ON, own.first) & ~reader.says(_FINITE, own)
    told &= ~reader.says(_DESCRIBES, source)
    content, source_piece = (CONTENT, source.first, own.first), (SOURCE, own.first, own.stop)
    return told, _frames(owner, told, content, source_piece)


def _according_to_first(
    reader: _Reader, owner: Indices, cue: TokenRanges, last: Indices
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


def _doctors_said(
    reader: _Reader, owner: Indices, said: TokenRanges, source: TokenRanges, cue: TokenRanges
) -> list[Parts]:
    """Read on in "The patient", "doctors", "said" where ", was stable" follows."""
    end = reader.end(cue.first)
    goes_on = reader.comma(cue.stop - 1) & reader.goes_on(cue.stop, end, _FINITE)
    return _frames(
        owner,
        goes_on & ~reader.says(_FINITE, said),
        (CONTENT, said.first, said.stop),
        (SOURCE, source.first, source.stop),
        (CUE, cue.first, cue.stop),
        (CONTENT, cue.stop, end),
    )


def _according_to(
    reader: _Reader, owner: Indices, said: TokenRanges, cue: TokenRanges, rest: TokenRanges
) -> list[Parts]:
    """Read "The price", "according to", "Ann Lee, will rise", of which all was the source.

    Behind "said Ann Lee" a clause may follow on a whole one: ", and wages will not".
    """
    end = reader.end(cue.first)
    source = reader.until_comma(rest.first, end)
    stop, inserted = source.stop, reader.says(_INSERTED, cue)
    goes_on = reader.goes_on(stop, end, _FINITE) & ~reader.says(_FINITE, said)
    return _frames(
        owner,
        np.where(inserted, reader.goes_on(stop, end, _GOES_ON), goes_on),
        (CONTENT, said.first, said.stop),
        (CUE, cue.first, cue.stop),
        (SOURCE, source.first, stop),
        (CONTENT, stop, end),
    )


_RULES = {
    (SOURCE, CUE, CONTENT): _said_the_mayor,
    (CONTENT, SOURCE, CUE): _doctors_said,
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


def _word_classes(types: Sequence[str]) -> list[int]:
    """Return for each of *types* the classes it is in, as bits; a type column."""
    listed = bits_of_words(_CLASSES)
    return [listed.get(word, 0) for word in types]
