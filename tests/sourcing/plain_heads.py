"""The rules for heads and types of sources, one source at a time."""

from __future__ import annotations

from dataclasses import dataclass

from framing.tokens import ALL_CAPS
from tests.sourcing.plain_names import PlainNames
from tests.sourcing.plain_words import Text, Word

Actors = dict[int, tuple[str, str]]  # side and role by word
_COMMON = ("eyewitness", "media", "document", "group", "anonymous", "official_unnamed")
_COLLECTIVE = ("government", "military", "armed_group", "organization", "place")


@dataclass(frozen=True)
class Head:
    """The head of a source from ``first`` to ``stop``, the name in it from ``name``."""

    first: int
    stop: int
    end: int
    name: int
    led: bool
    body: bool


def head_of(text: Text, first: int, end: int) -> Head:
    stop = head_stop(text, first, end)
    name = next(
        (i + 1 for i in range(stop - 1, first - 1, -1) if outside(text, first, stop, i)), first
    )
    led = first < name < stop and not text.words[name - 1].is_("function")
    before = text.words[name - 1]
    body = led and before.is_("body") and not text.in_name(name - 1)
    return Head(first, stop, end, name, led, body)


def head_stop(text: Text, first: int, end: int) -> int:
    """Return where the first comma, preposition or relative pronoun ends the head."""
    words = text.words
    for i in range(first, end):
        if i > first and words[i].is_("head end"):
            of_number = words[i - 1].is_("quantifier")
            of_portfolio = i < end - 1 and words[i + 1].is_("portfolio")
            if words[i].type != "of" or not (of_number or of_portfolio):
                return i
        if i < end - 1 and any(mark in text.gap(i) for mark in ",(—–"):
            return i + 1
    return end


def outside(text: Text, first: int, stop: int, i: int) -> bool:
    """Tell whether word *i* of a head is no part of the name at its end."""
    word, before = text.words[i], text.words[i - 1] if i > first else None
    surname = (
        word.is_("bare title or name")
        and i == stop - 1
        and before is not None
        and text.in_name(i - 1)
        and not before.is_("function", "title")
    )
    return (
        not text.in_name(i)
        or word.is_("function")
        or (word.is_("title") and not surname)
        or (word.is_("portfolio") and before is not None and before.type == "of")
        or (word.is_("possessive") and i < stop - 1)
    )


def type_of(text: Text, head: Head, names: PlainNames, actors: Actors, outlet: str | None) -> str:
    """Return the type of a source by the first rule that fits."""
    words = text.words[head.first : head.stop]
    last = words[-1]
    us = words[0].type == "us" and words[0].shape == ALL_CAPS
    if (len(words) == 1 and last.is_("pronoun") and not us) or words[0].type == "who":
        return "pronoun"
    if outlet and without_the(" ".join(w.type for w in words)) == without_the(outlet.casefold()):
        return "media"
    if last.is_("withheld") or any(word.is_("withholding") for word in words):
        return "anonymous"
    if head.name == head.stop or is_common_noun(text, head):
        return type_of_noun(text, head)
    return type_of_name(text, head, names, actors)


def type_of_name(text: Text, head: Head, names: PlainNames, actors: Actors) -> str:
    """Return the type of a source with a name by the first rule that fits."""
    words = text.words[head.first : head.stop]
    last, known = words[-1], names.persons
    actor_roles = {actors[i][1] for i in range(head.first, head.stop) if i in actors}
    if "person" in actor_roles:
        return "named_person"
    if actors.get(head.stop - 1, ("", ""))[1] == "demonym":
        return "group" if last.is_("plural") else "anonymous"
    body = head.body or (not head.led and last.bare in names.bodies and last.bare not in known)
    outlet_word = last.is_("bare media") or any(word.is_("media") for word in words)
    if body and (outlet_word or names.bodies.get(last.bare)):
        return "media"
    if body or (actor_roles & set(_COLLECTIVE) and not head.led):
        return "named_organization"
    plural = last.type.endswith("s") and last.type[:-1] in known
    if (last.is_("group") and not last.is_("organization")) or plural:
        return "group"
    if names_a_person(text, head, names) and (words[0].type != "the" or head.led):
        return "named_person"
    if last.is_("bare media"):
        return "media"
    if last.is_("official_unnamed") and not last.is_("organization"):
        return "official_unnamed"
    return "named_organization"


def names_a_person(text: Text, head: Head, names: PlainNames) -> bool:
    """Tell whether the name at the end of the head is a person's, and no place's of one word."""
    last = text.words[head.stop - 1]
    known = last.bare in names.persons
    one_word = head.stop - head.name == 1 and not head.led
    place = one_word and last.bare in names.places and not known
    if place and not last.is_("first name of woman", "first name of man"):
        return False
    return is_person(text, head, known, last.bare in names.companies)


def without_the(name: str) -> str:
    return name.removeprefix("the ")


def is_common_noun(text: Text, head: Head) -> bool:
    """Tell whether the head is one common noun with the capital of its sentence."""
    word = text.words[head.first]
    common = word.is_(*_COMMON) or (word.is_("plural") and word.role > 0)
    begins = text.near(head.first, head.first - 1) is None
    all_caps = word.shape == ALL_CAPS
    return head.stop - head.first == 1 and begins and common and not all_caps


def is_person(text: Text, head: Head, known: bool, company: bool) -> bool:
    """Tell whether the capitalized words at the end of the head name a person."""
    size, last, begin = head.stop - head.name, text.words[head.stop - 1], text.words[head.name]
    if last.is_("organization") or begin.is_("bare place begins"):
        return False
    if (size == 1 and last.is_("bare country")) or (last.is_("bare media") and not known):
        return False
    if head.led or known:
        return True
    return 1 < size <= 4 or (size == 1 and last.shape != ALL_CAPS and not company)


def noun_of(text: Text, head: Head) -> Word:
    """Return the noun of a head: "secretary" in "secretary of state", "channel" before 13."""
    words = text.words
    for i in range(head.first + 1, head.stop):
        if words[i].type == "of" and i + 1 < head.end and words[i + 1].is_("portfolio"):
            return words[i - 1]
    numbered = words[head.stop - 1].number and head.stop - 1 > head.first
    return words[head.stop - 1 - numbered]


def type_of_noun(text: Text, head: Head) -> str:
    """Return the type of a source without a name by the common noun of its head."""
    words, noun = text.words[head.first : head.stop], noun_of(text, head)
    alone = len(words) == 1
    capital = any(w.shape > 0 and not w.is_("function") for w in words) and not alone
    if capital and noun.is_("bare organization") and not noun.is_("documentary"):
        return "named_organization"
    if noun.is_("function") and alone:
        return "group" if noun.is_("group pronoun") else "none"
    for kind in ("eyewitness", "media", "document", "anonymous", "official_unnamed"):
        if noun.is_(kind):
            return kind
    one = not noun.is_("plural", "collective", "organization")
    if one and noun.is_("group", "person ending"):
        return "anonymous"
    if noun.is_("group") or words[0].type != "a" or noun.is_("plural"):
        return "group"
    return "anonymous"
