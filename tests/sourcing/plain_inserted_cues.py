"""The plain rules for inserted cues, one attribution at a time: what the fast ones must equal."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.sourcing.inserted_cues import (
    _ACCORDING,
    _COMMA,
    _DESCRIBES,
    _DETERMINER,
    _FINITE,
    _GOES_ON,
    _INSERTED,
    _LINK,
    _LONGEST_SOURCE,
    _LONGEST_UNNAMED,
    _NO_SOURCE,
    _PRONOUN,
    _word_classes,
)
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.tokens import LOWERCASE, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Run = tuple[int, int]
Frame = list[tuple[int, Run]]


class _Reader:
    """What the rules look at: commas behind words, classes of words, where sentences end."""

    def __init__(self, tokens: Tokens, quoted: Flags) -> None:
        self._classes = tokens.vocabulary.column("inserted_cue", _word_classes, np.uint16).values()
        self._starts = np.append(tokens.sentence_first, len(tokens))
        self._tokens, self.quoted = tokens, quoted

    def word(self, at: int) -> int:
        """Return the classes of token *at*."""
        return int(self._classes[self._tokens.type_id[at]])

    def words(self, at: Indices) -> npt.NDArray[np.uint16]:
        """Return the classes of each of the tokens *at*, beyond the last token of that one."""
        classes: npt.NDArray[np.uint16] = self._classes.take(
            self._tokens.type_id.take(at, mode="clip")
        )
        return classes

    def comma(self, at: Indices | slice) -> Flags:
        """Tell for each of the tokens *at* whether a comma follows."""
        behind: Flags = self._tokens.units.take(self._tokens.end[at], mode="clip") == _COMMA
        return behind

    def opens(self, at: Indices) -> Flags:
        """Tell for each of the tokens *at* whether its sentence begins with it."""
        opening: Flags = self._starts.take(self._tokens.sentence.take(at)) == at
        return opening

    def begin(self, token: int) -> int:
        """Return the first token of the sentence of *token*."""
        return int(self._starts[self._tokens.sentence[token]])

    def end(self, token: int) -> int:
        """Return one past the last token of the sentence of *token*."""
        return int(self._starts[self._tokens.sentence[token] + 1])

    def says(self, kind: int, run: Run) -> bool:
        """Tell whether *run* holds a word of *kind*."""
        return bool((self._classes[self._tokens.type_id[slice(*run)]] & kind).any())

    def is_named(self, run: Run) -> bool:
        """Tell whether *run* is a name: "Ann Lee", "Lee of the Dock Board"."""
        lower = self._tokens.shape[slice(*run)] == LOWERCASE
        links = self._classes[self._tokens.type_id[slice(*run)]] & _LINK > 0
        return not lower[0] and bool((~lower | links).all())

    def goes_on(self, at: int, end: int, kind: int = _FINITE) -> bool:
        """Tell whether the report goes on at token *at*: with a word of *kind*, outside marks."""
        return at < end and bool(self.word(at) & kind) and not self.quoted[at]

    def until_comma(self, first: int, end: int) -> int:
        """Return one past the first token from *first* on that a comma follows, or *end*."""
        commas = np.flatnonzero(self.comma(slice(first, end)))
        return first + int(commas[0]) + 1 if len(commas) else end


def plain_mend_inserted_cues(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Parts:
    """Return *parts* with source and content of inserted cues put right.

    *quoted* and *spoken* tell tokens within quotation marks and those that name an act of
    speaking; nothing within marks is changed.
    """
    reader = _Reader(tokens, quoted)
    mended: dict[int, Frame] = {}
    for at in _three_in_a_row(parts, reader, spoken).tolist():
        rule = _RULES.get(tuple(parts.kind[at : at + 3].tolist()))
        found = rule(reader, *_runs(parts, at, at + 3)) if rule else None
        if found:
            mended[int(parts.owner[at])] = found
    for at, before in _without_source(parts, reader):
        one, other = _runs(parts, at, at + 2)
        reads = _staff_said if parts.kind[at] == CONTENT else _said_behind
        found = reads(reader, one, other, before)
        if found:
            mended[int(parts.owner[at])] = found
    for at, stop in _opening_according_to(parts, reader):
        found = _according_to_first(reader, _runs(parts, at, at + 1)[0], stop)
        if found:
            mended[int(parts.owner[at])] = found
    for at, behind in _long_sources(parts, reader, spoken):
        source, cue, *rest = _runs(parts, at, behind)
        found = _official_told(reader, source, cue)
        if found:
            kinds = parts.kind[at + 2 : behind].tolist()
            mended[int(parts.owner[at])] = [*found, *zip(kinds, rest, strict=True)]
    return _with(parts, mended) if mended else parts


def _runs(parts: Parts, first: int, stop: int) -> list[Run]:
    rows = slice(first, stop)
    return list(zip(parts.first[rows].tolist(), parts.stop[rows].tolist(), strict=True))


def _without_source(parts: Parts, reader: _Reader) -> list[tuple[int, int]]:
    """Return the first of two last parts, cue and content in either order, next to no source.

    The cue is a word that may stand in an inserted clause; given with each is where the part
    before it stops. A cue behind its content makes the attribution with it alone.
    """
    last = np.append(parts.owner[1:] != parts.owner[:-1], True)
    at = np.flatnonzero(last[1:] & (parts.owner[1:] == parts.owner[:-1]))
    at = at[parts.stop[at] == parts.first[at + 1]]
    before = np.append(0, parts.stop)[at]
    only = np.append(True, last[:-1])[at]
    cue = np.where(parts.kind[at] == CUE, at, at + 1)
    content = np.where(parts.kind[at] == CUE, at + 1, at)
    first = parts.first[cue]
    chosen = (parts.kind[cue] == CUE) & (parts.kind[content] == CONTENT)
    chosen &= only | (cue < content) & (before < parts.first[at])
    chosen &= (parts.stop[cue] - first == 1) & (reader.words(first) & _INSERTED > 0)
    chosen &= ~reader.quoted[first] & ((cue > content) | reader.comma(first - 1))
    return list(zip(at[chosen].tolist(), before[chosen].tolist(), strict=True))


def _opening_according_to(parts: Parts, reader: _Reader) -> list[tuple[int, int]]:
    """Return cues that open a sentence with "according", and where their last part stops.

    They look back to a content, or no comma stands behind their source.
    """
    first = np.flatnonzero(np.diff(parts.owner, prepend=-1))
    last = np.append(first[1:], len(parts.owner)) - 1
    first, last = first[last > first], last[last > first]
    back = parts.kind[first] == CONTENT
    cue = np.where(back, first + 1, first)
    right = ~back & (parts.kind[first + 1] == SOURCE) & reader.comma(parts.stop[first + 1] - 1)
    wrong = (parts.kind[cue] == CUE) & (reader.words(parts.first[cue]) & _ACCORDING > 0) & ~right
    wrong &= reader.opens(parts.first[cue])
    return list(zip(cue[wrong].tolist(), parts.stop[last[wrong]].tolist(), strict=True))


def _long_sources(parts: Parts, reader: _Reader, spoken: Flags) -> list[tuple[int, int]]:
    """Return sources of several words that open a sentence, a spoken cue next to them.

    Given with each is the number of the part behind those of its attribution.
    """
    first = np.flatnonzero(np.diff(parts.owner, prepend=-1))
    behind = np.append(first[1:], len(parts.owner))
    some = behind > first + 1
    first, behind = first[some], behind[some]
    cue = parts.first[first + 1]
    chosen = (parts.kind[first] == SOURCE) & (parts.kind[first + 1] == CUE)
    chosen &= (parts.stop[first] == cue) & (cue - parts.first[first] > _LONGEST_UNNAMED)
    chosen &= spoken[cue] & ~reader.quoted[parts.first[first]]
    chosen &= reader.opens(parts.first[first])
    return list(zip(first[chosen].tolist(), behind[chosen].tolist(), strict=True))


def _three_in_a_row(parts: Parts, reader: _Reader, spoken: Flags) -> Indices:
    """Return the first part of attributions of three neighboring parts that a rule may change."""
    first = np.flatnonzero(np.diff(parts.owner, prepend=-1))
    first = first[np.diff(first, append=len(parts.owner)) == len((SOURCE, CUE, CONTENT))]
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
    one_word = parts.stop[first + 1] - cue == 1
    classes, opening = (reader.words(at) for at in (cue, after))
    may_be: Flags = one_word & (classes & _INSERTED > 0) & (opening & _NO_SOURCE == 0)
    may_be &= parts.kind[first + 2] == CONTENT
    return may_be


def _followed(parts: Parts, first: Indices, reader: _Reader) -> Flags:
    """Tell the attributions that open with their content, behind which it may go on."""
    stop = parts.stop[first + 2]
    ends_in_cue = parts.kind[first + 2] == CUE
    follows = reader.comma(stop - 1) & (reader.words(stop) & _FINITE > 0)
    may_be: Flags = (parts.kind[first] == CONTENT) & (~ends_in_cue | follows)
    return may_be


def _said_the_mayor(reader: _Reader, said: Run, cue: Run, rest: Run) -> Frame | None:
    """Read "The bridge", "said", "the mayor, will reopen", which were source, cue and content."""
    begin, end = rest[0], reader.end(cue[0])
    stop = reader.until_comma(begin, end)
    source = (begin, stop)
    aside = reader.comma(slice(max(said[0] - 1, reader.begin(cue[0])), said[1] - 1)).any()
    alone = stop - begin == 1 or not reader.word(begin) & _PRONOUN
    may_be = alone and not reader.word(begin) & _NO_SOURCE and not reader.says(_FINITE, source)
    inserted = cue[1] - cue[0] == 1 and reader.says(_INSERTED, cue)
    if aside or not may_be or not inserted or not 0 < stop - begin <= _LONGEST_SOURCE:
        return None
    if reader.quoted[slice(*source)].any():
        return None
    return _with_source_behind(reader, said, cue, source)


def _with_source_behind(reader: _Reader, said: Run, cue: Run, source: Run) -> Frame | None:
    """Return the frame if *source* can be one and its sentence ends or goes on behind it."""
    (begin, stop), end = source, reader.end(cue[0])
    frame: Frame = [(CONTENT, said), (CUE, cue)]
    if stop == end:
        short = reader.word(begin) & _DETERMINER and stop - begin <= _LONGEST_UNNAMED
        return [*frame, (SOURCE, source)] if reader.is_named(source) or short else None
    if reader.goes_on(stop, end, _GOES_ON):
        return [*frame, (SOURCE, source), (CONTENT, (stop, end))]
    return [*frame, (SOURCE, (begin, end) if reader.word(stop) & _DESCRIBES else source)]


def _said_behind(reader: _Reader, cue: Run, rest: Run, before: int) -> Frame | None:
    """Read "Several people were hurt,", "said", "Ann Lee", of which the last was the content."""
    said, source = (reader.begin(cue[0]), cue[0]), (rest[0], reader.until_comma(*rest))
    own = before <= said[0] or reader.begin(before - 1) == said[0]
    can_be = not reader.says(_FINITE, source) and not reader.word(rest[0]) & (_NO_SOURCE | _PRONOUN)
    if not own or not can_be or source[1] - source[0] > _LONGEST_SOURCE:
        return None
    if reader.quoted[said[0] : source[1]].any() or not reader.says(_FINITE, said):
        return None
    return _with_source_behind(reader, said, cue, source)


def _staff_said(reader: _Reader, said: Run, cue: Run, before: int) -> Frame | None:
    """Read "The port is shut,", "hospital staff", "said", of which the first two were content."""
    commas = np.flatnonzero(reader.comma(slice(said[0], said[1] - 1)))
    if not len(commas):
        return None
    stop = said[0] + int(commas[-1]) + 1
    source = (stop, said[1])
    barred = reader.word(stop) & _NO_SOURCE or reader.says(_FINITE, source)
    if barred or said[1] - stop > _LONGEST_UNNAMED or reader.quoted[slice(*said)].any():
        return None
    return [(CONTENT, (said[0], stop)), (SOURCE, source), (CUE, cue)]


def _official_told(reader: _Reader, source: Run, cue: Run) -> Frame | None:
    """Read "Two ships were held,", "an official", "told", of which the first two were source."""
    commas = np.flatnonzero(reader.comma(slice(source[0], source[1] - 1)))
    if not len(commas):
        return None
    stop = source[0] + int(commas[-1]) + 1
    said, own = (source[0], stop), (stop, source[1])
    barred = reader.word(stop) & (_NO_SOURCE | _GOES_ON) or reader.says(_FINITE, own)
    if barred or not reader.says(_FINITE, said) or reader.says(_DESCRIBES, source):
        return None
    return [(CONTENT, said), (SOURCE, own), (CUE, cue)]


def _according_to_first(reader: _Reader, cue: Run, last: int) -> Frame | None:
    """Read "According to", "Ann Lee, the bridge ..." whose source stops at the comma."""
    end = reader.end(cue[0])
    stop = reader.until_comma(cue[1], end)
    if stop == end or reader.quoted[cue[1] : stop].any():
        return None
    return [(CUE, cue), (SOURCE, (cue[1], stop)), (CONTENT, (stop, max(last, end)))]


def _doctors_said(reader: _Reader, said: Run, source: Run, cue: Run) -> Frame | None:
    """Read on in "The patient", "doctors", "said" where ", was stable" follows."""
    end = reader.end(cue[0])
    begins = reader.comma(slice(cue[1] - 1, cue[1])).all() and reader.goes_on(cue[1], end)
    if not begins or reader.says(_FINITE, said):
        return None
    return [(CONTENT, said), (SOURCE, source), (CUE, cue), (CONTENT, (cue[1], end))]


def _according_to(reader: _Reader, said: Run, cue: Run, source: Run) -> Frame | None:
    """Read "The price", "according to", "Ann Lee, will rise", of which all was the source.

    Behind "said Ann Lee" a clause may follow on a whole one: ", and wages will not".
    """
    end = reader.end(cue[0])
    stop = reader.until_comma(source[0], end)
    inserted = reader.says(_INSERTED, cue)
    goes_on = reader.goes_on(stop, end, _GOES_ON if inserted else _FINITE)
    if not goes_on or (reader.says(_FINITE, said) and not inserted):
        return None
    return [(CONTENT, said), (CUE, cue), (SOURCE, (source[0], stop)), (CONTENT, (stop, end))]


_RULES = {
    (SOURCE, CUE, CONTENT): _said_the_mayor,
    (CONTENT, SOURCE, CUE): _doctors_said,
    (CONTENT, CUE, SOURCE): _according_to,
}


def _with(parts: Parts, mended: dict[int, Frame]) -> Parts:
    """Return *parts* with the attributions in *mended* as they stand there."""
    left = parts.where(~np.isin(parts.owner, list(mended)))
    new = np.array(
        [(owner, kind, *run) for owner, frame in mended.items() for kind, run in frame], np.int64
    )
    owner, kind, first, stop = new.T
    together = left.join(Parts(first, stop, kind.astype(np.int8), owner))
    return together.take(np.lexsort((together.first, together.owner)))
