"""The words that mention harm to people, with harm class, verb class and grammatical form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli

_FILE = Path(__file__).parents[1] / "data" / "harm_words.toml"

HARM_CLASSES = ("death", "injury", "attack", "captivity", "displacement", "destruction")
NEEDS = ("", "person", "attack", "captive", "home")
FORMS_OF_VERBS = BASE, THIRD, PAST, PARTICIPLE, GERUND = 1, 2, 4, 8, 16
NOUN, ADJECTIVE = 32, 64


@dataclass(frozen=True, slots=True)
class HarmWord:
    """One reading of a word: ``kinds`` holds its possible forms (a regular past is two).

    ``needs`` names what its neighbors must show for the word to be about people.
    """

    harm: str
    verb_class: str
    kinds: frozenset[int]
    transitive: bool = True
    needs: str = ""
    next_word: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class HarmWords:
    """All readings, and the neighbors that take a word out of this sense."""

    verbs: dict[str, HarmWord]
    nouns: dict[str, HarmWord]
    not_before: dict[str, frozenset[str]]
    not_after: dict[str, frozenset[str]]


@cache
def harm_words() -> HarmWords:
    """Read ``framing/data/harm_words.toml`` once a process."""
    table = tomli.loads(_FILE.read_text("utf-8"))
    verbs: dict[str, HarmWord] = {}
    for name, entry in table["verbs"].items():
        _add_verb(verbs, name, entry)
    nouns = {
        form: HarmWord(entry["harm"], name, frozenset((kind,)))
        for group, kind in (("adjectives", ADJECTIVE), ("nouns", NOUN))
        for name, entry in table[group].items()
        for form in entry["forms"].split()
    }
    return HarmWords(
        verbs=verbs,
        nouns=nouns,
        not_before={word: frozenset(v.split()) for word, v in table["not_before"].items()},
        not_after={word: frozenset(v.split()) for word, v in table["not_after"].items()},
    )


def _add_verb(verbs: dict[str, HarmWord], name: str, entry: dict[str, object]) -> None:
    needs = next((n for n in NEEDS if entry.get(n)), "")
    kinds: dict[str, set[int]] = {}
    forms = str(entry["forms"]).split()
    if len(forms) == 1:
        forms = [*["\0"] * 3, *forms, "\0"]
    for kind, form in zip(FORMS_OF_VERBS, forms, strict=True):
        kinds.setdefault(form, set()).add(kind)
    for form, found in kinds.items():
        if form not in verbs and form != "\0":
            verbs[form] = HarmWord(
                harm=str(entry["harm"]),
                verb_class=str(entry.get("class", name)),
                kinds=frozenset(found),
                transitive=bool(entry.get("transitive", True)),
                needs=needs,
                next_word=str(entry.get("next", "")),
            )


def is_harm_word(types: Sequence[str]) -> list[int]:
    """Return 1 for each of *types* that may mention harm; a type column."""
    words = harm_words()
    return [int(t in words.verbs or t in words.nouns) for t in types]
