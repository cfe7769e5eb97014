"""Attributions: their spans, order, nesting, and what odd texts do to them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.attributions import DIRECTNESS, Attributions, find_attributions, tokens_of
from framing.tokens import tokenize

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "attributions.toml").read_text(encoding="utf-8")
)["case"]


def found_in(text: str) -> Attributions:
    return find_attributions(tokenize([text]))


def roles(text: str, found: Attributions) -> list[list[str]]:
    return [
        [
            " / ".join(text[a:b] for a, b in part.of(i))
            for part in (found.source, found.cue, found.content)
        ]
        for i in range(len(found))
        if found.parent[i] < 0
    ]


def as_parameter(case: dict[str, Any]) -> Any:
    known = pytest.mark.xfail(strict=True, reason="known failure of the model")
    return pytest.param(case, id=case["name"], marks=[known] if case.get("known_failure") else [])


@pytest.mark.parametrize("case", [as_parameter(c) for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert roles(case["text"], found_in(case["text"])) == case["found"]


def test_directness_and_speech() -> None:
    text = "“It is shut,” Lee said.\nSmith called it “a joke” in May.\nClinton supports the tax."
    found = found_in(text)
    assert [DIRECTNESS[d] for d in found.directness] == ["direct", "mixed", "indirect"]
    assert found.speech.tolist() == [True, True, False]


def test_chain_keeps_its_parent() -> None:
    text = "Radio North reported Tuesday that Smith said the dam was safe."
    found = found_in(text)
    assert roles(text, found)[0][0] == "Radio North"
    inner = found.parent.tolist().index(0)
    assert [text[a:b] for a, b in found.source.of(inner)] == ["Smith"]


def test_rows_are_sorted_and_spans_inside_bounds() -> None:
    text = " ".join(case["text"] for case in CASES)
    found = found_in(text)
    bounds = list(zip(found.start.tolist(), found.end.tolist(), strict=True))
    assert bounds == sorted(bounds)
    for i, (start, end) in enumerate(bounds):
        for part in (found.source, found.cue, found.content):
            assert all(start <= a < b <= end for a, b in part.of(i))


def test_a_batch_finds_what_its_texts_find_alone() -> None:
    texts = [case["text"] for case in CASES]
    tokens = tokenize(texts)
    together = find_attributions(tokens)
    for number, text in enumerate(texts):
        mine = np.flatnonzero(together.article == number)
        alone = found_in(text)
        shift = tokens.text_start[number]
        assert (together.start[mine] - shift).tolist() == alone.start.tolist()
        assert (together.end[mine] - shift).tolist() == alone.end.tolist()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([case["text"] for case in CASES] + ["", "‘", "“So"]), max_size=6))
def test_findings_do_not_depend_on_neighbors(texts: list[str]) -> None:
    tokens = tokenize(texts)
    together = find_attributions(tokens)
    row = 0
    for number, text in enumerate(texts):
        alone, shift = found_in(text), int(tokens.text_start[number])
        for i in range(len(alone)):
            for role in ("source", "cue", "content"):
                spans = [(a - shift, b - shift) for a, b in getattr(together, role).of(row)]
                assert spans == getattr(alone, role).of(i)
            row += 1
    assert row == len(together)


NAMES = ["Netanyahu", "Abbas", "Kyiv", "Moscow", "Trump", "Clinton", "Ali", "Xi"]


@pytest.mark.parametrize(
    "template",
    [
        "{}, who spoke in May, called the plan a mistake.",
        "The dam was shut, {} admitted.",
        "“It is late,” a {} official told reporters.",
        "{}'s lawyers claimed that {} had never signed.",
        "Police said {} praised the plan, but {} denied it.",
    ],
)
def test_the_model_knows_no_names(template: str) -> None:
    found = set()
    for name in NAMES:
        text = template.replace("{}", name)
        found.add(str([[r.replace(name, "X") for r in row] for row in roles(text, found_in(text))]))
    assert len(found) == 1
    assert found != {"[]"}


ODD = {
    "empty": "",
    "blank": " \n\n ",
    "one word": "Said",
    "no verb": "Rain, wind and snow.",
    "capitals": "MAYOR ANN LEE SAID THE BRIDGE WAS SAFE.",
    "list": "- apples\n- pears\n- plums",
    "table": "Town\tVotes\nNorth\t12\nSouth\t9",
    "marks only": "“”\"\" '' ``",
    "open mark": "“We will not go, Lee said.",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text(text: str) -> None:
    found = found_in(text)
    assert len(found.start) == len(found.source.first) - 1


def test_a_transcript_has_its_speaker_or_nothing() -> None:
    text = "LEE: The bridge is safe.\nREED: It is not."
    for source, _, _ in roles(text, found_in(text)):
        assert source in ("LEE", "REED")


def test_no_texts() -> None:
    assert len(find_attributions(tokenize([]))) == 0


def test_a_long_text_takes_linear_steps() -> None:
    text = " ".join(case["text"] for case in CASES)
    assert len(found_in("\n".join([text] * 20))) >= 15 * len(found_in(text))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="AbS said“”'\".,\n-:to ", max_size=200))
def test_any_text_gives_spans_within_it(text: str) -> None:
    found = found_in(text)
    assert (found.content.span >= 0).all()
    assert (found.content.span <= len(text)).all()
    assert (found.content.span[:, 0] < found.content.span[:, 1]).all()


SPEECH = "Lee said the bridge told aides that shut (Port: — - '90s rock'n'roll “ ” \" ' , . \n\n"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SPEECH.split(" ")), max_size=40), st.sampled_from(["", " "]))
def test_numbers_of_tokens_are_those_at_the_offsets(words: list[str], between: str) -> None:
    tokens = tokenize([between.join(words), "Port: The bridge “is shut.”", ""])
    found = find_attributions(tokens)
    for role in ("source", "cue", "content"):
        span, own = getattr(found, role).span, getattr(found, f"{role}_tokens")
        np.testing.assert_array_equal(own, tokens_of(tokens, span), role)
    whole = np.stack((found.start, found.end), axis=1)
    np.testing.assert_array_equal(found.token, tokens_of(tokens, whole)[:, 0])
