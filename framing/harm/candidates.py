"""Where a harm word may be used in a sense of harm: what is cheap to tell of all places at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from framing.harm import word_classes as wc
from framing.harm.words import harm_words
from framing.text.characters import few_where
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_HARM, _NEEDS_CAPTIVE, _NEEDS_HOME, _NEEDS_NEXT = 1, 2, 4, 8
_CAPTIVE, _HOME = 16, 32
_NEXT, _BEFORE_NOUN, _OF = 1, 2, 4
_DEMONYM_ENDINGS = ("i", "an", "ish", "ese")


def find_candidates(tokens: Tokens) -> Indices:
    """Return the harm words of *tokens*, but for those that can mean no harm where they stand.

    "Take" and "hold" need a captive in their sentence, "level" a home, "gun" a "down" after it;
    unless they may be a noun or stand before one: "the taking of", "the held men".

    >>> from framing.tokens import tokenize
    >>> find_candidates(tokenize(["They took a vote. They took two men hostage."])).tolist()
    [5, 8]
    """
    column = tokens.vocabulary.column
    words = column("harm_word", harm_word_classes).values().take(tokens.type_id)
    at = few_where(words > 0)
    own = words.take(at)
    doubtful = np.flatnonzero(own & (_NEEDS_CAPTIVE | _NEEDS_HOME | _NEEDS_NEXT))
    need, place = own[doubtful], at[doubtful]
    beside = column("harm_neighbor", _neighbor_classes)
    before, after = (beside.of(tokens.type_id.take(place + k, mode="wrap")) for k in (-1, 1))
    lacks = (need & _NEEDS_NEXT > 0) & (after & _NEXT == 0)
    is_noun = (after & _OF > 0) | (before & _BEFORE_NOUN > 0)
    for needed, shown in ((_NEEDS_CAPTIVE, _CAPTIVE), (_NEEDS_HOME, _HOME)):
        shows = _sentence_shows(tokens, at[own & shown > 0], place)
        lacks |= (need & needed > 0) & ~is_noun & ~shows
    is_candidate = own & _HARM > 0
    is_candidate[doubtful[lacks]] = False
    return at[is_candidate]


def _sentence_shows(tokens: Tokens, shown: Indices, at: Indices) -> Flags:
    """Tell of each token *at* whether one of the tokens *shown* stands in its sentence."""
    if not len(at):
        return np.zeros(0, np.bool_)
    shows = np.zeros(int(tokens.sentence[-1]) + 1, np.bool_)
    shows[tokens.sentence.take(shown)] = True
    return shows.take(tokens.sentence.take(at))


def harm_word_classes(types: Sequence[str]) -> list[int]:
    """Return for each of *types*, as bits, what it is to mentions of harm; a type column."""
    listed = _listed()
    return [listed.get(word, 0) for word in types]


@cache
def _listed() -> dict[str, int]:
    verbs, nouns = harm_words().verbs, harm_words().nouns
    needs = {"captive": _NEEDS_CAPTIVE, "home": _NEEDS_HOME}
    found = {
        word: _HARM | needs.get(verb.needs, 0) | _NEEDS_NEXT * bool(verb.next_word)
        for word, verb in verbs.items()
    }
    found |= dict.fromkeys(nouns, _HARM)
    for kind, bit in ((wc.CAPTIVE, _CAPTIVE), (wc.HOME, _HOME)):
        for word in wc.words_of(kind, wc.ROLES):
            found[word] = found.get(word, 0) | bit
    return found


def _neighbor_classes(types: Sequence[str]) -> list[int]:
    """Return for each of *types*, as bits, what it is to a harm word beside it."""
    next_words = {verb.next_word for verb in harm_words().verbs.values() if verb.next_word}
    before_noun = wc.words_of(wc.DETERMINER, wc.SYNTAX)
    before_noun |= wc.words_of(wc.BEFORE_ATTRIBUTE, wc.ROLES)
    listed = dict.fromkeys(next_words, _NEXT)
    for word in before_noun:
        listed[word] = listed.get(word, 0) | _BEFORE_NOUN
    listed["of"] |= _OF
    return [listed.get(word, 0) | _BEFORE_NOUN * word.endswith(_DEMONYM_ENDINGS) for word in types]
