"""What teachers see of a parse, against parses written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.attribution_parses import PARSE_OFFSETS, PARSE_SIZES, parse_codes, parses_of
from benchmarks.environments import environment
from framing.tokens import tokenize

# word, relation to its head, place of the head
SAID = (
    ("The", "det", 1),
    ("mayor", "nsubj", 2),
    ("said", "ROOT", 2),
    ("that", "mark", 6),
    ("the", "det", 5),
    ("bridge", "nsubj", 6),
    ("collapsed", "ccomp", 2),
    ("yesterday", "npadvmod", 6),
    (",", "punct", 2),
    ("he", "nsubj", 10),
    ("left", "conj", 2),
)
SHORT = (("Harbor", "compound", 1), ("dredging", "ROOT", 1))
Written = tuple[tuple[str, str, int], ...]
Column = list[int]


def parsed(words: Written) -> dict[str, list[Any]]:
    """Return *words*, with a blank between any two, as the parser writes them."""
    lengths = [len(word) + 1 for word, _, _ in words]
    return {
        "start": [sum(lengths[:i]) for i in range(len(words))],
        "tag": ["X"] * len(words),
        "relation": [relation for _, relation, _ in words],
        "head": [head for _, _, head in words],
    }


def codes_of(*written: Written) -> dict[tuple[str, int], Column]:
    tokens = tokenize([" ".join(word for word, _, _ in words) for words in written])
    parses = parses_of([parsed(words) for words in written], ())
    strength = np.array([4 * (word == "said") for word in tokens.words()], np.uint8)
    codes = parse_codes(tokens, strength, parses)
    return {key: code.tolist() for key, code in zip(PARSE_OFFSETS, codes, strict=True)}


def test_words_of_a_clause_stand_below_the_cue_by_its_verb() -> None:
    under = codes_of(SAID)["under", 0]
    clause = under[3:8]  # that the bridge collapsed yesterday
    assert clause == [clause[1] + 1, *[clause[1]] * 4]  # its first word is told from the others
    assert under[2] == 0  # the cue stands below none
    assert len({code // 2 for code in under[:2]} | {clause[1] // 2, under[8] // 2}) == 3


@pytest.mark.parametrize(
    ("token", "bits"),
    [
        (1, 1 + 2),  # as the word before
        (3, 8),  # a clause begins behind the cue
        (4, 1 + 2),
        (8, 1 + 4 + 8),  # what stands before, a comma, has ended, and another clause begins
        (9, 1 + 2),
    ],
)
def test_borders_of_clauses(token: int, bits: int) -> None:
    assert codes_of(SAID)["border", 0][token] == bits


def test_a_cue_knows_what_hangs_on_it() -> None:
    subject, clause = 1, 2
    assert codes_of(SAID)["below", 0][2] == subject + clause


def test_codes_are_those_of_the_text_alone() -> None:
    together, alone = codes_of(SAID, SHORT, SAID), codes_of(SAID)
    size = len(alone["tag", 0])
    for key in PARSE_OFFSETS:
        assert together[key][-size:] == together[key][:size] == alone[key]
        assert max(together[key]) < PARSE_SIZES[key[0]]


def test_names_are_numbered_from_the_most_frequent_on_and_rare_ones_are_0() -> None:
    often, seldom = [f"often {i:02}" for i in range(63)], [f"seldom {i}" for i in range(3)]
    words = [*often, *often, *seldom]
    n = len(words)
    text = {"start": [*range(n)], "tag": ["X"] * n, "relation": words, "head": [*range(n)]}
    parses = parses_of([text], ["parser 1.0"])
    assert parses.relations == tuple(often)
    assert parses.relation.tolist() == [*range(1, 64), *range(1, 64), 0, 0, 0]


def test_heads_are_counted_over_all_texts() -> None:
    parses = parses_of([parsed(SHORT), parsed(SHORT)], ())
    assert parses.first.tolist() == [0, 2, 4]
    assert parses.head.tolist() == [1, 1, 3, 3]


def test_an_environment_that_cannot_be_made_is_an_error_that_names_the_remedy(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RuntimeError, match=r"spacy==1.*python -m venv .*pip install spacy==1"):
        environment(tmp_path / "file" / "parser", ["spacy==1"])
