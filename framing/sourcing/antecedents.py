"""Whom a pronoun stands for, and what "they", "it" and "the group" have from the source before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.sourcing.names import Names
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


class Mention(NamedTuple):
    """A person meant by a source that begins with token ``at``; ``name`` is "" if it has none.

    ``quoted`` tells whether the source stands within double quotation marks, ``gender`` what it
    says of its own.
    """

    at: int
    sentence: int
    paragraph: int
    quoted: bool
    name: str
    gender: str | None


def antecedent(
    pronoun: Mention, gender: str, names: Names, speakers: Sequence[Mention]
) -> str | None:
    """Return the person that "he" or "she" stands for, or None.

    Sentence by sentence backwards, at most `PARAGRAPHS_BACK` paragraphs, the *speakers* of a
    sentence come first, then the persons it names, in its order; the first of the same gender
    is taken, else the first of no known gender. Names within quotation marks do not count. The
    *speakers* must not stand farther back.
    """
    for inside in _sentences_back(pronoun, names, speakers):
        genders = [said or names.gender_of(name) for name, said in inside]
        for known in (gender, None):
            if known in genders:
                return inside[genders.index(known)][0]
    return None


def relative_antecedent(at: int, names: Names) -> str | None:
    """Return the person whose name ends where "who" stands, token *at*."""
    places, own = names.places, names.own
    i = bisect_left(places.first, at, own.start, own.stop) - 1
    return names.called(i) if i >= own.start and places.stop[i] == at else None


def _sentences_back(
    pronoun: Mention, names: Names, speakers: Sequence[Mention]
) -> Iterator[list[tuple[str, str | None]]]:
    """Yield name and gender of who is in each sentence, the last one first, speakers first.

    Of those *names* only the ones before the *pronoun* count that are not in quotation marks.
    They are looked up one by one, because most pronouns stand for someone of the sentence before.
    """
    places, own, farthest = names.places, names.own, pronoun.paragraph - PARAGRAPHS_BACK
    near = sorted(speakers, key=_place)
    i, j = bisect_left(places.first, pronoun.at, own.start, own.stop), len(near)
    low = bisect_left(places.paragraph, farthest, own.start, i)

    def counts(place: int) -> bool:
        """Tell whether someone is named at *place*, not in quotation marks."""
        return places.quoted[place] == pronoun.quoted and names.called(place) is not None

    while True:
        while i > low and not counts(i - 1):
            i -= 1
        if i == low and not j:
            return
        sentence = max(places.sentence[i - 1] if i > low else -1, near[j - 1].sentence if j else -1)
        stop, j = j, bisect_left(near, sentence, 0, j, key=_sentence)
        inside = [(mention.name, mention.gender) for mention in near[j:stop]]
        stop, i = i, bisect_left(places.sentence, sentence, low, i)
        inside += [(names.called(k) or "", None) for k in range(i, stop) if counts(k)]
        yield inside


def _place(mention: Mention) -> tuple[int, int]:
    return mention.sentence, mention.at


def _sentence(mention: Mention) -> int:
    return mention.sentence


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
    in_article: list[int] = heads.article.tolist()
    for i, (article, name) in enumerate(zip(in_article, speaker, strict=True)):
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
            if in_article[j] != in_article[i] or paragraph[i] - paragraph[j] > 1:
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
