"""Train the model of quotation kinds, measure it by cross-validation, and write its weights.

    python -m benchmarks.train_quotation_kind --data DIR [--labels FILE] [--write]

Reads ``DIR/quotes/dev.jsonl`` (labels), ``benchmarks/data/quotation_labels.jsonl`` (more labels,
of other documents) and ``DIR/polnear/train.jsonl``, whose annotated attributions tell for some
thousand spans whether they report a source's words. The word weights are learned from those of
its articles that hold no span of ``quotes/dev``: no fold is scored with words learned on it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.validity_quotes import batches, most_overlapping, read_jsonl, texts_of
from framing.quotation.context import Context
from framing.quotation.features import quotation_features
from framing.quotation.kind import KINDS, ZONES, kind_features, word_places
from framing.quotation.marks import find_marked_spans
from framing.tokens import Tokens, tokenize

Array = npt.NDArray[np.float64]
Words = dict[str, dict[str, float]]

# No labelled text puts the name of a state in marks, so data cannot weigh it.
SET_BY_HAND = {("scare_quote", "country_in_marks"): 6.0}
CLASS_WEIGHT = {0: 1.0, 1: 1.0, 2: 2.2, 3: 1.0, 4: 0.3}
_STRENGTH, _WORD_STRENGTH = 0.2, 0.05
_LONGEST_SILVER = 10
_LEAST_COUNT = 3
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
    values, rows = labelled_features(arguments.data, gold, words)
    values_more, rows_more = labelled_features(arguments.data, more, words)
    if rows_more:
        values_more = silver.out_of_fold(arguments.data, rows_more, values_more)
    print(f"{len(rows)} labelled spans, {len(rows_more)} more, {len(silver.reported)} silver")
    report(rows, cross_validate(values, rows, values_more, rows_more))
    if arguments.write:
        model = fit(np.vstack([values, values_more]), labels(rows + rows_more))
        write_model(model, words)
        print(f"wrote {_WEIGHTS}")


class Silver:
    """Spans of articles with annotated attributions: does an attribution hold them?"""

    def __init__(self, data: Path, *, without: set[str]) -> None:
        counts: list[dict[tuple[str, str], int]] = []
        flags: list[npt.NDArray[np.bool_]] = []
        reported: list[bool] = []
        document: list[str] = []
        articles = read_jsonl(data / "polnear" / "train.jsonl")
        articles = [row for row in articles if row["id"] not in without]
        for begin in range(0, len(articles), 64):
            rows = articles[begin : begin + 64]
            tokens = tokenize([row["text"] for row in rows])
            spans = find_marked_spans(tokens)
            context = Context(tokens, spans)
            short = np.flatnonzero(spans.last - spans.first <= _LONGEST_SILVER)
            flags.append(quotation_features(context)[0][short])
            found = place_words(tokens, context)
            for i in short.tolist():
                row, shift = rows[spans.article[i]], int(tokens.text_start[spans.article[i]])
                counts.append(found[i])
                reported.append(
                    _share_inside(row, int(spans.start[i]) - shift, int(spans.end[i]) - shift) > 0.5
                )
                document.append(row["id"])
        self.flags = np.vstack(flags)
        self.counts = counts
        self.reported = np.array(reported)
        self.document = np.array(document)

    def word_weights(self, kept: npt.NDArray[np.bool_]) -> Words:
        """Return the weight of each word at each place, learned from the spans *kept*."""
        from scipy import sparse
        from sklearn.linear_model import LogisticRegression

        rows = np.flatnonzero(kept).tolist()
        frequency = Counter(key for i in rows for key in self.counts[i])
        frequent = sorted(key for key, count in frequency.items() if count >= _LEAST_COUNT)
        column = {key: j for j, key in enumerate(frequent)}
        cells = [
            (n, column[key], count)
            for n, i in enumerate(rows)
            for key, count in self.counts[i].items()
            if key in column
        ]
        at, to, value = np.array(cells).T
        matrix = sparse.csr_matrix((value, (at, to)), (len(rows), len(column)), dtype=float)
        matrix = sparse.hstack([sparse.csr_matrix(self.flags[kept].astype(float)), matrix])
        model = LogisticRegression(C=_WORD_STRENGTH, solver="liblinear", random_state=0)
        weights = model.fit(matrix.tocsr(), self.reported[kept]).coef_[0][self.flags.shape[1] :]
        words: Words = {place: {} for zone in ZONES.values() for place in zone}
        for (place, word), j in column.items():
            if abs(weights[j]) >= 0.02:
                words[place][word] = round(float(weights[j]), 3)
        return words

    def out_of_fold(self, data: Path, rows: list[dict[str, Any]], values: Array) -> Array:
        """Return *values* with word scores learned without the row's own document."""
        values = values.copy()
        names = sorted(set(self.document.tolist()))
        fold = {name: i % 4 for i, name in enumerate(np.random.default_rng(0).permutation(names))}
        own = np.array([fold[name] for name in self.document.tolist()])
        for k in range(4):
            of_fold = [i for i, row in enumerate(rows) if fold.get(row["doc_id"]) == k]
            words = self.word_weights(own != k)
            again, order = labelled_features(data, [rows[i] for i in of_fold], words)
            at = {_key(rows[i]): i for i in of_fold}
            for row, value in zip(order, again, strict=True):
                values[at[_key(row)]] = value
        return values


