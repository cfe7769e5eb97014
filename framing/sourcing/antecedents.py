"""Whom a pronoun stands for, and what "they", "it" and "the group" have from the source before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.sourcing.names import NamedAt, Names
from framing.sourcing.source_heads import SourceHeads
from framing.sourcing.source_types import (
    ANONYMOUS,
    DOCUMENT,
    EYEWITNESS,
    GROUP,
    NAMED_ORGANIZATION,
    OFFICIAL_UNNAMED,
    PRONOUN,
)
from framing.tokens import Tokens

PARAGRAPHS_BACK = 3
_SOURCES_BACK = 8
_DOUBLE_MARK = re.compile("[\"“”„«»]|''|``")
_MEANT = {
    "they": (OFFICIAL_UNNAMED, GROUP, ANONYMOUS, EYEWITNESS),
    "it": (NAMED_ORGANIZATION, GROUP, DOCUMENT),
}
_BODIES = (NAMED_ORGANIZATION, GROUP)
_BODY_AGAIN = frozenset(("group", "movement", "organization", "organisation", "faction"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A person at token ``at``: named there, or meant by a source that stands there."""

    at: int
    name: str
    gender: str | None
    speaks: bool


def antecedent(
    at: int, gender: str, names: Names, speakers: Iterable[Mention], tokens: Tokens
) -> str | None:
    """Return the person that "he" or "she" at token *at* stands for, or None.

    Sentence by sentence backwards, at most `PARAGRAPHS_BACK` paragraphs, the *speakers* of a
    sentence come first, then the persons it names, in its order; the first of the same gender
    is taken, else the first of no known gender. Names within quotation marks do not count.
    """
    by_sentence: dict[int, list[Mention]] = {}
    for mention in [*_named(at, names, tokens), *speakers]:
        by_sentence.setdefault(int(tokens.sentence[mention.at]), []).append(mention)
    for sentence in sorted(by_sentence, reverse=True):
        inside = sorted(by_sentence[sentence], key=lambda m: (not m.speaks, m.at))
        if tokens.paragraph[at] - tokens.paragraph[inside[0].at] > PARAGRAPHS_BACK:
            return None
        for known in (gender, None):
            name = next((m.name for m in inside if m.gender == known), None)
            if name is not None:
                return name
    return None


def relative_antecedent(at: int, names: Names) -> str | None:
    """Return the person whose name ends where "who" stands, token *at*."""
    named = names.named()
    i = bisect_left(named, at, key=_first) - 1
    return named[i].name if i >= 0 and named[i].stop == at else None


def _named(at: int, names: Names, tokens: Tokens) -> Iterator[Mention]:
    """Yield the persons named before token *at*, last first, without those in quotation marks."""
    named = names.named()
    begin = bisect_left(tokens.paragraph, tokens.paragraph[at] - PARAGRAPHS_BACK)
    low, high = bisect_left(named, begin, key=_first), bisect_left(named, at, key=_first)
    if low == high:
        return
    here = int(tokens.start[at])
    marks = _DOUBLE_MARK.finditer(tokens.joined, int(tokens.start[named[low].first]), here)
    places = [mark.start() for mark in marks]
    for i in range(high - 1, low - 1, -1):
        inside = len(places) - bisect_left(places, int(tokens.start[named[i].first]))
        if inside % 2 == 0:
            name = named[i].name
            yield Mention(named[i].first, name, names.gender_of(name), speaks=False)


def _first(named: NamedAt) -> int:
    return named.first


def hand_on(
    tokens: Tokens,
    heads: SourceHeads,
    *,
    kind: npt.NDArray[np.int64],
    speaker: Sequence[str | None],
    side: list[str | None],
    role: list[str | None],
) -> None:
    """Give "they", "it", "the group" and "the source" *side* and *role* of whom they stand for.

    That is the last source of a fitting type in this paragraph or the one before. A *speaker*
    keeps the role and side of an earlier mention.
    """
    known: dict[tuple[int, str], int] = {}
    for i, (article, name) in enumerate(zip(heads.article.tolist(), speaker, strict=True)):
        if name and (j := known.setdefault((article, name), i)) != i:
            side[i], role[i] = side[i] or side[j], role[i] or role[j]
    types, first = tokens.vocabulary.types, heads.tokens.first
    size = (heads.stop - first).tolist()
    paragraph = tokens.paragraph[first].tolist()
    words = [types[t] for t in tokens.type_id[first].tolist()]
    last = [types[t] for t in tokens.type_id[heads.stop - 1].tolist()]
    again = np.isin(words, ("they", "it", "the")) & np.isin(
        kind, (PRONOUN, ANONYMOUS, OFFICIAL_UNNAMED, GROUP)
    )
    for i in np.flatnonzero(again).tolist():
        meant = _kinds_meant(int(kind[i]), words[i], last[i], size[i])
        for j in range(i - 1, max(-1, i - 1 - _SOURCES_BACK), -1):
            if heads.article[j] != heads.article[i] or paragraph[i] - paragraph[j] > 1:
                break
            if kind[j] in meant:
                side[i], role[i] = side[i] or side[j], role[i] or role[j]
                break


def _kinds_meant(kind: int, first: str, last: str, size: int) -> Sequence[int]:
    """Return the types of source for which a source of *kind* may stand again."""
    if kind == PRONOUN:
        return _MEANT.get(first, ())
    if first != "the":
        return ()
    if kind == GROUP:
        return _BODIES if size == 2 and last in _BODY_AGAIN else ()
    return (kind,)
