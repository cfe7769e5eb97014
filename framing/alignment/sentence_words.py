"""The words of the sentences of a batch of articles as columns, and which sentences hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.alignment.wording import Traits, describe
from framing.article import Article
from framing.linkage.word_columns import WordColumns, find_words

Indices = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# What the factors of words stand for.
PLAIN, NAME, NUMBER = 0, 1, 2
# Ends the key of a number that is a day of a month: it counts nothing, and is no other's number.
DAY = " of a month"
_LONGEST_DAY = 2
_LEAST_WORDS = 2
# "Secretary of State Jane Doe" is one name, however many words it has.
_WITHIN_NAMES = (" ", " of ", ". ")
_WIDEST_WITHIN_NAMES = 4


@dataclass(frozen=True, slots=True, eq=False)
class SentenceWords:
    """Sentences (``article, start, end, title``) and their words, from ``first[i]`` on.

    A sentence is of the event numbered ``event``; its words stand at ``word_start`` to
    ``word_end`` of its article. ``stem`` is shared by inflected forms, ``key`` also by words for
    one thing, but never by events, so that sentences of two events have no key in common.
    ``key_name`` tells the wording of each key, an index into ``names`` (sorted), and
    ``key_event`` its event. Only words with ``content`` count; ``head`` are those that do not go
    on a name begun before. ``factor`` is `PLAIN`, `NAME` or `NUMBER`: each weighs differently.
    """

    article: Indices
    event: Indices
    start: Indices
    end: Indices
    title: Flags
    first: Indices
    word_start: Indices
    word_end: Indices
    stem: Indices
    key: Indices
    content: Flags
    head: Flags
    factor: Indices
    key_name: Indices
    key_event: Indices
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.article)

    @property
    def sentence(self) -> Indices:
        """The sentence of each word."""
        return np.repeat(np.arange(len(self)), np.diff(self.first))

    def words_of(self, sentences: Indices) -> tuple[Indices, Indices]:
        """Return the words of *sentences* one after another, and the place of each one's own."""
        sizes = np.diff(self.first)[sentences]
        place = np.repeat(np.arange(len(sentences)), sizes)
        before = np.cumsum(sizes) - sizes
        return place, np.arange(len(place)) + (self.first[sentences] - before)[place]


def holders(row: Indices, value: Indices, shape: tuple[int, int]) -> Any:
    """Return a sparse matrix, rows × values, with 1 where a row has a value, however often."""
    from scipy.sparse import csr_array

    width = max(shape[1], 1)
    code = distinct(row * width + value)
    at = np.searchsorted(code, np.arange(shape[0] + 1) * width)
    return csr_array((np.ones(len(code)), code % width, at), shape=(shape[0], width))


def distinct(values: Indices) -> Indices:
    """Return the distinct *values* in order; faster than ``numpy.unique`` for short arrays."""
    ordered = np.sort(values)
    once: Indices = ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0]
    return once


def is_among(wanted: Indices, held: Indices) -> Flags:
    """Tell which *wanted* values are among those of *held*, which are in order."""
    if not len(held):
        return np.zeros(len(wanted), np.bool_)
    found: Flags = held[np.minimum(np.searchsorted(held, wanted), len(held) - 1)] == wanted
    return found


def find_sentence_words(
    articles: Sequence[Article],
    spans: Sequence[npt.NDArray[np.int64]],
    event: Sequence[int],
) -> SentenceWords:
    """Return the sentences of *articles* that say something, with their words.

    *spans* are the sentences' offsets in each article, in order, and *event* numbers its event.
    Captions, and sentences with fewer than two content words, are left out; a sentence that runs
    from the title into the body is cut.
    """
    place = _places(articles, spans)
    words = find_words([article.text for article in articles])
    shift = words.text_start[place[:, 0]]
    low = np.searchsorted(words.start, place[:, 1] + shift)
    high = np.maximum(np.searchsorted(words.end, place[:, 2] + shift, "right"), low)
    first = np.concatenate(([0], np.cumsum(high - low)))
    sentence = np.repeat(np.arange(len(place)), high - low)
    at = np.arange(first[-1]) + (low - first[:-1])[sentence]
    return _columns(words, place, np.array(event, np.int64), sentence, at)


