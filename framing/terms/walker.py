"""Walking an automaton over the tokens of a batch, for all places at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from framing.terms.automaton import Automaton
from framing.terms.candidates import AcceptedSets, Candidates
from framing.terms.steps import StepTable
from framing.text.vocabulary import Vocabulary

Indices = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Masks = npt.NDArray[np.uint64]

# How a type may be read: by the patterns that it fits as a whole, or part by part where it is
# hyphenated; with or without a possessive 's.
Route = tuple[tuple[tuple[int, ...], ...], bool]
Signature = tuple[Route, ...]

# Bits of a mask that says over which patterns a state may go on, one of them for any word. The
# highest says of a type that it is a match by itself.
_MASK_BITS = 62
_ANY_WORD = 1 << _MASK_BITS
_IS_MATCH = np.uint64(1 << 63)
_NOTHING: Signature = ((((),), False),)
_NO_WORD: Signature = ()  # what stands after the last token: not even any word


@dataclass(frozen=True, slots=True, eq=False)
class _Beginnings:
    """What a type does at the beginning of a walk, columns over signatures.

    ``state`` and ``accepted`` are where it leads. ``opens`` is the mask of the patterns that may
    follow it in a match, and whether it is one by itself; ``skips`` that of the patterns that may
    follow a word which may be any; ``fits`` that of its own patterns.
    """

    state: Numbers
    accepted: Numbers
    opens: Masks
    skips: Masks
    fits: Masks


class Walker:
    """Walks an automaton over tokens of one vocabulary and remembers every step it worked out.

    A state is a set of nodes; a signature says which patterns a type fits. The step from a state
    by a signature is worked out when it is first needed. Signature 0 is that of types that fit
    nothing, 1 that of no word at all.
    """

    def __init__(self, automaton: Automaton, vocabulary: Vocabulary) -> None:
        self._automaton = automaton
        self._signatures: dict[Signature, int] = {_NOTHING: 0, _NO_WORD: 1}
        self._signature_list: list[Signature] = [_NOTHING, _NO_WORD]
        self._states: dict[tuple[int, ...], int] = {(): 0, (0,): 1}
        self._state_list: list[tuple[int, ...]] = [(), (0,)]
        self._any_steps: dict[int, tuple[int, int]] = {}
        self._state_edges: dict[int, Mapping[int, Sequence[int]]] = {}
        self._accepted = AcceptedSets(n_terms=automaton.n_terms, longest=automaton.longest)
        self._steps = StepTable(self._work_out)
        self._bits = _bits_of(automaton)
        self._state_masks = np.zeros((2, 0), np.uint64)
        self._signature = vocabulary.column(f"signature-{id(self)}", self._decide, np.int64)
        self._beginnings = _Beginnings(*np.zeros((2, 0), np.int32), *np.zeros((3, 0), np.uint64))

    def _decide(self, types: Sequence[str]) -> list[int]:
        """Return the number of each type's signature; most types fit nothing, and have none."""
        compound = {word for word in types if "-" in word or word.endswith("'s")}
        fitting = self._automaton.patterns.fitting({*types, *_forms_within(compound)})
        whole = [fitting.get(word, ()) for word in types]
        number = {fits: self._number_of((((fits,), False),)) for fits in dict.fromkeys(whole)}
        return [
            self._signature_of(word, fitting) if word in compound else number[fits]
            for word, fits in zip(types, whole, strict=True)
        ]

    def _signature_of(self, word: str, fitting: Mapping[str, tuple[int, ...]]) -> int:
        """Return the number of the signature of a hyphenated word or one with 's."""
        routes: list[Route] = [((fitting.get(word, ()),), False)]
        bare = word.removesuffix("'s")
        if bare is not word or "-" in word:
            for form in dict.fromkeys((word, bare)):
                if form is not word:
                    routes.append(((fitting.get(form, ()),), True))
                if "-" in form:
                    parts = tuple([fitting.get(part, ()) for part in form.split("-")])
                    if all(parts):
                        routes.append((parts, form is not word))
        return self._number_of((routes[0], *(r for r in routes[1:] if all(r[0]))))

    def _number_of(self, signature: Signature) -> int:
        number = self._signatures.setdefault(signature, len(self._signature_list))
        if number == len(self._signature_list):
            self._signature_list.append(signature)
        return number

    def _work_out(self, state: int, signature: int) -> tuple[int, int]:
        """Return the state after a type of *signature*, and what is accepted there.

        From a state none of whose patterns it fits, a type leads where any word does.
        """
        routes = self._signature_list[signature]
        if len(routes) == 1 and self._edges_of(state).keys().isdisjoint(routes[0][0][0]):
            if state not in self._any_steps:
                self._any_steps[state] = self._step(state, _NOTHING)
            return self._any_steps[state]
        return self._step(state, routes)

    def _step(self, state: int, signature: Signature) -> tuple[int, int]:
        accepts = self._automaton.accepts
        reached: set[int] = set()
        possessive: dict[int, bool] = {}
        for parts, is_possessive in signature:
            nodes = self._follow(state, parts)
            if not is_possessive:
                reached |= nodes
            for node in nodes & accepts.keys():
                entry = accepts[node]
                possessive[entry] = possessive.get(entry, True) and is_possessive
        if not reached and not possessive:
            return 0, 0
        nodes_on = tuple(sorted(node for node in reached if self._automaton.edges[node]))
        following = self._states.setdefault(nodes_on, len(self._state_list))
        if following == len(self._state_list):
            self._state_list.append(nodes_on)
        return following, self._accepted.number_of(tuple(sorted(possessive.items())))

    def _follow(self, state: int, parts: Sequence[tuple[int, ...]]) -> set[int]:
        """Return the nodes that one type leads to: of a hyphenated one, part by part."""
        if len(parts) == 1:
            edges = self._edges_of(state)
            fitting = (*parts[0], self._automaton.any_word)
            return {node for pattern in fitting for node in edges.get(pattern, ())}
        here = set(self._state_list[state])
        for patterns in parts:
            edges_here = [self._automaton.edges[node] for node in here]
            here = {n for edges in edges_here for p in patterns for n in edges.get(p, ())}
        return here

    def _edges_of(self, state: int) -> Mapping[int, Sequence[int]]:
        """Return where each pattern leads from any node of a state."""
        known = self._state_edges.get(state)
        if known is None:
            edges = [self._automaton.edges[node] for node in self._state_list[state]]
            known = self._state_edges[state] = edges[0] if len(edges) == 1 else _merged(edges)
        return known

    def walk(self, type_id: Numbers, may_go_on: Callable[[Indices], Flags]) -> Candidates:
        """Return every match, overlaps and all, sorted by first token, entry and length.

        *may_go_on* tells for tokens whether a match may run over the gap after them. It is asked
        only where a match ends or goes on, which is far less often than where one may begin.
        """
        no_word = self._signatures[_NO_WORD]  # what stands behind the last token
        signature = np.append(self._signature.of(type_id), no_word)
        begin = self._beginnings_now()
        opens = begin.opens.take(signature[:-1])
        first = np.flatnonzero(opens >= _IS_MATCH)
        found = [(first, 1, begin.accepted.take(signature.take(first)))]
        opens &= begin.fits.take(signature[1:])
        first = _without_vain_skips(np.flatnonzero(opens != 0), opens, signature, begin)
        state, over = begin.state.take(signature.take(first)), opens.take(first)
        for length in range(2, self._automaton.longest + 1):
            last = first + (length - 1)
            by = signature.take(last)
            by *= over != _ANY_WORD  # else it fits none of the patterns that lead on from there
            state, accepted = self._steps.steps(state, by)
            may_follow, _ = self._state_masks_now()
            over = may_follow.take(state) & begin.fits.take(signature.take(last + 1))
            goes_on = over != 0
            alive = np.flatnonzero(goes_on | (accepted != 0))
            alive = alive.compress(may_go_on(last.take(alive) - 1))
            ended = alive.compress(accepted.take(alive))
            found.append((first.take(ended), length, accepted.take(ended)))
            on = alive.compress(goes_on.take(alive))
            first, state, over = first.take(on), state.take(on), over.take(on)
            if not len(first):
                break
        return self._accepted.unfold(found)

    def _beginnings_now(self) -> _Beginnings:
        """Return the columns over all signatures so far, working out what is new."""
        begin, size = self._beginnings, len(self._signature_list)
        known = len(begin.state)
        if known == size:
            return begin
        new = [self._work_out(1, signature) for signature in range(known, size)]
        steps = np.stack((begin.state, begin.accepted))
        state, accepted = np.append(steps, np.array(new, np.int32).T, axis=1)
        fits = _extended(begin.fits, self._signature_list, self._signature_mask)
        opens, skips = self._state_masks_now().take(state, axis=1)
        opens[accepted > 0] |= _IS_MATCH
        self._beginnings = _Beginnings(state, accepted, opens, skips, fits)
        return self._beginnings

    def _state_masks_now(self) -> Masks:
        """Return for each state so far the masks of what may follow it, and what any word."""
        states = range(len(self._state_list))
        self._state_masks = _extended(self._state_masks, states, self._state_mask)
        return self._state_masks

    def _state_mask(self, state: int) -> tuple[int, int]:
        edges, after_any = self._edges_of(state), self._automaton.edges
        any_word = edges.get(self._automaton.any_word, ())
        return self._mask(edges), self._mask(p for node in any_word for p in after_any[node])

    def _signature_mask(self, signature: Signature) -> int:
        patterns = self._mask(pattern for parts, _ in signature for pattern in parts[0])
        return patterns if signature == _NO_WORD else patterns | _ANY_WORD

    def _mask(self, patterns: Iterable[int]) -> int:
        mask = 0
        for pattern in patterns:
            mask |= self._bits.get(pattern, 0)
        return mask


