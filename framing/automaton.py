"""An automaton over word patterns that is built as texts need it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from framing.terms import Choice, glob_to_regex
from framing.vocabulary import Vocabulary

Indices = npt.NDArray[np.int64]
Accepted = tuple[tuple[int, bool], ...]

_BUCKET = 2
_SHIFT = 24


class Automaton:
    """All terms as one graph whose edges are word patterns; immutable once built.

    Node 0 begins every term. Each term has nodes of its own, one after each of its choices, so
    that its size is that of what was written, however many readings it has.
    """

    def __init__(self, terms: Iterable[tuple[int, Sequence[Choice]]]) -> None:
        self.edges: list[dict[int, list[int]]] = [{}]
        self.accepts: dict[int, int] = {}
        self._numbers: dict[str, int] = {}
        self.longest = 0
        for entry, choices in terms:
            ends = {0}
            for choice in choices:
                after = self._add_choice(ends, choice)
                ends = ends | {after} if choice.optional else {after}
            self.accepts.update(dict.fromkeys(ends, entry))
            length = sum(max(map(len, choice.alternatives)) for choice in choices)
            self.longest = max(self.longest, length)
        self.any_word = self._numbers.get("*", -1)
        self._index_patterns(self._numbers)

    def _add_choice(self, before: Iterable[int], choice: Choice) -> int:
        """Lead from each node *before* over each alternative to one new node, and return it."""
        after = self._add_node()
        for reading in choice.alternatives:
            for node in before:
                for word in reading[:-1]:
                    step = self._add_node()
                    self._add_edge(node, word, step)
                    node = step
                self._add_edge(node, reading[-1], after)
        return after

    def _add_node(self) -> int:
        self.edges.append({})
        return len(self.edges) - 1

    def _add_edge(self, node: int, word: str, target: int) -> None:
        pattern = self._numbers.setdefault(word, len(self._numbers))
        self.edges[node].setdefault(pattern, []).append(target)

    def _index_patterns(self, numbers: dict[str, int]) -> None:
        self.exact: dict[str, int] = {}
        self.prefix: dict[str, int] = {}
        self.general: dict[str, list[tuple[re.Pattern[str], int]]] = defaultdict(list)
        for pattern, number in numbers.items():
            if "*" not in pattern and "?" not in pattern:
                self.exact[pattern] = number
            elif pattern != "*" and pattern.find("*") == len(pattern) - 1 and "?" not in pattern:
                self.prefix[pattern[:-1]] = number
            elif pattern != "*":
                literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
                bucket = literal[:_BUCKET] if len(literal) >= _BUCKET else ""
                self.general[bucket].append((re.compile(glob_to_regex(pattern)), number))
        self.prefix_lengths = sorted({len(p) for p in self.prefix})

    def patterns_of(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the patterns that *word* fits, without the one for any word."""
        found = []
        exact = self.exact.get(word)
        if exact is not None:
            found.append(exact)
        for length in self.prefix_lengths:
            if length > len(word):
                break
            number = self.prefix.get(word[:length])
            if number is not None:
                found.append(number)
        for bucket in (word[:_BUCKET], ""):
            for regex, number in self.general.get(bucket, ()):
                if regex.fullmatch(word):
                    found.append(number)
        return tuple(found)

    def walker(self, vocabulary: Vocabulary) -> Walker:
        """Return a walker over texts of *vocabulary*."""
        return Walker(self, vocabulary)


# How a type may be read: by the patterns that it fits as a whole, or part by part where it is
# hyphenated; with or without a possessive 's.
Route = tuple[tuple[tuple[int, ...], ...], bool]
Signature = tuple[Route, ...]


