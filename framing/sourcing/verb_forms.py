"""Words that show, without a tagger, where a clause has its verb, and where its subject begins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.text.type_columns import bits_of_words
from framing.tokens import ALL_CAPS, CAPITALIZED, Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# An auxiliary; a form in -ed or an irregular past; one in -s; one in -ing.
AUXILIARY, PAST, THIRD, ING = (1 << bit for bit in range(4))
# A pronoun that is a subject; words that open a noun phrase, a phrase in front, a relative clause.
PRONOUN, DETERMINER, IN_FRONT, RELATIVE = (1 << bit for bit in range(4, 8))
# "and", "but"; an adverb; "that"; a particle or pronoun with which the object of a verb begins.
JOINS, ADVERB, THAT, OBJECT = (1 << bit for bit in range(8, 12))
VERB = AUXILIARY | PAST
AUXILIARIES = "is are was were has have had will would can could may might must should does do did"
_CLASSES = {
    AUXILIARY: AUXILIARIES + " " + " ".join(f"{verb}n't" for verb in AUXILIARIES.split()),
    PAST: """met took left went gave held made ran came began sent won lost kept broke drew fought
        led sat stood spoke spent wrote rose fell grew flew threw chose got put set cut hit let
        shut split brought bought caught taught thought found built felt heard hung laid paid read
        rode saw sang sold shot showed slept sought struck swore swept tore told understood woke
        wore said""",
    PRONOUN: "he she it they we i you",
    DETERMINER: "the a an this these those his her its their our my your some many several both",
    IN_FRONT: """in at on after during before since under with without amid following despite for
        from by as while when though although if because until unless like unlike
        besides instead including throughout there""",
    RELATIVE: "who which that whom whose where when what",
    JOINS: "and but",
    ADVERB: "also then later even again instead still never once",
    THAT: "that",
    OBJECT: """to of into onto over up out off back down away around against through toward towards
        about him her them us me it you himself herself itself themselves""",
}


class VerbForms:
    """What the words of a batch of tokens are, by their endings and by lists."""

    def __init__(self, tokens: Tokens) -> None:
        self._classes = tokens.vocabulary.column("verb_forms", _word_classes, np.uint16).values()
        self._tokens = tokens

    def of(self, at: Indices) -> npt.NDArray[np.uint16]:
        """Return the classes of the tokens *at* as bits; what is beyond the last is that."""
        found: npt.NDArray[np.uint16] = self._classes.take(
            self._tokens.type_id.take(at, mode="clip")
        )
        return found

    def are(self, kind: int, at: Indices) -> Flags:
        """Tell which of the tokens *at* are words of one of the classes in *kind*."""
        of_kind: Flags = self.of(at) & kind > 0
        return of_kind

    def are_names(self, at: Indices) -> Flags:
        """Tell which of the tokens *at* have a capital."""
        shape = self._tokens.shape.take(at, mode="clip")
        named: Flags = (shape == CAPITALIZED) | (shape == ALL_CAPS)
        return named

    def have_verb(self, at: Indices) -> Flags:
        """Tell which of the tokens *at* are verbs, or stand right behind a subject pronoun."""
        have: Flags = self.are(VERB, at) & ~self.are_names(at)
        have |= self.are(PRONOUN, np.maximum(at - 1, 0)) & (at > 0)
        return have


def _word_classes(types: Sequence[str]) -> list[int]:
    """Return for each of *types* the classes it is in, as bits; a type column."""
    listed = bits_of_words(_CLASSES)
    return [listed.get(word.replace("’", "'"), 0) | _by_ending(word) for word in types]


def _by_ending(word: str) -> int:
    if word.endswith("ing"):
        return ING
    if word.endswith("ed"):
        return PAST
    if word.endswith("ly"):
        return ADVERB
    return THIRD if word.endswith("s") and not word.endswith("ss") else 0
