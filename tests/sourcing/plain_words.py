"""The words of one text as objects, for rules that are written one word at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from framing.sourcing.word_classes import WordClasses, word_classes
from framing.sourcing.word_roles import ROLE_CODE, word_roles
from framing.tokens import ALL_CAPS, CAPITALIZED, LOWERCASE, NUMERIC, Tokens


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written, its type, and what its type is."""

    text: str
    type: str
    shape: int
    sentence: int
    paragraph: int
    start: int
    end: int
    bits: int
    role: int

    def is_(self, *classes: str) -> bool:
        """Tell whether the word is of one of the *classes*."""
        return any(_has_class(self.bits, name) for name in classes)

    @property
    def bare(self) -> str:
        return self.type.removesuffix("'s")

    @property
    def capital(self) -> bool:
        return self.shape in (CAPITALIZED, ALL_CAPS)

    @property
    def small(self) -> bool:
        return self.shape == LOWERCASE

    @property
    def number(self) -> bool:
        return self.shape == NUMERIC


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one text, in order; those from *a* up to *b* are written about as (a, b)."""

    joined: str
    words: list[Word]

    def gap(self, i: int) -> str:
        """Return what stands between word *i* and the next, or the end."""
        stop = self.words[i + 1].start if i + 1 < len(self.words) else len(self.joined)
        return self.joined[self.words[i].end : stop]

    def written(self, first: int, stop: int) -> str:
        return " ".join(self.joined[self.words[first].start : self.words[stop - 1].end].split())

    def named(self, first: int, stop: int) -> str:
        name = self.written(first, stop)
        return name[:-2] if name.endswith(("'s", "’s")) else name

    def near(self, i: int, j: int) -> Word | None:
        """Return word *j* if it stands in the sentence of word *i*."""
        if 0 <= j < len(self.words) and self.words[j].sentence == self.words[i].sentence:
            return self.words[j]
        return None

    def in_name(self, i: int) -> bool:
        """Tell whether word *i* begins with a capital or is a particle inside a name."""
        word, before, after = self.words[i], self.near(i, i - 1), self.near(i, i + 1)
        if word.capital or before is None or not before.capital:
            return word.capital
        particle = word.is_("particle") and after is not None and after.capital
        return word.is_("Arabic article") or particle

    def words_within(self, start: int, end: int) -> tuple[int, int]:
        """Return the first word of the characters from *start* to *end*, and one past the last."""
        inside = [i for i, w in enumerate(self.words) if w.end > start and w.start < end]
        return inside[0], inside[-1] + 1

    def quoted(self, i: int) -> bool:
        """Tell whether an odd number of double quotation marks stands before word *i*."""
        before = self.joined[: self.words[i].start]
        return sum(before.count(mark) for mark in (*'"“”„«»', "''", "``")) % 2 == 1


def role_in_place(text: Text, i: int) -> int:
    """Return the role of word *i* beside its neighbors."""
    word, role = text.words[i], text.words[i].role
    before, after = text.near(i, i - 1), text.near(i, i + 1)
    beside = [neighbor for neighbor in (before, after) if neighbor]
    earlier, later = (neighbor.type if neighbor else "" for neighbor in (before, after))
    if word.type in ("general", "generals"):
        if any(w.type == "attorney" for w in beside):
            role = ROLE_CODE["government"]
        elif any(w.is_("beside general") for w in beside):
            role = 0
    if word.type == "secretary" and earlier == "general" and word.small:
        role = 0
    office = after is not None and (
        after.role > 0 or after.is_("title", "portfolio", "before office")
    )
    if word.type == "deputy" and office:
        role = 0
    aid_worker = earlier == "aid" and word.type in ("worker", "workers")
    if aid_worker or (word.type == "united" and later == "nations"):
        role = ROLE_CODE["ngo_or_un"]
    return role


@cache
def _has_class(bits: int, name: str) -> bool:
    return bool(WordClasses(np.array([bits], np.uint64)).are(name)[0])


def text_of(tokens: Tokens) -> Text:
    """Return the words of *tokens*, which are of one text."""
    bits = word_classes(tokens.vocabulary, tokens.type_id).bits.tolist()
    roles = word_roles(tokens.vocabulary, tokens.type_id).tolist()
    columns = (tokens.shape, tokens.sentence, tokens.paragraph, tokens.start, tokens.end)
    words = [
        Word(tokens.joined[start:end], kind, shape, sentence, paragraph, start, end, bits[i], role)
        for i, (kind, role, shape, sentence, paragraph, start, end) in enumerate(
            zip(tokens.words(), roles, *(c.tolist() for c in columns), strict=True)
        )
    ]
    return Text(tokens.joined, words)
