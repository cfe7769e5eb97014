"""All terms of many lexicons as one graph over word patterns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from framing.terms.grammar import Choice
from framing.terms.word_patterns import PatternIndex


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
        self.n_terms = 0
        for entry, choices in terms:
            ends = {0}
            for choice in choices:
                after = self._add_choice(ends, choice)
                ends = ends | {after} if choice.optional else {after}
            self.accepts.update(dict.fromkeys(ends, entry))
            length = sum(max(map(len, choice.alternatives)) for choice in choices)
            self.longest = max(self.longest, length)
            self.n_terms = max(self.n_terms, entry + 1)
        self.any_word = self._numbers.get("*", -1)
        self.patterns = PatternIndex(self._numbers)

    def _add_choice(self, before: Iterable[int], choice: Choice) -> int:
        """Lead from each node *before* over each alternative to one new node, and return it."""
        after = self._add_node()
        for reading in choice.alternatives:
            here = before
            for word in reading[:-1]:
                step = self._add_node()
                self._add_edges(here, word, step)
                here = (step,)
            self._add_edges(here, reading[-1], after)
        return after

    def _add_node(self) -> int:
        self.edges.append({})
        return len(self.edges) - 1

    def _add_edges(self, nodes: Iterable[int], word: str, target: int) -> None:
        pattern = self._numbers.setdefault(word, len(self._numbers))
        for node in nodes:
            self.edges[node].setdefault(pattern, []).append(target)
