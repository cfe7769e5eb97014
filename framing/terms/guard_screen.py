"""Deciding the guards of many matches at once, from the types of the words beside them.

Most guards list single words, and whether such a word stands beside a match is a look into a
table of guards by types. Where a guard of several words may stand (its first or last two words
do), and where capitals matter, the match is looked at by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

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

_NOT_BEFORE, _NOT_AFTER, _NEAR_BEFORE, _NEAR_AFTER, _NEEDS, _SECOND_BEFORE, _SECOND_AFTER = range(7)
_N_PARTS = 7
_NO_GUARD = 0
# Which word of a guard of several words is looked for, and in which word of a hyphenated type:
# the first, the last or any, as in `_ENDS`.
_FIRST, _LAST, _ANY = range(3)
_ANCHOR = (_FIRST, _LAST, _ANY, _ANY, _ANY, _FIRST, _LAST)
# The parts of what an entry says of one side: which words may not touch the match, which may not
# stand near it, and the second ones of several words that may not touch it.
_BEFORE = (_NOT_BEFORE, _NEAR_BEFORE, _SECOND_BEFORE)
_AFTER = (_NOT_AFTER, _NEAR_AFTER, _SECOND_AFTER)
_WITHIN = (_NEEDS,)
# What a word may be to a guard: all of it, or the word of several nearest to the match.
_WHOLE, _NEAREST = 1, 2
# The table of roles has a row a kind and a cell of a byte for four groups.
_ROLE_BITS, _ROLES_A_CELL = 2, 4
_FAILS, _UNSURE = 1, 2
# A kind of type and, in the bits above its number, a mask of the patterns that it fits; the last
# of them is that of any word.
_KIND_BITS = 24
_MASK_BITS = 38
_ANY_WORD = 1 << (_KIND_BITS + _MASK_BITS)
_ENDS = ("first", "last", "any")
_KINDS = np.dtype([(end, np.int64) for end in _ENDS])

Roles = tuple[tuple[str, int], ...]
Parts = tuple[int, ...]


class GuardScreen:
    """The guards of *entries*, ready for matches in tokens of one vocabulary."""

    def __init__(self, entries: Sequence[Entry], vocabulary: Vocabulary) -> None:
        self._entries = entries
        self._guards: dict[int, Guard] = {}
        self._surfaces: dict[tuple[int, str], bool] = {}
        self._asks_capitals = np.array([entry.case for entry in entries], np.bool_)
        self._group, groups = _group_guards(entries)
        numbers: dict[str, int] = {}
        uses = [
            (numbers.setdefault(pattern, len(numbers)), group, role)
            for group, roles in enumerate(groups)
            for pattern, role in roles
        ]
        self._uses = np.array(sorted(uses), np.int64).reshape(-1, 3)
        self._first_use = self._uses[:, 0].searchsorted(np.arange(len(numbers) + 1))
        self._patterns = PatternIndex(numbers)
        masks = [self._mask(numbers[word] for word, _ in roles) for roles in groups]
        self._group_mask = np.array(masks, np.int64)
        self._kinds: dict[tuple[int, ...], int] = {}
        self._n_cells = -(-len(groups) // _ROLES_A_CELL)
        self._table = np.zeros((64, self._n_cells), np.uint8)
        name = f"guards-{id(self)}"
        self._kind_of = vocabulary.column(name, self._decide_kinds, _KINDS)
        self._is_hyphenated = vocabulary.column("hyphenated", _are_hyphenated, np.bool_)

    def passes(self, tokens: Tokens, first: Indices, length: Indices, entry: Indices) -> Flags:
        """Tell for matches, columns of one length, whether their guards let them count."""
        verdict = np.zeros(len(entry), np.uint8)
        sides = (first + length, 1, _BEFORE), (first - 1, -1, _AFTER)
        for edge, step, (touching, near, second) in sides:
            self._touching(verdict, tokens, edge, step, entry, touching, second)
            self._nearby(verdict, tokens, edge, step, entry, near)
        self._lacking(verdict, tokens, first, length, entry)
        passed: Flags = verdict & _FAILS == 0
        rows = np.flatnonzero(passed & self._asks_capitals.take(entry))
        passed[rows] = self._capitals_stand(tokens, first[rows], length[rows], entry[rows])
        rows = np.flatnonzero(passed & (verdict == _UNSURE))
        passed[rows] = self._look(tokens, first[rows], length[rows], entry[rows])
        return passed

    def _touching(
        self,
        verdict: Bits,
        tokens: Tokens,
        edge: Indices,
        step: int,
        entry: Indices,
        part: int,
        second: int,
    ) -> None:
        """Judge matches by the token at their *edge*, and the next in the direction of *step*."""
        group = self._group[part].take(entry)
        rows = np.flatnonzero(group != _NO_GUARD)
        role, asked = self._roles_beside(tokens, edge.take(rows), step, 0, group.take(rows), part)
        rows = rows.take(asked)
        verdict[rows] |= role & _WHOLE
        rows = rows.compress(role & _NEAREST > 0)
        edge, group = edge.take(rows), self._group[second].take(entry.take(rows))
        may = self._is_hyphenated.of(tokens.type_id.take(edge))
        _, asked = self._roles_beside(tokens, edge, step, 1, group, second)
        may[asked] = True
        verdict[rows.compress(may)] |= _UNSURE

    def _nearby(
        self, verdict: Bits, tokens: Tokens, edge: Indices, step: int, entry: Indices, part: int
    ) -> None:
        """Judge matches by the few tokens from their *edge* on in the direction of *step*."""
        group = self._group[part].take(entry)
        rows = np.flatnonzero(group != _NO_GUARD)
        distance = np.tile(np.arange(NEAR), len(rows))
        rows = rows.repeat(NEAR)
        role, asked = self._roles_beside(
            tokens, edge.take(rows), step, distance, group.take(rows), part
        )
        np.bitwise_or.at(verdict, rows.take(asked), role)

    def _lacking(
        self, verdict: Bits, tokens: Tokens, first: Indices, length: Indices, entry: Indices
    ) -> None:
        """Judge the matches whose sentence needs a word beside them."""
        group = self._group[_NEEDS].take(entry)
        rows = np.flatnonzero((group != _NO_GUARD) & (verdict & _FAILS == 0))
        first, length = first.take(rows), length.take(rows)
        low, high = _sentence_bounds(tokens, first)
        size = high - low
        match = np.repeat(np.arange(len(rows)), size)
        at = np.arange(len(match)) + np.repeat(low - (np.cumsum(size) - size), size)
        role, found = self._roles(tokens, at, group.take(rows).take(match), _NEEDS)
        at, match = at.take(found), match.take(found)
        role[(at >= first.take(match)) & (at < (first + length).take(match))] = 0
        met = np.bincount(match[role & _WHOLE > 0], minlength=len(rows)) > 0
        maybe = np.bincount(match[role & _NEAREST > 0], minlength=len(rows)) > 0
        verdict[rows[~met]] |= np.where(maybe, _UNSURE, _FAILS).astype(np.uint8)[~met]

    def _roles_beside(
        self,
        tokens: Tokens,
        edge: Indices,
        step: int,
        distance: int | Indices,
        group: Indices,
        part: int,
    ) -> tuple[Bits, Indices]:
        """Return what the tokens at a *distance* from the *edge* of matches may be to the guards
        of *group*, where they may be anything and stand in the sentence; and where that is."""
        at = edge + step * distance
        role, found = self._roles(tokens, at, group, part)
        at = at.take(found)
        sentence = tokens.sentence.take(edge.take(found) - step)
        inside = (
            (tokens.sentence.take(at, mode="clip") == sentence) & (at >= 0) & (at < len(tokens))
        )
        return role.compress(inside), found.compress(inside)

    def _roles(
        self, tokens: Tokens, at: Indices, group: Indices, part: int
    ) -> tuple[Bits, Indices]:
        """Return as bits what tokens *at* may be to the guards of *group* where they may be
        anything; and where that is."""
        if not len(at):
            return np.zeros(0, np.uint8), np.zeros(0, np.int64)
        types = tokens.type_id.take(at, mode="clip")
        kinds = self._kind_of.values(types).view(np.int64)
        kind: Indices = kinds.take(types * len(_ENDS) + _ANCHOR[part])
        found = np.flatnonzero(kind & self._group_mask.take(group) != 0)
        kind = kind.take(found) & ((1 << _KIND_BITS) - 1)
        place, cell = np.divmod(group.take(found), self._n_cells)
        role = self._table.take(kind * self._n_cells + cell)
        role >>= (_ROLE_BITS * place).astype(np.uint8)
        role &= _WHOLE | _NEAREST
        is_role = role != 0
        return role.compress(is_role), found.compress(is_role)

    def _decide_kinds(self, types: Sequence[str]) -> npt.NDArray[np.void]:
        """Return the kinds of each of *types*: of its first word, of its last and of all it has."""
        words = [word.split("-") if "-" in word else (word,) for word in types]
        fitting = self._fitting({word for parts in words for word in parts})
        kinds = np.zeros(len(types), _KINDS)
        kinds["first"] = self._kinds_of([fitting.get(parts[0], ()) for parts in words])
        kinds["last"] = self._kinds_of([fitting.get(parts[-1], ()) for parts in words])
        kinds["any"] = self._kinds_of(
            [
                fitting.get(parts[0], ())
                if len(parts) == 1
                else _joined([fitting.get(word, ()) for word in parts])
                for parts in words
            ]
        )
        return kinds

    def _fitting(self, words: set[str]) -> dict[str, tuple[int, ...]]:
        """Return the numbers of the patterns that each of *words* fits, with or without its 's."""
        bare_of = {word: word[:-2] for word in words if word.endswith("'s")}
        fitting = self._patterns.fitting(words.union(bare_of.values()))
        both = {
            word: _joined((fitting.get(word, ()), fitting.get(bare, ())))
            for word, bare in bare_of.items()
        }
        return {**fitting, **both}

    def _kinds_of(self, sets: Sequence[tuple[int, ...]]) -> list[int]:
        """Return the kind of types that fit each of *sets* of patterns."""
        self._add_kinds(
            [patterns for patterns in dict.fromkeys(sets) if patterns not in self._kinds]
        )
        return [self._kinds[patterns] for patterns in sets]

    def _add_kinds(self, sets: Sequence[tuple[int, ...]]) -> None:
        """Number *sets* of patterns, each with that for any word: a row of the table of roles
        each; above the number goes the mask of the patterns."""
        known, any_word = len(self._kinds), self._patterns.any_word
        members = [(*patterns, any_word) if any_word >= 0 else patterns for patterns in sets]
        if known + len(sets) > len(self._table):
            grown = np.zeros((2 * known + len(sets), self._n_cells), np.uint8)
            grown[:known] = self._table[:known]  # rows not yet used take no memory
            self._table = grown
        kind = np.repeat(np.arange(known, known + len(sets)), [len(m) for m in members])
        pattern = np.array([number for m in members for number in m], np.int64)
        low = self._first_use.take(pattern)
        size = self._first_use.take(pattern + 1) - low
        use = np.arange(size.sum()) + (low - np.cumsum(size) + size).repeat(size)
        place, cell = np.divmod(self._uses[use, 1], self._n_cells)
        role = (self._uses[use, 2] << (_ROLE_BITS * place)).astype(np.uint8)
        np.bitwise_or.at(self._table, (kind.repeat(size), cell), role)
        for number, (patterns, all_of_them) in enumerate(zip(sets, members, strict=True), known):
            self._kinds[patterns] = number | self._mask(all_of_them)

    def _mask(self, patterns: Iterable[int]) -> int:
        mask = 0
        for pattern in patterns:
            is_any = pattern == self._patterns.any_word
            mask |= _ANY_WORD if is_any else 1 << (_KIND_BITS + pattern % _MASK_BITS)
        return mask

    def _capitals_stand(
        self, tokens: Tokens, first: Indices, length: Indices, entry: Indices
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

    def _look(self, tokens: Tokens, first: Indices, length: Indices, entry: Indices) -> list[bool]:
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


def _joined(many: Iterable[Iterable[int]]) -> tuple[int, ...]:
    """Return the numbers in any of *many*, sorted."""
    return tuple(sorted({number for numbers in many for number in numbers}))


def _are_hyphenated(types: Sequence[str]) -> list[bool]:
    return ["-" in word for word in types]


def _sentence_bounds(tokens: Tokens, at: Indices) -> tuple[Indices, Indices]:
    """Return the first token of the sentence of each token *at*, and the one after its last."""
    starts = tokens.sentence_first
    following = np.searchsorted(starts, at, "right")
    return starts.take(following - 1), np.append(starts, len(tokens)).take(following)


def _group_guards(entries: Sequence[Entry]) -> tuple[Indices, list[Roles]]:
    """Return for each part and entry the group of its guards, and what is in each group."""
    group_of = np.full((_N_PARTS, len(entries)), _NO_GUARD, np.int64)
    groups: dict[Roles, int] = {(): _NO_GUARD}
    known: dict[tuple[Parts, tuple[str, ...]], list[int]] = {}
    for i, entry in enumerate(entries):
        for parts, terms in (
            (_BEFORE, entry.not_before),
            (_AFTER, entry.not_after),
            (_WITHIN, entry.needs),
        ):
            if not terms:
                continue
            if (parts, terms) not in known:
                by_part = _roles_by_part(parts, terms)
                known[parts, terms] = [groups.setdefault(r, len(groups)) for r in by_part]
            for part, group in zip(parts, known[parts, terms], strict=True):
                group_of[part, i] = group
    return group_of, list(groups)


def _roles_by_part(parts: Parts, terms: Sequence[str]) -> tuple[Roles, ...]:
    if parts == _WITHIN:
        return _roles_of(terms, last=False)[:1]
    touching = [term for term in terms if not term.startswith("~")]
    near = [term[1:] for term in terms if term.startswith("~")]
    roles, seconds = _roles_of(touching, last=parts == _AFTER)
    return roles, _roles_of(near, last=False)[0], seconds


def _roles_of(terms: Sequence[str], *, last: bool) -> tuple[Roles, Roles]:
    """Return the words of the guards *terms* with what they are to them; of several words the
    first, or the *last*; and apart from them the words next to those."""
    roles: dict[str, int] = defaultdict(int)
    seconds: dict[str, int] = {}
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
                seconds[second] = _NEAREST
    return tuple(sorted(roles.items())), tuple(sorted(seconds.items()))
