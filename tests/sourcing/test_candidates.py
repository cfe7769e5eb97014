"""The tokens at which a role may begin or end, against sums written token by token."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.sourcing.candidates import Candidates, find_candidates
from framing.sourcing.codes import token_codes
from framing.sourcing.features import quotation_numbers, type_features
from framing.sourcing.model import EDGE_OFFSETS, load_weights, seen_words, word_rows
from framing.tokens import Tokens, tokenize

PIECES = [
    "the mayor ",
    "Ann Lee ",
    "said ",
    "it, ",
    "“No ",
    "bridge.” ",
    "He will. ",
    "so\n",
    "U.S. ",
]
texts = st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), max_size=4)


def candidates_of(tokens: Tokens) -> Candidates:
    weights = load_weights()
    words = seen_words(tokens, weights)
    codes = token_codes(tokens, words.strength, quotation_numbers(tokens))
    edge = word_rows(tokens, words.types, weights).edge
    return find_candidates(tokens, words.types, codes, edge, weights.edges)


def plain_candidates(tokens: Tokens) -> list[int]:
    """Return the candidates, with one sum a token."""
    weights = load_weights()
    words = seen_words(tokens, weights)
    codes = token_codes(tokens, words.strength, quotation_numbers(tokens))
    columns = [codes.column(*key).tolist() for key in EDGE_OFFSETS]
    paragraph, known = tokens.paragraph.tolist(), weights.features

    def of_word(at: int, behind: int) -> int:
        features = type_features(tokens.vocabulary.types[words.types[at]])
        return sum(int(weights.edges.words[known[f], behind]) for f in features if f in known)

    found = []
    for at in range(len(tokens)):
        total = of_word(at, 0) + (of_word(at - 1, 1) if at else 0)
        total += sum(
            int(table[column[at]])
            for table, column in zip(weights.edges.tables, columns, strict=True)
        )
        opens = not at or paragraph[at] != paragraph[at - 1]
        if opens or total >= weights.edges.least:
            found.append(at)
    return found


@settings(max_examples=50, deadline=None)
@given(texts)
def test_candidates_equal_those_summed_one_by_one(texts: list[str]) -> None:
    tokens = tokenize(texts)
    assert candidates_of(tokens).token.tolist() == plain_candidates(tokens)


@settings(max_examples=50, deadline=None)
@given(texts)
def test_every_token_is_decided_by_the_last_candidate_so_far(texts: list[str]) -> None:
    tokens = tokenize(texts)
    found = candidates_of(tokens)
    every = np.arange(len(tokens))
    decided = found.token[found.number]
    assert (decided <= every).all()
    assert (tokens.paragraph[decided] == tokens.paragraph).all()
    assert not np.isin(every[decided != every], found.token).any()


@settings(max_examples=50, deadline=None)
@given(texts)
def test_tokens_passed_over_are_counted_within_the_paragraph(texts: list[str]) -> None:
    tokens = tokenize(texts)
    found = candidates_of(tokens)
    paragraph, token = tokens.paragraph.tolist(), found.token.tolist()
    for row, at in enumerate(token):
        until = token[row + 1] if row + 1 < len(token) else len(tokens)
        opens = not row or paragraph[token[row - 1]] != paragraph[at]
        before = 0 if opens else min(at - token[row - 1] - 1, 4)
        assert divmod(int(found.passed[row]), 5) == (before, min(until - at - 1, 4))


def test_a_verb_of_speech_and_what_follows_are_candidates() -> None:
    tokens = tokenize(["The mayor of the old town said the long bridge would reopen."])
    words = tokens.words()
    chosen = [words[at] for at in candidates_of(tokens).token.tolist()]
    assert {"the", "said"} <= set(chosen)
    assert "long" not in chosen
