"""Deciding the guards of many matches at once, from the types of the words beside them.

Most guards list single words, and whether such a word stands beside a match is a look into a
table of guards by types. Where a guard of several words may stand (its first or last two words
do), and where capitals matter, the match is looked at by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.lexicon import Entry
from framing.terms.grammar import read_term
from framing.terms.guards import FARTHEST, NEAR, Guard, compile_guard
from framing.terms.word_patterns import PatternIndex
from framing.text.vocabulary import Vocabulary, normalize_word
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]

_NOT_BEFORE, _NOT_AFTER, _NEAR_BEFORE, _NEAR_AFTER, _NEEDS = range(5)
_N_PARTS = 5
_CAPITALS = 1 << _N_PARTS
_FIRST, _LAST, _ANY = range(3)
# Which word of a guard of several words is looked for, and in which word of a hyphenated type.
_ANCHOR = (_FIRST, _LAST, _ANY, _ANY, _ANY)
# What a word may be to a guard: all of it; the word of several nearest to the match; the next one.
_WHOLE, _NEAREST, _SECOND = 1, 2, 4
_FAILS, _UNSURE = 1, 2

Roles = tuple[tuple[str, int], ...]


class GuardScreen:
    """The guards of *entries*, ready for matches in tokens of one vocabulary."""

    def __init__(self, entries: Sequence[Entry], vocabulary: Vocabulary) -> None:
        self._entries = entries
        self._guards: dict[int, Guard] = {}
        self._surfaces: dict[tuple[int, str], bool] = {}
        self._parts = np.zeros(len(entries), np.uint8)
        self._group = np.zeros((_N_PARTS, len(entries)), np.int64)
        groups: dict[Roles, int] = {(): 0}
        known: dict[tuple[tuple[str, ...], bool], int] = {}
        for i, entry in enumerate(entries):
            self._parts[i] = _CAPITALS * entry.case
            if not (entry.not_before or entry.not_after or entry.needs):
                continue
            for part, terms in enumerate(_parts(entry)):
                key = terms, _ANCHOR[part] == _LAST
                if terms and key not in known:
                    known[key] = groups.setdefault(_roles_of(*key), len(groups))
                if terms:
                    self._group[part, i] = known[key]
                    self._parts[i] |= 1 << part
        numbers: dict[str, int] = {}
        self._roles_of: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for roles, group in groups.items():
            for pattern, role in roles:
                number = numbers.setdefault(pattern, len(numbers))
                self._roles_of[number].append((group, role))
        self._patterns = PatternIndex(numbers)
        self._kinds: dict[tuple[int, ...], int] = {}
        self._table = np.zeros((len(groups), 64), np.uint8)
        name = f"guards-{id(self)}"
        self._kind_of = tuple(
            vocabulary.column(f"{name}-{place}", _Decider(self, place), np.int32)
            for place in (_FIRST, _LAST, _ANY)
        )
        self._is_hyphenated = vocabulary.column("hyphenated", _are_hyphenated, np.bool_)

    def passes(
        self, tokens: Tokens, first: Indices, length: Indices, entry: npt.NDArray[np.integer]
    ) -> Flags:
        """Tell for matches, columns of one length, whether their guards let them count."""
        parts = self._parts.take(entry)
        sides = (first + length, 1), (first - 1, -1)
        verdict = np.zeros(len(entry), np.uint8)
        for part, (beside, step) in zip((_NOT_BEFORE, _NOT_AFTER), sides, strict=True):
            rows = np.flatnonzero(parts & (1 << part) > 0)
            group = self._group[part].take(entry.take(rows))
            self._touching(verdict, tokens, rows, beside.take(rows), group, part, step)
        for part, (beside, step) in zip((_NEAR_BEFORE, _NEAR_AFTER), sides, strict=True):
            rows = np.flatnonzero(parts & (1 << part) > 0)
            group = self._group[part].take(entry.take(rows))
            self._nearby(verdict, tokens, rows, beside.take(rows), group, part, step)
        self._lacking(verdict, tokens, parts, first, length, entry)
        passed: Flags = verdict & _FAILS == 0
        rows = np.flatnonzero(passed & (parts & _CAPITALS > 0))
        passed[rows] = self._capitals_stand(tokens, first[rows], length[rows], entry[rows])
        rows = np.flatnonzero(passed & (verdict == _UNSURE))
        passed[rows] = self._look(tokens, first[rows], length[rows], entry[rows])
        return passed

    def _touching(
        self,
        verdict: Bits,
        tokens: Tokens,
        rows: Indices,
        at: Indices,
        group: Indices,
        part: int,
        step: int,
    ) -> None:
        """Judge the matches *rows*, beside which in the direction of *step* stand tokens *at*."""
        role, found = self._roles_at(tokens, at, at - step, group, part)
        rows, at, group = rows[found], at[found], group[found]
        verdict[rows] |= role & _WHOLE
        several = np.flatnonzero(role & _NEAREST > 0)
        rows, at, group = rows[several], at[several], group[several]
        next_role, found = self._roles_at(tokens, at + step, at, group, part)
        may = self._is_hyphenated.values().take(tokens.type_id.take(at))
        may[found[next_role & _SECOND > 0]] = True
        verdict[rows[may]] |= _UNSURE

    def _nearby(
        self,
        verdict: Bits,
        tokens: Tokens,
        rows: Indices,
        at: Indices,
        group: Indices,
        part: int,
        step: int,
    ) -> None:
        """Judge the matches *rows* by the few tokens from *at* on in the direction of *step*."""
        for distance in range(NEAR):
            role, found = self._roles_at(tokens, at + distance * step, at - step, group, part)
            verdict[rows[found]] |= role & (_WHOLE | _NEAREST)

    def _lacking(
        self,
        verdict: Bits,
        tokens: Tokens,
        parts: Bits,
        first: Indices,
        length: Indices,
        entry: npt.NDArray[np.integer],
    ) -> None:
        """Judge the matches whose sentence needs a word beside them."""
        rows = np.flatnonzero((parts & (1 << _NEEDS) > 0) & (verdict & _FAILS == 0))
        first, length = first.take(rows), length.take(rows)
        group = self._group[_NEEDS].take(entry.take(rows))
        low, high = _sentence_bounds(tokens, first)
        size = high - low
        match = np.repeat(np.arange(len(rows)), size)
        at = np.arange(len(match)) + np.repeat(low - (np.cumsum(size) - size), size)
        role = self._roles(tokens, at, group.take(match), _NEEDS)
        found = np.flatnonzero(role != 0)
        role, at, match = role.take(found), at.take(found), match.take(found)
        role[(at >= first.take(match)) & (at < (first + length).take(match))] = 0
        met = np.bincount(match[role & _WHOLE > 0], minlength=len(rows)) > 0
        maybe = np.bincount(match[role & _NEAREST > 0], minlength=len(rows)) > 0
        verdict[rows[~met]] |= np.where(maybe, _UNSURE, _FAILS).astype(np.uint8)[~met]

    def _roles_at(
        self, tokens: Tokens, at: Indices, beside: Indices, group: Indices, part: int
    ) -> tuple[Bits, Indices]:
        """Return what tokens *at* may be to the guards of *group* where they may be anything, and
        where that is; nothing if they lie outside the sentence of *beside*."""
        role = self._roles(tokens, at, group, part)
        found = np.flatnonzero(role != 0)
        at, beside = at.take(found), beside.take(found)
        same = tokens.sentence.take(at, mode="clip") == tokens.sentence.take(beside)
        found = found[same & (at >= 0) & (at < len(tokens))]
        return role.take(found), found

    def _roles(self, tokens: Tokens, at: Indices, group: Indices, part: int) -> Bits:
        """Return as bits what tokens *at* may be to the guards of *group*."""
        kind = self._kind_of[_ANCHOR[part]].values().take(tokens.type_id.take(at, mode="clip"))
        roles: Bits = self._table.take(group * self._table.shape[1] + kind)
        return roles

    def kind(self, words: Iterable[str]) -> int:
        """Return the number of the set of patterns that some of *words* fits: a table's column."""
        fitting: set[int] = set()
        for word in words:
            for form in {word, word.removesuffix("'s")}:
                fitting.update(self._patterns.numbers_of(form))
        if self._patterns.any_word >= 0:
            fitting.add(self._patterns.any_word)
        key = tuple(sorted(fitting))
        kind = self._kinds.setdefault(key, len(self._kinds))
        if kind == self._table.shape[1]:
            self._table = np.concatenate((self._table, np.zeros_like(self._table)), axis=1)
        for pattern in key:
            for group, role in self._roles_of[pattern]:
                self._table[group, kind] |= role
        return kind

    def _capitals_stand(
        self, tokens: Tokens, first: Indices, length: Indices, entry: npt.NDArray[np.integer]
    ) -> list[bool]:
        start, end = tokens.start[first], tokens.end[first + length - 1]
        stand = []
        for key in zip(
            entry.tolist(),
            [tokens.joined[s:e] for s, e in zip(start.tolist(), end.tolist(), strict=True)],
            strict=True,
        ):
            if key not in self._surfaces:
                self._surfaces[key] = self._guard(key[0]).has_capitals(key[1])
            stand.append(self._surfaces[key])
        return stand

    def _guard(self, entry: int) -> Guard:
        """Return the guard of entry number *entry*, made ready when it is first needed."""
        if entry not in self._guards:
            self._guards[entry] = compile_guard(self._entries[entry])
        return self._guards[entry]

    def _look(
        self, tokens: Tokens, first: Indices, length: Indices, entry: npt.NDArray[np.integer]
    ) -> list[bool]:
        """Look at matches one by one."""
        types, ids = tokens.vocabulary.types, tokens.type_id
        columns = (*_sentence_bounds(tokens, first), first, first + length, entry)
        passed = []
        for low, high, begin, stop, number in zip(*(c.tolist() for c in columns), strict=True):
            if not self._entries[number].needs:
                low, high = max(low, begin - FARTHEST), min(high, stop + FARTHEST)
            before = [types[i] for i in ids[low:begin].tolist()]
            after = [types[i] for i in ids[stop:high].tolist()]
            passed.append(self._guard(number).passes(before, after))
        return passed


