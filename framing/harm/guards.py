"""Neighbors that take a word out of its sense of harm: "shot glass", "heart attack"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from framing.harm import word_classes as wc
from framing.harm.clauses import Clauses
from framing.harm.gap_marks import BARE
from framing.harm.spans import Flags, Indices
from framing.harm.words import harm_words

_PASSES_ARTICLES = 1
_PASS_NO_ARTICLES = frozenset(("hurt",))


class _Guards(NamedTuple):
    """Each list of guards as a bit: of the words it guards, of the words it lists.

    ``follow`` holds the bits of lists whose words follow the guarded one.
    """

    guarded: dict[str, int]
    listed: dict[str, int]
    follow: int


def are_guarded(clauses: Clauses, at: Indices) -> Flags:
    """Tell which words *at* have a neighbor that takes them out of their sense of harm.

    An article may stand between: "execute the plan".
    """
    here, column = clauses.here, clauses.here.tokens.vocabulary.column
    own = column("harm_guarded", _guarded, np.int64).of(here.type_id.take(at))
    guarded, rows = np.zeros(len(at), np.bool_), np.flatnonzero(own)
    at, own = at[rows], own[rows]
    guards = column("harm_guards", _listed, np.int64)
    before, after, second = (
        guards.of(here.type_id.take(at + k, mode="wrap")) * here.same(at + k, at)
        for k in (-1, 1, 2)
    )
    passes = (own & _PASSES_ARTICLES > 0) & (clauses.roles.near(at + 1, at) & wc.ARTICLE > 0)
    follow = _guards().follow * (here.gap(at) & BARE > 0)
    guarded[rows] = own & (before & ~_guards().follow | (after | second * passes) & follow) > 0
    return guarded


def _guarded(types: Sequence[str]) -> list[int]:
    guarded = _guards().guarded
    return [guarded.get(word, 0) for word in types]


def _listed(types: Sequence[str]) -> list[int]:
    listed = _guards().listed
    return [listed.get(word, 0) for word in types]


@cache
def _guards() -> _Guards:
    known, bits = harm_words(), dict[tuple[bool, frozenset[str]], int]()
    guarded: dict[str, int] = {}
    listed: dict[str, int] = {}
    for follows, table in ((True, known.not_before), (False, known.not_after)):
        for word, guards in table.items():
            bit = bits.setdefault((follows, guards), 2 << len(bits))
            passes = _PASSES_ARTICLES * (word not in _PASS_NO_ARTICLES)
            guarded[word] = guarded.get(word, passes) | bit
            for guard in guards:
                listed[guard] = listed.get(guard, 0) | bit
    return _Guards(guarded, listed, sum(bit for (follows, _), bit in bits.items() if follows))
