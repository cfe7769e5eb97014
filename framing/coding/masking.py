"""Hiding which outlet wrote a text, so that coders judge its words only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from framing.article import Article

OUTLET, BYLINE = "[outlet]", "[byline]"

_GENERIC = frozenset("the a of and news online net com org english daily www".split())
_SHORTEST_INITIALS = 3


def house_names(outlet: str) -> list[str]:
    """Return the names under which a text may mention *outlet*, the longest first.

    >>> house_names("The Vantry Ledger")
    ['The Vantry Ledger', 'Vantry Ledger', 'VantryLedger', 'Ledger']
    """
    words = re.findall(r"\w+", outlet)
    telling = [word for word in words if word.lower() not in _GENERIC]
    names = {" ".join(words), " ".join(telling), "".join(telling), *telling[-1:]}
    initials = "".join(word[0] for word in words if word.lower() not in ("the", "of", "and"))
    if len(initials) >= _SHORTEST_INITIALS:
        names.add(initials.upper())
    return sorted(names - {""}, key=lambda name: (-len(name), name))


class Mask:
    """Replaces names of outlets, of the article's authors, and *also* what is given."""

    def __init__(self, outlets: Iterable[str], *, also: Iterable[str] = ()) -> None:
        names = {name for outlet in outlets for name in house_names(outlet)} | set(also)
        self._outlets = _pattern(sorted(names))

    def __call__(self, text: str, article: Article) -> str:
        """Return *text*, a part of *article*, with names replaced."""
        authors = _authors(article.byline)
        if authors:
            text = _pattern(authors).sub(BYLINE, text)
        return self._outlets.sub(OUTLET, text)


def _authors(byline: str | None) -> Sequence[str]:
    """Return the names in a byline; what follows a comma is a person's post."""
    if not byline:
        return []
    plain = re.sub(r"^\s*by\s+", "", byline, flags=re.IGNORECASE)
    people = re.split(r"\s+and\s+|\s*[;|]\s*", plain)
    names = {part.strip() for person in people for part in (person, person.split(",")[0])}
    return sorted({byline.strip(), *names} - {""})


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Match any of *names* in one word or several, a name of one word only with its capital."""
    parts = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        words = [re.escape(word) for word in re.split(r"[\s\-]+", name) if word]
        if words:
            text = r"[\s\-]*".join(words)
            parts.append(text if len(words) == 1 else f"(?i:{text})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)")
