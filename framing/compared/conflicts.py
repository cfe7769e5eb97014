"""Which figures that differ count the same thing, so that they conflict.

How many were killed or wounded is one question of an event, and two answers to it conflict. Most
other words are counted for many reasons: the four officers who came and the one who spoke, 36
days of strike and nine of talks. Such figures conflict only if their sentences say the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from framing.alignment.wording import describe
from framing.figures import align_figures
from framing.linkage.background import words
from framing.numerals.word_classes import CAPTIVES, OUTCOMES
from framing.text.sentences import sentence_spans

Row = Mapping[str, object]

_LEAST_SHARED = 2
# "One officer" is one of them, not all that there were.
_SINGLED_OUT = 1
_LONGER_TIME = re.compile(
    r"\b(?:this|last|past|each|every|a|per) (?:year|month|decade)\b|\bsince\b"
    r"|\bin recent (?:years|months|weeks)\b|\bover the years\b",
    re.IGNORECASE,
)
# Said of things as well as of people, so that the word alone does not tell of whom.
_VAGUE = frozenset(("released", "taken", "held", "shot"))


def is_question_of_the_event(quantity: str) -> bool:
    """Tell whether *quantity* is counted once for an event, such as those killed in it.

    >>> [is_question_of_the_event(q) for q in ("killed", "prisoners released", "officer", "held")]
    [True, True, False, False]
    """
    return quantity in _questions()


@lru_cache(maxsize=1)
def _questions() -> frozenset[str]:
    outcomes = set(OUTCOMES.values()) - _VAGUE
    whose = {*CAPTIVES.values(), "people"}
    return frozenset(outcomes | {f"{who} {what}" for who in whose for what in _VAGUE})


def settle_conflicts(
    things: Sequence[Sequence[dict[str, object]]], texts: Mapping[str, str]
) -> None:
    """Write into ``agrees`` of figures that do not all agree, some rows of each thing, what holds.

    *texts* has the text of each article. Figures for a longer time ("this year") are compared
    among themselves. Sentences say the same if they share two content words besides numbers and
    the quantity's name; a figure whose sentence no other outlet has agrees or conflicts with none.
    """
    sentences = iter(_sentences_around([row for rows in things for row in rows], texts))
    for rows in things:
        _settle(rows, [next(sentences) for _ in rows])


def _settle(rows: Sequence[dict[str, object]], sentences: Sequence[str]) -> None:
    if is_question_of_the_event(str(rows[0]["quantity"])):
        alike = [True] * len(rows)
    else:
        alike = _alike(rows, sentences)
    of_time: dict[str, list[Row]] = defaultdict(list)
    for row, sentence, like in zip(rows, sentences, alike, strict=True):
        if like:
            longer = _LONGER_TIME.search(sentence)
            of_time[longer.group().lower() if longer else ""].append(row)
    again = [row for those in of_time.values() for row in align_figures(those)]
    agrees = {(row["article"], row["start"]): row["agrees"] for row in again}
    for row in rows:
        row["agrees"] = agrees.get((row["article"], row["start"]))


def _alike(rows: Sequence[Row], sentences: Sequence[str]) -> list[bool]:
    named = {stem for name in ("quantity", "unit") for stem in _content(str(rows[0].get(name)))}
    said = [set(_content(sentence)) - named for sentence in sentences]
    return [
        row["value"] != _SINGLED_OUT
        and any(
            len(mine & its) >= _LEAST_SHARED
            for other, its in zip(rows, said, strict=True)
            if other["outlet"] != row["outlet"]
        )
        for row, mine in zip(rows, said, strict=True)
    ]


def _sentences_around(rows: Sequence[Row], texts: Mapping[str, str]) -> list[str]:
    """Return the sentence in which each row stands."""
    articles = sorted({str(row["article"]) for row in rows})
    spans = dict(zip(articles, sentence_spans([texts[name] for name in articles]), strict=True))
    found = []
    for row in rows:
        name, at = str(row["article"]), int(str(row["start"]))
        found.append(" ".join(texts[name][a:b] for a, b in spans[name].tolist() if a <= at < b))
    return found


def _content(text: str) -> Iterator[str]:
    for match in words(text):
        traits = describe(match.group())
        if traits.content and not traits.number:
            yield traits.stem
