"""The little language of lexicon terms: words, globs, alternatives and optional parts.

``docs/reference/lexicon-format.md`` is its specification. A term is read into *readings*:
sequences of word patterns, in each of which ``*`` and ``?`` are the only special characters.
"""

from __future__ import annotations

import re
from itertools import product

from framing.errors import LexiconError
from framing.vocabulary import normalize_word

Reading = tuple[str, ...]

MOST_READINGS = 512
_PART = re.compile(
    r"\((?P<group>[^()]*)\)(?P<optional>\?)?(?=\s|$)|(?P<word>[^\s()]+)(?=\s|$)|(?P<gap>\s+)"
)
_WORD = re.compile(r"[\w*?]+(?:['’.,:/\-‐‑][\w*?]+)*\.?")
_MOST_HYPHENATED = 3


def read_term(term: str, *, keep_case: bool = False) -> tuple[Reading, ...]:
    """Return the readings of *term*: every sequence of word patterns that it stands for.

    Hyphens and blanks between words are interchangeable, so both readings are given. Raises
    LexiconError for a term that is empty, only a ``*``, badly bracketed or has too many readings.

    >>> read_term("(terror|terrorist) group*")
    (('terror', 'group*'), ('terror-group*',), ('terrorist', 'group*'), ('terrorist-group*',))
    >>> read_term("(so)? called")
    (('so', 'called'), ('so-called',), ('called',))
    """
    readings: dict[Reading, None] = {}
    for words in _plain_readings(term):
        _check_words(term, words)
        for reading in _hyphen_readings(words):
            normal = reading if keep_case else tuple(normalize_word(word) for word in reading)
            readings[normal] = None
    return tuple(readings)


def _plain_readings(term: str) -> list[Reading]:
    choices: list[list[Reading]] = []
    position = 0
    while position < len(term):
        part = _PART.match(term, position)
        if part is None:
            raise LexiconError(
                f"term {term!r} cannot be read at {term[position:]!r}: write alternatives as"
                " (a|b), optional ones as (a|b)?, with a blank on either side and none nested"
            )
        position = part.end()
        if part["gap"]:
            continue
        choices.append(_alternatives(part))
        if _count(choices) > MOST_READINGS:
            raise LexiconError(
                f"term {term[:80]!r} has more than {MOST_READINGS} readings: split it into several"
            )
    return [
        tuple(word.rstrip("'’") or word for piece in pieces for word in piece)
        for pieces in product(*choices)
    ]


def _alternatives(part: re.Match[str]) -> list[Reading]:
    if part["word"]:
        return [(part["word"],)]
    found = [tuple(piece.split()) for piece in part["group"].split("|")]
    return [*found, ()] if part["optional"] else found


def _count(choices: list[list[Reading]]) -> int:
    total = 1
    for choice in choices:
        total *= len(choice)
    return total


def _check_words(term: str, words: Reading) -> None:
    if not words:
        raise LexiconError(f"term {term!r} can be read as nothing: write at least one word")
    for word in words:
        if not _WORD.fullmatch(word):
            raise LexiconError(
                f"term {term!r}: {word!r} is never one word in a text; words hold letters, digits,"
                " * and ?, joined by hyphens, apostrophes or periods"
            )
    if set(words[0]) <= set("*?") or set(words[-1]) <= set("*?"):
        raise LexiconError(
            f"term {term!r} begins or ends with a word that is only * or ?: it would match"
            " anything; write at least one letter in its first and last words"
        )


def _hyphen_readings(words: Reading) -> list[Reading]:
    """Return *words* with every blank as a hyphen and every hyphen as a blank, in short terms."""
    atoms: list[str] = []
    for word in words:
        pieces = re.split("[-‐‑]", word)
        atoms.extend([word] if any(set(p) <= set("*?") for p in pieces) else pieces)
    if len(atoms) == 1:
        return [words]
    if len(atoms) > _MOST_HYPHENATED:
        return [tuple(atoms)] if tuple(atoms) == words else [tuple(atoms), words]
    found = []
    for hyphens in product((False, True), repeat=len(atoms) - 1):
        reading = [atoms[0]]
        for atom, hyphen in zip(atoms[1:], hyphens, strict=True):
            if hyphen:
                reading[-1] += "-" + atom
            else:
                reading.append(atom)
        if not any(_is_loose(word) for word in reading):
            found.append(tuple(reading))
    return found


def _is_loose(word: str) -> bool:
    return len(word) > 1 and (word.startswith("*-") or word.endswith("-*")) and word.count("-") > 1


def glob_to_regex(pattern: str) -> str:
    """Return a regular expression for one word *pattern*, matching no blank.

    >>> glob_to_regex("organi?ation*")
    'organi[^ ]ation[^ ]*'
    """
    return "".join("[^ ]*" if c == "*" else "[^ ]" if c == "?" else re.escape(c) for c in pattern)
