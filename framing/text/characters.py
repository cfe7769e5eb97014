"""What each character is to the tokenizer, as lookup tables over the Basic Multilingual Plane."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

APOSTROPHE, HYPHEN, PERIOD, COMMA, COLON, SLASH, MARK = 1, 2, 3, 4, 5, 6, 7
INVISIBLE_JOINER, OUTSIDE_ALPHABET = 8, 9
FIRST_WORD_CODE = INVISIBLE_JOINER  # of a letter, up to the first digit
FIRST_DIGIT_CODE = 246

OTHER, TERMINATOR, PERIOD_MARK, PAUSE, NEWLINE, UNSPACED, QUOTATION = 0, 1, 2, 4, 8, 16, 32
QUOTATION_MARKS = "\"＂“„‟”«»'‘‚‛`’"
NO_CASE, UPPER, LOWER, DIGIT = 0, 1, 2, 3

# Stands for any word character beyond the plane; its own text is read from the article.
ASTRAL_WORD = 0xA000
ASTRAL_OTHER = 0xFFFD

FOLD_PADDING = 24

_PLANE = 0x10000
_LATIN = 0x100
_ALPHABET_ENDS = 0x250  # with the last letter of Latin Extended-B
_APOSTROPHES = "'’"
_HYPHENS = "-‐‑"
_INVISIBLE_JOINERS = "\u00ad\u200c\u200d"
_MARKS = frozenset(("Mn", "Mc", "Me"))  # categories of combining marks


@dataclass(frozen=True, slots=True, eq=False)
class CharacterTables:
    """Lookup tables over UTF-16 code units, each of shape (65536,).

    ``fold`` gives 0 for what separates words, 1-6 for what may join them (apostrophe, hyphen,
    period, comma, colon, slash), 7 for other quotation marks, newlines and sentence terminators,
    8 for a soft hyphen or zero-width joiner, 9 for a word character outside the 8-bit alphabet,
    from 10 a lower-cased letter and from 246 a digit. ``letters`` maps a fold code back to its
    character.
    ``boundary`` holds bits for sentence terminators, periods, pauses, newlines, terminators that
    need no space after them, and quotation marks; ``loose`` tells what may stand between the
    words of a term; ``case`` is 1 for upper case, 2 for lower case, 3 for digits.
    """

    fold: npt.NDArray[np.uint8]
    letters: npt.NDArray[np.str_]
    boundary: npt.NDArray[np.uint8]
    loose: npt.NDArray[np.bool_]
    case: npt.NDArray[np.uint8]


def is_word_character(character: str) -> bool:
    """Tell whether *character* is part of a word: a letter, digit, underscore or combining mark.

    >>> [is_word_character(c) for c in "a7_é\\u0301-"]
    [True, True, True, True, True, False]
    """
    return character.isalnum() or character == "_" or unicodedata.category(character) in _MARKS


@cache
def character_tables() -> CharacterTables:
    """Build the tables once a process."""
    characters = np.arange(_PLANE, dtype=np.uint32).view("U1")
    words = np.flatnonzero(_are_word_characters(characters))
    boundary = np.zeros(_PLANE, np.uint8)
    for kind, those in (
        (TERMINATOR, "!?…؟۔।"),
        (TERMINATOR | UNSPACED, "。！？"),
        (PERIOD_MARK, "."),
        (PAUSE, ",;:،؛"),
        (NEWLINE, "\n\r\v\f\x85\u2028\u2029"),
        (QUOTATION, QUOTATION_MARKS),
    ):
        boundary[[ord(c) for c in those]] = kind
    fold, letters = _alphabet(words)
    fold[(fold == 0) & (boundary & (TERMINATOR | NEWLINE | QUOTATION) > 0)] = MARK
    loose = np.strings.isspace(characters)
    loose[[ord(c) for c in f"{_HYPHENS}\"'“”‘’«»`"]] = True
    case = np.zeros(_PLANE, np.uint8)
    case[words] = _case_of(characters[words])
    return CharacterTables(fold, letters, boundary, loose, case)


def _alphabet(words: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.str_]]:
    """Return the fold code of each character, those of *words* and joiners, and their letters."""
    joiners = ["\0", "'", "-", ".", ",", ":", "/"]
    letters = [*joiners, "\0", "\0", "\0", *"abcdefghijklmnopqrstuvwxyz_"]
    code_of = {letter: code for code, letter in enumerate(letters)}
    code_of.update({str(digit): FIRST_DIGIT_CODE + digit for digit in range(10)})
    fold = np.zeros(_PLANE, np.uint8)
    fold[words] = OUTSIDE_ALPHABET
    for point in words[words < _ALPHABET_ENDS].tolist():
        lower = chr(point).lower()
        if len(lower) == 1 and lower not in code_of and len(letters) < FIRST_DIGIT_CODE:
            code_of[lower] = len(letters)
            letters.append(lower)
        fold[point] = code_of.get(lower, OUTSIDE_ALPHABET)
    for those, code in (
        (_APOSTROPHES, APOSTROPHE),
        (_HYPHENS, HYPHEN),
        (".", PERIOD),
        (",", COMMA),
        (":", COLON),
        ("/", SLASH),
        (_INVISIBLE_JOINERS, INVISIBLE_JOINER),
    ):
        fold[[ord(c) for c in those]] = code
    return fold, np.array([*letters, *"0123456789"], "U1")


def _are_word_characters(characters: npt.NDArray[np.str_]) -> npt.NDArray[np.bool_]:
    are: npt.NDArray[np.bool_] = np.strings.isalnum(characters) | (characters == "_")
    others = np.flatnonzero(~are)
    kinds = map(unicodedata.category, map(chr, others.tolist()))
    are[others] = [kind in _MARKS for kind in kinds]
    return are


def _case_of(characters: npt.NDArray[np.str_]) -> npt.NDArray[np.uint8]:
    upper = np.strings.isupper(characters) | np.strings.istitle(characters)
    conditions = [np.strings.isdigit(characters), upper, np.strings.islower(characters)]
    return np.select(conditions, [DIGIT, UPPER, LOWER], NO_CASE).astype(np.uint8)


def invisible_joiners() -> str:
    """Return the soft hyphen and zero-width joiners, which stand inside words unseen."""
    return _INVISIBLE_JOINERS


def is_one_of(units: npt.NDArray[np.uint16], characters: str) -> npt.NDArray[np.bool_]:
    """Tell which of *units* are the codes of one of a few *characters* of the plane.

    >>> is_one_of(code_units("a, b; c"), ",;").tolist()
    [False, True, False, False, True, False, False]
    """
    found: npt.NDArray[np.bool_] = units == ord(characters[0])
    for character in characters[1:]:
        found |= units == ord(character)
    return found


def code_units(text: str) -> npt.NDArray[np.uint16]:
    """Return one code a character of *text*, shape (len(text),), so that index equals offset.

    Characters beyond the plane become one of two placeholders: a word character or none.
    """
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(units) == len(text):
        return units
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    narrow = points.astype(np.uint16)
    beyond = np.flatnonzero(points >= _PLANE)
    narrow[beyond] = [
        ASTRAL_WORD if is_word_character(text[i]) else ASTRAL_OTHER for i in beyond.tolist()
    ]
    return narrow


def fold_codes(units: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint8]:
    """Return the fold code of each of *units*, followed by `FOLD_PADDING` zeros.

    >>> codes = fold_codes(code_units("Zoë"))
    >>> "".join(character_tables().letters[codes[:3]])
    'zoë'
    """
    fold = character_tables().fold
    latin = bytearray(len(units) + FOLD_PADDING)
    np.frombuffer(latin, np.uint8)[: len(units)] = units
    # Bytes are translated faster than codes are looked up.
    folded = np.frombuffer(latin.translate(fold[:_LATIN].tobytes()), np.uint8)
    others = few_where(units >= _LATIN)
    folded[others] = fold.take(units.take(others))
    return folded


def few_where(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return the places of the few *flags* that hold; faster than `numpy.flatnonzero` then.

    >>> few_where(np.arange(20) % 9 == 8).tolist()
    [8, 17]
    """
    whole = len(flags) // 8 * 8
    eights = np.flatnonzero(flags[:whole].view(np.uint64) != 0)
    at = np.flatnonzero(flags[:whole].reshape(-1, 8).take(eights, axis=0))
    at += (eights.take(at >> 3) << 3) - (at & -8)
    return np.concatenate((at, whole + np.flatnonzero(flags[whole:])))
