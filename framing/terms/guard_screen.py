"""Deciding the guards of many matches at once, from the types of the words beside them.

Most guards list single words, and whether such a word stands beside a match is a look into a
table of guards by types. Where a guard of several words may stand (its first or last word does),
and where capitals matter, the match is looked at by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.lexicon import Entry
from framing.terms.grammar import read_term
from framing.terms.guards import FARTHEST, Guard, compile_guard, is_guarded
from framing.terms.word_patterns import PatternIndex
from framing.text.vocabulary import Vocabulary, normalize_word
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_NEAR = 3
_NOT_BEFORE, _NOT_AFTER, _NEAR_BEFORE, _NEAR_AFTER, _NEEDS = range(5)
_N_PARTS = 5
_FIRST, _LAST, _ANY = range(3)
# Which word of a guard of several words is looked for, and in which word of a hyphenated type.
_ANCHOR = (_FIRST, _LAST, _ANY, _ANY, _ANY)


class GuardScreen:
    """The guards of *entries*, ready for matches in tokens of one vocabulary."""

    def __init__(self, entries: Sequence[Entry], vocabulary: Vocabulary) -> None:
        self._entries = entries
        self.guarded = np.array([is_guarded(e) for e in entries] or [False], np.bool_)
        self._has_capitals = np.array([e.case for e in entries] or [False], np.bool_)
        self._guards: dict[int, Guard] = {}
        self._surfaces: dict[tuple[int, str], bool] = {}
        self._single = np.zeros((len(entries), _N_PARTS), np.int32)
        self._several = np.zeros((len(entries), _N_PARTS), np.int32)
        numbers: dict[str, int] = {}
        groups: dict[tuple[int, ...], int] = {(): 0}
        known: dict[tuple[tuple[str, ...], bool], tuple[int, int]] = {}
        for i in np.flatnonzero(self.guarded[: len(entries)]).tolist():
            for part, terms in enumerate(_parts(entries[i])):
                key = terms, _ANCHOR[part] == _LAST
                if terms and key not in known:
                    one, many = (
                        tuple(sorted({numbers.setdefault(p, len(numbers)) for p in patterns}))
                        for patterns in _anchors(*key)
                    )
                    known[key] = (
                        groups.setdefault(one, len(groups)),
                        groups.setdefault(many, len(groups)),
                    )
                if terms:
                    self._single[i, part], self._several[i, part] = known[key]
        self._patterns = PatternIndex(numbers)
        self._groups_of: dict[int, list[int]] = {}
        for group, number in groups.items():
            for pattern in group:
                self._groups_of.setdefault(pattern, []).append(number)
        self._n_groups = len(groups)
        self._kinds: dict[tuple[int, ...], int] = {}
        self._table = np.zeros((64, self._n_groups), np.bool_)
        name = f"guards-{id(self)}"
        self._kind_of = tuple(
            vocabulary.column(f"{name}-{place}", _Decider(self, place), np.int32)
            for place in (_FIRST, _LAST, _ANY)
        )

    def passes(self, tokens: Tokens, first: Indices, length: Indices, entry: Indices) -> Flags:
        """Tell for matches, columns of one length, whether their guards let them count."""
        passed = np.ones(len(entry), np.bool_)
        rows = np.flatnonzero(self.guarded[entry])
        if len(rows):
            passed[rows] = self._decide(tokens, first[rows], length[rows], entry[rows])
        return passed

    def _decide(self, tokens: Tokens, first: Indices, length: Indices, entry: Indices) -> Flags:
        starts = np.append(tokens.sentence_starts(), len(tokens))
        sentence = tokens.sentence[first] - tokens.sentence[0]
        low, high, stop = starts[sentence], starts[sentence + 1], first + length
        fails = np.zeros(len(entry), np.bool_)
        unsure = np.zeros(len(entry), np.bool_)
        places = (
            (_NOT_BEFORE, (stop,)),
            (_NOT_AFTER, (first - 1,)),
            (_NEAR_BEFORE, tuple(stop + k for k in range(_NEAR))),
            (_NEAR_AFTER, tuple(first - 1 - k for k in range(_NEAR))),
        )
        for part, at in places:
            for groups, found in ((self._single, fails), (self._several, unsure)):
                group = groups[entry, part]
                rows = np.flatnonzero(group)
                for place in at:
                    here = place[rows]
                    inside = (here >= low[rows]) & (here < high[rows])
                    some = rows[inside]
                    found[some] |= self._stands(tokens, here[inside], group[some], part)
        self._decide_needs(tokens, (low, first, stop, high), entry, fails, unsure)
        passed = ~fails
        for i in np.flatnonzero(passed & self._has_capitals[entry]).tolist():
            surface = tokens.joined[tokens.start[first[i]] : tokens.end[stop[i] - 1]]
            passed[i] = self._capitals_stand(int(entry[i]), surface)
        for i in np.flatnonzero(passed & unsure).tolist():
            bounds = int(low[i]), int(first[i]), int(stop[i]), int(high[i])
            passed[i] = self._look(tokens, bounds, int(entry[i]))
        return passed

    def _decide_needs(
        self,
        tokens: Tokens,
        bounds: tuple[Indices, Indices, Indices, Indices],
        entry: Indices,
        fails: Flags,
        unsure: Flags,
    ) -> None:
        """Mark matches whose sentence has none of the words they need, or may have several."""
        single, several = self._single[entry, _NEEDS], self._several[entry, _NEEDS]
        rows = np.flatnonzero(((single > 0) | (several > 0)) & ~fails)
        if not len(rows):
            return
        low, first, stop, high = (bound[rows] for bound in bounds)
        size = high - low
        match = np.repeat(np.arange(len(rows)), size)
        at = np.arange(len(match)) - np.repeat(np.cumsum(size) - size - low, size)
        outside = (at < first[match]) | (at >= stop[match])
        match, at = match[outside], at[outside]
        met, maybe = (
            np.bincount(
                match, self._stands(tokens, at, group[rows][match], _NEEDS), len(rows)
            ).astype(np.bool_)
            for group in (single, several)
        )
        fails[rows] |= ~met & ~maybe
        unsure[rows] |= ~met & maybe

    def _stands(
        self, tokens: Tokens, at: Indices, group: npt.NDArray[np.int32], part: int
    ) -> Flags:
        """Tell whether token *at* fits a pattern of *group*."""
        kind = self._kind_of[_ANCHOR[part]].values().take(tokens.type_id.take(at))
        return self._table.take(kind.astype(np.int64) * self._n_groups + group)

    def kind(self, words: Iterable[str]) -> int:
        """Return the number of the set of patterns that some of *words* fits: a table's row."""
        fitting: set[int] = set()
        for word in words:
            for form in {word, word.removesuffix("'s")}:
                fitting.update(self._patterns.numbers_of(form))
        if self._patterns.any_word >= 0:
            fitting.add(self._patterns.any_word)
        key = tuple(sorted(fitting))
        row = self._kinds.setdefault(key, len(self._kinds))
        if row == len(self._table):
            self._table = np.concatenate((self._table, np.zeros_like(self._table)))
        for pattern in key:
            self._table[row, self._groups_of[pattern]] = True
        return row

    def _capitals_stand(self, entry: int, surface: str) -> bool:
        key = (entry, surface)
        if key not in self._surfaces:
            self._surfaces[key] = self._guard(entry).has_capitals(surface)
        return self._surfaces[key]

    def _guard(self, entry: int) -> Guard:
        """Return the guard of entry number *entry*, made ready when it is first needed."""
        if entry not in self._guards:
            self._guards[entry] = compile_guard(self._entries[entry])
        return self._guards[entry]

    def _look(self, tokens: Tokens, bounds: tuple[int, int, int, int], entry: int) -> bool:
        low, begin, stop, high = bounds
        if not self._entries[entry].needs:
            low, high = max(low, begin - FARTHEST), min(high, stop + FARTHEST)
        types, ids = tokens.vocabulary.types, tokens.type_id
        before = [types[i] for i in ids[low:begin].tolist()]
        after = [types[i] for i in ids[stop:high].tolist()]
        return self._guard(entry).passes(before, after)