class Walker:
    """Walks an automaton over tokens of one vocabulary and remembers every step it worked out.

    A state is a set of nodes; a signature says which patterns a type fits. The step from a state
    by a signature is worked out when it is first needed. Signature 0 is that of types that fit
    nothing.
    """

    def __init__(self, automaton: Automaton, vocabulary: Vocabulary) -> None:
        self._automaton = automaton
        nothing: Signature = ((((),), False),)
        self._signatures: dict[Signature, int] = {nothing: 0}
        self._signature_list: list[Signature] = [nothing]
        self._states: dict[tuple[int, ...], int] = {(): 0, (0,): 1}
        self._state_list: list[tuple[int, ...]] = [(), (0,)]
        self._accepted: dict[Accepted, int] = {(): 0}
        self._accepted_list: list[Accepted] = [()]
        self._step_of: dict[int, tuple[int, int]] = {}
        self._keys = np.zeros(0, np.int64)
        self._steps = np.zeros((0, 2), np.int64)
        self._signature = vocabulary.column(f"signature-{id(self)}", self._decide, np.int32)
        self._accepted_sizes = np.zeros(0, np.int64)
        self._accepted_pairs = np.zeros((0, 2), np.int64)
        self._first_steps = np.zeros((0, 2), np.int64)

    def _decide(self, types: Sequence[str]) -> list[int]:
        return [self._signature_of(word) for word in types]

    def _signature_of(self, word: str) -> int:
        routes: list[Route] = [((self._automaton.patterns_of(word),), False)]
        bare = word.removesuffix("'s")
        for form in dict.fromkeys((word, bare)):
            if form is not word:
                routes.append(((self._automaton.patterns_of(form),), True))
            if "-" in form:
                parts = tuple(map(self._automaton.patterns_of, form.split("-")))
                if all(parts):
                    routes.append((parts, form is not word))
        signature = (routes[0], *(r for r in routes[1:] if all(r[0])))
        number = self._signatures.setdefault(signature, len(self._signature_list))
        if number == len(self._signature_list):
            self._signature_list.append(signature)
        return number

    def _step(self, state: int, signature: int) -> tuple[int, int]:
        """Return the state after a type of *signature*, and what is accepted there."""
        key = (state << _SHIFT) | signature
        known = self._step_of.get(key)
        if known is None:
            known = self._step_of[key] = self._work_out(state, signature)
        return known

    def _work_out(self, state: int, signature: int) -> tuple[int, int]:
        accepts = self._automaton.accepts
        reached: set[int] = set()
        possessive: dict[int, bool] = {}
        for parts, is_possessive in self._signature_list[signature]:
            nodes = self._follow(self._state_list[state], parts)
            if not is_possessive:
                reached |= nodes
            for node in nodes & accepts.keys():
                entry = accepts[node]
                possessive[entry] = possessive.get(entry, True) and is_possessive
        nodes_on = tuple(sorted(node for node in reached if self._automaton.edges[node]))
        following = self._states.setdefault(nodes_on, len(self._state_list))
        if following == len(self._state_list):
            self._state_list.append(nodes_on)
        accepted = tuple(sorted(possessive.items()))
        number = self._accepted.setdefault(accepted, len(self._accepted_list))
        if number == len(self._accepted_list):
            self._accepted_list.append(accepted)
        return following, number

    def _follow(self, nodes: Iterable[int], parts: Sequence[tuple[int, ...]]) -> set[int]:
        edges, any_word = self._automaton.edges, self._automaton.any_word
        here = set(nodes)
        for patterns in parts:
            fitting = (*patterns, any_word) if len(parts) == 1 else patterns
            here = {
                target
                for node in here
                for pattern in fitting
                for target in edges[node].get(pattern, ())
            }
        return here

    def walk(
        self,
        type_id: npt.NDArray[np.int32],
        sentence: npt.NDArray[np.int32],
        may_go_on: Callable[[Indices], npt.NDArray[np.bool_]],
    ) -> tuple[Indices, Indices, Indices, npt.NDArray[np.bool_]]:
        """Return first token, length, entry and possessive of every match, overlaps and all.

        *may_go_on* tells for tokens whether a match may run over the gap after them.
        """
        signature = self._signature.values()[type_id]
        steps = self._steps_from_root()[signature]
        first = np.flatnonzero(steps.any(axis=1))
        state, accepted = steps[first, 0], steps[first, 1]
        found = [(first[accepted > 0], 1, accepted[accepted > 0])]
        for length in range(2, self._automaton.longest + 1):
            alive = (state > 0) & (first + length - 1 < len(type_id))
            first, state = first[alive], state[alive]
            last = first + length - 1
            same = sentence[last] == sentence[last - 1]
            first, state, last = first[same], state[same], last[same]
            state, accepted = self._steps_for(state, signature[last].astype(np.int64))
            live = np.flatnonzero((state > 0) | (accepted > 0))
            live = live[may_go_on(last[live] - 1)]
            first, state, accepted = first[live], state[live], accepted[live]
            if not len(first):
                break
            found.append((first[accepted > 0], length, accepted[accepted > 0]))
        return self._expand(found)

    def _steps_from_root(self) -> npt.NDArray[np.int64]:
        known = len(self._first_steps)
        if known < len(self._signature_list):
            new = [self._step(1, s) for s in range(known, len(self._signature_list))]
            self._first_steps = np.concatenate((self._first_steps, np.array(new, np.int64)))
        return self._first_steps

    def _steps_for(self, state: Indices, signature: Indices) -> tuple[Indices, Indices]:
        if not len(state):
            return state, state
        keys = (state << _SHIFT) | signature
        at = np.minimum(np.searchsorted(self._keys, keys), max(len(self._keys) - 1, 0))
        unknown = keys if not len(self._keys) else keys[self._keys[at] != keys]
        if len(unknown):
            for key in np.unique(unknown).tolist():
                self._step(key >> _SHIFT, key & ((1 << _SHIFT) - 1))
            known = np.array(sorted(self._step_of), np.int64)
            self._keys = known
            self._steps = np.array([self._step_of[k] for k in known.tolist()], np.int64)
            at = np.searchsorted(self._keys, keys)
        return self._steps[at, 0], self._steps[at, 1]

    def _accepted_columns(self) -> tuple[Indices, Indices, Indices]:
        if len(self._accepted_sizes) < len(self._accepted_list):
            self._accepted_sizes = np.array([len(x) for x in self._accepted_list], np.int64)
            pairs = [pair for accepted in self._accepted_list for pair in accepted]
            self._accepted_pairs = np.array(pairs, np.int64).reshape(-1, 2)
        offset = np.cumsum(self._accepted_sizes) - self._accepted_sizes
        return self._accepted_sizes, offset, self._accepted_pairs

    def _expand(
        self, found: list[tuple[Indices, int, Indices]]
    ) -> tuple[Indices, Indices, Indices, npt.NDArray[np.bool_]]:
        first = np.concatenate([f for f, _, _ in found])
        length = np.concatenate([np.full(len(f), n, np.int64) for f, n, _ in found])
        accepted = np.concatenate([a for _, _, a in found])
        sizes, offset, pairs = self._accepted_columns()
        count = sizes[accepted]
        row = np.repeat(np.arange(len(first)), count)
        within = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        pair = pairs[offset[accepted[row]] + within]
        return first[row], length[row], pair[:, 0], pair[:, 1].astype(np.bool_)
