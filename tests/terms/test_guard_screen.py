"""Guards decided for many matches at once, against each match looked at by itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.lexicon import Entry, load_lexicon
from framing.terms.guard_screen import GuardScreen
from framing.terms.guards import compile_guard
from framing.tokens import Tokens, tokenize


def looked_at(tokens: Tokens, entries: list[Entry], rows: np.ndarray) -> list[bool]:
    """The plain version: one match after another, by its words."""
    starts = [*tokens.sentence_first.tolist(), len(tokens)]
    words = tokens.words()
    found = []
    for first, length, entry in rows.T.tolist():
        guard = compile_guard(entries[entry])
        low, high = (starts[tokens.sentence[first] + k] for k in (0, 1))
        surface = tokens.joined[tokens.start[first] : tokens.end[first + length - 1]]
        found.append(
            guard.has_capitals(surface)
            and guard.passes(words[low:first], words[first + length : high])
        )
    return found


def everywhere(tokens: Tokens, n_entries: int, longest: int) -> np.ndarray:
    """Every stretch of up to *longest* words of a sentence, with every entry."""
    rows = [
        (first, length, entry)
        for first in range(len(tokens))
        for length in range(1, longest + 1)
        if first + length <= len(tokens)
        and tokens.sentence[first] == tokens.sentence[first + length - 1]
        for entry in range(n_entries)
    ]
    return np.array(rows, np.int64).reshape(-1, 3).T


guard = st.sampled_from(["a", "b*", "?a", "a b", "(a|b) c", "a-b", "c *", "~a", "~b c", "~*c"])
guards = st.lists(guard, max_size=3).map(tuple)
needs = st.lists(guard.filter(lambda g: not g.startswith("~")), max_size=2).map(tuple)
entry = st.builds(
    Entry,
    term=st.just("a"),
    category=st.just("c"),
    not_before=guards,
    not_after=guards,
    needs=needs,
    case=st.booleans(),
)
texts = st.lists(st.sampled_from("a b c ab ba a-b b-c c-a a's A x. B".split()), max_size=9)


@settings(max_examples=40)
@given(st.lists(texts.map(" ".join), min_size=1, max_size=3), st.lists(entry, max_size=4))
def test_deciding_at_once_is_looking_at_each(batch: list[str], entries: list[Entry]) -> None:
    usable = []
    for candidate in entries:
        try:
            compile_guard(candidate)
        except LexiconError:
            continue
        usable.append(candidate)
    tokens = tokenize(batch)
    rows = everywhere(tokens, len(usable), 2)
    passed = GuardScreen(usable, tokens.vocabulary).passes(tokens, *rows)
    assert passed.tolist() == looked_at(tokens, usable, rows)


@pytest.mark.parametrize("key", ["hedges", "reporting_verbs", "moral_legal"])
def test_it_holds_on_the_shelf(key: str) -> None:
    entries = list(load_lexicon(key).entries)
    tokens = tokenize([s for e in entries for s in (e.hit, e.miss) if s])
    chance = np.random.default_rng(0)
    first = np.sort(chance.integers(0, len(tokens), 4000))
    rows = np.stack([first, np.ones_like(first), chance.integers(0, len(entries), 4000)])
    passed = GuardScreen(entries, tokens.vocabulary).passes(tokens, *rows)
    assert passed.tolist() == looked_at(tokens, entries, rows)
