"""Who may be meant by "he", "she" and "who", and what sources have from those before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.sourcing.name_runs import PARAGRAPHS_BACK, reach
from framing.sourcing.names import Names
from framing.sourcing.persons import NOBODY
from framing.sourcing.source_heads import SourceHeads
from framing.sourcing.source_types import (
    ANONYMOUS,
    DOCUMENT,
    EYEWITNESS,
    GROUP,
    NAMED_ORGANIZATION,
    OFFICIAL_UNNAMED,
    PRONOUN,
    SOURCE_TYPES,
    among,
)
from framing.text.characters import is_one_of
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.integer[Any]]

_SOURCES_BACK = 8
_NO_SOURCE = -1
_DOUBLE_MARKS, _HALF_MARKS = '"“”„«»', "'`"
_THEY = among(OFFICIAL_UNNAMED, GROUP, ANONYMOUS, EYEWITNESS)
_IT = among(NAMED_ORGANIZATION, GROUP, DOCUMENT)
_BODIES = among(NAMED_ORGANIZATION, GROUP)
_ONE = among(ANONYMOUS, OFFICIAL_UNNAMED)
_BODY_AGAIN = ("group", "movement", "organization", "organisation", "faction")


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Who may be meant by each of some pronouns, those of the nearest sentence first.

    Those of pronoun *k* are rows ``first[k]`` to ``first[k + 1]`` of the others. Within a
    ``sentence`` speakers come before persons it names, each in the order of the text. ``source``
    is the source that speaks, or -1; then ``name`` is the number of the name that stands there.
    These are views of memory, since of seven rows but one is ever read.
    """

    first: memoryview
    sentence: memoryview
    source: memoryview
    name: memoryview


def candidates(
    tokens: Tokens, heads: SourceHeads, names: Names, pronouns: Indices, may_speak: Flags
) -> Candidates:
    """Return who may be meant by the sources *pronouns*, at most `PARAGRAPHS_BACK` back.

    Speakers are those of the last `_SOURCES_BACK` sources that *may_speak* for one person. Of
    names only those before the pronoun count that stand within quotation marks as it does.
    """
    k, source = _speakers_near(tokens, heads, pronouns, may_speak)
    owner, place, name = _names_near(tokens, heads, names, pronouns)
    sentence = tokens.sentence[np.concatenate((heads.tokens.first[source], place))]
    owner = np.concatenate((k, owner))
    source = np.append(source, np.full(len(place), _NO_SOURCE))
    order = np.argsort((owner << 32) - sentence, kind="stable")  # as they are within a sentence
    return Candidates(
        first=np.append(0, np.bincount(owner, minlength=len(pronouns)).cumsum()).data,
        sentence=sentence[order].data,
        source=source[order].data,
        name=np.append(np.full(len(k), NOBODY), name)[order].data,
    )


def _speakers_near(
    tokens: Tokens, heads: SourceHeads, pronouns: Indices, may_speak: Flags
) -> tuple[Indices, Indices]:
    """Return the pronoun, counted from 0, and the source of each speaker near enough."""
    before, near = _sources_before(heads, pronouns)
    paragraph = tokens.paragraph[heads.tokens.first]
    near &= may_speak[before]
    near &= paragraph[before] >= paragraph[pronouns, None] - PARAGRAPHS_BACK
    k, back = np.nonzero(near[:, ::-1])
    return k, before[:, ::-1][k, back]


def _sources_before(heads: SourceHeads, rows: Indices) -> tuple[Indices, Flags]:
    """Return the sources before each of *rows*, the nearest first, and which are of its article."""
    before = rows[:, None] - 1 - np.arange(_SOURCES_BACK)
    exists, before = before >= 0, np.maximum(before, 0)
    return before, exists & (heads.article[before] == heads.article[rows, None])


def _names_near(
    tokens: Tokens, heads: SourceHeads, names: Names, pronouns: Indices
) -> tuple[Indices, Indices, Indices]:
    """Return pronoun, counted from 0, first token and number of each name near enough."""
    runs, rows = names.runs, np.flatnonzero(names.runs.near)
    place, number = runs.first[rows], names.called_in_runs(rows)
    known = np.flatnonzero(number != NOBODY)
    place, number = place[known], number[known]
    begin, at = reach(tokens, heads, pronouns)
    near = token_ranges(*np.searchsorted(place, (begin, at)))
    marks = double_marks(tokens)
    quoted, is_quoted = (in_quotes(marks, tokens.start[of]) for of in (at, place))
    kept = np.flatnonzero(is_quoted[near.token] == quoted[near.owner])
    owner, name = near.owner[kept], near.token[kept]
    return owner, place[name], number[name]


def relative_antecedents(heads: SourceHeads, names: Names, rows: Indices) -> Indices:
    """Return the person whose name ends where each source of *rows*, a "who", begins."""
    runs, at, article = names.runs, heads.tokens.first[rows], heads.article[rows]
    found = np.full(len(rows), NOBODY)
    run = np.searchsorted(runs.first, at) - 1
    ends = np.flatnonzero(run >= 0)
    ends = ends[(runs.stop[run[ends]] == at[ends]) & (runs.article[run[ends]] == article[ends])]
    found[ends] = names.called_in_runs(run[ends])
    return found


