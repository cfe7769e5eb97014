"""The labels of each side are found in marked sentences, about as often for one as for another."""

from __future__ import annotations

import pytest

from benchmarks.label_marks import Labeler, Mention, invented, missed, unmark
from benchmarks.label_unseen import FILES, judge, recall_by_side
from framing.lexicon import load_lexicon

TOPICS = list(invented("label_mentions.toml"))


@pytest.fixture(scope="module")
def labeler() -> Labeler:
    return Labeler()


@pytest.mark.parametrize(("topic", "text", "mentions"), TOPICS, ids=[t for t, _, _ in TOPICS])
def test_no_marked_label_is_missed(
    topic: str, text: str, mentions: list[Mention], labeler: Labeler
) -> None:
    lost = missed(mentions, labeler.labels(text))
    assert [(m.side, text[m.start : m.end]) for m in lost] == []


def test_most_labels_of_held_out_sentences_are_found(labeler: Labeler) -> None:
    topics = list(invented("label_mentions_held_out.toml"))
    n = sum(len(mentions) for _, _, mentions in topics)
    lost = sum(len(missed(mentions, labeler.labels(text))) for _, text, mentions in topics)
    assert lost <= 0.15 * n


@pytest.mark.parametrize(("file", "least"), [(FILES[0], 0.9), (FILES[1], 0.8)])
def test_most_labels_of_unseen_sentences_are_found_and_resolved(
    file: str, least: float, labeler: Labeler
) -> None:
    judged, _ = judge(file, labeler)
    assert sum(one.hit is not None for one in judged) >= least * len(judged)
    resolved = [one.right for one in judged if one.right is not None]
    assert sum(resolved) >= 0.9 * len(resolved)


def test_unseen_paragraphs_hold_thirty_labels_of_each_side(labeler: Labeler) -> None:
    judged, _ = judge(FILES[0], labeler)
    for topic, sides in recall_by_side(judged).items():
        assert min(marked for _, marked in sides.values()) >= 30, topic


@pytest.mark.parametrize("file", FILES)
def test_marked_referents_are_those_of_the_lexicon(file: str) -> None:
    for topic, _, mentions in invented(file):
        known = load_lexicon(f"naming/{topic}").referents
        assert {m.referent for m in mentions} <= set(known), topic


@pytest.mark.parametrize("file", ["label_mentions.toml", "label_mentions_held_out.toml"])
def test_sides_have_like_numbers_of_marked_labels(file: str) -> None:
    for topic, _, mentions in invented(file):
        sides = [m.side for m in mentions]
        few, many = sorted(map(sides.count, set(sides)))
        assert many <= 1.4 * few, topic


def test_marks_are_taken_out_of_the_text() -> None:
    text, mentions = unmark({"one": ["A [mob] and [thugs] left."], "two": ["None."]})
    assert text == "A mob and thugs left.\n\nNone."
    assert [(text[m.start : m.end], m.side) for m in mentions] == [("mob", "one"), ("thugs", "one")]
