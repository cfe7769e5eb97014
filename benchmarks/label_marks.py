"""Labels marked in invented sentences, and the labels that the shelf finds in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.actors.referents import ReferentResolver
from framing.lexicon import load_lexicon, shipped_lexicons
from framing.matching import Matcher, compile_lexicons
from framing.text.vocabulary import Vocabulary
from framing.tokens import tokenize

DATA = Path(__file__).parent / "data"
_MARK = re.compile(r"\[([^\]|]*)(?:\|([^\]]*))?\]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A marked label: where it stands, its side and, where the mark says so, whom it names."""

    start: int
    end: int
    side: str
    referent: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A naming hit: where it stands, what it says, and whom it names."""

    start: int
    end: int
    topic: str | None
    category: str
    referent: str | None


class Labeler:
    """Finds the labels of all naming lexicons in raw texts."""

    def __init__(self) -> None:
        keys = (key for key in shipped_lexicons() if key.startswith("naming/"))
        self.lexicons = compile_lexicons(load_lexicon(key) for key in keys)
        self.vocabulary = Vocabulary()
        self.matcher = Matcher(self.lexicons, self.vocabulary)
        self.resolver = ReferentResolver(self.lexicons, self.vocabulary)

    def labels(self, text: str) -> list[Label]:
        """Return the labels of one text in order."""
        tokens = tokenize([text], vocabulary=self.vocabulary)
        found = self.matcher.match(tokens)
        referents = self.resolver.resolve(tokens, found)
        return [
            Label(
                start=int(found.start[i]),
                end=int(found.end[i]),
                topic=self.lexicons.lexicon_of(int(entry)).topic,
                category=self.lexicons.entries[entry].category,
                referent=self.resolver.names[referents[i]] if referents[i] >= 0 else None,
            )
            for i, entry in enumerate(found.entry.tolist())
        ]


def unmark(sides: Mapping[str, Sequence[str]]) -> tuple[str, list[Mention]]:
    """Return the marked sentences of all sides as one text, and where its mentions stand.

    >>> text, mentions = unmark({"a": ["The [mob|strikers] left."], "b": ["[Strikers] left."]})
    >>> text
    'The mob left.\\n\\nStrikers left.'
    >>> [(text[m.start : m.end], m.side, m.referent) for m in mentions]
    [('mob', 'a', 'strikers'), ('Strikers', 'b', None)]
    """
    text, mentions = "", []
    for side, sentences in sides.items():
        for sentence in sentences:
            text += "\n\n" if text else ""
            last = 0
            for mark in _MARK.finditer(sentence):
                text += sentence[last : mark.start()]
                mentions.append(Mention(len(text), len(text) + len(mark[1]), side, mark[2]))
                text += mark[1]
                last = mark.end()
            text += sentence[last:]
    return text, mentions


def invented(file: str) -> Iterator[tuple[str, str, list[Mention]]]:
    """Yield topic, text and mentions of the invented sentences of *file*."""
    table = tomllib.loads((DATA / file).read_text(encoding="utf-8"))
    for topic, sides in table.items():
        yield topic, *unmark(sides)


def overlapping(mention: Mention, labels: Iterable[Label]) -> list[Label]:
    """Return the labels that share a character with *mention*."""
    return [x for x in labels if x.start < mention.end and mention.start < x.end]


def missed(mentions: Iterable[Mention], labels: Sequence[Label]) -> list[Mention]:
    """Return the mentions that no label overlaps."""
    return [m for m in mentions if not overlapping(m, labels)]
