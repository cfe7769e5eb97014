"""How loaded a sentence is, from the lexicons alone, as the scorers of BABE and BASIL read it.

    python -m benchmarks.validity_babe --data DIR --part dev --out OUT

The score is the sum of fixed weights of the hits in a sentence over a power of its number of words.
The weights follow what the categories say: a loaded word counts its grade, a word that doubts or
boosts counts less. They are not fitted; the weight of emotive and emphatic verbs, the length norm
and that quoted words count in full were chosen on the development parts, by totals alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.lexicon import load_lexicon
from framing.matching import Matcher, compile_lexicons
from framing.tokens import tokenize

LEXICONS = (
    "loaded",
    "reporting_verbs",
    "distancing",
    "boosters",
    "euphemism",
    "moral_legal",
    "attribution_nouns",
)
# By feature, or by lexicon for its other categories; a loaded word counts its grade times this.
WEIGHTS = {
    "loaded": 1.0,
    "loaded.praise": 0.7,
    "distancing": 0.7,
    "boosters.certainty": 0.6,
    "boosters.intensifier": 0.4,
    "boosters.universal": 0.3,
    "euphemism.dysphemism": 1.5,
    "moral_legal.wrong": 0.5,
    "reporting_verbs.emotive": 1.5,
    "reporting_verbs.doubting": 0.6,
    "reporting_verbs.emphatic": 0.5,
    "reporting_verbs.conceding": 0.5,
    "reporting_verbs.endorsing": 0.2,
    "reporting_verbs.directive": 0.2,
    "attribution_nouns.emotive": 0.7,
    "attribution_nouns.doubting": 0.4,
}
LENGTH_POWER = 0.4
LENGTH_FLOOR = 20  # words; a shorter sentence is not more loaded for being short


def score_texts(texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return one score a text: weighted hits over a power of its number of words."""
    tokens = tokenize(list(texts))
    lexicons = compile_lexicons([load_lexicon(name) for name in LEXICONS], gated=False)
    matches = Matcher(lexicons, tokens.vocabulary).match(tokens)
    weight = np.array(
        [_weight(lexicons.feature(n), entry.grade) for n, entry in enumerate(lexicons.entries)]
    )
    total = np.bincount(matches.article, weight[matches.entry], minlength=len(texts))
    n_words = np.maximum(np.diff(tokens.first), LENGTH_FLOOR)
    return np.asarray(total / n_words**LENGTH_POWER, np.float64)


def predict(data_dir: Path, part: str, out_dir: Path) -> None:
    """Write ``babe.jsonl``: id and score of every sentence of ``babe/PART.jsonl``."""
    rows = _rows(data_dir / "babe" / f"{part}.jsonl")
    scores = score_texts([row["text"] for row in rows])
    _write(out_dir / "babe.jsonl", [row["id"] for row in rows], scores)


def predict_basil(data_dir: Path, part: str, out_dir: Path) -> None:
    """Write ``basil_lexical.jsonl``: a score for every sentence of ``basil/PART.jsonl``."""
    ids, texts = [], []
    for row in _rows(data_dir / "basil" / f"{part}.jsonl"):
        for number, sentence in enumerate(row["sentences"]):
            ids.append(f"{row['id']}#{number}")
            texts.append(row["text"][sentence["start"] : sentence["end"]])
    _write(out_dir / "basil_lexical.jsonl", ids, score_texts(texts))


def _weight(feature: str, grade: int | None) -> float:
    weight = WEIGHTS.get(feature, WEIGHTS.get(feature.split(".")[0], 0.0))
    return weight * (grade or 1)


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _write(path: Path, ids: Sequence[str], scores: npt.NDArray[np.float64]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for name, score in zip(ids, scores.tolist(), strict=True):
            file.write(json.dumps({"id": name, "score": round(score, 6)}) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the predictions of both sets."""
    parser = argparse.ArgumentParser(prog="benchmarks.validity_babe", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    predict(options.data, options.part, options.out)
    predict_basil(options.data, options.part, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
