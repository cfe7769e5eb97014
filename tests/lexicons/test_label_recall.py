"""The labels of each side are found in marked sentences, about as often for one as for another."""

from __future__ import annotations

import pytest

from benchmarks.label_marks import Labeler, Mention, invented, missed, unmark

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