def _places(articles: Sequence[Article], spans: Sequence[npt.NDArray[np.int64]]) -> Indices:
    """Return article, start, end and whether in the title, a row a sentence, captions left out."""
    sizes = [len(own) for own in spans]
    article = np.repeat(np.arange(len(articles)), sizes)
    bounds = np.concatenate([np.zeros((0, 2), np.int64), *(s.reshape(-1, 2) for s in spans)])
    body = np.array([a.body_start for a in articles], np.int64)[article]
    cut = (bounds[:, 0] < body) & (body < bounds[:, 1])
    twice = np.repeat(np.arange(len(bounds)), 1 + cut)
    article, body, start, end = article[twice], body[twice], *bounds[twice].T
    second = np.diff(twice, prepend=-1) == 0
    start[second] = body[second]
    ends_title = np.append(second[1:], False) if len(second) else second
    end[ends_title] = body[ends_title]
    kept = np.ones(len(start), np.bool_)
    for k, one in enumerate(articles):
        for s in one.sections:
            if s.section == "caption":
                kept &= ~((article == k) & (start < s.end) & (end > s.start))
    for row, (k, s, e) in enumerate(
        zip(article.tolist(), start.tolist(), end.tolist(), strict=True)
    ):
        if articles[k].text[e - 1 : e].isspace():
            end[row] = s + len(articles[k].text[s:e].rstrip())
    return np.stack([article, start, end, start < body], axis=1)[kept]


def _columns(
    words: WordColumns, place: Indices, event: Indices, sentence: Indices, at: Indices
) -> SentenceWords:
    """Return the columns of the words *at* in *words*, of the *sentence* each stands in."""
    surfaces, surface = words.surfaces()
    traits = [describe(word) for word in surfaces]
    content, capital, month = (
        np.array([getattr(trait, name) for trait in traits], np.bool_)[surface[at]]
        for name in ("content", "capital", "month")
    )
    head = content & ~_tails(words, sentence, at, content, capital)
    names, name, stem, factor = _keys(traits, surface[at], _beside(month, sentence))
    kept = np.bincount(sentence[content], minlength=len(place)) >= _LEAST_WORDS
    said = kept[sentence]
    sizes = np.bincount(sentence, minlength=len(place))[kept]
    place, at, width = place[kept], at[said], max(len(names), 1)
    code = np.repeat(event[place[:, 0]], sizes) * width + name[said]
    there = np.zeros((int(event.max(initial=-1)) + 1) * width, np.bool_)
    there[code] = True
    key_event, key_name = np.divmod(np.flatnonzero(there), width)
    shift = np.repeat(words.text_start[place[:, 0]], sizes)
    return SentenceWords(
        article=place[:, 0],
        event=event[place[:, 0]],
        start=place[:, 1],
        end=place[:, 2],
        title=place[:, 3].astype(np.bool_),
        first=np.concatenate(([0], np.cumsum(sizes))),
        word_start=words.start[at] - shift,
        word_end=words.end[at] - shift,
        stem=stem[said],
        key=(np.cumsum(there) - 1)[code],
        content=content[said],
        head=head[said],
        factor=factor[said],
        key_name=key_name,
        key_event=key_event,
        names=names,
    )


def _keys(
    traits: Sequence[Traits], of_word: Indices, by_month: Flags
) -> tuple[tuple[str, ...], Indices, Indices, Indices]:
    """Return the names of keys, and the name, the stem and the factor of each word."""
    days = {trait.key + DAY for trait in traits if trait.number and len(trait.key) <= _LONGEST_DAY}
    names = tuple(sorted({trait.key for trait in traits} | days))
    number = {name: n for n, name in enumerate(names)}
    stems = {stem: n for n, stem in enumerate(dict.fromkeys(trait.stem for trait in traits))}
    name, day, stem, factor = (
        np.array(values, np.int64)[of_word]
        for values in (
            [number[trait.key] for trait in traits],
            [number.get(trait.key + DAY, -1) for trait in traits],
            [stems[trait.stem] for trait in traits],
            [NUMBER * trait.number + NAME * trait.name for trait in traits],
        )
    )
    date = by_month & (day >= 0)
    name[date], factor[date] = day[date], PLAIN
    stem[date] += len(stems)
    return names, name, stem, factor


def _beside(chosen: Flags, sentence: Indices) -> Flags:
    """Tell which words stand next to a *chosen* one of their sentence."""
    joined = sentence[1:] == sentence[:-1]
    beside = np.zeros(len(chosen), np.bool_)
    beside[1:] |= chosen[:-1] & joined
    beside[:-1] |= chosen[1:] & joined
    return beside


def _tails(
    words: WordColumns, sentence: Indices, at: Indices, content: Flags, capital: Flags
) -> Flags:
    """Tell which words go on a name: capitals after a capital with no content word between."""
    tail = np.zeros(len(at), np.bool_)
    chosen = np.flatnonzero(content)
    before, here = chosen[:-1], chosen[1:]
    gap = words.start[at[here]] - words.end[at[before]]
    may = capital[before] & capital[here] & (sentence[before] == sentence[here])
    may = np.flatnonzero(may & (gap <= _WIDEST_WITHIN_NAMES))
    ends, begins = words.end[at[before[may]]].tolist(), words.start[at[here[may]]].tolist()
    tail[here[may]] = [
        words.joined[end:begin] in _WITHIN_NAMES for end, begin in zip(ends, begins, strict=True)
    ]
    return tail
