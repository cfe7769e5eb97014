"""Cues that stand within what they report: "The bridge, said the mayor, will reopen".

The model learned from newspapers that write "the mayor said". In the inverted order it takes "The
bridge" for the source; of "The patient, doctors said, was stable" it drops the end.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.tokens import LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Run = tuple[int, int]
Frame = list[tuple[int, Run]]

_FINITE, _GOES_ON, _DESCRIBES, _NO_SOURCE, _DETERMINER, _PRONOUN, _INSERTED = (
    1 << bit for bit in range(7)
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
}
_COMMA = ord(",")
_LONGEST_SOURCE, _LONGEST_UNNAMED = 12, 4


class _Reader:
    """What the rules look at: commas behind words, classes of words, where sentences end."""

    def __init__(self, tokens: Tokens, quoted: Flags) -> None:
        classes = tokens.vocabulary.column("inserted_cue", _word_classes).values()
        self.word = classes.take(tokens.type_id)
        self.comma = tokens.units.take(np.minimum(tokens.end, len(tokens.units) - 1)) == _COMMA
        self.quoted, self.shape, self.sentence = quoted, tokens.shape, tokens.sentence

    def end(self, token: int) -> int:
        """Return one past the last token of the sentence of *token*."""
        return int(np.searchsorted(self.sentence, self.sentence[token], "right"))

    def says(self, kind: int, run: Run) -> bool:
        """Tell whether *run* holds a word of *kind*."""
        return bool((self.word[slice(*run)] & kind).any())

    def goes_on(self, at: int, end: int, kind: int = _FINITE) -> bool:
        """Tell whether the report goes on at token *at*: with a word of *kind*, outside marks."""
        return at < end and bool(self.word[at] & kind) and not self.quoted[at]

    def until_comma(self, first: int, end: int) -> int:
        """Return one past the first token from *first* on that a comma follows, or *end*."""
        commas = np.flatnonzero(self.comma[first:end])
        return first + int(commas[0]) + 1 if len(commas) else end


def mend_inserted_cues(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Parts:
    """Return *parts* with source and content of inserted cues put right.

    *quoted* and *spoken* tell tokens within quotation marks and those that name an act of
    speaking; nothing within marks is changed.
    """
    reader = _Reader(tokens, quoted)
    mended: dict[int, Frame] = {}
    for at in _three_in_a_row(parts, reader, spoken).tolist():
        rows = slice(at, at + 3)
        runs = zip(parts.first[rows].tolist(), parts.stop[rows].tolist(), strict=True)
        rule = _RULES.get(tuple(parts.kind[rows].tolist()))
        found = rule(reader, *runs) if rule else None
        if found:
            mended[int(parts.owner[at])] = found
    return _with(parts, mended) if mended else parts


def _three_in_a_row(parts: Parts, reader: _Reader, spoken: Flags) -> Indices:
    """Return the first part of attributions of three neighboring parts, a comma after the first."""
    first = np.flatnonzero(np.diff(parts.owner, prepend=-1))
    first = first[np.diff(first, append=len(parts.owner)) == len((SOURCE, CUE, CONTENT))]
    neighbors = parts.stop[first] == parts.first[first + 1]
    neighbors &= parts.stop[first + 1] == parts.first[first + 2]
    first = first[neighbors & reader.comma[parts.stop[first] - 1]]
    cue = parts.first[np.where(parts.kind[first + 1] == CUE, first + 1, first + 2)]
    found: Indices = first[spoken[cue] & ~reader.quoted[cue] & ~reader.quoted[parts.first[first]]]
    return found


def _said_the_mayor(reader: _Reader, said: Run, cue: Run, rest: Run) -> Frame | None:
    """Read "The bridge", "said", "the mayor, will reopen", which were source, cue and content."""
    begin, end = rest[0], reader.end(cue[0])
    stop = reader.until_comma(begin, end)
    source = (begin, stop)
    first = int(np.searchsorted(reader.sentence, reader.sentence[cue[0]]))
    aside = reader.comma[max(said[0] - 1, first) : said[1] - 1].any()
    alone = stop - begin == 1 or not reader.word[begin] & _PRONOUN
    may_be = alone and not reader.word[begin] & _NO_SOURCE and not reader.says(_FINITE, source)
    inserted = cue[1] - cue[0] == 1 and reader.says(_INSERTED, cue)
    if aside or not may_be or not inserted or not 0 < stop - begin <= _LONGEST_SOURCE:
        return None
    if reader.quoted[slice(*source)].any():
        return None
    frame: Frame = [(CONTENT, said), (CUE, cue)]
    if stop == end:
        named = bool((reader.shape[slice(*source)] != LOWERCASE).all())
        short = reader.word[begin] & _DETERMINER and stop - begin <= _LONGEST_UNNAMED
        return [*frame, (SOURCE, source)] if named or short else None
    if reader.goes_on(stop, end, _GOES_ON):
        return [*frame, (SOURCE, source), (CONTENT, (stop, end))]
    return [*frame, (SOURCE, (begin, end) if reader.word[stop] & _DESCRIBES else source)]


def _doctors_said(reader: _Reader, said: Run, source: Run, cue: Run) -> Frame | None:
    """Read on in "The patient", "doctors", "said" where ", was stable" follows."""
    end = reader.end(cue[0])
    begins = reader.comma[cue[1] - 1] and reader.goes_on(cue[1], end)
    if not begins or reader.says(_FINITE, said):
        return None
    return [(CONTENT, said), (SOURCE, source), (CUE, cue), (CONTENT, (cue[1], end))]


def _according_to(reader: _Reader, said: Run, cue: Run, source: Run) -> Frame | None:
    """Read "The price", "according to", "Ann Lee, will rise", of which all was the source."""
    end = reader.end(cue[0])
    stop = reader.until_comma(source[0], end)
    if not reader.goes_on(stop, end) or reader.says(_FINITE, said):
        return None
    return [(CONTENT, said), (CUE, cue), (SOURCE, (source[0], stop)), (CONTENT, (stop, end))]


_RULES = {
    (SOURCE, CUE, CONTENT): _said_the_mayor,
    (CONTENT, SOURCE, CUE): _doctors_said,
    (CONTENT, CUE, SOURCE): _according_to,
}


def _with(parts: Parts, mended: dict[int, Frame]) -> Parts:
    """Return *parts* with the attributions in *mended* as they stand there."""
    left = parts.take(~np.isin(parts.owner, list(mended)))
    new = np.array(
        [(owner, kind, *run) for owner, frame in mended.items() for kind, run in frame], np.int64
    )
    owner, first = np.append(left.owner, new[:, 0]), np.append(left.first, new[:, 2])
    together = Parts(
        first,
        np.append(left.stop, new[:, 3]),
        np.append(left.kind, new[:, 1].astype(np.int8)),
        owner,
    )
    return together.take(np.lexsort((first, owner)))


def _word_classes(types: Sequence[str]) -> list[int]:
    """Return for each of *types* the classes it is in, as bits; a type column."""
    listed = {kind: frozenset(words.split()) for kind, words in _CLASSES.items()}
    return [sum(kind for kind, words in listed.items() if word in words) for word in types]
