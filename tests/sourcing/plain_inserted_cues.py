"""The plain rules for inserted cues, one attribution at a time: what the fast ones must equal."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.sourcing.inserted_cues import _LONGEST_SOURCE, _LONGEST_UNNAMED
from framing.sourcing.inserted_words import (
    _CLASSES,
    ACCORDING,
    DESCRIBES,
    DETERMINER,
    FINITE,
    GOES_ON,
    INSERTED,
    LINK,
    NO_SOURCE,
    PRONOUN,
)
from framing.sourcing.roles import CONTENT, CUE, SOURCE, Parts
from framing.tokens import LOWERCASE, Tokens

Flags = npt.NDArray[np.bool_]
Run = tuple[int, int]
Frame = list[tuple[int, Run]]


class _Reader:
    """What the rules look at: commas behind words, classes of words, where sentences end."""

    def __init__(self, tokens: Tokens, quoted: Flags, spoken: Flags) -> None:
        self._tokens, self._words = tokens, tokens.words()
        self._sentence: list[int] = tokens.sentence.tolist()
        self._quoted: list[bool] = quoted.tolist()
        self._spoken: list[bool] = spoken.tolist()

    def word(self, at: int, *kinds: int) -> bool:
        """Tell whether token *at* is a word of one of *kinds*; what is beyond the last is that."""
        at = min(at, len(self._words) - 1)
        return any(self._words[at] in _CLASSES[kind].split() for kind in kinds)

    def speaks(self, at: int) -> bool:
        """Tell whether token *at* names an act of speaking."""
        return self._spoken[at]

    def quotes(self, run: Run) -> bool:
        """Tell whether a token of *run* stands within quotation marks."""
        return any(self._quoted[slice(*run)])

    def comma(self, at: int) -> bool:
        """Tell whether a comma follows token *at*."""
        return self._tokens.joined[int(self._tokens.end[at]) :].startswith(",")

    def commas(self, run: Run) -> list[int]:
        """Return the tokens of *run* that a comma follows."""
        return [at for at in range(*run) if self.comma(at)]

    def begin(self, at: int) -> int:
        """Return the first token of the sentence of token *at*."""
        return self._sentence.index(self._sentence[at])

    def end(self, at: int) -> int:
        """Return one past the last token of the sentence of token *at*."""
        return self.begin(at) + self._sentence.count(self._sentence[at])

    def says(self, kind: int, run: Run) -> bool:
        """Tell whether *run* holds a word of *kind*."""
        return any(self.word(at, kind) for at in range(*run))

    def has_verb(self, run: Run) -> bool:
        """Tell whether *run* holds a finite verb; capitals make "May" and "Will" names."""
        lower = [at for at in range(*run) if self._tokens.shape[at] == LOWERCASE]
        return any(self.word(at, FINITE) for at in lower)

    def is_named(self, run: Run) -> bool:
        """Tell whether *run* is a name: "Ann Lee", "Lee of the Dock Board"."""
        lower = [at for at in range(*run) if self._tokens.shape[at] == LOWERCASE]
        return run[0] not in lower and all(self.word(at, LINK) for at in lower)

    def goes_on(self, at: int, end: int, kind: int = FINITE) -> bool:
        """Tell whether the report goes on at token *at*: with a word of *kind*, outside marks."""
        return at < end and self.word(at, kind) and not self._quoted[at]

    def until_comma(self, first: int, end: int) -> int:
        """Return one past the first token from *first* on that a comma follows, or *end*."""
        return next((at + 1 for at in self.commas((first, end))), end)


def plain_mend_inserted_cues(parts: Parts, tokens: Tokens, quoted: Flags, spoken: Flags) -> Parts:
    """Return *parts* with source and content of inserted cues put right.

    *quoted* and *spoken* tell tokens within quotation marks and those that name an act of
    speaking; nothing within marks is changed. No attribution fits two of the rules.
    """
    reader = _Reader(tokens, quoted, spoken)
    columns = (parts.owner, parts.kind, parts.first, parts.stop)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    mended: list[tuple[int, int, int, int]] = []
    for owner in dict.fromkeys(parts.owner.tolist()):
        own = [row for row in rows if row[0] == owner]
        place = rows.index(own[0]) + len(own) - 2
        frame: Frame = [(kind, (first, stop)) for _, kind, first, stop in own]
        readings = (
            _read_three(reader, frame),
            _read_without_source(reader, frame, before=rows[place - 1][3] if place > 0 else 0),
            _read_opening_according_to(reader, frame),
            _read_long_source(reader, frame),
        )
        found = [reading for reading in readings if reading]
        assert len(found) < 2
        mended += [(owner, kind, *run) for kind, run in (found[0] if found else frame)]
    mended.sort(key=lambda row: (row[0], row[2]))
    owners, kinds, firsts, stops = np.array(mended, np.int64).reshape(-1, 4).T
    return Parts(firsts, stops, kinds.astype(np.int8), owners)


def _read_three(reader: _Reader, frame: Frame) -> Frame | None:
    """Read three neighboring parts, a comma behind the first."""
    kinds, runs = tuple(kind for kind, _ in frame), [run for _, run in frame]
    if kinds not in _RULES or runs[0][1] != runs[1][0] or runs[1][1] != runs[2][0]:
        return None
    opening, cue = runs[0], runs[kinds.index(CUE)]
    if not reader.comma(opening[1] - 1) or not reader.speaks(cue[0]):
        return None
    if reader.quotes((cue[0], cue[0] + 1)) or reader.quotes((opening[0], opening[0] + 1)):
        return None
    return _RULES[kinds](reader, *runs)


def _read_without_source(reader: _Reader, frame: Frame, *, before: int) -> Frame | None:
    """Read two last parts, cue and content in either order, next to no source.

    The cue is a word that may stand in an inserted clause; *before* is where the part before the
    two stops. A cue behind its content makes the attribution with it alone.
    """
    kinds = tuple(kind for kind, _ in frame[-2:])
    if kinds not in ((CUE, CONTENT), (CONTENT, CUE)):
        return None
    one, other = (run for _, run in frame[-2:])
    cue = one if kinds[0] == CUE else other
    inserted = cue[1] - cue[0] == 1 and reader.word(cue[0], INSERTED) and not reader.quotes(cue)
    if one[1] != other[0] or not inserted:
        return None
    if cue == other:
        return _staff_said(reader, one, cue) if len(frame) == 2 else None
    follows = len(frame) == 2 or before < cue[0]
    if not follows or not cue[0] or not reader.comma(cue[0] - 1):
        return None
    return _said_behind(reader, cue, other, before)


def _read_opening_according_to(reader: _Reader, frame: Frame) -> Frame | None:
    """Read a cue that opens a sentence with "according".

    It looks back to a content, or no comma stands behind its source.
    """
    looks_back = frame[0][0] == CONTENT
    if len(frame) < 2 or frame[looks_back][0] != CUE:
        return None
    cue, (behind, source) = frame[looks_back][1], frame[1]
    if not reader.word(cue[0], ACCORDING) or reader.begin(cue[0]) != cue[0]:
        return None
    if not looks_back and behind == SOURCE and reader.comma(source[1] - 1):
        return None
    return _according_to_first(reader, cue, frame[-1][1][1])


def _read_long_source(reader: _Reader, frame: Frame) -> Frame | None:
    """Read a source of several words that opens a sentence, a spoken cue next to it."""
    if [kind for kind, _ in frame[:2]] != [SOURCE, CUE]:
        return None
    (first, stop), cue = frame[0][1], frame[1][1]
    if stop != cue[0] or stop - first <= _LONGEST_UNNAMED or reader.begin(first) != first:
        return None
    if not reader.speaks(cue[0]) or reader.quotes((first, first + 1)):
        return None
    told = _official_told(reader, (first, stop), cue)
    return [*told, *frame[2:]] if told else None


def _said_the_mayor(reader: _Reader, said: Run, cue: Run, rest: Run) -> Frame | None:
    """Read "The bridge", "said", "the mayor, will reopen", which were source, cue and content."""
    begin, end = rest[0], reader.end(cue[0])
    source = (begin, reader.until_comma(begin, end))
    size = source[1] - begin
    aside = reader.commas((max(said[0] - 1, reader.begin(cue[0])), said[1] - 1))
    inserted = cue[1] - cue[0] == 1 and reader.word(cue[0], INSERTED)
    if aside or not inserted or not 0 < size <= _LONGEST_SOURCE:
        return None
    if reader.word(begin, NO_SOURCE) or (size > 1 and reader.word(begin, PRONOUN)):
        return None
    if reader.has_verb(source) or reader.quotes(source):
        return None
    return _with_source_behind(reader, said, cue, source)


def _with_source_behind(reader: _Reader, said: Run, cue: Run, source: Run) -> Frame | None:
    """Return the frame if *source* can be one and its sentence ends or goes on behind it."""
    (begin, stop), end = source, reader.end(cue[0])
    frame: Frame = [(CONTENT, said), (CUE, cue)]
    if stop == end:
        short = reader.word(begin, DETERMINER) and stop - begin <= _LONGEST_UNNAMED
        return [*frame, (SOURCE, source)] if reader.is_named(source) or short else None
    if reader.goes_on(stop, end, GOES_ON):
        return [*frame, (SOURCE, source), (CONTENT, (stop, end))]
    return [*frame, (SOURCE, (begin, end) if reader.word(stop, DESCRIBES) else source)]


def _said_behind(reader: _Reader, cue: Run, rest: Run, before: int) -> Frame | None:
    """Read "Several people were hurt,", "said", "Ann Lee", of which the last was the content."""
    said, source = (reader.begin(cue[0]), cue[0]), (rest[0], reader.until_comma(*rest))
    own = before <= said[0] or reader.begin(before - 1) == said[0]
    can_be = not reader.has_verb(source) and not reader.word(rest[0], NO_SOURCE, PRONOUN)
    if not own or not can_be or source[1] - source[0] > _LONGEST_SOURCE:
        return None
    if reader.quotes((said[0], source[1])) or not reader.has_verb(said):
        return None
    return _with_source_behind(reader, said, cue, source)


def _staff_said(reader: _Reader, said: Run, cue: Run) -> Frame | None:
    """Read "The port is shut,", "hospital staff", "said", of which the first two were content."""
    commas = reader.commas((said[0], said[1] - 1))
    if not commas:
        return None
    stop = commas[-1] + 1
    source = (stop, said[1])
    barred = reader.word(stop, NO_SOURCE) or reader.has_verb(source)
    if barred or said[1] - stop > _LONGEST_UNNAMED or reader.quotes(said):
        return None
    return [(CONTENT, (said[0], stop)), (SOURCE, source), (CUE, cue)]


def _official_told(reader: _Reader, source: Run, cue: Run) -> Frame | None:
    """Read "Two ships were held,", "an official", "told", of which the first two were source."""
    commas = reader.commas((source[0], source[1] - 1))
    if not commas:
        return None
    stop = commas[-1] + 1
    said, own = (source[0], stop), (stop, source[1])
    barred = reader.word(stop, NO_SOURCE, GOES_ON) or reader.has_verb(own)
    if barred or not reader.has_verb(said) or reader.says(DESCRIBES, source):
        return None
    return [(CONTENT, said), (SOURCE, own), (CUE, cue)]


def _according_to_first(reader: _Reader, cue: Run, last: int) -> Frame | None:
    """Read "According to", "Ann Lee, the bridge ..." whose source stops at the comma."""
    end = reader.end(cue[0])
    stop = reader.until_comma(cue[1], end)
    if stop == end or reader.quotes((cue[1], stop)):
        return None
    return [(CUE, cue), (SOURCE, (cue[1], stop)), (CONTENT, (stop, max(last, end)))]


def _according_to(reader: _Reader, said: Run, cue: Run, source: Run) -> Frame | None:
    """Read "The price", "according to", "Ann Lee, will rise", of which all was the source.

    Behind "said Ann Lee" a clause may follow on a whole one: ", and wages will not".
    """
    end = reader.end(cue[0])
    stop = reader.until_comma(source[0], end)
    inserted = reader.says(INSERTED, cue)
    goes_on = reader.goes_on(stop, end, GOES_ON if inserted else FINITE)
    if not goes_on or (reader.has_verb(said) and not inserted):
        return None
    return [(CONTENT, said), (CUE, cue), (SOURCE, (source[0], stop)), (CONTENT, (stop, end))]


_RULES = {
    (SOURCE, CUE, CONTENT): _said_the_mayor,
    (CONTENT, CUE, SOURCE): _according_to,
}
