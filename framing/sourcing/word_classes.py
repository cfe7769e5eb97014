"""Which of the source word lists each token is in, decided once a type and read as flags."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from framing.sourcing.words import base_forms, source_words
from framing.text.vocabulary import Vocabulary

Flags = npt.NDArray[np.bool_]

# A class of words: the lists it is made of, as table.key or as the words themselves. Four ways of
# reading a word: as it is written; without its possessive 's; the part before an apostrophe
# ("she's"); or with what its plural or possessive may be made of (see `base_forms`).
_WRITTEN = {
    "function": "words.function",
    "title": "words.title",
    "portfolio": "words.portfolio",
    "pronoun": "words.pronoun",
    "quantifier": "words.quantifier",
    "negation": "words.negation",
    "graded": "words.grading",
    "woman": "words.woman",
    "man": "words.man",
    "group pronoun": "type.group",
    "possessive pronoun": "his her their its",
    "article": "a an the",
    "withholding": "anonymous unnamed unidentified",
    "head end": "of in at for from with on to by who whose which that near about reported"
    " published released conducted obtained close familiar briefed present aware privy involved"
    " within inside related linked",
    "beside general": "words.beside_general",
    "beside others": "general generals secretary united worker workers deputy",
    "elects": "words.elects",
    "particle": "words.particle",
    "told by": "words.told_by",
    "asking": "tell tells told telling ask asks asked asking",
    "rank": "words.rank",
    "junior rank": "words.junior_rank",
    "body": "words.body",
    "body of officials": "military army police government administration authority ministry"
    " department embassy consulate navy guard presidency coastguard gendarmerie",
    "before office": "national assistant press campaign executive managing regional general",
    "lies in": "in near outside inside across throughout",
    "vote": "vote votes voted voting voters",
}
_WITHOUT_POSSESSIVE = {
    "bare function": "words.function",
    "bare title": "words.title",
    "bare title or name": "words.title_or_name",
    "bare portfolio": "words.portfolio",
    "bare woman": "words.woman",
    "bare man": "words.man",
    "bare media": "words.media",
    "bare company": "words.company",
    "bare country": "words.country",
    "bare organization": "words.organization",
    "first name of woman": "first_name.woman",
    "first name of man": "first_name.man",
    "bare place begins": "words.place_begins",
}
_BEFORE_APOSTROPHE = {"says woman": "words.woman", "says man": "words.man"}
_OF_BASE_FORM = {
    "collective": "words.collective",
    "defers": "words.defers",
    "vague office": "words.vague_office",
    "organization": "words.organization",
    "documentary": "service project",
    "withheld": "source insider",
    "anonymous": "type.anonymous",
    "media": "type.media",
    "document": "type.document",
    "eyewitness": "type.eyewitness",
    "official_unnamed": "type.official_unnamed",
    "group": "type.group",
}
_BY_SPELLING = ("plural", "possessive", "person ending", "Arabic article")
_ARABIC_ARTICLES = ("al-", "el-", "as-", "ash-", "at-", "ad-", "ar-", "an-", "bin-", "ben-")
_INFLECTED = ("s", "'")
_NAMES = (*_WRITTEN, *_WITHOUT_POSSESSIVE, *_BEFORE_APOSTROPHE, *_OF_BASE_FORM, *_BY_SPELLING)
_BIT = {name: 1 << number for number, name in enumerate(_NAMES)}


@dataclass(frozen=True, slots=True, eq=False)
class WordClasses:
    """The classes of some tokens: ``bits`` has shape (n_tokens,), a bit for each class."""

    bits: npt.NDArray[np.uint64]

    def take(self, rows: npt.NDArray[np.int64]) -> WordClasses:
        """Return the classes of the tokens numbered *rows*."""
        return WordClasses(self.bits.take(rows))

    def are(self, *names: str) -> Flags:
        """Tell of each token whether it is of one of the classes *names*."""
        are: Flags = (self.bits & _mask(names)) != 0
        return are


@cache
def _mask(names: tuple[str, ...]) -> np.uint64:
    return np.uint64(sum(_BIT[name] for name in names))


def word_classes(vocabulary: Vocabulary, type_id: npt.NDArray[np.int32]) -> WordClasses:
    """Return the classes of the words *type_id*.

    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["The mayor's officials spoke."])
    >>> word_classes(tokens.vocabulary, tokens.type_id).are("official_unnamed").tolist()
    [False, True, True, False]
    """
    return WordClasses(vocabulary.column("source word classes", _decide, np.uint64).of(type_id))


def bare_types(vocabulary: Vocabulary, type_id: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return the types of words *type_id* without a possessive *'s*.

    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["Lee met Lee's aide."])
    >>> bool(bare_types(tokens.vocabulary, tokens.type_id)[2] == tokens.type_id[0])
    True
    """

    def decide(types: Sequence[str]) -> list[int]:
        owners = [word for word in types if word.endswith("'s")]
        bare = dict(zip(owners, vocabulary.ids_of([word[:-2] for word in owners]), strict=True))
        return [bare.get(word, 0) for word in types]

    bare = vocabulary.column("without possessive", decide, np.int32).of(type_id)
    return np.where(bare > 0, bare, type_id)


def _decide(types: Sequence[str]) -> list[int]:
    written, bare, stem, base = _bits_of_words()
    plural, possessive, person, arabic = (_BIT[name] for name in _BY_SPELLING)
    persons = tuple(source_words()["words"]["person_ending"])
    gradings, graded = tuple(source_words()["words"]["grading_ending"]), _BIT["graded"]
    decided = []
    for word in types:
        bits = written.get(word, 0) | bare.get(word.removesuffix("'s"), 0)
        bits |= stem.get(word.partition("'")[0], 0) | base.get(word, 0)
        if word[-1:] in _INFLECTED:
            for form in base_forms(word):
                bits |= base.get(form, 0)
        if word.endswith("s"):
            bits |= plural | (possessive if word.endswith("'s") else 0)
        if word.endswith(gradings):
            bits |= graded
        if word.endswith(persons):
            bits |= person
        if word.startswith(_ARABIC_ARTICLES):
            bits |= arabic
        decided.append(bits)
    return decided


@lru_cache(maxsize=1)
def _bits_of_words() -> tuple[dict[str, int], ...]:
    """Return for each way of reading a word the bits of every word of its lists."""
    readings = []
    for classes in (_WRITTEN, _WITHOUT_POSSESSIVE, _BEFORE_APOSTROPHE, _OF_BASE_FORM):
        bits: dict[str, int] = {}
        for name, words in classes.items():
            for word in _words(words):
                bits[word] = bits.get(word, 0) | _BIT[name]
        readings.append(bits)
    return tuple(readings)


def _words(given: str) -> Collection[str]:
    table, _, key = given.partition(".")
    return source_words()[table][key] if key else given.split()
