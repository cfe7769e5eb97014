"""The little language of lexicon terms: words, globs, alternatives and optional parts.

``docs/reference/lexicon-format.md`` is its specification. A term is a sequence of choices; each
choice lists its alternatives, sequences of word patterns in which ``*`` and ``?`` are the only
special characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from framing.errors import LexiconError
from framing.text.vocabulary import normalize_word

Reading = tuple[str, ...]

MOST_WORDS = 512
_PART = re.compile(r"\s*(?:(?P<word>[^\s()]+)|\((?P<group>[^()]*)\)(?P<optional>\?)?)(?:\s+|$)")
_MAYBE_BARE = re.compile(r"(?<![^\s(|])[*?]+(?![^\s)|])")
_WORD = re.compile(r"[\w*?]+(?:['’.,:/\-‐‑][\w*?]+)*\.?")
_HYPHEN = re.compile("[-‐‑]")


@dataclass(frozen=True, slots=True)
class Choice:
    """One place in a term: what may stand there, and whether nothing may."""

    alternatives: tuple[Reading, ...]
    optional: bool


def parse_term(term: str, *, keep_case: bool = False) -> tuple[Choice, ...]:
    """Return the choices that *term* is made of.

    A hyphen stands for a hyphen or a blank, so hyphenated words are given as their parts, unless
    a part is only ``*``. Raises LexiconError for a term that is empty, badly bracketed, begins or
    ends with a bare ``*``, or has too many words.

    >>> parse_term("(so)? called (peace plan|truce*)")[2].alternatives
    (('peace', 'plan'), ('truce*',))
    >>> parse_term("state-run state-*")[0].alternatives
    (('state', 'run'),)
    """
    written = term if keep_case else normalize_word(term)
    if written.isalpha():
        return (Choice(((written,),), optional=False),)
    choices = []
    position = 0
    while position < len(written):
        part = _PART.match(written, position)
        if part is None:
            raise LexiconError(
                f"term {term!r} cannot be read at {written[position:]!r}: write alternatives as"
                " (a|b), optional ones as (a|b)?, with a blank on either side and none nested"
            )
        position = part.end()
        choices.append(_choice(term, *part.group("word", "group", "optional")))
    _check_size(term, choices)
    if not choices or choices[0].optional or choices[-1].optional or _MAYBE_BARE.search(written):
        _check_ends(term, choices)
    return tuple(choices)


def _choice(term: str, word: str | None, group: str | None, optional: str | None) -> Choice:
    wordings = [word] if word else (group or "").split("|")
    if all(map(str.isalpha, wordings)):
        return Choice(tuple([(word,) for word in wordings]), bool(optional))
    try:
        alternatives = tuple([_reading(wording) for wording in wordings])
    except LexiconError as error:
        raise LexiconError(f"term {term!r}{error}") from None
    return Choice(alternatives, bool(optional))


def _reading(wording: str) -> Reading:
    words = wording.split()
    if all(map(str.isalpha, words)) and words:
        return tuple(words)
    atoms = tuple([atom for word in words for atom in _atoms(word)])
    if not atoms:
        raise LexiconError(" has an empty alternative; write (a|b)? to leave it out")
    return atoms


def _atoms(word: str) -> Sequence[str]:
    if word.isalpha():
        return (word,)
    word = word.rstrip("'’") or word
    if not (_WORD.fullmatch(word) or _WORD.fullmatch(_without_marks(word))):
        raise LexiconError(
            f": {word!r} is never one word in a text; words hold letters, digits,"
            " * and ?, joined by hyphens, apostrophes or periods"
        )
    parts = _HYPHEN.split(word)
    return parts if len(parts) == 1 or not any(map(_is_bare, parts)) else (word,)


def _without_marks(word: str) -> str:
    """Return *word* without combining marks: part of a word in a text, but not to ``\\w``."""
    return "".join(c for c in word if not unicodedata.category(c).startswith("M"))


def _is_bare(word: str) -> bool:
    return set(word) <= set("*?")


def _check_size(term: str, choices: Sequence[Choice]) -> None:
    if len(term) <= MOST_WORDS:
        return
    size = sum(len(reading) for choice in choices for reading in choice.alternatives)
    if size > MOST_WORDS:
        raise LexiconError(
            f"term {term[:80]!r}... has {size} words, more than {MOST_WORDS}: split it into several"
        )


def _check_ends(term: str, choices: Sequence[Choice]) -> None:
    if all(choice.optional for choice in choices):
        raise LexiconError(f"term {term!r} can be read as nothing: write at least one word")
    for end, ordered in ((0, choices), (-1, list(reversed(choices)))):
        for choice in ordered:
            if any(_is_bare(reading[end]) for reading in choice.alternatives):
                raise LexiconError(
                    f"term {term!r} begins or ends with a word that is only * or ?: it would"
                    " match anything; write at least one letter in its first and last words"
                )
            if not choice.optional:
                break


def read_term(term: str, *, keep_case: bool = False) -> tuple[Reading, ...]:
    """Return the readings of *term*: every sequence of word patterns that it stands for.

    Raises LexiconError as :func:`parse_term` does, and for more than 512 readings.

    >>> read_term("(terror|terrorist) group*")
    (('terror', 'group*'), ('terrorist', 'group*'))
    """
    choices = parse_term(term, keep_case=keep_case)
    options = [(*c.alternatives, ()) if c.optional else c.alternatives for c in choices]
    total = 1
    for option in options:
        total *= len(option)
    if total > MOST_WORDS:
        raise LexiconError(
            f"term {term[:80]!r} has {total} readings, more than {MOST_WORDS}: split it up"
        )
    return tuple(
        dict.fromkeys(tuple(w for piece in pieces for w in piece) for pieces in product(*options))
    )


def glob_to_regex(pattern: str, *, character: str = "[^ ]") -> str:
    """Return a regular expression for one word *pattern*, made of *character*.

    What stands between two stars is taken where it comes first, and never looked for again, so
    that no pattern is slow on any word.

    >>> glob_to_regex("organi?ation*")
    'organi[^ ]ation[^ ]*'
    >>> glob_to_regex("a*b*c")
    'a(?>[^ ]*?b)[^ ]*c'
    """
    begin, *rest = (
        "".join(character if c == "?" else re.escape(c) for c in piece)
        for piece in re.sub(r"\*+", "*", pattern).split("*")
    )
    if not rest:
        return begin
    between = "".join(f"(?>{character}*?{piece})" for piece in rest[:-1])
    return f"{begin}{between}{character}*{rest[-1]}"
