"""Train the model of quotation kinds, measure it by cross-validation, and write its weights.

    python -m benchmarks.train_quotation_kind --data DIR [--labels FILE] [--write]

Reads ``DIR/quotes/dev.jsonl`` (labels), ``benchmarks/data/quotation_labels.jsonl`` (more labels; no
fold is scored with those of its own documents) and ``DIR/polnear/train.jsonl``, whose annotated
attributions tell for some thousand spans whether they report a source's words. The word weights
are learned from those of its articles that hold no span of ``quotes/dev``: no fold is scored with
words learned on it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.quotation_silver import FOLDS, Silver, Words
from benchmarks.validity_quotes import batches, most_overlapping, read_jsonl, texts_of
from framing.quotation.context import Context
from framing.quotation.kind import KINDS
from framing.quotation.marks import find_marked_spans
from framing.quotation.span_features import named_features
from framing.quotation.word_scores import ZONES, quoted_word_places
from framing.tokens import tokenize

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Rows = list[dict[str, Any]]
Column = tuple[str, str]

# No labelled text puts the name of a state in marks, so data cannot weigh it.
SET_BY_HAND = {("scare_quote", "country_in_marks"): 6.0}
CLASS_WEIGHT = {0: 1.0, 1: 1.0, 2: 3.0, 3: 1.0, 4: 0.3}
_STRENGTH = 0.2
_LEAST_COUNT = 3
# A quoted word is worth half a flag, so that its weight is penalized four times as much.
_WORTH = 0.5
_LABELS = Path(__file__).parent / "data" / "quotation_labels.jsonl"
_WEIGHTS = Path(__file__).parent.parent / "framing" / "data" / "quotation_kind.json"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=Path, default=_LABELS)
    parser.add_argument("--write", action="store_true", help="write the weights of the model")
    arguments = parser.parse_args()
    gold = read_jsonl(arguments.data / "quotes" / "dev.jsonl")
    more = read_jsonl(arguments.labels) if arguments.labels.exists() else []
    silver = Silver(arguments.data, without={row["doc_id"] for row in gold})
    words = silver.word_weights(np.ones(len(silver.reported), np.bool_))
    scored = describe(arguments.data, gold, words)
    added = out_of_fold(arguments.data, describe(arguments.data, more, words), silver)
    counts = len(scored.rows), len(added.rows), len(silver.reported)
    print("{} labelled spans, {} more, {} silver".format(*counts))
    report(scored.rows, cross_validate(scored, added))
    if arguments.write:
        write_model(fit(both(scored, added)), words)
        print(f"wrote {_WEIGHTS}")


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """Labelled spans: their rows, their features (n_spans, n_features), and their words."""

    rows: Rows
    values: Array
    words: list[Counter[Column]]

    def take(self, kept: npt.NDArray[np.bool_]) -> Labelled:
        """Return the spans *kept*."""
        at = np.flatnonzero(kept).tolist()
        return Labelled([self.rows[i] for i in at], self.values[at], [self.words[i] for i in at])

    @property
    def kind(self) -> Indices:
        """The label of each span, as an index into KINDS."""
        return np.array([KINDS.index(row["label"]) for row in self.rows], np.int64)

    @property
    def document(self) -> npt.NDArray[np.str_]:
        """The document of each span."""
        return np.array([row["doc_id"] for row in self.rows], np.str_)


def both(one: Labelled, other: Labelled) -> Labelled:
    """Return the spans of both."""
    values = np.vstack([one.values, other.values]) if other.rows else one.values
    return Labelled(one.rows + other.rows, values, one.words + other.words)


def describe(data: Path, rows: Rows, words: Words) -> Labelled:
    """Return the features and words of the library's span for each of the labelled *rows*."""
    wanted = defaultdict(list)
    for row in rows:
        wanted[row["dataset"], row["doc_id"]].append(row)
    values, ordered, quoted = [], [], []
    for keys, texts in batches(texts_of(data, set(wanted))):
        tokens = tokenize(texts)
        context = Context(tokens, find_marked_spans(tokens))
        features = np.column_stack(list(named_features(context, words).values()))
        places = quoted_word_places(context)
        types = tokens.vocabulary.types
        for number, key in enumerate(keys):
            shift = int(tokens.text_start[number])
            for row in wanted[key]:
                i = most_overlapping(context.spans, row["start"] + shift, row["end"] + shift)
                if i is None:
                    continue
                ordered.append(row)
                values.append(features[i])
                quoted.append(
                    Counter(
                        (place, types[t]) for place, ids in places.items() for t in ids[:, i] if t
                    )
                )
    return Labelled(ordered, np.array(values), quoted)


def out_of_fold(data: Path, labelled: Labelled, silver: Silver) -> Labelled:
    """Return *labelled* with word scores learned without the row's own document."""
    fold_of = silver.fold_of()
    values = labelled.values.copy()
    position = {_key(row): i for i, row in enumerate(labelled.rows)}
    for fold in range(FOLDS):
        rows = [row for row in labelled.rows if fold_of.get(row["doc_id"]) == fold]
        again = describe(data, rows, silver.weights_without(fold))
        for row, value in zip(again.rows, again.values, strict=True):
            values[position[_key(row)]] = value
    return Labelled(labelled.rows, values, labelled.words)


