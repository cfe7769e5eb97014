"""The stance of a cue (said, claimed, revealed), from the reporting-verb lexicon."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from framing.attributions import Attributions
from framing.lexicon import load_lexicon
from framing.matching import CompiledLexicons, Matcher, Matches, compile_lexicons
from framing.sourcing.cue_words import asks_to_act, stances_of_words
from framing.sourcing.word_classes import word_classes
from framing.text.token_ranges import token_ranges
from framing.tokens import Tokens

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Column = npt.NDArray[np.object_]

LEXICON = "reporting_verbs"
_NOUNS = "attribution_nouns"
_NEGATION_REACH = 3
_NO_VERB, _NEUTRAL, _DIRECTIVE = range(3)
_NOUN = 1 << 16  # added to the code of a stance


@lru_cache(maxsize=1)
def _shipped_verbs() -> CompiledLexicons:
    return compile_lexicons([load_lexicon(LEXICON)])


def cue_stances(
    tokens: Tokens,
    attributions: Attributions,
    *,
    matches: Matches | None = None,
    lexicons: CompiledLexicons | None = None,
) -> tuple[Column, Flags]:
    """Return each cue's stance, None where it has no entry, and whether it is negated.

    *matches* are those of *lexicons*; where these hold no reporting verbs, the shipped ones are
    matched. Of several verbs in one cue the first that is not neutral counts; without one, the
    attribution noun, if *lexicons* hold these, or a verb that only its place kept from matching.
    "Told" and "asked" with "to" and a verb are directive. A negated cue keeps its verb's stance.

    >>> from framing.attributions import find_attributions
    >>> from framing.tokens import tokenize
    >>> tokens = tokenize(["The firm claimed that the dam was safe. Ann Lee did not say why."])
    >>> cue_stances(tokens, find_attributions(tokens))[0][0]
    'doubting'
    """
    if matches is None or lexicons is None or not _holds_verbs(lexicons):
        lexicons = _shipped_verbs()
        matches = Matcher(lexicons, tokens.vocabulary).match(tokens)
    of_entries, names = _stances_of_entries(lexicons)
    stance = _stances(attributions, matches.first, of_entries.take(matches.entry))
    rows, first, stop = _cues(attributions)
    unread = np.flatnonzero(stance[rows] == _NO_VERB)
    told = stances_of_words(tokens, first[unread], stop[unread], lexicons, LEXICON)
    for cue, name in told:
        stance[rows[unread[cue]]] = names.index(name)
    may_ask = word_classes(tokens.vocabulary, tokens.type_id[stop - 1]).are("asking")
    asks = np.flatnonzero(may_ask & (stance[rows] == _NEUTRAL))
    stance[rows[asks[asks_to_act(tokens, stop[asks])]]] = _DIRECTIVE
    negated = np.zeros(len(attributions), np.bool_)
    negated[rows] = _negated(tokens, first, stop)
    return np.array(names, object)[stance], negated


def _cues(attributions: Attributions) -> tuple[Indices, Indices, Indices]:
    """Return the attributions with a cue, and the tokens from its first up to behind its last."""
    first = attributions.cue.first
    rows = np.flatnonzero(np.diff(first) > 0)
    begin, stop = attributions.cue_tokens.T
    return rows, begin[first[rows]], stop[first[rows + 1] - 1]


def _stances(attributions: Attributions, first: Indices, stance: Indices) -> Indices:
    """Return for each cue the stance of the first verb in it, rather of one that is not neutral.

    Without a verb it is that of a noun. The matches of lexicons begin with the tokens *first* and
    have the codes *stance*, those of nouns with `_NOUN` added.
    """
    telling = np.flatnonzero(stance > _NO_VERB)
    hits = token_ranges(*np.searchsorted(first[telling], attributions.cue_tokens.T))  # of each span
    row = np.repeat(np.arange(len(attributions)), np.diff(attributions.cue.first))[hits.owner]
    code = stance[telling[hits.token]]
    of_noun, value = code >= _NOUN, code % _NOUN
    found = np.full(len(attributions), _NO_VERB)
    for counts in (of_noun, ~of_noun):  # what counts more is written later
        for tells in (counts, counts & (value > _NEUTRAL)):
            at = np.flatnonzero(tells)[::-1]
            found[row[at]] = value[at]
    return found


@lru_cache(maxsize=8)
def _stances_of_entries(lexicons: CompiledLexicons) -> tuple[Indices, tuple[str | None, ...]]:
    """Return the code of the stance of each entry that is a verb or a noun, and the names of codes.

    The code is an index into the names, to which `_NOUN` is added for nouns.
    """
    names: list[str | None] = [None, "neutral", "directive"]
    codes = np.full(len(lexicons.entries), _NO_VERB)
    for number, entry in enumerate(lexicons.entries):
        lexicon = lexicons.lexicon_of(number).name
        if lexicon in (LEXICON, _NOUNS):
            if entry.category not in names:
                names.append(entry.category)
            codes[number] = names.index(entry.category) + _NOUN * (lexicon == _NOUNS)
    return codes, tuple(names)


def _holds_verbs(lexicons: CompiledLexicons) -> bool:
    return any(lexicon.name == LEXICON for lexicon in lexicons.lexicons)


def _negated(tokens: Tokens, first: Indices, stop: Indices) -> Flags:
    """Tell which cues hold a negation; one of up to two words, also the word before it."""
    before = np.maximum(first - 1, 0)
    goes_back = (stop - first < _NEGATION_REACH) & (before < first)
    goes_back &= tokens.sentence[before] == tokens.sentence[first]
    words = token_ranges(first - goes_back, stop)
    classes = word_classes(tokens.vocabulary, tokens.type_id[words.token])
    return words.any(classes.are("negation"))
