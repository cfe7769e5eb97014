from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicon import Entry, Lexicon, lexicon_from_terms
from framing.matching import Matcher, compile_lexicons, match_texts
from framing.terms.grammar import glob_to_regex, read_term
from framing.terms.guards import compile_guard
from framing.tokens import tokenize


def wordings(text: str, *entries: Entry, name: str = "x") -> list[str]:
    return [w for _, w in match_texts([text], [Lexicon(name=name, entries=entries)])[0]]


def entry(term: str, **keys: object) -> Entry:
    return Entry(term=term, category="c", **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("terror organi?ation*", "A terror organisation, terror-organizations", 2),
        ("terror organization", "terror, organization", 0),
        ("terror organization", "It was terror. Organization failed.", 0),
        ("terror organization", "terror\norganization", 0),
        ("hamas", "Hamas's rule; Hamas-run; Hamas’ rule", 2),
        ("hamas-*", "Hamas-run and Hamas", 1),
        ("so-called", "so called, so-called, so—called", 2),
        ("what * calls", "what it calls; what the army calls", 1),
        ("(angry)? mob", "the angry mob, the mob", 2),
        ("x", "x X", 2),
        ("ประท้วง*", "ประท้วงใหญ่ ประท้วง", 2),
        ("удар*", "Удары и удар", 2),
        ("ضربة جوية", "ضربة جوية أخرى", 1),
        ("peace plan", 'the "peace" plan', 1),
    ],
)
def test_what_matches(term: str, text: str, found: int) -> None:
    assert len(wordings(text, entry(term))) == found


def test_a_possessive_is_not_part_of_the_match() -> None:
    assert wordings("Orr’s army", entry("orr")) == ["Orr"]


def test_the_longest_match_wins_within_a_name() -> None:
    assert wordings("a terror group", entry("terror"), entry("terror group")) == ["terror group"]


def test_names_do_not_hinder_one_another() -> None:
    one = lexicon_from_terms(["terror"], name="one")
    two = lexicon_from_terms(["terror group"], name="two")
    assert len(match_texts(["a terror group"], [one, two])[0]) == 2


def test_a_topical_file_wins_over_a_general_one() -> None:
    general = Lexicon(name="n", topic="general", entries=(Entry(term="mob", category="g"),))
    topical = Lexicon(name="n", topic="ports", entries=(Entry(term="mob", category="t"),))
    for lexicons in ([general, topical], [topical, general]):
        assert match_texts(["the mob"], lexicons)[0] == [("n.t", "mob")]


@pytest.mark.parametrize(
    ("guards", "text", "found"),
    [
        ({"not_after": ("antibiotic",)}, "antibiotic resistance; the resistance", 1),
        ({"not_after": ("~met",)}, "They met with stiff resistance.", 0),
        ({"not_after": ("met",)}, "They met with stiff resistance.", 1),
        ({"not_before": ("training",)}, "resistance training", 0),
        ({"not_before": ("~band*",)}, "resistance and exercise bands", 0),
        ({"needs": ("fighter*",)}, "The resistance grew. Fighters came.", 0),
        ({"needs": ("fighter*",)}, "Fighters of the resistance came.", 1),
        ({"not_after": ("anti-biotic",)}, "anti biotic resistance", 0),
        ({"not_after": ("antibiotic",)}, "Antibiotic. Resistance grew.", 1),
    ],
)
def test_guards(guards: dict[str, tuple[str, ...]], text: str, found: int) -> None:
    assert len(wordings(text, entry("resistance", **guards))) == found


def test_a_failed_guard_frees_the_shorter_match() -> None:
    long = entry("terror group", not_before=("therapy",))
    assert wordings("terror group therapy", long, entry("terror")) == ["terror"]


@pytest.mark.parametrize(("text", "found"), [("Join us", 0), ("The US left", 1), ("US’s", 1)])
def test_capitals(text: str, found: int) -> None:
    assert len(wordings(text, entry("US", case=True))) == found


def test_a_gate_opens_for_its_own_article_only() -> None:
    lexicon = Lexicon(name="n", entries=(entry("mob"),), about_any=("dock*",))
    found = match_texts(["The docker saw the mob.", "The mob."], [lexicon])
    assert [len(f) for f in found] == [1, 0]


words = st.lists(st.sampled_from("a b ab ba aba b-a a-b".split()), min_size=1, max_size=12)
terms = st.lists(
    st.sampled_from(["a", "b", "a b", "ab*", "?b", "*ba", "b a b", "(a|b) ab", "a (b)? a"]),
    min_size=1,
    max_size=5,
    unique=True,
)


@given(words, terms)
def test_matching_finds_what_a_plain_scan_finds(tokens: list[str], chosen: list[str]) -> None:
    """The automaton against regular expressions tried at every place, overlaps kept."""
    text = " ".join(tokens)
    batch = tokenize([text])
    compiled = compile_lexicons([lexicon_from_terms(chosen)])
    found = Matcher(compiled, batch.vocabulary).match(batch, overlapping=True)
    fast = set(zip(found.first.tolist(), found.last.tolist(), found.entry.tolist(), strict=True))
    types = batch.words()
    slow = set()
    for number, term in enumerate(chosen):
        for reading in read_term(term):
            for first in range(len(types)):
                for last in plain_ends(reading, types, first):
                    slow.add((first, last, number))
    assert fast == slow


def plain_ends(reading: tuple[str, ...], types: list[str], at: int) -> Iterator[int]:
    """Yield every last token of a match of *reading* that begins at token *at*."""
    if at == len(types):
        return
    for parts in {(types[at],), tuple(types[at].split("-"))}:
        patterns = reading[: len(parts)]
        if len(patterns) == len(parts) and all(
            re.fullmatch(glob_to_regex(p), w) for p, w in zip(patterns, parts, strict=True)
        ):
            rest = reading[len(parts) :]
            if rest:
                yield from plain_ends(rest, types, at + 1)
            else:
                yield at


def test_terms_of_many_readings_cost_what_was_written() -> None:
    term = " ".join(["(a|b|c|d|e|f|g|h)"] * 12)
    assert wordings("a b c d e f g h a b c d", entry(term)) == ["a b c d e f g h a b c d"]


@given(st.lists(words.map(" ".join), max_size=5), terms)
def test_batching_changes_no_match(texts: list[str], chosen: list[str]) -> None:
    lexicon = lexicon_from_terms(chosen)
    together = match_texts(texts, [lexicon])
    assert together == [match_texts([text], [lexicon])[0] for text in texts]


@given(words, terms)
def test_matches_of_a_name_do_not_overlap(tokens: list[str], chosen: list[str]) -> None:
    batch = tokenize([" ".join(tokens)])
    found = Matcher(compile_lexicons([lexicon_from_terms(chosen)]), batch.vocabulary).match(batch)
    spans = list(zip(found.first.tolist(), found.last.tolist(), strict=True))
    assert all(one[1] < two[0] for one, two in pairwise(spans))


def test_a_guard_is_made_of_terms_not_of_expressions() -> None:
    assert compile_guard(entry("a", not_after=("b*",))).passes(["c"], [])


def test_a_term_runs_over_the_line_breaks_of_a_hard_wrapped_text() -> None:
    line = "group met the miners of the upper valley once more and spoke of terror"
    assert len(wordings("\n".join([line] * 9), entry("terror group"))) == 8