@dataclass(frozen=True, slots=True)
class _Decider:
    screen: GuardScreen
    place: int

    def __call__(self, types: Sequence[str]) -> list[int]:
        return [self.screen.kind(self._words(word)) for word in types]

    def _words(self, word: str) -> Sequence[str]:
        words = word.replace("-", " ").split()
        return words[:1] if self.place == _FIRST else words[-1:] if self.place == _LAST else words


def _parts(entry: Entry) -> tuple[tuple[str, ...], ...]:
    def touching(terms: Sequence[str]) -> tuple[str, ...]:
        return tuple(term for term in terms if not term.startswith("~"))

    def near(terms: Sequence[str]) -> tuple[str, ...]:
        return tuple(term[1:] for term in terms if term.startswith("~"))

    before, after = entry.not_before, entry.not_after
    return touching(before), touching(after), near(before), near(after), entry.needs


def _anchors(terms: Sequence[str], last: bool) -> tuple[dict[str, None], dict[str, None]]:
    """Return the single words of guards, and the first or *last* of those of several words."""
    single: dict[str, None] = {}
    several: dict[str, None] = {}
    for term in terms:
        if term.isalpha():
            single[normalize_word(term)] = None
            continue
        for reading in read_term(term):
            words = [part for word in reading for part in word.split("-")]
            if len(words) == 1:
                single[words[0]] = None
            else:
                several[words[-1 if last else 0]] = None
    return single, several