def in_quotes(marks: Indices, start: Indices) -> Flags:
    """Tell of each offset whether an odd number of *marks* stands before it.

    >>> in_quotes(np.array([0, 3]), np.array([1, 5])).tolist()
    [True, False]
    """
    odd: Flags = np.searchsorted(marks, start) % 2 == 1
    return odd


def double_marks(tokens: Tokens) -> Indices:
    """Return the offsets of the double quotation marks of the batch, in order.

    >>> from framing.tokens import tokenize
    >>> double_marks(tokenize(["“A,” he said. ''B.''"])).tolist()
    [0, 3, 14, 18]
    """
    at = tokens.quotation_marks
    mark = tokens.units[at]
    half = is_one_of(mark, _HALF_MARKS)
    kept = np.flatnonzero(half | is_one_of(mark, _DOUBLE_MARKS))
    at, mark, half = at[kept], mark[kept], half[kept]
    # Two neighbors make up a mark, counted from where a run of them begins.
    goes_on = np.zeros(len(at), np.bool_)
    goes_on[1:] = half[1:] & (mark[1:] == mark[:-1]) & (np.diff(at) == 1)
    row = np.arange(len(at))
    begin = np.maximum.accumulate(np.where(goes_on, 0, row))
    second = goes_on & ((row - begin) % 2 == 1)
    marks: Indices = at[~half | np.append(second[1:], False)]
    return marks


def sides_of_pronouns(
    heads: SourceHeads, pronouns: Indices, *, name: Indices, speaks: Flags, side: Codes
) -> Codes:
    """Return *side*, where *pronouns* have that of who *speaks* before by their *name*."""
    told = np.bincount(heads.article, side > 0)
    pronouns = pronouns[told[heads.article[pronouns]] > 0]
    before, near = _sources_before(heads, pronouns)
    near &= speaks[before] & (name[before] == name[pronouns, None])
    return _handed_on(side, pronouns, before, near)


def _handed_on(codes: Codes, rows: Indices, before: Indices, gives: Flags) -> Codes:
    """Return *codes*, where each of *rows* without one has that of the first *before* that *gives*.

    Rows are read in order, so that what one was given is given on.
    """
    takes = gives.any(axis=1) & (codes[rows] == 0)
    giver = before[takes, gives[takes].argmax(axis=1)]
    handed_on = codes.copy()
    read = handed_on.data
    for row, of in zip(rows[takes].tolist(), giver.tolist(), strict=True):
        read[row] = read[of]
    return handed_on


def hand_on(
    tokens: Tokens, heads: SourceHeads, *columns: Codes, kind: Indices, name: Indices
) -> list[Codes]:
    """Return *columns* of sources, where 0 gives way to what an earlier source has.

    That is the first one of the same *name*. "They", "it", "the group" and "the source" have what
    the last source of a fitting type has, in this paragraph or the one before.
    """
    named = np.flatnonzero(name != NOBODY)
    earliest = np.zeros(int(name.max(initial=0)) + 1, np.int64)
    earliest[name[named[::-1]]] = named[::-1]
    giver = np.arange(len(heads))
    giver[named] = earliest[name[named]]
    rows, meant = _kinds_meant(tokens, heads, kind)
    before, near = _sources_before(heads, rows)
    paragraph = tokens.paragraph[heads.tokens.first]
    near &= paragraph[rows, None] - paragraph[before] <= 1
    near = np.logical_and.accumulate(near, axis=1)
    fits = np.take_along_axis(meant, kind[before], axis=1)
    is_it = heads.begin_with(tokens, "it")[rows] & (kind[rows] == PRONOUN)
    fits |= is_it[:, None] & heads.last.are("body of officials")[before]
    near &= fits
    by_name = (np.where(codes > 0, codes, codes[giver]) for codes in columns)
    return [_handed_on(codes, rows, before, near) for codes in by_name]


def _kinds_meant(tokens: Tokens, heads: SourceHeads, kind: Indices) -> tuple[Indices, Flags]:
    """Return which sources may stand for one before, and of which types; (n_rows, n_types)."""
    pronoun, the = kind == PRONOUN, heads.begin_with(tokens, "the")
    they, it = (pronoun & heads.begin_with(tokens, word) for word in ("they", "it"))
    body = the & (kind == GROUP) & (heads.stop - heads.tokens.first == 2)
    again, last = tokens.vocabulary.ids_of(_BODY_AGAIN), tokens.type_id[heads.stop[body] - 1]
    body[body] = np.isin(last, again)
    same = the & _ONE[kind]
    rows = np.flatnonzero(they | it | body | same)
    meant = np.zeros((len(rows), len(SOURCE_TYPES)), np.bool_)
    for stands, kinds in ((they, _THEY), (it, _IT), (body, _BODIES)):
        meant[stands[rows]] = kinds
    of_one = np.flatnonzero(same[rows])
    meant[of_one, kind[rows[of_one]]] = True
    return rows, meant
