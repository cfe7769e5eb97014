"""The readings of harm words as columns: of each word the verb and the noun it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from framing.harm.words import HARM_CLASSES, NEEDS, HarmWord, harm_words

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_MAY_END_IN_DEATH = frozenset(("shot", "beaten", "stabbed", "burned"))
_MAY_BE_VERBAL = frozenset(("attacked", "attack", "assaulted", "assault", "targeted"))


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """All readings, numbered; number 0 stands for none.

    ``is_noun`` tells of verbs whether the word may be a noun of harm, too;
    ``kinds`` holds the possible forms as bits, ``harm`` numbers of ``HARM_CLASSES``, ``needs``
    those of ``NEEDS``. ``of_verb`` and ``of_noun`` map words to numbers.
    """

    words: tuple[HarmWord, ...]
    kinds: Indices
    harm: Indices
    needs: Indices
    transitive: Flags
    has_next: Flags
    may_end_in_death: Flags
    may_be_verbal: Flags
    is_toll: Flags
    is_noun: Flags
    of_verb: dict[str, int]
    of_noun: dict[str, int]


@cache
def readings() -> Readings:
    """Number the readings of framing/data/harm_words.toml once a process."""
    known = harm_words()
    none = HarmWord(harm=HARM_CLASSES[0], verb_class="", kinds=frozenset())
    words = (none, *known.verbs.values(), *known.nouns.values())
    classes = [word.verb_class for word in words]
    return Readings(
        words=words,
        kinds=np.array([sum(word.kinds) for word in words]),
        harm=np.array([HARM_CLASSES.index(word.harm) for word in words]),
        needs=np.array([NEEDS.index(word.needs) for word in words]),
        transitive=np.array([word.transitive for word in words]),
        has_next=np.array([word.next_word != "" for word in words]),
        may_end_in_death=np.array([name in _MAY_END_IN_DEATH for name in classes]),
        may_be_verbal=np.array([name in _MAY_BE_VERBAL for name in classes]),
        is_toll=np.array([name == "toll" for name in classes]),
        is_noun=np.array([word in known.nouns for word in ("", *known.verbs, *known.nouns)]),
        of_verb={word: 1 + i for i, word in enumerate(known.verbs)},
        of_noun={word: 1 + len(known.verbs) + i for i, word in enumerate(known.nouns)},
    )


def verb_readings(types: Sequence[str]) -> list[int]:
    """Return for each of *types* the number of its reading as a verb, else 0; a type column."""
    of_verb = readings().of_verb
    return [of_verb.get(word, 0) for word in types]


def noun_readings(types: Sequence[str]) -> list[int]:
    """Return for each of *types* the number of its reading as a noun, else 0; a type column."""
    of_noun = readings().of_noun
    return [of_noun.get(word, 0) for word in types]