def _key(row: dict[str, Any]) -> tuple[str, str, int, int]:
    return row["dataset"], row["doc_id"], row["start"], row["end"]


def _share_inside(row: dict[str, Any], start: int, end: int) -> float:
    pieces = [piece for one in row["attributions"] for piece in one["content"]]
    inside: int = sum(max(0, min(end, e) - max(start, s)) for s, e in pieces)
    return inside / (end - start)


def place_words(tokens: Tokens, context: Context) -> list[dict[tuple[str, str], int]]:
    """Return for each span how often each word stands at each place around it."""
    found: list[dict[tuple[str, str], int]] = [Counter() for _ in range(len(context.spans))]
    types = tokens.vocabulary.types
    for place, ids in word_places(context).items():
        for counts, row in zip(found, ids.tolist(), strict=True):
            for i in row:
                if i:
                    counts[place, types[i]] += 1
    return found


def labelled_features(
    data: Path, rows: list[dict[str, Any]], words: Words
) -> tuple[Array, list[dict[str, Any]]]:
    """Return the features of the library's span for each labelled row, and the rows in order."""
    wanted = defaultdict(list)
    for row in rows:
        wanted[row["dataset"], row["doc_id"]].append(row)
    values, ordered = [], []
    for keys, texts in batches(texts_of(data, set(wanted))):
        tokens = tokenize(texts)
        spans = find_marked_spans(tokens)
        features = kind_features(tokens, spans, words)
        for number, key in enumerate(keys):
            shift = int(tokens.text_start[number])
            for row in wanted[key]:
                i = most_overlapping(spans, row["start"] + shift, row["end"] + shift)
                if i is not None:
                    values.append(features[i])
                    ordered.append(row)
    return np.array(values), ordered


def labels(rows: list[dict[str, Any]]) -> npt.NDArray[np.int64]:
    """Return the labels as indices into KINDS."""
    return np.array([KINDS.index(row["label"]) for row in rows])


def fit(values: Array, kind: npt.NDArray[np.int64]) -> Any:
    """Return the fitted model."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRENGTH, class_weight=CLASS_WEIGHT, max_iter=5000)
    model.fit(values, kind)
    names = flag_names()
    for (name, feature), weight in SET_BY_HAND.items():
        model.coef_[KINDS.index(name), names.index(feature)] = weight
    return model


def flag_names() -> tuple[str, ...]:
    """Return the names of the flags, in the order of the features."""
    tokens = tokenize(['He called it a "reform".'])
    return quotation_features(Context(tokens, find_marked_spans(tokens)))[1]


def cross_validate(
    values: Array, rows: list[dict[str, Any]], values_more: Array, rows_more: list[dict[str, Any]]
) -> list[npt.NDArray[np.int64]]:
    """Return the predictions of five-fold cross-validation over documents, for five seeds."""
    kind, kind_more = labels(rows), labels(rows_more)
    document = np.array([row["doc_id"] for row in rows])
    names = np.unique(document)
    predictions = []
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(names)
        fold_of = {name: i % 5 for i, name in enumerate(order.tolist())}
        fold = np.array([fold_of[name] for name in document.tolist()])
        predicted = np.zeros(len(rows), np.int64)
        for k in range(5):
            train = fold != k
            features = np.vstack([values[train], values_more]) if rows_more else values[train]
            model = fit(features, np.concatenate([kind[train], kind_more]).astype(int))
            predicted[~train] = model.predict(values[~train])
        predictions.append(predicted)
    return predictions


def report(rows: list[dict[str, Any]], predictions: list[npt.NDArray[np.int64]]) -> None:
    """Print F1 a class, mean of the seeds, with bootstrap intervals over documents."""
    kind = labels(rows)
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


def class_f1(kind: npt.NDArray[np.int64], predicted: npt.NDArray[np.int64]) -> Array:
    """Return F1 of the first four kinds, 0 for one that is neither there nor predicted.

    >>> class_f1(np.array([0, 0, 1]), np.array([0, 1, 1])).round(3).tolist()
    [0.667, 0.667, 0.0, 0.0]
    """
    hit = [np.sum((kind == k) & (predicted == k)) for k in range(4)]
    size = [max(1, np.sum(kind == k) + np.sum(predicted == k)) for k in range(4)]
    scores: Array = 2 * np.array(hit) / np.array(size)
    return scores


def _bootstrap(
    kind: npt.NDArray[np.int64],
    predictions: list[npt.NDArray[np.int64]],
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


def write_model(model: Any, words: Words) -> None:
    """Write the weights as JSON, a line a feature, words sorted."""
    data = {
        "kinds": list(KINDS),
        "features": [*flag_names(), *ZONES],
        "intercept": np.round(model.intercept_, 4).tolist(),
        "weights": np.round(model.coef_, 4).tolist(),
        "words": {place: dict(sorted(of_place.items())) for place, of_place in words.items()},
    }
    _WEIGHTS.write_text(json.dumps(data, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
