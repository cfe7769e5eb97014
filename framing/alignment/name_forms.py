"""Which forms of a name stand for one: surnames, initials, and a country and its people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from framing.alignment.wording import stem
from framing.linkage.background import Background, load_background, term

# A last word this rare in news stands for the whole name ("Blinken"); "House" does not.
_RARE = 0.02
_INITIAL = re.compile(r"[A-Z]\.?")
_PEOPLE = re.compile(r"(?<=\w{4})(?:ians?|ans?|is?|ns?|ese|ish)$")
# Countries whose people are not called by their name and an ending.
_COUNTRIES = (
    "united states u.s. us usa america american americans",
    "united kingdom u.k. uk britain british briton britons",
    "france french",
    "spain spanish",
    "germany german germans",
    "netherlands dutch",
    "denmark danish danes",
    "sweden swedish",
    "finland finnish",
    "poland polish",
    "ireland irish",
    "scotland scottish scots",
    "wales welsh",
    "switzerland swiss",
    "greece greek greeks",
    "turkey turkish turks",
    "china chinese",
    "lebanon lebanese",
    "palestine palestinian palestinians",
    "argentina argentine argentines",
    "philippines filipino filipinos",
    "thailand thai",
    "afghanistan afghan afghans",
    "pakistan pakistani pakistanis",
    "kazakhstan kazakh kazakhs",
    "ukraine ukrainian ukrainians",
    "europe european europeans",
)


@cache
def _countries() -> dict[str, str]:
    groups = [group.removeprefix("united ").split() for group in _COUNTRIES]
    return {word: words[0] for words in groups for word in words}


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """Return what forms of a name have in common: a country's for its people, else the stem.

    >>> [root(word) for word in ("Egypt’s", "Egyptians", "French", "U.S.", "Bresk")]
    ['egypt', 'egypt', 'france', 'states', 'bresk']
    """
    folded = term(word)
    if folded in _countries():
        return _countries()[folded]
    bare = _PEOPLE.sub("", folded)
    for country in (bare, f"{bare}a"):
        if bare != folded and country in load_background().names:
            return stem(country)
    return stem(folded)


def one_name(forms: Mapping[str, int]) -> dict[str, str]:
    """Return what each of an event's forms, given with their counts, is called.

    A rare last word that also stands alone is a surname, or as good as one, and forms with it are
    one name, called as it is most often called in full; so are a name and its initials, and a
    body with and without what it is of.

    >>> called = one_name({"Ana Bresk": 2, "Bresk": 5, "United Nations": 1, "UN": 4, "Ivo Marn": 1})
    >>> called["Bresk"], called["UN"], called["Ivo Marn"]
    ('Ana Bresk', 'United Nations', 'Ivo Marn')
    """
    background = load_background()
    alone = {root(form) for form in forms if " " not in form}
    keys = {form: _key(form, alone, background) for form in forms}
    full = {form: key for form, key in keys.items() if " " in form}
    initials = {
        "".join(word[0] for word in form.lower().split()): full[form] for form in sorted(full)
    }
    bodies = {form.split(" of ")[0]: full[form] for form in sorted(full) if " of " in form}
    grouped: dict[str, Counter[str]] = {}
    for form, key in keys.items():
        key = keys[form] = initials.get(term(form).replace(".", ""), bodies.get(form, key))
        grouped.setdefault(key, Counter())[form] = forms[form]
    called = {key: _called(counts) for key, counts in grouped.items()}
    return {form: called[key] for form, key in keys.items()}


def _key(form: str, alone: Iterable[str], background: Background) -> str:
    body, _, what = form.partition(" of ")
    parts = [*what.removeprefix("the ").split(), *body.split()]
    last = root(parts[-1])
    frequency = background.document_frequency.get(term(parts[-1]), 0)
    rare = frequency < _RARE * background.n_documents
    country = parts[0] == "United" and last in _countries().values()
    if len(parts) == 1 or country or (rare and last in alone):
        return last
    return " ".join(term(part) for part in parts if not _INITIAL.fullmatch(part)).replace(".", "")


def _called(counts: Counter[str]) -> str:
    """Return the commonest full form; the longer, then the first by alphabet, of equals.

    A form that ends with another is that one with words before it, which may be a title.
    """
    full = {form: n for form, n in counts.items() if " " in form} or dict(counts)
    bare: Counter[str] = Counter()
    for form, n in full.items():
        bare[min((f for f in full if form == f or form.endswith(f" {f}")), key=len)] += n
    return min(bare, key=lambda form: (-bare[form], -len(form), form))
