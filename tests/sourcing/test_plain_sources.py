"""Sources described in columns, against the same rules written one source at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.actors.actor_tokens import actor_tokens
from framing.article import Article
from framing.attributions import Attributions, Spans, tokens_of
from framing.lexicon import load_lexicon
from framing.matching import CompiledLexicons, Matcher, compile_lexicons
from framing.sourcing.sources import describe_sources
from framing.text.vocabulary import Vocabulary
from framing.tokens import Tokens, tokenize
from tests.sourcing.plain_cues import is_negated, stance_of
from tests.sourcing.plain_sources import PlainSources, rows_of
from tests.sourcing.plain_words import text_of

OUTLET = "The Dale Lantern"
_ACTORS = {
    "northern": ("north", "demonym"),
    "quarrymen": ("south", "armed_group"),
    "marsh": ("south", "person"),
    "arland": ("north", "place"),
    "commissioner": ("un", "government"),
}
_FIRST = ("Ann", "Tom", "Olivia", "Kim", "Majid al-Hadi", "J.", "Robin", "Ann Kim")
_LAST = ("Lee", "Reed", "Marsh", "Banks", "Dale", "van Dyk", "LEE", "Major")
_TITLES = (
    *("Ms.", "Mr.", "Mrs.", "Mayor", "Sen.", "Secretary of State", "President", "US President"),
    *("Major", "Capt.", "Commissioner", "Police Sgt."),
)
_OF_NOBODY = (
    *"he she He She they They it who we officials residents police Police US Arland".split(),
    *("Congress", "source", "the mayor", "the spokesman", "a spokeswoman for the hospital"),
    *("her aide", "his wife", "the group", "the quarrymen", "the attorney general"),
    *("two of the men", "the Dale Lantern", "the commissioner", "northern officials"),
    *("secretary of state", "a report by the ministry", "Channel 13", "the Reed campaign"),
    *("the rights group Marsh", "the newspaper Dale", "aid workers", "the army", "Banks"),
    *("Northern", "two northern", "the firm Banks Holdings", "the police commissioner"),
    *("a doctor", "the teachers’ guild", "United Nations", "the union-backed source"),
    *("the ministry", "northern officers", "an officer of the army", "Reed, a charity,"),
    *("the news agency Save Lee", "Save Lee", "the port's charity Kim", "Kim", "the navy"),
    *("president of the bank", "the deputy mayor", "a deputy", "Marsh, a maker of ships,"),
    *("the Reeds", "Banks Holdings Inc.", "nurses at Dale Hospital", "someone who left"),
)
_CUES = (
    *("said", "claimed", "told the crowd to leave and", "did not say", "asked", "denied"),
    *("told", "warned and added", "made the claim", "never", "under stress", "has long held"),
)
_BETWEEN = (" ", "\n\n")
_AROUND = (("", ""), ("", ""), ("“", "”"), ("''", "''"), ("", "”"), ('"', ""))


def _joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda given: " ".join(filter(None, given)))


full_names = _joined(st.sampled_from(_FIRST), st.sampled_from(_LAST))
titled = _joined(st.sampled_from(("", *_TITLES)), st.one_of(full_names, st.sampled_from(_LAST)))
named = st.builds(
    "{}{}".format,
    titled,
    st.sampled_from(
        (
            "",
            "",
            "",
            "'s",
            "’s aide",
            ", the mayor",
            ", the police commissioner",
            ", whose wife left",
            ", 40",
        )
    ),
)
behind = _joined(
    st.sampled_from(("the spokesman,", "a doctor,", "her aide,", "men,", "police commissioner")),
    titled,
)
pronouns = st.sampled_from(("he", "she", "He", "She"))
sources = st.one_of(named, pronouns, st.sampled_from(_OF_NOBODY), behind)
contents = _joined(
    st.sampled_from(
        ("the road was open", "votes for", "it hit", "to leave", "them to", "that", "it was in")
    ),
    st.one_of(st.just(""), named, st.sampled_from(_OF_NOBODY)),
)


@dataclass(frozen=True)
class Sentence:
    """What one source says: words before or behind the cue, in marks, and what parts it.

    ``adverb`` stands before the cue without being part of it.
    """

    source: str
    adverb: str
    cue: str
    content: str
    marks: tuple[str, str]
    inverted: bool
    between: str


sentences = st.builds(
    Sentence,
    source=sources,
    adverb=st.sampled_from(("", "", "", "never ", "did not now ")),
    cue=st.sampled_from(_CUES),
    content=contents,
    marks=st.sampled_from(_AROUND),
    inverted=st.booleans(),
    between=st.sampled_from(_BETWEEN),
)


def written(story: list[Sentence]) -> tuple[str, list[tuple[int, int, int, int]]]:
    """Return the text, and start and end of the source and the cue of each sentence."""
    text, spans = "", []
    for sentence in story:
        opening, closing = sentence.marks
        content = f"{opening}{sentence.content}{closing}"
        if sentence.inverted:
            text += content + ", "
        source = len(text)
        text += sentence.source
        source_end = len(text)
        text += " " + sentence.adverb
        cue = len(text)
        text += sentence.cue
        spans.append((source, source_end, cue, len(text)))
        if not sentence.inverted:
            text += " " + content
        text += "." + sentence.between
    return text, spans


def attributions(tokens: Tokens, spans: list[list[tuple[int, int, int, int]]]) -> Attributions:
    """Return attributions with the sources and cues of *spans*, for each text, and no content."""
    rows = np.array(
        [
            np.array(row) + shift
            for shift, own in zip(tokens.text_start.tolist(), spans, strict=True)
            for row in own
        ],
        np.int64,
    ).reshape(-1, 4)
    size = len(rows)
    one_each, none = np.arange(size + 1), np.zeros(size, np.int64)
    no_spans = np.zeros((0, 2), np.int64)
    return Attributions(
        article=tokens.text_of(rows[:, 0]),
        start=rows[:, 0],
        end=rows[:, 3],
        source=Spans(rows[:, :2], one_each),
        cue=Spans(rows[:, 2:], one_each),
        content=Spans(no_spans, np.zeros(size + 1, np.int64)),
        token=tokens_of(tokens, rows[:, :2])[:, 0],
        source_tokens=tokens_of(tokens, rows[:, :2]),
        cue_tokens=tokens_of(tokens, rows[:, 2:]),
        content_tokens=no_spans,
        directness=none.astype(np.uint8),
        speech=none.astype(np.bool_),
        parent=none - 1,
        confidence=none.astype(np.float32),
    )


@lru_cache(maxsize=1)
def _reporting_verbs() -> tuple[CompiledLexicons, Matcher, Vocabulary]:
    lexicons = compile_lexicons(map(load_lexicon, ("reporting_verbs", "attribution_nouns")))
    vocabulary = Vocabulary()
    return lexicons, Matcher(lexicons, vocabulary), vocabulary


def fast_rows(stories: list[list[Sentence]]) -> list[tuple[Any, ...]]:
    texts, spans = zip(*map(written, stories), strict=True)
    lexicons, matcher, vocabulary = _reporting_verbs()
    tokens = tokenize(texts, vocabulary=vocabulary)
    known = actor_tokens(
        (i, i, *_ACTORS[word]) for i, word in enumerate(tokens.words()) if word in _ACTORS
    )
    articles = [Article(id=t, outlet=OUTLET, title=None, text=t) for t in texts]
    found = describe_sources(
        tokens,
        attributions(tokens, list(spans)),
        articles=articles,
        parties=known,
        matches=matcher.match(tokens),
        lexicons=lexicons,
    )
    columns = (found.source_type, found.source_role, found.side, found.gender, found.speaker)
    cues = (found.cue_stance, found.cue_negated)
    return list(zip(*(column.tolist() for column in (*columns, *cues)), strict=True))


def plain_rows(story: list[Sentence]) -> list[tuple[Any, ...]]:
    given, spans = written(story)
    lexicons, matcher, vocabulary = _reporting_verbs()
    tokens = tokenize([given], vocabulary=vocabulary)
    text, matches = text_of(tokens), matcher.match(tokens)
    known = {i: _ACTORS[w.type] for i, w in enumerate(text.words) if w.type in _ACTORS}
    ranges = [text.words_within(start, end) for start, end, _, _ in spans]
    sources = rows_of(PlainSources(text, ranges, actors=known, outlet=OUTLET))
    rows = []
    for source, (_, _, start, end) in zip(sources, spans, strict=True):
        inside = (matches.start >= start) & (matches.start < end)
        entries = matches.entry[inside].tolist()
        hits = [(lexicons.lexicon_of(e).name, lexicons.entries[e].category) for e in entries]
        cue = text.words_within(start, end)
        rows.append((*source, stance_of(text, *cue, hits, lexicons), is_negated(text, *cue)))
    return rows


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(sentences, min_size=1, max_size=20), min_size=1, max_size=2))
def test_equals_the_rules_one_source_at_a_time(stories: list[list[Sentence]]) -> None:
    assert fast_rows(stories) == [row for story in stories for row in plain_rows(story)]