def _key(row: dict[str, Any]) -> tuple[str, str, int, int]:
    return row["dataset"], row["doc_id"], row["start"], row["end"]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A fitted model, and the quoted words that follow its features, in order."""

    fitted: Any
    columns: tuple[Column, ...]

    def predict(self, labelled: Labelled) -> Indices:
        """Return the kind of each span."""
        predicted: Indices = self.fitted.predict(_matrix(labelled, self.columns))
        return predicted


def fit(labelled: Labelled) -> Model:
    """Return the model of *labelled*."""
    from sklearn.linear_model import LogisticRegression

    frequency = Counter[Column]()
    for of_span in labelled.words:
        frequency.update(of_span)
    columns = tuple(sorted(key for key, count in frequency.items() if count >= _LEAST_COUNT))
    fitted = LogisticRegression(C=_STRENGTH, class_weight=CLASS_WEIGHT, max_iter=5000)
    fitted.fit(_matrix(labelled, columns), labelled.kind)
    names = feature_names()
    for (name, feature), weight in SET_BY_HAND.items():
        fitted.coef_[KINDS.index(name), names.index(feature)] = weight
    return Model(fitted, columns)


def _matrix(labelled: Labelled, columns: Sequence[Column]) -> Any:
    from scipy import sparse

    place = {key: i for i, key in enumerate(columns)}
    cells = [
        (i, place[key], _WORTH * count)
        for i, of_span in enumerate(labelled.words)
        for key, count in of_span.items()
        if key in place
    ]
    at, to, value = np.array(cells).T if cells else np.zeros((3, 0))
    shape = len(labelled.rows), len(columns)
    words = sparse.csr_matrix((value, (at.astype(int), to.astype(int))), shape)
    return sparse.hstack([sparse.csr_matrix(labelled.values), words]).tocsr()


def feature_names() -> tuple[str, ...]:
    """Return the names of the features, in order."""
    tokens = tokenize(['He called it a "reform".'])
    no_words: Words = {place: {} for zone in ZONES.values() for place in zone}
    return tuple(named_features(Context(tokens, find_marked_spans(tokens)), no_words))


def cross_validate(scored: Labelled, added: Labelled) -> list[Indices]:
    """Return the predictions of five-fold cross-validation over documents, for five seeds.

    Spans of *added* are learned from only, and never where their document is predicted.
    """
    names = np.unique(scored.document)
    predictions = []
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(names)
        fold_of = {name: i % 5 for i, name in enumerate(order.tolist())}
        fold = np.array([fold_of[name] for name in scored.document.tolist()])
        fold_added = np.array([fold_of.get(name, -1) for name in added.document.tolist()])
        predicted = np.zeros(len(scored.rows), np.int64)
        for k in range(5):
            model = fit(both(scored.take(fold != k), added.take(fold_added != k)))
            predicted[fold == k] = model.predict(scored.take(fold == k))
        predictions.append(predicted)
    return predictions


def report(rows: Rows, predictions: list[Indices]) -> None:
    """Print F1 a class, mean of the seeds, with bootstrap intervals over documents."""
    kind = np.array([KINDS.index(row["label"]) for row in rows])
    groups = {"all": np.ones(len(rows), np.bool_)}
    groups["sample=random"] = np.array([row["sample"] == "random" for row in rows])
    for name in ("polnear", "basil", "babe"):
        groups[name] = np.array([row["dataset"] == name for row in rows])
    document = np.array([row["doc_id"] for row in rows])
    print(f"{'':14} {'macro':>16} " + " ".join(f"{name:>18}" for name in KINDS[:4]))
    for name, kept in groups.items():
        scores = np.mean([class_f1(kind[kept], p[kept]) for p in predictions], axis=0)
        draws = _bootstrap(kind[kept], [p[kept] for p in predictions], document[kept])
        cells = [
            f"{value:.3f} {low:.2f}-{high:.2f}"
            for value, (low, high) in zip([scores.mean(), *scores], draws, strict=True)
        ]
        print(f"{name:14} " + " ".join(f"{cell:>18}" for cell in cells))


def class_f1(kind: Indices, predicted: Indices) -> Array:
    """Return F1 of the first four kinds, 0 for one that is neither there nor predicted.

    >>> class_f1(np.array([0, 0, 1]), np.array([0, 1, 1])).round(3).tolist()
    [0.667, 0.667, 0.0, 0.0]
    """
    hit = [np.sum((kind == k) & (predicted == k)) for k in range(4)]
    size = [max(1, np.sum(kind == k) + np.sum(predicted == k)) for k in range(4)]
    scores: Array = 2 * np.array(hit) / np.array(size)
    return scores


def _bootstrap(
    kind: Indices,
    predictions: list[Indices],
    document: npt.NDArray[np.str_],
) -> list[tuple[float, float]]:
    rng = np.random.default_rng(0)
    names, of = np.unique(document, return_inverse=True)
    members = [np.flatnonzero(of == i) for i in range(len(names))]
    draws = []
    for n in range(500):
        drawn = rng.integers(len(names), size=len(names))
        rows = np.concatenate([members[i] for i in drawn])
        scores = class_f1(kind[rows], predictions[n % len(predictions)][rows])
        draws.append([scores.mean(), *scores])
    low, high = np.percentile(np.array(draws), [2.5, 97.5], axis=0)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def write_model(model: Model, words: Words) -> None:
    """Write the weights as JSON, a line a feature, words sorted."""
    coefficients = np.round(model.fitted.coef_, 4)
    names = feature_names()
    of_words = np.round(_WORTH * coefficients[:, len(names) :].T, 3)
    quoted_words: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for (place, word), weights in zip(model.columns, of_words.tolist(), strict=True):
        quoted_words[place][word] = weights
    data = {
        "kinds": list(KINDS),
        "features": names,
        "intercept": np.round(model.fitted.intercept_, 4).tolist(),
        "weights": coefficients[:, : len(names)].tolist(),
        "words": {place: dict(sorted(of_place.items())) for place, of_place in words.items()},
        "quoted_words": quoted_words,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("},", "},\n")
    _WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
