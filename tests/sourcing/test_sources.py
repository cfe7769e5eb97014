"""Who sources are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from framing.actors.actor_tokens import actor_tokens
from framing.article import Article
from framing.attributions import find_attributions
from framing.sourcing.sources import SOURCE_ROLES, Sources, describe_sources
from framing.sourcing.words import source_words
from framing.tokens import tokenize

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "attributions_sources.toml").read_text(encoding="utf-8")
)["case"]


def described(text: str, **known: Any) -> Sources:
    tokens = tokenize([text])
    return describe_sources(tokens, find_attributions(tokens), **known)


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = described(case["text"])
    got = {name: getattr(found, name)[-1] for name in case if name != "text"}
    assert got == {name: value for name, value in case.items() if name != "text"}


def test_no_source_is_none_without_a_guess() -> None:
    found = described("The bridge was reportedly closed.")
    assert set(found.source_type) <= {"none"}
    assert set(found.speaker) <= {None}


def test_side_of_an_actor() -> None:
    tokens = tokenize(["Northern officials said the road was open."])
    parties = actor_tokens([(0, 0, "north", "demonym")])
    found = describe_sources(tokens, find_attributions(tokens), parties=parties)
    assert found.side.tolist() == ["north"]


def test_an_officer_of_a_people_is_not_of_the_police() -> None:
    actors = actor_tokens([(1, 1, "north", "demonym")])
    found = described("Senior northern officers said the road was open.", parties=actors)
    assert found.source_role.tolist() == [None]
    alone = described("Two officers said the road was open.")
    assert alone.source_role.tolist() == ["police"]


def test_two_sides_are_no_side() -> None:
    tokens = tokenize(["Northern and southern officials said the road was open."])
    parties = actor_tokens([(0, 0, "north", "demonym"), (2, 2, "south", "demonym")])
    assert describe_sources(tokens, find_attributions(tokens), parties=parties).side.tolist() == [
        None
    ]


def test_outlet_citing_itself_is_media() -> None:
    text = "The Dale Lantern reported that the road was open."
    article = Article(id="a", outlet="Dale Lantern", title=None, text=text)
    assert described(text, articles=[article]).source_type.tolist() == ["media"]


def test_pronoun_does_not_reach_a_person_of_the_other_gender() -> None:
    found = described("Ms. Ann Lee said the hall was full. “It is not,” he said.")
    assert found.speaker[-1] is None


def test_titles_of_both_genders_leave_a_surname_open() -> None:
    text = "Mr. Lee met Mrs. Lee. “It is late,” Mrs. Lee said."
    assert described(text).speaker[-1] in ("Lee", None)


def test_empty() -> None:
    tokens = tokenize([""])
    assert describe_sources(tokens, find_attributions(tokens)).source_type.tolist() == []


def test_roles_of_the_word_lists_are_known() -> None:
    assert set(source_words()["role"]) <= set(SOURCE_ROLES)


def test_columns_have_one_length() -> None:
    found = described("Lee said it rained. Reed said it did not.")
    assert len({len(getattr(found, name)) for name in ("side", "gender", "speaker")}) == 1
    assert found.cue_negated.dtype == np.bool_
