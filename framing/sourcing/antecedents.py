"""Whom a pronoun stands for, and what "they", "it" and "the group" have from the source before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from framing.sourcing.names import Mention, Names
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
_MEANT = {
    "they": (OFFICIAL_UNNAMED, GROUP, ANONYMOUS, EYEWITNESS),
    "it": (NAMED_ORGANIZATION, GROUP, DOCUMENT),
}
_BODIES = (NAMED_ORGANIZATION, GROUP)
_BODY_AGAIN = frozenset(("group", "movement", "organization", "organisation", "faction"))


def antecedent(
    pronoun: Mention, gender: str, names: Names, speakers: Sequence[Mention]
) -> str | None:
    """Return the person that "he" or "she" stands for, or None.

    Sentence by sentence backwards, at most `PARAGRAPHS_BACK` paragraphs, the *speakers* of a
    sentence come first, then the persons it names, in its order; the first of the same gender
    is taken, else the first of no known gender. Names within quotation marks do not count.
    """
    farthest = pronoun.paragraph - PARAGRAPHS_BACK
    for inside in _sentences_back(pronoun, names.named(), speakers):
        if inside[0].paragraph < farthest:
            return None
        genders = [mention.gender or names.gender_of(mention.name) for mention in inside]
        for known in (gender, None):
            if known in genders:
                return inside[genders.index(known)].name
    return None


def relative_antecedent(at: int, names: Names) -> str | None:
    """Return the person whose name ends where "who" stands, token *at*."""
    named = names.named()
    i = bisect_left(named, at, key=_first) - 1
    return named[i].name if i >= 0 and named[i].stop == at else None


def _sentences_back(
    pronoun: Mention, named: Sequence[Mention], speakers: Sequence[Mention]
) -> Iterator[list[Mention]]:
    """Yield the mentions of each sentence, the last sentence first, speakers before others.

    Of those *named* only the ones before the *pronoun* count that are not in quotation marks.
    """
    speakers = sorted(speakers, key=_place)
    i, j = bisect_left(named, pronoun.at, key=_first), len(speakers)
    while i or j:
        sentence = max(named[i - 1].sentence if i else -1, speakers[j - 1].sentence if j else -1)
        stop, j = j, _begin_of(sentence, speakers, j)
        inside = speakers[j:stop]
        stop, i = i, _begin_of(sentence, named, i)
        inside += [mention for mention in named[i:stop] if not (pronoun.marks - mention.marks) % 2]
        if inside:
            yield inside


def _begin_of(sentence: int, mentions: Sequence[Mention], stop: int) -> int:
    """Return where the mentions in *sentence* begin that stand right before place *stop*."""
    while stop and mentions[stop - 1].sentence == sentence:
        stop -= 1
    return stop


def _place(mention: Mention) -> tuple[int, int]:
    return mention.sentence, mention.at


def _first(mention: Mention) -> int:
    return mention.at


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