def _bits_of(automaton: Automaton) -> dict[int, int]:
    """Return the bit of each pattern in a mask; those that only begin terms need none."""
    inner = {pattern for edges in automaton.edges[1:] for pattern in edges}
    bits = {pattern: 1 << n % _MASK_BITS for n, pattern in enumerate(sorted(inner))}
    return bits | {automaton.any_word: _ANY_WORD}


def _without_vain_skips(
    first: Indices, opens: Masks, signature: Indices, begin: _Beginnings
) -> Indices:
    """Return the tokens *first* less those that only any word may follow, and then another does.

    *opens* holds for each token over which patterns the next one goes on.
    """
    rows = np.flatnonzero(opens.take(first) == _ANY_WORD)
    at = first.take(rows)
    goes_on = begin.skips.take(signature.take(at)) & begin.fits.take(signature.take(at + 2)) != 0
    keep = np.ones(len(first), np.bool_)
    keep[rows] = goes_on
    return first.compress(keep)


def _forms_within(words: Iterable[str]) -> Iterator[str]:
    """Yield *words* without a possessive *'s*, and the parts of those with hyphens, both ways."""
    for word in words:
        bare = word.removesuffix("'s")
        yield bare
        if "-" in word:
            yield from word.split("-")
            yield from bare.split("-")


def _merged(many: Iterable[Mapping[int, Sequence[int]]]) -> dict[int, list[int]]:
    """Return what each of *many* says of each key, all together."""
    merged: dict[int, list[int]] = {}
    for one in many:
        for key, values in one.items():
            merged.setdefault(key, []).extend(values)
    return merged


T = TypeVar("T")


def _extended(masks: Masks, items: Sequence[T], mask_of: Callable[[T], object]) -> Masks:
    """Return *masks* with those of the *items* that are new, along the last axis."""
    new = [mask_of(item) for item in items[masks.shape[-1] :]]
    return np.concatenate((masks, np.array(new, np.uint64).T), axis=-1) if new else masks
