"""An automaton over word patterns that is built as texts need it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from framing.terms.grammar import Choice
from framing.terms.word_patterns import PatternIndex
from framing.text.vocabulary import Vocabulary

Indices = npt.NDArray[np.int64]
Accepted = tuple[tuple[int, bool], ...]

_SHIFT = 24
# Bits of a mask that says over which patterns a state may go on; the last is for any word.
_MASK_BITS = 63
_ANY_WORD = 1 << _MASK_BITS


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
        self.patterns = PatternIndex(self._numbers)

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
        self._keys = np.zeros(0, np.int64)
        self._steps = np.zeros((0, 2), np.int64)
        self._state_masks = np.zeros(0, np.uint64)
        self._signature_masks = np.zeros(0, np.uint64)
        self._signature = vocabulary.column(f"signature-{id(self)}", self._decide, np.int32)
        self._accepted_sizes = np.zeros(0, np.int64)
        self._accepted_pairs = np.zeros((0, 2), np.int64)
        self._root_state = np.zeros(0, np.int64)
        self._root_accepted = np.zeros(0, np.int64)
        self._root_masks = np.zeros(0, np.uint64)

    def _decide(self, types: Sequence[str]) -> list[int]:
        return [self._signature_of(word) for word in types]

    def _signature_of(self, word: str) -> int:
        routes: list[Route] = [((self._automaton.patterns.numbers_of(word),), False)]
        bare = word.removesuffix("'s")
        for form in dict.fromkeys((word, bare)):
            if form is not word:
                routes.append(((self._automaton.patterns.numbers_of(form),), True))
            if "-" in form:
                parts = tuple(map(self._automaton.patterns.numbers_of, form.split("-")))
                if all(parts):
                    routes.append((parts, form is not word))
        signature = (routes[0], *(r for r in routes[1:] if all(r[0])))
        number = self._signatures.setdefault(signature, len(self._signature_list))
        if number == len(self._signature_list):
            self._signature_list.append(signature)
        return number

    def _work_out(self, state: int, signature: int) -> tuple[int, int]:
        """Return the state after a type of *signature*, and what is accepted there."""
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
        signature = self._signature.values().take(type_id)
        self._step_from_root()
        first = self._beginnings(signature)
        begun = signature.take(first)
        state, accepted = self._root_state.take(begun), self._root_accepted.take(begun)
        ended = accepted > 0
        found = [(first[ended], 1, accepted[ended])]
        for length in range(2, self._automaton.longest + 1):
            alive = (state > 0) & (first < len(type_id) - length + 1)
            first, state = first[alive], state[alive]
            last = first + length - 1
            going = self._may_step(state, signature[last])
            going &= sentence[last] == sentence[last - 1]
            first, state, last = first[going], state[going], last[going]
            state, accepted = self._steps_for(state, signature[last].astype(np.int64))
            live = np.flatnonzero((state > 0) | (accepted > 0))
            live = live[may_go_on(last[live] - 1)]
            first, state, accepted = first[live], state[live], accepted[live]
            if not len(first):
                break
            found.append((first[accepted > 0], length, accepted[accepted > 0]))
        return self._expand(found)

    def _step_from_root(self) -> None:
        """Work out the steps from the root by signatures that are new."""
        known = len(self._root_state)
        if known < len(self._signature_list):
            new = [self._work_out(1, s) for s in range(known, len(self._signature_list))]
            state, accepted = np.array(new, np.int64).T
            self._root_state = np.concatenate((self._root_state, state))
            self._root_accepted = np.concatenate((self._root_accepted, accepted))
        self._state_masks = _extended(self._state_masks, self._state_list, self._state_mask)
        self._signature_masks = _extended(
            self._signature_masks, self._signature_list, _signature_mask
        )
        if known < len(self._root_state):
            self._root_masks = self._state_masks.take(self._root_state)

    def _beginnings(self, signature: npt.NDArray[np.int32]) -> Indices:
        """Return the tokens that are a match, or may begin one with the token after them."""
        begins = (self._root_accepted > 0).take(signature)
        here = self._root_masks.take(signature[:-1])
        here &= self._signature_masks.take(signature[1:])
        begins[:-1] |= here != 0
        return np.flatnonzero(begins)

    def _may_step(self, state: Indices, signature: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Tell whether some pattern may lead on from each *state*; most are ruled out here."""
        self._state_masks = _extended(self._state_masks, self._state_list, self._state_mask)
        common = self._state_masks.take(state) & self._signature_masks.take(signature)
        possible: npt.NDArray[np.bool_] = common != 0
        return possible

    def _state_mask(self, nodes: tuple[int, ...]) -> int:
        edges, any_word = self._automaton.edges, self._automaton.any_word
        patterns = {pattern for node in nodes for pattern in edges[node]}
        return _mask(patterns - {any_word}) | (_ANY_WORD if any_word in patterns else 0)

    def _steps_for(self, state: Indices, signature: Indices) -> tuple[Indices, Indices]:
        if not len(state):
            return state, state
        keys = (state << _SHIFT) | signature
        at = np.minimum(np.searchsorted(self._keys, keys), max(len(self._keys) - 1, 0))
        unknown = keys if not len(self._keys) else keys[self._keys[at] != keys]
        if len(unknown):
            new = np.unique(unknown)
            steps = [self._work_out(k >> _SHIFT, k & ((1 << _SHIFT) - 1)) for k in new.tolist()]
            place = np.searchsorted(self._keys, new)
            self._keys = np.insert(self._keys, place, new)
            self._steps = np.insert(self._steps, place, np.array(steps, np.int64), axis=0)
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


def _mask(patterns: Iterable[int]) -> int:
    mask = 0
    for pattern in patterns:
        mask |= 1 << pattern % _MASK_BITS
    return mask


def _signature_mask(signature: Signature) -> int:
    return _ANY_WORD | _mask(pattern for parts, _ in signature for pattern in parts[0])


T = TypeVar("T")


def _extended(
    masks: npt.NDArray[np.uint64], items: Sequence[T], mask_of: Callable[[T], int]
) -> npt.NDArray[np.uint64]:
    """Return *masks* with those of the *items* that are new."""
    new = [mask_of(item) for item in items[len(masks) :]]
    return np.concatenate((masks, np.array(new, np.uint64))) if new else masks
