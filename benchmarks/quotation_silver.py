"""Thousands of quoted spans of which annotators say whether an attribution holds them.

They tell how much each word near a span speaks for reported words;
`benchmarks.train_quotation_kind` adds those weights up to four scores.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.validity_quotes import read_jsonl
from framing.quotation.context import Context
from framing.quotation.features import quotation_flags
from framing.quotation.marks import find_marked_spans
from framing.quotation.word_scores import ZONES, word_places
from framing.tokens import Tokens, tokenize

Words = dict[str, dict[str, float]]

_STRENGTH = 0.05
_LONGEST = 10
_LEAST_COUNT = 3
FOLDS = 4
"""Into how many parts the documents are split, so that words can be learned elsewhere."""


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
            short = np.flatnonzero(spans.last - spans.first <= _LONGEST)
            flags.append(np.array(list(quotation_flags(context).values())).T[short])
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
        model = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0)
        weights = model.fit(matrix.tocsr(), self.reported[kept]).coef_[0][self.flags.shape[1] :]
        words: Words = {place: {} for zone in ZONES.values() for place in zone}
        for (place, word), j in column.items():
            if abs(weights[j]) >= 0.02:
                words[place][word] = round(float(weights[j]), 3)
        return words

    def weights_without(self, fold: int) -> Words:
        """Return the word weights learned from all documents but those of one *fold*."""
        fold_of = self.fold_of()
        own = np.array([fold_of[name] for name in self.document.tolist()])
        return self.word_weights(own != fold)

    def fold_of(self) -> dict[str, int]:
        """Return the fold of each document."""
        names = np.random.default_rng(0).permutation(sorted(set(self.document.tolist())))
        return {name: i % FOLDS for i, name in enumerate(names.tolist())}


def _share_inside(row: dict[str, Any], start: int, end: int) -> float:
    pieces = [piece for one in row["attributions"] for piece in one["content"]]
    inside: int = sum(max(0, min(end, e) - max(start, s)) for s, e in pieces)
    return inside / (end - start)


def place_words(tokens: Tokens, context: Context) -> list[dict[tuple[str, str], int]]:
    """Return for each span how often each word stands at each place around it."""
    found: list[dict[tuple[str, str], int]] = [Counter() for _ in range(len(context.spans))]
    types = tokens.vocabulary.types
    for place, ids in word_places(context).items():
        for counts, row in zip(found, ids.T.tolist(), strict=True):
            for i in row:
                if i:
                    counts[place, types[i]] += 1
    return found
