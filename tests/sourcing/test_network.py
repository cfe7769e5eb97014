"""The layers of the attribution model against the same sums written token by token."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.sourcing.candidates import Candidates, find_candidates
from framing.sourcing.codes import TokenCodes, places, token_codes
from framing.sourcing.decoding import LEAST, SHARPNESS, Steps, best_paths, scores
from framing.sourcing.features import NAME_CLASSES, quotation_numbers, type_features
from framing.sourcing.model import (
    CODE_OFFSETS,
    FIRST_BITS,
    HIDDEN_OFFSETS,
    LABELS,
    LEAK_BITS,
    LIMIT,
    WORD_OFFSETS,
    SeenWords,
    allowed_first,
    allowed_last,
    allowed_transitions,
    load_weights,
    rows_of_words,
    seen_words,
    word_rows,
)
from framing.sourcing.network import Labeling, label_tokens
from framing.tokens import Tokens, tokenize

Numbers = npt.NDArray[np.float32]
Sums = npt.NDArray[np.int64]

TEXTS = [
    "Mayor Ann Lee said the bridge was “safe enough,” and warned Reed not to wait.",
    "No.\nIt rained.",
    "“We'll stay,” SMITH told Radio North's reporters on Monday.\n\nHe denied it: 12 had left.",
    "A b c d e f g h i j k l m n o p q r s t u v w x y z.",
]


def labeled(texts: list[str]) -> tuple[Tokens, Labeling]:
    tokens = tokenize(texts)
    weights = load_weights()
    words = seen_words(tokens, weights)
    return tokens, label_tokens(tokens, words, quotation_numbers(tokens), weights)


def plain_hidden(tokens: Tokens) -> Numbers:
    """Return the second layer in whole numbers, one candidate at a time."""
    weights = load_weights()
    words = seen_words(tokens, weights)
    codes = token_codes(tokens, words.strength, quotation_numbers(tokens))
    edge = word_rows(tokens, words.types, weights).edge
    candidates = find_candidates(tokens, words.types, codes, edge, weights.edges)
    first = plain_first(tokens, words, codes, candidates)
    narrow = [plain_narrow(one) for one in first]
    chosen = candidates.token.tolist()
    mixing = weights.hidden.astype(np.int64).reshape(len(HIDDEN_OFFSETS), len(narrow[0]), -1)
    rows = []
    for row in range(len(chosen)):
        total = weights.hidden_bias.astype(np.int64) + first[row] @ weights.center.astype(np.int64)
        for k, offset in enumerate(HIDDEN_OFFSETS):
            there = near(tokens, row, offset, chosen)
            if there is not None:
                total += narrow[there] @ mixing[k]
        rows.append(np.clip(np.rint(total.astype(np.float32) * weights.hidden_scale), 0, LIMIT))
    return np.array(rows)


def plain_first(
    tokens: Tokens, words: SeenWords, codes: TokenCodes, candidates: Candidates
) -> list[Sums]:
    """Return the first layer of each candidate."""
    weights = load_weights()
    own = {"passed": candidates.passed, "place": places(tokens, candidates.token).number}
    width = weights.squeeze.shape[0]
    first = []
    for row, at in enumerate(candidates.token.tolist()):
        total = np.zeros(width, np.int64)
        for k, offset in enumerate(WORD_OFFSETS):
            there = near(tokens, at, offset, range(len(tokens)))
            if there is not None:
                word = tokens.vocabulary.types[words.types[there]]
                total += rows_of_words([word], weights)[0][0].astype(int).reshape(-1, width)[k]
        for (name, offset), table in zip(CODE_OFFSETS, weights.tables, strict=True):
            total += table[own[name][row] if name in own else codes.column(name, offset)[at]]
        total >>= FIRST_BITS
        first.append(np.maximum(total, total >> LEAK_BITS))
    return first


def plain_narrow(first: Sums) -> Sums:
    """Return what neighbors see of the *first* layer of a candidate."""
    weights = load_weights()
    sums = first @ weights.squeeze.astype(np.int64)
    scaled = np.rint(sums.astype(np.float32) * weights.squeeze_scale)
    return np.clip(scaled, -LIMIT, LIMIT).astype(np.int64)


def near(tokens: Tokens, row: int, offset: int, among: Sequence[int]) -> int | None:
    """Return the row at *offset* of a *row* of tokens, if it stands in the same paragraph."""
    there = row + offset
    inside = 0 <= there < len(among)
    same = inside and tokens.paragraph[among[there]] == tokens.paragraph[among[row]]
    return there if same else None


def test_equals_the_sums_token_by_token() -> None:
    tokens, found = labeled(TEXTS)
    assert (found.hidden == plain_hidden(tokens)).all()


@pytest.mark.parametrize("windows", [1, 3, 10])
def test_blocks_fit_together(windows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.sourcing.network._BLOCK", windows * len(HIDDEN_OFFSETS))
    tokens, found = labeled(TEXTS * 2)
    assert (found.hidden == plain_hidden(tokens)).all()


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=60))
def test_the_layers_are_the_same_to_the_last_bit_in_any_batch(texts: list[str]) -> None:
    tokens, together = labeled(texts)
    for number, text in enumerate(texts):
        _, alone = labeled([text])
        bounds = tokens.first[[number, number + 1]]
        here = slice(*np.searchsorted(together.candidates.token, bounds).tolist())
        assert together.hidden[here].tobytes() == alone.hidden.tobytes()


def test_texts_may_be_read_in_any_order() -> None:
    tokens, in_order = labeled(TEXTS)
    begin, stop = tokens.first[:-1], tokens.first[1:]
    turned = np.concatenate([np.arange(a, b) for a, b in zip(begin, stop, strict=True)][::-1])
    first = np.append(0, np.cumsum((stop - begin)[::-1]))
    sentence, paragraph = (
        np.cumsum(np.diff(numbers[turned], prepend=numbers[turned[0]]) != 0, dtype=np.int32)
        for numbers in (tokens.sentence, tokens.paragraph)
    )
    part = tokens.part(turned, first, sentence=sentence, paragraph=paragraph)
    weights = load_weights()
    words, quotation = seen_words(tokens, weights), quotation_numbers(tokens)
    found = label_tokens(part, words.take(turned), quotation.take(turned), weights)
    by_token = np.argsort(turned[found.candidates.token])
    assert (found.hidden[by_token] == in_order.hidden).all()
    assert (found.label[by_token] == in_order.label).all()


def test_every_product_stays_within_what_a_float_counts() -> None:
    weights = load_weights()
    shifted = 1 << (15 - FIRST_BITS)
    first = LIMIT * np.abs(weights.words).sum(0)
    narrow = shifted * np.abs(weights.squeeze).sum(0)
    second = LIMIT * np.abs(weights.hidden).sum(0) + shifted * np.abs(weights.center).sum(0)
    score = LIMIT * np.abs(weights.output).sum(0) + np.abs(weights.output_bias)
    second += np.abs(weights.hidden_bias)
    for most in (first, narrow, second, score):
        assert most.max() < 2**24
    assert (second * weights.hidden_scale).max() < 2**15


def test_no_sharpened_likelihood_is_beyond_what_a_float_tells_from_zero_and_infinity() -> None:
    weights = load_weights()
    most = LIMIT * np.maximum(weights.output, 0).sum(0) + weights.output_bias
    range_of_floats = np.log(np.finfo(np.float32).tiny), np.log(np.finfo(np.float32).max)
    change = np.log(len(LABELS)) + SHARPNESS * weights.transition.max()
    assert range_of_floats[0] < LEAST - change
    assert SHARPNESS * weights.unit * most.max() + change < range_of_floats[1]


def test_sums_of_the_first_layer_fit_their_integers() -> None:
    weights = load_weights()
    words = weights.word_limit.reshape(len(WORD_OFFSETS), -1).sum(0)
    assert (words + sum(np.abs(t.astype(int)).max(0) for t in weights.tables)).max() < 2**15


def plain_path(hidden: Numbers, first: int, stop: int) -> list[int]:
    """Return the labels of one paragraph: sums of sharpened weights on, the best way back."""
    weights = load_weights()
    logs = scores(hidden[first:stop], weights).T.astype(np.float64) * float(weights.unit[0])
    likely = np.exp(2 * np.maximum(logs - logs.max(1, keepdims=True), -30))
    likely[-1, ~allowed_last()] = 0
    change = np.exp(2 * weights.transition.astype(np.float64))
    reach = [likely[0] * np.exp(2 * weights.first.astype(np.float64))]
    for row in likely[1:]:
        reach.append((reach[-1] @ change) * row)
        reach[-1] /= reach[-1].max()
    path = [int(reach[-1].argmax())]
    for row in reach[-2::-1]:
        path.append(int((row * change[:, path[-1]]).argmax()))
    return path[::-1]


def test_paths_equal_those_of_each_paragraph_alone() -> None:
    tokens, found = labeled(TEXTS)
    chosen = found.candidates.token
    bounds = np.searchsorted(chosen, np.append(tokens.paragraph_first, len(tokens))).tolist()
    rows = found.hidden.astype(np.float32)
    for first, stop in pairwise(bounds):
        assert found.label[first:stop].tolist() == plain_path(rows, first, stop)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.integers(0, 1000))
def test_paths_obey_the_grammar_of_labels(lengths: list[int], seed: int) -> None:
    text = "\n".join(" ".join(["word"] * n) for n in lengths)
    tokens, weights = tokenize([text]), load_weights()
    rng = np.random.default_rng(seed)
    shape = (len(tokens), weights.hidden.shape[1])
    hidden = rng.integers(0, LIMIT // 8, shape).astype(np.int16)
    bounds = np.append(tokens.paragraph_first, len(tokens))
    labels = best_paths(hidden, Steps.of(np.diff(bounds)), weights)
    starts, ends = bounds[:-1], bounds[1:] - 1
    inner = np.setdiff1d(np.arange(len(tokens)), starts)
    assert allowed_first()[labels[starts]].all()
    assert allowed_last()[labels[ends]].all()
    assert allowed_transitions()[labels[inner - 1], labels[inner]].all()


@pytest.mark.parametrize("name", NAME_CLASSES)
def test_what_stands_for_a_name_is_no_word_of_a_text(name: str) -> None:
    tokens = tokenize([name, "Some Name In Capitals"])
    assert tokens.vocabulary.id_of(name) not in tokens.type_id
    assert all(feature.startswith("<") for feature in type_features(name))
