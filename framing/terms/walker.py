"""Walking an automaton over the tokens of a batch, for all places at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from framing.terms.automaton import Automaton
from framing.terms.steps import StepTable
from framing.text.vocabulary import Vocabulary

Indices = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Masks = npt.NDArray[np.uint64]

Accepted = tuple[tuple[int, bool], ...]
# How a type may be read: by the patterns that it fits as a whole, or part by part where it is
# hyphenated; with or without a possessive 's.
Route = tuple[tuple[tuple[int, ...], ...], bool]
Signature = tuple[Route, ...]

# Bits of a mask that says over which patterns a state may go on, one of them for any word. The
# highest says of a type that it is a match by itself.
_MASK_BITS = 62
_ANY_WORD = 1 << _MASK_BITS
_IS_MATCH = np.uint64(1 << 63)
_ENTRY_BITS = 32
_NOTHING: Signature = ((((),), False),)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Stretches of tokens that fit a term: columns of one length.

    ``first`` is the first token, ``length`` the number of tokens, ``entry`` the number of the
    term; ``possessive`` tells whether an *'s* after it is not part of the term.
    """

    first: Indices
    length: Indices
    entry: Numbers
    possessive: Flags

    def __len__(self) -> int:
        return len(self.entry)

    def take(self, rows: Indices) -> Candidates:
        """Return the candidates numbered *rows*."""
        return Candidates(
            self.first.take(rows),
            self.length.take(rows),
            self.entry.take(rows),
            self.possessive.take(rows),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _TypeColumns:
    """What a type does in a walk, columns over types.

    ``signature`` is its number; ``opens`` is the mask of the patterns that may follow it in a
    match, and whether it is one by itself; ``fits`` is the mask of its own patterns.
    """

    signature: Numbers
    opens: Masks
    fits: Masks


class Walker:
    """Walks an automaton over tokens of one vocabulary and remembers every step it worked out.

    A state is a set of nodes; a signature says which patterns a type fits. The step from a state
    by a signature is worked out when it is first needed. Signature 0 is that of types that fit
    nothing.
    """

    def __init__(self, automaton: Automaton, vocabulary: Vocabulary) -> None:
        self._automaton = automaton
        self._vocabulary = vocabulary
        self._signatures: dict[Signature, int] = {_NOTHING: 0}
        self._signature_list: list[Signature] = [_NOTHING]
        self._states: dict[tuple[int, ...], int] = {(): 0, (0,): 1}
        self._state_list: list[tuple[int, ...]] = [(), (0,)]
        self._accepted: dict[Accepted, int] = {(): 0}
        self._accepted_list: list[Accepted] = [()]
        self._steps = StepTable(self._work_out)
        self._state_masks = np.zeros(0, np.uint64)
        self._signature_masks = np.zeros(0, np.uint64)
        self._root_steps = np.zeros((2, 0), np.int32)
        self._signature = vocabulary.column(f"signature-{id(self)}", self._decide, np.int32)
        self._types = _TypeColumns(np.zeros(0, np.int32), *np.zeros((2, 0), np.uint64))
        self._pairs = np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.bool_)

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

    def walk(self, type_id: Numbers, may_go_on: Callable[[Indices], Flags]) -> Candidates:
        """Return every match, overlaps and all, sorted by first token, entry and length.

        *may_go_on* tells for tokens whether a match may run over the gap after them. It is asked
        only where a match ends or goes on, which is far less often than where one may begin.
        """
        types = self._type_columns()
        ids = np.zeros(len(type_id) + 1, np.intp)  # after the last, the type that fits nothing
        ids[:-1] = type_id
        opens = types.opens.take(ids[:-1])
        first = np.flatnonzero(opens >= _IS_MATCH)
        found = [(first, 1, self._root_steps[1].take(types.signature.take(ids.take(first))))]
        opens &= types.fits.take(ids[1:])
        first = np.flatnonzero(opens != 0)
        state = self._root_steps[0].take(types.signature.take(ids.take(first)))
        for length in range(2, self._automaton.longest + 1):
            last = first + (length - 1)
            signature = types.signature.take(ids.take(last))
            state, accepted = self._steps.steps(state, signature)
            ended = np.flatnonzero(accepted != 0)
            ended = ended.compress(may_go_on(last.take(ended) - 1))
            found.append((first.take(ended), length, accepted.take(ended)))
            going = self._state_masks_now().take(state) & types.fits.take(ids.take(last + 1))
            on = np.flatnonzero(going != 0)
            on = on.compress(may_go_on(last.take(on) - 1))
            first, state = first.take(on), state.take(on)
            if not len(first):
                break
        return self._expand(found)

    def _type_columns(self) -> _TypeColumns:
        """Return the columns over all types so far, working out what is new."""
        signature = self._signature.values()[: len(self._vocabulary)]
        if len(self._types.signature) == len(signature):
            return self._types
        known = self._root_steps.shape[1]
        if known < len(self._signature_list):
            new = [self._work_out(1, s) for s in range(known, len(self._signature_list))]
            self._root_steps = np.append(self._root_steps, np.array(new, np.int32).T, axis=1)
        self._signature_masks = _extended(
            self._signature_masks, self._signature_list, _signature_mask
        )
        opens = self._state_masks_now().take(self._root_steps[0])
        opens[self._root_steps[1] > 0] |= _IS_MATCH
        fits = self._signature_masks.take(signature)
        fits[0] = 0
        self._types = _TypeColumns(signature, opens.take(signature), fits)
        return self._types

    def _state_masks_now(self) -> Masks:
        """Return for each state so far the mask of the patterns over which it goes on."""
        self._state_masks = _extended(self._state_masks, self._state_list, self._state_mask)
        return self._state_masks

    def _state_mask(self, nodes: tuple[int, ...]) -> int:
        edges, any_word = self._automaton.edges, self._automaton.any_word
        patterns = {pattern for node in nodes for pattern in edges[node]}
        return _mask(patterns - {any_word}) | (_ANY_WORD if any_word in patterns else 0)

    def _expand(self, found: list[tuple[Indices, int, Numbers]]) -> Candidates:
        """Return one row for each entry that is accepted where a stretch was *found*."""
        begin, entries, possessives = self._accepted_columns()
        columns = []
        for first, length, accepted in found:
            pair, stop = begin.take(accepted), begin.take(accepted + 1)
            while len(first):
                columns.append((first, np.full(len(first), length), pair))
                pair = pair + 1
                more = np.flatnonzero(pair < stop)
                first, pair, stop = first.take(more), pair.take(more), stop.take(more)
        if not columns:
            return Candidates(begin[:0], begin[:0], entries[:0], possessives[:0])
        first, lengths, pair = (np.concatenate(c) for c in zip(*columns, strict=True))
        entry = entries.take(pair)
        order = np.argsort((first << _ENTRY_BITS) | entry, kind="stable")
        return Candidates(
            first.take(order),
            lengths.take(order),
            entry.take(order),
            possessives.take(pair.take(order)),
        )

    def _accepted_columns(self) -> tuple[Indices, Numbers, Flags]:
        """Return where in the other two columns, entries and possessives, each set begins."""
        begin, _, _ = self._pairs
        if len(begin) <= len(self._accepted_list):
            pairs = [pair for accepted in self._accepted_list for pair in accepted]
            self._pairs = (
                np.cumsum([0, *map(len, self._accepted_list)]),
                np.array([entry for entry, _ in pairs], np.int32),
                np.array([possessive for _, possessive in pairs], np.bool_),
            )
        return self._pairs


def _mask(patterns: Iterable[int]) -> int:
    mask = 0
    for pattern in patterns:
        mask |= 1 << pattern % _MASK_BITS
    return mask


def _signature_mask(signature: Signature) -> int:
    return _ANY_WORD | _mask(pattern for parts, _ in signature for pattern in parts[0])


T = TypeVar("T")


def _extended(masks: Masks, items: Sequence[T], mask_of: Callable[[T], int]) -> Masks:
    """Return *masks* with those of the *items* that are new."""
    new = [mask_of(item) for item in items[len(masks) :]]
    return np.concatenate((masks, np.array(new, np.uint64))) if new else masks