@dataclass(frozen=True, slots=True)
class _Decider:
    screen: GuardScreen
    place: int

    def __call__(self, types: Sequence[str]) -> list[int]:
        return [self.screen.kind(self._words(word)) for word in types]

    def _words(self, word: str) -> Sequence[str]:
        words = word.replace("-", " ").split()
        return words[:1] if self.place == _FIRST else words[-1:] if self.place == _LAST else words


def _are_hyphenated(types: Sequence[str]) -> list[bool]:
    return ["-" in word for word in types]


def _sentence_bounds(tokens: Tokens, at: Indices) -> tuple[Indices, Indices]:
    """Return the first token of the sentence of each token *at*, and the one after its last."""
    sentence = tokens.sentence.take(at)
    low, high = (np.searchsorted(tokens.sentence, sentence, side) for side in ("left", "right"))
    return low, high


def _parts(entry: Entry) -> tuple[tuple[str, ...], ...]:
    def touching(terms: Sequence[str]) -> tuple[str, ...]:
        return tuple(term for term in terms if not term.startswith("~"))

    def near(terms: Sequence[str]) -> tuple[str, ...]:
        return tuple(term[1:] for term in terms if term.startswith("~"))

    before, after = entry.not_before, entry.not_after
    return touching(before), touching(after), near(before), near(after), entry.needs


def _roles_of(terms: Sequence[str], last: bool) -> Roles:
    """Return the words of the guards *terms* with what they are to them; of several words the
    first and second, or the *last* and the one before it."""
    roles: dict[str, int] = defaultdict(int)
    for term in terms:
        if term.isalpha():
            roles[normalize_word(term)] |= _WHOLE
            continue
        for reading in read_term(term):
            words = [part for word in reading for part in word.split("-")]
            if len(words) == 1:
                roles[words[0]] |= _WHOLE
            else:
                nearest, second = (words[-1], words[-2]) if last else words[:2]
                roles[nearest] |= _NEAREST
                roles[second] |= _SECOND
    return tuple(sorted(roles.items()))
