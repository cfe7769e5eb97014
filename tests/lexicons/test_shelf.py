"""The shelf as a whole; each file is checked entry by entry in tests/test_lexicon.py."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from framing.lexicon import OWN, Entry, Lexicon, load_lexicon, shipped_lexicons
from framing.tokens import tokenize

FEWEST_ENTRIES = 2_500
CHECKED_SHARE = 0.60
DISTINCT_SHARE = 0.97
N = 5


@pytest.fixture(scope="module")
def shelf() -> list[Lexicon]:
    return [load_lexicon(key) for key in shipped_lexicons()]


def entries_of(shelf: list[Lexicon]) -> Iterator[tuple[Lexicon, Entry]]:
    for lexicon in shelf:
        for entry in lexicon.entries:
            yield lexicon, entry


def test_the_shelf_is_broad(shelf: list[Lexicon]) -> None:
    assert sum(len(lexicon.entries) for lexicon in shelf) >= FEWEST_ENTRIES


def test_most_entries_are_checked(shelf: list[Lexicon]) -> None:
    checked = [any(s != OWN for s in entry.source) for _, entry in entries_of(shelf)]
    assert sum(checked) >= CHECKED_SHARE * len(checked)


@pytest.mark.parametrize("key", shipped_lexicons())
def test_most_entries_of_each_file_are_checked(key: str) -> None:
    entries = load_lexicon(key).entries
    checked = sum(any(s != OWN for s in entry.source) for entry in entries)
    assert checked >= CHECKED_SHARE * len(entries), f"{checked} of {len(entries)}"


def test_hits_and_misses_are_no_templates(shelf: list[Lexicon]) -> None:
    """The share of word 5-grams over all sentences that are distinct."""
    grams: Counter[tuple[str, ...]] = Counter()
    sentences = [s for _, entry in entries_of(shelf) for s in (entry.hit, entry.miss) if s]
    tokens = tokenize(sentences)
    words = tokens.words()
    for first, last in zip(tokens.first[:-1].tolist(), tokens.first[1:].tolist(), strict=True):
        grams.update(tuple(words[i : i + N]) for i in range(first, last - N + 1))
    assert len(grams) >= DISTINCT_SHARE * grams.total(), grams.most_common(10)


def test_no_sentence_stands_twice(shelf: list[Lexicon]) -> None:
    sentences = Counter(s for _, entry in entries_of(shelf) for s in (entry.hit, entry.miss))
    repeated = [s for s, count in sentences.items() if count > 1]
    assert len(repeated) <= 0.01 * sentences.total(), repeated[:10]


@pytest.mark.parametrize("key", shipped_lexicons())
def test_every_source_can_be_found_and_says_how_it_was_read(key: str) -> None:
    lacking = [
        name
        for name, source in load_lexicon(key).sources.items()
        if not (source.title and source.read and (source.url or source.isbn or source.package))
    ]
    assert lacking == []


@pytest.mark.parametrize("key", shipped_lexicons())
def test_a_stance_is_somebodys(key: str) -> None:
    lexicon = load_lexicon(key)
    lacking = [
        entry.term
        for entry in lexicon.entries
        if entry.stance in ("delegitimizing", "legitimizing")
        and not any(lexicon.sources[s].said_by for s in entry.source if s != OWN)
    ]
    assert lacking == []


@pytest.mark.parametrize("key", shipped_lexicons())
def test_a_file_says_what_it_is(key: str) -> None:
    lexicon = load_lexicon(key)
    assert lexicon.key == key
    assert lexicon.licence == "CC-BY-4.0"
    assert lexicon.about
    assert lexicon.scope
    used = {entry.category for entry in lexicon.entries}
    assert used == set(lexicon.categories), used ^ set(lexicon.categories)


def test_no_category_of_a_name_is_explained_in_two_ways(shelf: list[Lexicon]) -> None:
    """Files that share a name may share a category; a report shows them as one feature."""
    about: dict[tuple[str, str], set[str]] = defaultdict(set)
    for lexicon in shelf:
        for category, text in lexicon.categories.items():
            about[lexicon.name, category].add(text)
    shared = {key for key, texts in about.items() if len(texts) > 1}
    assert not {key for key in shared if key[0] not in ("naming", "actors", "context")}
