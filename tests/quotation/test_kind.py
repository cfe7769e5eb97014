from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.train_quotation_kind import class_f1, feature_names
from benchmarks.validity_quotes import predict
from framing.quotation.kind import KINDS
from framing.quotation.model import WHOLE, load_kind_model
from framing.quotes import find_quotes
from framing.tokens import tokenize
from tests.conftest import load_cases


@pytest.mark.parametrize("case", load_cases("quotes", "kinds"))
def test_kind(case: dict[str, str]) -> None:
    before, span, after = case["text"].replace("]", "[").split("[")
    quotes = find_quotes(tokenize([before + span + after]))
    row = quotes.start.tolist().index(len(before))
    assert KINDS[quotes.kind[row]] == case["kind"]


def test_weights_belong_to_the_features_of_the_code() -> None:
    model = load_kind_model()
    assert sorted(model.features) == sorted(feature_names())
    assert model.weights.shape == (len(KINDS), len(model.features))
    assert {words.weights.shape[1] for words in model.quoted_words.values()} == {len(KINDS)}


def test_weights_are_whole_in_ten_thousandths_and_add_up_exactly_in_single_precision() -> None:
    whole = WHOLE * load_kind_model().weights
    np.testing.assert_allclose(whole, np.rint(whole), atol=1e-6)
    assert np.abs(whole).sum(axis=1).max() < 1 << np.finfo(np.float32).nmant


def test_reason_names_what_decided() -> None:
    quotes = find_quotes(tokenize(["Troops of 'Israel' crossed the line at dawn."]))
    assert quotes.reason(0).startswith("scare_quote: country in marks")


def test_confidence_is_a_probability_above_chance() -> None:
    quotes = find_quotes(tokenize(['The "reform" failed. "We knew," he said. The film "No" won.']))
    assert ((quotes.confidence > 1 / len(KINDS)) & (quotes.confidence <= 1)).all()


def test_f1_against_scikit_learn() -> None:
    from sklearn.metrics import f1_score

    rng = np.random.default_rng(0)
    kind, predicted = rng.integers(4, size=50), rng.integers(4, size=50)
    expected = f1_score(kind, predicted, average=None, labels=range(4))
    np.testing.assert_allclose(class_f1(kind, predicted), expected)


def test_predict_labels_every_gold_span(tmp_path: Path) -> None:
    text = 'The "reform" left every fee in place. "We are closing," the mayor said.'
    gold = [
        {"dataset": "polnear", "doc_id": "x", "start": 4, "end": 12},
        {"dataset": "polnear", "doc_id": "x", "start": 39, "end": 56},
        {"dataset": "polnear", "doc_id": "x", "start": 14, "end": 18},
    ]
    for folder in ("quotes", "polnear"):
        (tmp_path / folder).mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in gold)
    (tmp_path / "quotes" / "dev.jsonl").write_text(lines, encoding="utf-8")
    article = json.dumps({"id": "x", "text": text})
    (tmp_path / "polnear" / "test.jsonl").write_text(article, encoding="utf-8")
    out = predict(tmp_path, "dev", tmp_path)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["label"] for row in rows] == ["scare_quote", "direct_speech", None]
