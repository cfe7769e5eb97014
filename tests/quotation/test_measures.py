from __future__ import annotations

import pytest

from framing.quotation.context import Context
from framing.quotation.marks import find_marked_spans
from framing.quotation.measures import MEASURES, quotation_measures
from framing.tokens import tokenize


def measures(*texts: str) -> dict[str, list[float]]:
    """Return the measures of each quotation of *texts*."""
    tokens = tokenize(list(texts))
    found = quotation_measures(Context(tokens, find_marked_spans(tokens)))
    return {name: values.astype(float).tolist() for name, values in found.items()}


def measure(text: str, name: str) -> float:
    return measures(text)[name][0]


def test_measures_are_those_of_the_model_in_its_order() -> None:
    assert tuple(measures('The "hall" closed.')) == MEASURES


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ('The "experts" met.', "names_person", 1),
        ('The "experts" met.', "noun_only", 0),
        ('The "spokespersonship" met.', "not_in_dictionary", 1),
        ('The "spokespersonship" met.', "unseen_word", 1),
        ('The "so-so" hall closed.', "hyphen", 1),
        ('The "five old grey harbour halls" closed.', "names_person", 0),
        ('The "five old grey harbour halls" closed.', "common_in_news", 0),
        ('The "hall" closed.', "only_quotation", 1),
        ('The "hall" closed.', "no_long_quotation", 1),
        ('The "hall" and the "pier" closed.', "only_quotation", 0),
        ('I saw the "hall" myself.', "first_person_article", 1),
        ('"I saw it," he said of us.', "reporting_article", 1),
    ],
)
def test_measure(text: str, name: str, value: float) -> None:
    assert measure(text, name) == value


def test_rare_words_measure_less_than_common_ones() -> None:
    rare, common = (measure(f'A "{word}" law.', "common_word") for word in ("barrier", "state"))
    assert 0 < rare < common


def test_first_person_inside_marks_is_not_the_article_s() -> None:
    assert measure('"I saw us," he said.', "first_person_article") == 0


def test_a_text_measures_the_same_alone_and_in_a_batch() -> None:
    texts = [
        'I saw "it" fall.',
        'The "experts" met. "We know nothing at all of any of this."',
        "No.",
    ]
    one, other = (measures(text) for text in texts[:2])
    assert measures(*texts) == {name: one[name] + other[name] for name in MEASURES}
