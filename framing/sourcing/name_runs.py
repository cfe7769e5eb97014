"""Runs of capitalized words, of which names are made, and those that may tell of a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from framing.sourcing.source_heads import SourceHeads, are_pronouns
from framing.sourcing.word_classes import word_classes
from framing.text.gaps import classes_of_gaps
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Types = npt.NDArray[np.int32]

PARAGRAPHS_BACK = 3  # for whom a pronoun means
_CELLS = 1 << 18  # of words in articles
_APART = 10007  # how far the next article moves a word


@dataclass(frozen=True, slots=True, eq=False)
class CapitalRuns:
    """Runs of capitalized words, columns of shape (n_runs,): tokens ``begin`` up to ``stop``.

    ``near`` tells those of ``article`` that a pronoun may mean.
    """

    article: Indices
    begin: Indices
    stop: Indices
    near: Flags

    def take(self, rows: Indices) -> CapitalRuns:
        """Return the runs numbered *rows*."""
        return CapitalRuns(self.article[rows], self.begin[rows], self.stop[rows], self.near[rows])


def name_runs(tokens: Tokens, heads: SourceHeads) -> CapitalRuns:
    """Return the runs of capitalized words that may tell of a source.

    All runs of an article that end with the same word are returned, or none of them: those whose
    last word the sources name, those near a pronoun that end as a longer one does, which may name
    a person, all of these where an office is to be resolved ("the mayor"), and companies.

    >>> from framing.attributions import find_attributions
    >>> from framing.sourcing.source_heads import source_heads
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["Lee said the bridge in Dale was safe. Mayor Ann Lee left."])
    >>> runs = name_runs(tokens, source_heads(tokens, find_attributions(tokens)))
    >>> runs.begin.tolist(), runs.stop.tolist()
    ([0, 8], [1, 11])
    """
    begin, stop = capital_runs(tokens, heads.capitalized)
    n_runs = np.diff(np.searchsorted(begin, tokens.first))
    article = np.repeat(np.arange(len(n_runs)), n_runs)
    last = tokens.type_id[stop - 1]
    cell, classes = _cells(tokens, article, last), word_classes(tokens.vocabulary, last)
    longer = np.flatnonzero((stop - begin > 1) & ~classes.are("organization", "bare media"))
    asked = np.zeros((2, _CELLS), np.bool_)
    named, ends_longer = asked
    named[_cells_of_sources(tokens, heads)] = True
    ends_longer[cell[longer]] = True
    near = _near_pronouns(tokens, heads, begin)
    near &= ends_longer[cell]
    named[cell.compress(near)] = True
    holds_office = np.zeros(len(tokens.texts), np.bool_)
    holds_office[heads.article[_are_offices(tokens, heads)]] = True
    named[cell[longer.compress(holds_office[article[longer]])]] = True
    tells = named[cell] | classes.are("bare company")
    return CapitalRuns(article, begin, stop, near).take(np.flatnonzero(tells))


def capital_runs(tokens: Tokens, capitalized: Flags) -> tuple[Indices, Indices]:
    """Return where runs of capitalized words begin and stop; a blank or an initial's period joins.

    A possessive ends a run ("Reuters' Ann Lee"); a function word alone is none.
    """
    word = np.flatnonzero(capitalized)
    followed = np.flatnonzero(np.diff(word) == 1)
    at = word[followed]
    joins = classes_of_gaps(tokens, at, _joins_names) > 0
    joins &= tokens.sentence[at + 1] == tokens.sentence[at]
    joins &= ~word_classes(tokens.vocabulary, tokens.type_id[at]).are("possessive")
    goes_on = np.zeros(len(word) + 1, np.bool_)
    goes_on[followed.compress(joins) + 1] = True
    begin, stop = word.compress(~goes_on[:-1]), word.compress(~goes_on[1:]) + 1
    some = stop - begin > 1
    some |= ~word_classes(tokens.vocabulary, tokens.type_id[begin]).are("function")
    return begin.compress(some), stop.compress(some)


def _joins_names(gap: str) -> bool:
    return gap == " " or (len(gap) == 2 and gap.startswith("."))


def _cells(tokens: Tokens, article: Indices, word: Types) -> Indices:
    """Return the cell of each *word* in its *article*; a plural and a possessive share its cell.

    Others may too, which lets a name more be read, but changes nothing of what is read of others.
    """
    stems = tokens.vocabulary.column("stem", _stems, np.int64).of(word)
    return (stems + article * _APART) & (_CELLS - 1)


def _stems(types: Sequence[str]) -> list[int]:
    return [crc32(word.rstrip("s'").encode()) % _CELLS for word in types]


def _cells_of_sources(tokens: Tokens, heads: SourceHeads) -> Indices:
    """Return the cells of the words of which *heads* may need to know whose name they are.

    These are the last words of heads, of names in apposition, before "who", and owners: "Lee's".
    """
    parts, behind = heads.tokens, heads.apposition
    owned = np.flatnonzero(heads.words.are("possessive"))
    apposition = np.flatnonzero(behind - heads.stop > 1)
    who = np.flatnonzero(heads.begin_with(tokens, "who"))
    source = np.concatenate((np.arange(len(heads)), parts.owner[owned], apposition, who))
    before_who = np.maximum(parts.first[who] - 1, 0)
    at = (heads.stop - 1, parts.token[owned], behind[apposition] - 1, before_who)
    return _cells(tokens, heads.article[source], tokens.type_id[np.concatenate(at)])


def _near_pronouns(tokens: Tokens, heads: SourceHeads, begin: Indices) -> Flags:
    """Tell which runs, each from *begin*, stand near enough to a pronoun of a gender."""
    gender = heads.tokens.any(heads.in_head & heads.words.are("says woman", "says man"))
    window = reach(tokens, heads, np.flatnonzero(gender & are_pronouns(tokens, heads)))
    enter, leave = (np.searchsorted(begin, at) for at in window)
    size = len(begin) + 1
    change = np.bincount(enter, minlength=size) - np.bincount(leave, minlength=size)
    return np.cumsum(change[:-1]) > 0


def reach(tokens: Tokens, heads: SourceHeads, pronouns: Indices) -> tuple[Indices, Indices]:
    """Return the tokens from which on, and those before which, *pronouns* may mean a name."""
    at = heads.tokens.first[pronouns]
    paragraph = np.maximum(tokens.paragraph[at] - PARAGRAPHS_BACK, 0)
    begin = np.maximum(tokens.paragraph_first[paragraph], tokens.first[heads.article[pronouns]])
    return begin, at


def _are_offices(tokens: Tokens, heads: SourceHeads) -> Flags:
    """Tell which heads may be one official who was introduced before."""
    offices: Flags = heads.begin_with(tokens, "the") & heads.last.are("official_unnamed")
    return offices
