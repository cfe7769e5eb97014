"""Guards: deciding by the neighbouring words whether a match counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from framing.lexicon import Entry
from framing.terms.grammar import glob_to_regex, read_term

NEAR = 3
FARTHEST = 6


@dataclass(frozen=True, slots=True)
class Guard:
    """The conditions of one entry as patterns over neighbouring words joined by blanks."""

    not_before: re.Pattern[str] | None
    not_before_near: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    not_after_near: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    capitals: re.Pattern[str] | None

    def has_capitals(self, surface: str) -> bool:
        """Tell whether *surface* has its capitals as the entry asks for."""
        return self.capitals is None or self.capitals.fullmatch(surface) is not None

    def passes(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Tell whether a match counts between the words *before* and *after* of its sentence.

        >>> guard = compile_guard(Entry(term="claims", category="c", not_after=("insurance",)))
        >>> guard.passes(["the"], ["that"]), guard.passes(["insurance"], ["rose"])
        (True, False)
        """
        if self.not_before and self.not_before.match(_spaced(after[:FARTHEST])):
            return False
        if self.not_after and self.not_after.search(_spaced(before[-FARTHEST:])):
            return False
        if self.not_before_near and self.not_before_near.search(_spaced(after[:NEAR])):
            return False
        if self.not_after_near and self.not_after_near.search(_spaced(before[-NEAR:])):
            return False
        return self.needs is None or any(self.needs.search(_spaced(x)) for x in (before, after))


def is_guarded(entry: Entry) -> bool:
    """Tell whether a match of *entry* needs a second look."""
    return entry.case or bool(entry.not_before or entry.not_after or entry.needs)


def compile_guard(entry: Entry) -> Guard:
    """Make the guards of *entry* ready.

    Raises LexiconError for a guard that cannot be read as a term.
    """
    return Guard(
        not_before=_pattern(_touching(entry.not_before), "^{} "),
        not_before_near=_pattern(_near(entry.not_before), "(?<= ){} "),
        not_after=_pattern(_touching(entry.not_after), "(?<= ){} $"),
        not_after_near=_pattern(_near(entry.not_after), "(?<= ){} "),
        needs=_pattern(entry.needs, "(?<= ){} "),
        capitals=case_pattern(entry.term) if entry.case else None,
    )


def case_pattern(term: str) -> re.Pattern[str]:
    """Return a pattern that a wording fits if its capitals stand as in *term*."""
    readings = read_term(term, keep_case=True)
    options = [
        r"[\s\"“”‘’'-]+".join(
            glob_to_regex(w, character=r"\S").replace("'", "['’]") for w in reading
        )
        for reading in readings
    ]
    return re.compile(f"(?:{'|'.join(options)})(?:['’]s)?")


def _touching(terms: Sequence[str]) -> list[str]:
    return [term for term in terms if not term.startswith("~")]


def _near(terms: Sequence[str]) -> list[str]:
    return [term[1:] for term in terms if term.startswith("~")]


def _spaced(words: Sequence[str]) -> str:
    return " " + " ".join(words).replace("-", " ") + " " if words else " "


def _pattern(terms: Sequence[str], frame: str) -> re.Pattern[str] | None:
    if not terms:
        return None
    readings = {
        " ".join(glob_to_regex(word.replace("-", " ")) for word in reading)
        for term in terms
        for reading in read_term(term)
    }
    body = "(?:" + "|".join(sorted(readings)) + ")(?:'s)?"
    return re.compile(frame.replace("^", "^ ").format(body))
